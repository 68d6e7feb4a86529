// What the gates look at: the exhibits of a development server's page gallery and mail gallery.

import { after, before } from "node:test";
import { openChromium } from "../../support/chromium.mjs";
import { site } from "../../support/sites.mjs";

/**
 * A development server and a browser for the tests of one file, as `stage.site` and `stage.chromium`.
 * Call it once at the top of the file; both are there when the tests run.
 */
export function stage({ env, browser = openChromium } = {}) {
  const stage = { site: null, chromium: null };
  before(async () => {
    stage.site = await site({ env });
    stage.chromium = await browser();
  });
  after(async () => {
    await stage.chromium?.close();
    await stage.site?.stop();
  });
  return stage;
}

/** Every page in every state: `{ page, state, path, status, signed_in }`, and a `name` to tell it by. */
export async function exhibits(site) {
  const list = await read(`${site.origin}/dev/pages.json`);
  return list.map((exhibit) => ({ ...exhibit, name: `${exhibit.page}/${exhibit.state}` }));
}

/** Every mail in every state: `{ mail, state, subject, path, html, text }`, and a `name` to tell it by. */
export async function mails(site, { language = "en" } = {}) {
  const list = await read(`${site.origin}/dev/mails.json?${new URLSearchParams({ language })}`);
  return list.map((exhibit) => ({ ...exhibit, name: `${exhibit.mail}/${exhibit.state}` }));
}

/** Where an exhibit is seen, in a language and a theme; without them as a fresh visitor gets it. */
export function address(site, path, choices = {}) {
  const url = new URL(path, site.origin);
  for (const [name, value] of Object.entries(choices)) if (value) url.searchParams.set(name, value);
  return url.href;
}

async function read(url) {
  // A connection that is kept open may be gone when a test comes back to it after minutes of checking.
  const answer = await fetch(url, { headers: { connection: "close" } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  const list = await answer.json();
  // A gate over an empty list would pass whatever the pages look like.
  if (!Array.isArray(list) || list.length === 0) throw new Error(`${url} shows nothing`);
  return list;
}
