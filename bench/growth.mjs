// How the time of an iteration grows with rows, features and clusters: should be in proportion to each.

import { addressOf } from './browser.mjs';
import { firstRows, matrixFile } from './data.mjs';
import { data } from './places.mjs';
import { startValues } from './rows/fits.mjs';

const BASE = { n: 3e5, d: 8, k: 8 };
const AXES = {
  n: [1e4, 3e4, 1e5, 3e5, 1e6, 3e6],
  d: [2, 4, 8, 16, 32],
  k: [2, 4, 8, 16, 32],
};
const ITERATIONS = 20;

/** @param {{ browser: any, rounds: number }} tools */
export async function growth({ browser, rounds }) {
  const curves = {};
  for (const [axis, values] of Object.entries(AXES)) {
    const points = [];
    for (const value of values) points.push({ value, ms: await iteration(browser, { ...BASE, [axis]: value }, rounds) });
    curves[axis] = { points, slope: slope(points) };
  }
  return { base: BASE, curves };
}

/** Milliseconds of one iteration, the least of some fits. */
async function iteration(browser, { n, d, k }, rounds) {
  const path = matrixFile(data, { kind: 'customers', n, d });
  const start = startValues(path, firstRows(n, k), d);
  await browser.ask('growth', 'load', { url: addressOf(path), d });
  let least = Infinity;
  // The first fit of a fresh worker runs in code that is not optimised yet.
  for (let round = 0; round <= rounds; round++) {
    const { ms, iterations } = await browser.ask('growth', 'fit', { start, iterations: ITERATIONS });
    least = Math.min(least, ms / iterations);
  }
  await browser.end('growth');
  return least;
}

/** Pieces of the evidence for a number of segments, as the product's fit workers find them. */
const PIECES = ['silhouette', 'one pass', 'silhouette, one pass and may be two', 're-draw', 'halves', 'reference'];
const EVIDENCE = { base: { n: 1e4, d: 8, k: 8 }, n: [1e3, 3e3, 1e4, 2e4, 1e5, 1e6], k: [2, 4, 8, 16, 32] };

/** How the time of each piece of evidence grows with rows and with segments. @param {{ browser: any, rounds: number }} tools */
export async function evidence({ browser, rounds }) {
  const curves = Object.fromEntries(PIECES.map((piece) => [piece, { n: [], k: [] }]));
  for (const axis of ['n', 'k']) {
    for (const value of EVIDENCE[axis]) {
      const found = await pieces(browser, { ...EVIDENCE.base, [axis]: value }, rounds);
      PIECES.forEach((piece, at) => curves[piece][axis].push({ value, ms: found[at] }));
    }
  }
  return { base: EVIDENCE.base, curves };
}

/** Milliseconds of each piece, the least of some rounds. */
async function pieces(browser, { n, d, k }, rounds) {
  const path = matrixFile(data, { kind: 'customers', n, d });
  await browser.ask('evidence', 'load', { url: addressOf(path), d });
  await browser.ask('evidence', 'drawn', { k, seed: 0, start: 0 });
  const least = [];
  for (const piece of PIECES) {
    let best = Infinity;
    for (let round = 0; round <= rounds; round++) best = Math.min(best, (await browser.ask('evidence', 'measure', { piece })).ms);
    least.push(best);
  }
  await browser.end('evidence');
  return least;
}

/** The slope of the line of least squares through the logarithms. */
export function slope(points) {
  const [x, y] = [points.map(({ value }) => Math.log(value)), points.map(({ ms }) => Math.log(ms))];
  const mean = (values) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const top = x.reduce((sum, each, at) => sum + (each - mx) * (y[at] - my), 0);
  return top / x.reduce((sum, each) => sum + (each - mx) ** 2, 0);
}
