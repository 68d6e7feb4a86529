// The Show button of a password field. Without this the button stays hidden.

for (const button of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(button.getAttribute("aria-controls"));
  const status = document.getElementById(button.dataset.reveal);
  if (!field || !status) continue;
  const { hide, hideLabel, shown, hidden } = button.dataset;
  const label = button.getAttribute("aria-label");
  const inside = [...button.childNodes];
  const show = (isShown) => {
    if ((field.type === "text") === isShown) return;
    field.type = isShown ? "text" : "password";
    button.replaceChildren(...(isShown ? [hide] : inside));
    button.setAttribute("aria-label", isShown ? hideLabel : label);
    status.textContent = isShown ? shown : hidden;
  };
  button.hidden = false;
  button.addEventListener("click", () => show(field.type === "password"));
  // A password field must be one when it is sent, or the browser offers to remember it as a text.
  field.form?.addEventListener("submit", () => show(false));
  addEventListener("pageshow", (event) => event.persisted && show(false));
}
