// axe-core over every screen, light and dark, wide and on a phone; and the whole journey by keyboard.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serve } from '../../scripts/server.mjs';
import { root } from '../../scripts/tools.mjs';
import { App } from './support/app.mjs';
import { openInChromium } from './support/chromium.mjs';
import { hosted, madeFile, numbersFile, ordersFile } from './support/files.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 800 };

/** Rules broken, each with where. Runs in the page. */
async function broken() {
  const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`));
}

/** How to come to each screen from the first. @type {Record<string, (app: App) => Promise<void>>} */
const SCREENS = {
  empty: async () => {},
  reading: async (app) => {
    await app.dropMade(400_000);
    await app.until('reading');
  },
  sheets: async (app) => {
    await app.drop('customers.xlsx', readFileSync(join(root, 'tests/data/workbooks/customers.xlsx')));
    await app.until('sheets');
  },
  result: (app) => app.segment('made.csv', madeFile()),
  orders: (app) => app.segment('orders.csv', ordersFile(60)),
  undecided: async (app) => {
    await app.drop('numbers.csv', numbersFile());
    await app.until('failed');
  },
  failed: async (app) => {
    await app.drop('empty.csv', Buffer.from(''));
    await app.until('failed');
  },
};

describe('access', () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    server = await serve(hosted);
  });
  after(() => server.close());

  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const viewport of [WIDE, PHONE]) {
      it(`breaks no rule of axe-core, ${colorScheme}, ${viewport.width} px`, async () => {
        for (const [screen, come] of Object.entries(SCREENS)) {
          const tab = await openInChromium(server.address, { colorScheme, viewport, initScript: axe });
          try {
            const app = new App(tab);
            await app.until('empty');
            await come(app);
            assert.deepEqual(await tab.evaluate(broken), [], screen);
            const over = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.ok(over <= 0, `${screen} is ${over} px wider than the window`);
          } finally {
            await tab.close();
          }
        }
      });
    }
  }

  it('would see a broken rule', async () => {
    const tab = await openInChromium(server.address, { initScript: axe });
    try {
      await new App(tab).until('empty');
      await tab.evaluate(() => document.querySelector('main').append(document.createElement('img')));
      assert.match((await tab.evaluate(broken)).join(), /^image-alt/);
    } finally {
      await tab.close();
    }
  });

  for (const page of ['index.html', 'customer-segmentation.html']) {
    it(`leads to each part of the result, below what stays in sight, in ${page}`, async () => {
      const tab = await openInChromium(server.address + page, { viewport: PHONE });
      try {
        const app = new App(tab);
        await app.segment('made.csv', madeFile());
        await app.still();
        const ways = tab.frame().getByRole('navigation', { name: 'On this page' }).getByRole('button');
        assert.ok((await ways.count()) >= 10);
        for (const way of await ways.all()) {
          await way.focus();
          await tab.page.keyboard.press('Enter');
          await app.untilTrue((part) => {
            const headline = document.querySelector(`#${part} h2`);
            const { top, bottom } = headline.getBoundingClientRect();
            return document.activeElement === headline && top >= document.querySelector('.jump').getBoundingClientRect().bottom && bottom <= innerHeight;
          }, await way.locator('..').getAttribute('data-part'));
        }
      } finally {
        await tab.close();
      }
    });
  }

  it('can be used by keyboard alone: sample, number of segments, download', async () => {
    const tab = await openInChromium(server.address);
    try {
      const app = new App(tab);
      await app.until('empty');
      const { keyboard } = tab.page;
      const tabTo = async (matches, key = 'Tab') => {
        for (let presses = 0; presses < 25; presses++) {
          await keyboard.press(key);
          if (await tab.evaluate(matches)) return;
        }
        assert.fail(`25 presses of ${key} did not lead to ${matches}`);
      };
      await tabTo(() => document.activeElement.textContent.includes('sample data'));
      await keyboard.press('Enter');
      await app.until('result');
      await tabTo(() => document.activeElement.id === 'k');
      const before = await app.k();
      await keyboard.press('ArrowRight');
      await app.untilTrue((k) => document.querySelectorAll('table.segt tr[data-segment]').length === k, before + 1);
      await tabTo(() => document.activeElement.textContent.startsWith('CSV'), 'Shift+Tab');
      const coming = tab.page.waitForEvent('download');
      await keyboard.press('Enter');
      await coming;
    } finally {
      await tab.close();
    }
  });
});
