// Small pages for one behaviour each, served on loopback under the policy of the site and with the
// script that the site serves.

import { createServer } from "node:http";
import { openChromium, person } from "./chromium.mjs";
import { site } from "./sites.mjs";

/** A browser, and a server for pages of one's own. */
export async function fixtures() {
  const chromium = await openChromium();
  const { policy, script } = await fromSite();
  const pages = new Map();
  const sent = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://fixture");
    if (pathname === "/app.js") return response.writeHead(200, { "content-type": "text/javascript" }).end(script);
    if (request.method === "POST") {
      const body = Buffer.concat(await Array.fromAsync(request)).toString();
      sent.push({ path: pathname, fields: Object.fromEntries(new URLSearchParams(body)) });
    }
    const { html, status } = pages.get(pathname) ?? { html: "", status: 204 };
    const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy, "cache-control": "no-store" };
    response.writeHead(status, headers).end(html);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    script,
    /** The forms that arrived, in order. */
    sent,
    /** Waits until that many forms have arrived. */
    async arrive(count) {
      while (sent.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    /** Puts a page at a path. */
    put(path, body, { lang = "en", status = 200 } = {}) {
      const head = '<meta charset="utf-8"><title>Fixture</title><script type="module" src="/app.js"></script>';
      const html = `<!DOCTYPE html><html lang="${lang}"><head>${head}</head><body>${body}</body></html>`;
      pages.set(path, { html, status });
    },
    /** A person with a browser profile of their own, at a page. With `broken` the script does not load. */
    async visits(path, { broken = false, scripts = true, ...settings } = {}) {
      const someone = await person(chromium, { origin, scripts, ...settings });
      if (broken) await someone.page.route("**/app.js", (route) => route.abort("blockedbyclient"));
      await someone.page.goto(path);
      return someone;
    },
    async stop() {
      await new Promise((resolve) => server.close(resolve) && server.closeAllConnections());
      await chromium.close();
    },
  };
}

/** The policy that the site sends, and the script that its pages name. */
async function fromSite() {
  const app = await site();
  const home = await fetch(app.origin);
  const [, path] = /<script[^>]* src="([^"]+)"/.exec(await home.text());
  const script = await (await fetch(new URL(path, app.origin))).text();
  await app.stop();
  return { policy: home.headers.get("content-security-policy"), script };
}
