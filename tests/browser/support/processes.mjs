// Programs that a story runs against: started on loopback, stopped by their own process handle.

import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";

const START_MS = 20_000;
const STOP_MS = 10_000;

/** A port that nobody listens on right now. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a program with nothing but this environment, and waits until `url` answers 200. */
export async function start(program, args, env, { url, cwd }) {
  const child = spawn(program, args, { cwd, env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk) => (said += chunk));
  }
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.once("error", (error) => (said += error.message));
  const deadline = Date.now() + START_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || !child.pid || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`${program} did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    pid: child.pid,
    said: () => said,
    ended,
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Makes an empty database on the Postgres server of the tests and returns its URL. */
export function freshDatabase(server, name) {
  const unique = `${name}_${process.pid}_${Date.now().toString(36)}`;
  sql(server, `create database ${unique}`);
  const url = new URL(server);
  url.pathname = `/${unique}`;
  return { url: url.href, drop: () => sql(server, `drop database ${unique} with (force)`) };
}

/** Runs one statement with the command-line client. */
export function sql(url, statement) {
  const done = spawnSync("psql", ["--no-psqlrc", "-qAt", "-v", "ON_ERROR_STOP=1", "-c", statement, url], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr || String(done.error));
  return done.stdout.trim();
}
