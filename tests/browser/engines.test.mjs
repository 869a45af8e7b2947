// One answer: a short journey in each engine, hosted and from a file, gives the labels that the native program gives.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serve } from '../../scripts/server.mjs';
import { App } from './support/app.mjs';
import { openInChromium } from './support/chromium.mjs';
import { hashOf, hosted, madeFile, nativeLabels, noRealFiles, realFile, realFiles, singleAddress, takeApart } from './support/files.mjs';
import { openInFirefox } from './support/firefox.mjs';
import { openInWebKit } from './support/webkit.mjs';

/** One real file in a short run, all of them in a long one (`make test-engines`). */
const REAL = process.env.EVERY_FILE ? realFiles() : ['Wholesale_customers_data.csv'];
const FILES = [
  { name: 'made.csv', skip: false, read: madeFile },
  ...REAL.map((name) => ({ name, skip: noRealFiles, read: () => realFile(name) })),
];

describe('one answer', () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  /** Labels of the native program. @type {Map<string, string[]>} */
  const native = new Map();
  before(async () => {
    server = await serve(hosted);
    for (const { name, skip, read } of FILES) if (!skip) native.set(name, nativeLabels(name, read()));
  });
  after(() => server.close());

  for (const open of [openInChromium, openInFirefox, openInWebKit]) {
    for (const from of ['host', 'file']) {
      for (const { name, skip, read } of FILES) {
        it(`${open.name.replace('openIn', '')}, from a ${from}: ${name}`, { skip }, async (test) => {
          const tab = await open(from === 'host' ? server.address : singleAddress);
          try {
            const app = new App(tab);
            await app.segment(name, read());
            await app.judged();
            const { original, labels } = takeApart(await app.labelledFile('Labelled file'));
            assert.ok(original.equals(read()), 'the file comes back as it was');
            assert.equal(hashOf(labels), hashOf(native.get(name) ?? []), 'labels of the native program');
            assert.deepEqual(tab.problems, []);
            test.diagnostic(`${tab.version}: labels sha256 ${hashOf(labels).slice(0, 16)}`);
          } finally {
            await tab.close();
          }
        });
      }
    }
  }
});
