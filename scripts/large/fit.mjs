// How a tab bears a very large table: made-up rows of eight features, from the file on a disk to segments on the screen. Watches the
// WebAssembly memories and buffers of the page and its workers, the longest task of the page's main thread, and how soon a cancel is
// answered; the result is kept in docs/verification/. ROWS=2000000 takes fewer rows than ten million;
// TELL=1 says how it goes.

import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { uniform } from '../../bench/data.mjs';
import { hosted } from '../../tests/browser/support/files.mjs';
import { openWeighed } from '../../tests/soak/memory.mjs';
import { serve } from '../server.mjs';
import { ensureTest, orExplain, root } from '../tools.mjs';
import { record } from '../verification.mjs';

const FEATURES = 8;
const MB = 1e6;
/** What a tab may take: memory in MB, tasks and the answer to a cancel in milliseconds. */
const LIMITS = { memory: 1200, task: 50, cancel: 200 };
/** How long the page is left alone before a file is chosen, as nobody is faster: it lays later screens out unseen. Milliseconds. */
const OPENED = 2000;
/** How long a result is drawn before checks begin, and how long they are watched, in milliseconds. */
const DRAWN = 1900;
const CHECKED = 10_000;
/** How long the whole may take, in milliseconds. */
const PATIENCE = 1_800_000;

/** A file of `rows` customers in five kinds; made once. */
function largeFile(rows) {
  const folder = join(root, 'target', 'large');
  const path = join(folder, `customers-${rows}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const file = openSync(`${path}.part`, 'w');
  const real = uniform(8);
  const names = Array.from({ length: FEATURES }, (_, feature) => `measure_${feature + 1}`);
  let text = `${names.join(',')}\n`;
  for (let row = 0; row < rows; row++) {
    const kind = Math.floor(real() * 5);
    for (let feature = 0; feature < FEATURES; feature++) {
      const value = ((kind * (feature + 3)) % 7) * 10 + (real() + real() + real()) * 6;
      text += `${value.toFixed(2)}${feature + 1 < FEATURES ? ',' : '\n'}`;
    }
    if (text.length > 2 ** 22) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}

/** Keeps the tasks of the main thread that take 50 ms or more, each with the screen on which it was. Runs in the page. */
function watchTasks() {
  globalThis.tasks = [];
  new PerformanceObserver((list) => {
    const screen = document.querySelector('main > section:not([hidden])')?.id ?? '';
    for (const { duration, startTime } of list.getEntries()) globalThis.tasks.push({ duration, screen, at: Math.round(startTime) });
  }).observe({ type: 'longtask' });
}

/** Tasks in words. @param {{ duration: number, screen: string }[]} tasks */
const told = (tasks) => (tasks.length === 0 ? 'none' : tasks.map(({ duration, screen }) => `${duration} ms (${screen})`).join(', '));

/** The screen that is shown, and what it says of progress. Runs in the page. */
function state() {
  const shown = document.querySelector('main > section:not([hidden])');
  return { screen: shown?.id ?? '', text: shown?.textContent?.slice(0, 300) ?? '', tasks: globalThis.tasks };
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Fits a table of `rows` in Chromium.
 *
 * @param {number} rows
 */
async function fitLarge(rows) {
  const path = largeFile(rows);
  const server = await serve(hosted);
  const { tab, app, choose, weigh } = await openWeighed(server.address);
  try {
    await app.until('empty');
    await pause(OPENED);
    await tab.evaluate(watchTasks);
    const most = { wasm: 0, all: 0, places: /** @type {number[]} */ ([]) };
    const until = async (wanted) => {
      for (const began = Date.now(); ; await pause(500)) {
        const { wasm, buffers, places } = await weigh({ collect: false });
        if (wasm > most.wasm) [most.wasm, most.places] = [wasm, places];
        most.all = Math.max(most.all, wasm + buffers);
        const now = await tab.evaluate(state);
        if (wanted(now)) return now;
        if (now.screen === 'failed' || tab.problems.length > 0) throw new Error(`${now.text} ${tab.problems.join('; ')}`);
        if (Date.now() - began > PATIENCE) throw new Error(`nothing came of it within half an hour: ${now.text}`);
        if (process.env.TELL) console.log(now.screen, now.text.replaceAll(/\s+/g, ' ').slice(0, 90), Math.round(wasm / 1e6), Math.round(buffers / 1e6), JSON.stringify(now.tasks));
      }
    };
    await choose(path);
    await until(({ screen, text }) => screen === 'reading' && /k = \d/.test(text));
    const cancelled = await app.cancel();
    const began = Date.now();
    await choose(path);
    await until(({ screen }) => screen === 'result');
    const seconds = (Date.now() - began) / 1000;
    await pause(DRAWN);
    const { tasks } = await until(() => true);
    await pause(CHECKED);
    const checking = (await until(() => true)).tasks.slice(tasks.length);
    return { bytes: statSync(path).size, seconds, most, tasks, checking, cancelled, version: tab.version };
  } finally {
    await tab.close();
    await server.close();
  }
}

async function main() {
  await ensureTest();
  const rows = Number(process.env.ROWS ?? 10_000_000);
  const { bytes, seconds, most, tasks, checking, cancelled, version } = await fitLarge(rows);
  const within = most.all <= LIMITS.memory * MB && Math.max(0, ...tasks.map(({ duration }) => duration)) <= LIMITS.task && cancelled <= LIMITS.cancel;
  const sentence = (what, value, limit, unit) => `- ${what}: ${Math.round(value)} ${unit} (at most ${limit} are wanted)`;
  const lines = [
    sentence('most of WebAssembly memories and buffers at a time, of the page and its workers', most.all / MB, LIMITS.memory, 'MB'),
    `- of that, WebAssembly memories: ${Math.round(most.wasm / MB)} MB; by place: ${most.places.map((bytes) => Math.round(bytes / MB)).join(', ')} MB`,
    `- tasks of the page's main thread of ${LIMITS.task} ms or more, from when a file is chosen until ${(DRAWN / 1000).toFixed(1)} s after the result: ${told(tasks)} (none is wanted)`,
    `- the same while checks run on every core, until ${Math.round(CHECKED / 1000)} s later: ${told(checking)}`,
    sentence('until a cancel during clustering was answered', cancelled, LIMITS.cancel, 'ms'),
    `- from the file (${Math.round(bytes / MB)} MB) to segments on the screen: ${Math.round(seconds)} s`,
  ];
  record({
    name: 'large-fit',
    command: process.env.ROWS ? `ROWS=${rows} node scripts/large/fit.mjs` : 'node scripts/large/fit.mjs',
    covers: ['src', 'www', 'scripts/large'],
    outcome: `${within ? 'within its limits' : 'OUTSIDE ITS LIMITS'} at ${rows} rows`,
    body: `# ${rows.toLocaleString('en')} rows of ${FEATURES} features in a tab\n\n${version}, the file read twice, once up to a cancel.\n\n${lines.join('\n')}`,
  });
  console.log(lines.join('\n'));
  process.exit(within ? 0 : 1);
}

await orExplain(main);
