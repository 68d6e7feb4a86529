// Runs supabase_py.py, the story of supabase-py, at each auth server.

import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { PYTHON, run } from "../support.mjs";
import { SERVERS, environment } from "./servers.mjs";

const STORY = fileURLToPath(new URL("supabase_py.py", import.meta.url));

for (const { name, start, missing } of SERVERS) {
  describe(`supabase-py at ${name}`, { skip: missing ?? false }, () => {
    it("does all that supabase_py.py tells", async () => {
      const server = await start();
      try {
        const { code, said } = await run(PYTHON, [STORY], environment(server));
        assert.equal(code, 0, said);
        assert.match(said, /Ran [1-9]/);
      } finally {
        await server.stop();
      }
    });
  });
}
