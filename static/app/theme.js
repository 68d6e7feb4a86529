// Shows a theme as soon as it is chosen. The form saves it; an empty choice is what the system says.

for (const choice of document.querySelectorAll("[data-theme-choice]")) {
  choice.addEventListener("change", () => {
    const { dataset } = document.documentElement;
    if (choice.dataset.themeChoice) dataset.theme = choice.dataset.themeChoice;
    else delete dataset.theme;
  });
}
