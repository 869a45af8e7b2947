// Where the time of a fit goes: seeding, first pass, later iterations, what comes before and after. In node, in this thread;
// what one cannot see from outside is the difference between two fits of different length.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadavg } from 'node:os';
import { pathToFileURL } from 'node:url';
import { firstRows, matrixFile } from './data.mjs';
import { built, data } from './places.mjs';
import { Sklearn } from './sklearn.mjs';

const { initSync, Engine } = await import(pathToFileURL(join(built, 'bench_engine.js')).href);
initSync({ module: readFileSync(join(built, 'bench_engine_bg.wasm')) });

const SIZES = [
  { kind: 'customers', n: 1e6, d: 8, k: 8 },
  { kind: 'blobs', n: 1e6, d: 8, k: 8 },
  { kind: 'customers', n: 1e6, d: 2, k: 5 },
  { kind: 'customers', n: 1e6, d: 32, k: 20 },
  { kind: 'customers', n: 1e5, d: 8, k: 8 },
];
const ROUNDS = Number(process.env.ROUNDS ?? 3);

const time = (work) => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

const least = (times) => Math.min(...times);

/** Milliseconds of a fit of at most `iterations` from `start`. */
function fitted(engine, start, iterations) {
  return time(() => {
    engine.start_from(start, 0, iterations);
    while (engine.advance());
  });
}

async function profile(sklearn, { kind, n, d, k }) {
  const path = matrixFile(data, { kind, n, d });
  const bytes = readFileSync(path);
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const rows = firstRows(n, k);
  const start = Float64Array.from(rows.flatMap((row) => [...values.subarray(row * d, (row + 1) * d)]));
  const engine = new Engine(values, d);
  const t = { load: [], seeding: [], f1: [], f2: [], f6: [], f50: [], rest1: [], rest2: [], f64: [], f32: [] };
  fitted(engine, start, 50);
  const rested = engine.centroids();
  let peer;
  for (let round = 0; round < ROUNDS; round++) {
    t.seeding.push(time(() => engine.draw(k, round)));
    for (const iterations of [1, 2, 6, 50]) t[`f${iterations}`].push(fitted(engine, start, iterations));
    t.last = { inertia: engine.inertia(), iterations: engine.iterations() };
    for (const dtype of ['float64', 'float32']) {
      peer = await sklearn.ask({ work: 'fit', path, d, dtype, rows, iterations: 50, threads: 1 });
      t[dtype === 'float64' ? 'f64' : 'f32'].push(peer.ms);
      if (dtype === 'float64') t.peer = peer;
    }
    for (const iterations of [1, 2]) t[`rest${iterations}`].push(fitted(engine, rested, iterations));
  }
  engine.free();
  const { iterations, inertia } = t.last;
  const [one, whole] = [least(t.f1), least(t.f50)];
  const row = {
    data: `${kind} ${n} ${d} ${k}`,
    iterations: `${iterations}/${t.peer.iterations}`,
    difference: Math.abs(inertia / t.peer.inertia - 1).toExponential(1),
    fit: whole,
    'sklearn f64': least(t.f64),
    f32: least(t.f32),
    ratio: least(t.f64) / whole,
    seeding: least(t.seeding),
    'one iteration (first pass, before, after)': one,
    'second iteration': least(t.f2) - one,
    'iterations 3-6, each': (least(t.f6) - least(t.f2)) / 4,
    'average after the first': (whole - one) / (iterations - 1),
    'iteration where next to nothing moves': least(t.rest2) - least(t.rest1),
  };
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? Number(value.toFixed(2)) : value]),
  );
}

const sklearn = new Sklearn();
console.log('milliseconds, least of', ROUNDS, 'rounds; load', loadavg().map((l) => l.toFixed(1)).join(' '));
for (const size of SIZES) console.log(await profile(sklearn, size));
sklearn.close();
