// Bytes and requests of a first visit, for every page in every state and both languages.

import { after, before, describe, it } from "node:test";
import { address, exhibits, stage } from "./support/gallery.mjs";
import { defect, named, none } from "./support/faults.mjs";
import { serve } from "./support/own_server.mjs";
import { firstVisit, sizes, weightFaults } from "./support/weights.mjs";

/** Pages that no visitor gets: a developer's mailbox is as long as there are mails. */
const OF_DEVELOPERS = ["mailbox", "mail"];

const on = stage();

it("every page is light and asks for little", async () => {
  const faults = [];
  const visits = new Map(); // of each page, one by a browser
  const heaviest = new Map();
  for (const exhibit of (await exhibits(on.site)).filter(({ page }) => !OF_DEVELOPERS.includes(page))) {
    for (const language of ["en", "de"]) {
      const url = address(on.site, exhibit.path, { language });
      const visit = await firstVisit(on.chromium, url, { like: visits.get(exhibit.page) });
      if (!visits.has(exhibit.page)) visits.set(exhibit.page, visit);
      faults.push(...weightFaults(visit));
      const row = sizes(`${exhibit.name} ${language}`, visit);
      if (!(heaviest.get(exhibit.page)?.html >= row.html)) heaviest.set(exhibit.page, row);
    }
  }
  console.log("Bytes of a first visit after brotli: the heaviest state of each page");
  console.table([...heaviest.values()]);
  none([...new Set(faults)]);
});

describe("a heavy page", () => {
  let bad;
  const noise = (length) => Array.from({ length }, (_, i) => String.fromCharCode(33 + ((i * 7919) % 89))).join("");
  before(async () => {
    bad = await serve({
      "/": { body: defect("heavy.html") + `<!--${noise(9000)}-->` },
      "/heavy.css": { type: "text/css", body: `/*${noise(20_000)}*/` },
      "/heavy.js": { type: "text/javascript", body: `/*${noise(9000)}*/` },
      "/heavy.svg": { type: "image/svg+xml", body: "<svg xmlns='http://www.w3.org/2000/svg'/>" },
      "/heavy.webmanifest": { type: "application/manifest+json", body: "{}" },
      "/heavy.png": { type: "image/png", body: noise(100) },
    });
  });
  after(() => bad.stop());

  it("is named for each of its faults", async () => {
    const faults = weightFaults(await firstVisit(on.chromium, `${bad.origin}/`));
    named(faults, /asks somebody else for http:\/\/elsewhere\.example/);
    named(faults, /the number of requests is 7, the most is 5/);
    named(faults, /the whole visit in bytes is 38\d{3}/);
    named(faults, /the HTML in bytes is 9\d{3}/);
    named(faults, /the style in bytes is 20004/);
    named(faults, /the style in bytes, unpacked is 20004/);
    named(faults, /the script in bytes is 9004/);
  });
});
