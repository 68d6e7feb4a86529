// supabase-js as it is published, at the auth server alone: every way in and out, factors, identities, administration.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { AuthApiError, createClient } from "@supabase/supabase-js";
import { newestMail, redirect, signInAtProvider, takeMail, totp } from "./person.mjs";
import { SERVERS, SITE } from "./servers.mjs";

const PASSWORD = "three random words 17";
const NEW_PASSWORD = "quite another sentence 23";

// What is kept of the published keys is kept by `storageKey`, which would else be the same for all servers here.
const OPTIONS = { persistSession: false, autoRefreshToken: false, flowType: "pkce" };

/** The data of an answer that must not be an error. */
async function good(answer) {
  const { data, error } = await answer;
  assert.equal(error, null, error?.message);
  return data;
}

async function assertRefused(answer, code) {
  const { error } = await answer;
  assert.ok(error instanceof AuthApiError, `a refusal was expected, not ${error}`);
  assert.equal(error.code, code);
}

for (const { name, start, missing } of SERVERS) {
  describe(`supabase-js at ${name}`, { skip: missing ?? false }, () => {
    let server;
    before(async () => (server = await start()));
    after(() => server?.stop());

    /** A client of its own, with its code challenges. */
    function client(key = server.publishable) {
      return createClient(server.url, key, { auth: { ...OPTIONS, storageKey: server.url } }).auth;
    }

    const administrator = () => client(server.secret).admin;

    /** A client of somebody with a confirmed address. */
    async function signedIn(email) {
      const { user } = await good(administrator().createUser({ email, password: PASSWORD, email_confirm: true }));
      const auth = client();
      await good(auth.signInWithPassword({ email, password: PASSWORD }));
      return { auth, user };
    }

    it("signs up, confirms by the code of the mail, signs in and refreshes", async () => {
      const auth = client();
      const email = "ada@example.com";
      const made = await good(auth.signUp({ email, password: PASSWORD, options: { data: { colour: "blue" } } }));
      assert.equal(made.session, null);
      await assertRefused(auth.signInWithPassword({ email, password: PASSWORD }), "email_not_confirmed");
      const { code } = await takeMail(server, email);
      await assertRefused(auth.verifyOtp({ email, token: code === "000000" ? "111111" : "000000", type: "email" }), "otp_expired");
      const { user } = await good(auth.verifyOtp({ email, token: code, type: "email" }));
      assert.deepEqual([user.id, user.user_metadata.colour], [made.user.id, "blue"]);
      await assertRefused(auth.verifyOtp({ email, token: code, type: "email" }), "otp_expired");

      const { session } = await good(auth.signInWithPassword({ email, password: PASSWORD }));
      const fresh = (await good(auth.refreshSession())).session;
      assert.notEqual(fresh.refresh_token, session.refresh_token);
      assert.equal((await good(auth.getUser(fresh.access_token))).user.email, email);
      await assertRefused(auth.signInWithPassword({ email, password: "not this one 99" }), "invalid_credentials");
    });

    it("comes back with a code from the link of a mail, which is good for one exchange by whoever asked", async () => {
      const auth = client();
      const email = "bea@example.com";
      await good(auth.signUp({ email, password: PASSWORD, options: { emailRedirectTo: `${SITE}/welcome` } }));
      const { links } = await takeMail(server, email);
      const landed = new URL(await redirect(links.find((link) => link.includes("token="))));
      assert.equal(landed.origin + landed.pathname, `${SITE}/welcome`);
      const code = landed.searchParams.get("code");
      assert.ok(code, landed.href);
      const { user } = await good(auth.exchangeCodeForSession(code));
      assert.equal(user.email, email);
      assert.ok((await auth.exchangeCodeForSession(code)).error);
    });

    it("signs in by a mailed code alone", async () => {
      const auth = client();
      const email = "otto@example.com";
      await good(auth.signInWithOtp({ email }));
      const { code } = await takeMail(server, email);
      assert.equal((await good(auth.verifyOtp({ email, token: code, type: "email" }))).user.email, email);
    });

    it("recovers a password, and changes data, password and address", async () => {
      const email = "rita@example.com";
      await signedIn(email);
      const auth = client();
      await good(auth.resetPasswordForEmail(email));
      const { code } = await takeMail(server, email);
      await good(auth.verifyOtp({ email, token: code, type: "recovery" }));
      const { user } = await good(auth.updateUser({ password: NEW_PASSWORD, data: { colour: "red" } }));
      assert.equal(user.user_metadata.colour, "red");
      await assertRefused(auth.updateUser({ password: NEW_PASSWORD }), "same_password");
      await assertRefused(client().signInWithPassword({ email, password: PASSWORD }), "invalid_credentials");
      await good(auth.signInWithPassword({ email, password: NEW_PASSWORD }));

      const to = "rita.new@example.com";
      assert.equal((await good(auth.updateUser({ email: to }))).user.new_email, to);
      for (const address of [email, to]) {
        const { code } = await newestMail(server, address);
        await good(auth.verifyOtp({ email: address, token: code, type: "email_change" }));
      }
      assert.equal((await good(auth.refreshSession())).user.email, to);
    });

    it("checks tokens by the published keys, of which forged ones know nothing", async () => {
      const { auth, user } = await signedIn("keys@example.com");
      const { claims, header } = await good(auth.getClaims());
      assert.deepEqual([claims.sub, claims.email, claims.role, claims.aal], [user.id, user.email, "authenticated", "aal1"]);
      assert.equal(header.alg, "ES256");
      const { session } = await good(auth.getSession());
      const [head, , signature] = session.access_token.split(".");
      const other = Buffer.from(JSON.stringify({ ...claims, role: "service_role" })).toString("base64url");
      assert.equal((await auth.getClaims([head, other, signature].join("."))).error.code, "invalid_jwt");
    });

    it("enrols an authenticator app, steps up with it and takes it away", async () => {
      const { auth } = await signedIn("mia@example.com");
      const { id, totp: app } = await good(auth.mfa.enroll({ factorType: "totp", friendlyName: "phone", issuer: "Site" }));
      assert.match(app.uri, /^otpauth:\/\/totp\/Site:/);
      assert.match(app.qr_code, /^data:image\/svg\+xml/);
      const challenge = await good(auth.mfa.challenge({ factorId: id }));
      const wrong = totp(app.secret) === "000000" ? "111111" : "000000";
      await assertRefused(auth.mfa.verify({ factorId: id, challengeId: challenge.id, code: wrong }), "mfa_verification_failed");
      await good(auth.mfa.verify({ factorId: id, challengeId: challenge.id, code: totp(app.secret) }));
      const raised = await good(auth.mfa.getAuthenticatorAssuranceLevel());
      assert.deepEqual([raised.currentLevel, raised.nextLevel], ["aal2", "aal2"]);
      assert.deepEqual(raised.currentAuthenticationMethods.map((one) => one.method), ["totp", "password"]);

      const again = client();
      await good(again.signInWithPassword({ email: "mia@example.com", password: PASSWORD }));
      const level = await good(again.mfa.getAuthenticatorAssuranceLevel());
      assert.deepEqual([level.currentLevel, level.nextLevel], ["aal1", "aal2"]);
      await assertRefused(again.mfa.unenroll({ factorId: id }), "insufficient_aal");
      await good(again.mfa.challengeAndVerify({ factorId: id, code: totp(app.secret, 1) }));
      const { all, totp: apps } = await good(again.mfa.listFactors());
      assert.deepEqual([all.length, apps[0].id, apps[0].status], [1, id, "verified"]);
      await good(again.mfa.unenroll({ factorId: id }));
      assert.equal((await good(again.mfa.listFactors())).all.length, 0);
    });

    it("signs in through a provider with a code challenge", async () => {
      const auth = client();
      const options = { redirectTo: `${SITE}/landed`, skipBrowserRedirect: true };
      const { url } = await good(auth.signInWithOAuth({ provider: "keycloak", options }));
      const back = await signInAtProvider(await redirect(url), "olga@example.com");
      assert.equal(back.origin + back.pathname, `${SITE}/landed`);
      const { session, user } = await good(auth.exchangeCodeForSession(back.searchParams.get("code")));
      assert.deepEqual([user.email, user.app_metadata.provider], ["olga@example.com", "keycloak"]);
      assert.equal(session.provider_token, "olga@example.com");

      const stranger = client();
      const { url: theirs } = await good(stranger.signInWithOAuth({ provider: "keycloak", options }));
      const stolen = (await signInAtProvider(await redirect(theirs), "olga@example.com")).searchParams.get("code");
      await good(auth.signInWithOAuth({ provider: "keycloak", options }));
      await assertRefused(auth.exchangeCodeForSession(stolen), "bad_code_verifier");
    });

    it("links an identity of a provider and takes it away, but never the last one", async () => {
      const email = "ida@example.com";
      const { auth } = await signedIn(email);
      const { url } = await good(auth.linkIdentity({ provider: "keycloak", options: { redirectTo: SITE, skipBrowserRedirect: true } }));
      const back = await signInAtProvider(url, "ida.elsewhere@example.com");
      await good(auth.exchangeCodeForSession(back.searchParams.get("code")));
      const { identities } = await good(auth.getUserIdentities());
      assert.deepEqual(identities.map((one) => one.provider).sort(), ["email", "keycloak"]);
      await good(auth.unlinkIdentity(identities.find((one) => one.provider === "keycloak")));
      const left = (await good(auth.getUserIdentities())).identities;
      assert.deepEqual(left.map((one) => one.provider), ["email"]);
      await assertRefused(auth.unlinkIdentity(left[0]), "single_identity_not_deletable");
    });

    for (const [scope, ends] of Object.entries({ local: [true, false], others: [false, true], global: [true, true] })) {
      it(`signs out: ${scope}`, async () => {
        const email = `${scope}@example.com`;
        const { auth: here } = await signedIn(email);
        const there = client();
        await good(there.signInWithPassword({ email, password: PASSWORD }));
        const tokens = [];
        for (const auth of [here, there]) tokens.push((await good(auth.getSession())).session.refresh_token);
        assert.equal((await here.signOut({ scope })).error, null);
        for (const [number, refresh_token] of tokens.entries()) {
          const asked = client().refreshSession({ refresh_token });
          await (ends[number] ? assertRefused(asked, "refresh_token_not_found") : good(asked));
        }
      });
    }

    it("administers people with the secret key, and not with the publishable one", async () => {
      const admin = administrator();
      const email = "made@example.com";
      const attributes = { email, password: PASSWORD, email_confirm: true, app_metadata: { plan: "gold" } };
      const { user } = await good(admin.createUser(attributes));
      assert.equal(user.app_metadata.plan, "gold");
      await assertRefused(admin.createUser(attributes), "email_exists");
      const { users, total } = await good(admin.listUsers({ page: 1, perPage: 1000 }));
      assert.ok(users.some((one) => one.id === user.id));
      assert.equal(total, users.length);
      assert.equal((await good(admin.listUsers({ page: 1, perPage: 1 }))).nextPage, 2);
      assert.equal((await good(admin.getUserById(user.id))).user.email, email);
      await good(admin.updateUserById(user.id, { password: NEW_PASSWORD, user_metadata: { colour: "green" } }));
      const auth = client();
      await good(auth.signInWithPassword({ email, password: NEW_PASSWORD }));
      await good(admin.updateUserById(user.id, { ban_duration: "1h" }));
      await assertRefused(client().signInWithPassword({ email, password: NEW_PASSWORD }), "user_banned");
      await good(admin.updateUserById(user.id, { ban_duration: "none" }));

      const { totp: app, id } = await good(auth.mfa.enroll({ factorType: "totp" }));
      await good(auth.mfa.challengeAndVerify({ factorId: id, code: totp(app.secret) }));
      const { factors } = await good(admin.mfa.listFactors({ userId: user.id }));
      assert.deepEqual(factors.map((one) => [one.id, one.status]), [[id, "verified"]]);
      await good(admin.mfa.deleteFactor({ userId: user.id, id }));
      assert.deepEqual((await good(admin.mfa.listFactors({ userId: user.id }))).factors, []);

      await good(admin.deleteUser(user.id));
      await assertRefused(admin.getUserById(user.id), "user_not_found");
      await assertRefused(client().admin.listUsers(), "not_admin");
    });

    it("makes links of every kind, which are as good as mailed ones, and invites", async () => {
      const admin = administrator();
      await signedIn("gina@example.com");
      const wanted = [
        { type: "signup", email: "linked@example.com", password: PASSWORD },
        { type: "invite", email: "invited@example.com" },
        { type: "magiclink", email: "gina@example.com" },
        { type: "recovery", email: "gina@example.com" },
      ];
      for (const { type, ...rest } of wanted) {
        const { properties, user } = await good(admin.generateLink({ type, ...rest }));
        assert.deepEqual([properties.verification_type, user.email], [type, rest.email]);
        const { user: entered } = await good(client().verifyOtp({ token_hash: properties.hashed_token, type }));
        assert.equal(entered.id, user.id);
      }
      const { user } = await good(admin.inviteUserByEmail("guest@example.com", { data: { table: 5 }, redirectTo: SITE }));
      assert.equal(user.user_metadata.table, 5);
      const { code } = await takeMail(server, "guest@example.com");
      assert.equal((await good(client().verifyOtp({ email: "guest@example.com", token: code, type: "invite" }))).user.id, user.id);
    });
  });
}
