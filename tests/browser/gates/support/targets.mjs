// Whether a finger can hit what is there to be pressed.

import { OPEN_EYES } from "./eyes.mjs";

/** WCAG 2.2, 2.5.8, in CSS pixels. */
const SMALLEST = 24;
/** For what the page is about: buttons and fields. */
const COMFORTABLE = 44;

/** Widths of the window, in CSS pixels. */
const WIDTHS = [360, 1280];

export const targets = {
  name: "targets",
  leavesTraces: true,
  async faultsOf(page) {
    const faults = [];
    await page.evaluate(OPEN_EYES);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      faults.push(...(await page.evaluate(tooSmall, { SMALLEST, COMFORTABLE })).map((fault) => `${width}: ${fault}`));
    }
    return faults;
  },
  defects: [
    { what: "a lone link as low as its line", change: [".brand, .standalone {", ".brand {"], says: /a\.standalone ".*" is .* less than 24/ },
    { what: "a button that is too low", change: [".button { min-block-size: 2.75rem;", ".button { min-block-size: 2.5rem;"], says: /button\.button "(Show|Sign in)" is \d+ × 40 px, less than 44/ },
    { what: "a field that is too low", change: [".input { inline-size: 100%; min-block-size: 2.75rem;", ".input { inline-size: 100%; min-block-size: 2rem;"], says: /input#(username|current-password) is \d+ × 32 px, less than 44/ },
    { what: "a box to tick with a low label", change: ["min-block-size: 2rem; margin-block: 1rem; inline-size: fit-content;", "line-height: 1; margin-block: 1rem; inline-size: fit-content;"], says: /input#remember is .* less than 24/ },
  ],
};

/* Runs on the page. */
function tooSmall({ SMALLEST, COMFORTABLE }) {
  const { eyes } = globalThis;
  /** Half a pixel of rounding is not seen. */
  const SLACK = 0.5;

  const isTick = (node) => node.matches("input[type=checkbox], input[type=radio]");
  const isField = (node) => node.matches("input, select, textarea") && !isTick(node);
  const isButton = (node) => {
    const style = getComputedStyle(node);
    const hasGround = eyes.colour(style.backgroundColor)[3] > 0;
    const hasBorder = Number.parseFloat(style.borderTopWidth) > 0 && eyes.colour(style.borderTopColor)[3] > 0;
    return node.matches("a, button") && (hasGround || hasBorder);
  };
  /** A link among the words of a sentence takes the height of its line (the exception of 2.5.8). */
  const isInSentence = (node) =>
    node.localName === "a" &&
    getComputedStyle(node).display === "inline" &&
    [...node.parentElement.childNodes].some((other) => other.nodeType === Node.TEXT_NODE && /\p{L}/u.test(other.data));

  return eyes.controls().flatMap((node) => {
    if (isInSentence(node)) return [];
    // A press on the label is a press on the box.
    const boxes = [node, ...(isTick(node) ? (node.labels ?? []) : [])].map((part) => part.getBoundingClientRect());
    const width = Math.max(...boxes.map((box) => box.width));
    const height = Math.max(...boxes.map((box) => box.height));
    const wanted = isField(node) || isButton(node) ? COMFORTABLE : SMALLEST;
    const isLarge = Math.min(width, height) >= wanted - SLACK;
    return isLarge ? [] : [`${eyes.named(node)} is ${width.toFixed(0)} × ${height.toFixed(0)} px, less than ${wanted}`];
  });
}
