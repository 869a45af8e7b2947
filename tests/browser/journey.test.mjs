// The main job in Chromium, hosted: drop a file, read the result, change k, cancel, recover, take the file away.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { madeFile, noRealFiles, numbersFile, realFile, takeApart } from './support/files.mjs';
import { onePageATest } from './support/page.mjs';

describe('the journey', () => {
  /** @type {import('./support/page.mjs').Server} */
  let server;
  /** @type {import('./support/page.mjs').Tab} */
  let tab;
  /** @type {import('./support/app.mjs').App} */
  let app;
  onePageATest((opened) => {
    ({ server, tab, app } = opened);
  });

  it('shows segments for a real file, and asks for nothing after loading', { skip: noRealFiles }, async () => {
    await tab.loaded();
    const sent = tab.requests.length;
    const served = server.requests.length;
    assert.ok(sent >= 3 && served >= 3, 'what is asked for while loading is seen, so what comes later would be');
    await app.segment('Mall_Customers.csv', realFile('Mall_Customers.csv'));
    await app.judged();
    const rows = await app.segments();
    assert.equal(rows.length, await app.k(), 'one row for each segment');
    assert.match(await app.text('#result'), /200\scustomers/);
    await app.moveSlider(4);
    await app.labelledFile();
    assert.deepEqual(tab.requests.slice(sent), [], 'requests after loading');
    assert.deepEqual(server.requests.slice(served), [], 'requests that reached the server after loading');
  });

  for (const page of ['index.html', 'customer-segmentation.html']) {
    it(`does everything in ${page} with the network switched off after loading`, async () => {
      await tab.page.goto(server.address + page);
      await app.until('empty');
      // Where the modules come from the host, they have to have arrived.
      await tab.loaded();
      await tab.page.context().setOffline(true);
      const served = server.requests.length;
      await app.segment('made.csv', madeFile());
      await app.moveSlider(5);
      assert.ok(takeApart(await app.labelledFile()).original.equals(madeFile()));
      assert.deepEqual(server.requests.slice(served), []);
    });
  }

  it('shows segments for the sample', async () => {
    await app.press('Try with sample data');
    await app.until('result');
    assert.equal((await app.segments()).length, await app.k());
  });

  it('asks for the order of day and month where the file cannot tell, and reads again as answered', async () => {
    const lines = ['spent,joined'];
    for (let row = 0; row < 120; row++) lines.push(`${(row % 3) * 400 + (row % 7)},0${(row % 9) + 1}/0${(row % 5) + 1}/2024`);
    await app.segment('dates.csv', Buffer.from(lines.join('\n')));
    assert.match(await app.text('.question h2'), /06\/01\/2024 in January or in June/);
    await tab.frame().check('.question input[value="day_first"]');
    await app.press('Use this order');
    await app.untilTrue(() => document.querySelector('#result .facts')?.textContent?.includes('joined') ?? false);
    await app.until('result');
    assert.equal(await app.text('.question'), '', 'nothing is left to ask');
  });

  it('says above all that the rows of a list of orders are no customers', async () => {
    const orders = (/** @type {number} */ customers) => {
      const lines = ['Customer ID,Amount,Items'];
      for (let row = 0; row < 120; row++) lines.push(`C-${1000 + (row % customers)},${(row % 3) * 400 + (row % 7)},${(row % 3) + 1}`);
      return Buffer.from(lines.join('\n'));
    };
    await app.segment('orders.csv', orders(40));
    assert.match(await app.text('.caution'), /^A row is not a customer here: “Customer ID” has 40 different values in 120 rows/);
    // One press makes customers of them, and another goes back.
    assert.deepEqual(await tab.evaluate(() => [...document.querySelectorAll('.orders select')].map((select) => /** @type {HTMLSelectElement} */ (select).selectedOptions[0].textContent)), ['Customer ID', 'the row', 'nothing', 'Amount']);
    await app.press('Segment the customers instead');
    await app.untilTrue(() => document.querySelector('.orders')?.textContent?.includes('One row of each customer, made of orders.csv') ?? false);
    await app.until('result');
    assert.match(await app.text('#result .facts'), /40 customers in \d columns/);
    assert.equal(await app.text('.caution'), '');
    const recipe = await tab.evaluate(() => document.getElementById('recipe-text').value);
    assert.deepEqual(JSON.parse(recipe).orders.plan.customer, 'Customer ID');
    await app.press('Back to its rows');
    await app.untilTrue(() => document.querySelector('.orders')?.textContent?.includes('Make one row of each customer') ?? false);
    await app.until('result');
    assert.equal(await app.text('#result h1'), 'A list of orders');
    // The recipe of the customers makes them again, of these rows and of the next ones.
    await app.applyRecipe(recipe);
    await app.untilTrue(() => document.querySelector('.orders')?.textContent?.includes('One row of each customer, made of orders.csv') ?? false);
    await app.until('result');
    assert.equal(await tab.evaluate(() => document.getElementById('recipe-text').value), recipe);
    await tab.page.reload();
    await app.until('empty');
    await app.drop('recipe.json', Buffer.from(recipe));
    await app.untilTrue(() => document.getElementById('held').textContent.startsWith('The recipe is loaded'));
    await app.drop('june.csv', orders(50));
    await app.untilTrue(() => document.querySelector('.orders')?.textContent?.includes('made of june.csv') ?? false);
    await app.until('result');
    assert.match(await app.text('#result .facts'), /50 customers in \d columns/);
    // Where each row is one, nothing is said.
    await app.drop('customers.csv', orders(120));
    await app.until('result');
    await app.untilTrue(() => document.querySelector('.caution')?.hasAttribute('hidden') ?? false);
  });

  it('is printed light, charts included, whatever it is on the screen', async () => {
    await tab.page.emulateMedia({ colorScheme: 'dark' });
    await app.segment('made.csv', madeFile());
    await app.judged();
    /** The brightness of a corner of each chart that is drawn; one that has nothing to show yet is transparent. */
    const corners = () => {
      const shown = [...document.querySelectorAll('canvas.chart')].filter((canvas) => canvas.clientWidth > 0 && canvas.clientHeight > 0);
      const pixels = shown.map((canvas) => canvas.getContext('2d').getImageData(1, 1, 1, 1).data);
      return pixels.filter(([, , , opacity]) => opacity === 255).map(([red]) => red);
    };
    await app.untilTrue(`() => (${corners})().length >= 3`);
    const before = await tab.evaluate(corners);
    assert.ok(before.every((brightness) => brightness < 80), `dark on the screen: ${before}`);
    // The page is taken as it stands when the handlers of this event are done.
    const [printed, after] = await tab.evaluate(`() => { dispatchEvent(new Event('beforeprint')); const printed = (${corners})(); dispatchEvent(new Event('afterprint')); return [printed, document.documentElement.dataset.theme ?? 'system']; }`);
    assert.ok(printed.length >= before.length && printed.every((brightness) => brightness > 200), `light on paper: ${printed}; on the screen: ${before}`);
    assert.equal(after, 'system', 'the theme is as before');
  });

  it('changes the number of segments at once, by slider and by keyboard', async () => {
    await app.segment('made.csv', madeFile());
    for (const k of [7, 2, 5, 10, 3]) {
      const { screens } = await app.moveSlider(k);
      assert.ok(screens.every((screen) => screen === 'result'), `k = ${k} is a lookup, yet ${screens.join(', ')} was shown`);
    }
    await tab.frame().focus('#k');
    await tab.page.keyboard.press('ArrowRight');
    await app.untilTrue((rows) => document.querySelectorAll('table.segt tr[data-segment]').length === rows, 4);
    assert.equal(await app.k(), 4);
  });

  it('cancels while it reads and while it clusters', async () => {
    await app.dropMade(400_000);
    for (const station of ['Reading the file', 'Looking for segments']) {
      if ((await app.screen()) === 'empty') await app.dropMade(400_000);
      await app.until('reading');
      await app.untilTrue((wanted) => document.querySelector('#reading h1')?.textContent === wanted, station);
      await app.cancel();
      await app.until('empty');
    }
    await app.segment('made.csv', madeFile());
  });

  for (const which of /** @type {const} */ (['session', 'fit'])) {
    it(`recovers from a panic of the ${which} worker, and the next run gives the same labels`, async () => {
      await app.segment('made.csv', madeFile());
      const { labels } = takeApart(await app.labelledFile());
      await app.drill(which);
      await app.until('failed');
      assert.match(await app.text('#failed'), /start again/, 'it says how to go on');
      await app.drop('made.csv', madeFile());
      await app.until('result');
      assert.deepEqual(takeApart(await app.labelledFile()).labels, labels);
    });
  }

  for (const name of ['made.csv', 'Mall_Customers.csv', 'marketing_campaign_semicolon_iso_bom.csv']) {
    const made = name === 'made.csv';
    it(`gives ${name} back with a segment in every row and no other byte changed`, { skip: made ? false : noRealFiles }, async () => {
      const bytes = made ? madeFile() : realFile(name);
      await app.segment(name, bytes);
      const coming = tab.page.waitForEvent('download');
      await app.press('CSV with segments');
      const download = await coming;
      const { original, header, labels, names } = takeApart(await readFile(await download.path()));
      assert.ok(original.equals(bytes), 'without the appended fields it is the original');
      assert.deepEqual([header, names[0]], ['segment', 'segment_name']);
      assert.ok(labels.every((label, row) => (label === '') === (names[row + 1] === '')), 'a name wherever there is a number');
      const k = await app.k();
      assert.ok(labels.every((label) => label === '' || (Number(label) >= 1 && Number(label) <= k)), `labels 1 to ${k}`);
    });
  }

  it('says where, what and what to do for a file it cannot use', async () => {
    await app.drop('empty.csv', Buffer.from(''));
    await app.until('failed');
    assert.match(await app.text('#failed'), /empty/i);
    await app.drop('names.csv', Buffer.from(`name\n${['Ann', 'Ben', 'Cleo', 'Dan'].join('\n')}\n`));
    await app.untilTrue(() => !/empty/i.test(document.getElementById('failed').textContent));
    assert.equal(await tab.evaluate(() => document.getElementById('live').textContent), '', 'nothing is said any more of how far it came');
    await app.drop('made.csv', madeFile());
    await app.until('result');
  });

  it('lets a person decide about the columns of a file that has nothing to tell customers apart by', async () => {
    await app.drop('numbers.csv', numbersFile());
    await app.until('failed');
    assert.match(await app.text('#failed'), /Decide it yourself.*customer_no/s);
    await tab.frame().selectOption('#failed [data-column="customer_no"] select', 'feature');
    await app.press('Apply');
    await app.until('result');
    assert.match(await app.text('#result .facts'), /90 customers/);
    assert.equal(await tab.evaluate(() => document.querySelectorAll('#result #read').length), 1, 'the sheet is back at its place');
  });
});
