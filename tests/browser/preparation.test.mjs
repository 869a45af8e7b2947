// Everything the preparation sheet decides, in Chromium, hosted: filters on rows, computed columns, the fields below a row, the preview of a
// change, gaps and correlations, and that what waits is kept.

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { onePageATest } from './support/page.mjs';

describe('preparing', () => {
  /** @type {import('./support/page.mjs').Tab} */
  let tab;
  /** @type {import('./support/app.mjs').App} */
  let app;
  onePageATest((opened) => {
    ({ tab, app } = opened);
  });
  beforeEach(async () => {
    await app.press('Try with sample data');
    await app.until('result');
  });

  /** @param {string} label */
  const labelled = (label) => tab.frame().locator(`[aria-label="${label}"]`);
  /** @param {string} selector */
  const at = (selector) => tab.frame().locator(selector);
  /** The recipe carried out. */
  const recipe = async () => JSON.parse(await tab.evaluate(() => /** @type {HTMLTextAreaElement} */ (document.getElementById('recipe-text')).value));
  /** Applies what waits, and waits until nothing does. */
  async function apply() {
    await at('.changes .primary').click();
    await app.untilTrue(() => document.querySelector('#result:not([hidden]) .changes .told')?.textContent.startsWith('No changes'), null);
  }
  /** @param {string} column */
  const more = (column) => labelled(`More about ${column}`).click();
  /** @param {string} column @param {string} name */
  const field = (column, name) => at(`tr[data-more="${column}"] [name="${name}"]`);
  /** @param {string} column */
  const entry = async (column) => (await recipe()).columns.find((each) => each.name === column);
  /** Waits for words in the bar of changes. @param {string} text */
  const bar = (text) => app.untilTrue((wanted) => document.querySelector('.changes')?.textContent.includes(wanted), text);

  it('uses only some of the rows, says how many, and gives the others an empty segment', async () => {
    await at('summary', {}).filter({ hasText: 'Use only some of the rows' }).click();
    await labelled('Column of the filter').selectOption('city');
    await at('.levels input[value="Northport"]').check();
    await at('.levels input[value="Elmford"]').check();
    await app.press('Add filter');
    await bar('Rows: 1 filter');
    await bar('of 1,000 would be used');
    await at('summary').filter({ hasText: 'Use only some of the rows' }).click();
    await labelled('What becomes of the rows').selectOption('leave_out');
    await labelled('Column of the filter').selectOption('age');
    await at('.filter-form input[name="to"]').fill('30');
    await tab.page.keyboard.press('Enter');
    await bar('Rows: 2 filters');
    await apply();
    assert.deepEqual((await recipe()).filters, [
      { column: 'city', rows: 'keep', values: ['Elmford', 'Northport'] },
      { column: 'age', rows: 'leave_out', to: 30 },
    ]);
    assert.match(await app.text('#read .notes'), /rows are left out by your filter and get no segment: only rows are used in which city is Elmford or Northport/);
    assert.match(await app.text('#rules'), /for the rows that your filters keep/);
    const lines = (await app.labelledFile()).toString().trim().split('\n').slice(1);
    for (const line of lines) {
      const cells = line.split(',');
      const left = !['Northport', 'Elmford'].includes(cells[9]) || (cells[1] !== '' && Number(cells[1]) <= 30);
      assert.equal(cells.at(-1)?.trim() === '', left, line);
    }
    await labelled('Remove filter on city').click();
    await bar('Rows: 1 filter');
    await tab.page.keyboard.press('Control+z');
    await app.untilTrue(() => document.querySelector('.changes .told')?.textContent.startsWith('No changes'), null);
  });

  it('uses only the rows of some days', async () => {
    const lines = Array.from({ length: 60 }, (_, row) => `${20 + ((row * 7) % 40)},${100 + ((row * 13) % 50)},2026-${String(1 + (row % 6)).padStart(2, '0')}-15`);
    await app.drop('days.csv', Buffer.from(`age,spent,joined\n${lines.join('\n')}\n`));
    await app.untilTrue(() => /^60\s+customers/.test(document.querySelector('#result:not([hidden]) .facts dd:has(a[href="#read"])')?.textContent ?? ''));
    await at('summary').filter({ hasText: 'Use only some of the rows' }).click();
    await labelled('Column of the filter').selectOption('joined');
    await at('.filter-form input[name="from"]').fill('2026-02-01');
    await at('.filter-form input[name="to"]').fill('2026-04-30');
    await app.press('Add filter');
    await bar('Rows: 1 filter');
    await bar('30 rows of 60 would be used');
    await apply();
    assert.deepEqual((await recipe()).filters, [{ column: 'joined', rows: 'keep', from: '2026-02-01', to: '2026-04-30' }]);
    assert.match(await app.text('#read .notes'), /30 rows are left out by your filter/);
  });

  it('refuses a filter that says nothing', async () => {
    await at('summary').filter({ hasText: 'Use only some of the rows' }).click();
    await labelled('Column of the filter').selectOption('age');
    await app.press('Add filter');
    assert.match(await app.text('.filter-form .bad'), /Give one of the two ends/);
    await at('.filter-form input[name="from"]').fill('old');
    await app.press('Add filter');
    assert.match(await app.text('.filter-form .bad'), /“old” is no number/);
  });

  it('computes a column, which tells customers apart as others do, and takes it away again', async () => {
    await at('summary').filter({ hasText: 'Compute a new column' }).click();
    await at('#formula-name').fill('basket');
    await at('#formula-text').fill('spend_12m / order_12m');
    await app.untilTrue(() => document.getElementById('formula-said')?.textContent.includes('there is no column'), null);
    assert.match(await app.text('#formula-said'), /character 13: there is no column "order_12m"\. The most similar name is "orders_12m"/);
    await at('#formula-text').fill('spend_12m / ');
    await at('#formula-text').press('End');
    await labelled('Put a column into the formula').selectOption('orders_12m');
    await app.untilTrue(() => document.getElementById('formula-said')?.textContent.startsWith('Gives a number in'), null);
    await app.press('Add column');
    await bar('basket: role tells apart, computed as spend_12m / orders_12m');
    await apply();
    assert.match(await app.text('.facts'), /basket/);
    assert.equal((await entry('basket')).formula, 'spend_12m / orders_12m');
    await labelled('Transform of basket').selectOption('log1p');
    await app.untilTrue(() => document.querySelector('tr[data-column="basket"] .tried') !== null, null);
    await more('basket');
    assert.equal(await field('basket', 'formula').inputValue(), 'spend_12m / orders_12m');
    await at('tr[data-more="basket"] button').filter({ hasText: 'Remove this column' }).click();
    await bar('basket is removed');
    await apply();
    assert.doesNotMatch(await app.text('.facts'), /basket/);
  });

  it('shows what a change would do to the numbers before it is applied', async () => {
    await labelled('Transform of spend_12m').selectOption('none');
    await app.untilTrue(() => /unchanged/.test(document.querySelector('tr[data-column="spend_12m"] .lies')?.textContent ?? ''), null);
    await labelled('Transform of spend_12m').selectOption('sqrt');
    await app.untilTrue(() => /then .?\d/.test(document.querySelector('tr[data-column="spend_12m"] .lies')?.textContent ?? ''), null);
    await labelled('Missing of income').selectOption('drop');
    await bar('of 1,000 would be used');
    await app.press('Discard');
    await app.untilTrue(() => /used .?\d/.test(document.querySelector('tr[data-column="spend_12m"] .lies')?.textContent ?? ''), null);
  });

  it('decides weight, limit, constant and gaps of a column of numbers, by keyboard', async () => {
    await labelled('More about income').focus();
    await tab.page.keyboard.press('Enter');
    await field('income', 'weight').fill('2');
    await tab.page.keyboard.press('Tab');
    await bar('income: weight 2');
    await labelled('Outliers of income').selectOption('winsorise');
    await field('income', 'outlier_limit').fill('0,05');
    await field('income', 'outlier_limit').press('Enter');
    await labelled('Missing of income').selectOption('constant');
    await field('income', 'constant').fill('30000');
    await field('income', 'constant').press('Enter');
    await at('tr[data-more="income"] .check').filter({ hasText: 'Having a gap' }).click();
    await bar('gaps tell apart');
    await field('income', 'weight').fill('-1');
    await field('income', 'weight').press('Enter');
    assert.equal(await field('income', 'weight').getAttribute('aria-invalid'), 'true');
    await apply();
    const income = await entry('income');
    assert.deepEqual(
      [income.weight, income.outliers, income.outlier_limit, income.missing, income.constant, income.gap_feature],
      [2, 'winsorise', 0.05, 'constant', 30000, true]);
    await app.press('Reset to suggestion');
    await apply();
    assert.equal((await entry('income')).weight, undefined);
  });

  it('decides order, rare levels, separator and meaning of a category, and codes of a number', async () => {
    await labelled('Role of preferred_category').selectOption('feature');
    await more('preferred_category');
    await field('preferred_category', 'most_levels').fill('3');
    await field('preferred_category', 'most_levels').press('Enter');
    await field('preferred_category', 'rare').fill('0.05');
    await field('preferred_category', 'rare').press('Enter');
    await field('preferred_category', 'meaning').selectOption('category');
    await bar('levels kept apart 3');
    await bar('rare below 0.05');
    await field('preferred_category', 'ordered').check();
    const before = await app.text('tr[data-more="preferred_category"] .order li:first-child bdi');
    await at('tr[data-more="preferred_category"] .order li:first-child button').filter({ hasText: 'Higher' }).click();
    assert.notEqual(await app.text('tr[data-more="preferred_category"] .order li:first-child bdi'), before);
    assert.equal(await app.text('tr[data-more="preferred_category"] .order li:nth-child(2) bdi'), before);
    await labelled('Transform of preferred_category').selectOption('none');
    await more('orders_12m');
    await at('tr[data-more="orders_12m"] .check').filter({ hasText: 'codes of categories' }).click();
    await bar('numbers are codes');
    await apply();
    const category = await entry('preferred_category');
    assert.equal(category.order.length, 5);
    assert.equal(category.order[1], before);
    assert.equal(category.meaning, 'category');
    assert.equal((await entry('orders_12m')).codes, true);
  });

  it('tells which gaps come together, and which columns say the same', async () => {
    await at('summary').filter({ hasText: 'Gaps in' }).click();
    assert.match(await app.text('table.gaps'), /income\s+\d+/);
    await at('summary').filter({ hasText: 'Which columns say the same' }).click();
    const plot = at('.related .plot');
    // A chart can be stepped through once it is drawn, which it is in a frame after it was opened.
    await app.untilTrue(() => document.querySelector('.related canvas')?.style.height !== '', null);
    await plot.focus();
    await tab.page.keyboard.press('ArrowRight');
    assert.match(await app.text('.related .plot-told'), /^\w+ and \w+: −?0\.\d\d$/);
    await at('.related summary').filter({ hasText: 'correlations as a table' }).click();
    assert.match(await app.text('.related table'), /spend_12m/);
    await at('.related summary').filter({ hasText: 'How much of the distance' }).click();
    assert.match(await app.text('.related'), /Share of the distance/);
  });

  it('leaves gaps out of the distance, and says what that excludes', async () => {
    await labelled('Missing of income').selectOption('leave_out');
    await bar('income: missing leave gap out of the distance');
    await apply();
    assert.equal((await entry('income')).missing, 'leave_out');
    assert.match(await app.text('#read .notes'), /income: \d+ gaps are left out of the distance/);
    assert.equal(await app.k(), (await app.segments()).length);
    await tab.frame().getByLabel('Columns that move together').selectOption('0.9');
    assert.match(await app.text('.method'), /The gaps of “income” are left out of the distance, which goes neither with components/);
    assert.equal(await tab.frame().getByRole('button', { name: 'Find segments this way' }).isDisabled(), true);
  });

  it('scales a column, counts several together, and takes back and repeats by its buttons', async () => {
    await labelled('Scale of income').selectOption('robust');
    await bar('income: scale quartiles');
    for (const column of ['spend_12m', 'orders_12m']) {
      await more(column);
      await field(column, 'group').fill('buying');
      await field(column, 'group').press('Enter');
      await bar(`${column}: counts together as buying`);
    }
    await at('.changes button').filter({ hasText: 'Undo' }).click();
    await app.untilTrue(() => !document.querySelector('.changes .told')?.textContent.includes('orders_12m'), null);
    assert.equal(await field('orders_12m', 'group').inputValue(), '');
    await at('.changes button').filter({ hasText: 'Redo' }).click();
    await bar('orders_12m: counts together as buying');
    await apply();
    assert.deepEqual([(await entry('income')).scale, (await entry('spend_12m')).group, (await entry('orders_12m')).group], ['robust', 'buying', 'buying']);
  });

  it('parts several values in a cell, lowers a level, and changes a formula in its row', async () => {
    await labelled('Role of preferred_category').selectOption('feature');
    await more('preferred_category');
    await field('preferred_category', 'ordered').check();
    const second = await app.text('tr[data-more="preferred_category"] .order li:nth-child(2) bdi');
    await at('tr[data-more="preferred_category"] .order li:nth-child(2) button').filter({ hasText: 'Lower' }).click();
    assert.equal(await app.text('tr[data-more="preferred_category"] .order li:first-child bdi'), second);
    await field('preferred_category', 'ordered').uncheck();
    await field('preferred_category', 'separator').fill(';');
    await field('preferred_category', 'separator').press('Enter');
    await bar('values parted by ;');
    await at('summary').filter({ hasText: 'Compute a new column' }).click();
    await at('#formula-name').fill('double');
    await at('#formula-text').fill('orders_12m * 2');
    await app.untilTrue(() => document.getElementById('formula-said')?.textContent.startsWith('Gives a number in'), null);
    await app.press('Add column');
    await apply();
    assert.equal((await entry('preferred_category')).separator, ';');
    await more('double');
    await field('double', 'formula').fill('orders_12m / 2');
    await field('double', 'formula').press('Enter');
    await bar('double: computed as orders_12m / 2');
    await apply();
    assert.equal((await entry('double')).formula, 'orders_12m / 2');
  });

  it('leaves out the rows without a value', async () => {
    await at('summary').filter({ hasText: 'Use only some of the rows' }).click();
    await labelled('What becomes of the rows').selectOption('leave_out');
    await labelled('Column of the filter').selectOption('income');
    await at('.filter-form input[name="missing"]').check();
    await app.press('Add filter');
    await bar('Rows: 1 filter');
    await apply();
    assert.deepEqual((await recipe()).filters, [{ column: 'income', rows: 'leave_out', missing: true }]);
    const [head, ...lines] = (await app.labelledFile()).toString().trim().split('\n');
    const income = head.split(',').indexOf('income');
    for (const line of lines) assert.equal(line.split(',').at(-1)?.trim() === '', line.split(',')[income] === '', line);
  });

  it('keeps what waits while another thing is decided', async () => {
    const aside = tab.frame().getByLabel('Set aside, per cent of the customers');
    await aside.fill('3');
    await app.moveSlider((await app.k()) === 4 ? 5 : 4);
    assert.equal(await aside.inputValue(), '3', 'another number of segments takes nothing away');
    await labelled('Transform of spend_12m').selectOption('none');
    await app.press('Find segments this way');
    await app.untilTrue(() => document.querySelector('#result:not([hidden]) tr.aside') !== null, null);
    await bar('spend_12m: transform none');
    assert.equal(await labelled('Transform of spend_12m').inputValue(), 'none');
    await aside.fill('4');
    await apply();
    assert.deepEqual([(await entry('spend_12m')).transform, (await recipe()).clustering.trim], ['none', 0.03]);
    assert.equal(await aside.inputValue(), '4');
  });
});
