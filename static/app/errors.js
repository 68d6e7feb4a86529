// The links of the error summary bring the label of a field into view, which a jump to the field itself
// would leave above the screen. The summary has the focus from the start, by its attribute.

for (const summary of document.querySelectorAll("[data-error-summary]")) {
  summary.addEventListener("click", (event) => {
    const field = document.getElementById(event.target.closest("a")?.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.labels?.[0] ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}
