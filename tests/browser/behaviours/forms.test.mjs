// Behaviours of every form: sent once, led through its errors, kept over a step back.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { fixtures } from "../support/fixtures.mjs";

let stage;
before(async () => {
  stage = await fixtures();
});
after(() => stage?.stop());

/** Whatever was under way has arrived when the next answer is there. */
const settled = (page) => page.evaluate(() => fetch("/nothing"));

describe("sending once", () => {
  // Answered by 204 No Content, so that the page stays to be looked at.
  const FORM = `<form method="post" action="/nothing">
    <button name="way" value="one" data-busy="Sending…"><b>Send</b> it</button>
    <button name="way" value="other">The other way</button></form>`;
  const sentFrom = (before) => stage.sent.slice(before).map(({ fields }) => fields.way);

  it("a double click sends one form and says that it is under way", async () => {
    stage.put("/once", FORM);
    const { page, complaints, close } = await stage.visits("/once");
    const before = stage.sent.length;
    const button = page.getByRole("button").first();
    await button.dblclick();
    await stage.arrive(before + 1);
    await settled(page);
    assert.deepEqual(sentFrom(before), ["one"]);
    assert.equal(await button.innerText(), "Sending…");
    assert.equal(await button.getAttribute("aria-disabled"), "true");
    await close();
    assert.deepEqual(complaints, []);
  });

  it("without the script both halves arrive, and the server bears it", async () => {
    stage.put("/once", FORM);
    const { page, close } = await stage.visits("/once", { broken: true });
    const before = stage.sent.length;
    await page.getByRole("button").first().dblclick();
    await stage.arrive(before + 1);
    assert.equal(sentFrom(before).at(-1), "one");
    await close();
  });

  it("a second thought after a second is sent, and each button as it was when the page comes back", async () => {
    stage.put("/once", FORM);
    const { page, close } = await stage.visits("/once");
    const before = stage.sent.length;
    const button = page.getByRole("button").first();
    await button.click();
    await page.waitForFunction((since) => performance.now() - since > 1000, await page.evaluate(() => performance.now()));
    await button.click({ force: true });
    await stage.arrive(before + 2);
    assert.deepEqual(sentFrom(before), ["one", "one"]);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    assert.equal(await button.innerHTML(), "<b>Send</b> it");
    assert.equal(await button.getAttribute("aria-disabled"), null);
    await close();
  });

  it("a button that has no words for it keeps its own", async () => {
    stage.put("/once", FORM);
    const { page, close } = await stage.visits("/once");
    const before = stage.sent.length;
    const button = page.getByRole("button", { name: "The other way" });
    await button.dblclick();
    await stage.arrive(before + 1);
    await settled(page);
    assert.deepEqual(sentFrom(before), ["other"]);
    assert.equal(await button.getAttribute("aria-disabled"), null);
    await close();
  });
});

describe("the error summary", () => {
  const PAGE = `<div tabindex="-1" autofocus data-error-summary><ul><li><a href="#who">Enter your name</a></li></ul></div>
    <form method="post" action="/sent">${"<p>Something long</p>".repeat(80)}
    <label for="who">Name</label> ${"<p>A hint</p>".repeat(20)} <input id="who" name="who"><button>Send</button>
    ${"<p>Something long</p>".repeat(80)}</form>`;

  it("leads to the field and brings its label into view", async () => {
    stage.put("/errors", PAGE);
    const { page: shown, complaints, close } = await stage.visits("/errors");
    assert.ok(await shown.evaluate(() => document.activeElement.matches("[data-error-summary]")));
    await shown.getByRole("link", { name: "Enter your name" }).click();
    assert.equal(await shown.evaluate(() => document.activeElement.id), "who");
    const top = await shown.locator("label").evaluate((label) => label.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 20, `the label stands at ${top}`);
    await close();
    assert.deepEqual(complaints, []);
  });

  it("leads to the field without the script too", async () => {
    stage.put("/errors", PAGE);
    const { page: shown, close } = await stage.visits("/errors", { scripts: false });
    await shown.getByRole("link", { name: "Enter your name" }).click();
    assert.match(shown.url(), /#who$/);
    await close();
  });
});

describe("what was typed", () => {
  // Chromium remembers by itself, unless the form forbids it; other browsers do not.
  const REMEMBERS = 'autocomplete="on"';
  const FORM = (hook = "data-keep", memory = 'autocomplete="off"') => `<form method="post" action="/sent" ${memory} ${hook}>
    <label>Name <input id="who" name="who"></label>
    <label>Address <input id="inbox" name="inbox" type="email"></label>
    <label>Password <input id="word" name="word" type="password" autocomplete="new-password"></label>
    <label>Code <input id="digits" name="digits" autocomplete="one-time-code"></label>
    <button>Send</button></form> <a href="/elsewhere">Elsewhere</a>
    <form method="post" action="/out" data-forget><button>Sign out</button></form>`;
  const TYPED = { who: "Ada", inbox: "ada@example.com", word: "three random words", digits: "123456" };

  const arrives = async (hook, memory) => {
    stage.put("/form", FORM(hook, memory));
    stage.put("/elsewhere", "<p>Elsewhere</p>");
    stage.put("/sent", "<p>Done</p>");
    stage.put("/out", "<p>Signed out</p>");
    const someone = await stage.visits("/form");
    const { page } = someone;
    return {
      ...someone,
      async types() {
        for (const [id, text] of Object.entries(TYPED)) await page.locator(`#${id}`).fill(text);
      },
      presses: async (name) => {
        await page.getByRole("button", { name }).click();
        await page.waitForURL(name === "Send" ? "**/sent" : "**/out");
      },
      standing: async () => Object.fromEntries(await page.locator("#who, #inbox, #word").evaluateAll((all) => all.map((one) => [one.id, one.value]))),
      stored: () => page.evaluate(() => Object.entries(sessionStorage).flat().join(" ")),
    };
  };
  const BACK = { who: "Ada", inbox: "ada@example.com", word: "" };
  const NOTHING = { who: "", inbox: "", word: "" };

  it("is there again after a look elsewhere and a step back, secrets excepted", async () => {
    const { page, types, standing, stored, complaints, close } = await arrives();
    await types();
    // A password that is shown is a text for the browser, not for us.
    await page.locator("#word").evaluate((field) => (field.type = "text"));
    await page.locator("#word").fill("three random words");
    await page.getByRole("link", { name: "Elsewhere" }).click();
    await page.waitForURL("**/elsewhere");
    const kept = await stored();
    assert.ok(kept.includes("ada@example.com"));
    assert.ok(!kept.includes("random") && !kept.includes("123456"), kept);
    await page.goBack();
    assert.deepEqual(await standing(), BACK);
    await close();
    assert.deepEqual(complaints.filter((complaint) => !complaint.includes("[DOM]")), []);
  });

  it("is not put into a form that is opened anew, nor over what stands there", async () => {
    const { page, types, standing, close } = await arrives();
    await types();
    await page.goto("/elsewhere");
    await page.goto("/form");
    assert.deepEqual(await standing(), NOTHING);
    await page.goto("/elsewhere");
    stage.put("/form", FORM().replace('id="who"', 'id="who" value="Grace"'));
    await page.goBack();
    assert.deepEqual(await standing(), { ...BACK, who: "Grace" });
    await close();
  });

  for (const [ends, name] of [["when the form has done its work", "Send"], ["by whoever signs out", "Sign out"]]) {
    for (const memory of [undefined, REMEMBERS]) {
      it(`is forgotten ${ends}, ${memory ? "by a browser that remembers" : "by us"}`, async () => {
        const { page, types, presses, standing, stored, close } = await arrives("data-keep", memory);
        await types();
        await presses(name);
        assert.equal(await stored(), "");
        await page.goBack();
        assert.deepEqual(await standing(), NOTHING);
        await close();
      });
    }
  }

  it("is kept when the form comes back with an error, and when the page says that it could not be done", async () => {
    for (const answer of [FORM(), '<div data-unfinished>Something went wrong</div>']) {
      const { page, types, presses, standing, close } = await arrives();
      await types();
      stage.put("/sent", answer);
      await presses("Send");
      await page.goBack();
      assert.deepEqual(await standing(), BACK);
      await close();
    }
  });

  it("is still there in a browser that remembers and keeps pages in memory", async () => {
    const { page, types, standing, close } = await arrives("data-keep", REMEMBERS);
    await types();
    await page.goto("/elsewhere");
    await page.goBack();
    assert.deepEqual(await standing(), BACK);
    // A page that comes back from memory as it was.
    const restore = () => page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await restore();
    assert.deepEqual(await standing(), BACK);
    await page.evaluate(() => sessionStorage.clear());
    await restore();
    assert.deepEqual(await standing(), NOTHING);
    await close();
  });

  it("is not kept for forms that do not ask for it, nor without the script", async () => {
    const { page, types, standing, stored, close } = await arrives("");
    await types();
    await page.goto("/elsewhere");
    assert.equal(await stored(), "");
    await page.goBack();
    assert.deepEqual(await standing(), NOTHING);
    await close();
  });
});
