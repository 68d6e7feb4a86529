// Everything to be pressed is large enough for a finger, on the phone and at the desk.

import { gate } from "./support/gate.mjs";
import { targetFaults } from "./support/targets.mjs";
import { view } from "./support/tour.mjs";

const WIDTHS = [360, 1280];

gate("targets", {
  views: ["en", "de"].map((language) => view(language, { query: { language } })),
  async faultsOf(page) {
    const faults = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      faults.push(...(await targetFaults(page)).map((fault) => `${width}: ${fault}`));
    }
    return faults;
  },
  defects: [
    { what: "a lone link as low as its line", change: [".brand, .standalone {", ".brand {"], says: /a\.standalone ".*" is .* less than 24/ },
    { what: "a button that is too low", change: [".button { min-block-size: 2.75rem;", ".button { min-block-size: 2.5rem;"], says: /button\.button "(Show|Sign in)" is \d+ × 40 px, less than 44/ },
    { what: "a field that is too low", change: [".input { inline-size: 100%; min-block-size: 2.75rem;", ".input { inline-size: 100%; min-block-size: 2rem;"], says: /input#(username|current-password) is \d+ × 32 px, less than 44/ },
    { what: "a box to tick with a low label", change: ["min-block-size: 2rem; margin-block: 1rem; inline-size: fit-content;", "line-height: 1; margin-block: 1rem; inline-size: fit-content;"], says: /input#remember is .* less than 24/ },
  ],
});
