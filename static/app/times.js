// Times in the visitor's own zone, and written as they write it where they live.

const { lang } = document.documentElement;
const locale = navigator.languages.find((one) => one.split("-")[0] === lang) ?? (lang || undefined);
const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });

for (const time of document.querySelectorAll("time[data-local]")) {
  const moment = Date.parse(time.dateTime);
  if (moment) time.textContent = format.format(moment);
}
