// Hours of use in minutes: a file of 50 MB that is loaded, segmented and cleared again and again in Chromium, whose memory may not grow. Kept
// in docs/verification/soak.md. CYCLES=10 makes fewer of them; BUILT=1 takes dist/ as it is. Starts, panics and cancels are in test-engines.mjs.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { csvFile } from '../bench/csv.mjs';
import { hosted, madeFile } from '../tests/browser/support/files.mjs';
import { openWeighed } from '../tests/soak/memory.mjs';
import { build } from './build.mjs';
import { serve } from './server.mjs';
import { ensureTest, orExplain, root } from './tools.mjs';
import { record } from './verification.mjs';

const CYCLES = Number(process.env.CYCLES || 100);

/** Cycles before the first weighing: memories grow to what the file needs. */
const WARM_UP = 2;

const BYTES = 50e6;

/** Share by which memory may be larger at the end than after the warm-up. */
const GROWTH = 0.05;

await orExplain(ensureTest);
if (process.env.BUILT !== '1') build();
const { weights, seconds, version } = await cycles();
const first = weights[0];
const last = weights.at(-1);
const growth = Object.fromEntries(['wasm', 'buffers', 'heap'].map((key) => [key, last[key] / first[key] - 1]));
const fine = growth.wasm < GROWTH && growth.buffers < GROWTH && last.workers === first.workers;
const outcome = `${weights.length - 1} cycles: WebAssembly memory ${percent(growth.wasm)}, buffers ${percent(growth.buffers)}${fine ? '' : ': TOO MUCH'}`;
keep();
console.log(outcome);
process.exit(fine ? 0 : 1);

/** @param {number} share */
function percent(share) {
  return `${share < 0 ? '−' : '+'}${(100 * Math.abs(share)).toFixed(2)} %`;
}

/** Loads, segments and clears; what was held after the warm-up and after each cycle. */
async function cycles() {
  const path = csvFile(join(root, 'target', 'soak'), { bytes: BYTES });
  const server = await serve(hosted);
  const { tab, app, choose, weigh } = await openWeighed(server.address);
  const weights = [];
  const seconds = [];
  try {
    await app.until('empty');
    for (let cycle = 0; cycle < WARM_UP + CYCLES; cycle++) {
      const began = Date.now();
      await choose(path);
      await shows(app, path.split('/').at(-1));
      await app.drop('made.csv', madeFile());
      await shows(app, 'made.csv');
      if (cycle >= WARM_UP) seconds.push((Date.now() - began) / 1000);
      if (cycle >= WARM_UP - 1) weights.push(await weigh());
      const { wasm, buffers, heap } = weights.at(-1) ?? { wasm: 0, buffers: 0, heap: 0 };
      console.log(`cycle ${cycle + 1}: ${((Date.now() - began) / 1000).toFixed(1)} s, ${[wasm, buffers, heap].map(megabytes).join(', ')}`);
      if (tab.problems.length > 0) throw new Error(tab.problems.join('; '));
    }
  } finally {
    await tab.close();
    await server.close();
  }
  return { weights, seconds, version: tab.version };
}

/** Waits for the result of the file called `name`, and until its checks have stopped. */
async function shows(app, name) {
  const started = Date.now();
  for (;;) {
    const now = await app.tab.evaluate(() => ({
      result: !document.getElementById('result').hidden, failed: !document.getElementById('failed').hidden, name: document.getElementById('crumb-name').textContent,
    }));
    if (now.result && now.name === name) return;
    if (now.failed || Date.now() - started > 20 * 60_000) throw new Error(`${name} has no result: ${(await app.text('main')).slice(0, 300)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

function keep() {
  const median = [...seconds].sort((a, b) => a - b)[Math.floor(seconds.length / 2)];
  const row = (name, { wasm, buffers, heap, workers }) => `| ${name} | ${megabytes(wasm)} | ${megabytes(buffers)} | ${megabytes(heap)} | ${workers} |`;
  const shown = weights.map((weight, cycle) => ({ weight, cycle })).filter(({ cycle }) => cycle % Math.ceil(CYCLES / 10) === 0 || cycle === CYCLES);
  record({
    name: 'soak',
    command: process.env.CYCLES ? `CYCLES=${CYCLES} make test-soak` : 'make test-soak',
    covers: ['src', 'www', 'index.html', 'Cargo.lock', 'scripts/bundle.mjs', 'scripts/test-soak.mjs', 'tests/soak/memory.mjs'],
    outcome,
    body: `# Memory that does not grow

${CYCLES} times a file of ${BYTES / 1e6} MB (made-up customers, 11 columns) is loaded and segmented as suggested in ${version}, and cleared away by a
small file. Then the garbage is collected and what the page and its workers hold is weighed: WebAssembly memories, bytes of other buffers,
and the JavaScript heap. ${WARM_UP} cycles before are not counted. A cycle took ${median.toFixed(1)} s in the median. Allowed are 5 %.

| after cycle | WebAssembly | buffers | heap | workers |
|---|---|---|---|---|
${shown.map(({ weight, cycle }) => row(cycle, weight)).join('\n')}`,
  });
}
