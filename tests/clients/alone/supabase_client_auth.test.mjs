// Runs the story of a Rust crate (../rust) at each auth server.

import { before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { run } from "../support.mjs";
import { SERVERS, environment } from "./servers.mjs";

const FOLDER = fileURLToPath(new URL("../rust", import.meta.url));
const TARGET = fileURLToPath(new URL("../../../target/clients", import.meta.url));

/** What tells Cargo where it is at home, and how it reaches its registry. */
const OF_CARGO = /^(HOME|CARGO_.*|RUSTUP_.*|(https?|no|all)_proxy|SSL_CERT_(FILE|DIR))$/i;

/** Cargo, with what it keeps beside what it keeps of the program. */
function cargo(words, env = {}) {
  const kept = Object.entries(process.env).filter(([name]) => OF_CARGO.test(name));
  return run("cargo", words, { ...Object.fromEntries(kept), CARGO_TARGET_DIR: TARGET, ...env }, FOLDER);
}

describe("the Rust crate supabase-client-auth", () => {
  before(async () => {
    const { code, said } = await cargo(["test", "--locked", "--no-run"]);
    assert.equal(code, 0, said);
  });

  for (const { name, start, missing } of SERVERS) {
    it(`does all that its story tells at ${name}`, { skip: missing ?? false }, async () => {
      const server = await start();
      try {
        const { code, said } = await cargo(["test", "--locked"], environment(server));
        assert.equal(code, 0, said);
        assert.match(said, /test result: ok\. [1-9]/);
      } finally {
        await server.stop();
      }
    });
  }
});
