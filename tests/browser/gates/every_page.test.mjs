// What holds for every page in every state, whoever looks at it and with what. Each exhibit is opened once
// in each view, and all gates of the view look at it in this order.

import { axe } from "./support/axe.mjs";
import { forms } from "./support/forms.mjs";
import { hold } from "./support/gate.mjs";
import { keyboard, landing } from "./support/keyboard.mjs";
import { forcedColours, mirror, motion, paper, schemes } from "./support/media.mjs";
import { phoneKeyboard, reflow } from "./support/reflow.mjs";
import { silence } from "./support/silence.mjs";
import { targets } from "./support/targets.mjs";
import { view } from "./support/tour.mjs";
import { trees } from "./support/trees.mjs";

hold([
  // The last one opens the page anew, in another theme.
  [view("English"), [silence, forms, landing, trees, keyboard, targets, axe, reflow, phoneKeyboard, mirror, motion, forcedColours, paper, schemes]],
  // German words are longer.
  [view("German", { query: { language: "de" } }), [axe, reflow, phoneKeyboard]],
  [view("without scripts", { javaScriptEnabled: false }), [silence, forms, landing]],
]);
