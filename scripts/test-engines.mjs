// One answer in every engine, hosted and from a file, on every real file of customers; the result is kept in
// docs/verification/engines.md.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureTest, environment, orExplain, root } from './tools.mjs';
import { record } from './verification.mjs';

await orExplain(ensureTest);
if (!existsSync(join(root, '..', 'shared', 'data', 'customers'))) {
  console.error('The real files are missing: lay them into ../shared/data/customers and try again.');
  process.exit(2);
}
build();
const run = spawnSync(process.execPath, ['--test', '--test-reporter=spec', 'tests/browser/engines.test.mjs'], {
  cwd: root,
  env: { ...environment(), EVERY_FILE: '1' },
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
});
process.stdout.write(run.stdout);
process.stderr.write(run.stderr);

const of = (word) => Number(new RegExp(`^ℹ ${word} (\\d+)`, 'm').exec(run.stdout)?.[1] ?? 0);
const outcome = `${of('pass')} passed, ${of('fail')} failed, ${of('skipped')} skipped`;
const lines = run.stdout
  .split('\n')
  .filter((line) => /^\s*([✔✖﹣]|ℹ .*sha256)/.test(line))
  .map((line) => line.trim().replace(/ \(\d.*ms\)/, ''));
record({
  name: 'engines',
  command: 'make test-engines',
  covers: ['src', 'www', 'examples', 'index.html', 'Cargo.lock', 'scripts/bundle.mjs', 'tests/browser/engines.test.mjs'],
  outcome,
  body: `# One answer in every engine

The same file gives the labels of the native program in each engine, hosted and from a file.

\`\`\`
${lines.join('\n')}
\`\`\``,
});
console.log(outcome);
process.exit(run.status ?? 1);
