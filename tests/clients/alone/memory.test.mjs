// Many people who come at once leave no memory behind: each hash takes 19 MiB, and gives them back.

import { it } from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, start } from "../../browser/support/processes.mjs";
import { BINARY } from "../../browser/support/sites.mjs";
import { SITE } from "./servers.mjs";

const ROUNDS = 4;
const PEOPLE = 12;
const MOST_MIB = 64;

it(`${ROUNDS} times ${PEOPLE} sign-ups at once leave less than ${MOST_MIB} MiB behind`, async () => {
  const folder = mkdtempSync(join(tmpdir(), "doorward-memory-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    API_EXTERNAL_URL: url,
    PORT: String(port),
    GOTRUE_DB_DRIVER: "sqlite",
    DATABASE_URL: "sqlite:auth.db",
    GOTRUE_SITE_URL: SITE,
    GOTRUE_JWT_SECRET: "Kq3mTzW8bN1xKc6vRj0pLd9sYh4gUe7a",
    GOTRUE_MAILER_AUTOCONFIRM: "true",
  };
  const server = await start(BINARY, ["auth"], env, { url: `${url}/health`, cwd: folder });
  try {
    const headers = { "content-type": "application/json" };
    const signUp = async (name) => {
      const body = JSON.stringify({ email: `${name}@example.com`, password: "seven lanterns over the harbour" });
      return (await fetch(`${url}/signup`, { method: "POST", headers, body })).status;
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const all = await Promise.all(Array.from({ length: PEOPLE }, (_, number) => signUp(`person${number}-${round}`)));
      assert.ok(all.every((status) => status === 200), String(all));
    }
    const [, kib] = readFileSync(`/proc/${server.pid}/status`, "utf8").match(/^RssAnon:\s+(\d+) kB/m);
    assert.ok(kib / 1024 < MOST_MIB, `${Math.round(kib / 1024)} MiB`);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
});
