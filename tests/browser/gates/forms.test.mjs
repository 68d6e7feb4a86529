// Chromium's audit of forms has nothing to say, and password managers find their fields.

import { listen } from "./support/ears.mjs";
import { formFaults } from "./support/forms.mjs";
import { gate } from "./support/gate.mjs";
import { view } from "./support/tour.mjs";

gate("forms", {
  views: [view("with scripts"), view("without scripts", { javaScriptEnabled: false })],
  listen,
  faultsOf: (page, _exhibit, ears) => formFaults(page, ears),
  defects: [
    { what: "a field with an empty autocomplete", change: ['autocomplete="username"', 'autocomplete=""'], says: /AutocompleteAttributeEmpty|0 fields for the name/ },
    { what: "a field without id and name", change: ["<h1>", '<input aria-label="City" autocomplete="address-level2"><h1>'], says: /FormEmptyIdAndNameAttributesForInputError/ },
    { what: "a label for a field that is not there", change: ['for="username"', 'for="user"'], says: /FormLabelForMatchesNonExistingIdError/ },
    { what: "a password form without a field for the name", change: ['autocomplete="username"', 'autocomplete="email"'], says: /0 fields for the name|Password forms should have .*username/ },
    { what: "a password form with two fields for the name", change: ['<label class="choice">', '<label for="other">Other</label><input id="other" name="other" autocomplete="username"><label class="choice">'], says: /2 fields for the name/ },
    { what: "a password that is neither current nor new", change: ['autocomplete="current-password" aria-invalid', 'autocomplete="one-time-code" aria-invalid'], says: /#current-password is neither/ },
  ],
});
