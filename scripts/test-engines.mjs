// One answer in every engine, hosted and from a file, on every real file of customers; the result is kept in
// docs/verification/engines.md.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { countNode, inWords, run } from './runner.mjs';
import { ensureTest, environment, orExplain, root } from './tools.mjs';
import { record } from './verification.mjs';

await orExplain(ensureTest);
if (!existsSync(join(root, '..', 'shared', 'data', 'customers'))) {
  console.error('The real files are missing: lay them into ../shared/data/customers and try again.');
  process.exit(2);
}
build();
const command = [process.execPath, '--test', '--test-reporter=spec', 'tests/browser/engines.test.mjs'];
const { code, output } = await run(command, { ...environment(), EVERY_FILE: '1' });
const outcome = inWords(countNode(output));
const lines = output
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
process.exit(code);
