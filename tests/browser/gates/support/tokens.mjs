// The colour tokens of a stylesheet, resolved to plain colours for each way a page can be shown.

import { calc } from "@csstools/css-calc";
import { generate, parse, walk } from "css-tree";
import { parse as parseColour } from "culori";

/** Three digits would be taken for a colour. */
const IS_NUMBER = /^[\d.]+$/;

/** The ways to be shown: what a browser knows and what its owner likes. */
export const MODES = [
  { name: "light without light-dark()", isDark: false, knowsLightDark: false, wantsContrast: false },
  { name: "light", isDark: false, knowsLightDark: true, wantsContrast: false },
  { name: "dark", isDark: true, knowsLightDark: true, wantsContrast: false },
  { name: "light with more contrast", isDark: false, knowsLightDark: true, wantsContrast: true },
  { name: "dark with more contrast", isDark: true, knowsLightDark: true, wantsContrast: true },
];

/** Name to colour, of all custom properties of `:root` that are colours in the end. */
export function colourTokens(css, mode) {
  const written = new Map();
  for (const { property, value, selector, around } of declarations(css)) {
    const isToken = property.startsWith("--") && selector === ":root";
    if (isToken && around.every((rule) => applies(rule, mode))) written.set(property, generate(value).trim());
  }
  const colours = new Map();
  for (const name of written.keys()) {
    const value = calc(resolved(name, written, mode, []));
    const colour = IS_NUMBER.test(value) ? undefined : parseColour(value);
    if (colour) colours.set(name, colour);
  }
  return colours;
}

/** The words for colours outside the layer of tokens: `{ token, selector }` or `{ colour, selector }`. */
export function colourUses(css) {
  const uses = [];
  for (const { value, selector, around } of declarations(css)) {
    // Paper is black on white whatever the tokens say.
    if (around.some((rule) => rule === "layer tokens" || /^media.*print/.test(rule))) continue;
    walk(value, (node) => {
      if (node.type === "Function" && node.name === "var") uses.push({ token: node.children.first.name, selector });
      if (isColour(node)) uses.push({ colour: generate(node), selector });
    });
  }
  return uses;
}

/** Every declaration with its selector and the rules around it, the outermost first. */
function declarations(css) {
  const found = [];
  const around = [];
  const selectors = [];
  walk(parse(css, { parseCustomProperty: true }), {
    enter(node) {
      if (node.type === "Atrule") around.push(`${node.name} ${node.prelude ? generate(node.prelude) : ""}`.trim());
      if (node.type === "Rule") selectors.push(generate(node.prelude));
      if (node.type === "Declaration") {
        found.push({ property: node.property, value: node.value, selector: selectors.at(-1), around: [...around] });
      }
    },
    leave(node) {
      if (node.type === "Atrule") around.pop();
      if (node.type === "Rule") selectors.pop();
    },
  });
  return found;
}

function applies(rule, mode) {
  if (rule.startsWith("layer ")) return true;
  if (/^supports.*light-dark/.test(rule)) return mode.knowsLightDark;
  if (/^media.*prefers-contrast: ?more/.test(rule)) return mode.wantsContrast;
  if (/^media.*(print|forced-colors)/.test(rule)) return false;
  throw new Error(`tokens under "@${rule}" are not known to the arithmetic`);
}

function resolved(name, written, mode, seen) {
  if (seen.includes(name)) throw new Error(`${[...seen, name].join(" → ")} is a circle`);
  const value = written.get(name);
  if (value === undefined) throw new Error(`${seen.at(-1)} names ${name}, which no rule sets`);
  return value
    .replace(/var\((--[\w-]+)\)/g, (_, inner) => resolved(inner, written, mode, [...seen, name]))
    .replace(/^light-dark\((.*)\)$/, (_, both) => splitAtTop(both)[mode.isDark ? 1 : 0]);
}

/** Splits `a(1, 2), b` at the commas outside of brackets. */
function splitAtTop(list) {
  const parts = [""];
  let depth = 0;
  for (const sign of list) {
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (sign === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim());
}

const NO_COLOURS = ["transparent", "currentcolor"];

function isColour(node) {
  if (node.type === "Hash") return true;
  if (node.type === "Function") return /^(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)$/.test(node.name);
  return node.type === "Identifier" && !NO_COLOURS.includes(node.name.toLowerCase()) && Boolean(parseColour(node.name));
}
