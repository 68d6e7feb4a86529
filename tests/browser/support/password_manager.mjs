// What a password manager does, knowing nothing of a site but the autocomplete tokens of its fields.

/** Fills the one form that has these tokens, as `{ "new-password": "…" }`, and sends it. */
export async function fillsAndSends(page, values) {
  const form = await formWith(page, Object.keys(values));
  for (const [token, value] of Object.entries(values)) await form.locator(field(token)).fill(value);
  const arrives = page.waitForEvent("load");
  await form.locator('button[type="submit"]').first().click();
  await arrives;
}

/** Under which name a manager would keep what the form with this password sends. */
export async function nameFor(page, passwordToken) {
  const form = await formWith(page, ["username", passwordToken]);
  return form.locator(field("username")).inputValue();
}

/** Exactly one visible form has exactly one field for each of these tokens, or it says what is unclear. */
async function formWith(page, tokens) {
  const forms = tokens.reduce((found, token) => found.filter({ has: page.locator(field(token)) }), page.locator("form:visible"));
  const count = await forms.count();
  if (count !== 1) throw new Error(`${count} forms at ${new URL(page.url()).pathname} take ${tokens.join(" and ")}`);
  for (const token of tokens) {
    const fields = await forms.locator(field(token)).count();
    if (fields !== 1) throw new Error(`${fields} fields take ${token}`);
  }
  return forms;
}

function field(token) {
  return `input[autocomplete~="${token}"]:visible`;
}
