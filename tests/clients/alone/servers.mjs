// The auth server alone, as client libraries find it: in memory, on Postgres, and the real GoTrue in its place,
// against which the same stories are true. All of them give their mails out over HTTP.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, request as ask } from "node:http";
import { createInterface } from "node:readline";
import { signed, signingKeys, startGoTrue } from "../../browser/support/gotrue.mjs";
import { codeIn, smtpCatcher } from "../../browser/support/mailbox.mjs";
import { freePort, freshDatabase, start } from "../../browser/support/processes.mjs";
import { BINARY } from "../../browser/support/sites.mjs";
import { CLIENT, startProvider } from "./provider.mjs";

/** The site that people come back to; nobody is there. */
export const SITE = "http://site.example";

const POSTGRES = process.env.TEST_POSTGRES_URL;
const GOTRUE = process.env.GOTRUE_BINARY;

/** Name, how to start it (with more settings where a story needs them), and why it cannot run here when it cannot. */
export const SERVERS = [
  { name: "doorward auth, in memory", start: (more) => withProvider(inMemory, more) },
  {
    name: "doorward auth, Postgres",
    start: (more) => withProvider(onPostgres, more),
    missing: POSTGRES ? null : "TEST_POSTGRES_URL is not set",
  },
  {
    name: "the real GoTrue",
    start: (more) => withProvider(onGoTrue, more),
    missing: GOTRUE && POSTGRES ? null : "GOTRUE_BINARY or TEST_POSTGRES_URL is not set",
  },
];

/** What the programs of other languages learn from their environment. */
export function environment({ url, publishable, secret, mails }) {
  return { SERVER_URL: url, PUBLISHABLE_KEY: publishable, SECRET_KEY: secret, MAILS_URL: mails };
}

async function withProvider(start, more = {}) {
  const provider = await startProvider();
  const server = await start({
    GOTRUE_SITE_URL: SITE,
    GOTRUE_URI_ALLOW_LIST: `${SITE}/**`,
    GOTRUE_SECURITY_MANUAL_LINKING_ENABLED: "true",
    GOTRUE_EXTERNAL_KEYCLOAK_ENABLED: "true",
    GOTRUE_EXTERNAL_KEYCLOAK_URL: provider.url,
    GOTRUE_EXTERNAL_KEYCLOAK_CLIENT_ID: CLIENT.id,
    GOTRUE_EXTERNAL_KEYCLOAK_SECRET: CLIENT.secret,
    ...more,
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      await provider.stop();
    },
  };
}

async function inMemory(settings) {
  const env = { PATH: process.env.PATH, ...settings };
  const child = spawn(BINARY, ["auth", "--ephemeral", "--until-stdin-closes"], { env, stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const line = await Promise.race([once(createInterface(child.stdout), "line"), ended.then(() => null)]);
  if (!line) throw new Error("doorward auth --ephemeral did not start");
  const { url, anon_key, service_role_key, mails_url } = JSON.parse(line[0]);
  return {
    url,
    publishable: anon_key,
    secret: service_role_key,
    mails: mails_url,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

async function onPostgres(settings) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const database = freshDatabase(POSTGRES, "alone");
  const catcher = await smtpCatcher();
  const mails = await givenOut(catcher);
  const secret = randomBytes(32).toString("hex");
  const env = {
    API_EXTERNAL_URL: url,
    PORT: String(port),
    GOTRUE_DB_DRIVER: "postgres",
    DATABASE_URL: database.url,
    GOTRUE_JWT_SECRET: secret,
    GOTRUE_JWT_KEYS: JSON.stringify(signingKeys(secret)),
    GOTRUE_JWT_AUD: "authenticated",
    GOTRUE_JWT_DEFAULT_GROUP_NAME: "authenticated",
    GOTRUE_RATE_LIMIT_EMAIL_SENT: "1000",
    GOTRUE_SMTP_HOST: "127.0.0.1",
    GOTRUE_SMTP_PORT: String(catcher.port),
    GOTRUE_SMTP_ADMIN_EMAIL: "auth@example.test",
    GOTRUE_SMTP_MAX_FREQUENCY: "1ns",
    ...settings,
  };
  const running = await start(BINARY, ["auth"], env, { url: `${url}/health` });
  return {
    url,
    publishable: signed({ role: "anon" }, secret),
    secret: signed({ role: "service_role" }, secret),
    mails: mails.url,
    async stop() {
      await running.stop();
      mails.stop();
      catcher.close();
      database.drop();
    },
  };
}

/** The mails of the real one that get a code and a link. */
const MAILS = ["confirmation", "invite", "magic_link", "recovery", "email_change"];

async function onGoTrue(settings) {
  const gateway = await startGateway();
  const gotrue = await startGoTrue({
    binary: GOTRUE,
    postgres: POSTGRES,
    origin: SITE,
    templates: Object.fromEntries(MAILS.map((name) => [name, "<p>{{ .Token }}</p><p>{{ .ConfirmationURL }}</p>"])),
    settings: {
      ...settings,
      GOTRUE_EXTERNAL_KEYCLOAK_REDIRECT_URI: `${gateway.url}/callback`,
      // The gateway of a Supabase project lets pages send it.
      GOTRUE_CORS_ALLOWED_HEADERS: "apikey",
    },
  });
  gateway.leadsTo(gotrue.url);
  const mails = await givenOut(gotrue.mail);
  return {
    url: gateway.url,
    publishable: gotrue.keys.publishable,
    secret: gotrue.keys.secret,
    mails: mails.url,
    async stop() {
      gateway.stop();
      mails.stop();
      await gotrue.stop();
    },
  };
}

/** What is caught, in the form in which `--ephemeral` gives mails out. */
function givenOut(catcher) {
  return listening((request, response) => {
    if (request.method === "DELETE") {
      catcher.mails.length = 0;
      return response.writeHead(204).end();
    }
    const to = new URL(request.url, "http://mails.invalid").searchParams.get("to");
    const mail = catcher.mails.findLast((one) => one.to === to);
    const found = mail ? { code: codeIn(mail), links: mail.links } : {};
    response.writeHead(mail ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(found));
  });
}

/** The real one serves at the root; in front of it stands what takes `/auth/v1` away. */
async function startGateway() {
  let target;
  const gateway = await listening((request, response) => {
    const { method, headers } = request;
    const onward = ask(target + request.url.replace("/auth/v1", ""), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", (error) => response.writeHead(502).end(error.message));
    request.pipe(onward);
  });
  return { ...gateway, leadsTo: (url) => (target = url) };
}

/** An HTTP server on any free port of loopback. */
export async function listening(answer) {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
