// Trees of pages as they are kept in a folder: a file for each page, a section for each of its states.

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";

/** The frame around the main part, which is the same in most states of a page. */
const FRAME = /^  (banner|contentinfo).*(?:\n   .*)*/gm;
const SAME = "as in the first state";

export class KeptTrees {
  #folder;
  #isUpdating;
  /** Of this run: by page and state. */
  #seen = new Map();

  /** `folder` is a URL that ends in a slash. An update keeps what is seen first. */
  constructor(folder, isUpdating = process.env.UPDATE_KEPT === "yes") {
    this.#folder = folder;
    this.#isUpdating = isUpdating;
  }

  /** How a tree differs from the kept one. */
  faultsOf(page, state, tree) {
    if (!this.#seen.has(page)) this.#seen.set(page, new Map());
    const states = this.#seen.get(page);
    const isFirst = !states.has(state);
    if (isFirst) states.set(state, tree);
    if (!this.#isUpdating) return differences(this.#read(page).get(state), tree);
    if (isFirst) this.#write(page, states);
    return differences(states.get(state), tree);
  }

  /** After the last page: what is kept and no longer shown. An update forgets it. */
  finish() {
    const files = new Set([...this.#seen.keys()].map(fileOf));
    const orphans = (existsSync(this.#folder) ? readdirSync(this.#folder) : []).filter((file) => !files.has(file));
    if (this.#isUpdating) orphans.forEach((file) => rmSync(new URL(file, this.#folder)));
    if (this.#isUpdating) return [];
    const states = [...this.#seen].flatMap(([page, seen]) => [...this.#read(page).keys()].filter((state) => !seen.has(state)).map((state) => `${page}/${state}`));
    return [...orphans, ...states].map((name) => `${name}: is kept and no longer shown`);
  }

  #read(page) {
    const place = new URL(fileOf(page), this.#folder);
    if (!existsSync(place)) return new Map();
    const sections = readFileSync(place, "utf8").split(/^# /m).slice(1).map((section) => section.trimEnd().split(/\n([\s\S]*)/));
    const frame = frameOf(sections[0]?.[1] ?? "");
    const whole = (tree) => tree.replace(FRAME, (part, name) => (part.endsWith(SAME) ? (frame.get(name) ?? part) : part));
    return new Map(sections.map(([state, tree]) => [state, whole(tree)]));
  }

  #write(page, states) {
    const sorted = [...states].sort(([one], [other]) => (one < other ? -1 : 1));
    const frame = frameOf(sorted[0][1]);
    const short = (tree, index) => (index ? tree.replace(FRAME, (part, name) => (part === frame.get(name) ? `  ${name} ${SAME}` : part)) : tree);
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(new URL(fileOf(page), this.#folder), sorted.map(([state, tree], index) => `# ${state}\n${short(tree, index)}\n`).join("\n"));
  }
}

const fileOf = (page) => `${page.replaceAll("/", ".")}.txt`;

const frameOf = (tree) => new Map([...tree.matchAll(FRAME)].map(([part, name]) => [name, part]));

/** Where two trees part. */
function differences(kept, seen) {
  if (kept === undefined) return ["no tree is kept of this state"];
  if (kept === seen) return [];
  const [before, now] = [kept.split("\n"), seen.split("\n")];
  const at = now.findIndex((line, index) => line !== before[index]);
  const index = at < 0 ? now.length : at;
  return [`line ${index + 1} was "${before[index]?.trim() ?? "not there"}" and is "${now[index]?.trim() ?? "gone"}"`];
}
