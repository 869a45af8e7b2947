// Installs what the benchmark compares with, once, into .tools/bench, and builds what it drives.

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { build } from '../scripts/build.mjs';
import { Missing, environment, root } from '../scripts/tools.mjs';
import { built, here, page, peers, python } from './places.mjs';

const npm = join(peers, 'npm');
const DUCKDB = join(npm, 'node_modules', '@duckdb', 'duckdb-wasm', 'dist');
/** Features of WebAssembly that every engine of the last years has; what Rust's target emits. */
const FEATURES = ['simd', 'bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue'];

/** Installs the pinned peers if they are not there in the versions asked for. */
export function ensurePeers() {
  mkdirSync(npm, { recursive: true });
  once(join(peers, 'requirements.txt'), join(here, 'peers', 'requirements.txt'), () => {
    if (!existsSync(python)) run('python3', ['-m', 'venv', join(peers, 'python')], 'Python 3 with venv (Debian: apt-get install python3-venv)');
    run(python, ['-m', 'pip', 'install', '--quiet', '-r', join(here, 'peers', 'requirements.txt')], 'scikit-learn');
  });
  once(join(npm, 'installed-package-lock.json'), join(here, 'peers', 'package-lock.json'), () => {
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) copyFileSync(join(here, 'peers', name), join(npm, name));
    run('npm', ['ci', '--ignore-scripts', '--prefix', npm], 'the npm packages of bench/peers');
  });
}

/** Runs `install` unless `record` equals what `wanted` asks for, and records that it does. */
function once(record, wanted, install) {
  const asked = readFileSync(wanted, 'utf8');
  if (existsSync(record) && readFileSync(record, 'utf8') === asked) return;
  install();
  writeFileSync(record, asked);
}

function run(program, args, what, env = process.env, cwd = root) {
  console.log(`set-up: ${what}`);
  if (spawnSync(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) {
    throw new Missing(`${what}: not there, and ${program} cannot bring it; its message stands above.`);
  }
}

/** Builds the product's page and the modules, the bench-only one among them. */
export function buildModules() {
  mkdirSync(built, { recursive: true });
  writeFileSync(join(built, 'package.json'), '{"type":"module"}\n');
  build();
  const env = environment({ wasm: true });
  const modules = join(root, 'target', 'wasm32-unknown-unknown', 'release');
  const cargo = ['build', '--release', '--locked', '--target', 'wasm32-unknown-unknown', '--target-dir', join(root, 'target')];
  run('cargo', cargo, 'building the bench module', env, join(here, 'wasm'));
  for (const name of ['engine', 'charts', 'bench_engine']) {
    run('wasm-bindgen', ['--target', 'web', '--out-dir', built, join(modules, `${name}.wasm`)], `glue of ${name}`, env);
  }
  // The product's modules as they are served; the bench module by the same optimiser.
  for (const name of ['engine', 'charts']) copyFileSync(join(root, 'dist', `${name}_bg.wasm`), join(built, `${name}_bg.wasm`));
  const module = join(built, 'bench_engine_bg.wasm');
  run('wasm-opt', ['-O3', ...FEATURES.map((name) => `--enable-${name}`), module, '-o', module], 'wasm-opt', env);
}

/** Bundles the benchmark's own page. */
export async function buildPage() {
  mkdirSync(page, { recursive: true });
  const named = Object.fromEntries(['engine', 'charts', 'bench_engine'].map((name) => [name, join(built, `${name}.js`)]));
  await bundle({
    entryPoints: ['page.js', 'worker.js'].map((name) => join(here, 'page', name)),
    outdir: page,
    bundle: true,
    format: 'iife',
    logOverride: { 'empty-import-meta': 'silent' },
    alias: named,
    nodePaths: [join(npm, 'node_modules')],
  });
  writeFileSync(join(page, 'index.html'), '<!doctype html><meta charset="utf-8"><title>bench</title><input type="file"><canvas></canvas><script src="page.js"></script>\n');
  for (const name of ['duckdb-eh.wasm', 'duckdb-browser-eh.worker.js']) copyFileSync(join(DUCKDB, name), join(page, name));
}
