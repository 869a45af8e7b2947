// Rows 1 to 5: one fit from the same rows, 50 iterations at most, until no label changes.

import { openSync, readSync, closeSync } from 'node:fs';
import { addressOf } from '../browser.mjs';
import { firstRows, matrixFile } from '../data.mjs';
import { data } from '../places.mjs';
import { interleave } from '../rounds.mjs';

const ITERATIONS = 50;
/** How far the inertia of the product's centroids may lie from that of scikit-learn's in f64, relatively. */
const GATE = 1e-5;

/** @typedef {{ kind: 'customers' | 'blobs', n: number, d: number, k: number, ml?: boolean, shared?: boolean }} Size
 *   `shared`: also by two workers that share the rows */

/**
 * Times everyone on one size, and lets one judge measure everyone's centroids.
 *
 * @param {{ browser: any, sklearn: any, rounds: number }} tools
 * @param {Size} size
 */
export async function fits({ browser, sklearn, rounds }, { kind, n, d, k, ml, shared }) {
  const path = matrixFile(data, { kind, n, d });
  const chosen = firstRows(n, k);
  const start = startValues(path, chosen, d);
  await browser.ask('engine', 'load', { url: addressOf(path), d });
  const shares = shared ? ['share 1', 'share 2'] : [];
  for (const [worker, name] of shares.entries()) await browser.ask(name, 'loadShare', { url: addressOf(path), d, worker, workers: shares.length });
  if (ml) await browser.ask('ml', 'loadMl', { url: addressOf(path), d });
  const peer = (dtype, threads) => ({
    name: `scikit-learn ${dtype === 'float64' ? 'f64' : 'f32'}, ${threads} thread${threads > 1 ? 's' : ''}`,
    run: () => sklearn.ask({ work: 'fit', path, d, dtype, rows: chosen, iterations: ITERATIONS, threads }),
  });
  const results = await interleave(
    [
      { name: 'product, one worker', run: () => browser.ask('engine', 'fit', { start, iterations: ITERATIONS }) },
      peer('float64', 1),
      peer('float64', 2),
      peer('float32', 1),
      peer('float32', 2),
      ...(shared ? [{ name: 'product, two workers', run: () => browser.sharedFit(shares, start, k, ITERATIONS) }] : []),
      ...(ml ? [{ name: 'ml-kmeans', rounds: 1, run: () => browser.ask('ml', 'fitMl', { rows: chosen, iterations: ITERATIONS }) }] : []),
    ],
    rounds,
  );
  browser.end('ml');
  for (const name of ['engine', ...shares]) await browser.end(name);
  const judged = async (result) => (await sklearn.ask({ work: 'judge', path, d, centroids: result.last.centroids })).inertia;
  const reference = await judged(results[1]);
  for (const result of results) {
    result.iterations = result.last.iterations;
    result.difference = (await judged(result)) / reference - 1;
    delete result.last;
  }
  return { data: `${kind} ${n} × ${d}, k = ${k}`, n, d, k, results, accurate: Math.abs(results[0].difference) <= GATE };
}

/** The values of some rows of a made matrix, one after the other. */
export function startValues(path, rows, d) {
  const file = openSync(path, 'r');
  const values = rows.flatMap((row) => {
    const bytes = new Uint8Array(4 * d);
    readSync(file, bytes, 0, bytes.length, row * 4 * d);
    return [...new Float32Array(bytes.buffer)];
  });
  closeSync(file);
  return values;
}
