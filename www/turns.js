// Parts of a page that are filled one after the other, no more in a frame than its share allows: in between the browser lays out, paints,
// and answers whoever types or points.

/**
 * @typedef {object} Part
 * @property {Element[]} elements what is hidden until the part is filled for the first time, or after `blank`
 * @property {() => void} fill
 * @property {() => void} [touch] fills in again only what comes to be known of what is shown already
 */

/** @type {Set<Turns>} */
const all = new Set();

/** Milliseconds of a frame that filling may take: what is filled is to be laid out as well. */
const SHARE_OF_A_FRAME = 6;

/** Milliseconds after which a browser is not waited for: it does not paint what nobody sees. */
const LONGEST_FRAME = 100;

/** Calls `work` once the browser has painted. @param {() => void} work */
function afterPaint(work) {
  let painted = false;
  const go = () => {
    if (!painted) setTimeout(work);
    painted = true;
  };
  requestAnimationFrame(go);
  setTimeout(go, LONGEST_FRAME);
}

/** Does at once what waits on the page: somebody goes there, or prints. */
export function finishAll() {
  for (const turns of all) turns.finish();
}

export class Turns {
  /**
   * @param {Element} region says that it is busy while parts of it wait to be filled
   * @param {Part[]} parts in their order on the page
   */
  constructor(region, parts) {
    this.region = region;
    this.parts = parts;
    /** What is to be done with a part. @type {Map<Part, 'fill' | 'touch'>} */
    this.waiting = new Map();
    /** Whether a turn is on its way. */
    this.coming = false;
    all.add(this);
  }

  /** Has every part filled that `wanted` picks. What is not filled yet is hidden if `blank`. @param {boolean} blank @param {(part: Part) => boolean} wanted */
  fill(blank, wanted = () => true) {
    for (const part of this.parts.filter(wanted)) {
      this.waiting.set(part, 'fill');
      if (blank) for (const element of part.elements) element.classList.add('later');
    }
    this.#soon();
  }

  /** Has the parts touched, unless they are to be filled anyway. */
  touch() {
    for (const part of this.parts) if (part.touch && !this.waiting.has(part)) this.waiting.set(part, 'touch');
    this.#soon();
  }

  /** Does at once what waits. */
  finish() {
    while (this.#next());
  }

  /** Lets go of what waits. */
  forget() {
    for (const { elements } of this.parts) for (const element of elements) element.classList.remove('later');
    this.waiting.clear();
    this.#tell();
  }

  #soon() {
    this.#tell();
    if (this.waiting.size === 0 || this.coming) return;
    this.coming = true;
    afterPaint(() => {
      this.coming = false;
      const began = performance.now();
      while (this.#next() && performance.now() - began < SHARE_OF_A_FRAME);
      this.#soon();
    });
  }

  /** The next part's turn. Answers whether there was one. */
  #next() {
    const part = this.parts.find((each) => this.waiting.has(each));
    if (!part) return false;
    const what = this.waiting.get(part);
    this.waiting.delete(part);
    try {
      if (what === 'touch') part.touch?.();
      else part.fill();
    } catch (error) {
      // The others are still to be seen.
      reportError(error);
    } finally {
      for (const element of part.elements) element.classList.remove('later');
      this.#tell();
    }
    return true;
  }

  /** Says that the region is busy for as long as a part of it is still to come. */
  #tell() {
    const busy = [...this.waiting.values()].includes('fill');
    if (busy) this.region.setAttribute('aria-busy', 'true');
    else this.region.removeAttribute('aria-busy');
  }
}
