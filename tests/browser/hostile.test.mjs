// Hostile text in Chromium: 200 texts as names of columns and as cells, as names of files and of segments. They are shown as they stand; no
// element, no script and no request is made of them, neither in the page nor in what it hands out.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serve } from '../../scripts/server.mjs';
import { App } from './support/app.mjs';
import { openInChromium } from './support/chromium.mjs';
import { hosted } from './support/files.mjs';
import { HOSTILE } from './support/hostile_strings.mjs';

/** Texts as columns of one file. */
const A_FILE = 100;

/** As text of one cell. */
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

/**
 * A file whose columns are called as `texts` are, behind two of numbers; the cells of each are its own name and that of the next.
 *
 * @param {string[]} texts
 */
function fileOf(texts) {
  const rows = Array.from({ length: 60 }, (_, row) => [
    (row % 3) * 300 + (row % 7), (row % 3) * 10 + (row % 2), ...texts.map((_, i) => quoted(texts[(i + Number(row % 3 === 0)) % texts.length])),
  ]);
  return Buffer.from([['spent', 'orders', ...texts.map(quoted)], ...rows].map((row) => row.join(',')).join('\n'));
}

/** Kinds of elements, and every attribute that is a script. Runs in a page. */
function madeOf() {
  const all = [...document.querySelectorAll('*')];
  const kinds = all.map((each) => each.localName);
  const scripts = all.flatMap((each) => each.getAttributeNames().filter((name) => name.startsWith('on')).map((name) => `${each.localName} ${name}`));
  return { kinds: [...new Set(kinds)].sort(), scripts, frames: globalThis.frames.length };
}

/** As a report has it: white space is one space, and so is each letter that commands, which markup cannot hold. */
const inMarkup = (text) => text.replace(/[\s\x85]+/gu, ' ').replace(/\p{Cc}/gu, ' ');

/** What `made` has and `plain` has not. */
const more = (made, plain) => ({ kinds: made.kinds.filter((kind) => !plain.kinds.includes(kind)), scripts: made.scripts, frames: made.frames });
const NOTHING = { kinds: [], scripts: [], frames: 0 };

/** Whole texts of elements inside `place`. Runs in a page. */
const textsIn = (place) => [...new Set([...document.querySelectorAll(`${place} *`)].map((each) => each.textContent))];

/** What a script would have left. Runs in a page. */
const traces = () => [globalThis.pwned, {}.pwned, {}.polluted, globalThis.violated].filter((trace) => trace !== undefined);

const WATCH = "addEventListener('securitypolicyviolation', (event) => { globalThis.violated = event.violatedDirective + ' ' + event.sourceFile; });";

describe('hostile text', () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  /** @type {Awaited<ReturnType<typeof openInChromium>>} */
  let tab;
  /** @type {App} */
  let app;
  /** What a page with as many harmless columns is made of, and its report. */
  let harmless;
  let harmlessReport = '';
  let loaded = 0;

  /** Drops a file and waits until its result is shown. */
  async function result(name, bytes) {
    await app.drop(name, bytes);
    await app.untilTrue((wanted) => document.getElementById('crumb-name').textContent === wanted && !document.getElementById('result').hidden, name);
  }
  const unharmed = async () => {
    assert.deepEqual(await tab.evaluate(traces), []);
    assert.deepEqual(tab.requests.slice(loaded), []);
    assert.deepEqual(tab.problems, []);
  };

  /** Something handed out, opened without any policy, where its markup would do whatever it can. */
  async function openedAlone(html) {
    const page = await tab.page.context().browser().newPage();
    const asked = [];
    page.on('request', (request) => !request.url().startsWith('data:') && asked.push(request.url()));
    page.on('dialog', (dialog) => asked.push(dialog.message()));
    await page.setContent(html);
    const found = { made: await page.evaluate(madeOf), traces: await page.evaluate(traces), texts: await page.evaluate(textsIn, 'body'), asked };
    await page.close();
    return found;
  }

  before(async () => {
    server = await serve(hosted);
    tab = await openInChromium(server.address, { initScript: WATCH });
    app = new App(tab);
    await app.until('empty');
    await tab.loaded();
    loaded = tab.requests.length;
    tab.page.on('dialog', (dialog) => tab.problems.push(`dialog: ${dialog.message()}`));
    await result('harmless.csv', fileOf(Array.from({ length: A_FILE }, (_, i) => `column_${i + 1} of them`)));
    harmless = await tab.evaluate(madeOf);
    harmlessReport = (await app.labelledFile('Report')).toString();
  });
  after(async () => {
    await tab.close();
    await server.close();
  });

  for (let at = 0; at < HOSTILE.length; at += A_FILE) {
    const texts = HOSTILE.slice(at, at + A_FILE);
    it(`numbers ${at + 1} to ${at + texts.length} are names of columns, cells and levels, and nothing else, on the page and in its report`, async () => {
      await result(`texts ${at}.csv`, fileOf(texts));
      await unharmed();
      assert.deepEqual(more(await tab.evaluate(madeOf), harmless), NOTHING);
      const shown = new Set(await tab.evaluate(textsIn, '#result'));
      assert.deepEqual(texts.filter((text) => !shown.has(text)), [], 'shown as they stand');
      const report = (await app.labelledFile('Report')).toString();
      const opened = await openedAlone(report);
      const plain = await openedAlone(harmlessReport);
      assert.deepEqual([more(opened.made, plain.made), opened.traces, opened.asked], [NOTHING, [], []]);
      assert.deepEqual(texts.filter((text) => !opened.texts.includes(inMarkup(text))), [], 'shown as they stand in the report');
    });
  }

  it('as the name of a file is shown on every screen, and no more', async () => {
    const name = `${HOSTILE.join(' ')}.csv`;
    await app.drop(name, Buffer.from(''));
    await app.until('failed');
    assert.ok((await tab.evaluate(textsIn, '#failed')).some((text) => text.includes(HOSTILE.join(' '))), 'on the screen of what failed');
    await unharmed();
    await result(name, fileOf(['town']));
    const file = await tab.evaluate(() => ({ title: document.title, bar: document.getElementById('crumb-name').textContent }));
    assert.equal(file.bar, name);
    await unharmed();
    assert.deepEqual(more(await tab.evaluate(madeOf), harmless), NOTHING);
  });

  it('as the name of a segment is shown in the table, on the cards and in pictures', async () => {
    for (const text of HOSTILE.filter((text) => text.length < 60).slice(0, 12)) {
      await app.press('Rename segment A');
      await tab.page.keyboard.insertText(text);
      await tab.page.keyboard.press('Enter');
      await app.untilTrue((wanted) => document.querySelector('table.segt .sname bdi').textContent === wanted, text);
      const picture = await openedAlone((await app.labelledFile('Map, SVG')).toString());
      assert.deepEqual([picture.made.scripts, picture.made.frames, picture.traces, picture.asked], [[], 0, [], []]);
      assert.ok(picture.made.kinds.every((kind) => ['html', 'head', 'body', 'svg', 'g', 'path', 'text', 'rect', 'circle', 'title', 'desc', 'clippath', 'defs', 'line', 'polygon', 'polyline'].includes(kind.toLowerCase())), picture.made.kinds.join(', '));
      await unharmed();
    }
  });
});
