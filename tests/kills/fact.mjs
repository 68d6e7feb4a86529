// What is known of a value at the server: one thing, or a choice between two after a request without an answer.

import assert from "node:assert/strict";

export class Fact {
  #possible;

  constructor(...possible) {
    this.#possible = possible;
  }

  /** The value, which must be known. */
  get value() {
    assert.equal(this.#possible.length, 1, `not known: ${this.#possible}`);
    return this.#possible[0];
  }

  get isKnown() {
    return this.#possible.length === 1;
  }

  get possible() {
    return this.#possible;
  }

  /** A request goes out that makes it this. */
  mayBe(value) {
    if (!this.#possible.includes(value)) this.#possible.push(value);
  }

  /** The answer says that it is this. */
  is(value) {
    this.#possible = [value];
  }

  /** It is seen to be this, which must be one of what it can be. */
  seen(value, what) {
    const known = this.#possible.map((one) => JSON.stringify(one)).join(" or ");
    assert.ok(this.#possible.includes(value), `${what} is ${JSON.stringify(value)} and not ${known}`);
    this.#possible = [value];
  }
}
