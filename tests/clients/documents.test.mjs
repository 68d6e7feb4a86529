// What the README and docs/ give to copy works: the snippets for programs run as they stand, and every
// command that is named is there.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { BINARY, EMBEDDED } from "../browser/support/sites.mjs";
import { PYTHON, run } from "./support.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ORIGIN = "http://127.0.0.1:3000";
const RUNNERS = {
  sh: (text) => ["bash", ["-euo", "pipefail", "-c", text]],
  python: (text) => [PYTHON, ["-c", text]],
  js: (text) => [process.execPath, ["--input-type=module", "-e", text]],
};

/** The fenced blocks of a text: language and content. */
function blocks(text) {
  return [...text.matchAll(/^ *```(\w*)\n([\s\S]*?)^ *```/gm)].map(([, language, content]) => ({ language, content }));
}

/** A comment right after a line of code is what that line prints; … stands for anything. */
function printedBy(content) {
  const lines = content.split("\n");
  const isComment = (line) => /^(#|\/\/) /.test(line);
  const told = lines.filter((line, at) => isComment(line) && lines[at - 1] && !isComment(lines[at - 1]));
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", ".*");
  return told.map((line) => literal(line.replace(/^(#|\/\/) /, "")));
}

describe("the snippets for programs in the README", () => {
  const [, section] = readFileSync(`${ROOT}README.md`, "utf8").match(/^## Use it from a program\n([\s\S]*?)^## /m);
  const snippets = blocks(section);
  assert.ok(snippets.length >= 4, "there are some");

  for (const { name, start, missing } of EMBEDDED) {
    describe(`at the ${name}`, { skip: missing ?? false }, () => {
      let site;
      before(async () => (site = await start({ DOORWARD_CONFIRM_MAILS: "false" })));
      after(() => site?.stop());

      for (const [number, { language, content }] of snippets.entries()) {
        it(`number ${number + 1}, ${language}`, async () => {
          const [program, words] = RUNNERS[language](content.replaceAll(ORIGIN, site.origin));
          const { code, said } = await run(program, words, { ACCESS_TOKEN: await tokenOf("ada", site) });
          assert.equal(code, 0, said);
          const printed = printedBy(content);
          assert.ok(printed.length > 0, "it says what it prints");
          assert.match(said, new RegExp(`^\\s*${printed.join("\\s*")}\\s*$`));
        });
      }
    });
  }
});

it("the snippet of the auth server alone in the README", async () => {
  const [, section] = readFileSync(`${ROOT}README.md`, "utf8").match(/^## The auth server alone\n([\s\S]*?)^## /m);
  const [{ language, content }] = blocks(section);
  const [program, words] = RUNNERS[language](content);
  // Where supabase-js is installed.
  const folder = `${ROOT}tests/clients`;
  const { code, said } = await run(program, words, { PATH: `${dirname(BINARY)}:${process.env.PATH}` }, folder);
  assert.equal(code, 0, said);
  assert.match(said, new RegExp(`^\\s*${printedBy(content).join("\\s*")}\\s*$`));
});

/** A token of somebody whom a snippet before has registered; none for the first. */
async function tokenOf(username, site) {
  const form = new URLSearchParams({ username, password: "seven lanterns over the harbour" });
  const answer = await fetch(`${site.origin}/api/token`, { method: "POST", body: form });
  return answer.ok ? (await answer.json()).access_token : "";
}

const PAGES = ["README.md", ...readdirSync(`${ROOT}docs`).map((name) => `docs/${name}`)];

it("every link from a page to a file of the repository leads somewhere", () => {
  for (const page of PAGES) {
    for (const [, target] of readFileSync(ROOT + page, "utf8").matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      assert.ok(existsSync(new URL(target, `file://${ROOT}${page}`)), `${page} leads to ${target}`);
    }
  }
});

it("every command of the program that a page names is there", async () => {
  const called = /(?:^|[\s"(])(?:doorward|cargo run(?: -q)? --|deploy\/as-service) ([a-z][a-z-]*)(?: ([a-z][a-z-]*)(?=[\s"`)]|$))?/gm;
  const helps = new Map();
  const help = async (word) => {
    if (!helps.has(word)) helps.set(word, await run(BINARY, [word, "--help"], {}));
    return helps.get(word);
  };
  let count = 0;
  for (const page of PAGES) {
    const text = readFileSync(ROOT + page, "utf8");
    const spans = [...text.replace(/```[\s\S]*?```/g, "").matchAll(/`([^`]+)`/g)].map(([, span]) => span);
    const fenced = blocks(text).filter(({ language }) => language === "sh").map(({ content }) => content.replace(/ # .*$/gm, ""));
    for (const [, command, word] of [...spans, ...fenced].flatMap((code) => [...code.matchAll(called)])) {
      const { code, said } = await help(command);
      assert.equal(code, 0, `${page}: doorward ${command}: ${said}`);
      const below = said.match(/^Commands:\n([\s\S]*?)\n\n/m);
      if (below && word) assert.match(below[1], new RegExp(`^  ${word} `, "m"), `${page}: doorward ${command} ${word}`);
      count += 1;
    }
  }
  assert.ok(count > 30, `only ${count} were found`);
});
