// Runs everything: formatting, lints, Rust tests, types, the build, the browser journeys. A step that fails does not
// stop the others; the last line counts tests, and steps that are one check each.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { countCargo, countNode, inWords, run } from './runner.mjs';
import { ensureTest, environment, orExplain, root, usesDistributionRust } from './tools.mjs';
import { outdated } from './verification.mjs';

const LINT = ['--locked', '--', '-D', 'warnings'];
const WASM = ['--target', 'wasm32-unknown-unknown'];

/** @import { Count } from './runner.mjs' */
/** @typedef {{ name: string, command: string[], env?: NodeJS.ProcessEnv, count?: (output: string) => Count, skip?: string }} Step */

const started = Date.now();
await orExplain(ensureTest);
const total = await runAll(steps());
for (const line of outdated()) console.log(`older than the code: ${line}`);
console.log(`took ${Math.round((Date.now() - started) / 1000)} s`);
console.log(inWords(total));
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
    const began = Date.now();
    const count = step.skip === undefined ? await runStep(step) : { passed: 0, failed: 0, skipped: 1 };
    console.log(`--- ${step.name}: ${Math.round((Date.now() - began) / 1000)} s`);
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
 * @param {Step} step
 * @returns {Promise<Count>}
 */
async function runStep({ command, env = process.env, count }) {
  const { code, output } = await run(command, env);
  const counted = count?.(output) ?? { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
  // A runner that ends badly without counting a failure, by a compile error or a crash, has failed all the same.
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  return counted;
}
