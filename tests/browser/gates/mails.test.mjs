// Every mail in every state: valid, quiet, readable in light and dark, narrow enough for a phone, and
// looking as it was kept.

import { after, before, describe, it } from "node:test";
import { defect, named, none } from "./support/faults.mjs";
import { address, mails, stage } from "./support/gallery.mjs";
import { MAIL_RULES } from "./support/html_rules.mjs";
import { KeptLooks } from "./support/kept_looks.mjs";
import { photograph, sheet } from "./support/looks.mjs";
import { mailFaults, openMail, readingFaults, readsFrom } from "./support/mail.mjs";
import { htmlValidateFaults, nuFaults } from "./support/markup.mjs";
import { serve } from "./support/own_server.mjs";
import { STILL, openStudio } from "./support/studio.mjs";
import { tour, view } from "./support/tour.mjs";

const VIEWS = { schemes: ["light", "dark"], widths: [320, 600] };
/** All states of one mail, and the usual state of all others: they share their parts. */
const isTypical = ({ mail, state }) => mail === "confirmation" || state === "usual";

const on = stage({ browser: openStudio });
const both = async () => (await Promise.all(["en", "de"].map(async (language) => (await mails(on.site, { language })).map((mail) => ({ ...mail, language }))))).flat();

it("every mail is valid in the eyes of two validators, in both languages", async () => {
  const documents = [];
  for (const { name, html, language } of await both()) {
    documents.push({ name: `${name}, ${language}`, html: await readsFrom(address(on.site, html, { language })) });
  }
  none([...(await htmlValidateFaults(documents, MAIL_RULES)), ...nuFaults(documents)]);
});

for (const language of ["en", "de"]) {
  it(`every mail asks for nothing, says the same twice and reads well on a phone, ${language}`, async () => {
    const { faults } = await tour({
      chromium: on.chromium,
      site: on.site,
      exhibits: (await mails(on.site, { language })).map((mail) => ({ ...mail, path: mail.html })),
      views: [view(language, { ...STILL, query: { language } })],
      listen: openMail,
      faultsOf: async (page, mail, asked) => [
        ...(await mailFaults(page, asked, await readsFrom(address(on.site, mail.text, { language })))),
        ...(isTypical(mail) ? await readingFaults(page) : []),
      ],
    });
    none(faults);
  });
}

it("every mail looks as it was kept", async () => {
  const kept = new KeptLooks("mails", on.chromium);
  const { faults } = await tour({
    chromium: on.chromium,
    site: on.site,
    exhibits: (await mails(on.site)).filter(isTypical).map((mail) => ({ ...mail, path: mail.html })),
    views: [view("looks", STILL)],
    listen: openMail,
    faultsOf: async (page, { name }) => kept.faultsOf(name, async () => sheet(await photograph(page, VIEWS))),
  });
  none([...faults, ...kept.finish()]);
});

describe("a mail with everything wrong", () => {
  const html = defect("mail.html");
  let bad;
  before(async () => (bad = await serve({ "/": { body: html }, "/long": { body: html + " ".repeat(20_000) } })));
  after(() => bad.stop());

  const faultsAt = async (path, text = "") => {
    const page = await on.chromium.newPage(STILL);
    try {
      const asked = await openMail(page);
      await page.goto(bad.origin + path);
      return [...(await mailFaults(page, asked, text)), ...(await readingFaults(page))];
    } finally {
      await page.close();
    }
  };

  it("is named for each of its faults", async () => {
    const faults = await faultsAt("/", "Elsewhere: https://app.example.com/only-in-the-text");
    named(faults, /^asks for http:\/\/elsewhere\.example\/pixel\.gif$/);
    named(faults, /^stands out by \d+ px at the side$/);
    named(faults, /^dark: color-contrast at h1/);
    named(faults, /^only the HTML part leads to https:\/\/app\.example\.com\/only-here$/);
    named(faults, /^only the text part leads to https:\/\/app\.example\.com\/only-in-the-text$/);
    named(await faultsAt("/long"), /^is 2\d{4} bytes long/);
    named(await htmlValidateFaults([{ name: "bad", html }], MAIL_RULES), /^bad, .*deprecated/);
    named(nuFaults([{ name: "bad", html }]), /^bad, .*center/);
  });
});
