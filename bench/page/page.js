// The benchmark's page: hands work to named workers and draws maps. Everything is called from outside.

import * as duckdb from '@duckdb/duckdb-wasm';
import { initSync as startBench, draw_circles } from 'bench_engine';
import { initSync as startCharts, draw_map } from 'charts';

const workers = new Map();
let asked = 0;

function worker(name) {
  if (!workers.has(name)) {
    const thread = new Worker('worker.js');
    const waiting = new Map();
    thread.onmessage = ({ data: { id, result, error } }) => {
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      error === undefined ? resolve(result) : reject(new Error(error));
    };
    thread.onerror = (event) => waiting.forEach(({ reject }) => reject(new Error(event.message)));
    workers.set(name, { thread, waiting });
  }
  return workers.get(name);
}

function ask(name, work, request = {}) {
  const { thread, waiting } = worker(name);
  const id = asked++;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    thread.postMessage({ id, work, request });
  });
}

function end(name) {
  workers.get(name)?.thread.terminate();
  workers.delete(name);
}

/** Every k with every start over the named workers, cheapest k first as the product does; the best inertia of each k. */
async function sweep(names, kMax, starts) {
  const jobs = [];
  for (let k = 1; k <= kMax; k++) for (let start = 0; start < starts; start++) jobs.push({ k, start, seed: 1 });
  const best = new Array(kMax).fill(Infinity);
  const started = performance.now();
  await Promise.all(names.map(async (name) => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const { inertia } = await ask(name, 'drawn', job);
      best[job.k - 1] = Math.min(best[job.k - 1], inertia);
    }
  }));
  return { ms: performance.now() - started, inertia: best };
}

/** A fit that two workers share, until no label changes. Questions and answers pass through this page, as the product's do. */
async function sharedFit(names, start, k, iterations) {
  const [first] = names;
  const started = performance.now();
  let begins = k;
  let question = await ask(first, 'begin', { start, iterations });
  // Where nothing is asked any more the answer is an empty record.
  while (question instanceof Uint8Array) {
    const told = await Promise.all(names.map((name) => ask(name, 'answer', { ask: question, begins })));
    begins = undefined;
    question = await ask(first, 'take', { told });
  }
  const ms = performance.now() - started;
  return { ms, ...(await ask(first, 'shared')) };
}

/** The file chosen in the page, given to a worker. */
const file = () => document.querySelector('input').files[0];
const askWithFile = (name, work) => ask(name, work, { file: file() });

async function duckRead() {
  const thread = new Worker('duckdb-browser-eh.worker.js');
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), thread);
  await db.instantiate(new URL('duckdb-eh.wasm', location.href).href);
  await db.registerFileHandle('data.csv', file(), duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
  const connection = await db.connect();
  const started = performance.now();
  await connection.query("CREATE TABLE t AS SELECT * FROM read_csv('data.csv')");
  const ms = performance.now() - started;
  const [counted] = (await connection.query('SELECT count(*)::INT AS n FROM t')).toArray();
  await db.terminate();
  return { ms, rows: Number(counted.n) };
}

const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#6a3d9a', '#555555'];
const LOOK = {
  dpr: 1, font: 'sans-serif', canvas: '#ffffff', ink: '#111111', ink_2: '#333333', ink_3: '#666666', grid: '#dddddd',
  rule_2: '#bbbbbb', band: '#eeeeee', accent: '#0055aa', series: COLOURS.map((fill) => ({ fill, on: '#ffffff' })),
};

/** Prepares maps of `count` points: a real view, its points repeated with a little noise. */
async function prepareMap(count) {
  const { view, points } = await ask('map', 'segment', { file: file() });
  const shown = view.map.shown;
  const floats = new Float32Array(points.slice(0, 8 * shown).buffer);
  const [x, y, segment] = [new Float32Array(count), new Float32Array(count), new Uint16Array(count)];
  const noise = (i) => ((i * 2654435761) % 1000) / 1e4 - 0.05;
  for (let i = 0; i < count; i++) {
    const from = i % shown;
    x[i] = floats[from] + noise(i);
    y[i] = floats[shown + from] + noise(i + 7);
    segment[i] = points[8 * shown + 2 * from] + 256 * points[8 * shown + 2 * from + 1];
  }
  const bytes = new Uint8Array(10 * count);
  bytes.set(new Uint8Array(x.buffer), 0);
  bytes.set(new Uint8Array(y.buffer), 4 * count);
  bytes.set(new Uint8Array(segment.buffer), 8 * count);
  const compiled = (name) => WebAssembly.compileStreaming(fetch(`../built/${name}_bg.wasm`));
  startCharts({ module: await compiled('charts') });
  startBench({ module: await compiled('bench_engine') });
  Object.assign(view.map, { shown: count, of: count });
  prepared = { view, bytes, x, y, segment };
}

let prepared;

/** Milliseconds until the drawing is in the canvas; a pixel is read to wait for it. */
function drawn(draw) {
  const canvas = document.querySelector('canvas');
  Object.assign(canvas, { width: 900, height: 600 });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const started = performance.now();
  draw(canvas);
  context.getImageData(450, 300, 1, 1);
  return { ms: performance.now() - started };
}

const drawMap = () => drawn((canvas) => draw_map(canvas, prepared.view.map, prepared.view.segments, prepared.bytes, undefined, LOOK));
const drawCircles = () => drawn((canvas) => draw_circles(canvas, prepared.x, prepared.y, prepared.segment));

globalThis.bench = { ask, end, sweep, sharedFit, askWithFile, duckRead, prepareMap, drawMap, drawCircles };
