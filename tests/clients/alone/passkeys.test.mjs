// Keys of a real browser, through supabase-js in a page: passkeys that sign in, and second factors.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { createClient } from "@supabase/supabase-js";
import { openChromium } from "../../browser/support/chromium.mjs";
import { BUILT_IN, ON_A_KEY_RING, startSite, visitor } from "./page.mjs";
import { SERVERS } from "./servers.mjs";

/** A browser waits for a key without end; in milliseconds. */
const PATIENCE = 120_000;
const PASSWORD = "three random words 17";

let chromium;
let site;
before(async () => {
  chromium = await openChromium();
  site = await startSite();
});
after(async () => {
  await chromium?.close();
  site?.stop();
});

/** What a key's site is called, and that there are keys at all. */
function settings() {
  return {
    GOTRUE_PASSKEY_ENABLED: "true",
    GOTRUE_MFA_WEB_AUTHN_ENROLL_ENABLED: "true",
    GOTRUE_MFA_WEB_AUTHN_VERIFY_ENABLED: "true",
    GOTRUE_WEBAUTHN_RP_ID: site.id,
    GOTRUE_WEBAUTHN_RP_DISPLAY_NAME: "A site",
    GOTRUE_WEBAUTHN_RP_ORIGINS: site.origin,
  };
}

for (const { name, start, missing } of SERVERS) {
  describe(`keys of Chromium at ${name}`, { skip: missing ?? false, timeout: PATIENCE }, () => {
    let server;
    before(async () => (server = await start(settings())));
    after(() => server?.stop());

    /** Somebody with a confirmed address, signed in on the page by password. */
    async function signedIn(email, authenticator) {
      const { admin } = createClient(server.url, server.secret, { auth: { persistSession: false, storageKey: email } }).auth;
      const { data, error } = await admin.createUser({ email, password: PASSWORD, email_confirm: true });
      assert.equal(error, null, error?.message);
      const somebody = await visitor(chromium, site, server, authenticator);
      await good(somebody.page, "signInWithPassword", { email, password: PASSWORD });
      return { ...somebody, email, id: data.user.id };
    }

    it("registers a passkey, signs in with it, renames and deletes it", async () => {
      const { page, keys, id, leaves } = await signedIn("ada@example.com", BUILT_IN);
      const passkey = await good(page, "registerPasskey");
      const [key] = await keys();
      assert.deepEqual([key.rpId, key.isResidentCredential], [site.id, true]);

      await good(page, "signOut");
      const { session, user } = await good(page, "signInWithPasskey");
      assert.equal(user.id, id);
      assert.deepEqual(claims(session).amr.map(({ method }) => method), ["passkey"]);

      await good(page, "passkey.update", { passkeyId: passkey.id, friendlyName: "My laptop" });
      const [kept, ...others] = await good(page, "passkey.list");
      assert.deepEqual([kept.id, kept.friendly_name, others], [passkey.id, "My laptop", []]);
      assert.ok(kept.last_used_at);

      await good(page, "passkey.delete", { passkeyId: passkey.id });
      assert.deepEqual(await good(page, "passkey.list"), []);
      await good(page, "signOut");
      await assertRefused(page, "webauthn_verification_failed", "signInWithPasskey");
      await leaves();
    });

    it("is asked for a registered key once more and refuses to register it twice", async () => {
      const { page, keys, leaves } = await signedIn("bea@example.com", BUILT_IN);
      await good(page, "registerPasskey");
      const { error } = await called(page, "registerPasskey");
      assert.equal(error.code, "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED");
      assert.equal((await keys()).length, 1);
      await leaves();
    });

    it("enrols a key as a second factor and asks for it after the password", async () => {
      const { page, email, leaves } = await signedIn("cleo@example.com", ON_A_KEY_RING);
      const enrolled = await good(page, "mfa.webauthn.register", { friendlyName: "Yellow key" });
      assert.deepEqual(levels(enrolled), ["aal2", ["mfa/webauthn", "password"]]);

      await good(page, "signOut");
      const half = await good(page, "signInWithPassword", { email, password: PASSWORD });
      assert.deepEqual(levels(half.session), ["aal1", ["password"]]);
      const [factor] = (await good(page, "mfa.listFactors")).webauthn;
      assert.equal(factor.friendly_name, "Yellow key");
      const whole = await good(page, "mfa.webauthn.authenticate", { factorId: factor.id });
      assert.deepEqual(levels(whole), ["aal2", ["mfa/webauthn", "password"]]);
      await leaves();
    });
  });
}

/** What a method of the client on the page answers. */
function called(page, method, argument) {
  return page.evaluate(
    async ([names, argument]) => {
      const path = names.split(".");
      const last = path.pop();
      const { data, error } = await path.reduce((value, name) => value[name], window.auth)[last](argument);
      return { data, error: error && { code: error.code, message: error.message } };
    },
    [method, argument],
  );
}

/** Its data, where that must not be an error. */
async function good(page, method, argument) {
  const { data, error } = await called(page, method, argument);
  assert.equal(error, null, `${method}: ${error?.message}`);
  return data;
}

async function assertRefused(page, code, method, argument) {
  const { error } = await called(page, method, argument);
  assert.equal(error?.code, code, error?.message);
}

function claims({ access_token }) {
  return JSON.parse(Buffer.from(access_token.split(".")[1], "base64url"));
}

/** How surely somebody is who they say, and by which ways. */
function levels(session) {
  const { aal, amr } = claims(session);
  return [aal, amr.map(({ method }) => method).sort()];
}
