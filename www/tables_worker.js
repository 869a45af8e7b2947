// The script of the worker that unpacks and converts: workbooks, gzip, JSON, several files of one shape. It lives for one
// table; when it fails, nothing else does.

import { convert_step, initSync, last_panic } from 'tables';
import { readFrames } from './frames.js';

/** @import { Answer, Input } from './protocol' */
/** @import { FromTables, ToTables } from './messages' */
/** @typedef {Extract<Answer, { type: 'done' }>} Done */

/** Bytes kept in memory before the browser takes them over as a blob, which it may put on the disk. */
const KEPT = 16 * 2 ** 20;

const NOTHING = new Uint8Array();

/** @type {{ onmessage: ((event: MessageEvent) => void) | null, postMessage(message: FromTables): void }} */
const scope = /** @type {any} */ (self);

/** What is told once a sheet is chosen. @type {((name: string) => void) | null} */
let chosen = null;

/** The table's text so far. */
class Text {
  constructor() {
    /** @type {Blob[]} */
    this.blobs = [];
    /** @type {Uint8Array<ArrayBuffer>[]} */
    this.parts = [];
    this.kept = 0;
  }

  /** @param {Uint8Array<ArrayBuffer>} part */
  add(part) {
    this.parts.push(part);
    this.kept += part.length;
    if (this.kept > KEPT) this.#handOver();
  }

  #handOver() {
    this.blobs.push(new Blob(this.parts));
    this.parts = [];
    this.kept = 0;
  }

  blob() {
    this.#handOver();
    return new Blob(this.blobs, { type: 'text/csv' });
  }
}

/** The engine's refusal, which is no fault. */
class Refused extends Error {
  /** @param {import('./protocol').Error} error */
  constructor(error) {
    super(error.what);
    this.error = error;
  }
}

/**
 * One conversion from its beginning to its end.
 *
 * @param {{ name: string, blob: Blob }[]} files
 * @param {string | null} sheet
 * @param {(share: number) => void} progress
 * @returns {Promise<{ blob: Blob, done: Done }>}
 */
async function convert(files, sheet, progress) {
  const text = new Text();
  /** @type {Input} */
  let input = { type: 'begin', files: files.map(({ name, blob }) => ({ name, size: blob.size })), sheet };
  let payload = NOTHING;
  for (;;) {
    /** @type {Promise<[Input, Uint8Array<ArrayBuffer>]> | null} */
    let next = null;
    for (const { message, payload: bytes } of /** @type {{ message: Answer, payload: Uint8Array<ArrayBuffer> }[]} */ (
      readFrames(convert_step(JSON.stringify(input), payload))
    )) {
      switch (message.type) {
        case 'read':
          progress(message.share);
          next = read(files[message.file], message.offset, message.length);
          break;
        case 'part':
          text.add(bytes);
          break;
        case 'sheets':
          scope.postMessage({ type: 'sheets', file: files[0].name, sheets: message.sheets });
          next = new Promise((resolve) => {
            chosen = (name) => resolve([{ type: 'sheet', name }, NOTHING]);
          });
          break;
        case 'plain':
          return { blob: files[0].blob, done: { type: 'done', name: files[0].name, origin: { facts: [], notes: [], typed: false, descriptors: [] }, sheets: [], sheet: null } };
        case 'done':
          return { blob: text.blob(), done: message };
        case 'failed':
          throw new Refused(message.error);
      }
    }
    if (!next) throw new Error('the conversion stopped without an end');
    [input, payload] = await next;
  }
}

/**
 * @param {{ name: string, blob: Blob }} file
 * @param {number} offset
 * @param {number} length
 * @returns {Promise<[Input, Uint8Array<ArrayBuffer>]>}
 */
async function read({ name, blob }, offset, length) {
  try {
    return [{ type: 'bytes' }, new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer())];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const advice = 'It may have been moved, changed or locked since it was chosen. Choose it again.';
    throw new Refused({ kind: 'file', place: name, what: `the browser cannot read it: ${reason}`, advice });
  }
}

/**
 * Each file becomes a text; several texts become one.
 *
 * @param {File[]} files
 * @param {string | null} sheet
 */
async function makeTable(files, sheet) {
  const stages = files.length > 1 ? files.length + 1 : 1;
  const texts = [];
  for (const [stage, file] of files.entries()) {
    texts.push(await convert([{ name: file.name, blob: file }], sheet, (share) => tell((stage + share) / stages)));
  }
  if (texts.length === 1) return texts[0];
  const parts = texts.map(({ blob }, i) => ({ name: files[i].name, blob }));
  const whole = await convert(parts, null, (share) => tell((files.length + share) / stages));
  const origins = texts.map(({ done }) => done.origin);
  whole.done.origin.facts.unshift(...new Set(origins.flatMap(({ facts }) => facts)));
  whole.done.origin.notes.unshift(...origins.flatMap(({ notes }) => notes));
  whole.done.origin.typed = origins.some(({ typed }) => typed);
  return whole;
}

/** @param {number} share */
const tell = (share) => scope.postMessage({ type: 'progress', share });

/** @param {unknown} error @returns {string} */
function words(error) {
  try {
    const said = last_panic();
    if (said) return said;
  } catch {
    // The module never started: the error itself stands.
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** @param {Extract<ToTables, { type: 'start' }>} start */
async function begin({ module, files, sheet }) {
  initSync({ module: new WebAssembly.Module(module) });
  const { blob, done } = await makeTable(files, sheet);
  scope.postMessage({ type: 'done', blob, name: done.name, origin: done.origin, sheets: done.sheets, sheet: done.sheet });
}

scope.onmessage = async ({ data }) => {
  /** @type {ToTables} */
  const message = data;
  try {
    if (message.type === 'start') await begin(message);
    else if (message.type === 'sheet') chosen?.(message.name);
    // A drill: what is no input makes the module panic.
    else convert_step('', NOTHING);
  } catch (error) {
    if (error instanceof Refused) scope.postMessage({ type: 'failed', error: error.error });
    else scope.postMessage({ type: 'crash', text: words(error) });
  }
};
