// One answer: a short journey in each engine and in each place that the page can stand in gives the labels that the native program gives.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serve } from '../../scripts/server.mjs';
import { root } from '../../scripts/tools.mjs';
import { App } from './support/app.mjs';
import { openInChromium } from './support/chromium.mjs';
import { hashOf, hosted, madeFile, nativeLabels, noRealFiles, realFile, realFiles, savedInto, singleAddress, takeApart } from './support/files.mjs';
import { openInFirefox } from './support/firefox.mjs';
import { openInWebKit } from './support/webkit.mjs';

/** Whether every real file and every place is tried (`make test-engines`). */
const LONG = Boolean(process.env.EVERY_FILE);

const real = (name) => ({ name, skip: noRealFiles, read: () => realFile(name) });
const FEW = [{ name: 'made.csv', skip: false, read: madeFile }, real('Wholesale_customers_data.csv')];
const FILES = LONG ? [FEW[0], ...realFiles().map(real)] : FEW;

/** Places with the files tried there: the two in which it is handed out have all of them; elsewhere the same two pages stand, and few will do. */
const PLACES = [
  { place: 'from a host', files: FILES },
  { place: 'from a file', files: FILES },
  { place: 'in a sandboxed frame', files: FEW },
  ...(LONG ? [{ place: 'from a sub-path', files: FEW }, { place: 'in a nested sandbox', files: FEW }] : []),
];

/** The frame that people are told to write into their pages. */
const [FRAME] = /<iframe [^>]*><\/iframe>/.exec(readFileSync(join(root, 'docs', 'embedding.md'), 'utf8')) ?? [];

/** A page of somebody else, with `content` in it. @param {string} content */
const otherPage = (content) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Another page</title><link rel="icon" href="data:,"></head>
<body><h1>Another page</h1>${content}</body></html>`;

describe('one answer', () => {
  /** A host of the page alone. @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  /** A site of others: its pages hold the frame, its folder holds the page. @type {Awaited<ReturnType<typeof serve>>} */
  let site;
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  /** Labels of the native program. @type {Map<string, string[]>} */
  const native = new Map();
  /** Where each place is. @type {Record<string, string>} */
  let address;
  before(async () => {
    server = await serve(hosted);
    site = await serve(folder);
    address = {
      'from a host': server.address,
      'from a file': singleAddress,
      'in a sandboxed frame': `${site.address}framed.html`,
      'from a sub-path': `${site.address}a/b/segments/`,
      'in a nested sandbox': `${site.address}nested.html`,
    };
    const framed = (src) => FRAME.replace(/src="[^"]*"/, `src="${src}"`);
    writeFileSync(join(folder, 'framed.html'), otherPage(framed(`${server.address}customer-segmentation.html`)));
    writeFileSync(join(folder, 'nested.html'), otherPage(framed('framed.html')));
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    symlinkSync(hosted, join(folder, 'a', 'b', 'segments'));
    for (const { name, skip, read } of FILES) if (!skip) native.set(name, nativeLabels(name, read()));
  });
  after(async () => {
    await server.close();
    await site.close();
    rmSync(folder, { recursive: true });
  });

  for (const open of [openInChromium, openInFirefox, openInWebKit]) {
    for (const { place, files } of PLACES) {
      for (const { name, skip, read } of files) {
        it(`${open.name.replace('openIn', '')}, ${place}: ${name}`, { skip }, async (test) => {
          const downloads = mkdtempSync(join(tmpdir(), 'downloads-'));
          const tab = await open(address[place], { downloads });
          try {
            const app = new App(tab);
            await app.segment(name, read());
            await app.judged();
            // Saved as for a person: whether a frame may save at all is up to its sandbox and to policies, which each engine reads its own way.
            await app.press('CSV with segments');
            const { original, labels } = takeApart(await savedInto(downloads));
            assert.ok(original.equals(read()), `the file comes back as it was: ${original.length} of ${read().length} bytes`);
            assert.equal(hashOf(labels), hashOf(native.get(name) ?? []), 'labels of the native program');
            assert.deepEqual(tab.problems, []);
            test.diagnostic(`${tab.version}: labels sha256 ${hashOf(labels).slice(0, 16)}`);
          } finally {
            await tab.close();
            rmSync(downloads, { recursive: true, maxRetries: 5 });
          }
        });
      }
    }
  }
});
