// The ways to run the app, each started as a person would: the debug binary and a few variables.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startGoTrue } from "./gotrue.mjs";
import { mailboxPage } from "./mailbox.mjs";
import { freePort, freshDatabase, start } from "./processes.mjs";

const BINARY = process.env.DOORWARD_BINARY ?? fileURLToPath(new URL("../../../target/debug/doorward", import.meta.url));
const POSTGRES = process.env.TEST_POSTGRES_URL;
const GOTRUE = process.env.GOTRUE_BINARY;

/** Name, how to start it, and why it cannot run here when it cannot. */
export const SITES = [
  { name: "embedded server, SQLite", start: () => site() },
  { name: "embedded server, Postgres", start: () => onPostgres(), missing: POSTGRES ? null : "TEST_POSTGRES_URL is not set" },
  ...["its own mail templates", "the mail templates of the README"].map((mails, ours) => ({
    name: `real GoTrue with ${mails}`,
    start: () => onGoTrue(Boolean(ours)),
    hasOwnTemplates: !ours,
    missing: GOTRUE && POSTGRES ? null : "GOTRUE_BINARY or TEST_POSTGRES_URL is not set",
  })),
];

/** The app with an empty data folder. */
export async function site({ port, env = {}, mail, onStop = () => {} } = {}) {
  port ??= await freePort();
  const folder = mkdtempSync(join(tmpdir(), "doorward-"));
  const origin = `http://127.0.0.1:${port}`;
  const running = await start(BINARY, [], { PORT: String(port), NO_COLOR: "1", ...env }, {
    url: `${origin}/health/ready`,
    cwd: folder,
  });
  return {
    origin,
    mail: mail ?? mailboxPage(origin),
    log: running.said,
    async stop() {
      await running.stop();
      await onStop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function onPostgres() {
  const database = freshDatabase(POSTGRES, "doorward");
  return site({ env: { DATABASE_URL: database.url }, onStop: database.drop });
}

async function onGoTrue(templates) {
  const port = await freePort();
  const database = freshDatabase(POSTGRES, "doorward");
  const gotrue = await startGoTrue({ binary: GOTRUE, postgres: POSTGRES, origin: `http://127.0.0.1:${port}`, templates });
  return site({
    port,
    env: {
      DATABASE_URL: database.url,
      SUPABASE_URL: gotrue.url,
      // Without a gateway in front its endpoints stand at the root.
      DOORWARD_AUTH_URL: gotrue.url,
      DOORWARD_AUTH_PUBLIC_URL: gotrue.url,
      SUPABASE_PUBLISHABLE_KEY: gotrue.keys.publishable,
      SUPABASE_SECRET_KEY: gotrue.keys.secret,
    },
    mail: gotrue.mail,
    async onStop() {
      await gotrue.stop();
      database.drop();
    },
  });
}
