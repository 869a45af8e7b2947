// Writes the cards of five real files into docs/cards.md, between its two marks, from the native example:
// node scripts/cards.mjs [path of the built example]

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './tools.mjs';

const FILES = [
  ['Mall customers', 'Mall_Customers.csv', []],
  ['Wholesale customers', 'Wholesale_customers_data.csv', []],
  ['Customer personality (marketing_campaign)', 'marketing_campaign.csv', []],
  ['UCI credit card', 'UCI_Credit_Card.csv', []],
  ['Bank marketing (bank-additional)', 'bank-additional.csv', []],
];
const BEGIN = '<!-- cards: begin -->';
const END = '<!-- cards: end -->';

const example = process.argv[2] ?? join(root, 'target', 'release', 'examples', 'segment');
const page = join(root, 'docs', 'cards.md');
const folder = mkdtempSync(join(tmpdir(), 'cards-'));
try {
  const parts = FILES.map(([title, file, options]) => `## ${title}\n\n${cards(/** @type {string} */ (file), /** @type {string[]} */ (options))}`);
  const [before, rest] = readFileSync(page, 'utf8').split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${page} lacks the marks between which the cards stand`);
  writeFileSync(page, `${before}${BEGIN}\n\n${parts.join('\n')}\n${END}${after}`);
} finally {
  rmSync(folder, { recursive: true });
}

/**
 * @param {string} file
 * @param {string[]} options
 */
function cards(file, options) {
  const path = join(root, '..', 'shared', 'data', 'customers', file);
  const out = join(folder, 'cards.md');
  const { status, stderr } = spawnSync(example, [path, ...options, '--cards', out], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${example} ${file}: ${stderr}`);
  return readFileSync(out, 'utf8');
}
