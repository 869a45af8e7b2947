// Contestants in turn, round after round, so that a busy neighbour hits all of them; medians and smallest times of each.

/**
 * @typedef {{ name: string, run: (round: number) => Promise<{ ms: number }>, rounds?: number }} Contestant
 *   `rounds`: fewer rounds than the others, for one that takes minutes
 * @typedef {{ name: string, median: number, least: number, times: number[], last: any }} Result
 */

/**
 * @param {Contestant[]} contestants
 * @param {number} rounds
 * @returns {Promise<Result[]>}
 */
export async function interleave(contestants, rounds) {
  const results = contestants.map(({ name }) => ({ name, times: /** @type {number[]} */ ([]), last: null }));
  for (let round = 0; round < rounds; round++) {
    for (const [at, contestant] of contestants.entries()) {
      if (round >= (contestant.rounds ?? rounds)) continue;
      const result = await contestant.run(round);
      results[at].times.push(result.ms);
      results[at].last = result;
      console.log(`  ${contestant.name}: ${Math.round(result.ms)} ms`);
    }
  }
  return results.map((result) => ({ ...result, median: median(result.times), least: Math.min(...result.times) }));
}

/** @param {number[]} times */
export function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
