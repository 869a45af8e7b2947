// Another number of segments, other axes: quick answers, of which one is awaited at a time.

/** @import { Event } from './protocol' */
/** @typedef {Extract<Event, { type: 'choose' | 'show_axes' | 'rename' }>} Lookup */

export class Lookups {
  /** @param {(event: Lookup) => void} send */
  constructor(send) {
    this.send = send;
    /** Whether an answer is on its way. */
    this.awaited = false;
    /** What is asked after it: the latest of each kind. @type {Map<string, Lookup>} */
    this.next = new Map();
  }

  /**
   * @param {Lookup} event
   * @param {boolean} now whether the engine can answer now; else it is asked at the next `goOn`
   */
  ask(event, now) {
    this.next.set(event.type, event);
    if (now && !this.awaited) this.goOn();
  }

  /** The answer came, or the engine is free again. */
  goOn() {
    this.awaited = false;
    for (const [kind, event] of this.next) {
      this.next.delete(kind);
      this.awaited = true;
      return this.send(event);
    }
  }

  /** No answer comes any more, and nothing is asked. */
  forget() {
    this.awaited = false;
    this.next.clear();
  }
}
