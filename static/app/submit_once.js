// Ignores the second half of a double click, and says that something is under way.

/** How long a second press is ignored: a double click, not a second thought. */
const DOUBLE_PRESS_MS = 1000;

for (const form of document.forms) {
  let pressedAt = -Infinity;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - pressedAt < DOUBLE_PRESS_MS) return event.preventDefault();
    pressedAt = event.timeStamp;
    const button = event.submitter;
    if (!button?.dataset.busy || button.ariaDisabled === "true") return;
    const inside = [...button.childNodes];
    button.ariaDisabled = "true";
    button.replaceChildren(button.dataset.busy);
    // Whoever comes back finds the page as it was before.
    addEventListener("pageshow", () => {
      button.ariaDisabled = null;
      button.replaceChildren(...inside);
    }, { once: true });
  });
}
