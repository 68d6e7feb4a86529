// Says under a password field that Caps Lock is on, as long as it is.

for (const status of document.querySelectorAll("[data-caps-lock]")) {
  const field = document.getElementById(status.dataset.capsLock);
  if (!field) continue;
  const say = (isOn) => {
    const words = isOn ? status.dataset.on : "";
    if (status.textContent !== words) status.textContent = words;
  };
  // What password managers send as a key knows no keys.
  const look = (event) => event.getModifierState && say(event.getModifierState("CapsLock"));
  field.addEventListener("keydown", look);
  field.addEventListener("keyup", look);
  field.addEventListener("blur", () => say(false));
}
