/**
 * One value that several parts of the page show.
 *
 * @template T
 */
export class Store {
  /** @param {T} value */
  constructor(value) {
    this.value = value;
    /** @type {((value: T) => void)[]} */
    this.listeners = [];
  }

  /** @param {T} value */
  set(value) {
    if (value === this.value) return;
    this.value = value;
    for (const listener of this.listeners) listener(value);
  }

  /** Calls `listener` after each change. @param {(value: T) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }
}
