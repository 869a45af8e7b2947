// Recipes written by hand, in Chromium, hosted: replayed by the page they give the labels that the native program gives.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../scripts/tools.mjs';
import { hashOf, nativeLabels, noRealFiles, realFile, takeApart } from './support/files.mjs';
import { onePageATest } from './support/page.mjs';

const REPLAYED = [
  ['mall.json', 'Mall_Customers.csv', 5],
  ['marketing_campaign.json', 'marketing_campaign.csv', 4],
  ['marketing_campaign_gaps.json', 'marketing_campaign.csv', 3],
];

describe('recipes written by hand', () => {
  /** @type {import('./support/app.mjs').App} */
  let app;
  onePageATest((opened) => {
    ({ app } = opened);
  });

  for (const [recipe, file, k] of REPLAYED) {
    it(recipe, { skip: noRealFiles }, async (test) => {
      const [text, bytes] = [readFileSync(join(root, 'tests', 'recipes', recipe), 'utf8'), realFile(file)];
      await app.segment(file, bytes);
      await app.applyRecipe(text);
      await app.untilTrue((columns) => {
        const area = document.querySelector('#result:not([hidden]) #recipe-text');
        const now = area && JSON.parse(area.value);
        // The page writes the recipe anew once it is carried out.
        return now?.columns.length === columns && now.clustering.max_iterations !== undefined;
      }, JSON.parse(text).columns.length);
      await app.until('result');
      assert.equal((await app.segments()).length, k);
      const { original, labels } = takeApart(await app.labelledFile());
      assert.ok(original.equals(bytes), 'the file comes back as it was');
      const native = nativeLabels(file, bytes, text);
      assert.ok(native.includes('1') && labels.length === native.length);
      assert.equal(hashOf(labels), hashOf(native), 'labels of the native program');
      test.diagnostic(`labels sha256 ${hashOf(labels).slice(0, 16)}`);
    });
  }
});
