// Which colours meet on the pages, and how far apart they must be (WCAG 2.2, 1.4.3 and 1.4.11).

import { displayable, wcagContrast } from "culori";
import { MODES, colourTokens, colourUses } from "./tokens.mjs";

const TEXT = 4.5;
const SHAPE = 3; // borders of controls, focus rings, icons, large text
const READING = 7; // what is read at length

/** Foreground, what it stands on, and the least contrast. */
export const PAIRS = [
  ...on(["--canvas", "--surface"], { "--ink": READING, "--muted": TEXT, "--link": TEXT, "--danger": TEXT }),
  ...on(["--canvas", "--surface"], { "--control": SHAPE, "--focus": SHAPE, "--accent": SHAPE, "--success": SHAPE, "--warning": SHAPE }),
  ...on(["--accent", "--accent-hover"], { "--on-accent": TEXT }),
  ...on(["--accent-tint"], { "--ink": READING, "--link": TEXT, "--accent": SHAPE, "--focus": SHAPE }),
  ...on(["--danger-tint"], { "--ink": READING, "--danger": TEXT, "--link": TEXT, "--focus": SHAPE }),
  ...on(["--success-tint"], { "--ink": READING, "--success": TEXT, "--link": TEXT, "--focus": SHAPE }),
  ...on(["--warning-tint"], { "--ink": READING, "--warning": TEXT, "--link": TEXT, "--focus": SHAPE }),
];

/** Nothing depends on seeing these. */
export const DECORATION = ["--hairline", "--shadow"];

/** What is wrong with the colours of a stylesheet. */
export function contrastFaults(css, pairs = PAIRS, decoration = DECORATION) {
  const faults = new Set();
  const known = new Set(pairs.flatMap(([front, back]) => [front, back]).concat(decoration));
  for (const mode of MODES) {
    const tokens = colourTokens(css, mode);
    for (const [name, colour] of tokens) {
      if (!displayable(colour)) faults.add(`${name} is outside sRGB, ${mode.name}`);
    }
    for (const [front, back, least] of pairs) {
      if (!tokens.has(front) || !tokens.has(back)) continue; // told below, once
      const contrast = wcagContrast(tokens.get(front), tokens.get(back));
      if (contrast < least) faults.add(`${front} on ${back} has contrast ${contrast.toFixed(2)}, ${least} is needed, ${mode.name}`);
      if ([front, back].some((name) => (tokens.get(name).alpha ?? 1) < 1)) faults.add(`${front} on ${back}: one lets others shine through`);
    }
    for (const name of known) if (!tokens.has(name)) faults.add(`${name} is checked, but no token has this name`);
    for (const { token, colour, selector } of colourUses(css)) {
      if (colour) faults.add(`${selector} uses ${colour} instead of a token`);
      else if (tokens.has(token) && !known.has(token)) faults.add(`${selector} uses ${token}, which no pair checks`);
    }
  }
  return [...faults];
}

/** Each pair with its contrast in light and dark, for people. */
export function contrastTable(css) {
  const [light, dark] = ["light", "dark"].map((name) => colourTokens(css, MODES.find((mode) => mode.name === name)));
  return PAIRS.map(([front, back, least]) => ({
    pair: `${front.slice(2)} on ${back.slice(2)}`,
    least,
    ...Object.fromEntries(
      [["light", light], ["dark", dark]].map(([name, tokens]) => [name, Number(wcagContrast(tokens.get(front), tokens.get(back)).toFixed(1))]),
    ),
  }));
}

function on(backs, fronts) {
  return backs.flatMap((back) => Object.entries(fronts).map(([front, least]) => [front, back, least]));
}
