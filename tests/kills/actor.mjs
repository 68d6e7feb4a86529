// Somebody who does one thing after the other, with people of their own, as long as the server lives.

import * as actions from "./actions.mjs";
import { Unanswered } from "./life.mjs";
import { Person } from "./person.mjs";

/** People that an actor keeps; with more of them the oldest are left alone. */
const MOST_PEOPLE = 6;

/** So many sessions of one person are enough. */
const MOST_SESSIONS = 4;

/** What can be done with somebody who is confirmed: how often, and when. */
const DEEDS = [
  { act: actions.signsIn, weight: 3, when: (person) => person.sessions.length < MOST_SESSIONS },
  { act: actions.isHandedProof, weight: 2, when: () => true },
  { act: actions.spendsProof, weight: 6, when: (person) => person.goodProofs.length > 0 },
  { act: actions.asksForRecovery, weight: 1, when: () => true },
  { act: actions.isDeleted, weight: 0.5, when: () => true },
  { act: actions.refreshes, weight: 8, when: hasSession },
  { act: actions.changesNote, weight: 4, when: hasSession },
  { act: actions.changesPassword, weight: 1, when: (person) => hasSession(person) && !person.factor },
  { act: actions.signsOut, weight: 2, when: hasSession },
  { act: actions.enrols, weight: 1, when: (person) => hasSession(person) && !person.factor },
  { act: actions.proves, weight: 6, when: (person) => hasSession(person) && person.factor && actions.hasCode(person) },
];

function hasSession(person) {
  return person.liveSessions.length > 0;
}

export class Actor {
  people = [];
  /** Those whom they left alone. */
  former = [];
  #name;
  #dice;
  #count = 0;

  constructor(name, dice) {
    this.#name = name;
    this.#dice = dice;
  }

  /** Acts until the server is killed. */
  async lives(life) {
    try {
      while (!life.isOver) await this.#acts(life);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
    }
  }

  async #acts(life) {
    const dice = this.#dice;
    const person = dice.next() < 0.15 || this.people.length === 0 ? this.#somebodyNew() : dice.pick(this.people);
    person.isTouched = true;
    if (!person.exists.value) return actions.signUp(life, person);
    if (!person.isConfirmed.value) {
      const act = person.goodProofs.length > 0 ? actions.spendsProof : actions.isHandedProof;
      return act(life, person, dice);
    }
    await this.#choose(person)(life, person, dice);
    if (!person.exists.value) this.#leaves(person);
  }

  #choose(person) {
    const open = DEEDS.filter(({ when }) => when(person));
    let lot = this.#dice.next() * open.reduce((sum, { weight }) => sum + weight, 0);
    return (open.find(({ weight }) => (lot -= weight) < 0) ?? open.at(-1)).act;
  }

  #somebodyNew() {
    this.#count += 1;
    const person = new Person(`${this.#name}${this.#count}@example.com`, `a sentence of ${this.#name} ${this.#count}`);
    this.people.push(person);
    if (this.people.length > MOST_PEOPLE) this.#leaves(this.people[0]);
    return person;
  }

  #leaves(person) {
    this.people = this.people.filter((one) => one !== person);
    this.former.push(person);
  }
}
