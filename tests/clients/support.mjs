// What a program knows about a running site: its keys, and the codes in the mails of a development
// server.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { codeIn, soon } from "../browser/support/mailbox.mjs";

/** Python with the packages of tests/requirements.txt. */
export const PYTHON = process.env.PYTHON ?? fileURLToPath(new URL("../../target/python/bin/python", import.meta.url));

/** The keys for programs, as `doorward keys api` prints them. */
export function apiKeys(site) {
  const lines = site.command("keys", "api").trim().split("\n");
  return Object.fromEntries(lines.map((line) => line.split(/\s+/)));
}

/** The code in the newest mail to somebody, once they have more than `after` mails. */
export function mailedCode(site, to, { after }) {
  return soon(async () => {
    const list = await text(`${site.origin}/dev/mailbox`);
    const mails = list.split("<li>").filter((one) => one.includes(`To ${to},`));
    if (mails.length <= after) return null;
    const letter = await text(`${site.origin}${mails[0].match(/href="([^"]+)"/)[1]}`);
    return codeIn({ text: letter.match(/<pre>([\s\S]*?)<\/pre>/)[1] });
  }, `mail to ${to}`);
}

async function text(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.text();
}

/** Runs a program, in a folder; what it says on both streams, together. */
export async function run(program, words, env, cwd) {
  const stdio = ["ignore", "pipe", "pipe"];
  const child = spawn(program, words, { cwd, env: { PATH: process.env.PATH, ...env }, stdio });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk) => (said += chunk));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  return { code, said };
}
