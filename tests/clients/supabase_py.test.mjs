// Runs supabase_py.py, the story of supabase-py, at each site with the auth server inside.

import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { EMBEDDED } from "../browser/support/sites.mjs";
import { PYTHON, apiKeys, run } from "./support.mjs";

const STORY = fileURLToPath(new URL("supabase_py.py", import.meta.url));

for (const { name, start, missing } of EMBEDDED) {
  for (const confirms of ["false", "true"]) {
    const addresses = confirms === "true" ? "confirmed by mail" : "not confirmed";
    describe(`supabase-py at the ${name}, addresses ${addresses}`, { skip: missing ?? false }, () => {
      it("does all that supabase_py.py tells", async () => {
        const site = await start({ DOORWARD_CONFIRM_MAILS: confirms });
        try {
          const { publishable, secret } = apiKeys(site);
          const env = { ORIGIN: site.origin, PUBLISHABLE_KEY: publishable, SECRET_KEY: secret, DOORWARD_CONFIRM_MAILS: confirms };
          const { code, said } = await run(PYTHON, [STORY], env);
          assert.equal(code, 0, said);
          assert.match(said, /Ran [1-9]/);
        } finally {
          await site.stop();
        }
      });
    });
  }
}
