// The three engines as somebody has them who does not test: with what they fetch ahead, and each in one tab that goes from page to page.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../browser/support/chromium.mjs';
import { openInFirefox } from '../browser/support/firefox.mjs';
import { openInWebKit } from '../browser/support/webkit.mjs';

/**
 * @typedef {object} Tab
 * @property {string} version
 * @property {(address: string) => Promise<void>} goto
 * @property {(work: Function, ...args: any[]) => Promise<any>} evaluate runs in the page, in the frame of the single file
 * @property {() => Promise<void>} close
 */

/** Milliseconds after which an engine is not waited for: a page that is sent away may never answer. */
const PATIENCE = 5000;

/** @template T @param {Promise<T>} work @returns {Promise<T | undefined>} */
const soon = (work) => Promise.race([work, pause(PATIENCE, undefined)]);

const innermost = (page) => page.frames().find((each) => each.parentFrame() !== null) ?? page.mainFrame();
const call = (frame, work, args) => frame.evaluate(`(${work})(...${JSON.stringify(args)})`);

/** @returns {Promise<Tab>} */
async function inChromium() {
  const profile = mkdtempSync(join(tmpdir(), 'profile-'));
  // A window that is not private, and without the switch that stops fetching ahead.
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-component-update', '--disable-sync'],
    ignoreDefaultArgs: ['--disable-background-networking'],
    // Chromium would hold a name to be no secure place for some of the ways otherwise, and they would look closed.
    ignoreHTTPSErrors: true,
  });
  let page = context.pages()[0] ?? (await context.newPage());
  return {
    version: `Chromium ${context.browser()?.version() ?? (await page.evaluate(() => navigator.userAgent.match(/Chrome\/([\d.]+)/)?.[1]))}`,
    async goto(address) {
      const old = context.pages();
      page = await context.newPage();
      for (const each of old) await soon(each.close());
      await page.goto(address);
    },
    evaluate: (work, ...args) => soon(call(innermost(page), work, args)),
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** @returns {Promise<Tab>} */
async function inFirefox() {
  const opened = await openInFirefox('about:blank');
  const browser = opened.page.browser();
  let { page } = opened;
  return {
    version: opened.version,
    async goto(address) {
      const old = await browser.pages();
      page = await browser.newPage();
      for (const each of old) await soon(each.close().catch(() => {}));
      await page.goto(address);
    },
    evaluate: (work, ...args) => soon(call(innermost(page), work, args)),
    close: opened.close,
  };
}

/** A tab that was sent away may not come back, so each page has a browser of its own. @returns {Promise<Tab>} */
async function inWebKit() {
  let tab = await openInWebKit('about:blank');
  return {
    version: tab.version.replace('MiniBrowser', 'WebKitGTK'),
    async goto(address) {
      try {
        await tab.goto(address);
      } catch {
        await tab.close();
        tab = await openInWebKit(address);
      }
    },
    evaluate: (work, ...args) => tab.evaluate(work, ...args),
    close: () => tab.close(),
  };
}

export const ENGINES = { Chromium: inChromium, Firefox: inFirefox, WebKitGTK: inWebKit };
