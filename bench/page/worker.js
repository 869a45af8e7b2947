// A worker of the benchmark: holds one engine or one peer, does one piece of work at a time and says how long it took.

import { Engine, Share, initSync as startBench } from 'bench_engine';
import { initSync as startProduct } from 'engine';
import { kmeans } from 'ml-kmeans';
import { papaRead } from './papa.js';
import { productRead, productSegment } from './product.js';

/** The shortest time that is measured, in milliseconds. */
const CLOCK_CAN_TELL = 20;

/** @type {Engine | null} */
let engine = null;
/** @type {Share | null} */
let share = null;
let features = 0;
/** @type {number[][]} */
let rows = [];

async function module(name) {
  return WebAssembly.compileStreaming(fetch(`../built/${name}_bg.wasm`));
}

async function values(url) {
  return new Float32Array(await (await fetch(url)).arrayBuffer());
}

/** Milliseconds of `work`, beside what it answers. */
async function timed(work) {
  const started = performance.now();
  const answer = await work();
  return { ms: performance.now() - started, ...answer };
}

function finish() {
  while (engine.advance());
  return { inertia: engine.inertia(), iterations: engine.iterations() };
}

const WORK = {
  async load({ url, d }) {
    startBench({ module: await module('bench_engine') });
    engine?.free();
    engine = new Engine(await values(url), d);
    features = d;
  },
  /** The stretch of worker `worker` of `workers`. */
  async loadShare({ url, d, worker, workers }) {
    startBench({ module: await module('bench_engine') });
    share = new Share(await values(url), d, worker, workers);
  },
  begin: ({ start, iterations }) => share.begin(Float64Array.from(start), iterations),
  answer: ({ ask, begins }) => share.answer(ask, begins),
  take: ({ told }) => share.take(told[0], told[1]),
  shared: () => ({ inertia: share.inertia(), iterations: share.iterations(), centroids: [...share.centroids()] }),
  /** A fit from given centroids until no label changes. */
  async fit({ start, iterations }) {
    const result = await timed(() => {
      engine.start_from(Float64Array.from(start), 0, iterations);
      return finish();
    });
    return { ...result, centroids: [...engine.centroids()], features };
  },
  /** A fit from drawn centroids with the usual tolerance. */
  drawn({ k, seed, start }) {
    engine.start_drawn(k, seed, start);
    return finish();
  },
  /** A piece of the evidence for the last fit, as often as makes a time that the clock can tell: it ticks every tenth of a millisecond. */
  measure({ piece }) {
    let [times, found] = [0, NaN];
    const started = performance.now();
    do {
      found = engine.measure(piece);
      if (Number.isNaN(found)) throw new Error(`there is no piece of evidence called ${piece}`);
      times += 1;
    } while (performance.now() - started < CLOCK_CAN_TELL);
    return { ms: (performance.now() - started) / times, found };
  },
  async loadMl({ url, d }) {
    const flat = await values(url);
    rows = Array.from({ length: flat.length / d }, (_, r) => [...flat.subarray(r * d, (r + 1) * d)]);
  },
  async fitMl({ rows: chosen, iterations }) {
    let result;
    const took = await timed(() => {
      result = kmeans(rows, chosen.length, {
        initialization: chosen.map((row) => [...rows[row]]),
        maxIterations: iterations,
        tolerance: 0,
      });
      return {};
    });
    return { ...took, iterations: result.iterations, centroids: result.centroids.flat() };
  },
  async startProduct() {
    startProduct({ module: await module('engine') });
  },
  read: ({ file }) => timed(() => productRead(file)),
  papa: ({ file }) => timed(() => papaRead(file)),
  segment: ({ file }) => productSegment(file),
};

self.onmessage = async (event) => {
  const { id, work, request } = event.data;
  try {
    self.postMessage({ id, result: (await WORK[work](request)) ?? {} });
  } catch (error) {
    self.postMessage({ id, error: String(error?.stack ?? error) });
  }
};
