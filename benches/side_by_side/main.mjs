// The auth server alone and the real GoTrue side by side, on the same Postgres and in one run: what each does in a
// second, what it costs in processor time, how much memory it takes and how soon it answers.
//
//   cargo build --release
//   TEST_POSTGRES_URL=postgres://… GOTRUE_BINARY=/path/to/auth node benches/side_by_side/main.mjs
//
// BENCH_USERS says with how many people (`1000,1000000`), BENCH_SECONDS how long each slice of a measurement takes.
// The two take turns, so that what else the machine does disturbs both; the middle of all slices counts.

import { fileURLToPath } from "node:url";
import { CASES } from "./cases.mjs";
import { measure } from "./load.mjs";
import { fill, ownHash } from "./people.mjs";
import { gotrue, ours } from "./servers.mjs";

const POSTGRES = process.env.TEST_POSTGRES_URL;
const GOTRUE = process.env.GOTRUE_BINARY;
const OURS = process.env.DOORWARD_BINARY ?? fileURLToPath(new URL("../../target/release/doorward", import.meta.url));
const SIZES = (process.env.BENCH_USERS ?? "1000,1000000").split(",").map(Number);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 2);
const SLICES = 5;
const STARTS = 7;

if (!POSTGRES || !GOTRUE) throw new Error("TEST_POSTGRES_URL and GOTRUE_BINARY are needed");

for (const size of SIZES) await compare(size);

async function compare(size) {
  const servers = [await ours(OURS, POSTGRES), await gotrue(GOTRUE, POSTGRES)];
  try {
    const hashes = [];
    for (const server of servers) {
      await server.start();
      hashes.push(await ownHash(server));
    }
    for (const [number, server] of servers.entries()) fill(server, size, hashes[number], hashes[1]);
    console.log(`\n## ${size.toLocaleString("en")} people\n`);
    console.log("| | Doorward | GoTrue | Doorward to GoTrue |\n|---|---|---|---|");
    await beginnings(servers);
    for (const { name, prepare } of CASES) {
      const loads = [];
      for (const server of servers) loads.push(await prepare(server));
      const slices = servers.map(() => []);
      for (let slice = 0; slice < SLICES; slice += 1) {
        for (const [number, server] of servers.entries()) {
          slices[number].push(await measure(server, loads[number], SECONDS));
        }
      }
      row(`${name}, a second`, slices.map((all) => middle(all.map((one) => one.perSecond))), 0);
      row(`${name}, ms of processor time each`, slices.map((all) => middle(all.map((one) => one.cpu))), 2);
    }
    memory("after all of it", servers.map((server) => server.memory()));
  } finally {
    for (const server of servers) await server.remove();
  }
}

/** Starts both in turns; at the end both run. */
async function beginnings(servers) {
  const starts = servers.map(() => []);
  const sizes = [];
  for (let start = 0; start < STARTS; start += 1) {
    for (const [number, server] of servers.entries()) {
      await server.stop();
      starts[number].push(await server.start());
      sizes[number] = server.memory();
    }
  }
  row("from the start to the first answer, ms", starts.map(middle), 0);
  memory("when idle", sizes);
}

function memory(moment, sizes) {
  row(`memory ${moment}, MiB`, sizes.map(({ all }) => all), 1);
  row("of that not of the program's file, MiB", sizes.map(({ own }) => own), 1);
}

function row(name, [mine, theirs], digits) {
  const shown = (number) => number.toFixed(digits);
  console.log(`| ${name} | ${shown(mine)} | ${shown(theirs)} | ${(mine / theirs).toFixed(2)} |`);
}

function middle(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
