// What the shell takes for a file to save: that and nothing else. No browser is needed for this.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { saving, toSave } from '../../www/save_words.js';

const blob = new Blob(['<script>1</script>'], { type: 'text/html' });

describe('a file to be saved', () => {
  it('crosses with its bytes and its name, and is no page any more', async () => {
    const taken = toSave(structuredClone(saving(blob, 'segments.csv')));
    assert.equal(taken?.name, 'segments.csv');
    assert.equal(taken?.blob.type, 'application/octet-stream');
    assert.equal(await taken?.blob.text(), await blob.text());
  });

  it('keeps the end of a name that is too long, where its kind is told', () => {
    const name = `${'x'.repeat(3000)}.csv`;
    assert.equal(toSave(saving(blob, name))?.name, name.slice(-1024));
  });

  it('is nothing else', () => {
    const good = saving(blob, 'a.csv');
    const wrong = [
      null, undefined, 1, 'save', [], [good], {}, { ...good, customerSegmentationSave: '1' }, { ...good, customerSegmentationSave: 2 },
      { ...good, blob: 'text' }, { ...good, blob: { size: 1, type: '' } }, { ...good, blob: null }, { ...good, name: 7 }, { ...good, name: null },
      { ...good, name: ['a'] }, { ...good, name: 'x'.repeat(1025) }, { customerSegmentation: 1, type: 'show', file: blob, name: 'a' },
    ];
    for (const data of wrong) assert.equal(toSave(data), null, JSON.stringify(data));
  });
});
