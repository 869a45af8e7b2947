// Choosing the number of segments on the page: the panel that fills, its votes, stopping it, limits of use, silhouettes, customers on a
// border, and k-means to watch by keyboard.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { serve } from '../../scripts/server.mjs';
import { App } from './support/app.mjs';
import { openInChromium } from './support/chromium.mjs';
import { evenFile, hosted, madeFile } from './support/files.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Whether the verdict is on the screen. Runs in the page. */
const judged = () => document.querySelector('.sure strong') !== null;

/** Cells of the panel that hold a value. Runs in the page. */
const filled = () => [...document.querySelectorAll('.kt tbody td')].filter((cell) => !cell.textContent.startsWith('–')).length;

describe('choosing the number of segments', () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    server = await serve(hosted);
  });
  after(() => server.close());

  /** @param {(app: App, tab: any) => Promise<void>} work @param {object} [options] */
  async function alone(work, options) {
    const tab = await openInChromium(server.address, options);
    try {
      const app = new App(tab);
      await app.until('empty');
      await work(app, tab);
      assert.deepEqual(tab.problems, []);
    } finally {
      await tab.close();
    }
  }

  /** @param {(app: App, tab: any) => Promise<void>} work @param {object} [options] `rows`: more customers, whose checks take a while */
  const made = (work, { rows = 0, ...options } = {}) => alone(async (app, tab) => {
    if (rows > 0) await app.dropMade(rows);
    else await app.drop('made.csv', madeFile());
    await app.until('result');
    await work(app, tab);
  }, options);

  it('fills the panel while the page is used, and ends with votes, a verdict and silhouettes', () => made(async (app, tab) => {
    const before = await tab.evaluate(filled);
    await app.moveSlider(4);
    await app.untilTrue(judged);
    assert.ok((await tab.evaluate(filled)) > before, 'more cells hold a value');
    assert.match(await app.text('.votes'), /Prediction/);
    assert.match(await app.text('#why'), /40 tables without segments/);
    assert.ok(await tab.evaluate(() => document.querySelectorAll('.kt .vote').length >= 5), 'indices mark their votes');
    const heights = await tab.evaluate(() => [document.querySelector('#clear canvas').clientHeight, document.querySelectorAll('#clear details table tbody tr').length]);
    assert.ok(heights[0] > 200 && heights[1] === 4, `a chart and a table of four: ${heights}`);
  }, { rows: 40_000 }));

  it('opens with everyone together where nothing holds, says why, and shows the steadiest division when asked', () => alone(async (app) => {
    await app.drop('even.csv', evenFile(1_000));
    await app.until('result');
    await app.untilTrue(() => document.querySelector('#result h1').textContent === 'No reliable segments in this file');
    assert.equal(await app.k(), 1);
    assert.match(await app.text('#result .lead'), /no way of dividing them holds.*So everyone is shown together/);
    const show = /Show (\w+)/.exec(await app.text('#ways'))?.[0] ?? 'nothing';
    await app.press(show);
    await app.untilTrue(() => document.querySelectorAll('table.segt tr[data-segment]').length > 1);
    await app.untilTrue(() => document.querySelector('#ways').hidden);
    assert.match(await app.text('.segt'), /unreliable/);
  }));

  it('leaves the number alone once somebody is at work with the result', () => alone(async (app, tab) => {
    await app.drop('even.csv', evenFile(40_000));
    await app.until('result');
    assert.ok(!(await tab.evaluate(judged)), 'the checks are still running');
    const shown = await app.k();
    // At once: to wait until the page stands still would be to wait for the checks.
    const { x, y } = await tab.evaluate(() => document.querySelector('#result .head h1').getBoundingClientRect());
    await tab.page.mouse.click(x + 5, y + 5);
    await app.untilTrue(judged);
    assert.ok(shown > 1 && (await app.k()) === shown, `${shown} segments stay`);
    assert.match(await app.text('.picker output'), /none recommended/);
  }));

  it('leaves alone what the checks do not change while they run', () => made(async (app, tab) => {
    await app.moveSlider(4);
    const running = await tab.evaluate(async () => {
      const before = document.querySelector('.kt').textContent;
      let last = performance.now();
      globalThis.drawn = { map: 0, clear: 0 };
      globalThis.filled = 0;
      // A canvas gets its width anew whenever it is drawn.
      for (const part of ['map', 'clear']) {
        new MutationObserver(() => {
          last = performance.now();
          if (!document.querySelector('.sure strong')) globalThis.drawn[part] += 1;
        }).observe(document.querySelector(`#${part} canvas`), { attributeFilter: ['width'] });
      }
      // What the slider brought is drawn once nothing has been for a while.
      while (document.querySelector('#result[aria-busy]') || performance.now() - last < 300) await new Promise((resolve) => setTimeout(resolve, 20));
      globalThis.drawn = { map: 0, clear: 0 };
      new MutationObserver(() => { if (document.querySelector('.kt').textContent !== before) globalThis.filled += 1; })
        .observe(document.querySelector('.kt tbody'), { childList: true });
      globalThis.kept = document.querySelector('.take-lists button');
      globalThis.kept.focus();
      getSelection().selectAllChildren(document.querySelector('#result h1'));
      return !document.querySelector('.sure strong');
    });
    assert.ok(running, 'the checks were still running');
    await app.untilTrue(() => globalThis.filled > 3);
    const [drawn, focused, selected] = await tab.evaluate(() => [globalThis.drawn, document.activeElement === globalThis.kept, String(getSelection())]);
    assert.equal(drawn.map, 0, 'the map is not drawn again');
    assert.ok(drawn.clear <= 1, `silhouettes are drawn when they are measured, and not ${drawn.clear} times`);
    assert.deepEqual([focused, selected], [true, await app.text('#result h1')], 'focus and a selection stay');
  }, { rows: 40_000 }));

  it('stops the checks when asked, and another number is still a lookup', () => made(async (app, tab) => {
    const stopped = await tab.evaluate(() => {
      const stop = [...document.querySelectorAll('.sure button')].find((each) => each.textContent === 'Stop');
      stop?.click();
      return Boolean(stop);
    });
    assert.ok(stopped, 'the checks were still running');
    await app.untilTrue(() => document.querySelector('.sure')?.textContent.includes('the checks were stopped') ?? false);
    const { screens } = await app.moveSlider(6);
    assert.deepEqual(screens.filter((screen) => screen !== 'result'), []);
  }, { rows: 40_000 }));

  it('lists the customers on a border and gives them as a file', () => made(async (app, tab) => {
    await app.moveSlider(7);
    await app.untilTrue(judged);
    await app.press('List them');
    await app.untilTrue(() => /on a border|of them/.test(document.querySelector('#clear [role=status]')?.textContent ?? ''));
    const rows = await tab.evaluate(() => document.querySelectorAll('#clear .people tbody tr').length);
    const coming = tab.page.waitForEvent('download');
    await app.press('All as a file');
    const text = (await readFile(await (await coming).path())).toString('utf8').trim().split(/\r?\n/);
    assert.equal(Math.min(text.length - 1, 200), rows, 'as many lines as are listed');
    assert.match(text[0], /segment.segment_runner_up.segment_confidence$/);
  }));

  it('takes limits of use: a range of numbers and a smallest segment', () => made(async (app, tab) => {
    await tab.evaluate(() => {
      document.getElementById('limits').open = true;
      document.getElementById('limit-from').value = '2';
      document.getElementById('limit-to').value = '5';
      document.getElementById('limit-share').value = '30';
      document.getElementById('limit-hold').value = '40';
    });
    await app.press('Use these limits');
    await app.untilTrue(() => document.getElementById('k').max === '5');
    await app.untilTrue(judged);
    const recipe = JSON.parse(await tab.evaluate(() => document.getElementById('recipe-text').value));
    assert.deepEqual([recipe.clustering.k_min, recipe.clustering.k_max, recipe.clustering.smallest_share, recipe.clustering.min_size], [2, 5, 0.3, 40]);
    const sizes = await tab.evaluate(() => [...document.querySelectorAll('#read .notes li')].map((note) => note.textContent).filter((text) => text.includes('at least 40 customers')).length);
    assert.equal(sizes, 1, 'a finding says what that means');
  }));

  it('shows k-means at work, by keyboard, and breaks no rule of axe-core', () => made(async (app, tab) => {
    await app.moveSlider(4);
    await tab.frame().focus('#film-start');
    await tab.page.keyboard.press('Tab');
    await tab.page.keyboard.press('Enter');
    const told = () => app.text('.film-told');
    await app.untilTrue(() => document.querySelector('.film-told')?.textContent.startsWith('Start: four centres') ?? false);
    assert.match(await told(), /anywhere between the smallest and the largest values/);
    assert.equal(await tab.evaluate(() => document.activeElement?.textContent), 'Play', 'focus is on the player');
    await tab.page.keyboard.press('ArrowRight');
    assert.match(await told(), /^Iteration 1, assign/);
    await tab.page.keyboard.press('ArrowRight');
    assert.match(await told(), /^Iteration 1, recompute/);
    await tab.page.keyboard.press('ArrowLeft');
    assert.match(await told(), /^Iteration 1, assign/);
    await tab.page.keyboard.press('Home');
    await tab.page.keyboard.press('Enter');
    assert.equal(await tab.evaluate(() => document.activeElement?.textContent), 'Pause');
    await app.untilTrue(() => document.querySelector('.film-told')?.textContent.startsWith('Iteration') ?? false);
    await tab.page.keyboard.press('Enter');
    await tab.page.keyboard.press('End');
    assert.match(await told(), /^Stop: nobody changes segment/);
    const broken = await tab.evaluate(async () => (await globalThis.axe.run(document, { resultTypes: ['violations'] })).violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`)));
    assert.deepEqual(broken, []);
  }, { initScript: axe, reducedMotion: 'reduce' }));
});
