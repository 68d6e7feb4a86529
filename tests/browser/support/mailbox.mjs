// Two ways to read mail: the mailbox page of a development server, and a small SMTP server for
// auth servers that send their own.

import { createServer } from "node:net";

const PATIENCE_MS = 10_000;

/** Reads the mailbox page in a tab of its own, as a developer would. */
export function mailboxPage(origin) {
  return {
    async newest(to, { context, after }) {
      const tab = await context.newPage();
      try {
        return await soon(async () => {
          await tab.goto(`${origin}/dev/mailbox`);
          const subjects = tab.locator("li", { hasText: `To ${to}` }).getByRole("link");
          if ((await subjects.count()) <= after) return null;
          await subjects.first().click();
          return {
            text: await tab.locator("main pre").innerText(),
            links: await tab.getByRole("link", { name: "Open the link" }).evaluateAll((all) => all.map((one) => one.href)),
          };
        }, `mail to ${to}`);
      } finally {
        await tab.close();
      }
    },
    close() {},
  };
}

/** An SMTP server that keeps what it is sent. */
export async function smtpCatcher(port = 0) {
  const mails = [];
  const server = createServer((socket) => receive(socket, mails));
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port: server.address().port,
    /** All of them, the oldest first. */
    mails,
    newest(to, { after }) {
      return soon(async () => mails.filter((mail) => mail.to === to).slice(after).at(-1) ?? null, `mail to ${to}`);
    },
    close: () => server.close(),
  };
}

function receive(socket, mails) {
  let buffer = "";
  let letter = null; // the lines after DATA
  let to = "";
  const answer = (line) => socket.write(`${line}\r\n`);
  socket.setEncoding("utf8");
  socket.on("error", () => socket.destroy());
  answer("220 catcher");
  socket.on("data", (chunk) => {
    buffer += chunk;
    for (let end; (end = buffer.indexOf("\r\n")) >= 0; ) {
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      if (letter) {
        if (line === ".") {
          mails.push({ to, ...read(letter.join("\n")) });
          letter = null;
          answer("250 kept");
        } else {
          letter.push(line.replace(/^\.\./, "."));
        }
        continue;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "RCPT") to = line.match(/<(.*)>/)[1];
      if (verb === "DATA") {
        letter = [];
        answer("354 go on");
      } else if (verb === "QUIT") {
        answer("221 bye");
        socket.end();
      } else {
        answer("250 ok");
      }
    }
  });
}

/** The readable text of a mail and its links, whatever parts and encodings it has. */
function read(raw) {
  const isBase64 = /content-transfer-encoding:\s*base64/i.test(raw);
  const decoded = isBase64
    ? raw.replace(/\n\n([A-Za-z0-9+/=\n]+)/g, (_, body) => `\n\n${Buffer.from(body, "base64")}`)
    : raw.replace(/=\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  const text = decoded.slice(decoded.indexOf("\n\n")).replaceAll("&amp;", "&");
  return { text, links: [...new Set(text.match(/https?:\/\/[^\s"'<>]+/g) ?? [])] };
}

/** The six digits of a mail. */
export function codeIn(mail) {
  const code = mail.text.replace(/https?:\/\/\S+/g, "").match(/(?<!\d)\d{6}(?!\d)/);
  if (!code) throw new Error(`no code in: ${mail.text}`);
  return code[0];
}

/** Tries until something is found. */
export async function soon(attempt, what) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await attempt();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
