// How trees of pages are kept; that the pages are as they are kept is the gate `trees` of every_page.test.mjs.

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { named, none } from "./support/faults.mjs";
import { KeptTrees } from "./support/kept_trees.mjs";
import { masked } from "./support/trees.mjs";

const tree = (words, brand = "Example") => `RootWebArea "Sign in"\n  banner\n    link "${brand}"\n  main\n    text "${words}"\n  contentinfo\n    link "Help"`;

describe("kept trees", () => {
  let place, folder;
  before(() => {
    place = mkdtempSync(join(tmpdir(), "doorward-trees-"));
    folder = pathToFileURL(`${place}/`);
    const kept = new KeptTrees(folder, true);
    none(kept.faultsOf("login", "empty", tree("Come in")));
    none(kept.faultsOf("login", "filled", tree("Ada")));
    none(kept.faultsOf("account/name", "signed-in", tree("Ada", "Other")));
    none(kept.finish());
  });
  after(() => rmSync(place, { recursive: true }));

  it("are found again", () => {
    const kept = new KeptTrees(folder, false);
    none(kept.faultsOf("login", "empty", tree("Come in")));
    none(kept.faultsOf("login", "filled", tree("Ada")));
    none(kept.faultsOf("account/name", "signed-in", tree("Ada", "Other")));
    none(kept.finish());
  });

  it("write the frame of a page once", () => {
    const written = readFileSync(join(place, "login.txt"), "utf8");
    assert.equal(written.match(/link "Example"/g).length, 1);
    assert.match(written, /# filled[\s\S]*banner as in the first state/);
  });

  it("tell of a frame that changed in one state only", () => {
    named(new KeptTrees(folder, false).faultsOf("login", "filled", tree("Ada", "Doorward")), /line 3 was "link "Example"" and is "link "Doorward""/);
  });

  it("tell of a state that is new and of one that is gone", () => {
    const kept = new KeptTrees(folder, false);
    named(kept.faultsOf("login", "offline", tree("Later")), /no tree is kept/);
    named(kept.finish(), /login\/empty: is kept and no longer shown/);
    named(kept.finish(), /account\.name\.txt: is kept and no longer shown/);
  });

  it("forget with an update what is gone", () => {
    const updating = new KeptTrees(folder, true);
    none(updating.faultsOf("login", "empty", tree("Come in")));
    none(updating.finish());
    const kept = new KeptTrees(folder, false);
    none(kept.faultsOf("login", "empty", tree("Come in")));
    none(kept.finish());
  });
});

it("times and the numbers of requests are masked", () => {
  assert.equal(masked("Seen 24 November 2026, 10:54 UTC"), "Seen ‹time›");
  assert.equal(masked("Gesehen 24. November 2026 um 10:54 UTC"), "Gesehen ‹time›");
  assert.equal(masked("Reference 01a220cab5a072a0aef14411aa7f658c"), "Reference ‹id›");
});
