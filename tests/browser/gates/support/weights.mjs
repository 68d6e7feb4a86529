// What a first visit costs: bytes on the wire, and how often the browser has to ask.

import { get } from "node:http";

const KB = 1000;

/** The budgets, in bytes after brotli where not said otherwise. */
export const BUDGETS = {
  visit: 30 * KB,
  // As sent: pages hold secrets and are not compressed here. After brotli each is below 2 kB (tests/it/gallery).
  html: 8 * KB,
  requests: 5,
  style: { raw: 16 * KB, sent: 4 * KB },
  script: { raw: 8 * KB, sent: 3 * KB },
};

/**
 * A first visit: every file that the page makes a browser ask for, with its size as it is sent (`sent`,
 * brotli where the server offers it) and unpacked (`raw`). With `like`, the visit of the same page in
 * another state, its files are taken from there.
 */
export async function firstVisit(chromium, url, { like } = {}) {
  const others = like ? like.files.filter((file) => file.kind !== "document") : await filesOf(chromium, url);
  return { url, files: [{ address: url, kind: "document", isForeign: false, ...(await size(url)) }, ...others] };
}

async function filesOf(chromium, url) {
  const files = [];
  for (const [address, kind] of await askedBy(chromium, url)) {
    const isForeign = new URL(address).origin !== new URL(url).origin;
    files.push({ address, kind, isForeign, ...(isForeign ? { sent: 0, raw: 0 } : await size(address)) });
  }
  return files;
}

/** What is too heavy about a visit. */
export function weightFaults({ url, files }, budgets = BUDGETS) {
  const faults = [];
  const path = url.replace(/^https?:\/\/[^/]+/, "");
  const most = (what, is, atMost) => is > atMost && faults.push(`${path}: ${what} is ${is}, the most is ${atMost}`);
  const ofKind = (kind) => files.filter((file) => file.kind === kind);
  for (const { address } of files.filter((file) => file.isForeign)) faults.push(`${path}: asks somebody else for ${address}`);
  for (const { address, kind } of files.filter((file) => file.kind === "other")) faults.push(`${path}: a ${kind} file that no budget knows: ${address}`);
  most("the number of requests", files.length, budgets.requests);
  most("the whole visit in bytes", sum(files, "sent"), budgets.visit);
  most("the HTML in bytes", sum(ofKind("document"), "sent"), budgets.html);
  return [...faults, ...["style", "script"].flatMap((kind) => fileFaults(kind, ofKind(kind === "style" ? "stylesheet" : kind), budgets[kind]))];
}

/** The same files serve every page, so their faults are the same sentences. */
function fileFaults(kind, files, budget) {
  const sizes = [["sent", ""], ["raw", ", unpacked"]].map(([unit, how]) => ({ is: sum(files, unit), most: budget[unit], how }));
  return sizes.filter(({ is, most }) => is > most).map(({ is, most, how }) => `the ${kind} in bytes${how} is ${is}, the most is ${most}`);
}

function sum(files, unit) {
  return files.reduce((total, file) => total + file[unit], 0);
}

/** One line of the table of sizes. */
export function sizes(name, { files }) {
  const sent = (kind) => sum(files.filter((file) => file.kind === kind), "sent");
  const row = { page: name, html: sent("document"), style: sent("stylesheet"), script: sent("script"), images: sent("image"), other: sent("manifest") };
  return { ...row, total: sum(files, "sent"), requests: files.length };
}

/** Address to kind of all that a browser with a screen asks for beside the page; a headless one leaves the icon and the manifest. */
async function askedBy(chromium, url) {
  const asked = new Map();
  const { origin } = new URL(url);
  const page = await chromium.newPage();
  await page.route(() => true, async (route) => {
    const request = route.request();
    if (!request.isNavigationRequest()) asked.set(request.url(), kindOf(request.resourceType()));
    await (request.url().startsWith(`${origin}/`) ? route.continue() : route.abort());
  });
  await page.goto(url, { waitUntil: "load" });
  const quiet = await page.evaluate(() => ({
    // Of several icons a browser takes one: the drawing that fits every size, or the first.
    icon: (document.querySelector('link[rel=icon][type="image/svg+xml"]') ?? document.querySelector("link[rel=icon]"))?.href ?? "/favicon.ico",
    manifest: document.querySelector("link[rel=manifest]")?.href,
  }));
  asked.set(new URL(quiet.icon, url).href, "image");
  if (quiet.manifest) asked.set(quiet.manifest, "manifest");
  await page.close();
  return asked;
}

function kindOf(type) {
  return ["document", "stylesheet", "script", "image", "manifest"].includes(type) ? type : "other";
}

const known = new Map();

/** Asks once for each address, as a browser that takes brotli would. */
function size(address) {
  if (!known.has(address)) known.set(address, Promise.all([bytes(address, "br"), bytes(address, "identity")]).then(([sent, raw]) => ({ sent, raw })));
  return known.get(address);
}

function bytes(address, encoding) {
  return new Promise((resolve, reject) => {
    get(address, { headers: { "accept-encoding": encoding } }, (answer) => {
      let total = 0;
      answer.on("data", (chunk) => (total += chunk.length));
      answer.on("end", () => (answer.statusCode === 200 ? resolve(total) : reject(new Error(`${address} answered ${answer.statusCode}`))));
    }).on("error", reject);
  });
}
