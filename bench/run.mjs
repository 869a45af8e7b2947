// `make bench`: peers and product in one session, in turn. Settings by the environment:
//
//   RUNS=3         whole runs; the worst ratio of them is quoted. Default 1.
//   ROUNDS=5       rounds of each comparison in a run. Default 3; comparisons of which a round takes seconds have one more than twice as many.
//   ONLY=fits,map  only these parts: fits, sweep, silhouette, reading, map, whole, answers, size, growth, evidence. Default: all.
//   CSV_MB=1000    size of the file for reading. Default 100.
//   JOB_ROWS=...   rows of the whole job. Default 1000000.
//   BUILT=1        with what the last run built.
//   APPEND=1       adds to the day's result in place of replacing it.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureTest, orExplain } from '../scripts/tools.mjs';
import { openBrowser } from './browser.mjs';
import { evidence, growth } from './growth.mjs';
import { load, machine, versions } from './machine.mjs';
import { results } from './places.mjs';
import { writeReport } from './report.mjs';
import { answers } from './rows/answers.mjs';
import { fits } from './rows/fits.mjs';
import { map } from './rows/map.mjs';
import { reading } from './rows/reading.mjs';
import { silhouette } from './rows/silhouette.mjs';
import { size } from './rows/size.mjs';
import { sweep } from './rows/sweep.mjs';
import { whole } from './rows/whole.mjs';
import { Sklearn } from './sklearn.mjs';
import { held } from './targets.mjs';

const RUNS = process.env.RUNS || '1';
const { ROUNDS = '3', ONLY = '', CSV_MB = '100', JOB_ROWS = '1000000', BUILT = '', APPEND = '' } = process.env;

/** @type {import('./rows/fits.mjs').Size[]} */
const SIZES = [
  { kind: 'customers', n: 1e6, d: 8, k: 8, ml: true, shared: true },
  { kind: 'blobs', n: 1e6, d: 8, k: 8 },
  { kind: 'customers', n: 1e6, d: 32, k: 20, shared: true },
  { kind: 'customers', n: 1e6, d: 2, k: 5 },
  { kind: 'customers', n: 1e6, d: 16, k: 8 },
  { kind: 'customers', n: 1e5, d: 8, k: 8 },
  { kind: 'customers', n: 1e5, d: 8, k: 20 },
];

const wanted = (part) => ONLY === '' || ONLY.split(',').includes(part);

/** @param {any} tools */
async function oneRun(tools) {
  const run = { began: new Date().toISOString(), product: tools.product, load: load() };
  // What takes milliseconds is soon disturbed, so that of three rounds two may be; an odd number has a median that was measured.
  const short = { ...tools, rounds: 2 * tools.rounds + 1 };
  const part = async (name, work) => {
    if (!wanted(name)) return;
    console.log(`${name} (load ${load().join(' ')})`);
    // What was measured before is kept where a part fails.
    run[name] = await work().catch((error) => {
      console.error(error);
      process.exitCode = 1;
    });
    console.log(JSON.stringify(run[name], (key, value) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value)));
  };
  await part('size', async () => size());
  await part('fits', async () => {
    const all = [];
    for (const one of SIZES) all.push(await fits(short, one));
    return all;
  });
  await part('sweep', () => sweep(tools));
  await part('silhouette', () => silhouette(short));
  await part('growth', () => growth(tools));
  await part('evidence', () => evidence(tools));
  await part('reading', () => reading(tools, Number(CSV_MB) * 1e6));
  await part('map', () => map(short));
  await part('answers', () => answers(tools));
  await part('whole', () => whole({ rounds: 1 }, Number(JOB_ROWS)));
  return { ...run, loadAfter: load() };
}

async function main() {
  ensureTest();
  // Loaded late: it needs the bundler that has just been made sure of.
  const { buildModules, buildPage, ensurePeers } = await import('./setup.mjs');
  ensurePeers();
  if (BUILT === '') buildModules();
  await buildPage();
  const [browser, sklearn] = [await openBrowser(), new Sklearn()];
  const record = { date: new Date().toISOString().slice(0, 10), machine: machine(), versions: await versions(browser, sklearn), runs: [] };
  try {
    for (let run = 0; run < Number(RUNS); run++) record.runs.push(await oneRun({ browser, sklearn, rounds: Number(ROUNDS), product: record.versions.product }));
  } finally {
    await browser.close();
    sklearn.close();
  }
  mkdirSync(results, { recursive: true });
  const name = `${record.date}-${record.machine.cpu.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${record.machine.cores}`;
  const path = join(results, `${name}.json`);
  if (APPEND !== '' && existsSync(path)) record.runs.unshift(...JSON.parse(readFileSync(path, 'utf8')).runs);
  record.targets = held(record.runs);
  writeFileSync(path, `${JSON.stringify(record, null, 1)}\n`);
  writeReport(join(results, `${name}.md`), record);
  console.log(`results in bench/results/${name}.md`);
}

await orExplain(main);
