// Row 8: the exact silhouette of 10,000 rows, of the same clusters for everyone.

import { addressOf } from '../browser.mjs';
import { firstRows, matrixFile } from '../data.mjs';
import { data } from '../places.mjs';
import { interleave } from '../rounds.mjs';
import { startValues } from './fits.mjs';

const [N, D, K] = [1e4, 8, 8];

/** @param {{ browser: any, sklearn: any, rounds: number }} tools */
export async function silhouette({ browser, sklearn, rounds }) {
  const path = matrixFile(data, { kind: 'customers', n: N, d: D });
  await browser.ask('silhouette', 'load', { url: addressOf(path), d: D });
  // Until no label changes: then everyone's nearest centroid is that of the clusters.
  const { centroids } = await browser.ask('silhouette', 'fit', { start: startValues(path, firstRows(N, K), D), iterations: 1000 });
  const peer = (dtype, threads) => ({
    name: `scikit-learn f${dtype.slice(-2)}, ${threads} thread${threads > 1 ? 's' : ''}`,
    run: () => sklearn.ask({ work: 'silhouette', path, d: D, dtype, centroids, threads }),
  });
  const peers = ['float32', 'float64'].flatMap((dtype) => [peer(dtype, 1), peer(dtype, 2)]);
  const results = await interleave([{ name: 'product, one worker', run: () => browser.ask('silhouette', 'measure', { piece: 'silhouette' }) }, ...peers], rounds);
  await browser.end('silhouette');
  const found = results.map(({ last }) => last.found);
  for (const result of results) delete result.last;
  return { data: `customers ${N} × ${D}, k = ${K}`, results, apart: Math.max(...found) - Math.min(...found) };
}
