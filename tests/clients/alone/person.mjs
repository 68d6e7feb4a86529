// What a person does outside of the library: reads mail, signs in at the provider, looks at an authenticator app.

import { createHmac } from "node:crypto";
import { soon } from "../../browser/support/mailbox.mjs";

/** The newest mail to somebody. */
export function newestMail(server, to) {
  return soon(async () => {
    const answer = await fetch(`${server.mails}/newest?to=${to}`);
    return answer.ok ? answer.json() : null;
  }, `mail to ${to}`);
}

/** The same, after which the mailbox is empty. */
export async function takeMail(server, to) {
  const mail = await newestMail(server, to);
  await fetch(server.mails, { method: "DELETE" });
  return mail;
}

/** Is `login` at the provider, whose page this is, and comes back: where that ends. */
export async function signInAtProvider(page, login) {
  const url = new URL(page);
  url.searchParams.set("login", login);
  return new URL(await redirect(await redirect(url)));
}

/** Where a browser is led. */
export async function redirect(url) {
  const answer = await fetch(url, { redirect: "manual" });
  const location = answer.headers.get("location");
  if (!location) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return location;
}

/** The code of an authenticator app (RFC 6238): of now, or so many steps of thirty seconds later. */
export function totp(secret, later = 0) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const mac = createHmac("sha1", key).update(step).digest();
  const number = mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}
