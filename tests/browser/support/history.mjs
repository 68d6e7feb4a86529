// What the browser's back button shows.

import { soon } from "./mailbox.mjs";

/**
 * Goes back as far as it leads and tells each page that shows one of the `secrets`, and each password that
 * is still typed in. What else somebody typed into a form, a browser may bring back of itself.
 */
export async function backFaults(page, secrets) {
  const faults = [];
  while (await goesBack(page)) {
    const { path, html, passwords } = await asks(page, `({
      path: location.pathname,
      html: document.documentElement.outerHTML,
      passwords: [...document.querySelectorAll("input[type=password]")].filter((field) => field.value).length,
    })`);
    for (const secret of secrets) if (html.includes(secret)) faults.push(`the way back shows ${secret} at ${path}`);
    if (passwords) faults.push(`the way back brings a password back at ${path}`);
  }
  return faults;
}

/** One step back in the history of this tab, if there is one; from the memory of the browser where it has the page. */
export async function goesBack(page) {
  const target = await withInspector(page, async (inspector) => {
    const { currentIndex, entries } = await inspector.send("Page.getNavigationHistory");
    const entry = entries[currentIndex - 1];
    if (!entry || entry.url === "about:blank") return null;
    await inspector.send("Page.navigateToHistoryEntry", { entryId: entry.id });
    return { index: currentIndex - 1 };
  });
  if (!target) return false;
  return soon(async () => {
    const { currentIndex, entries } = await withInspector(page, (inspector) => inspector.send("Page.getNavigationHistory"));
    const shown = await asks(page, "document.readyState === 'complete' && location.href");
    return currentIndex === target.index && entries[currentIndex].url === shown;
  }, "the page before");
}

/** The value of an expression. A page from the browser's memory answers the inspector, but not Playwright. */
export async function asks(page, expression) {
  const { result } = await withInspector(page, (inspector) => inspector.send("Runtime.evaluate", { expression, returnByValue: true }));
  return result.value;
}

async function withInspector(page, use) {
  const inspector = await page.context().newCDPSession(page);
  try {
    return await use(inspector);
  } finally {
    await inspector.detach().catch(() => {});
  }
}
