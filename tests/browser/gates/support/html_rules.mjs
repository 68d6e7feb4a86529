// The rules of html-validate that pages are held to.

export const HTML_RULES = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // Good rules that the two lists leave out.
    "input-missing-label": "error",
    "missing-doctype": "error",
    "no-missing-references": "error",
    "no-style-tag": "error",
    "no-unknown-elements": "error",
    // The summary of a form with mistakes stands above the main heading, with a heading of the second level.
    "heading-level": ["error", { minInitialRank: "h2" }],
    // Lines that templates leave blank: nobody reads them, and compression takes them away.
    "no-trailing-whitespace": "off",
  },
};

/** The rules that mails are held to: programs for mail know neither style sheets nor newer elements. */
export const MAIL_RULES = {
  ...HTML_RULES,
  rules: { ...HTML_RULES.rules, "long-title": "off", "no-inline-style": "off", "no-style-tag": "off", "prefer-tbody": "off", "presentation-role-style": "off" },
};

/** What single elements are excused from, each with the reason. */
export const EXCUSED = [
  {
    says: /input-attributes: Attribute "autocapitalize" is not allowed on <input type="password">/,
    because: "the Show button turns the field into a text, where phones would begin with a capital",
  },
];
