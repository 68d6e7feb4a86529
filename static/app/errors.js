// The error summary has the focus from the start, and its links bring the label of a field into view,
// which a jump to the field itself would leave above the screen.

for (const summary of document.querySelectorAll("[data-error-summary]")) {
  // Browsers that know no autofocus but on fields; whoever is typing already is not disturbed.
  if (document.activeElement === document.body) summary.focus();
  summary.addEventListener("click", (event) => {
    const field = document.getElementById(event.target.closest("a")?.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.labels?.[0] ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}
