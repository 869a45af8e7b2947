// Row 6: k = 1 .. 12, ten drawn starts each, the usual tolerance; two workers.

import { addressOf } from '../browser.mjs';
import { matrixFile } from '../data.mjs';
import { data } from '../places.mjs';
import { interleave } from '../rounds.mjs';

const K_MAX = 12;
const STARTS = 10;

/** @param {{ browser: any, sklearn: any, rounds: number }} tools */
export async function sweep({ browser, sklearn, rounds }, n = 1e5) {
  const d = 8;
  const path = matrixFile(data, { kind: 'customers', n, d });
  const workers = ['sweep 1', 'sweep 2'];
  for (const name of workers) await browser.ask(name, 'load', { url: addressOf(path), d });
  const peer = (threads) => ({
    name: `scikit-learn f64, ${threads} thread${threads > 1 ? 's' : ''}`,
    run: () => sklearn.ask({ work: 'sweep', path, d, dtype: 'float64', k_max: K_MAX, starts: STARTS, threads }),
  });
  const results = await interleave(
    [
      { name: 'product, two workers', run: () => browser.sweep(workers, K_MAX, STARTS) },
      { name: 'product, one worker', run: () => browser.sweep(workers.slice(0, 1), K_MAX, STARTS) },
      peer(1),
      peer(2),
    ],
    rounds,
  );
  for (const name of workers) await browser.end(name);
  const inertia = results[0].last.inertia;
  const reference = results[2].last.inertia;
  for (const result of results) delete result.last;
  // Drawn starts differ, so the best of ten may: the worst k says how much.
  const worst = Math.max(...inertia.map((value, at) => value / reference[at] - 1));
  return { data: `customers ${n} × ${d}, k = 1..${K_MAX} × ${STARTS} starts`, results, worst };
}
