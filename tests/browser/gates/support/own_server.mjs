// Serves deliberate defects as a site would, on loopback.

import { createServer } from "node:http";

/** Starts a server that answers paths with `{ type, body, headers }`, and 404 to all others. */
export async function serve(answers) {
  const server = createServer((request, response) => {
    const answer = answers[new URL(request.url, "http://x").pathname];
    if (!answer) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": answer.type ?? "text/html; charset=utf-8", ...answer.headers });
    response.end(answer.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}
