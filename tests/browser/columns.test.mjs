// The preparation sheet in Chromium, hosted: changes wait in the bar, are taken back and made again by keyboard, and are applied.

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { onePageATest } from './support/page.mjs';

describe('the sheet of columns', () => {
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
  const select = (label) => tab.frame().locator(`select[aria-label="${label}"]`);

  it('shows the suggestion with its reason', async () => {
    assert.equal(await select('Transform of spend_12m').inputValue(), 'log1p');
    assert.match(await app.text('tr[data-column="spend_12m"]'), /Log, because 1 in \d+ is over five times the median/);
    assert.equal(await tab.frame().locator('.changes').isVisible(), false, 'nothing waits');
  });

  it('queues a change, takes it back and makes it again by keyboard, and applies it', async () => {
    await select('Transform of spend_12m').selectOption('none');
    await select('Outliers of income').selectOption('winsorise');
    assert.match(await app.text('.changes'), /Two changes.*income: outliers cap at quantiles.*spend_12m: transform none/s);
    await select('Outliers of income').focus();
    await tab.page.keyboard.press('Control+z');
    assert.match(await app.text('.changes'), /One change/);
    await tab.page.keyboard.press('Control+Shift+z');
    assert.match(await app.text('.changes'), /Two changes/);
    await tab.frame().locator('.changes .primary').click();
    await app.untilTrue(() => document.querySelector('#result:not([hidden]) .told')?.textContent.startsWith('No changes'), null);
    assert.equal(await select('Transform of spend_12m').inputValue(), 'none');
    assert.match(await app.text('#read .notes'), /moved in/);
    await app.press('Reset to suggestion');
    assert.equal(await select('Transform of spend_12m').inputValue(), 'log1p');
    await app.press('Discard');
    assert.equal(await select('Transform of spend_12m').inputValue(), 'none');
  });

  it('makes a category a feature, which is then told apart by', async () => {
    await select('Role of preferred_category').selectOption('feature');
    await tab.frame().locator('.changes .primary').click();
    await app.untilTrue(() => document.querySelector('#result:not([hidden]) .facts')?.textContent.includes('preferred_'), null);
    assert.equal(await app.k(), (await app.segments()).length);
  });
});
