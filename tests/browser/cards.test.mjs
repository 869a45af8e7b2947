// The segments one by one: names that stay, one highlight everywhere, charts by keyboard with the values of their tables, copies,
// and one customer more.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { serve } from '../../scripts/server.mjs';
import { App } from './support/app.mjs';
import { openInChromium } from './support/chromium.mjs';
import { hosted, singleAddress } from './support/files.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Everything of the full view that stands for segment `index` and is lit, by the name of its element. Runs in the page. */
function lit(index) {
  const all = [...document.querySelectorAll(`#result [data-segment="${index}"].lit`)].filter((each) => !each.closest('.summary'));
  return [...new Set(all.map((each) => each.tagName))].sort();
}

/** Steps through a chart by the arrow key and gives what is told of each value, and the texts of its table. Runs in the page. */
function stepThrough(panel) {
  const box = document.querySelector(`${panel} .plot`);
  const table = box.parentElement.querySelector('.plot ~ details table');
  const told = box.querySelector('.plot-told');
  const press = (key) => box.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const said = [];
  press('Home');
  for (let last = ''; told.textContent !== last || said.length === 0;) {
    last = told.textContent;
    said.push(last);
    press('ArrowRight');
    if (said.length > 5000) throw new Error('the chart never ends');
  }
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent));
  return { said, rows };
}

/** Types one value of one customer more. Runs in the page. */
function typeIncome() {
  document.querySelectorAll('.wi-fields input')[1].value = '95000';
}

describe('the segments one by one', () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    server = await serve(hosted);
  });
  after(() => server.close());

  async function sample(work, address = server.address, options = {}) {
    const tab = await openInChromium(address, options);
    try {
      const app = new App(tab);
      await app.until('empty');
      await app.press('Try with sample data');
      await app.until('result');
      await work(app, tab);
      assert.deepEqual(tab.problems, []);
    } finally {
      await tab.close();
    }
  }

  it('keep a name when the number of segments changes and when the recipe is applied again', async () => {
    await sample(async (app, tab) => {
      await tab.evaluate(() => document.querySelectorAll('.cardpick')[1].click());
      await app.press('Rename segment B');
      await tab.page.keyboard.type('Our weekend people');
      await tab.page.keyboard.press('Enter');
      await app.untilTrue(() => document.querySelector('.card-title')?.textContent === 'Our weekend people' || document.querySelector('.segt')?.textContent.includes('Our weekend people'));
      const named = () => tab.evaluate(() => document.querySelector('table.segt').textContent.includes('Our weekend people'));
      await app.moveSlider(4);
      await app.moveSlider(5);
      assert.ok(await named(), 'after another number and back');
      await tab.evaluate(() => {
        const recipe = [...document.querySelectorAll('textarea')].find((each) => each.value.includes('"clustering"'));
        recipe.closest('details').open = true;
        recipe.value = recipe.value.replace(/"seed": \d+/, '"seed": 7');
        recipe.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await app.press('Apply');
      await app.untilTrue(() => document.querySelector('#result:not([hidden])') !== null && [...document.querySelectorAll('textarea')].some((each) => each.value.includes('"seed": 7')));
      assert.ok(await named(), 'after another seed');
    });
  });

  it('keep the names that were given when the workers panic and the recipe is replayed', async () => {
    await sample(async (app, tab) => {
      const rename = async (letter, name) => {
        await tab.evaluate((index) => document.querySelectorAll('.cardpick')[index].click(), 'ABCDE'.indexOf(letter));
        await app.press(`Rename segment ${letter}`);
        await tab.page.keyboard.type(name);
        await tab.page.keyboard.press('Enter');
        await app.untilTrue((wanted) => document.querySelector('table.segt').textContent.includes(wanted), name);
      };
      await rename('D', 'Sunday people');
      await app.moveSlider(3);
      await rename('A', 'The other half');
      await app.moveSlider(5);
      await app.drill('session');
      await app.until('failed');
      await app.press('Read');
      await app.until('result');
      const named = (name) => tab.evaluate((wanted) => document.querySelector('table.segt').textContent.includes(wanted), name);
      assert.ok(await named('Sunday people'), await app.text('table.segt'));
      await app.moveSlider(3);
      assert.ok(await named('The other half'), 'the name given at another number is not lost either');
    });
  });

  it('light up everywhere when one is chosen anywhere', async () => {
    await sample(async (app, tab) => {
      await tab.evaluate(() => document.querySelectorAll('.cardpick')[2].click());
      assert.deepEqual(await tab.evaluate(lit, 2), ['LI', 'TD', 'TH', 'TR'], 'chosen in the list of cards');
      assert.equal(await tab.evaluate(() => document.querySelectorAll('.sname')[2].getAttribute('aria-pressed')), 'true');
      await tab.evaluate(() => document.querySelectorAll('.sname')[3].click());
      assert.match(await tab.evaluate(() => document.querySelector('.card').getAttribute('aria-label')), /^Segment D/, 'the card follows the table');
      await tab.evaluate(() => document.querySelectorAll('.sname')[3].click());
      assert.deepEqual(await tab.evaluate(lit, 3), [], 'and all are equal again');
    });
  });

  it('stand in charts that can be stepped through, each value as its table has it', async () => {
    await sample(async (app, tab) => {
      for (const view of ['snake', 'heat', 'spread']) {
        await tab.evaluate((which) => document.querySelector(`#apart input[value="${which}"]`).click(), view);
        await app.untilTrue((which) => document.querySelector(`#apart-${which} canvas`).width > 300, view);
        await tab.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        const { said, rows } = await tab.evaluate(stepThrough, `#apart-${view}`);
        const segments = await tab.evaluate(() => document.querySelectorAll('.cardpick').length);
        const wanted = rows.flatMap(([name, ...cells]) => cells.slice(0, segments).map((cell, i) => `Segment ${'ABCDEFGHIJ'[i]}, ${name}: ${cell}`));
        assert.deepEqual(said, wanted.filter((text) => view !== 'snake' || !text.endsWith('–')), view);
      }
      const ribbon = await tab.evaluate(stepThrough, '#value .sec-r');
      const shares = ribbon.rows.map((cells) => [cells[2], cells[4]]);
      assert.deepEqual(ribbon.said.map((text) => text.replace(/^.*?: (.*?%).*$/, '$1')), [0, 1].flatMap((bar) => shares.map((pair) => pair[bar])), 'ribbon');
      const curve = await tab.evaluate(stepThrough, '#value .sec-r > div:last-child');
      assert.deepEqual(curve.said, curve.rows.map(([customers, value]) => `${customers} of the customers: ${value}`), 'curve');
    });
  });

  it('tell on the map what its table has, to keyboard and pointer, and are chosen there for everywhere', async () => {
    await sample(async (app, tab) => {
      await app.untilTrue(() => document.querySelector('.mapbox canvas').width > 300);
      await tab.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const { keyboard } = tab.page;
      await tab.evaluate(() => document.getElementById('axis-y').focus());
      await keyboard.press('Tab');
      const first = await app.text('.mapbox .plot-told');
      await keyboard.press('ArrowRight');
      await keyboard.press('Enter');
      await tab.evaluate(() => document.activeElement.blur());
      const alight = await tab.evaluate(lit, 1);
      assert.ok(['LI', 'TD', 'TH', 'TR'].every((kind) => alight.includes(kind)), `lit everywhere: ${alight}`);
      assert.match(await tab.evaluate(() => document.querySelector('.card').getAttribute('aria-label')), /^Segment B/, 'its card is shown');

      const { said, rows } = await tab.evaluate(stepThrough, '.mapbox');
      const values = said.map((text) => /: [^\d-]*(-?[\d.E-]+), [^\d-]*(-?[\d.E-]+)$/.exec(text.replaceAll('−', '-'))?.slice(1));
      assert.deepEqual(values, rows.map((cells) => cells.slice(1).map((cell) => cell.replaceAll('−', '-'))), said.join('; '));
      rows.forEach(([name], i) => assert.ok(said[i].startsWith(`Segment ${'ABCDE'[i]}, ${name.replace(/^[A-E]/, '')}`), `${said[i]} of ${name}`));
      assert.equal(first, said[0], 'focus tells the first');
    });
  });

  it('tell their values to the pointer as they do to the keyboard, in every chart', async () => {
    await sample(async (app, tab) => {
      for (const [where, open] of [['.mapbox', null], ['#apart-snake', 'snake'], ['#apart-heat', 'heat'], ['#apart-spread', 'spread'], ['#value .sec-r', null], ['#value .sec-r > div:last-child', null]]) {
        if (open) await tab.evaluate((which) => document.querySelector(`#apart input[value="${which}"]`).click(), open);
        await app.untilTrue((panel) => document.querySelector(`${panel} .plot canvas`).width > 300, where);
        const plot = tab.page.locator(`${where} .plot`).first();
        await plot.scrollIntoViewIfNeeded();
        await plot.focus();
        await tab.page.keyboard.press('End');
        const wanted = await plot.locator('.plot-told').textContent();
        const ring = await plot.locator('.plot-ring').boundingBox();
        await tab.page.keyboard.press('Home');
        await tab.page.mouse.move(ring.x + ring.width / 2 + 1, ring.y + ring.height / 2);
        await tab.page.mouse.move(ring.x + ring.width / 2, ring.y + ring.height / 2);
        await app.untilTrue((panel, text) => document.querySelector(`${panel} .plot-told`).textContent === text, where, wanted);
        await tab.page.mouse.move(2, 2);
      }
    });
  });

  it('carry the verdict with every name where they are not natural', async () => {
    const tab = await openInChromium(server.address);
    try {
      const app = new App(tab);
      let seed = 7;
      const next = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
      const rows = Array.from({ length: 600 }, () => `${Math.round(20 + 60 * next())},${Math.round(1000 * next())},${Math.round(365 * next())}`);
      await app.segment('even.csv', Buffer.from(`age,total_spent,days_since_last_order\n${rows.join('\n')}\n`));
      await app.moveSlider(3);
      await app.untilTrue(() => !/Checking/.test(document.querySelector('.sure').textContent) && document.querySelector('table.segt .mark').textContent !== '');
      const mark = await tab.evaluate(() => document.querySelector('table.segt .mark').textContent);
      assert.match(mark, /a cut, not a natural group|unreliable/);
      const bare = await tab.evaluate(() => {
        const names = [...document.querySelectorAll('table.segt .sname')].map((each) => each.querySelector('bdi').textContent);
        const walker = document.createTreeWalker(document.getElementById('result'), NodeFilter.SHOW_TEXT);
        const found = [];
        for (let text = walker.nextNode(); text; text = walker.nextNode()) {
          if (!names.includes(text.data.trim())) continue;
          const near = text.parentElement.closest('.sn-h, .card-name, .cardpick, .sum-row, .wi-head, .take-lists .btn, th');
          if (!near?.querySelector('.mark')?.textContent) found.push(`${text.data} in ${text.parentElement.outerHTML} of ${near?.outerHTML}`);
        }
        return { names, found };
      });
      assert.ok(bare.names.length > 1);
      assert.deepEqual(bare.found, []);
    } finally {
      await tab.close();
    }
  });

  it('can be copied, or are shown selected where copying is not allowed', async () => {
    for (const address of [server.address, singleAddress]) {
      await sample(async (app, tab) => {
        const frame = tab.frame();
        // What the checks say is told in the same place.
        await app.untilTrue(() => !/Checking/.test(document.querySelector('.sure').textContent));
        await frame.locator('.card').getByRole('button', { name: /^SQL: the rule of segment A/ }).click();
        const shown = await tab.evaluate(() => document.querySelector('dialog.copy textarea')?.value ?? null);
        const said = await app.tab.evaluate(() => document.getElementById('live').textContent);
        assert.ok(shown !== null || said === 'the rule of segment A is copied', `${address}: ${said}`);
        if (shown !== null) return assert.match(shown, /"/);
        await frame.locator('#wi-row').click();
        await tab.page.keyboard.press('Control+V');
        assert.match(await tab.evaluate(() => document.getElementById('wi-row').value), /"\w+" (<=|>|IN)/, address);
      }, address);
    }
  });

  it('plan a trial, and hand out its groups', async () => {
    await sample(async (app, tab) => {
      await app.press('Plan the trial');
      await app.untilTrue(() => document.querySelector('.trial-answer .btn') !== null);
      assert.match(await app.text('.trial-answer'), /[\d,]+ customers are too few: even with half of them held out/);
      const [treat, hold] = (await app.text('.trial-answer .row')).match(/[\d,]+(?= to )/g).map((text) => Number(text.replace(',', '')));
      const lines = (await app.labelledFile('CSV with both groups')).toString().trim().split('\n');
      assert.match(lines[0], /^customer_id,.*,segment,trial_group$/, 'the rows of the file, with whom to write to');
      assert.deepEqual([lines.filter((line) => line.endsWith(',treat')).length, lines.filter((line) => line.endsWith(',hold_out')).length], [treat, hold]);
      await tab.evaluate(() => {
        const uplift = document.getElementById('trial-uplift');
        uplift.value = '99';
        uplift.dispatchEvent(new Event('input'));
      });
      await app.press('Plan the trial');
      await app.untilTrue(() => document.querySelector('.trial-answer .warn')?.textContent.includes('is no share'));
      assert.equal(await tab.evaluate(() => document.getElementById('result').hidden), false, 'the result stays');
    });
  });

  it('take one customer more, and say why', async () => {
    await sample(async (app, tab) => {
      await app.press('Which segment?');
      assert.match(await app.text('.wi-answer'), /^Type at least one value/, 'nothing is said of nobody');
      assert.equal(await tab.evaluate(() => document.activeElement === document.querySelector('.wi-fields input')), true);
      await app.press('Which segment is this line in?');
      assert.match(await app.text('.wi-answer'), /^Paste a line of the file first/);
      await tab.evaluate(typeIncome);
      await app.press('Which segment?');
      await app.untilTrue(() => document.querySelector('.wi-answer .pulls') !== null);
      assert.match(await app.text('.wi-answer'), /Segment [A-E]/);
      await tab.evaluate(() => { document.getElementById('wi-row').value = 'x,1'; });
      await app.press('Which segment is this line in?');
      await app.untilTrue(() => document.querySelector('.wi-answer .warn')?.textContent.includes('The line has 2 values'));
    });
  });

  for (const [colorScheme, width] of [['light', 1280], ['dark', 390]]) {
    it(`break no rule of axe-core with every chart and answer open, ${colorScheme}, ${width} px`, async () => {
      await sample(async (app, tab) => {
        await tab.evaluate(typeIncome);
        await app.press('Which segment?');
        await app.untilTrue(() => document.querySelector('.wi-answer table') !== null);
        for (const view of ['snake', 'heat', 'spread']) {
          await tab.evaluate((which) => {
            document.querySelector(`#apart input[value="${which}"]`).click();
            document.querySelectorAll('#result details').forEach((each) => { each.open = true; });
          }, view);
          const found = await tab.evaluate(async () => {
            const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
            return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`));
          });
          assert.deepEqual(found, [], view);
          const over = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(over <= 0, `${view}: ${over} px wider than the window`);
        }
      }, server.address, { colorScheme, viewport: { width, height: 844 }, initScript: axe });
    });
  }
});
