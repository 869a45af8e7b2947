// What is not plain k-means, in Chromium, hosted: the offer where one segment holds nearly everyone, customers set aside, components and
// prototypes by the controls of the recipe.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { serve } from '../../scripts/server.mjs';
import { App } from './support/app.mjs';
import { openInChromium } from './support/chromium.mjs';
import { hosted } from './support/files.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Three kinds of customers, and six like nobody else. */
function shop() {
  const lines = ['id,spent,orders,plan'];
  for (let row = 0; row < 300; row++) {
    const [spent, orders, plan] = row < 294
      ? [[900, 120, 'plus'], [240, 300, 'basic'], [60, 20, 'free']][row % 3]
      : [40_000 + 9_000 * (row % 3), 9_000 - 1_300 * (row % 4), 'plus'];
    const jitter = (row * 7919) % 23;
    lines.push(`C${row},${spent + jitter},${orders + (jitter % 7)},${plan}`);
  }
  return Buffer.from(lines.join('\n'));
}

/** Numbers as they are, two segments: the six make one. */
const RECIPE = JSON.stringify({
  version: 1,
  columns: [{ name: 'spent', role: 'feature' }, { name: 'orders', role: 'feature' }, { name: 'plan', role: 'descriptor' }],
  clustering: { k: 2 },
});

async function violations() {
  const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

describe('what is not plain k-means', () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    server = await serve(hosted);
  });
  after(() => server.close());

  /** @param {(app: App, tab: Awaited<ReturnType<typeof openInChromium>>) => Promise<void>} work */
  async function opened(work) {
    const tab = await openInChromium(server.address, { initScript: axe });
    try {
      const app = new App(tab);
      await app.segment('shop.csv', shop());
      await app.applyRecipe(RECIPE);
      await app.untilTrue(() => document.querySelector('#result:not([hidden]) .offers:not([hidden])') !== null, null);
      await work(app, tab);
      assert.deepEqual(tab.problems, []);
    } finally {
      await tab.close();
    }
  }

  const unusual = () => document.querySelector('#result:not([hidden]) tr.aside') !== null;

  it('offers to set the few aside, and shows them as unusual customers', () => opened(async (app, tab) => {
    assert.match(await app.text('.offers'), /One segment holds nearly everyone.*Segment A holds 98 % of all customers/s);
    await app.press('Set 2 % aside');
    await app.untilTrue(unusual, null);
    assert.match(await app.text('tr.aside'), /Unusual customers.*6 of 300 customers are farthest.*2\s%.*6/s);
    assert.equal((await app.segments()).length, await app.k());
    assert.match(await app.text('.facts'), /294 customers.*6 unusual set aside/s);
    assert.match(await app.text('.mapbox .cap'), /Unusual customers are grey/);
    assert.equal(await tab.frame().locator('.offers').isVisible(), false, 'nothing is wrong any more');
    const lines = (await app.labelledFile()).toString().split('\n');
    assert.equal(lines.slice(295, 301).filter((line) => line.endsWith(',0,Unusual customers')).length, 6);
    const list = (await app.labelledFile('Unusual')).toString().trim().split('\n');
    assert.equal(list.length, 7, 'their names and six of them');
    await app.moveSlider(2);
    assert.equal(await app.tab.evaluate(unusual), true, 'with another number of segments, too');
    assert.deepEqual(await tab.evaluate(violations), []);
  }));

  it('sets aside, whitens and counts by prototypes by its controls', () => opened(async (app, tab) => {
    const frame = tab.frame();
    await frame.getByLabel('Set aside, per cent of the customers').fill('60');
    assert.match(await app.text('.method'), /0 to 50 per cent/);
    assert.equal(await frame.getByRole('button', { name: 'Find segments this way' }).isDisabled(), true);
    await frame.getByLabel('Set aside, per cent of the customers').fill('2');
    await app.press('Find segments this way');
    await app.untilTrue(unusual, null);
    await frame.getByLabel('Columns that move together').selectOption('0.9');
    await app.press('Find segments this way');
    await app.untilTrue(() => document.querySelector('#result:not([hidden]) #rules')?.textContent.includes('not available after whitening'), null);
    assert.equal(await frame.locator('#rules .code').first().isVisible(), false, 'nothing to copy');
    await frame.locator('select[aria-label="Role of plan"]').selectOption('feature');
    await frame.locator('.changes .primary').click();
    await app.untilTrue(() => document.querySelector('#result:not([hidden]) .facts')?.textContent.includes('plan'), null);
    await frame.getByLabel('Categories count').selectOption('prototypes');
    assert.match(await app.text('.method'), /choose one of the two/);
    await frame.getByLabel('Columns that move together').selectOption('0');
    await frame.locator('#method-lambda').fill('0.8');
    assert.deepEqual(await tab.evaluate(violations), []);
    await app.press('Find segments this way');
    await app.untilTrue(() => document.getElementById('recipe-text')?.value.includes('"lambda": 0.8'), null);
    assert.match(await app.text('#read'), /λ = 0.8/, 'it is told');
  }));
});
