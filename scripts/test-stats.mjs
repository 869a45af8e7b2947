// How often the rule for the number of segments errs, on 200 tables without segments and 200 with planted ones; the result is kept in
// docs/verification/choosing.md. TABLES=N tries N of each instead, FROM=M from the M-th on.

import { spawnSync } from 'node:child_process';
import { ensureBuild, environment, orExplain, root } from './tools.mjs';
import { record } from './verification.mjs';

await orExplain(ensureBuild);
const run = spawnSync('cargo', ['test', '--locked', '--test', 'product', 'choosing::rates::many', '--', '--ignored', '--nocapture', '--test-threads=1'], {
  cwd: root,
  env: environment(),
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const lines = run.stdout.split('\n');
const found = lines.filter((line) => / of \d+$/.test(line));
const wrong = lines.filter((line) => /planted, .*(k: (\d+))/.test(line) && !right(line)).map((line) => line.split('; ')[0].replace(/^test .* \.\.\. /, ''));
record({
  name: 'choosing',
  command: process.env.TABLES ? `TABLES=${process.env.TABLES} make test-stats` : 'make test-stats',
  covers: ['src/choose', 'src/kmeans', 'src/validate', 'tests/choosing'],
  outcome: `${run.status === 0 ? 'within its limits' : 'OUTSIDE ITS LIMITS'}: ${found.join('; ')}`,
  body: `# How often the rule errs

Tables and limits are those of \`tests/choosing/\`; each is judged from sweep to verdict.

${found.map((line) => `- ${line}`).join('\n')}

Planted segments not found as planted:

${wrong.length === 0 ? 'none' : wrong.map((line) => `- ${line}`).join('\n')}`,
});
console.log(found.join('\n'));
process.exit(run.status ?? 1);

/** Whether the verdict names the planted number. @param {string} line */
function right(line) {
  const planted = /(\d+) planted/.exec(line)?.[1];
  return line.includes('kind: Natural') && line.includes(` k: ${planted}, runner`);
}
