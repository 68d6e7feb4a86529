// The main job, end to end in a real browser: with scripts and without, in each way to run.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { DESKTOP, PHONE, openChromium, picture } from "./support/chromium.mjs";
import { SITES } from "./support/sites.mjs";
import { Visitor } from "./support/visitor.mjs";

const PASSWORD = "three random words 17";
const NEW_PASSWORD = "quite another sentence 23";

let chromium;
before(async () => (chromium = await openChromium()));
after(() => chromium.close());

for (const { name, start, missing, hasOwnTemplates = false } of SITES) {
  describe(name, { skip: missing ?? false }, () => {
    let site;
    before(async () => (site = await start()));
    after(() => site?.stop());

    for (const scripts of [false, true]) {
      const label = scripts ? "with scripts" : "without scripts";
      const someone = (username) => {
        const unique = `${username}${scripts ? "Js" : "Plain"}`;
        return { username: unique, email: `${unique.toLowerCase()}@example.com`, password: PASSWORD };
      };
      const arrives = (who, options) => Visitor.arrives(chromium, site, who, { scripts, viewport: scripts ? DESKTOP : PHONE, ...options });
      const shot = (visitor, step) => picture(visitor.page, `${name} ${label} ${step}`.replace(/\W+/g, "-"));

      it(`a person signs up, confirms, signs in, stays in, recovers and signs out, ${label}`, async () => {
        const ada = await arrives(someone("Ada"));

        await ada.opens("/notes");
        assert.equal(ada.path(), "/login");
        await shot(ada, "1 sign in");
        await ada.follows("Create an account");
        await ada.sees(/Create an account/);
        await shot(ada, "2 sign up");
        await ada.signsUp();
        await ada.sees(/Check your inbox/);
        await shot(ada, "3 check your inbox");

        await ada.opensMailedLink();
        if (hasOwnTemplates) {
          // The auth server's own link confirms at once and says so behind a #, which needs scripts.
          if (scripts) await ada.sees(/confirmed/i);
        } else {
          await shot(ada, "4 confirm");
          await ada.confirms();
          assert.equal(ada.path(), "/notes");
          await ada.signsOut();
        }

        await ada.opens("/notes");
        assert.equal(ada.path(), "/login");
        await ada.signsIn({ remember: true });
        assert.equal(ada.path(), "/notes");
        await ada.sees(new RegExp(ada.who.username));
        await shot(ada, "5 notes");

        const kept = await ada.keptCookies();
        const nextDay = await arrives(ada.who, { cookies: kept });
        await nextDay.opens("/notes");
        assert.equal(nextDay.path(), "/notes");
        await nextDay.opens("/account");
        await shot(nextDay, "6 account");

        await ada.signsOut();
        await ada.opens("/notes");
        assert.equal(ada.path(), "/login");
        await ada.follows("Forgot your password?");
        await ada.asksForRecovery();
        await ada.sees(/Check your inbox/);
        await ada.opensMailedLink();
        if (hasOwnTemplates) {
          // Such a link brings the session to the browser alone, and the mail holds no code: the page
          // says what to do about it. The rest of the story needs the templates of docs/supabase.md.
          if (scripts) await ada.sees(/code instead/);
          await nextDay.leaves();
          return ada.leaves();
        }
        await ada.confirms();
        await ada.sees(/Choose a new password/);
        await shot(ada, "7 new password");
        await ada.setsNewPassword(NEW_PASSWORD);
        await ada.opens("/notes");
        assert.equal(ada.path(), "/notes");

        // The other browser was signed out by the new password.
        await nextDay.opens("/notes");
        assert.equal(nextDay.path(), "/login");
        await nextDay.signsIn({ password: PASSWORD });
        assert.equal(nextDay.path(), "/login");
        await nextDay.signsIn({ as: ada.who.email, password: NEW_PASSWORD });
        assert.equal(nextDay.path(), "/notes");

        await nextDay.leaves();
        await ada.signsOut();
        await ada.opens("/account");
        assert.equal(ada.path(), "/login");
        await ada.leaves();
      });

      it(`the code from the mail does what its link does, ${label}`, { skip: hasOwnTemplates }, async () => {
        const grace = await arrives(someone("Grace"));
        await grace.opens("/signup?next=/account");
        await grace.signsUp();
        const code = await grace.mailedCode();
        await grace.typesCode("000000");
        await grace.sees(/Check your inbox/);
        await grace.typesCode(`${code.slice(0, 3)} ${code.slice(3)}`);
        assert.equal(grace.path(), "/account");
        await grace.leaves();
      });
    }
  });
}
