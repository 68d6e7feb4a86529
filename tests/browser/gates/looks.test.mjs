// How every page looks in every state: light and dark, on a phone, a tablet and a desk. What changes is seen
// by a person before it is kept: `tests/run --update gates`.

import { after, before, describe, it } from "node:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import assert from "node:assert/strict";
import { exhibits, stage } from "./support/gallery.mjs";
import { defect, named, none } from "./support/faults.mjs";
import { KeptLooks } from "./support/kept_looks.mjs";
import { photograph, sheet } from "./support/looks.mjs";
import { serve } from "./support/own_server.mjs";
import { STILL, openStudio, stopClock } from "./support/studio.mjs";
import { tour, view } from "./support/tour.mjs";

const PHONE = { schemes: ["light", "dark"], widths: [360] };
const VIEWS = { schemes: ["light", "dark"], widths: [360, 768, 1280] };

const on = stage({ browser: openStudio });

it("every page looks as it was kept", async () => {
  const kept = new KeptLooks("pages", on.chromium);
  const { faults } = await tour({
    chromium: on.chromium,
    site: on.site,
    exhibits: await exhibits(on.site),
    views: [view("looks", STILL)],
    listen: stopClock,
    faultsOf: async (page, { name }) => kept.faultsOf(name, async () => sheet(await photograph(page, VIEWS))),
  });
  none([...faults, ...kept.finish()]);
});

describe("a page that changed", () => {
  let page;
  let shown;
  let place;
  before(async () => {
    shown = await serve({ "/": { body: defect("look.html") } });
    page = await on.chromium.newPage(STILL);
    place = mkdtempSync(join(tmpdir(), "doorward-looks-"));
    await compared({ isUpdating: true });
  });
  after(async () => {
    await page?.close();
    await shown?.stop();
    if (place) rmSync(place, { recursive: true });
  });

  /** Shows the page with `change` applied to it by `chromium`, and compares with what was kept. */
  const compared = async ({ change = () => {}, isUpdating = false, chromium = on.chromium, name = "look" } = {}) => {
    await page.goto(shown.origin);
    await page.evaluate(change);
    const kept = new KeptLooks("defects", chromium, { place: `${place}/`, logs: `${place}/logs/`, isUpdating });
    const faults = await kept.faultsOf(name, async () => sheet(await photograph(page, PHONE)));
    return [...faults, ...kept.finish()];
  };
  const changes = [
    { what: "has a button at another place", change: () => (document.querySelector("button").style.marginInlineStart = "16px") },
    { what: "has a button of another colour", change: () => (document.querySelector("button").style.background = "#0a7d3c") },
    { what: "lost a heading", change: () => (document.querySelector("h1").style.visibility = "hidden") },
    { what: "lost the border of a field", change: () => (document.querySelector("input").style.borderColor = "transparent"), isFine: true },
  ];
  const other = { version: () => "1.0.0.0" };

  it("is no fault while it looks the same", async () => none(await compared()));

  it("is looked at again when its picture is not finished", async () => {
    await page.goto(shown.origin);
    await page.evaluate(() => (document.body.style.visibility = "hidden"));
    const looks = [await sheet(await photograph(page, PHONE))];
    await page.evaluate(() => (document.body.style.visibility = ""));
    looks.push(await sheet(await photograph(page, PHONE)));
    const kept = new KeptLooks("defects", on.chromium, { place: `${place}/`, logs: `${place}/logs/`, isUpdating: false });
    none(await kept.faultsOf("look", async () => looks.shift()));
  });

  for (const { what, change, isFine = false } of changes) {
    it(`is named when it ${what}`, async () => named(await compared({ change }), /^look: light 360: [\d.]+ % of the pixels changed/));
    if (isFine) continue;
    it(`is named by another Chromium too when it ${what}`, async () => named(await compared({ change, chromium: other }), /^look: light 360/));
  }

  it("is named when a colour changed in the dark only", async () => {
    const change = () => document.documentElement.style.setProperty("--ground", "light-dark(#fff, #302030)");
    const faults = await compared({ change });
    assert.ok(faults.every((fault) => /^look: dark 360/.test(fault)) && faults.length === 1, faults.join("\n"));
  });

  it("is named when it became longer", async () => {
    const change = () => document.body.append(Object.assign(document.createElement("p"), { textContent: "one more", style: "height: 700px" }));
    named(await compared({ change }), /^look: the size is \d+ × \d+, it was/);
  });

  it("is named when it is new, and when only its picture is left", async () => {
    const faults = await compared({ name: "another" });
    named(faults, /^another: no picture of it is kept/);
    named(faults, /^look\.webp: a picture of nothing that is exhibited/);
  });
});
