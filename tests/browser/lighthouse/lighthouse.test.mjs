// Lighthouse, on a phone, for the pages that people meet first and most. Runs by itself: it measures time.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { openChromium } from "../support/chromium.mjs";
import { freePort } from "../support/processes.mjs";
import { site } from "../support/sites.mjs";
import { Visitor } from "../support/visitor.mjs";
import { named, none } from "../gates/support/faults.mjs";
import { serve } from "../gates/support/own_server.mjs";
import { faultsOf, measure, slowdown } from "./support/lighthouse.mjs";

const PAGES = [
  { name: "home", path: "/" },
  { name: "sign-up", path: "/signup" },
  { name: "sign-in", path: "/login" },
  // Nobody but its owner sees it, so it asks search engines to stay away.
  { name: "account", path: "/account", isSignedIn: true, explained: ["is-crawlable"] },
];

let chromium;
let port;
let app;
let cookie; // of somebody who is signed in
let times; // as slow as this machine the phone is
before(async () => {
  port = await freePort();
  chromium = await openChromium({ args: [`--remote-debugging-port=${port}`] });
  app = await site();
  const who = { username: "Ada", email: "ada@example.com", password: "three random words 17" };
  const ada = await Visitor.arrives(chromium, app, who, { scripts: true });
  await ada.opens("/signup");
  await ada.signsUp();
  await ada.opensMailedLink();
  await ada.confirms();
  cookie = (await ada.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await ada.leaves();
  times = await slowdown({ port, url: app.origin });
});
after(async () => {
  await chromium?.close();
  await app?.stop();
});

describe("Lighthouse on a phone", () => {
  const table = [];
  after(() => {
    console.log(`the phone is ${times?.toFixed(1)} times as slow as this machine`);
    console.table(table);
  });

  for (const { name, path, isSignedIn = false, explained } of PAGES) {
    it(`${name} lacks nothing and loads at once`, async () => {
      const headers = isSignedIn ? { Cookie: cookie } : {};
      const answer = await fetch(`${app.origin}${path}`, { headers, redirect: "manual" });
      assert.equal(answer.status, 200, "the page itself is measured, not where it sends strangers");
      const measured = await measure({ port, name, url: `${app.origin}${path}`, times, headers, explained });
      const { categories, lcp, tbt, cls, round } = measured;
      table.push({ page: name, ...categories, "LCP ms": lcp, "TBT ms": tbt, CLS: cls, rounds: round });
      none(faultsOf(measured).map((fault) => `${name}: ${fault}`));
    });
  }
});

describe("a page with everything wrong", () => {
  let bad;
  before(async () => (bad = await serve({ "/": { body: readFileSync(new URL("defects/slow.html", import.meta.url)) } })));
  after(() => bad.stop());
  const once = (explained) => measure({ port, name: "defect", url: `${bad.origin}/`, times, explained, rounds: 1, runs: 1 });

  it("is named for each of its faults", async () => {
    const faults = faultsOf(await once([]));
    named(faults, /^performance is \d\d?:/);
    named(faults, /^accessibility is \d\d?:.*color-contrast/);
    named(faults, /^best-practices is \d\d?:.*errors-in-console/);
    named(faults, /^seo is \d\d?:.*is-crawlable/);
    named(faults, /the page is deaf for \d+ ms/);
    named(faults, /the page moves while it loads/);
  });

  it("is excused for what is explained and for nothing else", async () => {
    const faults = faultsOf(await once(["is-crawlable", "document-title"]));
    named(faults, /^seo is \d\d?:.*meta-description/);
    named(faults, /document-title is explained, but does not fail/);
    assert.ok(!faults.some((fault) => fault.includes("is-crawlable")));
  });
});
