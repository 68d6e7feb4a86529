// What every gate is: a function from a page to its faults. The pages of the gallery must have none;
// the good page of `defects/` must have none; and each small change that spoils it must be named.

import { after, before, describe, it } from "node:test";
import { DEFECTIVE, defectServer } from "./defects.mjs";
import { none, only } from "./faults.mjs";
import { exhibits, stage } from "./gallery.mjs";
import { tour } from "./tour.mjs";

/**
 * Declares the tests of a gate. `views` are the ways in which the gallery is shown; a defect is looked at
 * in the first of them, or in its own `view`. A defect says what it is (`what`), which text of the good page
 * it replaces by which (`change`), and what the gate must say, and nothing else (`says`).
 * `base` is a change that makes the good page one that this gate speaks of.
 */
export function gate(name, { views, faultsOf, listen, defects, base }) {
  describe(name, () => {
    const on = stage();
    let spoiled;
    before(async () => (spoiled = await defectServer()));
    after(() => spoiled.stop());

    const looksAt = (site, exhibits, views) => tour({ chromium: on.chromium, site, exhibits, views, faultsOf, listen });

    it("finds nothing on the pages", async (t) => {
      const began = performance.now();
      const { faults, seen } = await looksAt(on.site, await exhibits(on.site), views);
      t.diagnostic(`${name}: ${seen} views in ${((performance.now() - began) / 1000).toFixed(1)} s`);
      none(faults);
    });

    /** The faults of the good page after a change, in one view. */
    const faultsAfter = async (view, change) => {
      const exhibit = { ...DEFECTIVE, path: spoiled.after([base, change].filter(Boolean)) };
      const { faults } = await looksAt(spoiled, [exhibit], [view]);
      return faults;
    };

    for (const view of new Set([views[0], ...defects.map((defect) => defect.view ?? views[0])])) {
      it(`lets the good page pass, ${view.name}`, async () => none(await faultsAfter(view)));
    }

    for (const { what, change, says, view = views[0] } of defects) {
      it(`notices ${what}`, async () => only(await faultsAfter(view, change), says));
    }
  });
}
