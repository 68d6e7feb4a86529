// Keeps what was typed over a step back: pages of ours are not stored, so browsers bring them back
// empty. It stays in this tab, and only until the form has done its work or the person signs out; what a
// browser remembers by itself is forgotten then too.

const PREFIX = "kept:";
const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
/** Whoever comes from elsewhere has left nothing here, and need not wait for the first look into the storage. */
const wasHere = cameBack || document.referrer.startsWith(`${location.origin}/`);
const recordOf = (key) => JSON.parse(sessionStorage.getItem(key));

/** Never passwords or codes, not even while one is shown. */
const isKept = (field) => /^(text|email)$/.test(field.type) && !/password|code/.test(field.autocomplete);

/** Forgets all forms, or those whose record says so. */
const forget = (isOver = () => true) => {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && isOver(key)) sessionStorage.removeItem(key);
  }
};

const forms = [...document.querySelectorAll("form[data-keep]")].map((form) => {
  const key = PREFIX + form.getAttribute("action");
  const fields = [...form.elements].filter(isKept);
  const put = (record) => sessionStorage.setItem(key, JSON.stringify(record));
  const typed = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));
  form.addEventListener("input", () => put({ typed: typed() }));
  form.addEventListener("submit", () => put({ typed: typed(), isSent: true }));
  return { key, fields, put };
});
for (const form of document.querySelectorAll("form[data-forget]")) form.addEventListener("submit", () => forget());

// Later than the browser's own memory.
addEventListener("pageshow", (event) => {
  if (!wasHere && !event.persisted) return;
  for (const { key, fields, put } of forms) {
    const kept = recordOf(key);
    // It is here again, so it has not done its work.
    if (kept) put({ typed: kept.typed });
    if (!cameBack && !event.persisted) continue;
    for (const field of fields) field.value = kept ? field.value || (kept.typed[field.name] ?? "") : field.defaultValue;
  }
  // A form that was sent and is not here again has done its work, unless this page says that it could not.
  if (!document.querySelector("[data-unfinished]")) forget((key) => recordOf(key).isSent);
});
