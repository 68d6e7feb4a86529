// Asks as fast as answers come, with some who ask at the same time.

/** So many at once. A case may count on each having turns of its own: turn n, n + AT_ONCE, … are of one. */
export const AT_ONCE = 16;

/** What was done in a second, and the processor time that each took the server, in milliseconds. */
export async function measure(server, load, seconds) {
  const cpu = server.cpuTime();
  const begun = performance.now();
  const end = begun + seconds * 1000;
  let count = 0;
  const asks = async (first) => {
    for (let turn = first; performance.now() < end; turn += AT_ONCE) {
      await load(turn);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => asks(number)));
  const passed = performance.now() - begun;
  return { perSecond: (count * 1000) / passed, cpu: (server.cpuTime() - cpu) / count };
}
