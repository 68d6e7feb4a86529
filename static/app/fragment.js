// Links of the auth server's own mail templates answer in the fragment, which no server sees. What is
// there is taken out of the address at once, tokens with it, and its meaning said by a page.

const LANDING = "/auth/confirm";
const ANSWERS = ["access_token", "error_code", "error", "sb"];

const said = new URLSearchParams(location.hash.slice(1));
if (ANSWERS.some((name) => said.has(name))) {
  history.replaceState(null, "", location.pathname + location.search);
  const word = (name) => (/^[a-z_]{1,40}$/.test(said.get(name) ?? "") ? said.get(name) : "");
  const error = word("error_code") || word("error");
  const query = error ? { error_code: error } : { landed: word("type") || "message" };
  location.replace(`${LANDING}?${new URLSearchParams(query)}`);
}
