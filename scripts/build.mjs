// Builds the page into dist/: the folder for a web host, and in it the one HTML file that works alone.

import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { ensureBuild, environment, orExplain, root } from './tools.mjs';

/** Builds; ends the program with the exit code of what fails. */
export function build() {
  // Trunk adds a page of backtrace to every error of the compiler if it is asked for one.
  const env = { ...environment({ wasm: true }), RUST_BACKTRACE: '0' };
  // Trunk asks cargo for one module after the other; all at once, two are optimised beside each other.
  const cargo = ['build', '--release', '--bins', '--locked', '--target', 'wasm32-unknown-unknown', '--quiet'];
  const modules = spawnSync('cargo', cargo, { cwd: root, env, stdio: 'inherit' });
  if (modules.status !== 0) process.exit(modules.status ?? 1);
  const { status } = spawnSync('trunk', ['build', '--release', '--offline'], { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await orExplain(ensureBuild);
  build();
}
