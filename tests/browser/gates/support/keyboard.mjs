// A walk over a page with nothing but the keyboard.

import { OPEN_EYES } from "./eyes.mjs";

/** Of the ring around what has the focus, in CSS pixels: its width and its distance. */
const RING = { width: 2, offset: 2 };

export const landing = {
  name: "where the focus lands",
  async faultsOf(page, exhibit) {
    await page.evaluate(OPEN_EYES);
    return page.evaluate(badLanding, exhibit.status);
  },
  defects: [
    { what: "a summary without the focus", change: [" autofocus data-error-summary", " data-error-summary"], says: /the focus lands on body/ },
    { what: "a summary without the focus", view: "without scripts", change: [" autofocus data-error-summary", " data-error-summary"], says: /the focus lands on body/ },
  ],
};

export const keyboard = {
  name: "keyboard",
  async faultsOf(page) {
    await page.evaluate(OPEN_EYES);
    await page.evaluate(countStops);
    const faults = [...(await walkFaults(page)), ...(await skipFaults(page))];
    await page.evaluate(() => document.activeElement.blur());
    return faults;
  },
  defects: [
    { what: "an order of its own", change: ['name="remember"', 'name="remember" tabindex="1"'], says: /Tab came to .* instead of input#remember/ },
    { what: "no ring", change: [":focus-visible { outline: 2px solid light-dark(#11c, #aaf); outline-offset: 2px; }", ":focus-visible { outline: none; }"], says: /has the focus and no ring/ },
    { what: "a ring that touches", change: ["outline-offset: 2px", "outline-offset: 0"], says: /is 0 px away/ },
    { what: "a ring as pale as its ground", change: ["outline: 2px solid light-dark(#11c, #aaf)", "outline: 2px solid light-dark(#eee, #aaf)"], says: /too pale for its ground/ },
    { what: "a trap", change: ["for (const button", 'addEventListener("keydown", (event) => event.target.id === "remember" && event.preventDefault()); for (const button'], says: /Tab came to input#remember instead of button/ },
    { what: "a skip link that stays hidden", change: [":not(:focus)", ""], says: /skip link is not seen/ },
    { what: "a skip link that leads nowhere", change: ['<main id="main" tabindex="-1">', '<main id="content">'], says: /skip link leads to a\.brand/ },
    { what: "an order that differs from what is seen", change: ["main:focus { outline: none; }", "main:focus { outline: none; } #login { display: flex; flex-direction: column-reverse; }"], says: /Tab jumps up/ },
    { what: "a stop under a banner", change: ["main:focus { outline: none; }", "main:focus { outline: none; } footer { position: fixed; inset: 0 0 auto; block-size: 4rem; background: #fff; }"], says: /has the focus and is hidden by|Tab jumps up/ },
  ],
};

/** Forwards over every stop, on past the last, and back to the first. */
async function walkFaults(page) {
  const faults = new Set();
  const expected = await page.evaluate(() => globalThis.stops.map((stop) => globalThis.eyes.named(stop[0])));
  const last = expected.length - 1;
  await page.evaluate(startAtTop);
  for (const index of expected.keys()) {
    await page.keyboard.press("Tab");
    const { at, name, wrong } = await page.evaluate(lookAtFocus, RING);
    if (at !== index) return [...faults, `Tab came to ${name} instead of ${expected[index]}`];
    wrong.forEach((fault) => faults.add(fault));
  }
  await page.keyboard.press("Tab");
  if ((await page.evaluate(lookAtFocus, RING)).at === last) faults.add(`Tab does not leave ${expected[last]}`);
  await page.evaluate((last) => globalThis.stops[last][0].focus(), last);
  for (let index = last; index > 0; index -= 1) await page.keyboard.press("Shift+Tab");
  const { at, name } = await page.evaluate(lookAtFocus, RING);
  if (at !== 0) faults.add(`as many Shift+Tab as Tab come to ${name} instead of ${expected[0]}`);
  return [...faults, ...(await page.evaluate(jumpsUp))];
}

/** The skip link is the first stop, is seen there, and leads past everything before the main part. */
async function skipFaults(page) {
  await page.evaluate(startAtTop);
  await page.keyboard.press("Tab");
  const link = await page.evaluate(() => {
    const { activeElement: node } = document;
    const box = node.getBoundingClientRect();
    const isSeen = box.top >= 0 && box.left >= 0 && box.right <= innerWidth && box.width > 40 && box.height >= 24 && globalThis.eyes.isSeen(node);
    return { isSkip: node.matches("a[href='#main']"), isSeen, name: globalThis.eyes.named(node) };
  });
  if (!link.isSkip) return [`the first stop is ${link.name}, not the skip link`];
  if (!link.isSeen) return ["the skip link is not seen while it has the focus"];
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const main = document.getElementById("main");
    const { activeElement: node } = document;
    const isPast = main && (main.contains(node) || main.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
    const isFirst = !isPast || globalThis.stops.find(([stop]) => main.compareDocumentPosition(stop) & (Node.DOCUMENT_POSITION_CONTAINED_BY | Node.DOCUMENT_POSITION_FOLLOWING)).includes(node);
    return isPast && isFirst ? [] : [`the skip link leads to ${globalThis.eyes.named(node)}`];
  });
}

/* What follows runs on the page. */

/** Where the focus is before anything was pressed: a page that answers a mistake says what is wrong. */
function badLanding(status) {
  const { activeElement } = document;
  const summary = document.querySelector("[data-error-summary]");
  const wanted = summary ?? document.querySelector("[autofocus]");
  if (wanted && activeElement !== wanted) return [`the focus lands on ${globalThis.eyes.named(activeElement)}, not on ${globalThis.eyes.named(wanted)}`];
  const isForm = document.querySelector("main form") !== null;
  if (status === 422 && isForm && (!wanted || wanted.matches("input"))) return ["a form with a mistake puts the focus nowhere near it"];
  return [];
}

/** Everything that Tab should stop at, in the order of the document; radio buttons of a group are one stop. */
function countStops() {
  const { eyes } = globalThis;
  const isScroller = (node) => {
    const { overflowX, overflowY } = getComputedStyle(node);
    const scrolls = (way, over) => ["auto", "scroll"].includes(way) && over > 1;
    return scrolls(overflowX, node.scrollWidth - node.clientWidth) || scrolls(overflowY, node.scrollHeight - node.clientHeight);
  };
  const isSkip = (node) => node.matches("a[href='#main']");
  const stops = [];
  for (const node of eyes.all("body *")) {
    const isControl = node.tabIndex >= 0 && !node.disabled && (eyes.isSeen(node) || isSkip(node) || node.matches("input[type=checkbox], input[type=radio]"));
    if (!isControl && !(eyes.isSeen(node) && isScroller(node) && !node.querySelector("a, button, input"))) continue;
    const isSameGroup = (other) => node.type === "radio" && other?.type === "radio" && other.name === node.name && other.form === node.form;
    const group = stops.find(([first]) => isSameGroup(first));
    if (group) group.push(node);
    else if (node.checkVisibility()) stops.push([node]);
  }
  globalThis.stops = stops;
}

/** As if the page had just been opened: the next Tab goes to the first stop. */
function startAtTop() {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}

/** Which stop has the focus, and what is wrong with how that looks. */
function lookAtFocus(ring) {
  const { eyes, stops } = globalThis;
  const { activeElement: node } = document;
  const name = eyes.named(node);
  const at = stops.findIndex((stop) => stop.includes(node));
  const wrong = [];
  if (at >= 0) {
    const style = getComputedStyle(node);
    const width = style.outlineStyle === "none" ? 0 : Number.parseFloat(style.outlineWidth);
    const offset = Number.parseFloat(style.outlineOffset);
    if (width < ring.width || eyes.colour(style.outlineColor)[3] < 255) wrong.push(`${name} has the focus and no ring of ${ring.width} px`);
    else if (offset < ring.offset) wrong.push(`the ring of ${name} is ${offset} px away, less than ${ring.offset}`);
    else if (eyes.contrast(style.outlineColor, eyes.ground(node.parentElement)) < 3) wrong.push(`the ring of ${name} is too pale for its ground`);
    const box = node.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!top || !(node.contains(top) || top.contains(node))) wrong.push(`${name} has the focus and is hidden by ${top ? eyes.named(top) : "the edge"}`);
  }
  return { at, name, wrong };
}

/** Stops that stand above the one before them although both are in one column. */
function jumpsUp() {
  const { eyes, stops } = globalThis;
  const boxes = stops.map(([node]) => ({ name: eyes.named(node), box: node.getBoundingClientRect(), isSkip: node.matches("a[href='#main']") }));
  return boxes.flatMap(({ name, box }, index) => {
    const before = boxes[index - 1];
    if (!before || before.isSkip) return [];
    const isOneColumn = eyes.overlap(box, before.box)[0] > 0;
    return isOneColumn && box.bottom <= before.box.top ? [`Tab jumps up from ${before.name} to ${name}`] : [];
  });
}
