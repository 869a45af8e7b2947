// Firefox, by puppeteer-core over WebDriver BiDi.

import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { innermost } from './frames.mjs';

const PLACES = [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** Opens `url` in a new browser. `problems` are console errors and uncaught exceptions. */
export async function openInFirefox(url) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: PLACES.find((path) => path && existsSync(path)),
    headless: true,
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
