// The auth server is killed in the middle of all that people do, again and again. After each start, what it had
// acknowledged is there, what it had not is there whole or not at all, and nothing can be spent twice.
//
//   KILL_ROUNDS=200 tests/run kills     as often as wanted
//   KILL_SEED=7 tests/run kills         with these dice; what is under way at the kill differs from run to run

import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { Actor } from "./actor.mjs";
import { judge } from "./judge.mjs";
import { PLACES } from "./place.mjs";
import { Random } from "./random.mjs";

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 5);
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
const ACTORS = ["ada", "bob", "cleo", "dora", "emil", "flo", "gus", "hedy"];

/** After so many answers a round ends. */
const LEAST_ANSWERS = 5;
const MOST_ANSWERS = 120;

for (const { name, open, missing } of PLACES) {
  describe(`doorward auth on ${name}`, { skip: missing ?? false }, () => {
    let place;
    before(async () => (place = await open()));
    after(() => place?.remove());

    it(`holds what it acknowledged over ${ROUNDS} kills, seed ${SEED}`, async (context) => {
      const dice = new Random(SEED);
      const actors = ACTORS.map((actor) => new Actor(actor, dice.child()));
      const sum = { writes: 0, unanswered: 0, looks: 0, mails: 0 };
      for (let round = 1; round <= ROUNDS; round += 1) {
        try {
          const life = await place.begin();
          sum.looks += await lookAt(life, actors, dice, (person) => person.isTouched);
          await kills(life, actors, dice);
          sum.writes += life.writes;
          sum.unanswered += life.unanswered;
          const mails = (await place.look()) - sum.mails;
          sum.mails += mails;
          assert.ok(mails >= life.mails && mails <= life.mails + life.perhapsMails, `${mails} mails of ${life.mails}`);
        } catch (error) {
          error.message = `round ${round}, seed ${SEED}: ${error.message}`;
          throw error;
        }
      }
      const life = await place.begin();
      sum.looks += await lookAt(life, actors, dice, () => true);
      life.kills();
      await life.isGone();
      await place.look();
      assert.ok(sum.unanswered >= ROUNDS, "somebody was left without an answer");
      context.diagnostic(
        `${ROUNDS} kills, seed ${SEED}: ${sum.writes} acknowledged writes held, ${sum.unanswered} requests without an answer, ` +
          `${sum.mails} mails, ${sum.looks} looks at a person`,
      );
    });
  });
}

/** Looks at these people, those of each actor one after the other; tells at how many. */
async function lookAt(life, actors, dice, isWanted) {
  const counts = actors.map(async ({ people, former }) => {
    const wanted = [...people, ...former].filter(isWanted);
    for (const person of wanted) await judge(life, person, dice);
    return wanted.length;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** Lets everybody act until the kill. */
async function kills(life, actors, dice) {
  life.diesAfter = life.answers + dice.between(LEAST_ANSWERS, MOST_ANSWERS);
  const acted = await Promise.allSettled(actors.map((actor) => actor.lives(life)));
  life.kills();
  await life.isGone();
  const broken = acted.find((one) => one.status === "rejected");
  if (broken) throw broken.reason;
}
