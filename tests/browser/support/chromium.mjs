// Debian's Chromium, and the people who look through it.

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const RESULTS = fileURLToPath(new URL("../results/", import.meta.url));

// Chromium on its own looks up its maker's hosts; a test talks to nobody but the server under test.
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** Widths at which pages are looked at, in CSS pixels. The narrowest is WCAG 1.4.10's. */
export const NARROWEST = { width: 320, height: 640 };
export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 800 };

/**
 * Starts it, with further `args` and another `env` where a test needs them. `keepsPages`: it holds pages
 * that were left for the back button, as it does for people (Playwright turns that off).
 */
export async function openChromium({ args = [], env = process.env, keepsPages = false } = {}) {
  const sandbox = process.getuid?.() !== 0; // Chromium has none for root.
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [...QUIET, ...args],
    ignoreDefaultArgs: keepsPages ? ["--disable-back-forward-cache"] : [],
    env,
    chromiumSandbox: sandbox,
  });
}

/**
 * A person with a fresh browser profile. `complaints` gathers what no page may cause. More `settings`
 * are those of Playwright's contexts.
 */
export async function person(chromium, { origin, scripts, viewport = DESKTOP, cookies = [], colorScheme = "light", ...settings }) {
  const context = await chromium.newContext({
    baseURL: origin,
    javaScriptEnabled: scripts,
    viewport,
    colorScheme,
    reducedMotion: "reduce",
    ...settings,
  });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const complaints = [];
  await watch(context, page, origin, complaints);
  return { context, page, complaints, close: () => context.close() };
}

/** Everything the browser grumbles about: console, broken policy, failed or foreign requests. */
async function watch(context, page, origin, complaints) {
  const complain = (text) => complaints.push(`${page.url()}: ${text}`);
  const answered = new Set();
  page.on("response", (response) => {
    if (response.request().isNavigationRequest()) answered.add(response.url());
  });
  page.on("console", (message) => {
    // A form that is shown again answers 422, which Chromium notes as a failed load.
    const isAnswer = answered.has(message.location().url) && /status of 4\d\d/.test(message.text());
    // The browser's own notes, such as what a sign-out cleared, are no complaints.
    if (!isAnswer && message.type() !== "info") complain(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complain(`script error: ${error.message}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") complain(`${request.url()} failed: ${reason}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (request.isNavigationRequest()) return;
    if (url.origin !== origin && url.protocol.startsWith("http")) complain(`asked ${url.origin}`);
  });
  const inspector = await context.newCDPSession(page);
  await inspector.send("Audits.enable");
  inspector.on("Audits.issueAdded", ({ issue }) => complain(`${issue.code} ${JSON.stringify(issue.details)}`));
}

/** Keeps a picture of the page in `results/`, for people to look at. */
export async function picture(page, name) {
  mkdirSync(RESULTS, { recursive: true });
  await page.screenshot({ path: `${RESULTS}${name}.png`, fullPage: true });
}

/** How many CSS pixels of the page stand out at the side. */
export async function sidewaysScroll(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** What has the focus, as its role and its first words. */
export async function focused(page) {
  return page.evaluate(() => {
    const node = document.activeElement;
    return node.id || node.innerText.trim().split("\n")[0];
  });
}
