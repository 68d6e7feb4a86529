// Contrast of every pair of colours, as arithmetic on the tokens of the stylesheet.

import { it } from "node:test";
import { readFileSync } from "node:fs";
import { contrastFaults, contrastTable } from "./support/contrast.mjs";
import { named, none } from "./support/faults.mjs";

const CSS = readFileSync(new URL("../../../static/app.css", import.meta.url), "utf8");

/** The stylesheet with one thing changed. */
function changed(from, to) {
  const css = CSS.replace(from, to);
  if (css === CSS) throw new Error(`nothing in the stylesheet is ${from}`);
  return css;
}

it("every pair of colours is far enough apart, light and dark", () => {
  console.table(contrastTable(CSS));
  none(contrastFaults(CSS));
});

it("a token that became too pale is named, also where only one way of being shown has it", () => {
  named(contrastFaults(changed(/--muted: light-dark\(oklch\(\S+/, "--muted: light-dark(oklch(70%")), /--muted on --surface .* light$/);
  named(contrastFaults(changed(/(--muted: light-dark\(.*?\), oklch\()\S+/, "$150%")), /--muted on --surface .* dark$/);
  named(contrastFaults(changed(/--control: oklch\(\S+/, "--control: oklch(75%")), /--control on --canvas/);
});

it("a colour that no screen of today shows is named", () => {
  named(contrastFaults(changed(/--accent: oklch\(\S+ \S+/, "--accent: oklch(50% .4")), /--accent is outside sRGB/);
});

it("a colour that nobody checks is named", () => {
  const used = (declaration) => `${CSS}\n@layer components { .new { ${declaration} } }`;
  named(contrastFaults(used("color: #bada55;")), /\.new uses #bada55 instead of a token/);
  named(contrastFaults(used("--glow: gold;")), /\.new uses gold instead of a token/);
  const added = changed(/:root \{/, ":root { --sky: oklch(80% .05 230);");
  named(contrastFaults(`${added}\n@layer components { .new { border: 1px solid var(--sky); } }`), /uses --sky, which no pair checks/);
});

it("a check of a token that is gone is named", () => {
  named(contrastFaults(CSS.replaceAll("--warning-tint", "--amber-tint")), /--warning-tint is checked, but no token/);
});
