// A gate is a function that gives a list of faults, each one sentence. It is held against the real
// pages, where the list must be empty, and against a deliberate defect, which it must name.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const MOST_SHOWN = 40;

/** Nothing is wrong. Otherwise says what is, a line for each. */
export function none(faults) {
  const shown = faults.slice(0, MOST_SHOWN).map((fault) => `  - ${fault}`);
  if (faults.length > MOST_SHOWN) shown.push(`  … and ${faults.length - MOST_SHOWN} more`);
  assert.equal(faults.length, 0, `${faults.length} faults:\n${shown.join("\n")}`);
}

/** The gate saw the defect: one of its faults says so. */
export function named(faults, saying) {
  assert.ok(
    faults.some((fault) => saying.test(fault)),
    `the defect was not named by ${saying}; the gate said: ${faults.join("\n") || "nothing"}`,
  );
}

/** The gate saw the defect and nothing else: there are faults, and each of them says so. */
export function only(faults, saying) {
  named(faults, saying);
  none(faults.filter((fault) => !saying.test(fault)));
}

/** A deliberately bad file of `defects/`. */
export function defect(name) {
  return readFileSync(new URL(`../defects/${name}`, import.meta.url), "utf8");
}
