// scikit-learn as a child process that answers one request at a time.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { here, python } from './places.mjs';

export class Sklearn {
  constructor() {
    this.child = spawn(python, [join(here, 'peers', 'sklearn_server.py')], {
      env: { ...process.env, OMP_WAIT_POLICY: 'PASSIVE' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** @param {object} request @returns {Promise<any>} */
  async ask(request) {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error('scikit-learn ended before it answered; its message stands above');
    return JSON.parse(value);
  }

  close() {
    this.child.stdin.end();
  }
}
