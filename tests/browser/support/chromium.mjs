// Chromium, by playwright-core.

import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { innermost } from './frames.mjs';

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is. */
export const chromiumPath = () => PLACES.find((path) => path && existsSync(path));

/** For so long, in milliseconds, nothing is on its way once a page has all it asks for. */
const QUIET = 500;

/**
 * @typedef {object} ChromiumOptions
 * @property {'light' | 'dark'} [colorScheme]
 * @property {{ width: number, height: number }} [viewport]
 * @property {number} [deviceScaleFactor]
 * @property {string} [initScript] runs in every frame before the page's own scripts
 * @property {string} [downloads] folder into which files are saved; without it they are gone with the browser
 */

/**
 * Opens `url` in a new browser. `requests` are those that left the page by network, `problems` are console errors,
 * uncaught exceptions and crashed pages.
 *
 * @param {string} url
 * @param {ChromiumOptions} [options]
 */
export async function openInChromium(url, { initScript, downloads, ...context } = {}) {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, acceptDownloads: true, ...context });
  /** @type {string[]} */
  const problems = [];
  /** @type {string[]} */
  const requests = [];
  const onTheirWay = new Set();
  let lastAt = Date.now();
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('crash', () => problems.push('the page crashed'));
  page.on('request', (request) => {
    if (/^(blob|data|about):/.test(request.url())) return;
    requests.push(request.url());
    onTheirWay.add(request);
  });
  for (const end of /** @type {const} */ (['requestfinished', 'requestfailed'])) {
    page.on(end, (request) => {
      if (onTheirWay.delete(request)) lastAt = Date.now();
    });
  }
  if (downloads !== undefined) page.on('download', async (each) => copyFileSync(await each.path(), join(downloads, each.suggestedFilename())));
  if (initScript !== undefined) await page.addInitScript({ content: initScript });
  await page.goto(url);
  const frame = () => innermost(page);
  return {
    engine: 'Chromium',
    version: browser.version(),
    page,
    frame,
    problems,
    requests,
    /**
     * All that the page loads has arrived. Playwright's own 'networkidle' waits for frames and blobs too, and now and then never
     * hears of the end of one of those.
     */
    async loaded() {
      const started = Date.now();
      while (onTheirWay.size > 0 || Date.now() - lastAt < QUIET) {
        if (Date.now() - started > 30_000) throw new Error(`still on their way: ${[...onTheirWay].map((each) => each.url()).join(', ')}`);
        await pause(20);
      }
    },
    /** Runs `work` in the frame of the page. */
    evaluate: (work, ...args) => frame().evaluate(`(${work})(...${JSON.stringify(args)})`),
    close: () => browser.close(),
  };
}
