// Other ways in, in Chromium: a workbook with a sheet to choose, gzip, JSON, pasted cells, several files, and what is refused.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { serve } from '../../scripts/server.mjs';
import { root } from '../../scripts/tools.mjs';
import { App } from './support/app.mjs';
import { openInChromium } from './support/chromium.mjs';
import { hosted, madeFile, takeApart } from './support/files.mjs';

const workbook = (name) => readFileSync(join(root, 'tests/data/workbooks', name));

/** Drops several files at once. Runs in the page. */
function dropFiles(files) {
  const dataTransfer = new DataTransfer();
  for (const [name, base64] of files) {
    dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
  }
  document.querySelector('main').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
}

/** Pastes text as a spreadsheet program puts it on the clipboard. Runs in the page. */
function paste(text) {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  document.body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
}

describe('other ways in', () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  /** @type {Awaited<ReturnType<typeof openInChromium>>} */
  let tab;
  /** @type {App} */
  let app;

  before(async () => {
    server = await serve(hosted);
  });
  after(() => server.close());
  beforeEach(async () => {
    tab = await openInChromium(server.address);
    app = new App(tab);
    await app.until('empty');
  });
  afterEach(async () => {
    const { problems } = tab;
    await tab.close();
    assert.deepEqual(problems, [], 'console errors or uncaught exceptions');
  });

  for (const page of ['index.html', 'customer-segmentation.html']) {
    it(`asks for the sheet of a workbook, reads it, and gives it back as CSV, in ${page} without a network`, async () => {
      await tab.page.goto(server.address + page);
      await app.until('empty');
      await tab.page.waitForLoadState('networkidle');
      await tab.page.context().setOffline(true);
      await app.drop('customers.xlsx', workbook('customers.xlsx'));
      await app.until('sheets');
      assert.match(await app.text('#sheets'), /Customers.*Prices.*Secret.*hidden in the workbook.*Empty.*empty/s);
      await app.press('Read sheet Customers');
      await app.until('result');
      assert.match(await app.text('#read'), /sheet Customers of a workbook.*downloads are CSV in UTF-8/s);
      assert.match(await app.text('#read'), /D6/, 'the cell with an error is named');
      const { original, header, labels } = takeApart(await app.labelledFile());
      assert.match(original.toString(), /^Customers of the shop,,,\ncustomer,age,spent,joined,active\nc0,20,100.25,2024-01-01,true\n/);
      assert.equal(labels.length + (header === '' ? 0 : 1), 25, 'a segment for each of 24 rows, below its name');
    });
  }

  for (const name of ['customers.xls', 'customers.ods', 'customers.xlsb']) {
    it(`reads ${name} unasked`, async () => {
      await app.segment(name, workbook(name));
      assert.match(await app.text('#result'), /24\scustomers in 5\scolumns/);
    });
  }

  it('unpacks gzip and gives the text inside back with no other byte changed', async () => {
    await app.segment('made.csv.gz', gzipSync(madeFile()));
    assert.ok(takeApart(await app.labelledFile()).original.equals(madeFile()));
    assert.match(await app.text('#read'), /unpacked from gzip/);
  });

  it('reads lists of objects and objects a line, and takes a recipe for what it is', async () => {
    const rows = Array.from({ length: 90 }, (_, i) => ({ id: `c${i}`, age: 20 + (i % 3) * 20 + (i % 5), spent: { total: 10 + (i % 3) * 300 + (i % 7) } }));
    await app.segment('list.json', Buffer.from(JSON.stringify(rows)));
    assert.match(await app.text('#result'), /90\scustomers in 3\scolumns.*spent\.total/s);
    await app.drop('lines.jsonl', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')));
    await app.untilTrue(() => document.querySelector('#result:not([hidden]) #read')?.textContent.includes('one object a line') ?? false);
    await app.drop('mine.json', Buffer.from('{"version": 1, "columns": [{"name": "nobody", "role": "feature"}]}'));
    await app.untilTrue(() => document.querySelector('#recipe .alert')?.textContent.includes('no such column') ?? false);
  });

  it('reads cells pasted from a spreadsheet', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `c${i}\t${20 + (i % 3) * 20 + (i % 4)}\t${(i % 3) * 100 + (i % 5)}`);
    await tab.evaluate(paste, ['customer\tage\tspent', ...lines].join('\r\n'));
    await app.until('result');
    assert.match(await app.text('#result'), /60\scustomers in 3\scolumns/);
    assert.equal(await app.text('#crumb-name'), 'pasted.tsv');
  });

  it('says why a workbook is refused, and stays with what was there', async () => {
    await app.segment('made.csv', madeFile());
    await app.drop('cut.xlsx', workbook('customers.xlsx').subarray(0, 3000));
    await app.until('failed');
    assert.match(await app.text('#failed'), /cut\.xlsx.*ends in the middle.*Choose another file.*Go back/s);
    await app.press('Go back');
    await app.until('result');
  });

  it('changes the sheet afterwards, and leaves the question', async () => {
    await app.drop('customers.xlsx', workbook('customers.xlsx'));
    await app.until('sheets');
    await app.press('Cancel');
    await app.until('empty');
  });
});
