// What assistive technology is given of each page, compared with the text that is kept in `trees/`.
// After a change that is meant: `tests/run --update gates`, then review the difference like code.

import { before, after, describe, it } from "node:test";
import assert from "node:assert/strict";
import { DEFECTIVE, defectServer } from "./support/defects.mjs";
import { none, only } from "./support/faults.mjs";
import { exhibits, stage } from "./support/gallery.mjs";
import { tour, view } from "./support/tour.mjs";
import { forgetTrees, keepTrees, keptPages, keptTrees, treeFaults, treeOf } from "./support/trees.mjs";

const DESK = view("desk");

describe("trees", () => {
  const on = stage();
  let spoiled;
  before(async () => (spoiled = await defectServer()));
  after(() => spoiled.stop());

  /** The tree of each exhibit, by page and state. */
  const treesOf = async (site, list) => {
    const trees = new Map();
    const faultsOf = async (page, exhibit) => {
      if (!trees.has(exhibit.page)) trees.set(exhibit.page, new Map());
      trees.get(exhibit.page).set(exhibit.state, await treeOf(page));
      return [];
    };
    none((await tour({ chromium: on.chromium, site, exhibits: list, views: [DESK], faultsOf })).faults);
    return trees;
  };
  const goodTree = async (...changes) => {
    const trees = await treesOf(spoiled, [{ ...DEFECTIVE, path: spoiled.after(changes) }]);
    return trees.get(DEFECTIVE.page).get(DEFECTIVE.state);
  };

  it("finds the pages as they are kept", async (t) => {
    const began = performance.now();
    const trees = await treesOf(on.site, await exhibits(on.site));
    t.diagnostic(`trees: ${[...trees.values()].reduce((sum, states) => sum + states.size, 0)} views in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    const names = [...trees.keys()].map((page) => page.replaceAll("/", "."));
    const orphans = keptPages().filter((page) => !names.includes(page));
    if (process.env.UPDATE_KEPT === "yes") {
      orphans.forEach(forgetTrees);
      return trees.forEach((states, page) => keepTrees(page, states));
    }
    const faults = [...trees].flatMap(([page, states]) => {
      const kept = keptTrees(page);
      const gone = [...kept.keys()].filter((state) => !states.has(state));
      return [
        ...[...states].flatMap(([state, tree]) => treeFaults(kept.get(state), tree).map((fault) => `${page}/${state}: ${fault}`)),
        ...gone.map((state) => `${page}/${state}: is kept and no longer shown`),
      ];
    });
    none([...faults, ...orphans.map((page) => `${page}: is kept and no longer shown`)]);
  });

  it("tells what is said of a field with a mistake", async () => {
    const tree = await goodTree();
    assert.match(tree, /textbox "Password" \(Enter your password\) invalid=true/);
    assert.match(tree, /focused/);
    assert.match(tree, /heading "Sign in" level=1/);
  });

  it("is the same when nothing changed", async () => none(treeFaults(await goodTree(), await goodTree())));

  it("masks times and numbers of requests", async () => {
    const later = await goodTree(["3 March 2026, 08:12 UTC", "4 March 2026, 09:00 UTC"]);
    none(treeFaults(await goodTree(), later));
  });

  for (const { what, change, says } of [
    { what: "a button with another name", change: ['aria-label="Show password"', 'aria-label="Show"'], says: /was "button "Show password"" and is "button "Show""/ },
    { what: "an error that is no longer tied to its field", change: [' aria-describedby="current-password-error"', ""], says: /was "textbox "Password" \(Enter your password\) invalid=true/ },
    { what: "a field that is no longer said to be wrong", change: [' aria-invalid="true"', ""], says: /invalid=true.*and is/ },
    { what: "a heading of another level", change: ["<h1>Sign in</h1>", "<h2>Sign in</h2>"], says: /was "heading "Sign in" level=1" and is "heading "Sign in" level=2"/ },
    { what: "a hint that is hidden from readers", change: ['class="hint" id', 'class="hint" aria-hidden="true" id'], says: /The one that you signed up with/ },
  ]) {
    it(`notices ${what}`, async () => only(treeFaults(await goodTree(), await goodTree(change)), says));
  }
});
