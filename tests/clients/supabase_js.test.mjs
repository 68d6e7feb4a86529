// supabase-js as it is published, pointed at the auth server inside as it would be at Supabase.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { AuthApiError, AuthInvalidJwtError, AuthSessionMissingError, AuthWeakPasswordError, createClient } from "@supabase/supabase-js";
import { EMBEDDED } from "../browser/support/sites.mjs";
import { apiKeys, mailedCode } from "./support.mjs";

const PASSWORD = "three random words 17";
const NEW_PASSWORD = "quite another sentence 23";

/** A client with a memory of what it asked: "POST /token", below the base of the auth server. */
function client(site, key = apiKeys(site).publishable) {
  const asked = [];
  const note = (url, init) => {
    asked.push(`${init?.method ?? "GET"} ${new URL(url).pathname.replace("/auth/v1", "")}`);
    return fetch(url, init);
  };
  const options = { auth: { persistSession: false, autoRefreshToken: false }, global: { fetch: note } };
  return Object.assign(createClient(site.origin, key, options), { asked });
}

/** The data of an answer that must not be an error. */
function good({ data, error }) {
  assert.equal(error, null);
  return data;
}

function assertError({ error }, kind, code) {
  assert.ok(error instanceof kind, `${kind.name} was expected, not ${error}`);
  assert.equal(error.code, code);
}

for (const { name, start, missing } of EMBEDDED) {
  describe(`supabase-js at the ${name}, addresses not confirmed`, { skip: missing ?? false }, () => {
    let site;
    before(async () => (site = await start({ DOORWARD_CONFIRM_MAILS: "false" })));
    after(() => site?.stop());

    it("goes from the sign-up to the sign-out, after which the refresh token is refused", async () => {
      const supabase = client(site);
      const email = "ada@example.com";
      const made = good(await supabase.auth.signUp({ email, password: PASSWORD, options: { data: { colour: "blue" } } }));
      assert.equal(made.session.token_type, "bearer");
      assert.equal(made.user.user_metadata.colour, "blue");

      const { session } = good(await supabase.auth.signInWithPassword({ email, password: PASSWORD }));
      const { user } = good(await supabase.auth.getUser());
      assert.deepEqual([user.id, user.email, user.role], [made.user.id, email, "authenticated"]);

      const fresh = good(await supabase.auth.refreshSession()).session;
      assert.notEqual(fresh.refresh_token, session.refresh_token);
      assert.notEqual(fresh.access_token, session.access_token);
      assert.equal(good(await supabase.auth.getUser()).user.id, user.id);

      good({ data: null, ...(await supabase.auth.signOut()) });
      assertError(await supabase.auth.refreshSession({ refresh_token: fresh.refresh_token }), AuthApiError, "refresh_token_not_found");
      assertError(await supabase.auth.getUser(fresh.access_token), AuthSessionMissingError, undefined);
    });

    it("checks a token with the public keys and asks nobody about it", async () => {
      const supabase = client(site);
      const { session } = good(await supabase.auth.signUp({ email: "keys@example.com", password: PASSWORD }));
      supabase.asked.length = 0;
      const { claims, header } = good(await supabase.auth.getClaims());
      assert.equal(header.alg, "ES256");
      assert.equal(claims.email, "keys@example.com");
      assert.equal(claims.iss, `${site.origin}/auth/v1`);
      assert.deepEqual(supabase.asked, ["GET /.well-known/jwks.json"]);
      good(await supabase.auth.getClaims());
      assert.equal(supabase.asked.length, 1, "the keys are remembered");

      const [head, body, signature] = session.access_token.split(".");
      const other = JSON.stringify({ ...JSON.parse(Buffer.from(body, "base64url")), role: "service_role" });
      const forged = [head, Buffer.from(other).toString("base64url"), signature].join(".");
      assertError(await supabase.auth.getClaims(forged), AuthInvalidJwtError, "invalid_jwt");
      assert.equal(supabase.asked.length, 1, "the forgery is found without a question");
    });

    it("tells wrong passwords, weak ones and taken addresses apart", async () => {
      const supabase = client(site);
      const email = "errors@example.com";
      good(await supabase.auth.signUp({ email, password: PASSWORD }));
      const wrong = await supabase.auth.signInWithPassword({ email, password: "not this one 99" });
      assertError(wrong, AuthApiError, "invalid_credentials");
      assert.equal(wrong.error.status, 400);
      assertError(await supabase.auth.signInWithPassword({ email: "nobody@example.com", password: PASSWORD }), AuthApiError, "invalid_credentials");
      const weak = await supabase.auth.signUp({ email: "weak@example.com", password: "abc" });
      assertError(weak, AuthWeakPasswordError, "weak_password");
      assert.ok(weak.error.reasons.includes("length"), String(weak.error.reasons));
      assertError(await supabase.auth.signUp({ email, password: PASSWORD }), AuthApiError, "user_already_exists");
      assertError(await supabase.auth.refreshSession({ refresh_token: "abcdefghijkl" }), AuthApiError, "refresh_token_not_found");
    });

    it("administers people with the secret key, and not with the publishable one", async () => {
      const { admin } = client(site, apiKeys(site).secret).auth;
      const email = "made@example.com";
      const { user } = good(await admin.createUser({ email, password: PASSWORD, email_confirm: true }));
      const { users } = good(await admin.listUsers());
      assert.ok(users.some((one) => one.id === user.id));
      good(await admin.updateUserById(user.id, { password: NEW_PASSWORD }));
      good(await client(site).auth.signInWithPassword({ email, password: NEW_PASSWORD }));
      good(await admin.deleteUser(user.id));
      assertError(await admin.getUserById(user.id), AuthApiError, "user_not_found");
      assertError(await client(site).auth.admin.listUsers(), AuthApiError, "not_admin");
    });
  });

  describe(`supabase-js at the ${name}, addresses confirmed by mail`, { skip: missing ?? false }, () => {
    let site;
    before(async () => (site = await start({})));
    after(() => site?.stop());

    it("confirms an address and recovers a password with the mailed codes", async () => {
      const supabase = client(site);
      const email = "ada@example.com";
      const made = good(await supabase.auth.signUp({ email, password: PASSWORD }));
      assert.equal(made.session, null);
      assertError(await supabase.auth.signInWithPassword({ email, password: PASSWORD }), AuthApiError, "email_not_confirmed");
      const token = await mailedCode(site, email, { after: 0 });
      assertError(await supabase.auth.verifyOtp({ email, token: "000000", type: "email" }), AuthApiError, "otp_expired");
      assert.ok(good(await supabase.auth.verifyOtp({ email, token, type: "email" })).session);
      assert.ok(good(await supabase.auth.getUser()).user.email_confirmed_at);
      good({ data: null, ...(await supabase.auth.signOut()) });

      good(await supabase.auth.resetPasswordForEmail(email));
      const code = await mailedCode(site, email, { after: 1 });
      good(await supabase.auth.verifyOtp({ email, token: code, type: "recovery" }));
      good(await supabase.auth.updateUser({ password: NEW_PASSWORD }));
      good({ data: null, ...(await supabase.auth.signOut({ scope: "global" })) });
      assertError(await supabase.auth.signInWithPassword({ email, password: PASSWORD }), AuthApiError, "invalid_credentials");
      good(await supabase.auth.signInWithPassword({ email, password: NEW_PASSWORD }));
    });
  });
}
