// Somebody with an account, and what was acknowledged to them.

import { Fact } from "./fact.mjs";

export class Person {
  /** Whether anything was asked for since they were last looked at, and whether that was a password. */
  isTouched = true;
  hasNewPassword = true;
  id = null;
  exists = new Fact(false);
  isConfirmed = new Fact(false);
  /** A number among their data. */
  note = new Fact(undefined);
  sessions = [];
  /** One-time tokens that they were handed. */
  proofs = [];
  factor = null;

  constructor(email, password) {
    this.email = email;
    this.password = new Fact(password);
  }

  /** Their sessions that can be used. */
  get liveSessions() {
    return this.sessions.filter((one) => one.isAlive.isKnown && one.isAlive.value && !one.isRefreshing);
  }

  /** Their one-time tokens that work. */
  get goodProofs() {
    return this.proofs.filter((one) => one.isGood.isKnown && one.isGood.value);
  }

  /** Begins a session with an answer that holds its tokens. */
  enters(answer) {
    const session = new Session(answer);
    this.sessions.push(session);
    return session;
  }
}

/** A session, by the tokens that were handed out for it. */
export class Session {
  isAlive = new Fact(true);
  /** Whether a refresh has no answer yet. */
  isRefreshing = false;
  /** Refresh tokens that were spent, the newest last. */
  spent = [];

  constructor({ access_token, refresh_token }) {
    this.access = access_token;
    this.refresh = refresh_token;
  }

  /** Whether a factor proves it. */
  get isProved() {
    return JSON.parse(Buffer.from(this.access.split(".")[1], "base64url")).aal === "aal2";
  }

  /** It goes on with a new pair. */
  goesOn({ access_token, refresh_token }) {
    this.isRefreshing = false;
    this.spent.push(this.refresh);
    this.access = access_token;
    this.refresh = refresh_token;
  }
}

/** An authenticator app. */
export class Factor {
  isVerified = new Fact(false);
  /** The code that was used last, that of this half minute, and whether it is used up. */
  code = null;
  step = 0;
  isUsedUp = new Fact(true);

  constructor(id, secret) {
    this.id = id;
    this.secret = secret;
  }
}
