// Pasting a code: "123 456", or the whole line of the mail, leaves the digits. The form is sent by
// Enter or its button alone: people look at what they pasted first, and a page that goes on by itself
// surprises them (WCAG 3.2.2).

/** What may stand between the digits, as on the server: spaces, dashes, dots and what cannot be seen. */
const FILLER = "[\\s.\\u2010-\\u2015\\u200b-\\u200f\\u2060\\ufeff-]{0,2}";

for (const field of document.querySelectorAll("[data-code]")) {
  const more = Number(field.dataset.code) - 1;
  // In one piece if there is such a piece, else in groups; never a part of a longer number.
  const patterns = ["", FILLER].map((filler) => new RegExp(`(?:^|\\D)(\\d(?:${filler}\\d){${more}})(?!\\d)`));
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    const found = patterns.map((pattern) => pattern.exec(text)).find(Boolean);
    if (!found) return;
    event.preventDefault();
    field.value = found[1].replace(/\D/g, "");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
