// Other ways in, in Chromium: a workbook with a sheet to choose, gzip, JSON, pasted cells, several files, and what is refused.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { root } from '../../scripts/tools.mjs';
import { madeFile, takeApart } from './support/files.mjs';
import { onePageATest } from './support/page.mjs';

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

/** Drops that many bytes of made-up customers, packed if the name says so. Runs in the page. */
async function dropMany(bytes, name) {
  let seed = 1;
  const next = (limit) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  const lines = [];
  for (let row = 0, length = 0; length < 5_000_000; row++) {
    const line = `c${row},${18 + next(70)},${next(90_000)},${next(300)},${next(10_000) / 100},${next(500)},${next(9)}\n`;
    length += line.length;
    lines.push(line);
  }
  const part = new Blob(lines);
  const parts = Array.from({ length: Math.round(bytes / part.size) }, () => part);
  let blob = new Blob(['customer,age,income,orders,spent,visits,returns\n', ...parts]);
  if (name.endsWith('.gz')) blob = await new Response(blob.stream().pipeThrough(new CompressionStream('gzip'))).blob();
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([blob], name));
  document.querySelector('main').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
}

describe('other ways in', () => {
  /** @type {import('./support/page.mjs').Server} */
  let server;
  /** @type {import('./support/page.mjs').Tab} */
  let tab;
  /** @type {import('./support/app.mjs').App} */
  let app;
  onePageATest((opened) => {
    ({ server, tab, app } = opened);
  });

  for (const page of ['index.html', 'customer-segmentation.html']) {
    it(`asks for the sheet of a workbook, reads it, and gives it back as CSV, in ${page} without a network`, async () => {
      await tab.page.goto(server.address + page);
      await app.until('empty');
      await tab.loaded();
      await tab.page.context().setOffline(true);
      await app.drop('customers.xlsx', workbook('customers.xlsx'));
      await app.until('sheets');
      assert.match(await app.text('#sheets'), /Customers.*Prices.*Secret.*hidden in the workbook.*Empty.*empty/s);
      await app.press('Read this table: Customers');
      await app.until('result');
      assert.match(await app.text('#read'), /sheet Customers of a workbook.*downloads are CSV in UTF-8/s);
      assert.match(await app.text('#read'), /D6/, 'the cell with an error is named');
      const { original, header, labels } = takeApart(await app.labelledFile());
      assert.match(original.toString(), /^Customers of the shop,+\ncustomer,age,spent,joined,active\nc0,20,100.25,2024-01-01,true\n/);
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

  it('survives a workbook of a kilobyte that unpacks to seventeen thousand million cells', async () => {
    await app.segment('made.csv', madeFile());
    await app.drop('bomb.ods', workbook('bomb.ods'));
    await app.until('failed');
    assert.match(await app.text('#failed'), /bomb\.ods.*(cannot be read|could not be unpacked).*CSV.*Go back/s);
    await app.press('Go back');
    await app.until('result');
    await app.moveSlider(4);
  });

  it('recovers from a panic of the worker that unpacks', async () => {
    await app.segment('made.csv', madeFile());
    await app.drop('customers.xlsx', workbook('customers.xlsx'));
    await app.until('sheets');
    await app.drill('tables');
    await app.until('failed');
    assert.match(await app.text('#failed'), /customers\.xlsx.*could not be unpacked.*Save the table as CSV/s);
    await app.press('Go back');
    await app.until('result');
    await app.moveSlider(4);
    await app.drop('customers.ods', workbook('customers.ods'));
    await app.untilTrue(() => document.querySelector('#result:not([hidden]) #read')?.textContent.includes('of a workbook') ?? false);
  });

  it('reads another sheet afterwards, and leaves the question when asked', async () => {
    await app.drop('customers.xlsx', workbook('customers.xlsx'));
    await app.until('sheets');
    await app.press('Cancel');
    await app.until('empty');
    await app.drop('customers.xlsx', workbook('customers.xlsx'));
    await app.until('sheets');
    await app.press('Read this table: Customers');
    await app.until('result');
    await app.press('Read another sheet');
    await app.until('sheets');
    await app.press('Read this table: Secret');
    await app.until('failed');
    await app.press('Go back');
    await app.until('result');
    assert.match(await app.text('#read'), /sheet Customers of a workbook/);
  });

  it('puts several files of one shape together, and says what differs', async () => {
    const lines = (from, head, row) => [head, ...Array.from({ length: 60 }, (_, i) => row(from + i, i % 3))].join('\n');
    const a = lines(0, 'id;age;spent', (id, kind) => `c${id};${20 + kind * 20};${kind * 300 + (id % 7)},5`);
    const b = lines(60, 'spent;id;age;visits', (id, kind) => `${kind * 300 + (id % 7)},5;c${id};${20 + kind * 20};${kind}`);
    await tab.evaluate(dropFiles, [['a.csv', btoa(a)], ['b.csv.gz', gzipSync(Buffer.from(b)).toString('base64')]]);
    await app.until('result');
    assert.match(await app.text('#result'), /120\scustomers in 4\scolumns/);
    assert.match(await app.text('#read'), /rows 1 to 60 from a\.csv.*rows 61 to 120 from b\.csv\.gz/s);
    assert.match(await app.text('#read'), /a\.csv has no column visits; its rows have gaps there/);
    const { labels } = takeApart(await app.labelledFile());
    assert.equal(labels.length, 120);
  });

  it('refuses files that do not belong together', async () => {
    await tab.evaluate(dropFiles, [['made.csv', madeFile().toString('base64')], ['other.csv', btoa('x,y\n1,2\n3,4\n')]]);
    await app.until('failed');
    assert.match(await app.text('#failed'), /other\.csv.*0 of 2 have the same name.*Drop files of one shape together/s);
  });

  it('cancels while it unpacks and while it reads 50 MB, and then reads them', async () => {
    await tab.evaluate(dropMany, 50_000_000, 'many.csv.gz');
    await app.until('reading');
    await app.cancel();
    await app.until('empty');
    await tab.evaluate(dropMany, 50_000_000, 'many.csv');
    await app.until('reading');
    await app.untilTrue(() => /[1-9]/.test(document.querySelector('#reading .phases .now .r')?.textContent ?? ''));
    await app.cancel();
    await app.until('empty');
    await tab.evaluate(dropMany, 50_000_000, 'many.csv');
    await app.until('reading');
    // The file is read through; what comes behind it is the matter of other journeys.
    await app.untilTrue(() => document.querySelector('#reading h1')?.textContent !== 'Reading the file');
    assert.match(await app.text('#reading .phases'), /rows, 7 columns/);
    await app.cancel();
  });
});
