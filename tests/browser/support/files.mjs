// Files the journeys use, and what is built: one real file from the shared data, one made up.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { environment, root } from '../../../scripts/tools.mjs';

/** The folder for a web host. */
export const hosted = join(root, 'dist');
const single = join(hosted, 'customer-segmentation.html');
/** The single file's text. */
export const singleFile = () => readFileSync(single, 'utf8');
/** The single file's address on disk. */
export const singleAddress = pathToFileURL(single).href;

const customers = join(root, '..', 'shared', 'data', 'customers');
/** Why tests on real files are skipped, `false` where they are not. */
export const noRealFiles = existsSync(customers) ? false : 'skipped: ../shared is not there';

/** @param {string} name @returns {Buffer} */
export const realFile = (name) => readFileSync(join(customers, name));

/** Names of all real files of customers. */
export const realFiles = () => readdirSync(customers).sort();

/** A record, whose quoted fields may hold line breaks, and what ends it. */
const RECORD = /((?:[^"\r\n]|"[^"]*"|\r(?!\n))*)(\r\n|\n|$)/g;

/** 240 made-up customers of three plain kinds, semicolons, quotes and Windows line ends among them. */
export function madeFile() {
  const kinds = [[25, 900, 4], [44, 250, 15], [67, 40, 2]];
  const lines = ['customer;"age";spent;orders;town'];
  for (let row = 0; row < 240; row++) {
    const [age, spent, orders] = kinds[row % 3];
    const jitter = ((row * 7919) % 13) - 6;
    lines.push(`c${row};${age + jitter};${spent + jitter * 5};"${orders + (row % 2)}";"Bad; ${row % 4}"`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}

/** Made-up customers who differ without being of any kinds: four columns drawn evenly, by a generator of Park & Miller (1988). @param {number} rows */
export function evenFile(rows) {
  const lines = ['spent,orders,age,visits'];
  let state = 20;
  const next = (/** @type {number} */ most) => {
    state = (state * 48271) % 2147483647;
    return (state / 2147483647) * most;
  };
  for (let row = 0; row < rows; row++) lines.push([900, 400, 60, 300].map((most) => (20 + next(most)).toFixed(2)).join(','));
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** What is appended to a record unless other columns are ticked: the segment's number and its name, quoted where the file's own last field is. */
const APPENDED = /[,;\t]("?)(\d*|segment)\1[,;\t]("(?:[^"]|"")*"|[^",;\t]*)$/;

/**
 * Takes the appended fields off each record of a labelled file.
 *
 * @param {Buffer} labelled
 * @returns {{ original: Buffer, header: string, labels: string[], names: string[] }} `labels`: one for each data record; `names`: one above
 *   them and one for each
 */
export function takeApart(labelled) {
  const labels = [];
  const names = [];
  let original = '';
  for (const [, record, end] of labelled.toString('latin1').matchAll(RECORD)) {
    const [appended, , label, name] = APPENDED.exec(record) ?? [''];
    if (record !== '') labels.push(label);
    if (record !== '') names.push(name?.replace(/^"(.*)"$/, '$1'));
    original += record.slice(0, record.length - appended.length) + end;
  }
  return { original: Buffer.from(original, 'latin1'), header: labels[0], labels: labels.slice(1), names };
}

/** Looks in a row, 20 ms apart, at which a file that is being saved has not grown. */
const SETTLED = 25;

/**
 * The file that a browser saves into `folder`, once all of it is there.
 *
 * @param {string} folder
 * @returns {Promise<Buffer>}
 */
export async function savedInto(folder) {
  let [before, still] = ['', 0];
  for (let tries = 0; tries < 500; tries++) {
    // While they save, browsers keep the place by an empty file and write beside it, or write piece by piece: it is whole once it grows no more.
    const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
    // A name may be gone by now: the last thing a browser does is to give the file its own.
    const now = names.map((name) => `${name} ${statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0}`).join();
    const whole = names.length === 1 && !/\.(part|wkdownload) \d+$| 0$/.test(now);
    still = whole && now === before ? still + 1 : 0;
    if (still === SETTLED) return readFileSync(join(folder, names[0]));
    before = now;
    await pause(20);
  }
  throw new Error('no file was saved within ten seconds');
}

/** @param {string[]} labels */
export const hashOf = (labels) => createHash('sha256').update(labels.join('\n')).digest('hex');

/**
 * The labels that the native program gives to the same file: as `cargo test` has built it, optimised, and with its checks of itself on.
 *
 * @param {string} name
 * @param {Buffer} bytes
 * @param {string} [recipe] as JSON; without one what is suggested is done
 * @returns {string[]}
 */
export function nativeLabels(name, bytes, recipe) {
  const folder = mkdtempSync(join(tmpdir(), 'segment-'));
  try {
    writeFileSync(join(folder, name), bytes);
    const out = join(folder, 'labels.csv');
    const by = recipe === undefined ? [] : ['--recipe', join(folder, 'recipe.json')];
    if (recipe !== undefined) writeFileSync(join(folder, 'recipe.json'), recipe);
    const program = ['run', '--locked', '--quiet', '--example', 'segment', '--'];
    execFileSync('cargo', [...program, join(folder, name), ...by, '--labels', out], {
      cwd: root,
      env: environment(),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const lines = readFileSync(out, 'utf8').trimEnd().split(/\r?\n/).slice(1);
    return lines.map((line) => line.split(',')[1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Orders of so many customers, some of which came to nothing and some paid back.
 *
 * @param {number} customers
 */
export function ordersFile(customers) {
  const lines = ['Order ID,Customer ID,Order Date,Status,Amount,Refunded'];
  for (let row = 0; row < 6 * customers; row++) {
    const kind = row % customers % 3;
    const day = String(1 + ((row * 7) % 28)).padStart(2, '0');
    const month = String(1 + ((row * (kind + 1)) % 12)).padStart(2, '0');
    const state = row % 17 === 0 ? 'cancelled' : 'paid';
    lines.push(`A-${5000 + row},C-${1000 + (row % customers)},2024-${month}-${day},${state},${[40, 150, 700][kind] + (row % 9)}.50,${row % 23 === 0 ? 12 : 0}`);
  }
  return Buffer.from(lines.join('\n'));
}

/** Nothing but numbers of customers: no column tells them apart unasked. */
export function numbersFile() {
  const numbers = Array.from({ length: 90 }, (_, row) => 10_000 + (row % 3) * 30_000 + row);
  return Buffer.from(`customer_no\n${numbers.join('\n')}\n`);
}
