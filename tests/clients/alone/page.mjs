// A page of somebody's site in Chromium, with supabase-js on it as it is published and an authenticator at hand.

import { build } from "esbuild";
import { person } from "../../browser/support/chromium.mjs";
import { listening } from "./servers.mjs";

const SCRIPT = `import { createClient } from "@supabase/supabase-js"; window.createClient = createClient;`;

/** The site, on a name that browsers take for safe: `origin`, `id` (of the relying party), `stop`. */
export async function startSite() {
  const { outputFiles } = await build({
    stdin: { contents: SCRIPT, resolveDir: import.meta.dirname },
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false,
  });
  const script = outputFiles[0].text.replaceAll("</script", "<\\/script");
  const page = `<!doctype html><html lang="en"><title>A site</title><script type="module">${script}</script></html>`;
  const site = await listening((_, response) => response.writeHead(200, { "content-type": "text/html" }).end(page));
  return { origin: `http://localhost:${new URL(site.url).port}`, id: "localhost", stop: site.stop };
}

/** The authenticator of a laptop or telephone itself, and one on a key ring. */
export const BUILT_IN = "internal";
export const ON_A_KEY_RING = "usb";

/** Somebody who has the site open, where `window.auth` is the client; `keys` are those of the authenticator. */
export async function visitor(chromium, site, server, authenticator) {
  const { context, page, close } = await person(chromium, { origin: site.origin, scripts: true });
  const keys = await plugIn(await context.newCDPSession(page), authenticator);
  await page.goto(site.origin);
  await page.evaluate(
    ([url, key]) => {
      const options = { persistSession: false, autoRefreshToken: false, experimental: { passkey: true } };
      window.auth = window.createClient(url, key, { auth: options }).auth;
    },
    [server.url, server.publishable],
  );
  return { page, keys, leaves: close };
}

/** Plugs an authenticator in whose owner agrees to everything; gives what tells the keys that it has made. */
async function plugIn(inspector, transport) {
  await inspector.send("WebAuthn.enable");
  const { authenticatorId } = await inspector.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return async () => (await inspector.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
}
