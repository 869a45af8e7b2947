// Settings without a file, as text: what is in them and what never is, that they fit one kind of file alone, and that nothing else is taken for them.
// No browser is needed for this.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { headersOf, pack, unpack } from '../../www/settings.js';
import { checked, decode, encode, KEY, MOST } from '../../www/settings_text.js';

const CLUSTERING = {
  k_min: 1, k_max: 10, k: 4, restarts: 10, seed: 42, start: 'k_means_plus_plus', tolerance: 0.0001, max_iterations: 300, swaps: 60,
  smallest_share: 0.01, smallest_count: 5, min_size: 0, centres: [], trim: 0.02, categories: 'one_hot',
};

/** An entry as the engine writes it. */
const entry = (name, role, more = {}) => ({ name, role, missing: 'median', transform: 'none', scale: 'standard', reason: `because of ${name}`, ...more });

const HEADERS = ['secret id', 'secret age', 'secret spend', 'secret plan', 'secret tags', 'secret day', '__proto__'];

/** A recipe in which every part that can hold a text out of the file does. */
const RECIPE = {
  version: 1,
  columns: [
    entry('secret id', 'identifier'),
    entry('secret age', 'feature', { group: 'secret group' }),
    entry('secret spend', 'feature', { transform: 'log1p', weight: 2, group: 'secret group' }),
    entry('secret plan', 'feature', { order: ['secret basic', 'secret plus'], transform: 'sqrt', scale: 'robust', outliers: 'mad', outlier_limit: 3 }),
    entry('secret tags', 'feature', { separator: ' secret ' }),
    entry('secret day', 'descriptor', { meaning: 'since', codes: true }),
    entry('__proto__', 'ignored'),
    entry('secret ratio', 'feature', { formula: '"secret spend" / "secret age"' }),
  ],
  filters: [
    { column: 'secret plan', rows: 'leave_out', values: ['secret test'] },
    { column: 'secret age', rows: 'keep', from: 1918.25, to: 1999.75 },
    { column: 'secret spend', rows: 'leave_out', missing: true },
  ],
  reading: {
    delimiter: ';', header: true, dates: { 'secret day': 'day_first' },
    columns: Object.fromEntries([['secret spend', { type: 'number', missing: ['secret none', '-77777'] }], ['__proto__', { type: 'text' }]]),
  },
  clustering: { ...CLUSTERING, k_min: 1, k_max: 1, k: 1, start: 'given', centres: [[31337.5, 2]] },
};

/** Texts and numbers out of the file. */
const OUT_OF_THE_FILE = /secret|proto|1918|1999|77777|31337/;

describe('settings without a file', () => {
  it('hold no name, no text and no number out of the file, and say how many parts they come without', () => {
    const settings = pack(RECIPE, HEADERS, false);
    assert.doesNotMatch(JSON.stringify(settings), OUT_OF_THE_FILE);
    assert.deepEqual(settings.left_out, { computed: 1, filters: 2, orders: 1, separators: 1, missing: 1, centres: 1 });
    assert.deepEqual(settings.filters, [[2, { rows: 'leave_out', missing: true }]], 'a filter on gaps alone tells nothing');
  });

  it('become the same choices again on a file with these headers', () => {
    const { recipe, why } = unpack(decode(encode(pack(RECIPE, HEADERS, false))), HEADERS);
    assert.equal(why, null);
    const age = recipe.columns.find(({ name }) => name === 'secret age');
    assert.deepEqual(age, { name: 'secret age', role: 'feature', missing: 'median', transform: 'none', scale: 'standard', group: '1' });
    assert.equal(recipe.columns.find(({ name }) => name === 'secret spend').group, '1', 'columns of a group stay together');
    const plan = recipe.columns.find(({ name }) => name === 'secret plan');
    assert.deepEqual(plan, { name: 'secret plan', role: 'feature', missing: 'median' }, 'what needs an order goes with the order');
    assert.deepEqual(recipe.columns.map(({ name }) => name), HEADERS.slice(0, 6), 'in the order of the file');
    assert.deepEqual(recipe.reading.dates, { 'secret day': 'day_first' });
    assert.ok(Object.hasOwn(recipe.reading.columns, '__proto__'), 'whatever a column is called');
    assert.equal(recipe.clustering.start, 'k_means_plus_plus');
  });

  it('are the whole recipe but for its reasons where names go along', () => {
    const { recipe } = unpack(decode(encode(pack(RECIPE, HEADERS, true))), HEADERS);
    assert.doesNotMatch(JSON.stringify(recipe), /because/);
    assert.deepEqual(recipe.filters, RECIPE.filters);
    assert.deepEqual(recipe.reading, RECIPE.reading);
    assert.deepEqual(recipe.clustering, RECIPE.clustering);
    const { reason: _, ...ratio } = RECIPE.columns.at(-1);
    assert.deepEqual(recipe.columns.at(-1), ratio, 'computed columns last');
    assert.deepEqual(recipe.columns.find(({ name }) => name === 'secret plan').order, ['secret basic', 'secret plus']);
  });

  it('say in what another file differs', () => {
    const [by, named] = [pack(RECIPE, HEADERS, false), pack(RECIPE, HEADERS, true)];
    const renamed = HEADERS.map((name, at) => (at === 2 ? '<b>\u202espent' : name));
    assert.match(unpack(by, renamed).why, /^one of 7 headers differs: column 3, “<b> spent”$/);
    assert.match(unpack(by, HEADERS.toReversed()).why, /^six of 7 headers differ: .* and 3 more$/);
    assert.match(unpack(by, HEADERS.slice(1)).why, /for a file of 7 columns, and this one has 6/);
    assert.match(unpack(named, renamed).why, /^this file has no column “secret spend”$/);
    assert.equal(unpack(named, HEADERS.toReversed()).why, null, 'names have no place');
    for (const settings of [by, named]) assert.equal(unpack(settings, renamed).recipe, null);
  });

  it('have room for sixty columns in a link', () => {
    const headers = Array.from({ length: 60 }, (_, i) => `a long header number ${i}`);
    const columns = headers.map((name, i) => entry(name, i % 5 ? 'feature' : 'descriptor', { transform: ['none', 'log1p', 'sqrt'][i % 3], ...(i % 4 ? {} : { outliers: 'iqr', outlier_limit: 2 }) }));
    const link = `https://example.org/segments/index.html${KEY}${encode(pack({ version: 1, columns, clustering: CLUSTERING }, headers, false))}`;
    assert.ok(link.length <= MOST, `${link.length} characters`);
  });

  it('tell the columns of the file from those computed', () => {
    assert.deepEqual(headersOf({ columns: [...HEADERS, 'secret ratio'].map((name) => ({ name })) }, RECIPE), HEADERS);
  });
});

describe('what is no settings', () => {
  const good = pack(RECIPE, HEADERS, false);
  const text = encode(good);

  it('is refused as a whole: every letter taken away or put in place of another', () => {
    for (let at = 0; at < text.length; at++) {
      const cut = decode(text.slice(0, at));
      assert.equal(cut, null, `cut at ${at}`);
      const other = decode(text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1));
      // A letter may turn into another letter of a word; then it is settings still, and the engine judges the word.
      if (other) assert.deepEqual(Object.keys(other).sort(), Object.keys(good).sort());
    }
  });

  it('is refused whatever it is', () => {
    const odd = ['', '!', '%00', 'A', '=', text + '=', `${text}.`, 'x'.repeat(MOST + 1), encode(null), encode([]), encode('a'), encode({}), encode({ version: 1 })];
    for (const each of odd) assert.equal(decode(each), null, each.slice(0, 40));
    assert.equal(decode(btoa('{"version":1,"columns":[],"clustering":{},"\xff":1}').replace(/=+$/, '')), null, 'no UTF-8');
  });

  it('is refused with any other key, type or place in it', () => {
    const parsed = JSON.stringify(good);
    const wrong = [
      { ...good, more: 1 }, { ...good, version: 2 }, { ...good, version: '1' }, { ...good, headers: 'abc' }, { ...good, headers: 1 }, { ...good, columns: {} },
      { ...good, columns: [[{ role: 'feature' }, [7]]] }, { ...good, columns: [[{ role: 'feature' }, [-1]]] }, { ...good, columns: [[{ role: 'feature' }, ['secret age']]] },
      { ...good, columns: [[{ role: 'feature', name: 'x' }, [0]]] }, { ...good, columns: [[{ role: 1 }, [0]]] }, { ...good, columns: [[{}, [0]]] },
      { ...good, columns: [[{ role: 'feature', order: [1] }, [0]]] }, { ...good, filters: [[0, { rows: 'keep', values: 'x' }]] }, { ...good, filters: [[9, { rows: 'keep' }]] },
      { ...good, clustering: { k: 1.5 } }, { ...good, clustering: { k: '3' } }, { ...good, clustering: { toString: 1 } }, { ...good, reading: { delimiter: 1 } },
      { ...good, dates: [['x', 'day_first']] }, { ...good, left_out: { filters: -1 } }, { ...good, left_out: { other: 1 } },
      JSON.parse(parsed.replace('{', '{"__proto__":{"polluted":1},')), JSON.parse(parsed.replace('"clustering":{', '"clustering":{"__proto__":1,')),
    ];
    for (const each of wrong) {
      assert.equal(checked(each), null, JSON.stringify(each).slice(0, 300));
      assert.equal(decode(encode(each)), null);
    }
    assert.deepEqual(checked(JSON.parse(parsed)), good, 'as it is, it is taken');
    assert.equal({}.polluted, undefined);
  });
});
