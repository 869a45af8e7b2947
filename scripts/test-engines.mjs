// One answer in every engine and in every place the page can stand in, on real files of customers, and again and again after panics and
// cancels; the result is kept in docs/verification/engines.md.

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
const command = [process.execPath, '--test', '--test-concurrency=1', '--test-reporter=spec', 'tests/browser/engines.test.mjs', 'tests/soak/restarts.test.mjs'];
const { code, output } = await run(command, { ...environment(), EVERY_FILE: '1' });
const outcome = inWords(countNode(output));
const lines = output
  .split('\n')
  .filter((line) => /^\s*([✔✖﹣]|ℹ .*(sha256|workers))/.test(line))
  .map((line) => line.trim().replace(/ \(\d.*ms\)/, ''));
record({
  name: 'engines',
  command: 'make test-engines',
  covers: ['src', 'www', 'examples', 'index.html', 'Cargo.lock', 'scripts/bundle.mjs', 'docs/embedding.md', 'tests/browser/engines.test.mjs', 'tests/soak/restarts.test.mjs'],
  outcome,
  body: `# One answer in every engine

The same file gives the labels of the native program in each engine: hosted, from a file, in a sandboxed frame as docs/embedding.md
gives it, from a sub-path, and in a sandboxed frame within another. Hosted and from a file this is tried with every real file.

Again and again, hosted and from a file: at least 200 workers are started after a panic of one of them, 20 panics come at another moment of
the work each, 20 runs are cancelled at another moment each. After every panic and every cancel the same file gives the same labelled file,
byte for byte.

\`\`\`
${lines.join('\n')}
\`\`\``,
});
console.log(outcome);
process.exit(code);
