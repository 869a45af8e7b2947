// Questions about the result shown that leave it as it is: k-means to watch, customers on a border, a trial, the preview of a change,
// one customer more.

/** @import { Error, Event, Output } from './protocol' */
/** @import { Actions, createResult } from './render/result' */

export class Asides {
  /**
   * @param {(event: Event) => void} send
   * @param {() => boolean} free whether the engine can answer; a question is dropped while it cannot
   */
  constructor(send, free) {
    this.send = send;
    this.free = free;
    /** Whether a trial was asked for and has not been answered. Of the answers it alone can be a failure. */
    this.planning = false;
  }

  /** What the result asks. @type {Pick<Actions, 'watch' | 'listBorder' | 'planTrial' | 'preview' | 'whatIf'>} */
  get actions() {
    return {
      watch: (start, draw) => this.#ask({ type: 'watch', start, draw }),
      listBorder: () => this.#ask({ type: 'list_border' }),
      planTrial: (request) => {
        if (!this.planning) this.planning = this.#ask({ type: 'plan_trial', request });
      },
      preview: (recipe, column) => this.#ask({ type: 'preview', recipe, column }),
      whatIf: (customer) => this.#ask({ type: 'what_if', customer }),
    };
  }

  /**
   * Shows an answer, if it is one.
   *
   * @param {Output} output
   * @param {Uint8Array<ArrayBuffer>} payload
   * @param {ReturnType<typeof createResult>} result
   */
  hear(output, payload, result) {
    switch (output.type) {
      case 'film':
        return result.film(output.film, payload);
      case 'border':
        return result.border(output.border);
      case 'trial':
        this.planning = false;
        return result.trial.show(output.trial);
      case 'preview':
        return result.previewed(output.preview);
      case 'what_if':
        return result.told(output.answer);
    }
  }

  /** Whether `error` is the answer to a trial. No other is awaited after it. @param {Error} error */
  failed(error) {
    const answer = this.planning && error.place === 'trial';
    this.planning = false;
    return answer;
  }

  /** No answer comes any more. */
  forget() {
    this.planning = false;
  }

  /** @param {Event} event @returns {boolean} whether it was asked */
  #ask(event) {
    const free = this.free();
    if (free) this.send(event);
    return free;
  }
}
