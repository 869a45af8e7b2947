// Takes the pictures of the page: of the README, docs/screenshot-*.png, and of every state that a person can come to, in
// every width and both colours, docs/screenshots/STATE-WIDTH-COLOURS.png. `ONLY=none,failed` takes some states alone,
// BUILT=1 takes dist/ as it is.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App } from '../tests/browser/support/app.mjs';
import { openInChromium } from '../tests/browser/support/chromium.mjs';
import { build } from './build.mjs';
import { serve } from './server.mjs';
import { STATES } from './states.mjs';
import { ensureTest, orExplain, root } from './tools.mjs';

/** @import { ChromiumOptions } from '../tests/browser/support/chromium.mjs' */
/** @import { State } from './states.mjs' */

const docs = join(root, 'docs');
const WIDE = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 } };
const SCREEN = { viewport: { width: 1920, height: 1080 } };
const COLOURS = /** @type {const} */ (['light', 'dark']);

/** @type {[string, ChromiumOptions][]} */
const README = [
  ['screenshot-light', { ...WIDE, colorScheme: 'light' }],
  ['screenshot-dark', { ...WIDE, colorScheme: 'dark' }],
  ['screenshot-phone', { ...PHONE, deviceScaleFactor: 2, colorScheme: 'light' }],
];

await orExplain(ensureTest);
if (process.env.BUILT !== '1') build();
mkdirSync(join(docs, 'screenshots'), { recursive: true });
const server = await serve(join(root, 'dist'));
const only = process.env.ONLY?.split(',');
try {
  if (!only) for (const [name, options] of README) await take(STATES.result, options, name);
  for (const [name, state] of Object.entries(STATES)) {
    if (only && !only.includes(name)) continue;
    for (const size of [PHONE, WIDE, SCREEN]) {
      for (const colorScheme of COLOURS) {
        await take(state, { ...size, colorScheme }, `screenshots/${name}-${size.viewport.width}-${colorScheme}`);
      }
    }
  }
} finally {
  await server.close();
}

/**
 * Comes to a state in a new browser and takes its picture.
 *
 * @param {State} come
 * @param {ChromiumOptions} options
 * @param {string} name of the picture, below docs
 */
async function take(come, options, name) {
  const tab = await openInChromium(server.address, options);
  try {
    const app = new App(tab);
    await app.until('empty');
    await come(app);
    // Charts are drawn after the frames that show the result, some at a time.
    await tab.evaluate(() => new Promise((drawn) => setTimeout(drawn, 500)));
    await tab.page.screenshot({ path: join(docs, `${name}.png`) });
    console.log(`docs/${name}.png`);
  } finally {
    await tab.close();
  }
}
