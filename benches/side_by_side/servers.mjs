// The two servers, with the same settings where it matters, each with its own database on the same Postgres.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, freshDatabase, sql } from "../../tests/browser/support/processes.mjs";

/** Connections that both keep. GoTrue, unless it is told, opens one for each statement. */
const CONNECTIONS = "10";

const SECRET = "Kq3mTzW8bN1xKc6vRj0pLd9sYh4gUe7a";

/** How long a start may take; a first one makes the tables. */
const PATIENCE_MS = 60_000;

/** `sysconf(_SC_CLK_TCK)` on every Linux that runs this. */
const MS_PER_TICK = 10;

export async function ours(binary, postgres) {
  const database = freshDatabase(postgres, "bench_ours");
  return new Server({ binary, words: ["auth"], database, url: database.url, schema: "doorward" });
}

export async function gotrue(binary, postgres) {
  const database = freshDatabase(postgres, "bench_gotrue");
  sql(database.url, "create schema auth");
  return new Server({ binary, words: [], database, url: `${database.url}?search_path=auth`, schema: "auth" });
}

class Server {
  #agent = new Agent({ keepAlive: true });
  #folder = mkdtempSync(join(tmpdir(), "side-by-side-"));
  #program;
  #child;
  #ended;
  #port;

  constructor(program) {
    this.#program = program;
    this.schema = program.schema;
  }

  get isOurs() {
    return this.schema === "doorward";
  }

  /** Runs a statement in its tables. */
  sql(statement) {
    return sql(`${this.#program.database.url}?options=-csearch_path%3D${this.schema}`, statement);
  }

  /** Starts it; tells how many milliseconds pass until it answers 200. */
  async start() {
    this.#port ??= await freePort();
    const url = `http://127.0.0.1:${this.#port}`;
    const env = {
      PATH: process.env.PATH,
      API_EXTERNAL_URL: url,
      PORT: String(this.#port),
      GOTRUE_API_HOST: "127.0.0.1",
      GOTRUE_DB_DRIVER: "postgres",
      DATABASE_URL: this.#program.url,
      GOTRUE_SITE_URL: "http://site.example",
      GOTRUE_JWT_SECRET: SECRET,
      GOTRUE_JWT_AUD: "authenticated",
      GOTRUE_JWT_DEFAULT_GROUP_NAME: "authenticated",
      GOTRUE_MAILER_AUTOCONFIRM: "true",
      // Our own number.
      GOTRUE_DB_MAX_POOL_SIZE: CONNECTIONS,
      GOTRUE_DB_MAX_IDLE_POOL_SIZE: CONNECTIONS,
    };
    const begun = performance.now();
    this.#child = spawn(this.#program.binary, this.#program.words, { cwd: this.#folder, env, stdio: "ignore" });
    this.#ended = new Promise((resolve) => this.#child.once("exit", resolve));
    while (!(await this.#answers())) {
      if (performance.now() - begun > PATIENCE_MS) throw new Error(`${this.#program.binary} did not start`);
    }
    return performance.now() - begun;
  }

  async stop() {
    if (!this.#child) return;
    this.#child.kill("SIGTERM");
    await this.#ended;
    this.#child = null;
    this.#agent.destroy();
    this.#agent = new Agent({ keepAlive: true });
  }

  async remove() {
    await this.stop();
    this.#program.database.drop();
    rmSync(this.#folder, { recursive: true });
  }

  /** Asks for something that must be answered so. */
  async asks(method, path, { body, token, expected = 200 } = {}) {
    const text = body ? JSON.stringify(body) : undefined;
    const headers = { ...(token && { authorization: `Bearer ${token}` }) };
    if (text) Object.assign(headers, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
    const { status, said } = await this.#exchange(method, path, headers, text);
    if (status !== expected) throw new Error(`${method} ${path}: ${status} ${said}`);
    return JSON.parse(said);
  }

  /** Resident memory now, in MiB: all of it, and what is not pages of its program file. */
  memory() {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, "utf8");
    const [all, own] = ["VmRSS", "RssAnon"].map((name) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+) kB`, "m"))[1]) / 1024);
    return { all, own };
  }

  /** Processor time of all its threads so far, in milliseconds. */
  cpuTime() {
    // The name, in parentheses, may hold spaces; utime and stime are fields 14 and 15 of proc(5).
    const [, rest] = readFileSync(`/proc/${this.#child.pid}/stat`, "utf8").split(") ");
    const fields = rest.split(" ");
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  }

  async #answers() {
    try {
      return (await this.#exchange("GET", "/health", {})).status === 200;
    } catch {
      return false;
    }
  }

  #exchange(method, path, headers, text) {
    return new Promise((resolve, reject) => {
      const options = { method, path, headers, host: "127.0.0.1", port: this.#port, agent: this.#agent };
      const sent = request(options, (answer) => {
        let said = "";
        answer.setEncoding("utf8").on("data", (chunk) => (said += chunk));
        answer.on("end", () => resolve({ status: answer.statusCode, said })).on("error", reject);
      });
      sent.on("error", reject).end(text);
    });
  }
}
