// What axe finds on a page, its open questions included.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The questions that axe may leave open, each with the reason why it cannot know and we do. */
export const EXPLAINED = [];

/** Violations, and questions left open that nobody has explained. `explained` gathers what was excused. */
export async function axeFaults(page, explained = new Set()) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  const { violations, incomplete } = await page.evaluate(
    (values) => globalThis.axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations", "incomplete"] }),
    TAGS,
  );
  const open = incomplete.flatMap((rule) => rule.nodes.map((node) => ({ rule, node }))).filter(({ rule, node }) => {
    const reason = EXPLAINED.find(({ id, at }) => id === rule.id && at.test(node.html));
    if (reason) explained.add(reason);
    return !reason;
  });
  return [
    ...violations.flatMap((rule) => rule.nodes.map((node) => told(rule, node))),
    ...open.map(({ rule, node }) => `left open: ${told(rule, node)}`),
  ];
}

function told(rule, node) {
  const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ");
  return `${rule.id} at ${node.target.join(" ")} (${node.html.slice(0, 120)}): ${why}`;
}
