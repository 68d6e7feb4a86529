// A gate is `{ name, faultsOf(page, exhibit, ears), defects }`: a function from a page to its faults, and the
// small changes that each spoil the good page of `defects/` in a way that the function must name. A gate
// may speak of some exhibits only (`shows`), have a last word after the gallery (`finish()`), need a change of the good page before it (`base`), and leave
// the window or the wishes of the system other than they were (`leavesTraces`).

import { after, before, describe, it } from "node:test";
import { DEFECTIVE, defectServer } from "./defects.mjs";
import { listen } from "./ears.mjs";
import { none, only } from "./faults.mjs";
import { exhibits, stage } from "./gallery.mjs";
import { tour } from "./tour.mjs";

/** Declares the tests of all gates. `plan` lists pairs: a view, and the gates that look at the pages in it. */
export function hold(plan) {
  describe("the pages of the gallery", () => {
    const on = stage();
    const gates = new Map(plan.flatMap(([, gates]) => gates).map((gate) => [gate.name, gate]));
    let spoiled;
    let found;
    before(async () => {
      spoiled = await defectServer();
      found = await findings(on.chromium, on.site, await exhibits(on.site), plan);
      for (const [name, { faults }] of found) faults.push(...(gates.get(name).finish?.() ?? []));
    });
    after(() => spoiled?.stop());

    for (const gate of gates.values()) {
      describe(gate.name, () => {
        const plain = plan.find(([, gates]) => gates.includes(gate))[0].name;
        const defects = gate.defects.map((defect) => ({ view: plain, ...defect }));
        let spoils;
        before(async () => {
          spoils = new Map();
          for (const [view, gates] of plan.filter(([, gates]) => gates.includes(gate))) {
            const changes = new Map([["good", []], ...defects.filter((defect) => defect.view === view.name).map(({ what, change }) => [what, [change]])]);
            const list = [...changes].map(([what, change]) => ({ ...DEFECTIVE, name: what, path: spoiled.after([...(gate.base ?? []), ...change]) }));
            spoils.set(view.name, await findings(on.chromium, spoiled, list, [[view, gates.filter((other) => other === gate)]]));
          }
        });
        const faultsOf = (what, view) => spoils.get(view).get(gate.name).faults.filter((fault) => fault.startsWith(`${what}, `));

        it("finds nothing on the pages", (t) => {
          const { faults, seen, seconds } = found.get(gate.name);
          t.diagnostic(`${gate.name}: ${seen} views in ${seconds.toFixed(1)} s of a page`);
          none(faults);
        });

        it("lets the good page pass", () => none([...spoils.keys()].flatMap((view) => faultsOf("good", view))));

        for (const { what, view, says } of defects) {
          it(`notices ${what}${view === plain ? "" : `, ${view}`}`, () => only(faultsOf(what, view), says));
        }
      });
    }
  });
}

/** What each gate of a plan says: its faults, how many views it saw, and the seconds that it took. */
async function findings(chromium, site, list, plan) {
  const found = new Map(plan.flatMap(([, gates]) => gates).map(({ name }) => [name, { faults: [], seen: 0, seconds: 0 }]));
  const gatesOf = new Map(plan.map(([view, gates]) => [view.name, gates]));
  const faultsOf = async (page, exhibit, ears, view) => {
    for (const gate of gatesOf.get(view.name).filter(({ shows = () => true }) => shows(exhibit))) {
      const findings = found.get(gate.name);
      const began = performance.now();
      const faults = await gate.faultsOf(page, exhibit, ears).catch((error) => [`could not look: ${error.message}`]);
      if (gate.leavesTraces) await tidy(page, view);
      findings.faults.push(...faults.map((fault) => `${exhibit.name}, ${view.name}: ${fault}`));
      findings.seen += 1;
      findings.seconds += (performance.now() - began) / 1000;
    }
    return [];
  };
  const { faults } = await tour({ chromium, site, exhibits: list, views: plan.map(([view]) => view), faultsOf, listen });
  none(faults);
  for (const [name, { seen }] of found) if (seen === 0) throw new Error(`the gate "${name}" looks at nothing`);
  return found;
}

/** The page as its view has it, for the next gate. */
async function tidy(page, { browser: { viewport, colorScheme, reducedMotion } }) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ media: null, forcedColors: null, colorScheme, reducedMotion });
  await page.evaluate(() => (document.adoptedStyleSheets = []));
}
