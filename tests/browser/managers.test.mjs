// Password managers and phones fill every form of the way in by its autocomplete tokens alone.

import { after, before, it } from "node:test";
import assert from "node:assert/strict";
import { PHONE, openChromium } from "./support/chromium.mjs";
import { fillsAndSends, nameFor } from "./support/password_manager.mjs";
import { site } from "./support/sites.mjs";
import { Visitor } from "./support/visitor.mjs";

const OLD = "three random words 17";
const NEW = "quite another sentence 23";
const who = { username: "Ada", email: "ada@example.com", password: OLD };

let chromium;
let app;
before(async () => {
  chromium = await openChromium();
  app = await site();
});
after(async () => {
  await chromium?.close();
  await app?.stop();
});

it("a manager fills sign up, sign in, the code and a new password, and keeps it under the right name", async () => {
  const ada = await Visitor.arrives(chromium, app, who, { scripts: true, viewport: PHONE });
  const { page } = ada;

  await ada.opens("/signup?next=/account");
  await fillsAndSends(page, { username: who.username, email: who.email, "new-password": OLD });
  await fillsAndSends(page, { "one-time-code": await ada.mailedCode() });
  assert.equal(ada.path(), "/account");
  await ada.signsOut();

  await ada.opens("/login?next=/account");
  await fillsAndSends(page, { username: who.email, "current-password": OLD });
  assert.equal(ada.path(), "/account");
  await ada.signsOut();

  await ada.opens("/recovery");
  await fillsAndSends(page, { username: who.email });
  await fillsAndSends(page, { "one-time-code": await ada.mailedCode() });
  assert.equal(await nameFor(page, "new-password"), who.email);
  await page.locator('input[autocomplete="new-password"]').fill(NEW);
  await ada.presses("Change password");
  await ada.signsOut();

  await ada.opens("/login?next=/account");
  await fillsAndSends(page, { username: who.email, "current-password": NEW });
  assert.equal(ada.path(), "/account");
  await ada.leaves();
});

it("a form that says nothing, or says it twice, is told apart", async () => {
  const page = await chromium.newPage();
  const shows = (fields) => page.setContent(`<form>${fields}<button type="submit">Go</button></form>`);
  const signsIn = () => fillsAndSends(page, { username: "ada", "current-password": OLD });
  await shows('<input name="user"><input type="password" autocomplete="current-password">');
  await assert.rejects(signsIn(), /0 forms .* take username and current-password/);
  await shows('<input autocomplete="username"><input type="password" autocomplete="password">');
  await assert.rejects(signsIn(), /0 forms/);
  await shows('<input autocomplete="username"><input autocomplete="username"><input type="password" autocomplete="current-password">');
  await assert.rejects(signsIn(), /2 fields take username/);
  await page.context().close();
});
