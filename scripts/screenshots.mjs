// Takes the pictures of the README, docs/screenshot-*.png, of the sample's result: wide in light and dark, and a phone.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App } from '../tests/browser/support/app.mjs';
import { openInChromium } from '../tests/browser/support/chromium.mjs';
import { build } from './build.mjs';
import { serve } from './server.mjs';
import { ensureTest, orExplain, root } from './tools.mjs';

const WIDE = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
/** @type {[string, import('../tests/browser/support/chromium.mjs').ChromiumOptions][]} */
const PICTURES = [
  ['light', { ...WIDE, colorScheme: 'light' }],
  ['dark', { ...WIDE, colorScheme: 'dark' }],
  ['phone', { ...PHONE, colorScheme: 'light' }],
];

await orExplain(ensureTest);
build();
const folder = join(root, 'docs');
mkdirSync(folder, { recursive: true });
const server = await serve(join(root, 'dist'));
for (const [name, options] of PICTURES) {
  const tab = await openInChromium(server.address, options);
  const app = new App(tab);
  await app.until('empty');
  await app.press('Try with sample data');
  await app.until('result');
  await app.judged();
  // Charts are drawn in the frame after the one that shows the result.
  await tab.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const path = join(folder, `screenshot-${name}.png`);
  await tab.page.screenshot({ path });
  console.log(path);
  await tab.close();
}
await server.close();
