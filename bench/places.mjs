// Where the benchmark keeps what it installs, builds and makes. All of it is ignored by git but the results.

import { join } from 'node:path';
import { root } from '../scripts/tools.mjs';

export const here = join(root, 'bench');
/** Peers, installed once. */
export const peers = join(root, '.tools', 'bench');
export const python = join(peers, 'python', 'bin', 'python');
/** What the browser is served. */
export const served = join(root, 'target', 'bench');
/** Modules built for the benchmark and their glue. */
export const built = join(served, 'built');
/** The page that drives them. */
export const page = join(served, 'page');
/** Data made for the benchmark. */
export const data = join(served, 'data');
export const results = join(here, 'results');
