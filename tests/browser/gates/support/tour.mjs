// A walk through the whole gallery: every exhibit in every view, with several browser pages at once.

import { availableParallelism } from "node:os";
import { address } from "./gallery.mjs";

/** Two pages a core: while one waits for the server, the other draws. */
const WALKERS = 2 * availableParallelism();

/**
 * A way of looking: its name, what the browser is (options of a Playwright context), and what is asked
 * of the gallery (`language`, `theme`, `dir`), and which exhibits it `shows` when not all.
 */
export function view(name, { query = {}, shows = () => true, ...browser } = {}) {
  return { name, query, shows, browser: { viewport: { width: 1280, height: 800 }, colorScheme: "light", reducedMotion: "reduce", ...browser } };
}

/** Every combination of these lists, e.g. of languages, themes and widths. */
export function combinations(...lists) {
  return lists.reduce((made, list) => made.flatMap((before) => list.map((one) => [...before, one])), [[]]);
}

/**
 * Shows each exhibit in each view to `faultsOf(page, exhibit, ears)` and gathers what it says.
 * `listen(page)` is called once per browser page, before anything is shown on it; `ears` is what it returned.
 */
export async function tour({ chromium, site, exhibits, views, faultsOf, listen = () => null }) {
  const faults = [];
  const queue = views.flatMap((view) => exhibits.filter(view.shows).map((exhibit) => ({ view, exhibit })));
  const seen = queue.length;
  if (seen === 0) throw new Error("a gate that looks at nothing");
  const walk = async () => {
    let current;
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (current?.view !== next.view) {
        await current?.context.close();
        current = { view: next.view, ...(await opens(chromium, site, next.view, listen)) };
      }
      const said = await looks(site, current, next.exhibit, faultsOf);
      faults.push(...said.map((fault) => `${next.exhibit.name}, ${next.view.name}: ${fault}`));
    }
    await current?.context.close();
  };
  await Promise.all(Array.from({ length: Math.min(WALKERS, queue.length) }, walk));
  return { faults: faults.sort(), seen };
}

async function opens(chromium, site, view, listen) {
  const context = await chromium.newContext({ baseURL: site.origin, ...view.browser });
  const page = await context.newPage();
  return { context, page, ears: await listen(page) };
}

async function looks(site, { page, view, ears }, exhibit, faultsOf) {
  try {
    await page.goto(address(site, exhibit.path, view.query));
    return await faultsOf(page, exhibit, ears);
  } catch (error) {
    return [`could not be looked at: ${error.message}`];
  }
}
