// Firefox, by puppeteer-core over WebDriver BiDi.

import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { innermost } from './frames.mjs';

const PLACES = [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** Files are saved into `folder` without a question. @param {string} folder */
const savingInto = (folder) => ({ 'browser.download.folderList': 2, 'browser.download.dir': folder, 'browser.download.always_ask_before_handling_new_types': false });

/**
 * Opens `url` in a new browser. `problems` are console errors and uncaught exceptions.
 *
 * @param {string} url
 * @param {{ downloads?: string }} [options] `downloads`: folder into which files are saved
 */
export async function openInFirefox(url, { downloads } = {}) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: PLACES.find((path) => path && existsSync(path)),
    headless: true,
    extraPrefsFirefox: downloads === undefined ? {} : savingInto(downloads),
  });
  const page = await browser.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  await page.goto(url);
  return {
    engine: 'Firefox',
    version: await browser.version(),
    problems,
    page,
    evaluate: (work, ...args) => innermost(page).evaluate(`(${work})(...${JSON.stringify(args)})`),
    close: () => browser.close(),
  };
}
