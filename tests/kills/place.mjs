// Where a server is started again and again: its database, and a look into it while nobody serves it.

import { DatabaseSync } from "node:sqlite";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import assert from "node:assert/strict";
import { signed } from "../browser/support/gotrue.mjs";
import { smtpCatcher, soon } from "../browser/support/mailbox.mjs";
import { freePort, freshDatabase, sql, start } from "../browser/support/processes.mjs";
import { BINARY } from "../browser/support/sites.mjs";
import { Life } from "./life.mjs";

const SECRET = "Kq3mTzW8bN1xKc6vRj0pLd9sYh4gUe7a";
const POSTGRES = process.env.TEST_POSTGRES_URL;

/** Whatever must never be: rows that point at nothing, or that miss what makes them whole. */
const NEVER = {
  "a session without a person": without("auth_sessions", "user_id", "auth_users", "id"),
  "a one-time token without a person": without("auth_one_time_tokens", "user_id", "auth_users", "id"),
  "an identity without a person": without("auth_identities", "user_id", "auth_users", "id"),
  "a factor without a person": without("auth_mfa_factors", "user_id", "auth_users", "id"),
  "a refresh token without a session": without("auth_refresh_tokens", "session_id", "auth_sessions", "id"),
  "a person without an identity": without("auth_users", "id", "auth_identities", "user_id"),
  "a session without a token": without("auth_sessions", "id", "auth_refresh_tokens", "session_id"),
  "a session without a proof": without("auth_sessions", "id", "auth_amr_claims", "session_id"),
  "a session with two tokens": `select count(*) from (select session_id from auth_refresh_tokens
    where rotated_at is null and revoked_at is null group by session_id having count(*) > 1) more`,
};

/** Counts the rows of a table to which no row of another belongs. */
function without(table, column, other, its) {
  return `select count(*) from ${table} one where not exists (select 1 from ${other} other where other.${its} = one.${column})`;
}

const MAILS = "select count(*) from outbox";

/** The databases: name, how to lay one out, and why it cannot be had here. */
export const PLACES = [
  { name: "SQLite", open: onSqlite },
  { name: "Postgres", open: onPostgres, missing: POSTGRES ? null : "TEST_POSTGRES_URL is not set" },
];

async function onSqlite() {
  const folder = mkdtempSync(join(tmpdir(), "doorward-kills-"));
  const data = join(folder, "data");
  return place({
    settings: { GOTRUE_DB_DRIVER: "sqlite", DATABASE_URL: `sqlite:${join(data, "auth.db")}` },
    cwd: folder,
    // In a copy, so that it is the server that puts its file in order.
    async look(count) {
      const copy = mkdtempSync(join(folder, "copy-"));
      for (const file of readdirSync(data)) cpSync(join(data, file), join(copy, file));
      const database = new DatabaseSync(join(copy, "auth.db"));
      const read = (query) => Object.values(database.prepare(query).get() ?? { none: 0 })[0];
      assert.equal(read("pragma integrity_check"), "ok");
      assert.equal(read("pragma foreign_key_check"), 0);
      const seen = count(read);
      database.close();
      rmSync(copy, { recursive: true });
      return seen;
    },
    remove: () => rmSync(folder, { recursive: true }),
  });
}

async function onPostgres() {
  const database = freshDatabase(POSTGRES, "kills");
  const name = new URL(database.url).pathname.slice(1);
  const tables = `${database.url}?options=-csearch_path%3Ddoorward`;
  return place({
    settings: { GOTRUE_DB_DRIVER: "postgres", DATABASE_URL: database.url },
    async look(count) {
      // What the server had begun goes on for a moment after its end.
      const left = `select count(*) from pg_stat_activity where datname = '${name}'`;
      await soon(() => sql(POSTGRES, left) === "0", "the end of what was begun");
      return count((query) => Number(sql(tables, query)));
    },
    remove: database.drop,
  });
}

async function place({ settings, cwd, look, remove }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const catcher = await smtpCatcher();
  const env = {
    API_EXTERNAL_URL: url,
    PORT: String(port),
    GOTRUE_SITE_URL: "http://site.example",
    GOTRUE_JWT_SECRET: SECRET,
    GOTRUE_JWT_EXP: "86400",
    GOTRUE_JWT_AUD: "authenticated",
    GOTRUE_JWT_DEFAULT_GROUP_NAME: "authenticated",
    GOTRUE_RATE_LIMIT_EMAIL_SENT: "1000000",
    GOTRUE_SMTP_HOST: "127.0.0.1",
    GOTRUE_SMTP_PORT: String(catcher.port),
    GOTRUE_SMTP_ADMIN_EMAIL: "auth@example.test",
    GOTRUE_SMTP_MAX_FREQUENCY: "1ns",
    DOORWARD_WORKERS: "2",
    ...settings,
  };
  const key = signed({ role: "service_role" }, SECRET);
  let life;
  return {
    async begin() {
      life = new Life(await start(BINARY, ["auth"], env, { url: `${url}/health`, cwd }), url, key);
      return life;
    },
    /** Looks into the database of a server that is gone: how many mails there are. */
    look: () =>
      look((read) => {
        for (const [what, query] of Object.entries(NEVER)) assert.equal(read(query), 0, what);
        return read(MAILS);
      }),
    async remove() {
      life?.kills();
      await life?.isGone();
      catcher.close();
      await remove();
    },
  };
}
