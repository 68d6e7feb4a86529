// Small behaviours over pages that work without them. Each one looks for its own data attribute;
// nothing here is needed to sign in.

/** How long a second press of a submit button is ignored: a double click, not a second thought. */
const DOUBLE_PRESS_MS = 1000;

/** Links of the auth server's own mail templates answer in the fragment, which no server sees. */
const LANDING = "/auth/confirm";

readFragment();
document.querySelectorAll("[data-reveal]").forEach(revealPassword);
document.querySelectorAll("form").forEach(submitOnce);
document.querySelectorAll("[data-error-summary]").forEach(guideToErrors);

/** Takes what the auth server left behind `#` out of the address at once, and says what it means. */
function readFragment() {
  const said = new URLSearchParams(location.hash.slice(1));
  const isAnswer = ["access_token", "error_code", "error", "sb"].some((name) => said.has(name));
  if (!isAnswer) return;
  history.replaceState(null, "", location.pathname + location.search);
  const word = (name) => (/^[a-z_]{1,40}$/.test(said.get(name) ?? "") ? said.get(name) : "");
  const error = word("error_code") || word("error");
  const query = error ? { error_code: error } : { landed: word("type") || "message" };
  location.replace(`${LANDING}?${new URLSearchParams(query)}`);
}

/** The Show button of a password field. */
function revealPassword(button) {
  const field = document.getElementById(button.getAttribute("aria-controls"));
  const status = document.getElementById(button.dataset.reveal);
  if (!field || !status) return;
  const show = (isShown) => {
    if ((field.type === "text") === isShown) return;
    field.type = isShown ? "text" : "password";
    button.textContent = isShown ? "Hide" : "Show";
    button.setAttribute("aria-label", isShown ? "Hide password" : "Show password");
    status.textContent = isShown ? "Your password is visible" : "Your password is hidden";
  };
  button.hidden = false;
  button.addEventListener("click", () => show(field.type === "password"));
  // A password field must be one when it is sent, or the browser offers to remember it as a text.
  field.form?.addEventListener("submit", () => show(false));
  addEventListener("pageshow", (event) => event.persisted && show(false));
}

/** Ignores the second half of a double click, and says that something is under way. */
function submitOnce(form) {
  let pressedAt = -Infinity;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - pressedAt < DOUBLE_PRESS_MS) return event.preventDefault();
    pressedAt = event.timeStamp;
    const button = event.submitter;
    if (!button?.dataset.busy) return;
    const label = button.textContent;
    button.setAttribute("aria-disabled", "true");
    button.textContent = button.dataset.busy;
    addEventListener("pageshow", () => {
      button.removeAttribute("aria-disabled");
      button.textContent = label;
    }, { once: true });
  });
}

/** Brings a field's label into view before its field. */
function guideToErrors(summary) {
  summary.addEventListener("click", (event) => {
    const field = document.getElementById(event.target.closest("a")?.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.labels?.[0] ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}
