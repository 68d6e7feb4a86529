// Dark and light, less motion, forced colours, paper, and readers who begin at the right.

import { gate } from "./support/gate.mjs";
import { forcedColourFaults, mirrorFaults, motionFaults, paperFaults, schemeFaults } from "./support/media.mjs";
import { view } from "./support/tour.mjs";

gate("schemes", {
  views: [view("light and dark")],
  faultsOf: schemeFaults,
  defects: [
    { what: "a page that is never dark", change: ["background: light-dark(#fff, #111); }", "background: #fff; }"], says: /the dark page is not light on dark/ },
    { what: "a choice of the visitor that nobody hears", change: [':root[data-theme="dark"] { color-scheme: dark; }', ""], says: /chose dark on a light system sees other colours/ },
    { what: "a colour that follows the system against the visitor's choice", change: [".hint, .error", "@media (prefers-color-scheme: dark) { h1 { color: #ff0; } } .hint, .error"], says: /chose (light|dark) on a (light|dark) system sees other colours, first at h1/ },
  ],
});

gate("motion", {
  views: [view("still and moving")],
  faultsOf: motionFaults,
  defects: [
    { what: "a movement for those who asked for none", change: [".choice {", ".choice { transition: opacity .1s;"], says: /reduce: label\.choice .* moves for 0\.1 s/ },
    { what: "a movement that is a wait", change: ["background-color .1s", "background-color .4s"], says: /no-preference: button\.button .* moves for 0\.4 s/ },
  ],
});

gate("forced colours", {
  views: [view("forced colours", { forcedColors: "active" })],
  faultsOf: forcedColourFaults,
  defects: [
    { what: "buttons that are nothing but their ground", change: ["border: 1px solid transparent; background", "border: 0; background"], says: /button\.button .* has no edge/ },
    { what: "a summary that keeps its own pale edge", change: [".box { border: 2px solid light-dark(#a00, #f99);", ".box { border: 2px solid light-dark(#eee, #222); forced-color-adjust: none;"], says: /div\.box .* has no edge/ },
    { what: "words that keep the colour of the page", change: [".hint, .error", "h1 { forced-color-adjust: none; color: light-dark(#eee, #222); } .hint, .error"], says: /the words of h1 .* vanish/ },
    { what: "a picture that keeps the colour of the page", change: ["<h1>Sign in</h1>", '<h1><svg viewBox="0 0 9 9" width="9" height="9" aria-hidden="true"><path fill="Canvas" d="M0 0h9v9z"/></svg>Sign in</h1>'], says: /the picture in h1 .* vanishes/ },
  ],
});

gate("paper", {
  views: [view("print", { query: { theme: "dark" }, colorScheme: "dark" })],
  faultsOf: paperFaults,
  defects: [
    { what: "buttons on paper", change: [".skip-link, .button { display: none; }", ".skip-link { display: none; }"], says: /button\.button/ },
    { what: "the dark page on paper", change: [":root:root { color-scheme: light; } ", ""], says: /too pale for paper|fills the paper with ink/ },
    { what: "pale words on paper", change: [".hint, .error", ".hint { color: #bbb; } .hint, .error"], says: /the words of p#username-hint .* are too pale for paper/ },
    { what: "a page full of ink", change: [".hint, .error", "header, main { background: #555; } .hint, .error"], says: /main#main .* fills the paper with ink/ },
  ],
});

gate("mirror", {
  views: [view("from the right", { query: { dir: "rtl" }, viewport: { width: 320, height: 640 } })],
  faultsOf: mirrorFaults,
  defects: [
    { what: "a skip link tied to the left", change: ["inset-inline-start: .5rem", "left: .5rem"], says: /skip link stays at the left/ },
    { what: "a Show button tied to the right", change: [".password { display: flex; gap: .5rem; }", ".password { display: flex; direction: ltr; gap: .5rem; }"], says: /"Show" stays at the right/ },
    { what: "a page that ignores the direction", change: [".hint, .error", ":root { direction: ltr; } .hint, .error"], says: /does not begin at the right|skip link stays|"Show" stays/ },
    { what: "a part that sticks out at the left", change: [".hint, .error", "h1 { margin-left: -3rem; } .hint, .error"], says: /h1 .*reaches beyond|sideways/ },
  ],
});
