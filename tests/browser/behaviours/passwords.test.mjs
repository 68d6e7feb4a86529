// Behaviours around passwords: to show one, Caps Lock, how long it is.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { fixtures } from "../support/fixtures.mjs";

/** A form with a password field, as browsers like it, and what a behaviour needs beside it. */
const form = (more) => `<form method="post" action="/sent">
  <label>Name <input name="name" autocomplete="username"></label>
  <label for="word">Password</label><input id="word" name="word" type="password" autocomplete="new-password">
  ${more} <button>Send</button></form>`;

let stage;
before(async () => {
  stage = await fixtures();
});
after(() => stage?.stop());

/** A key event that knows of Caps Lock, which no driver can switch on. */
const strike = (field, kind, modifierCapsLock) =>
  field.evaluate(
    (node, [kind, modifierCapsLock]) => node.dispatchEvent(new KeyboardEvent(kind, { key: "a", modifierCapsLock })),
    [kind, modifierCapsLock],
  );

describe("the Show button", () => {
  const FORM = form(`<button type="button" hidden aria-controls="word" aria-label="Show password" data-reveal="word-status"
      data-hide="Hide" data-hide-label="Hide password" data-shown="It is visible" data-hidden="It is hidden"><b>Show</b></button>
    <span role="status" id="word-status"></span>`);

  it("shows the password and says so, and hides it again", async () => {
    stage.put("/reveal", FORM);
    const { page, complaints, close } = await stage.visits("/reveal");
    const status = page.getByRole("status");
    assert.equal(await status.textContent(), "");
    await page.getByRole("button", { name: "Show password" }).click();
    assert.equal(await page.locator("#word").getAttribute("type"), "text");
    assert.equal(await status.textContent(), "It is visible");
    const hide = page.getByRole("button", { name: "Hide password" });
    assert.equal(await hide.innerText(), "Hide");
    await hide.click();
    assert.equal(await page.locator("#word").getAttribute("type"), "password");
    assert.equal(await status.textContent(), "It is hidden");
    assert.equal(await page.locator("b").innerText(), "Show", "what stood in the button is back");
    await close();
    assert.deepEqual(complaints, []);
  });

  it("hides the password when it is sent, and when the page comes back from memory", async () => {
    stage.put("/reveal", FORM.replace("<form", '<form target="other"') + '<iframe name="other" title="Answer"></iframe>');
    const { page, close } = await stage.visits("/reveal");
    const field = page.locator("#word");
    for (const ends of [
      () => page.getByRole("button", { name: "Send" }).click(),
      () => page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))),
    ]) {
      await page.getByRole("button", { name: "Show password" }).click();
      assert.equal(await field.getAttribute("type"), "text");
      await ends();
      assert.equal(await field.getAttribute("type"), "password");
    }
    await close();
  });

  it("is not there when the script cannot run, and not there for a field that is not", async () => {
    stage.put("/reveal", FORM);
    stage.put("/reveal-nothing", FORM.replace('id="word"', 'id="another"'));
    for (const [path, options] of [["/reveal", { broken: true }], ["/reveal", { scripts: false }], ["/reveal-nothing", {}]]) {
      const { page, close } = await stage.visits(path, options);
      assert.equal(await page.getByRole("button", { name: "Show password" }).count(), 0);
      await close();
    }
  });
});

describe("the Caps Lock hint", () => {
  const FORM = form('<p role="status" data-caps-lock="word" data-on="Caps Lock is on"></p>');

  it("comes with the first key and goes when it is off or the field is left", async () => {
    stage.put("/caps", FORM);
    const { page, complaints, close } = await stage.visits("/caps");
    const [field, status] = [page.locator("#word"), page.getByRole("status")];
    await field.pressSequentially("a");
    assert.equal(await status.textContent(), "");
    for (const [kind, isOn, said] of [
      ["keydown", true, "Caps Lock is on"],
      ["keyup", true, "Caps Lock is on"],
      ["keyup", false, ""],
      ["keyup", true, "Caps Lock is on"],
    ]) {
      await strike(field, kind, isOn);
      assert.equal(await status.textContent(), said, `${kind} ${isOn}`);
    }
    await field.blur();
    assert.equal(await status.textContent(), "");
    await close();
    assert.deepEqual(complaints, []);
  });

  it("says it once, however many letters follow, and bears keys that password managers send", async () => {
    stage.put("/caps", FORM);
    const { page, complaints, close } = await stage.visits("/caps");
    const field = page.locator("#word");
    await page.evaluate(() => {
      const status = document.querySelector("[role=status]");
      globalThis.changes = 0;
      new MutationObserver(() => globalThis.changes++).observe(status, { childList: true });
    });
    for (let letter = 0; letter < 5; letter += 1) await strike(field, "keydown", true);
    await field.evaluate((node) => node.dispatchEvent(new Event("keydown", { bubbles: true })));
    assert.equal(await page.evaluate(() => globalThis.changes), 1);
    await close();
    assert.deepEqual(complaints, []);
  });
});

describe("the length line", () => {
  const FORM = form(`<p role="status" data-length-of="word" data-at-least="12" data-at-most-bytes="72"
    data-so-far="At least 12 characters ({} so far)" data-enough="Long enough"></p>`);
  /** The clock of the page stands still but for what a test lets pass. */
  const arrives = async () => {
    stage.put("/length", FORM);
    const someone = await stage.visits("/length");
    await someone.page.clock.install({ time: new Date("2026-11-24T10:00:00Z") });
    await someone.page.clock.pauseAt(new Date("2026-11-24T11:00:00Z"));
    return { ...someone, field: someone.page.locator("#word"), status: someone.page.getByRole("status") };
  };

  it("waits for a pause, counts, and ends with praise", async () => {
    const { page, field, status, complaints, close } = await arrives();
    await field.fill("three");
    await page.clock.runFor(400);
    await field.fill("three");
    await page.clock.runFor(400);
    assert.equal(await status.textContent(), "", "nobody is interrupted");
    await page.clock.runFor(100);
    assert.equal(await status.textContent(), "At least 12 characters (5 so far)");
    for (const [text, said] of [["three random words", "Long enough"], ["", ""]]) {
      await field.fill(text);
      await page.clock.runFor(500);
      assert.equal(await status.textContent(), said, text);
    }
    await close();
    assert.deepEqual(complaints, []);
  });

  it("counts as the server does: characters, not bytes, and each way to write one the same", async () => {
    const { page, field, status, close } = await arrives();
    for (const [text, said] of [
      ["ééééééééééé", "At least 12 characters (11 so far)"],
      ["e\u0301".repeat(11), "At least 12 characters (11 so far)"],
      ["🦀".repeat(11), "At least 12 characters (11 so far)"],
      ["🦀".repeat(12), "Long enough"],
      ["ﬁ".repeat(6), "Long enough"],
      ["a".repeat(72), "Long enough"],
      ["a".repeat(73), ""],
      ["é".repeat(37), ""],
    ]) {
      await field.fill(text);
      await page.clock.runFor(500);
      assert.equal(await status.textContent(), said, text);
    }
    await close();
  });
});
