// A walk through the whole gallery: every exhibit in every view, with several browser pages at once.

import { availableParallelism } from "node:os";
import { address } from "./gallery.mjs";

/** Two pages a core: while one waits for the server, the other draws. */
const WALKERS = 2 * availableParallelism();
/** Fewer exhibits than these are not worth a page of their own. */
const LEAST_PATH = 6;

/**
 * A way of looking: its name, what the browser is (options of a Playwright context), and what is asked
 * of the gallery (`language`, `theme`, `dir`), and which exhibits it `shows` when not all.
 */
export function view(name, { query = {}, shows = () => true, ...browser } = {}) {
  const usual = { viewport: { width: 1280, height: 800 }, colorScheme: "light", reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC" };
  return { name, query, shows, browser: { ...usual, ...browser } };
}

/**
 * Shows each exhibit in each view to `faultsOf(page, exhibit, ears, view)` and gathers what it says.
 * `listen(page)` is called once per browser page, before anything is shown on it; `ears` is what it returned.
 */
export async function tour({ chromium, site, exhibits, views, faultsOf, listen = () => null }) {
  const faults = [];
  const queue = views.flatMap((view) => exhibits.filter(view.shows).map((exhibit) => ({ view, exhibit })));
  const seen = queue.length;
  if (seen === 0) throw new Error("a gate that looks at nothing");
  const walk = async () => {
    let browser;
    for (let next = queue.shift(); next; next = queue.shift()) {
      // A new profile of the browser costs as much as three pages, so it stays while the view allows.
      if (browser?.like !== JSON.stringify(next.view.browser)) {
        await browser?.context.close();
        browser = await opens(chromium, site, next.view, listen);
      }
      const said = await looks(site, browser, next, faultsOf);
      faults.push(...said.map((fault) => `${next.exhibit.name}, ${next.view.name}: ${fault}`));
    }
    await browser?.context.close();
  };
  await Promise.all(Array.from({ length: Math.min(WALKERS, Math.ceil(queue.length / LEAST_PATH)) }, walk));
  return { faults: faults.sort(), seen };
}

async function opens(chromium, site, view, listen) {
  const context = await chromium.newContext({ baseURL: site.origin, ...view.browser });
  const page = await context.newPage();
  return { like: JSON.stringify(view.browser), context, page, ears: await listen(page) };
}

async function looks(site, { page, ears }, { exhibit, view }, faultsOf) {
  try {
    await page.goto(address(site, exhibit.path, view.query));
    return await faultsOf(page, exhibit, ears, view);
  } catch (error) {
    return [`could not be looked at: ${error.message}`];
  }
}
