// Looks at somebody after the restart: what was acknowledged is there, what was not is there whole or not at all,
// and nothing can be spent twice.

import assert from "node:assert/strict";
import { refreshing } from "./actions.mjs";

/** Looks at all of somebody; afterwards everything about them is known again. */
export async function judge(life, person, dice) {
  await account(life, person);
  const isAsked = person.hasNewPassword || dice.next() < 0.1;
  if (person.exists.value && person.isConfirmed.value && isAsked) await password(life, person);
  for (const proof of person.proofs) await oneTimeToken(life, person, proof);
  person.proofs = [];
  for (const session of person.sessions) await sessionOf(life, person, session, dice);
  if (person.factor?.code && person.exists.value) await code(life, person);
  person.sessions = person.sessions.filter((one) => one.isAlive.value);
  person.isTouched = false;
  person.hasNewPassword = false;
}

async function account(life, person) {
  const user = await found(life, person);
  person.exists.seen(Boolean(user), `the account of ${person.email}`);
  if (!user) {
    // Whoever signs up with this address later begins anew.
    person.isConfirmed.is(false);
    person.note.is(undefined);
    person.password.is(person.password.possible[0]);
    person.factor = null;
    return;
  }
  person.id = user.id;
  assert.equal(user.email, person.email);
  person.isConfirmed.seen(Boolean(user.email_confirmed_at), `whether ${person.email} is confirmed`);
  person.note.seen(user.user_metadata.note, `the data of ${person.email}`);
  if (!person.factor) return;
  const factor = user.factors?.find((one) => one.id === person.factor.id);
  assert.ok(factor, `the factor of ${person.email} is missing`);
  person.factor.isVerified.seen(factor.status === "verified", `whether the factor of ${person.email} is proved`);
}

/** An account by its id, or by its address where its id was not told. */
async function found(life, { id, email }) {
  if (!id) {
    const { users } = await life.does("GET", `/admin/users?filter=${encodeURIComponent(email)}`, { asAdmin: true });
    return users.find((one) => one.email === email);
  }
  const { status, body } = await life.asks("GET", `/admin/users/${id}`, { asAdmin: true });
  if (status !== 200) assert.equal(body.error_code, "user_not_found");
  return status === 200 ? body : null;
}

/** One password opens the door. */
async function password(life, person) {
  const opens = [];
  for (const password of person.password.possible) {
    const answer = await life.asks("POST", "/token?grant_type=password", { body: { email: person.email, password } });
    if (answer.status === 200) {
      opens.push(password);
      person.enters(answer.body);
    } else {
      assert.equal(answer.body.error_code, "invalid_credentials", person.email);
    }
  }
  assert.equal(opens.length, 1, `of the passwords of ${person.email} these open the door: ${opens}`);
  person.password.seen(opens[0], "the password");
}

async function oneTimeToken(life, person, proof) {
  const spend = () => life.asks("POST", "/verify", { body: { type: proof.type, token_hash: proof.hash } });
  const first = await spend();
  const is = `a one-time token (${proof.type}) of ${person.email}`;
  proof.isGood.seen(first.status === 200, `whether it works, ${is},`);
  if (first.status !== 200) return;
  person.enters(first.body);
  person.isConfirmed.is(true);
  assert.notEqual((await spend()).status, 200, `${is} was spent twice`);
}

async function sessionOf(life, person, session, dice) {
  const is = `a session of ${person.email}`;
  const { status, body } = await life.asks("GET", "/user", { token: session.access });
  session.isAlive.seen(status === 200, `whether it lives, ${is},`);
  if (status !== 200) {
    assert.ok(["session_not_found", "user_not_found"].includes(body.error_code), body.error_code);
    const refreshed = await life.asks("POST", "/token?grant_type=refresh_token", refreshing(session.refresh));
    assert.equal(refreshed.body.error_code, "refresh_token_not_found", is);
    return;
  }
  const buys = (token) => life.asks("POST", "/token?grant_type=refresh_token", refreshing(token));
  if (session.isRefreshing) {
    const lost = await buys(session.refresh);
    assert.equal(lost.status, 200, `the token of ${is} before the lost one buys nothing`);
    session.goesOn(lost.body);
  }
  if (session.spent.length > 0) {
    const again = await buys(session.spent.at(-1));
    assert.equal(again.body.refresh_token, session.refresh, `a refresh token of ${is} was spent twice`);
  }
  // Whoever comes with one that is older ends the session.
  if (session.spent.length > 1 && dice.next() < 0.2) {
    assert.equal((await buys(dice.pick(session.spent.slice(0, -1)))).body.error_code, "refresh_token_already_used", is);
    assert.notEqual((await buys(session.refresh)).status, 200, `${is} outlives a theft`);
    session.isAlive.is(false);
  }
}

/** A code of an app is taken once, in whatever session. */
async function code(life, person) {
  const { factor } = person;
  const session = person.sessions.find((one) => one.isAlive.value);
  if (!session || !factor.isVerified.value) return;
  const shows = async () => {
    const challenge = await life.asks("POST", `/factors/${factor.id}/challenge`, { token: session.access, body: {} });
    const body = { challenge_id: challenge.body.id, code: factor.code };
    return life.asks("POST", `/factors/${factor.id}/verify`, { token: session.access, body });
  };
  const first = await shows();
  if (first.status === 200) {
    factor.isUsedUp.seen(false, `whether a code of ${person.email} is used up`);
    session.goesOn(first.body);
    for (const one of person.sessions.filter((one) => !one.isProved)) one.isAlive.is(false);
    factor.isUsedUp.is(true);
  }
  const again = first.status === 200 ? await shows() : first;
  assert.equal(again.body.error_code, "mfa_verification_failed", `a code of ${person.email} was taken twice`);
  factor.isUsedUp.is(true);
  factor.code = null;
}
