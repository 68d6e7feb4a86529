// Whoever presses "back" after somebody has signed out sees nothing of theirs.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { named, none } from "./gates/support/faults.mjs";
import { serve } from "./gates/support/own_server.mjs";
import { openChromium } from "./support/chromium.mjs";
import { asks, backFaults, goesBack } from "./support/history.mjs";
import { site } from "./support/sites.mjs";
import { Visitor } from "./support/visitor.mjs";

const PRIVATE = ["/", "/notes", "/account", "/account/username", "/preferences"];

let chromium;
let app;
before(async () => {
  chromium = await openChromium({ keepsPages: true });
  app = await site();
});
after(async () => {
  await chromium?.close();
  await app?.stop();
});

for (const scripts of [true, false]) {
  it(`nothing private comes back after a sign-out, ${scripts ? "with" : "without"} scripts`, async () => {
    const username = scripts ? "Ada" : "Grace";
    const who = { username, email: `${username.toLowerCase()}@example.com`, password: "three random words 17" };
    const ada = await Visitor.arrives(chromium, app, who, { scripts });
    await ada.opens("/signup");
    await ada.signsUp();
    await ada.opensMailedLink();
    await ada.confirms();
    for (const path of PRIVATE) {
      await ada.opens(path);
      assert.equal(ada.path(), path, "she may see it");
    }
    await ada.opens("/account");
    assert.match(await ada.page.content(), new RegExp(who.email), "her own page shows what must not come back");
    await ada.signsOut();
    none(await backFaults(ada.page, [who.username, who.email]));
    await ada.leaves();
  });
}

describe("a site that lets browsers keep private pages", () => {
  let bad;
  before(async () => {
    bad = await serve({
      "/": { body: "<title>Start</title><p>Start" },
      "/account": { body: "<title>Account</title><p>ada@example.com" },
      "/bye": { body: "<title>Bye</title><p>Bye" },
    });
  });
  after(() => bad.stop());

  it("is named", async () => {
    const page = await chromium.newPage();
    for (const path of ["/", "/account", "/bye"]) await page.goto(bad.origin + path);
    named(await backFaults(page, ["ada@example.com"]), /^the way back shows ada@example\.com at \/account$/);
    await page.context().close();
  });

  it("would show them from the memory of this browser too", async () => {
    const page = await chromium.newPage();
    await page.goto(`${bad.origin}/account`);
    await page.evaluate(() => (globalThis.isTheSame = true));
    await page.goto(`${bad.origin}/bye`);
    await goesBack(page);
    assert.equal(await asks(page, "globalThis.isTheSame"), true);
    await page.context().close();
  });
});
