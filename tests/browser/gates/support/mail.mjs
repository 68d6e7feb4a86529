// What a mail may not do: ask for anything from anywhere, say something else in one part than in the
// other, or need a wide window.

import { sidewaysScroll } from "../../support/chromium.mjs";
import { axeFaults } from "./axe.mjs";

/** Room before Gmail cuts a message off is 102 kB; ours are short. In bytes. */
const MOST_BYTES = 15_000;
const MOST_LINKS = 3;
const NARROW = 320;

/**
 * Shows documents as a program for mail would: without what the server says about them, and without
 * letting anything else in. Gives the list of what they asked for.
 */
export async function openMail(page) {
  const asked = [];
  await page.route(() => true, async (route) => {
    if (!route.request().isNavigationRequest()) {
      asked.push(route.request().url());
      return route.abort();
    }
    const body = await readsFrom(route.request().url());
    await route.fulfill({ body, contentType: "text/html; charset=utf-8" });
  });
  return asked;
}

/** Whatever is wrong with the mail that is shown; `text` is its other part. */
export async function mailFaults(page, asked, text) {
  const faults = asked.splice(0).map((url) => `asks for ${url}`);
  const size = Buffer.byteLength(await page.content());
  if (size > MOST_BYTES) faults.push(`is ${size} bytes long, the most is ${MOST_BYTES}`);
  faults.push(...linkFaults(await page.locator("a").evaluateAll((all) => all.map((link) => link.href)), text));
  await page.setViewportSize({ width: NARROW, height: 640 });
  const over = await sidewaysScroll(page);
  if (over > 0) faults.push(`stands out by ${over} px at the side`);
  return faults;
}

/** What axe sees in the light and in the dark. Landmarks are those of the program that shows a mail. */
export async function readingFaults(page) {
  const faults = [];
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    faults.push(...(await axeFaults(page)).map((fault) => `${colorScheme}: ${fault}`));
  }
  return faults.filter((fault) => !/: (landmark-one-main|region) at /.test(fault));
}

/** Both parts lead to the same places, and to few. */
function linkFaults(hrefs, text) {
  const inHtml = new Set(hrefs.filter((href) => !href.startsWith("mailto:")));
  const inText = new Set((text.match(/https?:\/\/\S+/g) ?? []).map((href) => new URL(href).href));
  const faults = [];
  for (const href of inHtml) if (!inText.has(href)) faults.push(`only the HTML part leads to ${href}`);
  for (const href of inText) if (!inHtml.has(href)) faults.push(`only the text part leads to ${href}`);
  if (inHtml.size > MOST_LINKS) faults.push(`leads to ${inHtml.size} places, the most is ${MOST_LINKS}`);
  return faults;
}

/** The text at an address. */
export async function readsFrom(url) {
  // A connection that is kept open may be gone when the test comes back to it after minutes of checking.
  const answer = await fetch(url, { headers: { connection: "close" } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
}
