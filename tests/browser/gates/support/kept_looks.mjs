// The pictures of `looks/`: which exhibit has which, and by which Chromium they were made.

import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { compare } from "./looks.mjs";

const PLACE = fileURLToPath(new URL("../looks/", import.meta.url));
const LOGS = fileURLToPath(new URL("../../../../target/test-logs/looks/", import.meta.url));

/** Now and then Chromium gives a picture before all of it is drawn: what differs is looked at again, so often. */
const MOST_LOOKS = 4;

/** The pictures of one kind of exhibits (`pages`, `mails`). */
export class KeptLooks {
  #place;
  #logs;
  #maker;
  #isUpdating;
  #seen = new Set();

  constructor(kind, chromium, { place = PLACE, logs = LOGS, isUpdating = Boolean(process.env.UPDATE_KEPT) } = {}) {
    this.#place = `${place}${kind}/`;
    this.#logs = `${logs}${kind}/`;
    this.#maker = `Chromium ${chromium.version()} on ${process.arch}`;
    this.#isUpdating = isUpdating;
  }

  /** By what the kept pictures were made. */
  get maker() {
    const file = `${this.#place}maker.txt`;
    return existsSync(file) ? readFileSync(file, "utf8").trim() : this.#maker;
  }

  /**
   * What has changed of one exhibit; `look()` gives the sheet of its pictures. What it looks like now, and
   * where it differs, lie among the logs then.
   */
  async faultsOf(name, look) {
    const file = `${this.#place}${name}.webp`;
    this.#seen.add(`${name}.webp`);
    const kept = existsSync(file) ? readFileSync(file) : null;
    let sheet, faults, difference;
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const before = sheet;
      sheet = await look();
      ({ faults, difference } = await this.#compare(kept, sheet));
      if (faults.length === 0) return [];
      if (this.#isUpdating && before && sheet.picture.equals(before.picture)) break;
    }
    if (this.#isUpdating) {
      write(file, sheet.picture);
      return [];
    }
    write(`${this.#logs}${name}.now.webp`, sheet.picture);
    if (difference) write(`${this.#logs}${name}.difference.png`, difference);
    return faults.map((fault) => `${name}: ${fault}`);
  }

  /** Call this when all have been looked at: names pictures of exhibits that are gone. */
  finish() {
    const left = globSync("**/*.webp", { cwd: this.#place }).filter((file) => !this.#seen.has(file));
    if (!this.#isUpdating) return left.map((file) => `${file}: a picture of nothing that is exhibited`);
    for (const file of left) rmSync(`${this.#place}${file}`);
    write(`${this.#place}maker.txt`, `${this.#maker}\n`);
    return [];
  }

  /** Letters of another Chromium, or of another kind of machine, may have other edges. */
  async #compare(kept, sheet) {
    if (!kept) return { faults: ["no picture of it is kept"] };
    const near = await compare(kept, sheet);
    const isOtherMaker = makeOf(this.maker) !== makeOf(this.#maker);
    return near.faults.length && isOtherMaker ? compare(kept, sheet, { isFar: true }) : near;
  }
}

/** Without the numbers after the major version: `Chromium 156 on x64`. */
function makeOf(maker) {
  return maker.replace(/(\d+)[\d.]*/, "$1");
}

function write(file, data) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, data);
}
