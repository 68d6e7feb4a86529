// Contrast of every pair of colours, as arithmetic on the tokens of the stylesheet.

import { describe, it } from "node:test";
import { readFileSync } from "node:fs";
import { colourFaults, contrastFaults, contrastTable, frameFaults } from "./support/contrast.mjs";
import { named, none } from "./support/faults.mjs";
import { MODES } from "./support/tokens.mjs";

const CSS = readFileSync(new URL("../../../static/app.css", import.meta.url), "utf8");

const LAYOUT = readFileSync(new URL("../../../templates/layout.html", import.meta.url), "utf8");

/** The stylesheet with one thing changed. */
function changed(from, to, css = CSS) {
  const after = css.replace(from, to);
  if (after === css) throw new Error(`nothing in the stylesheet is ${from}`);
  return after;
}

describe("the colours of the site", () => {
  it("are far enough apart wherever they meet, light and dark", () => {
    console.table(contrastTable(CSS));
    none(colourFaults(CSS));
  });

  it("stay far enough apart with a brand of any hue", () => {
    const hues = Array.from({ length: 24 }, (_, step) => 15 * step);
    const faults = hues.flatMap((hue) => {
      const branded = changed(/--paper-hue: [\d.]+/, `--paper-hue: ${hue}`, changed(/--brand-hue: [\d.]+/, `--brand-hue: ${hue}.5`));
      return MODES.flatMap((mode) => contrastFaults(branded, mode)).map((fault) => `hue ${hue}: ${fault}`);
    });
    none(faults);
  });
});

it("the frame of the browser has the colour of the ground", () => {
  none(frameFaults(CSS, LAYOUT));
  named(frameFaults(CSS, LAYOUT.replaceAll(/content="#\w+"/g, 'content="#123456"')), /^theme-color is #123456, the ground is #\w+, light$/);
});

describe("a changed stylesheet", () => {
  const used = (declaration, css = CSS) => `${css}\n@layer components { .new { ${declaration} } }`;

  it("is named for a token that became too pale, also where only one way of being shown has it", () => {
    named(colourFaults(changed(/--muted: light-dark\(oklch\(\S+/, "--muted: light-dark(oklch(70%")), /--muted on --surface .* light$/);
    named(colourFaults(changed(/(--muted: light-dark\(.*), oklch\(\S+/, "$1, oklch(50%")), /--muted on --surface .* dark$/);
    named(colourFaults(changed(/--muted: #\w+/, "--muted: #999")), /--muted on --canvas .* light without light-dark\(\)$/);
    named(colourFaults(changed(/--brand-chroma: \S+/, "--brand-chroma: .5;")), /--accent is outside sRGB/);
  });

  it("is named for a colour that nobody checks", () => {
    named(colourFaults(used("color: #bada55;")), /\.new uses #bada55 instead of a token/);
    named(colourFaults(used("--glow: gold;")), /\.new uses gold instead of a token/);
    const withToken = changed(/:root \{/, ":root { --sky: oklch(80% .05 230);");
    named(colourFaults(used("border: 1px solid var(--sky);", withToken)), /\.new uses --sky, which no pair checks/);
  });

  it("is named for a colour that shines through, and for a check of a token that is gone", () => {
    named(colourFaults(changed(/--danger-tint: light-dark\(oklch\(97.5% .01 27/, "$& / .5")), /--danger on --danger-tint: one of them lets/);
    named(colourFaults(CSS.replaceAll("--warning-tint", "--amber-tint")), /--warning-tint is checked, but no token/);
  });
});
