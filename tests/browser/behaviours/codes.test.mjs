// Behaviours around codes from mails: to paste one, and to wait for another.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { fixtures } from "../support/fixtures.mjs";

let stage;
before(async () => {
  stage = await fixtures();
});
after(() => stage?.stop());

describe("pasting a code", () => {
  const form = (hook = 'data-code="6"') => `<form method="post" action="/sent">
    <label for="code">Code</label><input id="code" name="code" ${hook}><button>Continue</button></form>`;

  /** Somebody at the form; `pastes` puts a text there as the person would. */
  const arrives = async (hook) => {
    stage.put("/code", form(hook));
    const someone = await stage.visits("/code", { permissions: ["clipboard-read", "clipboard-write"] });
    const field = someone.page.getByLabel("Code");
    const pastes = async (text) => {
      await someone.page.evaluate((text) => navigator.clipboard.writeText(text), text);
      await field.press("Control+V");
    };
    return { ...someone, field, pastes };
  };

  it("leaves the digits of whatever was copied around them", async () => {
    const { field, pastes, complaints, close } = await arrives();
    for (const text of [
      "123456",
      "123 456",
      " 123-456\n",
      "1 2 3 4 5 6",
      "123\u00a0456",
      "123\u2011456",
      "\u200b123\u200b456\u2060",
      "123456 is your Doorward sign-in code",
      "Your code is 123 456. It works for 10 minutes.",
      "24 November 2026, 10:54: 123456",
    ]) {
      await field.fill("99");
      await pastes(text);
      assert.equal(await field.inputValue(), "123456", JSON.stringify(text));
    }
    await close();
    assert.deepEqual(complaints, []);
  });

  it("leaves alone what holds no code of that length", async () => {
    const { field, pastes, close } = await arrives();
    for (const text of ["1234567", "12345", "no code here", "1234 5678", "12345678"]) {
      await field.fill("");
      await pastes(text);
      assert.equal(await field.inputValue(), text);
    }
    await close();
  });

  it("sends nothing: that is for Enter or the button", async () => {
    const { page, field, pastes, close } = await arrives();
    const before = stage.sent.length;
    await pastes("123 456");
    // Whatever was under way has arrived when the next answer is there.
    await page.evaluate(() => fetch("/nothing"));
    assert.equal(stage.sent.length, before);
    assert.equal(await page.evaluate(() => document.activeElement.id), "code", "Enter is all that is left to do");
    await field.press("Enter");
    await stage.arrive(before + 1);
    assert.deepEqual(stage.sent.slice(before), [{ path: "/sent", fields: { code: "123456" } }]);
    await close();
  });

  it("is the browser's own business in other fields", async () => {
    const { field, pastes, close } = await arrives("");
    await pastes("123 456");
    assert.equal(await field.inputValue(), "123 456");
    await close();
  });
});

describe("the countdown", () => {
  const LINE = `<p data-countdown="40" data-left="Again in {}" data-done="You can ask again now">
    <span aria-hidden="true"></span> <span role="status"></span></p>`;

  /** Somebody who came when the line did; the clock of the page is the test's. */
  const arrives = async (line) => {
    stage.put("/wait", line);
    const someone = await stage.visits("about:blank");
    await someone.page.clock.install({ time: new Date("2026-11-24T10:00:00Z") });
    await someone.page.clock.pauseAt(new Date("2026-11-24T11:00:00Z"));
    await someone.page.goto("/wait");
    return { ...someone, clock: someone.page.locator("[aria-hidden]"), status: someone.page.getByRole("status") };
  };

  it("is seen and not heard, until one announcement at the end", async () => {
    const { page, clock, status, complaints, close } = await arrives(LINE.replace("40", "70"));
    assert.equal(await clock.textContent(), "Again in 1:10");
    await page.clock.runFor(11_000);
    assert.equal(await clock.textContent(), "Again in 0:59");
    await page.clock.runFor(58_000);
    assert.equal(await clock.textContent(), "Again in 0:01");
    assert.equal(await status.textContent(), "");
    await page.clock.runFor(1_000);
    assert.equal(await clock.textContent(), "");
    assert.equal(await status.textContent(), "You can ask again now");
    await close();
    assert.deepEqual(complaints, []);
  });

  it("is right after the device has slept", async () => {
    const { page, clock, status, close } = await arrives(LINE);
    await page.clock.fastForward(30_000);
    assert.equal(await clock.textContent(), "Again in 0:10");
    await page.clock.fastForward(600_000);
    assert.equal(await status.textContent(), "You can ask again now");
    await close();
  });

  it("says nothing where there is nothing to wait for", async () => {
    for (const seconds of ["0", "-3", "", "soon"]) {
      const { page, clock, status, complaints, close } = await arrives(LINE.replace('"40"', `"${seconds}"`));
      await page.clock.runFor(2_000);
      assert.equal((await clock.textContent()) + (await status.textContent()), "", seconds);
      await close();
      assert.deepEqual(complaints, []);
    }
  });
});
