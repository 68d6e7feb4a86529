// How long a new password is so far. It encourages and never scolds: whether the password will do is
// said by the server.

/** Nobody is interrupted while they type. */
const PAUSE_MS = 500;

for (const status of document.querySelectorAll("[data-length-of]")) {
  const field = document.getElementById(status.dataset.lengthOf);
  if (!field) continue;
  const { atLeast, atMostBytes, soFar, enough } = status.dataset;
  // Counted as the server counts: code points of what is left after Unicode NFKC, and bytes of it.
  const words = () => {
    const text = field.value.normalize("NFKC");
    const count = [...text].length;
    if (!count || new TextEncoder().encode(text).length > atMostBytes) return "";
    return count < atLeast ? soFar.replace("{}", count) : enough;
  };
  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      if (status.textContent !== words()) status.textContent = words();
    }, PAUSE_MS);
  });
}
