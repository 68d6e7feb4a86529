// What password managers need of a form: Chromium's own audit, and the rule that it does not know.

/** Issues of the browser about forms, and password forms that a manager would misread. */
async function formFaults(page, ears) {
  return [...(await ears.formIssues()), ...(await page.evaluate(misreadForms))];
}

/** Each form with a password has one field for the name, and says of each password whether it is new. */
function misreadForms() {
  const tokens = (field) => (field.getAttribute("autocomplete") ?? "").split(/\s+/);
  const named = (node) => `${node.localName}#${node.id}`;
  const alone = [...document.querySelectorAll("input[type=password]")].filter((field) => !field.form);
  return [
    ...alone.map((field) => `${named(field)} stands in no form`),
    ...[...document.forms].flatMap((form) => {
      const fields = [...form.elements].filter((field) => field.localName === "input");
      const passwords = fields.filter((field) => field.type === "password");
      if (!passwords.length) return [];
      const names = fields.filter((field) => tokens(field).includes("username"));
      const unclear = passwords.filter((field) => !["current-password", "new-password"].includes(field.getAttribute("autocomplete")));
      return [
        ...(names.length === 1 ? [] : [`${named(form)} has a password and ${names.length} fields for the name`]),
        ...unclear.map((field) => `${named(field)} is neither current-password nor new-password`),
      ];
    }),
  ];
}

export const forms = {
  name: "forms",
  faultsOf: (page, _exhibit, ears) => formFaults(page, ears),
  defects: [
    { what: "a field with an empty autocomplete", change: ['autocomplete="username"', 'autocomplete=""'], says: /AutocompleteAttributeEmpty|0 fields for the name/ },
    { what: "a field without id and name", change: ["<h1>", '<input aria-label="City" autocomplete="address-level2"><h1>'], says: /FormEmptyIdAndNameAttributesForInputError/ },
    { what: "a label for a field that is not there", change: ['for="username"', 'for="user"'], says: /FormLabelForMatchesNonExistingIdError/ },
    { what: "a password form without a field for the name", change: ['autocomplete="username"', 'autocomplete="email"'], says: /0 fields for the name|Password forms should have .*username/ },
    { what: "a password form with two fields for the name", change: ['<label class="choice">', '<label for="other">Other</label><input id="other" name="other" autocomplete="username"><label class="choice">'], says: /2 fields for the name/ },
    { what: "a password that is neither current nor new", change: ['autocomplete="current-password" aria-invalid', 'autocomplete="one-time-code" aria-invalid'], says: /#current-password is neither/ },
  ],
};
