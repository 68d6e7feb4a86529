// What a person does on the site, in their own words. Each step submits the form that is on the page.

import assert from "node:assert/strict";
import { codeIn } from "./mailbox.mjs";
import { person } from "./chromium.mjs";

export class Visitor {
  /** `site` is a running way to run (see sites.mjs); `who` has a username, an e-mail address and a password. */
  static async arrives(chromium, site, who, { scripts, viewport, cookies }) {
    const visitor = new this();
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
    await this.activates(this.#inMain("link", link).first());
  }

  async presses(button) {
    await this.activates(this.#inMain("button", button));
  }

  async signsUp() {
    await this.types(this.page.getByLabel("Username"), this.who.username);
    await this.types(this.page.getByLabel("E-mail address"), this.who.email);
    await this.#choosesPassword(this.who.password);
    await this.presses("Create account");
  }

  async signsIn({ as = this.who.username, password = this.who.password, remember = false } = {}) {
    await this.types(this.page.getByLabel("E-mail address or username"), as);
    await this.types(this.page.getByLabel("Password", { exact: true }), password);
    if (remember) await this.chooses(this.page.getByLabel("Keep me signed in on this device"));
    await this.presses("Sign in");
  }

  async asksForRecovery() {
    await this.types(this.page.getByLabel("E-mail address"), this.who.email);
    await this.presses("Send reset e-mail");
  }

  async setsNewPassword(password) {
    await this.#choosesPassword(password);
    this.who.password = password;
    await this.presses("Change password");
  }

  async typesCode(code) {
    await this.types(this.page.getByLabel("E-mail code"), code);
    await this.presses("Continue");
  }

  async signsOut() {
    await this.activates(this.page.getByRole("banner").getByRole("button"));
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

  /** Sends the form of a page that asks for one thing, such as the one that a mailed link opens. */
  async confirms() {
    await this.activates(this.page.getByRole("main").locator('button[type="submit"]').first());
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

  // The ways to use a page, by pointer; see keyboard_visitor.mjs for the others.

  /** Writes into a field. */
  async types(field, text) {
    await field.fill(text);
  }

  /** Ticks a box, or takes one of several. */
  async chooses(box) {
    await box.check();
  }

  /** Follows a link or presses a button, and waits for the page that comes. */
  async activates(control) {
    await control.click();
    await this.page.waitForLoadState();
  }

  #inMain(role, name) {
    return this.page.getByRole("main").getByRole(role, { name, exact: role === "button" });
  }

  async #choosesPassword(password) {
    await this.types(this.page.locator("#new-password"), password);
    // Without scripts nothing can show what was typed, so it is asked twice.
    const again = this.page.locator("#new-password-again");
    if (!this.scripts) await this.types(again, password);
    else assert.equal(await again.count(), 0);
  }
}
