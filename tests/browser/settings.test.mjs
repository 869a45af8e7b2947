// Settings without a file in Chromium: as a link, kept in the browser, and decisions taken back and made again.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pack } from '../../www/settings.js';
import { decode, encode, KEY, MOST } from '../../www/settings_text.js';
import { madeFile, takeApart } from './support/files.mjs';
import { onePageATest } from './support/page.mjs';

const HEADERS = ['customer', 'age', 'spent', 'orders', 'town'];

/** Everything in the made file that its settings must not hold. */
const OUT_OF_THE_FILE = /customer"|"age|spent|orders|town|Bad; /;

/** The made file with another header over its third column. */
const renamed = () => Buffer.from(madeFile().toString().replace('spent', 'spend'));

/** Settings that leave `orders` out of what tells customers apart, and show four segments. @param {object} [more] */
const settingsOf = (more = {}) => encode({
  ...pack({
    version: 1,
    columns: [{ name: 'age', role: 'feature' }, { name: 'spent', role: 'feature' }, { name: 'orders', role: 'descriptor' }],
    clustering: { k: 4, centres: [] },
  }, HEADERS, false),
  ...more,
});

describe('settings without a file', () => {
  /** @type {import('./support/page.mjs').Server} */
  let server;
  /** @type {import('./support/page.mjs').Tab} */
  let tab;
  /** @type {import('./support/app.mjs').App} */
  let app;
  onePageATest((opened) => {
    ({ server, tab, app } = opened);
  });

  /** Opens an address anew: another text behind # alone would not load the page. @param {string} address */
  async function open(address) {
    await tab.page.goto('about:blank');
    await tab.page.goto(address);
    await app.until('empty');
  }

  /** @returns {Promise<import('../../www/protocol').Recipe>} the recipe of the result */
  const recipe = () => tab.evaluate(() => JSON.parse(document.getElementById('recipe-text').value));
  const role = (name) => tab.evaluate((column) => JSON.parse(document.getElementById('recipe-text').value).columns.find((entry) => entry.name === column)?.role ?? 'ignored', name);
  const notice = () => app.text('.notice');
  /** Waits until the recipe of the result shown has this role for `orders`. @param {string} wanted */
  const untilOrders = (wanted) => app.untilTrue((role) => !document.getElementById('result').hidden
    && JSON.parse(document.getElementById('recipe-text').value || '{"columns":[]}').columns.find(({ name }) => name === 'orders')?.role === role, wanted);
  const untilK = (k) => app.untilTrue((rows) => document.querySelectorAll('table.segt tr[data-segment]').length === rows, k);

  /** Changes something in the sheet of columns: `orders` only describes from now on. */
  async function describeOrders() {
    await tab.frame().locator('select[aria-label="Role of orders"]').selectOption('descriptor');
    await tab.frame().locator('.changes .primary').click();
    await untilOrders('descriptor');
    await app.still();
  }

  /** @returns {Promise<string>} what the button puts on the clipboard, or shows to be copied */
  async function copiedLink() {
    await tab.evaluate(() => addEventListener('copy', (event) => { globalThis.copied = event.clipboardData.getData('text/plain'); }, { once: true }));
    await app.press('Copy a link');
    return tab.evaluate(() => globalThis.copied ?? document.querySelector('#copy-text').value);
  }

  it('make a link that repeats the result on the same file, and holds nothing of it', async () => {
    await app.segment('made.csv', madeFile());
    await describeOrders();
    const k = await app.k() + 1;
    await app.moveSlider(k);
    const link = await copiedLink();
    assert.ok(link.startsWith(server.address + KEY) && link.length <= MOST, link);
    const settings = decode(link.slice(link.indexOf(KEY) + KEY.length));
    assert.doesNotMatch(JSON.stringify(settings), OUT_OF_THE_FILE);
    const [before, labelled] = [await recipe(), takeApart(await app.labelledFile())];

    await open(link);
    assert.match(await app.text('#waiting'), /Settings from a link wait for a file.*Discard them/);
    await app.drop('made.csv', madeFile());
    await untilOrders('descriptor');
    await app.still();
    assert.match(await notice(), /^The settings of the link are used\.\s*Undo$/);
    const strip = (columns) => columns.filter(({ role }) => role !== 'ignored').map(({ reason: _, ...entry }) => entry);
    const after = await recipe();
    assert.deepEqual([strip(after.columns), after.clustering], [strip(before.columns), before.clustering]);
    assert.deepEqual(takeApart(await app.labelledFile()).labels, labelled.labels, 'the same labels');
    assert.equal(await tab.evaluate(() => location.hash), '', 'the link is used up');
    await app.press('Undo');
    await untilOrders('feature');
    await app.still();
    assert.equal(await notice(), '');
    await app.press('Redo: settings of the link');
    await untilOrders('descriptor');
  });

  it('hold names and texts only where that is wanted, and say what is left out', async () => {
    await app.segment('made.csv', madeFile());
    await app.applyRecipe(JSON.stringify({ ...await recipe(), filters: [{ column: 'town', rows: 'leave_out', values: ['Bad; 1'] }] }));
    await app.untilTrue(() => document.getElementById('share-holds').textContent.includes('filter on rows'));
    await app.still();
    assert.match(await app.text('#share-holds'), /One filter on rows is left out/);
    assert.doesNotMatch(JSON.stringify(decode((await copiedLink()).split(KEY)[1])), OUT_OF_THE_FILE);
    await tab.frame().check('#share-named');
    const link = await copiedLink();
    assert.deepEqual(decode(link.split(KEY)[1]).filters, [['town', { rows: 'leave_out', values: ['Bad; 1'] }]]);
    await open(link);
    await app.drop('made.csv', madeFile());
    await app.still();
    await app.untilTrue(() => document.querySelector('.notice').textContent.startsWith('The settings of the link are used'));
    assert.match(await app.text('#result .facts'), /60\srows left out/);
  });

  it('say where a link has no room for them, and offer the file', async () => {
    const lines = [Array.from({ length: 400 }, (_, i) => `measure ${i}`).join(',')];
    for (let row = 0; row < 60; row++) lines.push(Array.from({ length: 400 }, (_, i) => (row % 3) * 50 + ((row * 7 + i * 13) % 31)).join(','));
    await app.segment('wide.csv', Buffer.from(lines.join('\n')));
    assert.match(await app.text('.share'), /These settings take \d.\d+ characters; a link has room for 2.048\..*Download the recipe instead/s);
    assert.equal(await tab.frame().locator('.share button', { hasText: 'Copy a link' }).isVisible(), false);
  });

  it('are refused on a file with another header, with what differs, and wait for the right one', async () => {
    await app.segment('renamed.csv', renamed());
    const unasked = await recipe();
    await open(`${server.address}${KEY}${settingsOf()}`);
    await app.drop('renamed.csv', renamed());
    await app.still();
    assert.match(await notice(), /do not fit this file, and nothing was changed: one of 5 headers differs: column 3, “spend”\. They wait for another file/);
    assert.deepEqual(await recipe(), unasked);
    await app.drop('made.csv', madeFile());
    await untilOrders('descriptor');
    await app.still();
    assert.match(await notice(), /are used/);
    assert.equal((await recipe()).clustering.k, 4);
  });

  it('can be discarded before there is a file', async () => {
    await open(`${server.address}${KEY}${settingsOf()}`);
    await app.press('Discard them');
    assert.deepEqual([await app.text('#waiting'), await tab.evaluate(() => location.hash)], ['', '']);
    await app.segment('made.csv', madeFile());
    assert.deepEqual([await notice(), await role('orders')], ['', 'feature']);
  });

  it('are used at once where a result is shown already, and undone to it', async () => {
    await app.segment('made.csv', madeFile());
    await app.press('+');
    await untilK(4);
    await app.press('+');
    await untilK(5);
    await tab.page.goto(`${server.address}${KEY}${settingsOf()}`);
    await untilOrders('descriptor');
    await app.still();
    assert.equal(await app.k(), 4);
    await tab.page.keyboard.press('Control+z');
    await untilOrders('feature');
    await app.still();
    assert.equal(await app.k(), 5);
    await tab.page.keyboard.press('Control+z');
    await untilK(4);
  });

  it('read the file as they say, and leave it alone where it cannot be read so', async () => {
    await open(`${server.address}${KEY}${settingsOf({ reading: { delimiter: ';' } })}`);
    await app.drop('made.csv', madeFile());
    await untilOrders('descriptor');
    await app.still();
    assert.deepEqual((await recipe()).reading, { delimiter: ';' });
    await app.press('Undo');
    await untilOrders('feature');
    assert.equal((await recipe()).reading, undefined);

    await open(`${server.address}${KEY}${settingsOf({ reading: { delimiter: ',' } })}`);
    await app.drop('made.csv', madeFile());
    await app.untilTrue(() => !document.getElementById('result').hidden && document.querySelector('.notice').textContent.includes('do not fit'));
    assert.deepEqual([(await recipe()).reading, await role('orders')], [undefined, 'feature']);
  });

  for (const [what, text] of [
    ['a tag', '<img src=x onerror=document.title=1>'], ['cut off', settingsOf().slice(0, -9)], ['nothing', ''], ['other JSON', btoa('{"__proto__":{"a":1}}').replace(/=+$/, '')],
    ['far too long', 'A'.repeat(50_000)],
  ]) {
    it(`are ignored with one sentence where the link is damaged: ${what}`, async () => {
      await open(`${server.address}${KEY}${text}`);
      assert.equal(await app.text('#waiting'), 'The settings in this link cannot be read: it is cut off or damaged. They are ignored.');
      await app.segment('made.csv', madeFile());
      assert.deepEqual([await notice(), await role('orders')], ['', 'feature']);
    });
  }

  it('with words that the engine does not know are told and left alone', async () => {
    const settings = decode(settingsOf());
    settings.columns[0][0].role = '<b>pirate</b>';
    await open(`${server.address}${KEY}${encode(settings)}`);
    await app.drop('made.csv', madeFile());
    await app.untilTrue(() => !document.getElementById('result').hidden && document.querySelector('.notice').textContent.includes('do not fit'));
    assert.match(await notice(), /<b>pirate<\/b>/, 'as text');
    assert.equal(await role('orders'), 'feature');
  });

  it('are kept in the browser only while that is wanted, without names, and used again', async () => {
    const stored = () => tab.page.evaluate(() => localStorage.getItem('customer-segmentation'));
    await app.segment('made.csv', madeFile());
    await describeOrders();
    assert.equal(await stored(), null, 'nothing is kept unasked');
    await tab.frame().check('#share-keep');
    const k = await app.k() + 1;
    await app.press('+');
    await untilK(k);
    await app.press('Switch between light and dark');
    await tab.frame().uncheck('#take-name');
    const text = await stored();
    assert.doesNotMatch(text, OUT_OF_THE_FILE);
    assert.match(await app.text('#share-kept'), /Kept now: 1 file/);

    await tab.page.reload();
    await app.until('empty');
    assert.equal(await tab.evaluate(() => document.documentElement.dataset.theme), 'dark');
    await app.drop('renamed.csv', renamed());
    await app.still();
    assert.deepEqual([await notice(), await role('orders')], ['', 'feature'], 'another file has nothing to do with it');
    await app.drop('made.csv', madeFile());
    await untilOrders('descriptor');
    await app.still();
    assert.match(await notice(), /Your settings for files with these columns, kept in this browser, are used\..*Undo.*Forget all that is kept/s);
    assert.deepEqual([await app.k(), await tab.evaluate(() => document.getElementById('take-name').checked)], [k, false]);

    await app.press('Forget all that is kept');
    assert.equal(await stored(), null);
    assert.equal(await tab.evaluate(() => document.getElementById('share-keep').checked), false);
    await app.press('+');
    await untilK(k + 1);
    assert.equal(await stored(), null, 'nor is anything kept from then on');
    await tab.frame().check('#share-keep');
    await tab.frame().uncheck('#share-keep');
    assert.equal(await stored(), null, 'unticking deletes it at once');
  });

  it('survive whatever else lies where they are kept', async () => {
    for (const text of ['', '{', '[]', '{"version":1,"files":[[1,2],["x",{}]],"choices":null}', '{"version":1,"choices":{"theme":"<b>","columns":[1],"format":"x"},"files":[["x",{"version":1}]]}']) {
      await tab.page.evaluate((kept) => localStorage.setItem('customer-segmentation', kept), text);
      await tab.page.reload();
      await app.until('empty');
    }
    await app.segment('made.csv', madeFile());
    assert.equal(await tab.evaluate(() => document.getElementById('take-format').value), 'comma');
  });

  it('have a home in the single file, too', async () => {
    const page = `${server.address}customer-segmentation.html`;
    await open(`${page}${KEY}${settingsOf()}`);
    await app.untilTrue(() => !document.getElementById('waiting').hidden);
    await app.drop('made.csv', madeFile());
    await untilOrders('descriptor');
    await app.still();
    assert.match(await notice(), /The settings of the link are used/);
    assert.ok((await copiedLink()).startsWith(page + KEY));
    assert.equal(await tab.page.evaluate(() => location.hash), '');
    await tab.frame().check('#share-keep');
    await tab.page.waitForFunction(() => localStorage.getItem('customer-segmentation') !== null);
    await tab.page.reload();
    await app.until('empty');
    await app.drop('made.csv', madeFile());
    await untilOrders('descriptor');
    assert.match(await notice(), /kept in this browser/);
    await tab.frame().uncheck('#share-keep');
    await tab.page.waitForFunction(() => localStorage.getItem('customer-segmentation') === null);
  });

  it('have none inside another page, which says so', async () => {
    await tab.page.goto(`${server.address}example.html${KEY}${settingsOf()}`);
    const inner = await tab.page.waitForFunction(() => document.querySelector('customer-segmentation')?.shadowRoot?.querySelector('iframe')).then((handle) => handle.asElement().contentFrame());
    await inner.waitForSelector('iframe');
    const page = inner.childFrames()[0];
    await page.waitForSelector('#result:not([hidden])');
    assert.match(await page.textContent('#share-holds'), /no address of its own/);
    assert.match(await page.textContent('#share-kept'), /keep nothing here/);
    assert.ok(await page.isDisabled('#share-keep'));
    assert.equal(await page.textContent('#waiting'), '');
  });
});

describe('undo and redo', () => {
  /** @type {import('./support/page.mjs').Tab} */
  let tab;
  /** @type {import('./support/app.mjs').App} */
  let app;
  onePageATest((opened) => {
    ({ tab, app } = opened);
  });

  const untilK = (k) => app.untilTrue((rows) => document.querySelectorAll('table.segt tr[data-segment]').length === rows, k);
  const press = (keys) => tab.page.keyboard.press(keys);
  const undoes = () => tab.evaluate(() => [...document.querySelectorAll('.step')].filter((each) => each.checkVisibility()).map((each) => each.getAttribute('aria-label')));
  /** Waits until the clustering of the recipe has this value. */
  const untilSet = (key, value) => app.untilTrue((name, wanted) => !document.getElementById('result').hidden
    && JSON.stringify(JSON.parse(document.getElementById('recipe-text').value).clustering[name]) === JSON.stringify(wanted), key, value);

  it('take back and make again numbers of segments, method, limits and names, in order', async () => {
    await app.segment('made.csv', madeFile());
    assert.deepEqual(await undoes(), [], 'nothing was decided yet');
    const first = await app.k();
    await app.press('+');
    await untilK(first + 1);
    await tab.frame().fill('#method-trim', '5');
    await app.press('Find segments this way');
    await untilSet('trim', 0.05);
    await app.still();
    await tab.frame().locator('#limits summary').click();
    await tab.frame().fill('#limit-to', '8');
    await app.press('Use these limits');
    await untilSet('k_max', 8);
    await app.still();
    await app.press('Rename segment A');
    await press('Control+A');
    await tab.page.keyboard.type('Friends');
    await press('Enter');
    await app.untilTrue(() => document.querySelector('.sname').textContent.includes('Friends'));
    assert.deepEqual(await undoes(), ['Undo: the name “Friends”', 'Nothing to redo']);

    await press('Control+z');
    await app.untilTrue(() => !document.querySelector('.sname').textContent.includes('Friends'));
    assert.deepEqual(await undoes(), ['Undo: the limits', 'Redo: the name “Friends”']);
    await press('Control+z');
    await untilSet('k_max', 10);
    await app.still();
    await app.press('Undo');
    await untilSet('trim', 0);
    await app.still();
    await press('Control+z');
    await untilK(first);
    assert.deepEqual(await undoes(), ['Nothing to undo', `Redo: ${['', '', 'two', 'three', 'four', 'five'][first + 1]} segments`]);

    await press('Control+y');
    await untilK(first + 1);
    await press('Control+Shift+z');
    await untilSet('trim', 0.05);
    await app.still();
    await press('Meta+Shift+z');
    await untilSet('k_max', 8);
    await app.still();
    await app.press('Redo');
    await app.untilTrue(() => document.querySelector('.sname').textContent.includes('Friends'));
  });

  it('leave a text that is being typed to itself, and forget what was taken back once something else is decided', async () => {
    await app.segment('made.csv', madeFile());
    const first = await app.k();
    await app.press('+');
    await untilK(first + 1);
    await tab.frame().focus('#method-trim');
    await press('Control+z');
    await tab.evaluate(() => document.getElementById('k').focus());
    assert.equal(await app.k(), first + 1);
    await press('Control+z');
    await untilK(first);
    await app.press('−');
    await untilK(first - 1);
    assert.deepEqual((await undoes())[1], 'Nothing to redo');
  });

  it('take a movement of the slider for one decision', async () => {
    await app.segment('made.csv', madeFile());
    const first = await app.k();
    for (const k of [4, 6, 7]) await app.moveSlider(k);
    await tab.evaluate(() => document.getElementById('k').dispatchEvent(new Event('change', { bubbles: true })));
    await app.moveSlider(9);
    await app.press('Undo');
    await untilK(7);
    await app.press('Undo');
    await untilK(first);
  });

  it('take back an answer about reading and a recipe', async () => {
    const lines = ['spent,joined'];
    for (let row = 0; row < 120; row++) lines.push(`${(row % 3) * 400 + (row % 7)},0${(row % 9) + 1}/0${(row % 5) + 1}/2024`);
    await app.segment('dates.csv', Buffer.from(lines.join('\n')));
    await tab.frame().check('.question input[value="day_first"]');
    /** Waits until the result shown was read with this answer, or without any. @param {string | null} order */
    const untilRead = async (order) => {
      await app.untilTrue((wanted) => (JSON.parse(document.getElementById('recipe-text').value).reading?.dates?.joined ?? null) === wanted, order);
      await app.still();
    };
    await app.press('Use this order');
    await untilRead('day_first');
    await app.press('Undo: “joined”, how the file is read');
    await untilRead(null);
    assert.match(await app.text('.questions'), /in January or in June/, 'it is asked again');
    await app.press('Redo');
    await untilRead('day_first');
    assert.equal(await app.text('.questions'), '');
  });
});
