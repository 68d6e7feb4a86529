// Every page can be walked with the keyboard: in order, with a ring around each stop, without a trap,
// with the skip link first; and a page that answers a mistake begins at the mistake.

import { gate } from "./support/gate.mjs";
import { keyboardFaults } from "./support/keyboard.mjs";
import { view } from "./support/tour.mjs";

const WITH_SCRIPTS = view("with scripts, at the desk");
const WITHOUT_SCRIPTS = view("without scripts, on the phone", { javaScriptEnabled: false, viewport: { width: 360, height: 640 } });

gate("keyboard", {
  views: [WITH_SCRIPTS, WITHOUT_SCRIPTS],
  faultsOf: keyboardFaults,
  defects: [
    { what: "an order of its own", change: ['name="remember"', 'name="remember" tabindex="1"'], says: /Tab came to .* instead of input#remember/ },
    { what: "no ring", change: [":focus-visible { outline: 2px solid light-dark(#11c, #aaf); outline-offset: 2px; }", ":focus-visible { outline: none; }"], says: /has the focus and no ring/ },
    { what: "a ring that touches", change: ["outline-offset: 2px", "outline-offset: 0"], says: /is 0 px away/ },
    { what: "a ring as pale as its ground", change: ["outline: 2px solid light-dark(#11c, #aaf)", "outline: 2px solid light-dark(#eee, #aaf)"], says: /too pale for its ground/ },
    { what: "a trap", change: ["for (const button", 'addEventListener("keydown", (event) => event.target.id === "remember" && event.preventDefault()); for (const button'], says: /Tab came to input#remember instead of button/ },
    { what: "a summary without the focus", change: [" autofocus data-error-summary", " data-error-summary"], says: /the focus lands on body/ },
    { what: "the same without scripts", view: WITHOUT_SCRIPTS, change: [" autofocus data-error-summary", " data-error-summary"], says: /the focus lands on body/ },
    { what: "a skip link that stays hidden", change: [":not(:focus)", ""], says: /skip link is not seen/ },
    { what: "a skip link that leads nowhere", change: ['<main id="main" tabindex="-1">', '<main id="content">'], says: /skip link leads to a\.brand/ },
    { what: "an order that differs from what is seen", change: ["main:focus { outline: none; }", "main:focus { outline: none; } #login { display: flex; flex-direction: column-reverse; }"], says: /Tab jumps up/ },
    { what: "a stop under a banner", change: ["main:focus { outline: none; }", "main:focus { outline: none; } footer { position: fixed; inset: 0 0 auto; block-size: 4rem; background: #fff; }"], says: /has the focus and is hidden by|Tab jumps up/ },
  ],
});
