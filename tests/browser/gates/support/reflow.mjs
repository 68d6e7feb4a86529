// Whether a page holds together when the window is narrow or what stands in it grows.

import { OPEN_EYES } from "./eyes.mjs";

/** WCAG 1.4.12: what a reader may ask of the spaces in a text, against whatever the page says. */
const SPACED = `
  * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
  p { margin-block-end: 2em !important; }`;

/** How a page is put under pressure: the window, and what the reader's own style sheet says. */
const PRESSURES = [
  { name: "320 px", width: 320, height: 640, style: "" },
  { name: "320 px and spaced text", width: 320, height: 640, style: SPACED },
  { name: "zoomed to 200 %", width: 640, height: 400, style: "" },
  { name: "letters of 200 %", width: 1280, height: 800, style: ":root { font-size: 200% !important; }" },
];

export const reflow = {
  name: "reflow",
  leavesTraces: true,
  async faultsOf(page) {
    const faults = [];
    await page.evaluate(OPEN_EYES);
    for (const { name, width, height, style } of PRESSURES) {
      await page.setViewportSize({ width, height });
      await page.evaluate(wear, style);
      faults.push(...(await page.evaluate(brokenParts)).map((fault) => `${name}: ${fault}`));
    }
    return faults;
  },
  defects: [
    { what: "a part wider than a narrow phone", change: [".box { border", ".box { min-inline-size: 22rem; border"], says: /320 px.*(scrolls sideways|reaches beyond the edge)|letters of 200 %: .*sideways/ },
    { what: "a word that cannot break, cut off by the page", change: ["<h1>Sign in</h1>", '<h1>Donaudampfschifffahrtsgesellschaftskapitän</h1>'], says: /reaches beyond the edge|scrolls sideways/ },
    { what: "a line of a fixed height that cuts its words off", change: [".field { margin-block: 1rem;", ".hint { block-size: 1rem; margin-block-end: 1rem; overflow: hidden; } .field { margin-block: 1rem;"], says: /p#username-hint .* is cut off/ },
    { what: "words that stick out of a button once they are spaced", change: [".choice {", "button[type=submit] { inline-size: 3.9rem; padding: 0; white-space: nowrap; } .choice {"], says: /spaced text: what stands in button.* sticks out/ },
    { what: "a Show button that lies on its field", change: [".password { display: flex; gap: .5rem; }", ".password { position: relative; } .password .button { position: absolute; inset: 0 0 0 auto; }"], says: /button\.button "Show" lies on input#current-password/ },
    { what: "words that lie on a field", change: [".field { margin-block: 1rem;", ".hint { position: relative; inset-block-start: 1.5rem; } .field { margin-block: 1rem;"], says: /the words p#username-hint .* lie on input#username/ },
  ],
};

/** The lowest edge at which a button is still seen above the keyboard of a small phone, in CSS pixels. */
const ABOVE_THE_KEYBOARD = 340;

/** On the page to sign in, the button that does it must be seen while a keyboard covers the lower part. */
export const phoneKeyboard = {
  name: "above the keyboard of a phone",
  leavesTraces: true,
  shows: ({ page, state }) => page === "login" && state === "empty",
  async faultsOf(page) {
    await page.setViewportSize({ width: 360, height: 640 });
    const top = await page.locator("main form button[type=submit]").first().evaluate((button) => button.getBoundingClientRect().top + scrollY);
    return top < ABOVE_THE_KEYBOARD ? [] : [`the first button stands at ${top.toFixed(0)} px, not above ${ABOVE_THE_KEYBOARD}`];
  },
  base: [[".box { border", ".box { display: none; border"]],
  defects: [{ what: "a tall picture above the form", change: [".hint, .error", "header { padding-block-end: 5rem; } .hint, .error"], says: /first button stands at \d+ px/ }],
};

/* What follows runs on the page. */

/** A reader's style sheet; the policy of the page does not rule over it. */
function wear(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
}

function brokenParts() {
  const { eyes } = globalThis;
  const root = document.documentElement;
  const width = root.clientWidth;
  const faults = [];

  if (root.scrollWidth > width) faults.push(`the page scrolls sideways by ${root.scrollWidth - width} px`);

  // Words beyond the edge, unless they lie in a part that scrolls by itself.
  const scrolls = (node) => node.closest("body *") && ["auto", "scroll"].includes(getComputedStyle(node).overflowX);
  const isInScroller = (node) => node instanceof Element && (scrolls(node) || isInScroller(node.parentElement));
  const texts = eyes.texts();
  for (const { node, boxes } of texts) {
    const isOut = boxes.some((box) => box.left < -1 || box.right > width + 1);
    if (isOut && !isInScroller(node)) faults.push(`${eyes.named(node)} reaches beyond the edge`);
  }

  // What stands in a box with an edge or a ground stays in it; what is cut off is lost.
  for (const node of eyes.all("body *").filter(eyes.isSeen)) {
    const style = getComputedStyle(node);
    if (node.matches("input, textarea, select, svg, svg *") || style.display === "inline" || isInScroller(node)) continue;
    const over = [node.scrollWidth - node.clientWidth, node.scrollHeight - node.clientHeight];
    const cuts = [style.overflowX, style.overflowY].map((way) => ["hidden", "clip"].includes(way));
    const isBox = Number.parseFloat(style.borderTopWidth) > 0 || eyes.colour(style.backgroundColor)[3] > 0;
    if (over.some((by, way) => by > 1 && cuts[way])) faults.push(`${eyes.named(node)} is cut off by ${Math.max(...over)} px`);
    else if (isBox && over[0] > 1) faults.push(`what stands in ${eyes.named(node)} sticks out by ${over[0]} px`);
  }

  // Nothing lies on a control but its own words.
  const controls = eyes.controls().filter((node) => !node.matches("a[href='#main']"));
  const covers = (one, other) => eyes.overlap(one, other).every((by) => by > 2);
  controls.forEach((control, index) => {
    const box = control.getBoundingClientRect();
    const related = (node) => control.contains(node) || node.contains(control) || [...(control.labels ?? [])].some((label) => label.contains(node));
    for (const other of controls.slice(index + 1)) {
      if (!related(other) && covers(box, other.getBoundingClientRect())) faults.push(`${eyes.named(other)} lies on ${eyes.named(control)}`);
    }
    for (const { node, boxes } of texts) {
      const isOther = !related(node) && !controls.some((other) => other.contains(node));
      if (isOther && getComputedStyle(control).display !== "inline" && boxes.some((words) => covers(box, words))) faults.push(`the words ${eyes.named(node)} lie on ${eyes.named(control)}`);
    }
  });
  return faults;
}
