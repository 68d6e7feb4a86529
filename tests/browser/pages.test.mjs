// What holds for every page: it fits a narrow phone, works with the keyboard, breaks no rule of
// WCAG that a program can check, and comes back from a mistake with what was typed.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { DESKTOP, NARROWEST, focused, openChromium, person, picture, sidewaysScroll } from "./support/chromium.mjs";
import { site } from "./support/sites.mjs";
import { Visitor } from "./support/visitor.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const OPEN_PAGES = ["/", "/signup", "/login", "/login?next=/notes", "/recovery", "/auth/confirm?token_hash=none&type=email", "/auth/confirm?error_code=otp_expired", "/dev/mailbox", "/no-such-page"];
const OWN_PAGES = ["/", "/notes", "/account", "/account/username", "/reauthenticate"];

let chromium;
let app;
let ada; // signed in
before(async () => {
  chromium = await openChromium();
  app = await site();
  const who = { username: "Ada", email: "ada@example.com", password: "three random words 17" };
  ada = await Visitor.arrives(chromium, app, who, { scripts: true });
  await ada.opens("/signup");
  await ada.signsUp();
  await ada.opensMailedLink();
  await ada.confirms();
  assert.ok(await ada.context.cookies().then((cookies) => cookies.length > 1), "Ada is signed in");
});
after(async () => {
  await ada?.leaves();
  await app?.stop();
  await chromium?.close();
});

const visitor = (options) => person(chromium, { origin: app.origin, scripts: true, ...options });

for (const path of [...OPEN_PAGES, ...OWN_PAGES.map((path) => `${path} (signed in)`)]) {
  describe(path, () => {
    const arrives = async (options) => {
      const isOwn = path.endsWith("(signed in)");
      const someone = await visitor({ ...options, cookies: isOwn ? await ada.context.cookies() : [] });
      await someone.page.goto(path.replace(" (signed in)", ""));
      return someone;
    };
    const name = path.replace(/\W+/g, "-");

    for (const colorScheme of ["light", "dark"]) {
      it(`has no fault that axe can see, ${colorScheme}`, async () => {
        for (const viewport of [NARROWEST, DESKTOP]) {
          const someone = await arrives({ viewport, colorScheme });
          await someone.page.evaluate(AXE);
          const { violations } = await someone.page.evaluate(
            (values) => globalThis.axe.run({ runOnly: { type: "tag", values } }),
            AXE_TAGS,
          );
          const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
          await picture(someone.page, `page${name}-${colorScheme}-${viewport.width}`);
          await someone.close();
          assert.deepEqual(faults, []);
          assert.deepEqual(someone.complaints, []);
        }
      });
    }

    it("does not scroll sideways on the narrowest phone", async () => {
      const someone = await arrives({ viewport: NARROWEST, scripts: false });
      const over = await sidewaysScroll(someone.page);
      await someone.close();
      assert.equal(over, 0);
    });

    it("has one main heading and begins with the skip link", async () => {
      const someone = await arrives({ scripts: false });
      const headings = await someone.page.getByRole("heading", { level: 1 }).count();
      await someone.page.locator("body").press("Tab");
      const first = await focused(someone.page);
      await someone.close();
      assert.equal(headings, 1);
      assert.ok(first, "something has the focus");
    });
  });
}

describe("a form with mistakes", () => {
  for (const scripts of [true, false]) {
    const label = scripts ? "with scripts" : "without scripts";

    it(`comes back with what was typed, the summary in focus, ${label}`, async () => {
      const { page, close, complaints } = await visitor({ scripts, viewport: NARROWEST });
      await page.goto("/signup");
      await page.getByLabel("Username").fill("2 short");
      await page.getByLabel("E-mail address").fill("nobody");
      await page.locator("#new-password").fill("short");
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByRole("heading", { name: "There is a problem" }).waitFor();
      assert.match(await page.title(), /^Error: /);
      assert.equal(await focused(page), "There is a problem");
      assert.equal(await page.getByLabel("Username").inputValue(), "2 short");
      assert.equal(await page.getByLabel("E-mail address").inputValue(), "nobody");
      assert.equal(await page.locator("#new-password").inputValue(), "");
      assert.equal(await page.getByLabel("Username").getAttribute("aria-invalid"), "true");
      assert.equal(await sidewaysScroll(page), 0);
      await picture(page, `mistakes-${label.replace(" ", "-")}`);
      // Each line of the summary leads to its field.
      for (const link of await page.locator("[data-error-summary] a").all()) {
        await link.click();
        assert.equal(await focused(page), (await link.getAttribute("href")).slice(1));
      }
      await close();
      assert.deepEqual(complaints, []);
    });
  }

  it("never says which half of a sign-in was wrong", async () => {
    const { page, close } = await visitor({ scripts: false });
    const said = [];
    for (const name of ["ada", "nobody-of-that-name"]) {
      await page.goto("/login");
      await page.getByLabel("E-mail address or username").fill(name);
      await page.getByLabel("Password", { exact: true }).fill("not the password at all");
      await page.getByRole("button", { name: "Sign in" }).click();
      said.push((await page.locator("[data-error-summary]").innerText()).replaceAll(name, "…"));
    }
    await close();
    assert.equal(said[0], said[1]);
  });
});

describe("with scripts", () => {
  it("a password can be shown, and is hidden again before it is sent", async () => {
    const { page, close } = await visitor();
    await page.goto("/login");
    const field = page.locator("#current-password");
    await field.fill("something");
    await page.getByRole("button", { name: "Show password" }).click();
    assert.equal(await field.getAttribute("type"), "text");
    await page.getByRole("button", { name: "Hide password" }).click();
    assert.equal(await field.getAttribute("type"), "password");
    await close();
  });

  it("what an auth server leaves behind # is gone from the address at once", async () => {
    const { page, close } = await visitor();
    await page.goto("/#access_token=secret&refresh_token=secret&type=signup");
    await page.waitForURL(/\/auth\/confirm/);
    assert.ok(!page.url().includes("secret"));
    await close();
  });
});
