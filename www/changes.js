// Whether something has changed since it was looked at last: what stays as it is need not be drawn or written again.

export class Changes {
  constructor() {
    /** @type {string | undefined} */
    this.last = undefined;
  }

  /** Whether `what` is other than the last time. @param {unknown} what */
  has(what) {
    const now = JSON.stringify(what);
    const other = now !== this.last;
    this.last = now;
    return other;
  }
}
