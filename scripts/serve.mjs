// Builds the page and serves it on this machine. PORT=… chooses another first port than 8080.

import { join } from 'node:path';
import { build } from './build.mjs';
import { serve } from './server.mjs';
import { ensureBuild, orExplain, root } from './tools.mjs';

await orExplain(ensureBuild);
build();
const { address } = await serve(join(root, 'dist'), { port: Number(process.env.PORT ?? 8080) });
console.log(`\nCustomer Segmentation: ${address}\nIn one file: ${address}customer-segmentation.html\nCtrl+C ends.`);
