// Counts down to the moment when something is possible again. Only the end is read out.

for (const line of document.querySelectorAll("[data-countdown]")) {
  const clock = line.querySelector("[aria-hidden]");
  const status = line.querySelector("[role=status]");
  if (!clock || !status) continue;
  const { countdown, left, done } = line.dataset;
  const end = Date.now() + countdown * 1000;
  // The time that is left, not the ticks, is counted: a page that slept is right when it wakes.
  const tick = () => {
    const rest = end - Date.now();
    const seconds = Math.ceil(rest / 1000);
    clock.textContent = rest > 0 ? left.replace("{}", `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, "0")}`) : "";
    if (rest > 0) setTimeout(tick, rest % 1000 || 1000);
    else status.textContent = done;
  };
  if (countdown > 0) tick();
}
