// Which colours meet on the pages, and how far apart they must be: WCAG 2.2 asks for 4.5 for text (1.4.3)
// and 3 for shapes that mean something (1.4.11).

import { clampRgb, displayable, formatHex, wcagContrast } from "culori";
import { MODES, colourTokens, colourUses } from "./tokens.mjs";

const TEXT = 4.5;
const SHAPE = 3;

/** Foreground, what it stands on, and the least contrast. Where the brand has no say, the palette promises more than the rules ask. */
export const PAIRS = [
  ...on(["--canvas", "--surface"], { "--ink": 15, "--muted": 5.8, "--control": 3.7, "--danger": 6, "--success": 6, "--warning": 6 }),
  ...on(["--canvas", "--surface"], { "--link": TEXT, "--accent": SHAPE, "--focus": SHAPE }),
  ...on(["--accent", "--accent-hover"], { "--on-accent": TEXT }),
  ...on(["--danger", "--ink"], { "--on-accent": TEXT }),
  ...on(["--accent-tint"], { "--ink": 12.5, "--link": TEXT, "--accent": SHAPE, "--focus": SHAPE }),
  ...on(["--danger-tint"], { "--ink": 12.5, "--danger": 5.8, "--link": TEXT, "--focus": SHAPE }),
  ...on(["--success-tint"], { "--ink": 12.5, "--success": 5.8, "--link": TEXT, "--focus": SHAPE }),
  ...on(["--warning-tint"], { "--ink": 12.5, "--warning": 5.8, "--link": TEXT, "--focus": SHAPE }),
];

/** Nothing depends on seeing these. */
export const DECORATION = ["--hairline", "--stone"];

/** Everything that is wrong with the colours of a stylesheet. */
export function colourFaults(css) {
  return [...new Set(MODES.flatMap((mode) => [...contrastFaults(css, mode), ...gamutFaults(css, mode), ...tableFaults(css, mode)]))];
}

/** Pairs that are too close. */
export function contrastFaults(css, mode) {
  const tokens = colourTokens(css, mode);
  return PAIRS.filter(([front, back]) => tokens.has(front) && tokens.has(back)).flatMap(([front, back, least]) => {
    const colours = [tokens.get(front), tokens.get(back)];
    if (colours.some(({ alpha = 1 }) => alpha < 1)) return [`${front} on ${back}: one of them lets others shine through`];
    const contrast = contrastOf(...colours);
    return contrast < least ? [`${front} on ${back} has contrast ${contrast.toFixed(2)}, ${least} is needed, ${mode.name}`] : [];
  });
}

/** Colours that an ordinary screen cannot show, and that browsers replace each in its own way. */
function gamutFaults(css, mode) {
  return [...colourTokens(css, mode)].filter(([, colour]) => !displayable(colour)).map(([name]) => `${name} is outside sRGB, ${mode.name}`);
}

/** Colours that are used and not checked, or checked and not there. */
function tableFaults(css, mode) {
  const tokens = colourTokens(css, mode);
  const known = new Set([...PAIRS.flatMap(([front, back]) => [front, back]), ...DECORATION]);
  const gone = [...known].filter((name) => !tokens.has(name)).map((name) => `${name} is checked, but no token has this name`);
  const unknown = colourUses(css).flatMap(({ token, colour, selector }) => {
    if (colour) return [`${selector} uses ${colour} instead of a token`];
    return tokens.has(token) && !known.has(token) ? [`${selector} uses ${token}, which no pair checks`] : [];
  });
  return [...gone, ...unknown];
}

/** Browsers colour their frame as the page says, once for both schemes and once for a chosen theme. */
export function frameFaults(css, layout) {
  const written = [...layout.matchAll(/name="theme-color"(?: media="\(prefers-color-scheme: (?<scheme>\w+)\)")? content="(?<colour>#\w+)"/g)];
  const grounds = new Map(["light", "dark"].map((scheme) => [scheme, formatHex(colourTokens(css, MODES.find(({ name }) => name === scheme)).get("--canvas"))]));
  if (!written.length) return ["the layout has no theme-color"];
  return written.flatMap(({ groups: { scheme, colour } }) => {
    // For a chosen theme one of the two is written, and the template decides which.
    const right = scheme ? [grounds.get(scheme)] : [...grounds.values()];
    return right.includes(colour) ? [] : [`theme-color is ${colour}, the ground is ${right.join(" or ")}, ${scheme ?? "chosen"}`];
  });
}

/** Each pair with its contrast in light and dark, for people. */
export function contrastTable(css) {
  const shown = MODES.filter(({ name }) => ["light", "dark"].includes(name)).map((mode) => [mode.name, colourTokens(css, mode)]);
  return PAIRS.map(([front, back, least]) => {
    const contrasts = shown.map(([name, tokens]) => [name, Number(contrastOf(tokens.get(front), tokens.get(back)).toFixed(1))]);
    return { pair: `${front.slice(2)} on ${back.slice(2)}`, least, ...Object.fromEntries(contrasts) };
  });
}

function contrastOf(front, back) {
  return wcagContrast(clampRgb(front), clampRgb(back));
}

function on(backs, fronts) {
  return backs.flatMap((back) => Object.entries(fronts).map(([front, least]) => [front, back, least]));
}
