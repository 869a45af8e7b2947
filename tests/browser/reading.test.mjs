// The reading sheet in Chromium, hosted: what was decided and why, and each decision made otherwise.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { onePageATest } from './support/page.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** 120 rows of a header and a function of the row, of three plain kinds. */
function table(header, row, end = '\n') {
  const lines = Array.from({ length: 120 }, (_, i) => row(i % 3, (i * 7) % 11, i));
  return [header, ...lines].join(end) + end;
}

describe('the reading sheet', () => {
  /** @type {import('./support/page.mjs').Tab} */
  let tab;
  /** @type {import('./support/app.mjs').App} */
  let app;
  onePageATest((opened) => {
    ({ tab, app } = opened);
  }, { initScript: axe });

  /** @param {string} label */
  const select = (label) => tab.frame().locator(`select[aria-label="${label}"]`);
  /** @param {string} label @param {string} words */
  async function decide(label, words) {
    await tab.evaluate(() => { for (const each of document.querySelectorAll('#read details')) each.open = true; });
    await select(label).selectOption({ label: words });
  }
  async function apply() {
    await tab.frame().locator('.changes .primary').click();
    await app.untilTrue(() => document.querySelector('#result:not([hidden]) .told')?.textContent.startsWith('No changes') ?? false);
  }
  const heads = () => tab.evaluate(() => [...document.querySelectorAll('.raw thead th')].map((cell) => cell.textContent));

  it('says what was decided and why, beside the first rows, with the cells that were not read marked', async () => {
    await app.segment('shop.csv', Buffer.from(table('age;spent;note', (kind, j, i) => `${20 + kind * 20 + j};${i === 3 ? 'n. b.' : `${kind * 300 + j},5`};x`)));
    assert.equal(await tab.frame().locator('select[aria-label="Between fields of the file"] option:checked').textContent(), 'Semicolon');
    assert.match(await app.text('.decs'), /120 of 120 rows have 3 fields/);
    assert.deepEqual(await heads(), ['age', 'spent', 'note']);
    assert.match(await app.text('.raw td.problem'), /^n\. b\.\s*\(not read\)$/);
    assert.match(await app.text('.firstrows'), /Marked is a cell that is not what the column is/);
  });

  it('reads with another delimiter', async () => {
    await app.segment('two.csv', Buffer.from(table('age;spent;a|b;c|visits|returns', (kind, j) => `${20 + kind * 20 + j};${100 + kind * 200};x|y;t|${kind * 9 + j}|${j}`)));
    const before = await heads();
    const now = await tab.frame().locator('select[aria-label="Between fields of the file"] option:checked').textContent();
    await decide('Between fields of the file', now === 'Semicolon' ? 'Vertical bar' : 'Semicolon');
    assert.match(await app.text('.changes'), /The file: between fields (vertical bar|semicolon)\. The file is read again/);
    await apply();
    assert.notDeepEqual(await heads(), before);
    assert.match(await app.text('.decs'), /Your choice/);
    await decide('Between fields of the file', 'As the file says');
    await apply();
    assert.deepEqual(await heads(), before);
  });

  it('reads with another encoding', async () => {
    const text = table('age,spent,town', (kind, j) => `${20 + kind * 20 + j},${kind * 300 + j},${['\xa3odz', 'Wien', 'K\xf6ln'][kind]}`);
    await app.segment('towns.csv', Buffer.from(text, 'latin1'));
    assert.match(await app.text('.raw'), /Łodz/);
    await decide('Encoding of the file', 'Windows-1252');
    await apply();
    assert.match(await app.text('.raw'), /£odz/);
  });

  it('reads with another decimal mark, keeps what was chosen before, and takes it back by keyboard', async () => {
    await app.segment('marks.csv', Buffer.from(table('age,spent', (kind, j) => `${20 + kind * 20 + j},"${1 + kind},${100 + j * 7}"`)));
    await select('Transform of age').selectOption('sqrt');
    await apply();
    const range = () => app.text('tr[data-column="spent"] .lies');
    const before = await range();
    const label = 'Decimal mark of spent';
    const options = await select(label).locator('option').allTextContents();
    const now = await select(label).locator('option:checked').textContent();
    await decide(label, options.find((words) => words !== now));
    await select(label).focus();
    await tab.page.keyboard.press('Control+z');
    assert.equal(await select(label).locator('option:checked').textContent(), now, 'taken back');
    await tab.page.keyboard.press('Control+Shift+z');
    await apply();
    assert.notEqual(await range(), before);
    assert.equal(await select('Transform of age').inputValue(), 'sqrt', 'the other choice is kept');
  });

  it('reads a column as another type', async () => {
    await app.segment('codes.csv', Buffer.from(table('age,spent,region', (kind, j, i) => `${20 + kind * 20 + j},${kind * 300 + j},${100 + (i % 4) * 10}`)));
    await decide('Read as of region', 'Category');
    await apply();
    assert.match(await app.text('.told'), /^No changes/);
    assert.equal(await select('Read as of region').locator('option:checked').textContent(), 'Category');
    assert.match(await app.text('#read .readsheet'), /Your choice/);
  });

  it('reads dates in the other order', async () => {
    await app.segment('dates.csv', Buffer.from(table('spent,joined', (kind, j, i) => `${kind * 400 + j},0${(i % 9) + 1}/0${(i % 5) + 1}/2024`)));
    await tab.frame().check('.question input[value="day_first"]');
    await app.press('Use this order');
    await app.untilTrue(() => document.querySelector('#result:not([hidden]) .facts')?.textContent.includes('joined') ?? false);
    const label = 'Order of dates of joined';
    await decide(label, 'Month first');
    await apply();
    assert.equal(await select(label).locator('option:checked').textContent(), 'Month first');
    assert.equal(await app.text('.question'), '', 'nothing is left to ask');
    assert.match(await app.text('#result .facts'), /joined/);
  });

  it('is used by keyboard, passes axe and fits a phone', async () => {
    await tab.page.setViewportSize({ width: 390, height: 844 });
    await app.segment('shop.csv', Buffer.from(table('age;spent;a_rather_long_name_of_a_column;note', (kind, j) => `${20 + kind * 20 + j};${kind * 300 + j},5;7;x`)));
    await tab.evaluate(() => { for (const each of document.querySelectorAll('#read details')) each.open = true; });
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, 'no sideways scroll of the page');
    await select('Between fields of the file').focus();
    await tab.page.keyboard.press('Tab');
    assert.equal(await tab.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Around texts of the file');
    const violations = await tab.evaluate(async () => (await globalThis.axe.run('#read')).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`));
    assert.deepEqual(violations, []);
  });
});
