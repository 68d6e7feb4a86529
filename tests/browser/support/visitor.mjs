// What a person does on the site, in their own words. Each step submits the form that is on the page.

import assert from "node:assert/strict";
import { codeIn } from "./mailbox.mjs";
import { person } from "./chromium.mjs";

export class Visitor {
  /** `site` is a running way to run (see sites.mjs); `who` has a username, an e-mail address and a password. */
  static async arrives(chromium, site, who, { scripts, viewport, cookies }) {
    const visitor = new Visitor();
    Object.assign(visitor, { site, who, scripts, mails: 0 });
    Object.assign(visitor, await person(chromium, { origin: site.origin, scripts, viewport, cookies }));
    return visitor;
  }

  opens(path) {
    return this.page.goto(path);
  }

  heading() {
    return this.page.getByRole("heading", { level: 1 }).innerText();
  }

  async sees(heading) {
    const seen = await this.heading();
    assert.match(seen, heading, `at ${this.page.url()}`);
  }

  path() {
    return new URL(this.page.url()).pathname;
  }

  async follows(link) {
    await this.page.getByRole("main").getByRole("link", { name: link }).first().click();
  }

  async presses(button) {
    await this.page.getByRole("main").getByRole("button", { name: button, exact: true }).click();
    await this.page.waitForLoadState();
  }

  async signsUp() {
    await this.page.getByLabel("Username").fill(this.who.username);
    await this.page.getByLabel("E-mail address").fill(this.who.email);
    await this.#choosesPassword(this.who.password);
    await this.presses("Create account");
  }

  async signsIn({ as = this.who.username, password = this.who.password, remember = false } = {}) {
    await this.page.getByLabel("E-mail address or username").fill(as);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    if (remember) await this.page.getByLabel("Keep me signed in on this device").check();
    await this.presses("Sign in");
  }

  async asksForRecovery() {
    await this.page.getByLabel("E-mail address").fill(this.who.email);
    await this.presses("Send reset e-mail");
  }

  async setsNewPassword(password) {
    await this.#choosesPassword(password);
    this.who.password = password;
    await this.presses("Change password");
  }

  async typesCode(code) {
    await this.page.getByLabel("E-mail code").fill(code);
    await this.presses("Continue");
  }

  async signsOut() {
    await this.page.getByRole("banner").getByRole("button", { name: /^Sign out/ }).click();
    await this.page.waitForLoadState();
  }

  /** The next mail to this person that was not read yet. */
  async readsMail() {
    const mail = await this.site.mail.newest(this.who.email, { context: this.context, after: this.mails });
    this.mails += 1;
    return mail;
  }

  async opensMailedLink() {
    const mail = await this.readsMail();
    assert.equal(mail.links.length, 1, `one link in: ${mail.text}`);
    await this.page.goto(mail.links[0]);
    return mail;
  }

  /** Presses the one button of the page that a mailed link opens. */
  async confirms() {
    await this.page.getByRole("main").getByRole("button").first().click();
    await this.page.waitForLoadState();
  }

  async mailedCode() {
    return codeIn(await this.readsMail());
  }

  /** The cookies that outlive the browser. */
  async keptCookies() {
    return (await this.context.cookies()).filter((cookie) => cookie.expires > 0);
  }

  /** Ends the visit; nothing on the way may have made the browser complain. */
  async leaves() {
    await this.close();
    assert.deepEqual(this.complaints, []);
  }

  async #choosesPassword(password) {
    await this.page.locator("#new-password").fill(password);
    // Without scripts nothing can show what was typed, so it is asked twice.
    const again = this.page.locator("#new-password-again");
    if (!this.scripts) await again.fill(password);
    else assert.equal(await again.count(), 0);
  }
}
