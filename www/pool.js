// Jobs over the fit workers: each gets the next one as soon as it is free, those about its own part of the rows first.

/** @import { Event, Job } from './protocol' */
/** @import { FromFit, ToFit } from './messages' */

export class Pool {
  /**
   * @param {MessagePort[]} ports one a worker
   * @param {(event: Event, payload: Uint8Array) => void} answer takes the answers of jobs that were not stopped
   */
  constructor(ports, answer) {
    this.workers = ports.map((port) => ({ port, busy: false, own: /** @type {{ job: Job, payload: Uint8Array<ArrayBuffer> }[]} */ ([]) }));
    /** @type {{ job: Job, payload: Uint8Array<ArrayBuffer> }[]} */
    this.queue = [];
    /** Counts stops: an answer from an earlier turn is stale. */
    this.turn = 0;
    /** Counts down to the next check; 0 while checks may begin. */
    this.resting = 0;
    for (const worker of this.workers) {
      worker.port.onmessage = (event) => {
        /** @type {FromFit} */
        const message = event.data;
        if (message.turn !== this.turn) return;
        if (message.event.type === 'job_done') {
          worker.busy = false;
          this.#hand();
        }
        answer(message.event, message.payload);
      };
    }
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes the matrix every worker gets; the caller has it no more */
  load(bytes) {
    // The last one needs no copy.
    for (const worker of this.workers) this.#tell(worker.port, { type: 'matrix', bytes }, worker === this.workers.at(-1) ? [bytes.buffer] : []);
  }

  /**
   * @param {number} worker
   * @param {Uint8Array<ArrayBuffer>} bytes the rows that worker holds
   */
  loadPart(worker, bytes) {
    const port = this.workers[worker]?.port;
    if (port) this.#tell(port, { type: 'part', bytes }, [bytes.buffer]);
  }

  /**
   * @param {Job} job
   * @param {Uint8Array<ArrayBuffer>} payload
   */
  run(job, payload) {
    const own = job.part === null ? undefined : this.workers[job.part]?.own;
    (own ?? this.queue).push({ job, payload });
    this.#hand();
  }

  /** Begins no check for so many milliseconds. @param {number} milliseconds */
  rest(milliseconds) {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.resting = 0;
      this.#hand();
    }, milliseconds);
  }

  /** Forgets the queue and what is running. A worker is free at once: it hears the stop before its next job. */
  stop() {
    this.turn += 1;
    this.queue = [];
    for (const worker of this.workers) {
      worker.busy = false;
      worker.own = [];
      this.#tell(worker.port, { type: 'stop' });
    }
  }

  #hand() {
    for (const worker of this.workers) {
      if (worker.busy) continue;
      const next = worker.own.shift() ?? this.#next();
      if (!next) continue;
      worker.busy = true;
      this.#tell(worker.port, { type: 'run', turn: this.turn, ...next }, [next.payload.buffer]);
    }
  }

  #next() {
    return this.resting !== 0 && this.queue[0]?.job.check ? undefined : this.queue.shift();
  }

  /**
   * @param {MessagePort} port
   * @param {ToFit} message
   * @param {Transferable[]} [given] what the worker gets, and not a copy of it
   */
  #tell(port, message, given = []) {
    port.postMessage(message, given);
  }
}
