// A result as text for people: what was measured on, the targets, every time; and the tables and plots of the documentation.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../scripts/tools.mjs';
import { evidenceOf, growthOf } from './least.mjs';
import { results } from './places.mjs';
import { evidencePlot, growthPlot, ratioPlot } from './plots.mjs';
import { SIZES, held } from './targets.mjs';

const digits = (value) => (value === null ? '–' : Number(value.toPrecision(3)).toString());
const ms = (value) => (value >= 100 ? Math.round(value).toString() : value.toPrecision(3));
const kB = (bytes) => `${Math.round(bytes / 1000)} kB`;
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** What was measured on and with. */
function setting({ machine, versions, runs }) {
  const loads = runs.map((run) => `${run.load[0]} before, ${run.loadAfter[0]} after`).join('; ');
  const busy = runs.some((run) => Math.max(run.load[0], run.loadAfter[0]) > 1.5 * machine.cores);
  return [
    `${machine.cpu} (${machine.family}), ${machine.cores} cores, ${machine.memory}, ${machine.system}.`,
    `${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}.`,
    `Load average of the last minute: ${loads}.`,
    ...(busy ? [`More was running than ${machine.cores} cores can do: these figures are provisional. Times are longer than they need be, and peers with two threads, which wait for each other, suffer most.`] : []),
  ].join('\n');
}

function verdict(target) {
  if (target.missing) return target.missing;
  if (target.ratio === null) return 'Not measured in this run.';
  if (target.ratio < target.target) return 'missed';
  return target.measured ? 'reached at this size' : 'reached';
}

/** The targets beside what was reached. */
export function targetTable({ targets, runs }) {
  const rows = targets.map((target) => [
    target.row,
    target.measured ? `${target.work}: ${target.measured}` : target.work,
    target.peer,
    Number.isFinite(target.target) && target.target !== null ? `≥ ${target.target}` : '–',
    digits(target.ratio),
    digits(target.least),
    target.runs || '–',
    verdict(target),
  ]);
  const size = runs.find((run) => run.size)?.size;
  if (size) {
    // The first screen is painted from the page alone; a file is taken once all is there.
    const page = size.files.find((file) => file.name === 'index.html').brotli;
    const reached = size.brotli <= SIZES.brotli && size.single <= SIZES.single ? 'reached' : 'missed';
    rows.push([12, 'first load, brotli; single file', '', `≤ ${kB(SIZES.brotli)}; ≤ ${kB(SIZES.single)}`, `${kB(page)} for the first screen, ${kB(size.brotli)} until a file is taken; ${kB(size.single)}`, '', '', reached]);
  }
  return table(['row', 'work', 'peer', 'target', 'ratio of medians, worst run', 'of smallest times', 'runs', ''], rows);
}

function timesTable({ results }) {
  return table(
    ['', 'median, ms', 'least, ms', 'rounds', 'product is faster by', 'iterations', 'inertia beside scikit-learn f64'],
    results.map((result) => [
      result.name,
      ms(result.median),
      ms(result.least),
      result.times.length,
      result === results[0] ? '' : `${digits(result.median / results[0].median)} ×`,
      result.iterations ?? '',
      result.difference === undefined ? '' : result.difference.toExponential(1),
    ]),
  );
}

function answersTable({ results }) {
  return table(['', 'median, ms', 'largest, ms', 'times'], results.map((result) => [result.name, ms(result.median), ms(result.largest), result.times.length]));
}

function growthTable({ base, curves }) {
  const rows = Object.entries(curves).map(([axis, { points, slope }]) => [
    axis,
    points.map(({ value, ms: time }) => `${value}: ${ms(time)}`).join(', '),
    slope.toFixed(3),
  ]);
  const text = `Milliseconds of an iteration, the least measured, around n = ${base.n}, d = ${base.d}, k = ${base.k}; the slope is that of the logarithms, and 1 is proportion.`;
  return `${text}\n\n${table(['', 'value: ms', 'slope'], rows)}`;
}

/** What the evidence costs, by rows and by segments. */
function evidenceTable({ base, curves }) {
  const axis = (name, title) => {
    const pieces = Object.entries(curves);
    const values = pieces[0][1][name].map(({ value }) => value);
    return table([title, ...pieces.map(([piece]) => piece)], values.map((value, at) => [value, ...pieces.map(([, of]) => ms(of[name][at].ms))]));
  };
  const text = `Milliseconds of each piece of evidence, the least measured, for one number of segments in one worker, around n = ${base.n}, d = ${base.d}, k = ${base.k}; re-draw, halves and reference: one of each.`;
  return `${text}\n\n${axis('n', 'rows')}\n\n${axis('k', 'segments')}`;
}

function runText(run, number, count) {
  const parts = [count > 1 ? `## Run ${number + 1}, ${run.began}` : '## All times'];
  for (const fit of run.fits ?? []) parts.push(`### Fit: ${fit.data}`, timesTable(fit), fit.accurate ? '' : '**Outside the accuracy gate of 1e-5.**');
  const named = { sweep: 'Sweep', silhouette: 'Silhouette', reading: 'Reading', map: 'Map', whole: 'The whole job' };
  for (const [key, title] of Object.entries(named)) if (run[key]) parts.push(`### ${title}: ${run[key].data}`, timesTable(run[key]));
  if (run.answers) parts.push(`### Answers: ${run.answers.data}`, answersTable(run.answers));
  if (run.size) parts.push('### Size', table(['file', 'bytes', 'brotli'], run.size.files.map((file) => [file.name, file.bytes, file.brotli])));
  if (run.growth) parts.push('### Growth', growthTable(run.growth));
  if (run.evidence) parts.push('### Evidence', evidenceTable(run.evidence));
  return parts.filter((part) => part !== '').join('\n\n');
}

/** @param {string} path @param {any} record */
export function writeReport(path, record) {
  const parts = [`# Benchmark of ${record.date}`, setting(record), '## Targets', targetTable(record)];
  writeFileSync(path, `${[...parts, ...record.runs.map((run, at) => runText(run, at, record.runs.length))].join('\n\n')}\n`);
}

const [OPEN, CLOSE] = ['<!-- measured: written by bench/report.mjs -->', '<!-- /measured -->'];

/** Puts `parts` into a page of the documentation, between its marks. */
function between(path, parts) {
  const text = readFileSync(path, 'utf8');
  const [before, after] = [text.indexOf(OPEN), text.indexOf(CLOSE)];
  if (before < 0 || after < before) throw new Error(`${path} lacks ${OPEN} and ${CLOSE}`);
  writeFileSync(path, `${text.slice(0, before + OPEN.length)}\n${parts.join('\n\n')}\n${text.slice(after)}`);
}

/** Puts the tables into docs/engine.md between their marks, and the plots beside it. */
export function writeDocs(record) {
  const growth = growthOf(record.runs);
  const parts = [`Measured on ${record.date}. ${setting(record)}`, targetTable(record), '![Ratios against the targets](bench/ratios.svg)'];
  if (growth) parts.push(growthTable(growth), '![Growth of an iteration with rows, features and clusters](bench/growth.svg)');
  const folder = join(root, 'docs', 'bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'ratios.svg'), ratioPlot(record.targets));
  if (growth) writeFileSync(join(folder, 'growth.svg'), growthPlot(growth));
  between(join(root, 'docs', 'engine.md'), parts);
}

/** Puts what the evidence costs into docs/choosing-k.md, and the plot beside it. */
export function writeEvidence(record) {
  const found = evidenceOf(record.runs);
  if (!found) return;
  writeFileSync(join(root, 'docs', 'bench', 'evidence.svg'), evidencePlot(found));
  const parts = [`Measured on ${record.date}. ${setting(record)}`, evidenceTable(found), '![Growth of the evidence with rows and segments](bench/evidence.svg)'];
  between(join(root, 'docs', 'choosing-k.md'), parts);
}

/** The named result, else the last by name. */
function chosen(name) {
  const all = readdirSync(results).filter((each) => each.endsWith('.json')).sort();
  return join(results, name ?? all[all.length - 1]);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = chosen(process.argv[2]);
  const record = JSON.parse(readFileSync(path, 'utf8'));
  record.targets = held(record.runs);
  writeReport(path.replace(/json$/, 'md'), record);
  if (record.runs.some((run) => run.fits)) writeDocs(record);
  writeEvidence(record);
}
