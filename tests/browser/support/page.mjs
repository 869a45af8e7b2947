// The hosted page in Chromium, one for each test of a suite.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { serve } from '../../../scripts/server.mjs';
import { App } from './app.mjs';
import { openInChromium } from './chromium.mjs';
import { hosted } from './files.mjs';

/** @typedef {Awaited<ReturnType<typeof serve>>} Server */
/** @typedef {Awaited<ReturnType<typeof openInChromium>>} Tab */

/**
 * Serves the page for the suite that calls it, opens it before each test and closes it after; by then nothing may have gone wrong in it.
 *
 * @param {(opened: { server: Server, tab: Tab, app: App }) => void} take gets what was opened
 * @param {Parameters<typeof openInChromium>[1]} [options]
 */
export function onePageATest(take, options) {
  /** @type {Server} */
  let server;
  /** @type {Tab} */
  let tab;
  before(async () => {
    server = await serve(hosted);
  });
  after(() => server.close());
  beforeEach(async () => {
    tab = await openInChromium(server.address, options);
    const app = new App(tab);
    take({ server, tab, app });
    await app.until('empty');
  });
  afterEach(async () => {
    const { problems } = tab;
    await tab.close();
    assert.deepEqual(problems, [], 'console errors or uncaught exceptions');
  });
}
