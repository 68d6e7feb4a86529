// What a page does for the wishes of a system: dark, less motion, colours of its own, paper; and for
// readers who begin at the right.

import { address } from "./gallery.mjs";
import { OPEN_EYES } from "./eyes.mjs";

/** The longest movement that is still no wait, in seconds. */
const LONGEST_MOTION = 0.15;
/** What goes on while the two are compared. */
const COUNTDOWN = /\d+:\d\d/g;
/** WCAG's least contrast of what is not text. */
const SEEN = 3;

/** The choice of the visitor and the wish of the system lead to the same colours, and dark is dark. */
async function schemeFaults(page, exhibit) {
  const site = { origin: new URL(page.url()).origin };
  const look = async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(OPEN_EYES);
    return page.evaluate(coloursOf);
  };
  const [light, dark] = [await look("light"), await look("dark")];
  await page.evaluate(() => (document.documentElement.dataset.theme = "light"));
  const chosenLight = await look("dark");
  await page.goto(address(site, exhibit.path, { theme: "dark" }));
  const chosenDark = await look("light");
  return [
    ...(light.ink < light.canvas ? [] : ["the light page is not dark on light"]),
    ...(dark.ink > dark.canvas ? [] : ["the dark page is not light on dark"]),
    ...differing(light, chosenLight, "a visitor who chose light on a dark system"),
    ...differing(dark, chosenDark, "a visitor who chose dark on a light system"),
  ];
}

function differing(system, chosen, who) {
  const steady = (colours) => colours.replace(COUNTDOWN, "");
  const names = system.colours.filter((colours, index) => steady(colours) !== steady(chosen.colours[index]));
  return names.length ? [`${who} sees other colours, first at ${names[0]}`] : [];
}

async function motionFaults(page) {
  const faults = [];
  for (const [reducedMotion, longest] of [["reduce", 0], ["no-preference", LONGEST_MOTION]]) {
    await page.emulateMedia({ reducedMotion });
    await page.evaluate(OPEN_EYES);
    faults.push(...(await page.evaluate(moving, longest)).map((fault) => `${reducedMotion}: ${fault}`));
  }
  return faults;
}

async function forcedColourFaults(page) {
  const faults = [];
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    await page.evaluate(OPEN_EYES);
    faults.push(...(await page.evaluate(vanished, SEEN)).map((fault) => `${colorScheme}: ${fault}`));
  }
  return faults;
}

/** What a reader who chose the dark gets on paper: ink is for words. */
async function paperFaults(page) {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(OPEN_EYES);
  await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
  const faults = await page.evaluate(unprintable);
  await page.evaluate(() => delete document.documentElement.dataset.theme);
  return faults;
}

/** What a reader who begins at the right gets, on a narrow phone. */
async function mirrorFaults(page) {
  await page.evaluate(OPEN_EYES);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  await page.locator("a[href='#main']").focus();
  const faults = await page.evaluate(unmirrored);
  await page.evaluate(() => (document.documentElement.dir = "ltr"));
  return faults;
}

export const motion = {
  name: "motion",
  leavesTraces: true,
  faultsOf: motionFaults,
  defects: [
    { what: "a movement for those who asked for none", change: [".choice {", ".choice { transition: opacity .1s;"], says: /reduce: label\.choice .* moves for 0\.1 s/ },
    { what: "a movement that is a wait", change: ["background-color .1s", "background-color .4s"], says: /no-preference: button\.button .* moves for 0\.4 s/ },
  ],
};

export const forcedColours = {
  name: "forced colours",
  leavesTraces: true,
  faultsOf: forcedColourFaults,
  defects: [
    { what: "buttons that are nothing but their ground", change: ["border: 1px solid transparent; background", "border: 0; background"], says: /button\.button .* has no edge/ },
    { what: "a summary that keeps its own pale edge", change: [".box { border: 2px solid light-dark(#a00, #f99);", ".box { border: 2px solid light-dark(#eee, #222); forced-color-adjust: none;"], says: /div\.box .* has no edge/ },
    { what: "words that keep the colour of the page", change: [".hint, .error", "h1 { forced-color-adjust: none; color: light-dark(#eee, #222); } .hint, .error"], says: /the words of h1 .* vanish/ },
    { what: "a picture that keeps the colour of the page", change: ["<h1>Sign in</h1>", '<h1><svg viewBox="0 0 9 9" width="9" height="9" aria-hidden="true"><path fill="Canvas" d="M0 0h9v9z"/></svg>Sign in</h1>'], says: /the picture in h1 .* vanishes/ },
  ],
};

export const schemes = {
  name: "schemes",
  faultsOf: schemeFaults,
  defects: [
    { what: "a page that is never dark", change: ["background: light-dark(#fff, #111); }", "background: #fff; }"], says: /the dark page is not light on dark/ },
    { what: "a choice of the visitor that nobody hears", change: [':root[data-theme="dark"] { color-scheme: dark; }', ""], says: /chose dark on a light system sees other colours/ },
    { what: "a colour that follows the system against the visitor's choice", change: [".hint, .error", "@media (prefers-color-scheme: dark) { h1 { color: #ff0; } } .hint, .error"], says: /chose (light|dark) on a (light|dark) system sees other colours, first at h1/ },
  ],
};

export const paper = {
  name: "paper",
  leavesTraces: true,
  faultsOf: paperFaults,
  defects: [
    { what: "buttons on paper", change: [".skip-link, .button { display: none; }", ".skip-link { display: none; }"], says: /button\.button/ },
    { what: "the dark page on paper", change: [":root:root { color-scheme: light; } ", ""], says: /too pale for paper|fills the paper with ink/ },
    { what: "pale words on paper", change: [".hint, .error", ".hint { color: #bbb; } .hint, .error"], says: /the words of p#username-hint .* are too pale for paper/ },
    { what: "a page full of ink", change: [".hint, .error", "header, main { background: #555; } .hint, .error"], says: /main#main .* fills the paper with ink/ },
  ],
};

export const mirror = {
  name: "mirror",
  leavesTraces: true,
  faultsOf: mirrorFaults,
  defects: [
    { what: "a skip link tied to the left", change: ["inset-inline-start: .5rem", "left: .5rem"], says: /skip link stays at the left/ },
    { what: "a Show button tied to the right", change: [".password { display: flex; gap: .5rem; }", ".password { display: flex; direction: ltr; gap: .5rem; }"], says: /"Show" stays at the right/ },
    { what: "a page that ignores the direction", change: [".hint, .error", ":root { direction: ltr; } .hint, .error"], says: /does not begin at the right|skip link stays|"Show" stays/ },
    { what: "a part that sticks out at the left", change: [".hint, .error", "h1 { margin-left: -3rem; } .hint, .error"], says: /h1 .*reaches beyond|sideways/ },
  ],
};

/* What follows runs on the page. */

function coloursOf() {
  const { eyes } = globalThis;
  const colours = eyes.all("html, body, body *").filter(eyes.isSeen).map((node) => {
    const style = getComputedStyle(node);
    const edges = ["Top", "Right", "Bottom", "Left"].filter((edge) => Number.parseFloat(style[`border${edge}Width`]) > 0);
    const parts = [style.color, style.backgroundColor, style.fill, style.stroke, ...edges.map((edge) => style[`border${edge}Color`])];
    return `${eyes.named(node)} ${parts.map((part) => (part === "none" ? part : eyes.colour(part).join(","))).join(" ")}`;
  });
  return { colours, ink: eyes.luminance(getComputedStyle(document.body).color), canvas: eyes.luminance(eyes.ground(document.body)) };
}

function moving(longest) {
  const { eyes } = globalThis;
  const seconds = (list) => Math.max(...list.split(",").map((time) => Number.parseFloat(time) * (time.trim().endsWith("ms") ? 0.001 : 1)));
  return eyes.all("body *").flatMap((node) =>
    [null, "::before", "::after"].flatMap((part) => {
      const style = getComputedStyle(node, part);
      const lasts = Math.max(seconds(style.transitionDuration) + seconds(style.transitionDelay), style.animationName === "none" ? 0 : seconds(style.animationDuration));
      return lasts > longest + 0.0001 ? [`${eyes.named(node)}${part ?? ""} moves for ${lasts} s`] : [];
    }),
  );
}

function vanished(least) {
  const { eyes } = globalThis;
  const hasEdge = (node) => {
    const style = getComputedStyle(node);
    return Number.parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle !== "none" && eyes.contrast(style.borderTopColor, eyes.ground(node.parentElement)) >= least;
  };
  const isFramed = "button, select, textarea, input:not([type=checkbox]):not([type=radio]), [data-error-summary], section[autofocus]";
  const frames = eyes.all(isFramed).filter((node) => eyes.isSeen(node) && !hasEdge(node) && !isLinkLike(node));
  /** A quiet button looks like a link: its line under the words is what shows it. */
  function isLinkLike(node) {
    return getComputedStyle(node).textDecorationLine.includes("underline");
  }
  const words = eyes.texts().filter(({ node }) => eyes.contrast(getComputedStyle(node).color, eyes.ground(node)) < least);
  const pictures = eyes.all("svg").filter(eyes.isSeen).filter((svg) => {
    const behind = eyes.ground(svg);
    const isDrawn = (colour) => colour !== "none" && eyes.colour(colour)[3] > 0 && eyes.contrast(colour, behind) >= least;
    return !eyes.all("*", svg).some((shape) => isDrawn(getComputedStyle(shape).fill) || isDrawn(getComputedStyle(shape).stroke));
  });
  return [
    ...frames.map((node) => `${eyes.named(node)} has no edge`),
    ...words.map(({ node }) => `the words of ${eyes.named(node)} vanish`),
    ...pictures.map((node) => `the picture in ${eyes.named(node.parentElement)} vanishes`),
  ];
}

function unprintable() {
  const { eyes } = globalThis;
  const WHITE = "#fff";
  const useless = eyes.all("nav, body > footer, a[href='#main'], button").filter(eyes.isSeen);
  const pale = eyes.texts().filter(({ node }) => eyes.contrast(getComputedStyle(node).color, WHITE) < 4.5);
  const dark = eyes.all("html, body, body *").filter((node) => {
    const ground = getComputedStyle(node).backgroundColor;
    return eyes.colour(ground)[3] > 0 && eyes.luminance(ground) < 0.5 && (node === document.documentElement || eyes.isSeen(node));
  });
  return [
    ...useless.map((node) => `${eyes.named(node)} is of no use on paper`),
    ...pale.map(({ node }) => `the words of ${eyes.named(node)} are too pale for paper`),
    ...dark.map((node) => `${eyes.named(node)} fills the paper with ink`),
  ];
}

function unmirrored() {
  const { eyes } = globalThis;
  const root = document.documentElement;
  const width = root.clientWidth;
  const skip = document.querySelector("a[href='#main']").getBoundingClientRect();
  const middle = (node) => {
    const { left, right } = node.getBoundingClientRect();
    return (left + right) / 2;
  };
  const left = eyes.all("[data-reveal]").filter((show) => eyes.isSeen(show) && middle(show) > middle(document.getElementById(show.getAttribute("aria-controls"))));
  return [
    ...(getComputedStyle(root).direction === "rtl" ? [] : ["the page does not begin at the right"]),
    ...(root.scrollWidth > width ? [`the page scrolls sideways by ${root.scrollWidth - width} px`] : []),
    ...(width - skip.right < skip.left ? [] : ["the skip link stays at the left"]),
    ...left.map((show) => `${eyes.named(show)} stays at the right of its field`),
    ...eyes.texts().filter(({ boxes }) => boxes.some((box) => box.left < -1 || box.right > width + 1)).map(({ node }) => `${eyes.named(node)} reaches beyond the edge`),
  ];
}
