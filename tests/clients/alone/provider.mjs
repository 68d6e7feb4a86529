// A provider of identities on loopback, as a Keycloak. It keeps nothing: who comes says at its page who they are,
// by `login` in the address, and the code and the token say it again.

import { createServer } from "node:http";

export const CLIENT = { id: "doorward", secret: "between the two" };

/** Starts it; its realm is `url`. */
export async function startProvider() {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://provider.invalid");
    const step = STEPS[url.pathname.replace("/protocol/openid-connect/", "")];
    const { status = 200, headers, body } = step ? step(url.searchParams, request, await text(request)) : { status: 404 };
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}

const STEPS = {
  /** The page: whoever comes is sent back with a code. */
  auth(query) {
    if (query.get("client_id") !== CLIENT.id || !query.get("login")) return { status: 400, body: { error: "invalid_request" } };
    const back = new URL(query.get("redirect_uri"));
    back.searchParams.set("code", query.get("login"));
    back.searchParams.set("state", query.get("state"));
    return { status: 302, headers: { location: back.href } };
  },

  /** A token for a code, to whoever knows the secret. */
  token(_, request, body) {
    const form = new URLSearchParams(body);
    const basic = Buffer.from(request.headers.authorization?.replace("Basic ", "") ?? "", "base64").toString();
    const [id, secret] = basic ? basic.split(":").map(unescaped) : [form.get("client_id"), form.get("client_secret")];
    if (id !== CLIENT.id || secret !== CLIENT.secret) return { status: 401, body: { error: "invalid_client" } };
    return { body: { access_token: form.get("code"), token_type: "bearer", expires_in: 3600 } };
  },

  /** What is known of the holder of a token. */
  userinfo(_, request) {
    const email = request.headers.authorization?.replace("Bearer ", "");
    if (!email) return { status: 401, body: { error: "invalid_token" } };
    return { body: { sub: `subject of ${email}`, email, email_verified: true, name: "Ada" } };
  },
};

/** As names and secrets stand in that header (RFC 6749 §2.3.1). */
const unescaped = (part) => decodeURIComponent(part.replaceAll("+", " "));

async function text(request) {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  return body;
}
