// The bytes of a file, taken in large pieces: the same as if each were taken alone. No browser is needed for this.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Slices } from '../../www/slices.js';

const MB = 1 << 20;

/** A file that counts how often it is asked. */
function made(size) {
  const bytes = new Uint8Array(size).map((_, at) => (at * 2654435761) >>> 24);
  const file = { size, asked: 0, failing: false };
  file.slice = (from, to) => ({
    arrayBuffer: async () => {
      file.asked += 1;
      if (file.failing) throw new Error('moved away');
      return bytes.slice(from, to).buffer;
    },
  });
  return { file, bytes };
}

describe('the bytes of a file', () => {
  it('come as they are, in few pieces, and none of them is kept', async () => {
    const { file, bytes } = made(19 * MB + 7);
    const slices = new Slices(file);
    for (let round = 0; round < 2; round++) {
      for (let at = 0; at < file.size; at += MB) {
        const length = Math.min(MB, file.size - at);
        assert.ok(Buffer.from(await slices.bytes(at, length)).equals(bytes.subarray(at, at + length)), `from ${at}`);
      }
      assert.equal(file.asked, 3 * (round + 1));
      assert.equal(slices.chunks.size, 0);
    }
  });

  it('are right across pieces and in any order', async () => {
    const { file, bytes } = made(17 * MB);
    const slices = new Slices(file);
    for (const [at, length] of [[7 * MB, 2 * MB], [16 * MB, 5], [3, 8 * MB - 3], [16 * MB - 1, 2], [0, 1]]) {
      assert.ok(Buffer.from(await slices.bytes(at, length)).equals(bytes.subarray(at, at + length)), `${length} from ${at}`);
    }
    assert.ok(slices.chunks.size <= 2);
  });

  it('are asked for again after a failure', async () => {
    const { file, bytes } = made(9 * MB);
    const slices = new Slices(file);
    file.failing = true;
    await assert.rejects(slices.bytes(0, 10), /moved away/);
    file.failing = false;
    assert.deepEqual(await slices.bytes(0, 10), bytes.slice(0, 10));
  });
});
