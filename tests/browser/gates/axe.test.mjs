// axe, on every page in every state: light and dark, phone and desk, in both languages.

import { axeFaults } from "./support/axe.mjs";
import { gate } from "./support/gate.mjs";
import { combinations, view } from "./support/tour.mjs";

const LOOKS = combinations(["light", "dark"], [360, 1280]);

gate("axe", {
  views: ["en", "de"].map((language) => view(language, { query: { language } })),
  // One load serves all looks: what differs between them is the size of the window and the scheme of the system.
  async faultsOf(page) {
    const faults = [];
    for (const [colorScheme, width] of LOOKS) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      faults.push(...(await axeFaults(page)).map((fault) => `${colorScheme}, ${width}: ${fault}`));
    }
    return faults;
  },
  defects: [
    {
      what: "a field that only its hint names",
      change: ['<label for="username">E-mail address</label>', "<p>E-mail address</p>"],
      says: /label-title-only at #username/,
    },
    {
      what: "text too pale for its ground",
      change: ["a { color: light-dark(#11c, #aaf); }", "a { color: light-dark(#99f, #aaf); }"],
      says: /light, \d+: color-contrast/,
    },
    {
      what: "text too pale in the dark only",
      change: ["a { color: light-dark(#11c, #aaf); }", "a { color: light-dark(#11c, #335); }"],
      says: /dark, \d+: color-contrast/,
    },
    {
      what: "links too small for a finger, on the phone only",
      change: [".button {", "@media (width < 30rem) { .standalone { min-block-size: 1rem; line-height: 1; margin-block: -.6rem; } } .button {"],
      says: /360: target-size/,
    },
    {
      what: "text on a picture, whose contrast axe cannot tell",
      change: ["h1, h2 {", "h1 { background: linear-gradient(#fff, #fff); } h1, h2 {"],
      says: /left open: color-contrast at h1/,
    },
  ],
});
