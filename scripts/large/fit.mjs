// How a tab bears a very large table: made-up rows of eight features, from the file on a disk to segments on the screen. Watches the
// memory of the browser's processes, the longest task of the page's main thread, and how soon a cancel is answered; the result is
// kept in docs/verification/. ROWS=2000000 takes fewer rows than ten million.

import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { uniform } from '../../bench/data.mjs';
import { openInChromium } from '../../tests/browser/support/chromium.mjs';
import { hosted } from '../../tests/browser/support/files.mjs';
import { serve } from '../server.mjs';
import { ensureTest, orExplain, root } from '../tools.mjs';
import { record } from '../verification.mjs';

const FEATURES = 8;
const MIB = 2 ** 20;
/** What a tab may take: memory in MiB, tasks and the answer to a cancel in milliseconds. */
const LIMITS = { memory: 1200, task: 50, cancel: 200 };
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

/** Process ids of the tabs of the browser that `parent` began: its renderers. */
function renderers(parent) {
  const all = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8', maxBuffer: 2 ** 24 }).split('\n').slice(1);
  const processes = all.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)).filter((match) => match !== null);
  const below = new Set([parent]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [, pid, ppid] of processes) {
      if (below.has(Number(ppid)) && !below.has(Number(pid))) grown = Boolean(below.add(Number(pid)));
    }
  }
  return processes.filter(([, pid, , args]) => below.has(Number(pid)) && args.includes('--type=renderer')).map(([, pid]) => Number(pid));
}

/** Most memory that a process ever had resident, in MiB: everything in it, the browser's own part included. */
function peak(pid) {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Keeps the longest task of the main thread. Runs in the page. */
function watchTasks() {
  globalThis.longest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, entry.duration);
  }).observe({ type: 'longtask', buffered: true });
}

/** The screen that is shown, and what it says of progress. Runs in the page. */
function state() {
  const shown = document.querySelector('main > section:not([hidden])');
  return { screen: shown?.id ?? '', text: shown?.textContent?.slice(0, 300) ?? '', longest: Math.round(globalThis.longest) };
}

/** Presses cancel; milliseconds until the screen is another. Runs in the page. */
async function cancel() {
  const button = [...document.querySelectorAll('button')].find((each) => each.checkVisibility() && /cancel|stop/i.test(each.textContent ?? ''));
  if (!button) throw new Error('no button to cancel with');
  const started = performance.now();
  button.click();
  while (document.querySelector('main > section:not([hidden])')?.id === 'reading') {
    if (performance.now() - started > 20_000) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return performance.now() - started;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Fits a table of `rows` in Chromium.
 *
 * @param {number} rows
 * @returns {Promise<{ rows: number, bytes: number, seconds: number, memory: number, task: number, cancel: number, problems: string[] }>}
 */
export async function fitLarge(rows) {
  const path = largeFile(rows);
  const server = await serve(hosted);
  const tab = await openInChromium(server.address, { initScript: `(${watchTasks})()` });
  try {
    const pids = new Set();
    let memory = 0;
    const look = async () => {
      for (const pid of renderers(process.pid)) pids.add(pid);
      memory = Math.max(memory, ...[...pids].map(peak));
      return tab.evaluate(state);
    };
    const until = async (wanted) => {
      for (const began = Date.now(); ; await pause(1000)) {
        const now = await look();
        if (wanted(now)) return now;
        if (now.screen === 'failed' || tab.problems.length > 0) throw new Error(`${now.text} ${tab.problems.join('; ')}`);
        if (Date.now() - began > PATIENCE) throw new Error(`nothing came of it within half an hour: ${now.text}`);
      }
    };
    const choose = () => tab.page.setInputFiles('input[type=file]', path);
    await choose();
    await until(({ screen, text }) => screen === 'reading' && /k = \d/.test(text));
    const cancelled = await tab.evaluate(cancel);
    const began = Date.now();
    await choose();
    const { longest } = await until(({ screen }) => screen === 'result');
    const seconds = (Date.now() - began) / 1000;
    await look();
    return { rows, bytes: statSync(path).size, seconds, memory, task: longest, cancel: cancelled, problems: tab.problems };
  } finally {
    await tab.close();
    await server.close();
  }
}

async function main() {
  await ensureTest();
  const rows = Number(process.env.ROWS ?? 10_000_000);
  const found = await fitLarge(rows);
  const within = found.memory <= LIMITS.memory && found.task <= LIMITS.task && found.cancel <= LIMITS.cancel;
  const sentence = (what, value, limit, unit) => `- ${what}: ${Math.round(value)} ${unit} (at most ${limit} are wanted)`;
  const lines = [
    sentence('peak memory of the tab, everything in it', found.memory, LIMITS.memory, 'MiB'),
    sentence("longest task of the page's main thread", found.task, LIMITS.task, 'ms'),
    sentence('until a cancel during clustering was answered', found.cancel, LIMITS.cancel, 'ms'),
    `- from the file (${Math.round(found.bytes / MIB)} MiB) to segments on the screen: ${Math.round(found.seconds)} s`,
  ];
  record({
    name: 'large-fit',
    command: process.env.ROWS ? `ROWS=${rows} node scripts/large/fit.mjs` : 'node scripts/large/fit.mjs',
    covers: ['src/kmeans', 'src/session', 'src/features', 'src/matrix.rs', 'www'],
    outcome: `${within ? 'within its limits' : 'OUTSIDE ITS LIMITS'} at ${rows} rows`,
    body: `# ${rows.toLocaleString('en')} rows of ${FEATURES} features in a tab\n\n${lines.join('\n')}`,
  });
  console.log(lines.join('\n'));
  process.exit(within && found.problems.length === 0 ? 0 : 1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await orExplain(main);
