// The rules of html-validate that pages are held to.

export const HTML_RULES = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // Good rules that the two lists leave out.
    "heading-level": "error",
    "input-missing-label": "error",
    "missing-doctype": "error",
    "no-missing-references": "error",
    "no-style-tag": "error",
    "no-unknown-elements": "error",
    // Lines that templates leave blank: nobody reads them, and compression takes them away.
    "no-trailing-whitespace": "off",
  },
};

/** What single elements are excused from, each with the reason. */
export const EXCUSED = [
  {
    says: /input-attributes: Attribute "autocapitalize" is not allowed on <input type="password">/,
    because: "the Show button turns the field into a text, where phones would begin with a capital",
  },
];
