// The rules shown are the rules copied: SQL in SQLite and DuckDB and the formula in LibreOffice give the rule of every row of five
// real files, gaps included, and the agreement shown equals a recount; the result is kept in docs/verification/office.md.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Missing, ensureOffice, environment, orExplain, root } from './tools.mjs';
import { record } from './verification.mjs';

const shared = join(root, '..', 'shared', 'data', 'customers');
const office = join(root, 'tests', 'office');
const scratch = join(root, '.tools', 'office');
const python = join(scratch, 'python', 'bin', 'python');

/** Each file, its delimiter, and options that bring in every kind of question. */
const CASES = [
  ['Mall_Customers.csv', ',', ['--k', '5']],
  ['marketing_campaign.csv', '\t', ['--k', '5', '--use', 'Income', '--use', 'Dt_Customer', '--use', 'MntWines', '--use', 'Education', '--use', 'Marital_Status']],
  ['german_credit_data.csv', ',', ['--k', '6', '--use', 'Age', '--use', 'Saving_accounts', '--use', 'Checking_account', '--use', 'Credit_amount', '--use', 'Purpose']],
  ['bank-additional.csv', ';', ['--k', '6', '--use', 'age', '--use', 'job', '--use', 'housing', '--use', 'euribor3m', '--use', 'cons.conf.idx']],
  ['UCI_Credit_Card.csv', ',', ['--k', '4']],
  ['marketing_campaign_serial_dates.csv', ',', ['--k', '4', '--missing', 'drop', '--use', 'Income', '--use', 'Dt_Customer', '--use', 'NumWebPurchases']],
];

await orExplain(ensure);
const lines = CASES.map(check);
const failed = lines.filter(({ right }) => !right).length;
const outcome = `${lines.length - failed} of ${lines.length} files the same everywhere`;
record({
  name: 'office',
  command: 'make test-office',
  covers: ['src/rules', 'src/ingest', 'src/features', 'src/kmeans', 'tests/office', 'scripts/test-office.mjs'],
  outcome,
  body: `# The rules shown are the rules copied

For each file: the share of its rows for which the copied SQL and formula give the rule that the program gives, all segments
together and each by its own condition; rows left out because of a gap; and the agreement shown beside one counted again by
another program from the two lists of labels. ${versions()}

| file | rows | gaps | SQLite | DuckDB | LibreOffice | left out | agreement shown | recounted |
|---|---|---|---|---|---|---|---|---|
${lines.map(({ row }) => row).join('\n')}`,
});
console.log(outcome);
process.exit(failed === 0 ? 0 : 1);

function ensure() {
  if (!existsSync(shared)) throw new Missing('The real files are missing: lay them into ../shared/data/customers and try again.');
  ensureOffice();
  mkdirSync(scratch, { recursive: true });
  if (!existsSync(python)) must('python3', ['-m', 'venv', join(scratch, 'python')]);
  must(python, ['-m', 'pip', 'install', '--quiet', '-r', join(office, 'requirements.txt')]);
  must('cargo', ['build', '--release', '--locked', '--example', 'segment']);
}

/** @param {string} program @param {string[]} args */
function must(program, args) {
  const { status } = spawnSync(program, args, { cwd: root, env: environment(), stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Missing(`${program} ${args.slice(0, 3).join(' ')} failed; its message stands above.`);
}

/** @param {[string, string, string[]]} which */
function check([name, delimiter, options]) {
  const folder = join(scratch, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = join(shared, name);
  const [json, rules, labels] = ['result.json', 'rules.csv', 'labels.csv'].map((part) => join(folder, part));
  const segment = join(root, 'target', 'release', 'examples', 'segment');
  must(segment, [file, '--restarts', '3', '--k-max', '6', '--json', json, '--rules', rules, '--labels', labels, ...options]);
  const run = spawnSync(python, [join(office, 'check.py'), file, delimiter, json, rules, labels, folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const found = run.stdout ? JSON.parse(run.stdout) : {};
  /** @param {number} share */
  const share = (share) => (share === 1 ? '100 %' : `**${100 * share} %**`);
  const cells = [`${name} ${options.join(' ')}`, found.rows, found.gaps, share(found.sqlite), share(found.duckdb), share(found.libreoffice), found.left_out, found.agreement, found.recount];
  console.log(cells.join('  '));
  return { right: run.status === 0, row: `| ${cells.join(' | ')} |` };
}

function versions() {
  const ask = (/** @type {string} */ program, /** @type {string[]} */ args) => spawnSync(program, args, { encoding: 'utf8' }).stdout.trim();
  const bases = ask(python, ['-c', 'import sqlite3, duckdb; print(f"SQLite {sqlite3.sqlite_version}, DuckDB {duckdb.__version__}")']);
  return `${bases}, ${ask('soffice', ['--version']).split(' ').slice(0, 2).join(' ')}.`;
}
