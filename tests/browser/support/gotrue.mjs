// The real GoTrue, for a story against it: its own database, ES256 keys, mails to the catcher.

import { createHmac, generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { smtpCatcher } from "./mailbox.mjs";
import { freePort, freshDatabase, sql, start } from "./processes.mjs";

const PAGE = fileURLToPath(new URL("../../../docs/supabase.md", import.meta.url));

/**
 * Starts the program `binary` for a site at `origin`. Its mails are those of `templates`, HTML by the name of
 * the mail; else its own. What is in `settings` is added to its environment.
 */
export async function startGoTrue({ binary, postgres, origin, templates, settings = {} }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const database = freshDatabase(postgres, "gotrue");
  sql(database.url, "create schema auth");
  const mail = await smtpCatcher();
  const pages = templates ? await serveTemplates(templates) : null;
  const secret = randomBytes(32).toString("hex");
  const folder = mkdtempSync(join(tmpdir(), "gotrue-"));
  const env = {
    API_EXTERNAL_URL: url,
    DATABASE_URL: `${database.url}?search_path=auth`,
    GOTRUE_API_HOST: "127.0.0.1",
    GOTRUE_DB_DRIVER: "postgres",
    GOTRUE_EXTERNAL_EMAIL_ENABLED: "true",
    GOTRUE_JWT_AUD: "authenticated",
    GOTRUE_JWT_DEFAULT_GROUP_NAME: "authenticated",
    GOTRUE_JWT_ISSUER: url,
    GOTRUE_JWT_KEYS: JSON.stringify(signingKeys(secret)),
    GOTRUE_JWT_SECRET: secret,
    GOTRUE_LOG_LEVEL: "warn",
    GOTRUE_MAILER_OTP_EXP: "600",
    GOTRUE_RATE_LIMIT_EMAIL_SENT: "1000",
    GOTRUE_SECURITY_REFRESH_TOKEN_REUSE_INTERVAL: "10",
    GOTRUE_SITE_URL: origin,
    GOTRUE_SMTP_ADMIN_EMAIL: "auth@example.test",
    GOTRUE_SMTP_HOST: "127.0.0.1",
    GOTRUE_SMTP_MAX_FREQUENCY: "1ns",
    GOTRUE_SMTP_PORT: String(mail.port),
    GOTRUE_URI_ALLOW_LIST: `${origin}/**`,
    PORT: String(port),
    ...pages?.env,
    ...settings,
  };
  // In an empty folder, since the program reads a .env where it stands.
  const running = await start(binary, [], env, { url: `${url}/settings`, cwd: folder });
  return {
    url,
    mail,
    keys: { publishable: signed({ role: "anon" }, secret), secret: signed({ role: "service_role" }, secret) },
    async stop() {
      await running.stop();
      mail.close();
      pages?.close();
      database.drop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The templates of docs/supabase.md, by the name of the mail. */
export function givenTemplates() {
  const page = readFileSync(PAGE, "utf8");
  const blocks = page.matchAll(/<!-- mail template: (\w+) -->\s*```html\n([\s\S]*?)```/g);
  return Object.fromEntries([...blocks].map(([, name, html]) => [name, html]));
}

/** GoTrue fetches its templates over HTTP. */
async function serveTemplates(templates) {
  const server = createServer((request, response) => {
    const html = templates[request.url.slice(1)];
    response.writeHead(html ? 200 : 404, { "content-type": "text/html" }).end(html);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${server.address().port}`;
  const names = Object.keys(templates);
  const env = Object.fromEntries(names.map((name) => [`GOTRUE_MAILER_TEMPLATES_${name.toUpperCase()}`, `${base}/${name}`]));
  return { env, close: () => server.close() };
}

/** A new ES256 key to sign with, and the shared secret that the API keys are signed with. */
export function signingKeys(secret) {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return [
    { ...privateKey.export({ format: "jwk" }), alg: "ES256", kid: "story", use: "sig", key_ops: ["sign", "verify"] },
    { kty: "oct", alg: "HS256", kid: "legacy", k: Buffer.from(secret).toString("base64url"), key_ops: ["verify"] },
  ];
}

/** A key for programs. */
export function signed(claims, secret) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const head = `${part({ alg: "HS256", typ: "JWT" })}.${part({ ...claims, iat: now, exp: now + 86_400 })}`;
  return `${head}.${createHmac("sha256", secret).update(head).digest("base64url")}`;
}
