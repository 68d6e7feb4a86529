// A page as assistive technology is given it: role, name, description and state of each part, as text
// that is reviewed like code.

import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";

const FOLDER = new URL("../trees/", import.meta.url);

/** Parts without a word of their own, which no reader announces. */
const SILENT = new Set(["generic", "none", "InlineTextBox", "LabelText", "LineBreak", "ListMarker", "LayoutTable", "LayoutTableRow", "LayoutTableCell"]);
/** Parts whose words are their name. */
const NAMED_BY_WORDS = new Set(["button", "checkbox", "heading", "link", "radio", "term"]);
/** What is said of a part beside its name, in this order; `false` goes without saying. */
const STATES = ["level", "invalid", "required", "readonly", "disabled", "checked", "pressed", "expanded", "focused", "live", "autocomplete"];

/** What differs from run to run: times and the numbers by which requests are known. */
const MASKS = [
  [/\b\d{1,2}\.? \p{L}+ \d{4}(, | um )\d{2}:\d{2}( UTC)?/gu, "‹time›"],
  [/\b[0-9a-f]{32}\b/g, "‹id›"],
];

/** The tree as lines, each part indented below what it stands in. */
export async function treeOf(page) {
  const inspector = await page.context().newCDPSession(page);
  const { nodes } = await inspector.send("Accessibility.getFullAXTree");
  await inspector.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  const write = (node, depth) => {
    const line = node.ignored || SILENT.has(node.role?.value) ? null : told(node);
    if (line !== null) lines.push(`${"  ".repeat(depth)}${line}`);
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      // Words that only repeat the name of what they stand in.
      const isEcho = child?.role?.value === "StaticText" && NAMED_BY_WORDS.has(node.role?.value) && node.name?.value.includes(child.name?.value.trim());
      if (child && !isEcho) write(child, line === null ? depth : depth + 1);
    }
  };
  write(nodes[0], 0);
  return MASKS.reduce((text, [pattern, mask]) => text.replace(pattern, mask), lines.join("\n"));
}

function told({ role, name, description, properties = [] }) {
  const words = [role.value === "StaticText" ? "text" : role.value];
  if (name?.value) words.push(JSON.stringify(name.value.trim().replace(/\s+/g, " ")));
  if (description?.value) words.push(`(${description.value.trim()})`);
  for (const state of STATES) {
    const value = properties.find((property) => property.name === state)?.value.value;
    // The level of an item is seen by how far it is indented.
    if (state === "level" && role.value !== "heading") continue;
    if (value !== undefined && value !== false && value !== "false" && value !== "") words.push(value === true ? state : `${state}=${value}`);
  }
  return words.join(" ");
}

/** The frame around the main part, which is the same in most states of a page. */
const FRAME = /^  (banner|contentinfo).*(?:\n   .*)*/gm;
const SAME = "as in the first state";

/** The kept trees of one page: a section for each state. */
export function keptTrees(page) {
  let text;
  try {
    text = readFileSync(fileOf(page), "utf8");
  } catch {
    return new Map();
  }
  const sections = text.split(/^# /m).slice(1).map((section) => section.split(/\n([\s\S]*)/));
  const frame = frameOf(sections[0]?.[1] ?? "");
  const whole = (tree) => tree.replace(FRAME, (part, name) => (part.endsWith(SAME) ? (frame.get(name) ?? part) : part));
  return new Map(sections.map(([state, tree]) => [state, whole(tree.trimEnd())]));
}

export function keepTrees(page, trees) {
  const sorted = [...trees].sort(([one], [other]) => (one < other ? -1 : 1));
  const frame = frameOf(sorted[0][1]);
  const short = (tree, index) => (index ? tree.replace(FRAME, (part, name) => (part === frame.get(name) ? `  ${name} ${SAME}` : part)) : tree);
  writeFileSync(fileOf(page), sorted.map(([state, tree], index) => `# ${state}\n${short(tree, index)}\n`).join("\n"));
}

const frameOf = (tree) => new Map([...tree.matchAll(FRAME)].map(([part, name]) => [name, part]));

/** Pages of which trees are kept. */
export const keptPages = () => readdirSync(FOLDER).map((file) => file.replace(/\.txt$/, ""));

export const forgetTrees = (page) => rmSync(fileOf(page));

const fileOf = (page) => new URL(`${page.replaceAll("/", ".")}.txt`, FOLDER);

/** Where two trees part, as the first lines that only one of them has. */
export function treeFaults(kept, seen) {
  if (kept === undefined) return ["no tree is kept of this state"];
  if (kept === seen) return [];
  const [before, now] = [kept.split("\n"), seen.split("\n")];
  const at = now.findIndex((line, index) => line !== before[index]);
  const index = at < 0 ? now.length : at;
  return [`line ${index + 1} was "${before[index]?.trim() ?? "not there"}" and is "${now[index]?.trim() ?? "gone"}"`];
}
