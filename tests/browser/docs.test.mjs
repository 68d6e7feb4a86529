// The page that shows the document of the API, in a real browser under the page's policy.

import { after, before, it } from "node:test";
import assert from "node:assert/strict";
import { openChromium, person, picture } from "./support/chromium.mjs";
import { site as startSite } from "./support/sites.mjs";

const ADA = { username: "ada", email: "ada@example.com", password: "three random words 17" };

// What Chromium says of the viewer's own markup, which is not ours to change.
const OF_THE_VIEWER = /Password field is not contained in a form|FormEmptyIdAndNameAttributesForInputError/;

let chromium, site;
before(async () => {
  chromium = await openChromium();
  site = await startSite({ env: { DOORWARD_CONFIRM_MAILS: "false" } });
  const body = JSON.stringify(ADA);
  const answer = await fetch(`${site.origin}/api/register`, { method: "POST", body, headers: { "content-type": "application/json" } });
  assert.equal(answer.status, 201);
});
after(async () => {
  await chromium?.close();
  await site?.stop();
});

it("a developer authorizes with username and password and asks who they are, and the policy is kept", async () => {
  const { page, complaints, close } = await person(chromium, { origin: site.origin, scripts: true });
  await page.goto("/docs");
  assert.equal(new URL(page.url()).pathname, "/api/docs");
  const me = page.locator(".opblock", { has: page.locator("[data-path='/api/users/me']") }).and(page.locator(".opblock-get"));
  await me.waitFor();
  assert.equal(await page.locator(".opblock").count(), 9);
  await picture(page, "api-docs");

  await page.getByRole("button", { name: "Authorize" }).first().click();
  const dialog = page.locator(".dialog-ux .auth-container", { hasText: "OAuth2, password" });
  await dialog.getByLabel("username:").fill(ADA.username);
  await dialog.getByLabel("password:").fill(ADA.password);
  await dialog.getByRole("button", { name: "Apply given OAuth2 credentials" }).click();
  await dialog.getByText("Authorized").waitFor();
  await page.getByRole("button", { name: "Close" }).first().click();

  await me.click();
  await me.getByRole("button", { name: "Try it out" }).click();
  await me.getByRole("button", { name: "Execute" }).click();
  const live = me.locator(".live-responses-table");
  await live.waitFor();
  assert.match(await live.innerText(), /^200/m);
  assert.match(await live.innerText(), /"email": "ada@example.com"/);
  await picture(page, "api-docs-answer");

  assert.deepEqual(complaints.filter((complaint) => !OF_THE_VIEWER.test(complaint)), []);
  await close();
});

it("without scripts the page leads to the document itself", async () => {
  const { page, complaints, close } = await person(chromium, { origin: site.origin, scripts: false });
  await page.goto("/api/docs");
  await page.getByRole("link", { name: "/api/openapi.json" }).click();
  assert.match(await page.locator("body").innerText(), /"openapi":"3\.1\.0"/);
  assert.deepEqual(complaints, []);
  await close();
});
