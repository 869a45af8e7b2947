// Random damage to files, numbers and dates, in two ways; the result is kept in docs/verification/fuzz.md.
//
// A seeded mutation fuzzer inside the tests (src/ingest/fuzz.rs) makes RUNS executions, the same on every machine. Then cargo-fuzz (fuzz/)
// looks for new paths through the code, SECONDS long for files and a tenth of that each for numbers and dates. It runs on the compiler
// the product is built with: only its sanitizers need a nightly one, and there is no unsafe code for them to look at.

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFuzz, environment, orExplain, root } from './tools.mjs';
import { record } from './verification.mjs';

const RUNS = process.env.RUNS || '10000000';
const SECONDS = Number(process.env.SECONDS || 600);
const LONGEST = 4_000;
const folder = join(root, 'target', 'fuzz');

await orExplain(ensureFuzz);
const seeded = runSeeded();
const targets = guided();
const ok = seeded.ok && targets.every((target) => target.ok);
const executions = Number(RUNS) + targets.reduce((sum, target) => sum + target.runs, 0);
const short = process.env.RUNS || process.env.SECONDS;
record({
  name: 'fuzz',
  command: short ? `RUNS=${RUNS} SECONDS=${SECONDS} make fuzz` : 'make fuzz',
  covers: ['src/ingest', 'fuzz', 'scripts/fuzz.mjs'],
  outcome: ok ? `${executions} executions, nothing found` : 'SOMETHING WAS FOUND',
  body: `# Random damage

What has to hold for any bytes is in \`src/ingest/invariants.rs\`: nothing panics, a file is read the same in two slices wherever they meet, and what is
read as a number or a date is one. Overflow checks and debug assertions are on in both ways.

## Seeded

\`src/ingest/fuzz.rs\`: of ${RUNS} executions two in ten read a damaged file, four a damaged number, four a damaged date; every fourth file is read once
more in two slices. ${seeded.minutes} minutes.

${seeded.lines.map((line) => `- ${line}`).join('\n')}

## Guided by coverage

cargo-fuzz with libFuzzer, from the seeds in \`fuzz/seeds\`, inputs of up to ${LONGEST} bytes; a file is read twice in every execution.

| target | seconds | executions | edges covered | inputs kept | found |
|---|---:|---:|---:|---:|---|
${targets.map(({ name, seconds, runs, edges, kept, found }) => `| ${name} | ${seconds} | ${runs} | ${edges} | ${kept} | ${found} |`).join('\n')}`,
});
for (const line of [...seeded.lines, ...targets.map(({ name, runs, found }) => `${name}: ${runs} executions, found: ${found}`)]) console.log(line);
process.exit(ok ? 0 : 1);

function runSeeded() {
  const started = Date.now();
  const run = spawnSync('cargo', ['test', '--locked', '--lib', 'ingest::fuzz'], {
    cwd: root,
    env: { ...environment(), FUZZ_RUNS: RUNS },
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = run.stdout.split('\n').filter((line) => /^test ingest::fuzz.*(ok|FAILED)$|panicked|cut at/.test(line));
  return { ok: run.status === 0, lines, minutes: ((Date.now() - started) / 60_000).toFixed(1) };
}

function guided() {
  const env = environment();
  const build = spawnSync('cargo', ['fuzz', 'build', '--sanitizer', 'none', '--target-dir', folder], { cwd: root, env, stdio: 'inherit' });
  if (build.status !== 0) throw new Error('cargo-fuzz did not build its targets: see its message above.');
  return [['file', SECONDS], ['number', SECONDS / 10], ['date', SECONDS / 10]].map(([name, seconds]) => hunt(String(name), Number(seconds)));
}

/**
 * @param {string} name
 * @param {number} seconds
 */
function hunt(name, seconds) {
  const host = /host: (.*)/.exec(spawnSync('rustc', ['-vV'], { encoding: 'utf8' }).stdout)?.[1] ?? '';
  const [corpus, artifacts] = ['corpus', 'artifacts'].map((kind) => join(folder, kind, name));
  rmSync(artifacts, { recursive: true, force: true });
  for (const path of [corpus, artifacts]) mkdirSync(path, { recursive: true });
  const options = [`-max_total_time=${seconds}`, `-max_len=${LONGEST}`, '-timeout=20', '-print_final_stats=1', `-artifact_prefix=${artifacts}/`];
  const run = spawnSync(join(folder, host, 'release', name), [...options, corpus, join(root, 'fuzz', 'seeds', name)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const last = run.stderr.split('\n').filter((line) => /\bcov: \d+/.test(line)).at(-1) ?? '';
  const found = /Test unit written to (.*)/.exec(run.stderr)?.[1] ?? 'nothing';
  if (run.status !== 0) console.log(run.stderr.split('\n').slice(-40).join('\n'));
  return {
    name,
    seconds,
    runs: Number(/number_of_executed_units: (\d+)/.exec(run.stderr)?.[1] ?? 0),
    edges: /\bcov: (\d+)/.exec(last)?.[1] ?? '?',
    kept: /\bcorp: (\d+)/.exec(last)?.[1] ?? '?',
    found,
    ok: run.status === 0,
  };
}
