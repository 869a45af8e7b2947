// Installs what building (`build`) or building and testing (`test`) lacks, and nothing the second time.

import { ensureBuild, ensureTest, orExplain } from './tools.mjs';

await orExplain(process.argv[2] === 'build' ? ensureBuild : ensureTest);
