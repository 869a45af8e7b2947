// A made-up file of customers, 11 columns: an id, numbers, skewed amounts, categories, a date, some gaps and quotes.

import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { normal, uniform } from './data.mjs';

const HEADER = 'customer_id,age,city,annual_income,orders,amount,avg_basket,recency_days,tenure_months,newsletter,last_purchase\n';
const CITIES = ['Berlin', 'Paris', 'Madrid', 'Rome', 'Oslo', 'Graz', '"Lyon, Rhône"', 'Porto'];
/** Mean age, ln income, ln orders, ln basket, ln recency, months; five kinds. */
const KINDS = [
  [46, 11.4, 3.4, 4.4, 2.2, 84],
  [25, 10.1, 2.5, 2.9, 3, 16],
  [41, 10.6, 1, 3.6, 5.7, 52],
  [54, 11.8, 1.2, 5.2, 4.4, 60],
  [70, 10.2, 2.2, 3.3, 3.4, 110],
];

function records(seed) {
  const [z, u] = [normal(seed), uniform(seed + 1)];
  return (id) => {
    const [age, income, orders, basket, recency, months] = KINDS[Math.floor(u() * KINDS.length)];
    const years = Math.min(95, Math.max(18, Math.round(age + 6 * z())));
    const bought = Math.max(1, Math.round(Math.exp(orders + 0.3 * z())));
    const each = Math.exp(basket + 0.25 * z());
    const since = Math.round(Math.exp(recency + 0.4 * z()));
    const member = Math.max(0, Math.round(months + 12 * z()));
    const earns = u() < 0.02 ? '' : Math.round(Math.exp(income + 0.2 * z()) / 100) * 100;
    const town = CITIES[Math.floor(u() * CITIES.length)];
    const day = new Date(Date.UTC(2025, 11, 31) - since * 864e5).toISOString().slice(0, 10);
    return `C${id + 100000},${years},${town},${earns},${bought},${(bought * each).toFixed(2)},${each.toFixed(2)},${since},${member},${u() < 0.4 ? 'yes' : 'no'},${day}\n`;
  };
}

/**
 * Makes the file if it is not there: of `rows` rows, or of as many as reach `bytes`.
 *
 * @param {string} folder
 * @param {{ rows?: number, bytes?: number, seed?: number }} size
 * @returns {string} its path
 */
export function csvFile(folder, { rows = Infinity, bytes = Infinity, seed = 1 }) {
  const path = join(folder, `customers-${Number.isFinite(rows) ? `${rows}-rows` : `${bytes}-bytes`}-${seed}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const record = records(seed);
  const file = openSync(`${path}.part`, 'w');
  let text = HEADER;
  for (let id = 0, written = 0; id < rows && written + text.length < bytes; id++) {
    text += record(id);
    if (text.length > 1 << 20) {
      written += writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}

/** @param {string} path */
export const sizeOf = (path) => statSync(path).size;
