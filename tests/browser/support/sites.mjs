// The ways to run the app, each started as a person would: the debug binary and a few variables.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { givenTemplates, startGoTrue } from "./gotrue.mjs";
import { mailboxPage } from "./mailbox.mjs";
import { freePort, freshDatabase, start } from "./processes.mjs";

/** The program under test. */
export const BINARY = process.env.DOORWARD_BINARY ?? fileURLToPath(new URL("../../../target/debug/doorward", import.meta.url));
const POSTGRES = process.env.TEST_POSTGRES_URL;
const GOTRUE = process.env.GOTRUE_BINARY;

/** With the auth server inside: name, how to start it, and why it cannot run here when it cannot. */
export const EMBEDDED = [
  { name: "embedded server, SQLite", start: (env) => site({ env }) },
  { name: "embedded server, Postgres", start: (env) => onPostgres(env), missing: POSTGRES ? null : "TEST_POSTGRES_URL is not set" },
];

/** All ways to run. */
export const SITES = [
  ...EMBEDDED,
  ...["its own mail templates", "the mail templates of docs/supabase.md"].map((mails, ours) => ({
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
  const environment = { PORT: String(port), NO_COLOR: "1", ...env };
  const running = await start(BINARY, [], environment, { url: `${origin}/health/ready`, cwd: folder });
  return {
    origin,
    mail: mail ?? mailboxPage(origin),
    log: running.said,
    /** What a command of the program prints, beside the running site and with its settings. */
    command(...words) {
      const done = spawnSync(BINARY, words, { cwd: folder, env: environment, encoding: "utf8" });
      if (done.status !== 0) throw new Error(`${words.join(" ")}: ${done.stderr || done.error}`);
      return done.stdout;
    },
    async stop() {
      await running.stop();
      await onStop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function onPostgres(env) {
  const database = freshDatabase(POSTGRES, "doorward");
  return site({ env: { DATABASE_URL: database.url, ...env }, onStop: database.drop });
}

async function onGoTrue(templates) {
  const port = await freePort();
  const database = freshDatabase(POSTGRES, "doorward");
  const gotrue = await startGoTrue({
    binary: GOTRUE,
    postgres: POSTGRES,
    origin: `http://127.0.0.1:${port}`,
    templates: templates ? givenTemplates() : null,
  });
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
