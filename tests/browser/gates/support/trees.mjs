// A page as assistive technology is given it: role, name, description and state of each part, as text
// that is reviewed like code.

import { KeptTrees } from "./kept_trees.mjs";

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

const pages = new KeptTrees(new URL("../trees/", import.meta.url));
const good = new KeptTrees(new URL("../defects/trees/", import.meta.url));

/** Compares each page with the tree that is kept of it. */
export const trees = {
  name: "trees",
  async faultsOf(page, exhibit) {
    const tree = await treeOf(page);
    return exhibit.isGood ? good.faultsOf("good", "unchanged", tree) : pages.faultsOf(exhibit.page, exhibit.state, tree);
  },
  finish: () => pages.finish(),
  defects: [
    { what: "a button with another name", change: ['aria-label="Show password"', 'aria-label="Show"'], says: /was "button "Show password"" and is "button "Show""/ },
    { what: "an error that is no longer tied to its field", change: [' aria-describedby="current-password-error"', ""], says: /was "textbox "Password" \(Enter your password\) invalid=true" and is "textbox "Password" invalid=true"/ },
    { what: "a field that is no longer said to be wrong", change: [' aria-invalid="true"', ""], says: /\(Enter your password\) invalid=true" and is .*\(Enter your password\)"/ },
    { what: "a heading of another level", change: ["<h1>Sign in</h1>", "<h2>Sign in</h2>"], says: /was "heading "Sign in" level=1" and is "heading "Sign in" level=2"/ },
    { what: "a hint that is hidden from readers", change: ['class="hint" id', 'class="hint" aria-hidden="true" id'], says: /The one that you signed up with/ },
  ],
};

/** The tree as lines, each part indented below what it stands in. */
async function treeOf(page) {
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
  return masked(lines.join("\n"));
}

/** The same text for each run. */
export const masked = (text) => MASKS.reduce((text, [pattern, mask]) => text.replace(pattern, mask), text);

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
