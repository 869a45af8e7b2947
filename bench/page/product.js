// The product's engine, driven as its own page drives it, in one worker.

import { session_step, worker_advance, worker_load, worker_start } from 'engine';
import { readFrames } from '../../www/frames.js';

const NOTHING = new Uint8Array();

/**
 * Carries out what the session asks for, until `wanted` says of an output that it is the one. Then the work is cancelled, and what was asked for
 * before is answered still, as the page does: a session that waits for bytes opens no other file.
 */
async function drive(file, wanted) {
  const events = [{ event: { type: 'open', file: { name: file.name, size: file.size }, recipe: null }, payload: NOTHING }];
  const jobs = [];
  let found = null;
  for (;;) {
    const next = events.shift() ?? (found ? null : await nextFromJobs(jobs));
    if (!next && found) return found;
    if (!next) throw new Error('the session came to rest without what was waited for');
    const { event, payload } = await next;
    for (const { message, payload: bytes } of readFrames(session_step(JSON.stringify(event), payload))) {
      switch (message.type) {
        case 'read_range':
          events.push(bytesOf(file, message));
          break;
        case 'load_matrix':
          worker_load(bytes);
          break;
        case 'run_job':
          jobs.push({ job: message, payload: bytes });
          break;
        case 'stop_jobs':
          jobs.length = 0;
          break;
        case 'wake':
          events.push({ event: { type: 'wake' }, payload: NOTHING });
          break;
        case 'emit':
          if (message.output.type === 'failed') throw new Error(JSON.stringify(message.output.error));
          if (found || !wanted(message.output)) break;
          found = { output: message.output, bytes };
          events.unshift({ event: { type: 'cancel' }, payload: NOTHING });
      }
    }
  }
}

async function bytesOf(file, { request, offset, length }) {
  const buffer = await file.slice(offset, offset + length).arrayBuffer();
  return { event: { type: 'bytes', request }, payload: new Uint8Array(buffer) };
}

function nextFromJobs(jobs) {
  let [frame] = readFrames(worker_advance());
  while (!frame) {
    const next = jobs.shift();
    if (!next) return null;
    const { job, options, resume } = next.job;
    worker_start(JSON.stringify({ job, options, resume }), next.payload);
    [frame] = readFrames(worker_advance());
  }
  return { event: frame.message, payload: frame.payload };
}

/** Reads a file to typed columns, and no further. */
export async function productRead(file) {
  const { output } = await drive(file, (each) => each.type === 'opened');
  return { rows: output.reading.rows };
}

/** The view of a file and the bytes of its map. */
export async function productSegment(file) {
  const { output, bytes } = await drive(file, (each) => each.type === 'segmented');
  return { view: output.view, points: bytes };
}
