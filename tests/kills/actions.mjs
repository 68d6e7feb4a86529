// What people do: each action says what may become of it before it asks, and what became of it when it is answered.

import assert from "node:assert/strict";
import { totp } from "../clients/alone/person.mjs";
import { Fact } from "./fact.mjs";
import { Unanswered } from "./life.mjs";
import { Factor } from "./person.mjs";

/** Seconds for which an authenticator app shows a code. */
const STEP = 30;

/** The kinds of one-time tokens that an administrator hands out here. */
const FOR_CONFIRMATION = "signup";
const FOR_RECOVERY = "recovery";

export async function signUp(life, person) {
  person.exists.mayBe(true);
  const { email, password } = person;
  const answer = await mailed(life, () => life.does("POST", "/signup", { body: { email, password: password.value } }));
  person.exists.is(true);
  person.id = answer.id;
}

/** An administrator hands out a link; the one before it is worth nothing from then on. */
export async function isHandedProof(life, person) {
  const type = person.isConfirmed.value ? FOR_RECOVERY : FOR_CONFIRMATION;
  for (const proof of person.proofs.filter((one) => one.type === type)) proof.isGood.mayBe(false);
  const body = { type, email: person.email, password: person.password.value };
  const answer = await life.does("POST", "/admin/generate_link", { asAdmin: true, body });
  for (const proof of person.proofs.filter((one) => one.type === type)) proof.isGood.is(false);
  person.proofs.push({ type, hash: answer.hashed_token, isGood: new Fact(true) });
}

/** Spends a one-time token, perhaps in two tabs at once. */
export async function spendsProof(life, person, dice) {
  const proof = dice.pick(person.goodProofs);
  proof.isGood.mayBe(false);
  person.isConfirmed.mayBe(true);
  const body = { type: proof.type, token_hash: proof.hash };
  const tabs = await Promise.allSettled(
    Array.from({ length: dice.between(1, 2) }, () => life.asks("POST", "/verify", { body })),
  );
  const answers = answered(tabs);
  const good = answers.filter((one) => one.status === 200);
  assert.ok(good.length <= 1, "a one-time token was spent twice");
  for (const { body } of good) {
    life.writes += 1;
    proof.isGood.is(false);
    person.isConfirmed.is(true);
    person.enters(body);
  }
  if (answers.length < tabs.length) throw new Unanswered("a tab");
  assert.equal(good.length, 1, `a good one-time token was refused: ${JSON.stringify(answers)}`);
}

export async function signsIn(life, person) {
  const body = { email: person.email, password: person.password.value };
  person.enters(await life.does("POST", "/token?grant_type=password", { body }));
}

/** Spends a refresh token, perhaps in two tabs at once, which get the same. */
export async function refreshes(life, person, dice) {
  const session = dice.pick(person.liveSessions);
  session.isRefreshing = true;
  const tabs = await Promise.allSettled(
    Array.from({ length: dice.between(1, 2) }, () => life.does("POST", "/token?grant_type=refresh_token", refreshing(session.refresh))),
  );
  const answers = answered(tabs);
  assert.ok(new Set(answers.map((one) => one.refresh_token)).size <= 1, "a refresh token bought two");
  if (answers.length > 0) session.goesOn(answers[0]);
  if (answers.length < tabs.length) throw new Unanswered("a tab");
}

export const refreshing = (refresh_token) => ({ body: { refresh_token } });

export async function changesNote(life, person, dice) {
  const note = dice.between(1, 2 ** 31);
  person.note.mayBe(note);
  await life.does("PUT", "/user", { token: dice.pick(person.liveSessions).access, body: { data: { note } } });
  person.note.is(note);
}

/** Other sessions end with the old password, and so does what was mailed or handed out. */
export async function changesPassword(life, person, dice) {
  const password = `a sentence of number ${dice.between(1, 2 ** 31)}`;
  const session = dice.pick(person.liveSessions);
  person.hasNewPassword = true;
  const ends = [...person.sessions.filter((one) => one !== session).map((one) => one.isAlive), ...person.proofs.map((one) => one.isGood)];
  await change(life, [[person.password, password], ...ends.map((fact) => [fact, false])], "PUT", "/user", {
    token: session.access,
    body: { password },
  });
}

export async function asksForRecovery(life, person) {
  const proofs = person.proofs.filter((one) => one.type === FOR_RECOVERY);
  for (const proof of proofs) proof.isGood.mayBe(false);
  await mailed(life, () => life.does("POST", "/recover", { body: { email: person.email } }));
  for (const proof of proofs) proof.isGood.is(false);
}

export async function signsOut(life, person, dice) {
  const session = dice.pick(person.liveSessions);
  const scope = dice.pick(["local", "others", "global"]);
  const ended = person.sessions.filter((one) => scope === "global" || (one === session) === (scope === "local"));
  const facts = ended.map((one) => [one.isAlive, false]);
  await change(life, facts, "POST", `/logout?scope=${scope}`, { token: session.access });
}

export async function enrols(life, person, dice) {
  const session = dice.pick(person.liveSessions);
  // One that was enrolled without an answer keeps its name.
  const body = { factor_type: "totp", friendly_name: `app ${dice.between(1, 2 ** 31)}` };
  const { id, totp: app } = await life.does("POST", "/factors", { token: session.access, body });
  person.factor = new Factor(id, app.secret);
}

/** Proves the factor; sessions that no factor proves are over from then on. */
export async function proves(life, person, dice) {
  const { factor } = person;
  const session = dice.pick(person.liveSessions);
  const token = session.access;
  const challenge = await life.does("POST", `/factors/${factor.id}/challenge`, { token, body: {} });
  const later = nextStep(factor);
  factor.step = now() + later;
  factor.code = totp(factor.secret, later);
  factor.isUsedUp = new Fact(false);
  session.isRefreshing = true;
  const others = person.sessions.filter((one) => one !== session && !one.isProved);
  const facts = [[factor.isVerified, true], [factor.isUsedUp, true], ...others.map((one) => [one.isAlive, false])];
  const body = { challenge_id: challenge.id, code: factor.code };
  session.goesOn(await change(life, facts, "POST", `/factors/${factor.id}/verify`, { token, body }));
}

/** Whether the app shows a code that was not used yet; the server takes that of the next half minute too. */
export const hasCode = ({ factor }) => nextStep(factor) <= 1;

const now = () => Math.floor(Date.now() / 1000 / STEP);
const nextStep = (factor) => Math.max(0, factor.step + 1 - now());

/** Is deleted, perhaps in the moment in which they sign in. */
export async function isDeleted(life, person, dice) {
  person.exists.mayBe(false);
  for (const { isAlive } of person.sessions) isAlive.mayBe(false);
  for (const { isGood } of person.proofs) isGood.mayBe(false);
  const asked = [life.does("DELETE", `/admin/users/${person.id}`, { asAdmin: true, body: {} })];
  const comesIn = dice.next() < 0.7;
  if (comesIn) {
    const body = { email: person.email, password: person.password.value };
    asked.push(life.asks("POST", "/token?grant_type=password", { body }));
  }
  const [gone, entered] = await Promise.allSettled(asked);
  if (entered?.value?.status === 200) {
    person.enters(entered.value.body).isAlive.mayBe(false);
  }
  answered([gone]);
  if (gone.status === "rejected") throw new Unanswered("a deletion");
  person.exists.is(false);
  for (const { isAlive } of person.sessions) isAlive.is(false);
  for (const { isGood } of person.proofs) isGood.is(false);
  if (entered) answered([entered]);
}

/** Asks for something that makes each fact this. */
async function change(life, facts, ...request) {
  for (const [fact, value] of facts) fact.mayBe(value);
  const answer = await life.does(...request);
  for (const [fact, value] of facts) fact.is(value);
  return answer;
}

/** Asks for something that sends a mail. */
async function mailed(life, ask) {
  life.perhapsMails += 1;
  const answer = await ask();
  life.mails += 1;
  life.perhapsMails -= 1;
  return answer;
}

/** The answers among these; whoever was not answered because of the kill is left out. */
function answered(results) {
  const broken = results.find((one) => one.status === "rejected" && !(one.reason instanceof Unanswered));
  if (broken) throw broken.reason;
  return results.filter((one) => one.status === "fulfilled").map((one) => one.value);
}
