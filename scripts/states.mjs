// How to come to each state of the page from its first screen, for pictures of it and for checks that hold in all of them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evenFile, numbersFile, ordersFile } from '../tests/browser/support/files.mjs';
import { root } from './tools.mjs';

/** @import { App } from '../tests/browser/support/app.mjs' */
/** @typedef {(app: App) => Promise<void>} State */

/** @type {Record<string, State>} */
export const STATES = {
  empty: async () => {},
  reading: async (app) => {
    await app.dropMade(1_500_000);
    await app.until('reading');
    await app.untilTrue(() => Number(document.querySelector('#reading [role=progressbar]')?.getAttribute('aria-valuenow')) >= 30);
  },
  sheets: async (app) => {
    await app.drop('customers.xlsx', readFileSync(join(root, 'tests/data/workbooks/customers.xlsx')));
    await app.until('sheets');
  },
  question: async (app) => {
    await app.drop('orders.csv', undatedFile());
    await app.until('result');
    await app.judged();
  },
  partial: async (app) => {
    await app.dropMade(60_000);
    await app.until('result');
    await app.untilTrue(() => document.querySelector('#result canvas') !== null);
  },
  result: async (app) => {
    await app.press('Try with sample data');
    await app.until('result');
    await app.judged();
  },
  columns: async (app) => {
    await STATES.result(app);
    await app.tab.evaluate(() => document.getElementById('read')?.scrollIntoView({ behavior: 'instant' }));
  },
  none: async (app) => {
    await app.drop('visitors.csv', evenFile(400));
    await app.until('result');
    await app.judged();
  },
  large: async (app) => {
    await app.dropMade(400_000);
    await app.until('result', 180_000);
    await app.untilTrue(() => document.querySelector('#result canvas') !== null);
  },
  orders: async (app) => {
    await app.drop('orders.csv', ordersFile(120));
    await app.until('result');
    await app.judged();
  },
  customers: async (app) => {
    await STATES.orders(app);
    await app.press('Segment the customers instead');
    await app.untilTrue(() => document.querySelector('.orders')?.textContent?.includes('One row of each customer') ?? false);
    await app.until('result');
    await app.judged();
  },
  undecided: async (app) => {
    await app.drop('numbers.csv', numbersFile());
    await app.until('failed');
  },
  failed: async (app) => {
    await app.drop('customers.pdf', otherFile());
    await app.until('failed');
  },
};

/** Customers with a date that can be read both ways, so that the page asks. */
function undatedFile() {
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const lines = ['customer,joined,orders,spent'];
  for (let row = 0; row < 240; row++) {
    const kind = row % 3;
    const joined = `${two(1 + ((row * 7) % 12))}/${two(1 + ((row * 5) % 12))}/${2021 + kind}`;
    lines.push(`c${row},${joined},${3 + kind * 8 + (row % 4)},${40 + kind * 300 + ((row * 13) % 60)}`);
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** What is no table: the beginning of a PDF. */
function otherFile() {
  return Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n');
}
