// The bytes of a file from front to back, taken some megabytes at a time and ahead: a browser needs about as long to answer for a little as for much.

/** Bytes taken at once. */
const CHUNK = 8 << 20;

export class Slices {
  /** @param {File} file */
  constructor(file) {
    this.file = file;
    /** By number: the chunk that is wanted, and the one behind it. @type {Map<number, Promise<ArrayBuffer>>} */
    this.chunks = new Map();
  }

  /**
   * @param {number} offset
   * @param {number} length
   * @returns {Promise<Uint8Array>} rejected with what the browser says
   */
  async bytes(offset, length) {
    const first = Math.floor(offset / CHUNK);
    const at = offset - first * CHUNK;
    // What lies across the end of a chunk is seldom wanted, and taken alone.
    if (at + length > CHUNK) return new Uint8Array(await this.file.slice(offset, offset + length).arrayBuffer());
    for (const number of this.chunks.keys()) if (number !== first && number !== first + 1) this.chunks.delete(number);
    const chunk = this.#chunk(first);
    if ((first + 1) * CHUNK < this.file.size) this.#chunk(first + 1);
    const bytes = new Uint8Array(await chunk, at, length);
    if (offset + length >= this.file.size) this.chunks.clear();
    return bytes;
  }

  /** @param {number} number */
  #chunk(number) {
    const known = this.chunks.get(number);
    if (known) return known;
    const chunk = this.file.slice(number * CHUNK, (number + 1) * CHUNK).arrayBuffer();
    // Whoever wants it hears of it; asked again, the browser may answer.
    chunk.catch(() => this.chunks.delete(number));
    this.chunks.set(number, chunk);
    return chunk;
  }
}
