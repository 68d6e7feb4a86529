// Every rendered page is valid HTML in the eyes of two validators, in both languages.

import { before, describe, it } from "node:test";
import { goodAfter } from "./support/defects.mjs";
import { none, only } from "./support/faults.mjs";
import { address, exhibits, stage } from "./support/gallery.mjs";
import { htmlValidateFaults, nuFaults } from "./support/markup.mjs";

const VALIDATORS = [
  {
    name: "html-validate",
    faultsOf: htmlValidateFaults,
    defects: [
      { what: "a button without a type", change: [' type="submit">Sign in', ">Sign in"], says: /no-implicit-button-type/ },
      { what: "a field without a label", change: ['<label for="username">E-mail address</label>', "<p>E-mail address</p>"], says: /input-missing-label/ },
      { what: "an id that stands twice", change: ['id="remember"', 'id="username"'], says: /no-dup-id|input-missing-label/ },
    ],
  },
  {
    name: "the Nu checker",
    faultsOf: nuFaults,
    defects: [
      { what: "words where only items may stand", change: ["<ul>", "<ul><p>Look here</p>"], says: /error: Element .p. not allowed as child of element .ul./ },
      { what: "a value that the standard does not know", change: ['autocomplete="current-password" aria-invalid', 'autocomplete="password" aria-invalid'], says: /error: Bad value .password. for attribute .autocomplete./ },
      { what: "a role that says nothing new", change: ["<footer>", '<footer role="contentinfo">'], says: /warning: The .contentinfo. role is unnecessary/ },
      { what: "a slash that does nothing", change: ['<meta charset="utf-8">', '<meta charset="utf-8"/>'], says: /info: Trailing slash/ },
    ],
  },
];

for (const { name, faultsOf, defects } of VALIDATORS) {
  describe(`markup, ${name}`, () => {
    const on = stage();
    let pages, faults, seconds;
    // One run for everything: to start Java takes longer than to read all pages.
    before(async () => {
      const began = performance.now();
      pages = await renderedPages(on.site);
      const spoiled = defects.map(({ what, change }) => ({ name: what, html: goodAfter([change]).html }));
      faults = await faultsOf([...pages, { name: "good", html: goodAfter([]).html }, ...spoiled]);
      seconds = (performance.now() - began) / 1000;
    });
    const faultsIn = (document) => faults.filter((fault) => fault.startsWith(`${document}, `));

    it("finds nothing on the pages", (t) => {
      t.diagnostic(`${name}: ${pages.length} documents in ${seconds.toFixed(1)} s`);
      none(pages.flatMap((page) => faultsIn(page.name)));
    });
    it("lets the good page pass", () => none(faultsIn("good")));
    for (const { what, says } of defects) it(`notices ${what}`, () => only(faultsIn(what), says));
  });
}

/** What the server writes for each exhibit, in both languages. */
async function renderedPages(site) {
  const pages = [];
  for (const exhibit of await exhibits(site)) {
    for (const language of ["en", "de"]) {
      const answer = await fetch(address(site, exhibit.path, { language }));
      if (!answer.ok) throw new Error(`${exhibit.name} answered ${answer.status}`);
      pages.push({ name: `${exhibit.name}, ${language}`, html: await answer.text() });
    }
  }
  return pages;
}
