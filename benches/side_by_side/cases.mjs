// What is measured: each case gets ready at a server, and gives what is asked again and again.

import { PASSWORD, WITH_OWN_HASH, address } from "./people.mjs";

/** Sessions that are read and refreshed. */
const SESSIONS = 32;

export const CASES = [
  {
    name: "refreshes",
    async prepare(server) {
      const tokens = (await sessions(server)).map((one) => one.refresh_token);
      return async (turn) => {
        // Each of those who ask has sessions of their own.
        const body = { refresh_token: tokens[turn % SESSIONS] };
        tokens[turn % SESSIONS] = (await server.asks("POST", "/token?grant_type=refresh_token", { body })).refresh_token;
      };
    },
  },
  {
    name: "user reads",
    async prepare(server) {
      const tokens = (await sessions(server)).map((one) => one.access_token);
      return (turn) => server.asks("GET", "/user", { token: tokens[turn % SESSIONS] });
    },
  },
  {
    name: "sign-ins by password, as shipped (argon2id; bcrypt 10)",
    async prepare(server) {
      return (turn) => signIn(server, 1 + (turn % WITH_OWN_HASH));
    },
  },
  {
    // Each of them once: then their hash is one of argon2id.
    name: "first sign-ins of imported people, bcrypt 10",
    async prepare(server) {
      let next = WITH_OWN_HASH;
      return () => signIn(server, (next += 1));
    },
  },
  {
    name: "wrong passwords, bcrypt 10 at both",
    async prepare(server) {
      return async (turn) => {
        // From the end, where nobody has signed in.
        const body = { email: address(2 * WITH_OWN_HASH - (turn % 100)), password: "not this one" };
        await server.asks("POST", "/token?grant_type=password", { body, expected: 400 });
      };
    },
  },
];

async function sessions(server) {
  const all = [];
  for (let number = 1; number <= SESSIONS; number += 1) all.push(await signIn(server, number));
  return all;
}

function signIn(server, number) {
  return server.asks("POST", "/token?grant_type=password", { body: { email: address(number), password: PASSWORD } });
}
