// Runs everything: formatting, lints, Rust tests, types, the build, the browser journeys. A step that fails does not
// stop the others; the last line counts tests, and steps that are one check each.

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureTest, environment, orExplain, root, usesDistributionRust } from './tools.mjs';
import { outdated } from './verification.mjs';

const LINT = ['--locked', '--', '-D', 'warnings'];
const WASM = ['--target', 'wasm32-unknown-unknown'];

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/** @typedef {{ name: string, command: string[], env?: NodeJS.ProcessEnv, count?: (output: string) => Count, skip?: string }} Step */

const started = Date.now();
await orExplain(ensureTest);
const total = await runAll(steps());
for (const line of outdated()) console.log(`older than the code: ${line}`);
console.log(`took ${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);

/** @returns {Step[]} */
function steps() {
  const env = environment();
  const noTarget = usesDistributionRust() ? 'the lints need the target that rustup could not add' : undefined;
  return [
    { name: 'format', command: ['cargo', 'fmt', '--check'], env },
    { name: 'lints', command: ['cargo', 'clippy', '--all-targets', ...LINT], env },
    { name: 'lints of the wasm modules', command: ['cargo', 'clippy', '--bins', ...WASM, ...LINT], env, skip: noTarget },
    { name: 'documentation', command: ['cargo', 'doc', '--no-deps', '--lib', '--locked', '--quiet'], env: { ...env, RUSTDOCFLAGS: '-D warnings' } },
    { name: 'Rust tests', command: ['cargo', 'test', '--locked', '--no-fail-fast'], env, count: countCargo },
    { name: 'types', command: ['tsc', '-p', 'tsconfig.json'], env },
    { name: 'the native example', command: ['cargo', 'build', '--release', '--example', 'segment', '--locked'], env },
    { name: 'the page', command: [process.execPath, 'scripts/build.mjs'], env },
    { name: 'browser journeys', command: [process.execPath, '--test', '--test-concurrency=1', '--test-reporter=spec', ...journeys()], env, count: countNode },
  ];
}

function journeys() {
  const folder = join(root, 'tests', 'browser');
  return readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).sort().map((name) => `tests/browser/${name}`);
}

/** @param {Step[]} all */
async function runAll(all) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const remarks = [];
  for (const step of all) {
    console.log(`\n=== ${step.name}`);
    const count = step.skip === undefined ? await run(step) : { passed: 0, failed: 0, skipped: 1 };
    if (step.skip !== undefined) remarks.push(`skipped: ${step.name}: ${step.skip}`);
    if (count.failed > 0) remarks.push(`failed: ${step.name}`);
    sum.passed += count.passed;
    sum.failed += count.failed;
    sum.skipped += count.skipped;
  }
  if (!existsSync(join(root, '..', 'shared', 'data'))) {
    remarks.push('SKIPPED: every test on real files, because ../shared/data is not there');
    sum.skipped += 1;
  }
  console.log(`\n${remarks.join('\n')}`);
  return sum;
}

/**
 * Runs a step and shows its output as it comes.
 *
 * @param {Step} step
 * @returns {Promise<Count>}
 */
function run({ command: [program, ...args], env, count }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (bytes) => {
      output += bytes;
      process.stdout.write(bytes);
    });
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      resolve({ passed: 0, failed: 1, skipped: 0 });
    });
    child.on('close', (code) => {
      const counted = count?.(output) ?? { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
      // A runner that ends badly without counting a failure, by a compile error or a crash, has failed all the same.
      if (code !== 0 && counted.failed === 0) counted.failed = 1;
      resolve(counted);
    });
  });
}

/** Adds up the closing lines of cargo's test binaries. */
function countCargo(output) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, ignored] of output.matchAll(/^test result: .*? (\d+) passed; (\d+) failed; (\d+) ignored/gm)) {
    sum.passed += Number(passed);
    sum.failed += Number(failed);
    sum.skipped += Number(ignored);
  }
  return sum;
}

/** Reads the closing lines of node's test runner. */
function countNode(output) {
  const of = (word) => Number(new RegExp(`^ℹ ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
  return { passed: of('pass'), failed: of('fail') + of('cancelled'), skipped: of('skipped') + of('todo') };
}
