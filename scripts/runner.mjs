// Runs a test runner, shows its output as it comes, and counts its tests by its closing lines.

import { spawn } from 'node:child_process';
import { root } from './tools.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ code: number, output: string }>} `output`: what it wrote to its standard output
 */
export function run([program, ...args], env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (bytes) => {
      output += bytes;
      process.stdout.write(bytes);
    });
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      resolve({ code: 1, output });
    });
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Adds up the closing lines of cargo's test binaries. @param {string} output @returns {Count} */
export function countCargo(output) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, ignored] of output.matchAll(/^test result: .*? (\d+) passed; (\d+) failed; (\d+) ignored/gm)) {
    sum.passed += Number(passed);
    sum.failed += Number(failed);
    sum.skipped += Number(ignored);
  }
  return sum;
}

/** Reads the closing lines of node's test runner. @param {string} output @returns {Count} */
export function countNode(output) {
  const of = (word) => Number(new RegExp(`^ℹ ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
  return { passed: of('pass'), failed: of('fail') + of('cancelled'), skipped: of('skipped') + of('todo') };
}

/** @param {Count} count */
export const inWords = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
