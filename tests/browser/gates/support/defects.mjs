// Serves the good page of `defects/` and its spoiled versions, each made by replacing one piece of its text.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const FOLDER = new URL("../defects/", import.meta.url);
const KINDS = { css: "text/css", html: "text/html; charset=utf-8", js: "text/javascript" };
/** As strict as the policy of the site. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

/** The page of `defects/` in the words of the gallery. */
export const DEFECTIVE = { name: "good", page: "login", state: "empty", isGood: true, status: 422, signed_in: false };

/** The source of the good page after these changes (`[text, replacement]`), in whichever of its files the text stands. */
export function goodAfter(changes) {
  const sources = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, readFileSync(new URL(`good.${kind}`, FOLDER), "utf8")]));
  for (const [text, replacement] of changes) {
    const [kind, ...others] = Object.keys(sources).filter((kind) => sources[kind].includes(text));
    if (!kind || others.length || sources[kind].split(text).length !== 2) throw new Error(`stands not exactly once in the good page: ${text}`);
    sources[kind] = sources[kind].replace(text, () => replacement);
  }
  return sources;
}

export async function defectServer() {
  const versions = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    // Asked for by the browser itself, for the tab.
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    const [, number, file] = pathname.split("/");
    const [name, kind] = file?.split(".") ?? [];
    const source = name === "good" ? versions[number]?.[kind] : undefined;
    if (source === undefined) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": KINDS[kind], "content-security-policy": POLICY });
    response.end(kind === "html" ? asAsked(source, searchParams) : source);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** The path of the good page after these changes. */
    after: (changes) => `/${versions.push(goodAfter(changes)) - 1}/good.html`,
    stop: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}

/** The gallery writes language, theme and direction as asked; so does this. */
function asAsked(html, asked) {
  return html
    .replace('lang="en"', `lang="${asked.get("language") ?? "en"}"`)
    .replace('dir="ltr"', `dir="${asked.get("dir") ?? "ltr"}"${asked.has("theme") ? ` data-theme="${asked.get("theme")}"` : ""}`);
}
