for (const button of document.querySelectorAll("[data-reveal]")) button.hidden = false;
