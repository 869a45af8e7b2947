// Row 12: what the first screen needs, and what is loaded before a file is taken.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { hosted, singleFile } from '../../tests/browser/support/files.mjs';

const compressed = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

/** Bytes. */
export function size() {
  const files = ['index.html', 'charts_bg.wasm', 'engine_bg.wasm', 'tables_bg.wasm'].map((name) => {
    const bytes = readFileSync(join(hosted, name));
    return { name, bytes: bytes.length, brotli: compressed(bytes) };
  });
  return { files, brotli: files.reduce((sum, file) => sum + file.brotli, 0), single: Buffer.byteLength(singleFile()) };
}
