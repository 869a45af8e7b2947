// What a result was measured on and with.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { environment, root } from '../scripts/tools.mjs';
import { here } from './places.mjs';

export function machine() {
  return { cpu: cpus()[0].model.trim(), family: family(), cores: cpus().length, memory: `${Math.round(totalmem() / 2 ** 30)} GiB`, system: type() };
}

/** Family and model tell processors apart that are sold under one name. */
function family() {
  try {
    const text = readFileSync('/proc/cpuinfo', 'utf8');
    const of = (key) => new RegExp(`^${key}\\s*: (.*)$`, 'm').exec(text)?.[1] ?? '?';
    return `family ${of('cpu family')}, model ${of('model')}`;
  } catch {
    return 'not known';
  }
}

export const load = () => loadavg().map((value) => Number(value.toFixed(1)));

/** @param {any} browser @param {any} sklearn */
export async function versions(browser, sklearn) {
  const peers = JSON.parse(readFileSync(join(here, 'peers', 'package.json'), 'utf8')).dependencies;
  const rust = execFileSync('rustc', ['--version'], { env: environment(), encoding: 'utf8' }).trim().replace(/^rustc /, '');
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  return { product: commit, chromium: browser.version, node: process.version, rust, ...(await sklearn.ask({ work: 'versions' })), ...peers };
}
