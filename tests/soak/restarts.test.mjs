// Over and over, in each engine: workers start, panic and are cancelled, and the page goes on as if nothing had been.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../../scripts/server.mjs';
import { App } from '../browser/support/app.mjs';
import { openInChromium } from '../browser/support/chromium.mjs';
import { hosted, madeFile, singleAddress, takeApart } from '../browser/support/files.mjs';
import { openInFirefox } from '../browser/support/firefox.mjs';
import { openInWebKit } from '../browser/support/webkit.mjs';

const STARTS = 200;
const PANICS = 20;
const CANCELS = 20;

/** Counts workers that are made. Runs in the page. */
function countWorkers() {
  const own = Worker;
  globalThis.made = 0;
  globalThis.Worker = class extends own {
    constructor(...all) {
      super(...all);
      globalThis.made += 1;
    }
  };
}

describe('again and again', () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    server = await serve(hosted);
  });
  after(() => server.close());

  for (const open of [openInChromium, openInFirefox, openInWebKit]) {
    for (const from of ['host', 'file']) {
      const engine = open.name.replace('openIn', '');
      it(`${engine}, from a ${from}: ${STARTS} starts of workers, ${PANICS} panics, ${CANCELS} cancels`, async (test) => {
        const downloads = mkdtempSync(join(tmpdir(), 'downloads-'));
        const tab = await open(from === 'host' ? server.address : singleAddress, { downloads });
        try {
          const app = new App(tab);
          await app.segment('made.csv', madeFile());
          const { labels } = takeApart(await app.labelledFile());
          /** The file again, with the answer it had. */
          const asBefore = async () => {
            await tab.evaluate(() => (document.querySelector('table.segt tr[data-segment]').dataset.old = 'yes'));
            await app.drop('made.csv', madeFile());
            await app.untilTrue(() => !document.getElementById('result').hidden && !document.querySelector('[data-old]'));
            assert.deepEqual(takeApart(await app.labelledFile()).labels, labels);
          };
          await tab.evaluate(countWorkers);
          for (let start = 0; start < STARTS; ) {
            await app.drill(start % 2 === 0 ? 'session' : 'fit');
            await app.until('failed');
            await app.drop('made.csv', madeFile());
            await app.until('result');
            start = await tab.evaluate(() => globalThis.made);
          }
          test.diagnostic(`${tab.version}: ${await tab.evaluate(() => globalThis.made)} workers started`);
          await asBefore();
          for (let panic = 0; panic < PANICS; panic++) {
            // While it works, and at another moment each time.
            await app.dropMade(40_000);
            await pause(panic * 40);
            await app.drill(panic % 2 === 0 ? 'session' : 'fit');
            await app.until('failed');
            await asBefore();
          }
          for (let cancel = 0; cancel < CANCELS; cancel++) {
            await app.dropMade(200_000);
            await app.untilTrue(() => !document.getElementById('reading').hidden);
            await pause(cancel * 60);
            await app.cancel().catch(() => app.until('result'));
            await asBefore();
          }
          assert.deepEqual(tab.problems, []);
        } finally {
          await tab.close();
          rmSync(downloads, { recursive: true, maxRetries: 5 });
        }
      });
    }
  }
});
