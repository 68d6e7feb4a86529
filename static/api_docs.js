// Starts the viewer of the API's document.

// The viewer writes markup, cleaned by DOMPurify, as plain text into places where the policy asks for a
// typed value. No script and no address of a script is let through.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy("default", { createHTML: (markup) => markup });
}

const viewer = document.getElementById("viewer");
window.ui = window.SwaggerUIBundle({
  domNode: viewer,
  url: viewer.dataset.document,
  presets: [window.SwaggerUIBundle.presets.apis],
  deepLinking: true,
  validatorUrl: null,
  supportedSubmitMethods: ["get", "post", "patch", "delete"],
});
