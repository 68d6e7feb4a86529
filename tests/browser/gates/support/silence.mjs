// No page makes the browser say anything: no message on the console at any level, no breach of the
// policy, no failed request, no exception.

export const silence = {
  name: "silence",
  faultsOf: (_page, _exhibit, ears) => ears.heard(),
  defects: [
    { what: "a style in a tag", change: ["<h1>", '<h1 style="color: red">'], says: /style-src|style-src-attr|ContentSecurityPolicyIssue/ },
    { what: "a style in a tag", view: "without scripts", change: ["<h1>", '<h1 style="color: red">'], says: /Content Security Policy|ContentSecurityPolicyIssue/ },
    { what: "a script that throws", change: ["for (const button", "undefinedWord(); for (const button"], says: /exception: ReferenceError: undefinedWord/ },
    { what: "a forgotten debug message", change: ["for (const button", 'console.debug("here"); for (const button'], says: /console\.debug: here/ },
    { what: "a style sheet that is not there", change: ['href="good.css"', 'href="gone.css"'], says: /gone\.css|404|Stylesheet/ },
    { what: "a picture from another site", change: ["<h1>", '<img alt="" src="http://127.0.0.1:9/x.png"><h1>'], says: /img-src|ContentSecurityPolicyIssue|Image did not load: csp/ },
    { what: "a hint of the browser about a password field", change: [' autocomplete="current-password" aria-invalid', " aria-invalid"], says: /verbose of .*\[DOM\] Input elements should have autocomplete/s },
  ],
};
