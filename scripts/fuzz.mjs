// Random damage to files, numbers and dates, ten million executions unless RUNS says otherwise; the result is kept in
// docs/verification/fuzz.md. A seeded mutation fuzzer inside the tests (src/ingest/fuzz.rs): cargo-fuzz needs a nightly compiler.

import { spawnSync } from 'node:child_process';
import { environment, root } from './tools.mjs';
import { record } from './verification.mjs';

const runs = process.env.RUNS || '10000000';
const started = Date.now();
const run = spawnSync('cargo', ['test', '--locked', '--lib', 'ingest::fuzz'], {
  cwd: root,
  env: { ...environment(), FUZZ_RUNS: runs },
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const lines = run.stdout.split('\n').filter((line) => /^test ingest::fuzz|panicked|cut at/.test(line));
const minutes = ((Date.now() - started) / 60_000).toFixed(1);
record({
  name: 'fuzz',
  command: process.env.RUNS ? `RUNS=${runs} make fuzz` : 'make fuzz',
  covers: ['src/ingest'],
  outcome: run.status === 0 ? `${runs} executions, nothing found` : 'SOMETHING WAS FOUND',
  body: `# Random damage

A seeded mutation fuzzer inside the tests (\`src/ingest/fuzz.rs\`), not cargo-fuzz: it is not guided by coverage, and needs no
nightly compiler. Of ${runs} executions, two in ten read a damaged file, four a damaged number, four a damaged date; every fourth file is read
once more in two slices and has to give the same. Overflow checks and debug assertions are on. It took ${minutes} minutes.

${lines.map((line) => `- ${line}`).join('\n')}`,
});
console.log(lines.join('\n'));
process.exit(run.status ?? 1);
