// Two validators over whole documents: html-validate for style and access, the Nu checker of the W3C
// for the standard itself. A document is `{ name, html }`; a fault begins with the name.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { EXCUSED, HTML_RULES } from "./html_rules.mjs";

const VNU = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
/** Room for the answer about a few hundred documents, in bytes. */
const ROOM = 64 * 1024 * 1024;

/** Errors and warnings of html-validate, by the rules for pages or by others. */
export async function htmlValidateFaults(documents, rules = HTML_RULES) {
  const validator = new HtmlValidate(new StaticConfigLoader(rules));
  const faults = [];
  for (const { name, html } of documents) {
    const { results } = await validator.validateString(html, `${name}.html`);
    for (const { messages } of results) {
      faults.push(...messages.map(({ line, column, ruleId, message }) => `${name}, ${line}:${column}: ${ruleId}: ${message}`));
    }
  }
  return faults.filter((fault) => !EXCUSED.some(({ says }) => says.test(fault)));
}

/** Errors, warnings and remarks of the Nu checker; one run for all documents. */
export function nuFaults(documents) {
  const folder = mkdtempSync(join(tmpdir(), "doorward-markup-"));
  try {
    const files = documents.map(({ html }, index) => {
      const file = join(folder, `${index}.html`);
      writeFileSync(file, html);
      return file;
    });
    const run = spawnSync("java", ["-jar", VNU, "--format", "json", "--stdout", "--exit-zero-always", ...files], { encoding: "utf8", maxBuffer: ROOM });
    if (run.status !== 0) throw new Error(`the Nu checker did not run (Java 17 or newer is needed): ${run.error ?? run.stderr}`);
    return JSON.parse(run.stdout).messages.map(({ url, type, subType, lastLine, lastColumn, message, extract }) => {
      const { name } = documents[Number.parseInt(basename(url ?? ""), 10)] ?? { name: url };
      return `${name}, ${lastLine}:${lastColumn}: ${subType ?? type}: ${message} (${extract?.trim()})`;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
