// Everything that a person does with an account, in one go: once without scripts, once without a pointer.

import { after, before, it } from "node:test";
import assert from "node:assert/strict";
import { DESKTOP, PHONE, openChromium } from "./support/chromium.mjs";
import { KeyboardVisitor } from "./support/keyboard_visitor.mjs";
import { EMBEDDED } from "./support/sites.mjs";
import { Visitor } from "./support/visitor.mjs";

const PASSWORD = "three random words 17";
const NEW_PASSWORD = "quite another sentence 23";

const WAYS = [
  { way: "without scripts", Person: Visitor, options: { scripts: false, viewport: PHONE }, username: "Ada" },
  { way: "by keyboard only", Person: KeyboardVisitor, options: { scripts: true, viewport: DESKTOP }, username: "Grace" },
];

let chromium;
let site;
before(async () => {
  chromium = await openChromium();
  site = await EMBEDDED[0].start();
});
after(async () => {
  await chromium?.close();
  await site?.stop();
});

for (const { way, Person, options, username } of WAYS) {
  it(`a person does all there is to do, ${way}`, async (t) => {
    const who = { username, email: `${username.toLowerCase()}@example.com`, password: PASSWORD };
    const person = await Person.arrives(chromium, site, who, options);
    const followsTo = (path) => person.activates(person.page.locator(`main a[href="${path}"]`));

    t.diagnostic("signs up, confirms the address, signs out");
    await person.opens("/");
    await person.follows("Create an account");
    await person.sees(/Create an account/);
    await person.signsUp();
    await person.sees(/Check your inbox/);
    await person.opensMailedLink();
    await person.confirms();
    await isShownIn(person, "en", null);
    await person.signsOut();
    await isTold(person, /signed out/);

    t.diagnostic("signs in after a mistake");
    await person.opens("/login?next=/account");
    await person.signsIn({ password: "not the password at all" });
    await hasFocus(person.page.locator("[data-error-summary]"), "the summary");
    assert.equal(await person.page.getByLabel("E-mail address or username").inputValue(), username);
    await person.signsIn();
    assert.equal(person.path(), "/account");
    await person.signsOut();

    t.diagnostic("chooses another password with the code of a mail");
    await person.opens("/login");
    await person.follows("Forgot your password?");
    await person.asksForRecovery();
    await person.sees(/Check your inbox/);
    await person.typesCode(await person.mailedCode());
    await person.sees(/Choose a new password/);
    await person.setsNewPassword(NEW_PASSWORD);
    await person.opens("/account");
    assert.equal(person.path(), "/account");

    t.diagnostic("takes another username");
    who.username = `${username}-two`;
    await followsTo("/account/username");
    await person.types(person.page.getByLabel("Username"), who.username);
    await person.presses("Save username");
    assert.equal(person.path(), "/account");
    assert.match(await person.page.getByRole("main").innerText(), new RegExp(who.username));

    t.diagnostic("chooses German and the dark");
    await person.activates(person.page.locator('footer a[href^="/preferences"]'));
    await person.chooses(person.page.locator("#language-de"));
    await person.chooses(person.page.locator("#theme-dark"));
    await person.presses("Save");
    await isShownIn(person, "de", "dark");
    await isTold(person, /\p{L}/u);

    t.diagnostic("signs out everywhere");
    const other = await Visitor.arrives(chromium, site, who, { scripts: false });
    await other.opens("/login?next=/account");
    await isShownIn(other, "en", null);
    await other.signsIn();
    await isShownIn(other, "de", null); // as the account has it
    await person.opens("/account");
    await followsTo("/logout/everywhere");
    await person.confirms();
    for (const visitor of [person, other]) {
      await visitor.opens("/account");
      assert.equal(visitor.path(), "/login");
    }
    await other.leaves();

    t.diagnostic("comes back");
    await isShownIn(person, "de", "dark");
    await person.types(person.page.locator("#username"), who.username);
    await person.types(person.page.locator("#current-password"), who.password);
    await person.confirms();
    assert.equal(person.path(), "/account");
    await person.leaves();
  });
}

/** The page speaks this language and wears this theme (`null`: that of the device). */
async function isShownIn(visitor, language, theme) {
  const root = visitor.page.locator("html");
  assert.deepEqual([await root.getAttribute("lang"), await root.getAttribute("data-theme")], [language, theme]);
}

/** The message about what the last form did has the focus. */
async function isTold(visitor, words) {
  await hasFocus(visitor.page.locator("section[autofocus]").filter({ hasText: words }), "the message");
}

async function hasFocus(control, what) {
  assert.ok(await control.evaluate((node) => node === document.activeElement), `${what} has the focus`);
}
