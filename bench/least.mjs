// One curve from several runs: of each point the least, as each run takes the least of its rounds. What disturbs a run only adds to a time.

import { slope } from './growth.mjs';

/** @typedef {{ value: number, ms: number }} Point */

/** @param {Point[][]} all the same values in the same order @returns {Point[]} */
export function leastOf(all) {
  return all[0].map(({ value }, at) => ({ value, ms: Math.min(...all.map((points) => points[at].ms)) }));
}

/** What an iteration costs, over all runs that measured it; undefined where none did. */
export function growthOf(runs) {
  const all = runs.flatMap((run) => run.growth ?? []);
  if (all.length === 0) return undefined;
  const curves = Object.keys(all[0].curves).map((axis) => {
    const points = leastOf(all.map(({ curves }) => curves[axis].points));
    return [axis, { points, slope: slope(points) }];
  });
  return { base: all[0].base, curves: Object.fromEntries(curves) };
}

/** What the evidence costs, over all runs that measured it; undefined where none did. */
export function evidenceOf(runs) {
  const all = runs.flatMap((run) => run.evidence ?? []);
  if (all.length === 0) return undefined;
  const curves = Object.keys(all[0].curves).map((piece) => [
    piece,
    Object.fromEntries(Object.keys(all[0].curves[piece]).map((axis) => [axis, leastOf(all.map(({ curves }) => curves[piece][axis]))])),
  ]);
  return { base: all[0].base, curves: Object.fromEntries(curves) };
}
