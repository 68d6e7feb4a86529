// Behaviours of every page, and what holds for all behaviours: no page needs them, and none needs
// another.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { fixtures } from "../support/fixtures.mjs";

const FOLDER = new URL("../../../static/app/", import.meta.url);

/** What the whole script may weigh, in bytes. */
const BUDGET = { plain: 8_000, brotli: 3_000 };

let stage;
before(async () => {
  stage = await fixtures();
});
after(() => stage?.stop());

describe("times", () => {
  const TIME = '<time datetime="2026-11-24T10:54:00Z" data-local>24 November 2026, 10:54 UTC</time>';

  it("are told in the zone and the language of the visitor", async () => {
    for (const [lang, locale, timezoneId, said] of [
      ["en", "en-GB", "Europe/Berlin", "24 November 2026 at 11:54"],
      ["en", "en-US", "America/New_York", "November 24, 2026 at 5:54 AM"],
      ["de", "de-DE", "Europe/Berlin", "24. November 2026 um 11:54"],
      // The page speaks another language than the browser.
      ["de", "en-GB", "Asia/Tokyo", "24. November 2026 um 19:54"],
    ]) {
      stage.put("/time", TIME, { lang });
      const { page, complaints, close } = await stage.visits("/time", { locale, timezoneId });
      assert.equal((await page.locator("time").innerText()).replace("\u202f", " "), said);
      await close();
      assert.deepEqual(complaints, []);
    }
  });

  it("stay as the server wrote them without the hook, without the script, and when they are none", async () => {
    for (const [html, settings] of [
      [TIME.replace(" data-local", ""), {}],
      [TIME, { broken: true }],
      [TIME, { scripts: false }],
      [TIME.replace("2026-11-24T10:54:00Z", "soon"), {}],
    ]) {
      stage.put("/time", html);
      const { page, close } = await stage.visits("/time", { timezoneId: "Asia/Tokyo", ...settings });
      assert.equal(await page.locator("time").innerText(), "24 November 2026, 10:54 UTC");
      await close();
    }
  });
});

describe("a theme", () => {
  it("is seen as soon as it is chosen", async () => {
    const radio = ([name, theme]) => `<label><input type="radio" name="theme" value="${name}" data-theme-choice="${theme}">${name}</label>`;
    stage.put("/theme", `<form method="post" action="/sent">${[["system", ""], ["light", "light"], ["dark", "dark"]].map(radio).join("")}</form>`);
    const { page, complaints, close } = await stage.visits("/theme");
    for (const [name, theme] of [["dark", "dark"], ["light", "light"], ["system", null]]) {
      await page.getByLabel(name).check();
      assert.equal(await page.locator("html").getAttribute("data-theme"), theme);
    }
    await close();
    assert.deepEqual(complaints, []);
  });
});

describe("what an auth server leaves behind #", () => {
  for (const [fragment, query] of [
    ["access_token=secret&refresh_token=secret&type=signup", "?landed=signup"],
    ["access_token=secret&type=<script>", "?landed=message"],
    ["error=access_denied&error_code=otp_expired&error_description=secret", "?error_code=otp_expired"],
    ["error=%22%3Esecret", "?landed=message"],
    ["sb", "?landed=message"],
  ]) {
    it(`is gone at once, its meaning said: #${fragment}`, async () => {
      stage.put("/landing", "<p>Here</p>");
      stage.put("/auth/confirm", "<p>Landed</p>");
      const { page, complaints, close } = await stage.visits(`/landing?from=mail#${fragment}`);
      await page.waitForURL("**/auth/confirm**");
      const url = new URL(page.url());
      assert.deepEqual([url.search, url.hash], [query, ""]);
      await page.goBack();
      assert.ok(!page.url().includes("secret"), page.url());
      await close();
      assert.deepEqual(complaints, []);
    });
  }

  it("is left alone when it is none of its business", async () => {
    stage.put("/landing", '<p id="main">Here</p>');
    const { page, close } = await stage.visits("/landing#main");
    assert.match(page.url(), /\/landing#main$/);
    await close();
  });
});

describe("all behaviours", () => {
  const PLAIN = `<main><h1>Plain</h1><form method="post" action="/sent"><label>Name <input name="name" autocomplete="username"></label>
    <label>Password <input name="word" type="password" autocomplete="current-password"></label><button>Send</button></form>
    <time datetime="2026-11-24T10:54:00Z">24 November</time></main>`;

  it("leave a page alone that asks for none of them", async () => {
    stage.put("/plain", PLAIN);
    const { page, complaints, close } = await stage.visits("/plain");
    const main = await page.locator("main").evaluate((node) => node.outerHTML);
    await close();
    const untouched = await stage.visits("/plain", { scripts: false });
    assert.equal(await untouched.page.locator("main").evaluate((node) => node.outerHTML), main);
    await untouched.close();
    assert.deepEqual(complaints, []);
  });

  it("are missed by nobody: the form works when the script does not load", async () => {
    stage.put("/plain", PLAIN);
    for (const settings of [{ broken: true }, { scripts: false }]) {
      const { page, close } = await stage.visits("/plain", settings);
      const before = stage.sent.length;
      await page.getByLabel("Name").fill("Ada");
      await page.getByLabel("Password").fill("three random words");
      await page.getByRole("button", { name: "Send" }).click();
      await stage.arrive(before + 1);
      assert.deepEqual(stage.sent.slice(before), [{ path: "/sent", fields: { name: "Ada", word: "three random words" } }]);
      await close();
    }
  });

  it("stand alone: where one fails, the others run", async () => {
    stage.put("/theme", '<input type="radio" data-theme-choice="dark" aria-label="Dark"><form data-keep method="post" action="/sent"><button>Send</button></form>');
    const { page, complaints, close } = await stage.visits("about:blank");
    await page.addInitScript(() => (performance.getEntriesByType = () => { throw new Error("no entries here"); }));
    await page.goto("/theme");
    await page.getByLabel("Dark").check();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    assert.ok(complaints.some((complaint) => complaint.includes("no entries here")), "and it is not hushed up");
    await close();
  });

  it("are one small script, with a part for each file and no word for people", () => {
    const { script } = stage;
    const files = readdirSync(FOLDER);
    assert.equal(script.match(/^try \{$/gm).length, files.length);
    assert.ok(Buffer.byteLength(script) <= BUDGET.plain, `${Buffer.byteLength(script)} bytes`);
    const packed = brotliCompressSync(script).length;
    assert.ok(packed <= BUDGET.brotli, `${packed} bytes packed`);
    assert.doesNotMatch(script, /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|^\s*(?:import|export)\b/m);
  });
});
