// Large files in Chromium, hosted: 300 MB and 1 GB of made-up customers are read through with Cancel pressed on the way, and 300 MB
// packed with gzip are unpacked first. After each the page is alive: it segments a small file. Kept in docs/verification/large.md.
// SIZES_MB=300 tries others.

import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { csvFile } from '../bench/csv.mjs';
import { App } from '../tests/browser/support/app.mjs';
import { openInChromium } from '../tests/browser/support/chromium.mjs';
import { hosted, madeFile } from '../tests/browser/support/files.mjs';
import { build } from './build.mjs';
import { serve } from './server.mjs';
import { ensureTest, orExplain, root } from './tools.mjs';
import { record } from './verification.mjs';

/** No station takes longer than this, in milliseconds. */
const LIMIT = 15 * 60_000;

/** What the reading screen says. Runs in the page. */
function station() {
  const shown = document.querySelector('main > section:not([hidden])')?.id ?? '';
  const title = document.querySelector('#reading h1')?.textContent ?? '';
  const detail = document.querySelector('#reading .phases li .r')?.textContent ?? '';
  return { shown, title, detail, failed: document.getElementById('failed')?.innerText ?? '' };
}

/** Waits until `wanted` holds of the reading screen. */
async function until(tab, wanted) {
  const started = Date.now();
  for (;;) {
    const now = await tab.evaluate(station);
    if (wanted(now)) return now;
    if (now.shown === 'failed') throw new Error(now.failed);
    if (Date.now() - started > LIMIT) throw new Error(`nothing after ${LIMIT / 60_000} minutes: ${JSON.stringify(now)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Reads a file through, after a Cancel on the way; answers what was seen. */
async function tryFile(address, path) {
  const tab = await openInChromium(address);
  try {
    const app = new App(tab);
    await app.until('empty');
    await tab.page.setInputFiles('#file', path);
    await until(tab, ({ shown }) => shown === 'reading');
    const cancelled = await app.cancel();
    await app.until('empty');
    const started = Date.now();
    await tab.page.setInputFiles('#file', path);
    await until(tab, ({ shown }) => shown === 'reading');
    const { detail } = await until(tab, ({ title, detail }) => title !== 'Unpacking' && title !== 'Opening the table inside' && /columns/.test(detail));
    const seconds = (Date.now() - started) / 1000;
    await app.cancel();
    await app.drop('made.csv', madeFile());
    await app.until('result', LIMIT);
    if (tab.problems.length > 0) throw new Error(tab.problems.join('; '));
    const megabytes = statSync(path).size / 1e6;
    return `| ${path.split('/').at(-1)} | ${Math.round(megabytes)} MB | ${detail} | ${seconds.toFixed(1)} s | ${Math.round(cancelled)} ms |`;
  } finally {
    await tab.close();
  }
}

/** The file packed with gzip, made once. */
async function packed(path) {
  const target = `${path}.gz`;
  if (!existsSync(target)) await pipeline(createReadStream(path), createGzip({ level: 1 }), createWriteStream(target));
  return target;
}

await orExplain(ensureTest);
if (process.env.BUILT !== '1') build();
const folder = join(root, 'target', 'large');
const sizes = (process.env.SIZES_MB ?? '300,1000').split(',').map(Number);
const paths = sizes.map((megabytes) => csvFile(folder, { bytes: megabytes * 1e6 }));
paths.push(await packed(paths[0]));
const server = await serve(hosted);
const lines = [];
let failed = 0;
for (const path of paths) {
  const line = await tryFile(server.address, path).catch((error) => {
    failed += 1;
    return `| ${path.split('/').at(-1)} | failed: ${String(error.message).replaceAll('\n', ' ').slice(0, 300)} | | | |`;
  });
  console.log(line);
  lines.push(line);
}
await server.close();
const outcome = `${paths.length - failed} passed, ${failed} failed`;
record({
  name: 'large',
  command: 'make test-large',
  covers: ['src', 'www', 'index.html', 'Cargo.lock', 'scripts/bundle.mjs', 'scripts/test-large.mjs'],
  outcome,
  body: `# Large files

Made-up customers, read through in Chromium in one tab, dialect, types and columns in full. Cancel was pressed once on the way, and
afterwards the page segmented a small file. Times are what a person waits from the choice of the file until its columns are known; they
are of a machine shared with other work.

| file | size | read | time | Cancel |
|---|---|---|---|---|
${lines.join('\n')}`,
});
console.log(outcome);
process.exit(failed === 0 ? 0 : 1);
