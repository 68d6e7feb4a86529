// Pages hold together at 320 px, with text spaced as WCAG 1.4.12 allows, zoomed to 200 %, and with
// letters of twice the size; in both languages, since German words are long.

import { gate } from "./support/gate.mjs";
import { keyboardCoverFaults, reflowFaults } from "./support/reflow.mjs";
import { view } from "./support/tour.mjs";

const LANGUAGES = ["en", "de"];

gate("reflow", {
  views: LANGUAGES.map((language) => view(language, { query: { language }, deviceScaleFactor: 2 })),
  faultsOf: reflowFaults,
  defects: [
    { what: "a part wider than a narrow phone", change: [".box { border", ".box { min-inline-size: 22rem; border"], says: /320 px.*(scrolls sideways|reaches beyond the edge)|letters of 200 %: .*sideways/ },
    { what: "a word that cannot break, cut off by the page", change: ["<h1>Sign in</h1>", '<h1>Donaudampfschifffahrtsgesellschaftskapitän</h1>'], says: /reaches beyond the edge|scrolls sideways/ },
    { what: "a line of a fixed height that cuts its words off", change: [".field { margin-block: 1rem;", ".hint { block-size: 1rem; margin-block-end: 1rem; overflow: hidden; } .field { margin-block: 1rem;"], says: /p#username-hint .* is cut off/ },
    { what: "words that stick out of a button once they are spaced", change: [".choice {", "button[type=submit] { inline-size: 3.9rem; padding: 0; white-space: nowrap; } .choice {"], says: /spaced text: what stands in button.* sticks out/ },
    { what: "a Show button that lies on its field", change: [".password { display: flex; gap: .5rem; }", ".password { position: relative; } .password .button { position: absolute; inset: 0 0 0 auto; }"], says: /button\.button "Show" lies on input#current-password/ },
    { what: "words that lie on a field", change: [".field { margin-block: 1rem;", ".hint { position: relative; inset-block-start: 1.5rem; } .field { margin-block: 1rem;"], says: /the words p#username-hint .* lie on input#username/ },
  ],
});

gate("the keyboard of a phone", {
  views: LANGUAGES.map((language) =>
    view(language, { query: { language }, viewport: { width: 360, height: 640 }, shows: ({ page, state }) => page === "login" && state === "empty" }),
  ),
  faultsOf: keyboardCoverFaults,
  base: [".box { border", ".box { display: none; border"],
  defects: [{ what: "a tall picture above the form", change: [".hint, .error", "header { padding-block-end: 5rem; } .hint, .error"], says: /first button stands at \d+ px/ }],
});
