// What axe finds on a page, its open questions included.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ALL = { runOnly: { type: "tag", values: TAGS } };
const RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"];
/** What the dark can spoil. */
const COLOURS = { runOnly: { type: "rule", values: RULES_OF_COLOURS } };
/** What other words can spoil. */
const WORDS = { ...ALL, rules: Object.fromEntries(RULES_OF_COLOURS.map((rule) => [rule, { enabled: false }])) };
/** The schemes of the system and the widths of the window, in CSS pixels, in which it looks, and for what. */
const LOOKS = [["light", ALL], ["dark", COLOURS]].flatMap(([colorScheme, rules]) => [360, 1280].map((width) => ({ colorScheme, width, rules })));
/** Other words do not change a wide window either. */
const LOOKS_OF_A_TRANSLATION = [{ colorScheme: "light", width: 360, rules: WORDS }];

/** The questions that axe may leave open: the rule (`id`), the place (`at`, in its HTML) and the reason (`because`). */
const EXPLAINED = [];

/** Violations, and questions left open that nobody has explained. */
export async function axeFaults(page, rules = ALL) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  const { violations, incomplete } = await page.evaluate(
    (rules) => globalThis.axe.run({ ...rules, resultTypes: ["violations", "incomplete"] }),
    rules,
  );
  const open = incomplete
    .flatMap((rule) => rule.nodes.map((node) => ({ rule, node })))
    .filter(({ rule, node }) => !EXPLAINED.some(({ id, at }) => id === rule.id && at.test(node.html)));
  return [
    ...violations.flatMap((rule) => rule.nodes.map((node) => told(rule, node))),
    ...open.map(({ rule, node }) => `left open: ${told(rule, node)}`),
  ];
}

function told(rule, node) {
  const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ");
  return `${rule.id} at ${node.target.join(" ")} (${node.html.slice(0, 120)}): ${why}`;
}

/** One load serves all looks: what differs between them is the window and the wish of the system. */
export const axe = {
  name: "axe",
  leavesTraces: true,
  async faultsOf(page) {
    const faults = [];
    const language = await page.evaluate(() => document.documentElement.lang);
    for (const { colorScheme, width, rules } of language === "en" ? LOOKS : LOOKS_OF_A_TRANSLATION) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      faults.push(...(await axeFaults(page, rules)).map((fault) => `${colorScheme}, ${width}: ${fault}`));
    }
    return faults;
  },
  defects: [
    {
      what: "a field that only its hint names",
      change: ['<label for="username">E-mail address</label>', "<p>E-mail address</p>"],
      says: /label(-title-only)? at #username/,
    },
    {
      what: "text too pale for its ground",
      change: ["a { color: light-dark(#11c, #aaf); }", "a { color: light-dark(#99f, #aaf); }"],
      says: /light, \d+: color-contrast/,
    },
    {
      what: "text too pale in the dark only",
      change: ["a { color: light-dark(#11c, #aaf); }", "a { color: light-dark(#11c, #335); }"],
      says: /dark, \d+: color-contrast/,
    },
    {
      what: "text on a picture, whose contrast axe cannot tell",
      change: ["h1, h2 {", "h1 { background: linear-gradient(#fff, #fff); } h1, h2 {"],
      says: /left open: color-contrast at h1/,
    },
  ],
};
