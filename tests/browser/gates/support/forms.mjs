// What password managers need of a form: Chromium's own audit, and the rule that it does not know.

const OF_FORMS = /\[DOM\]|issue GenericIssue/;

/** Issues and hints of the browser about forms, and password forms that a manager would misread. */
export async function formFaults(page, ears) {
  const hints = (await ears.heard()).filter((said) => OF_FORMS.test(said));
  return [...hints, ...(await ears.formIssues()), ...(await page.evaluate(misreadForms))];
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
