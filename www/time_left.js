// How long the work will still take, said only once it can be said: after some seconds, when one guess is like the one before. What is said does not
// jump: it goes down, or it is taken back.

/** @import { Phase } from './protocol' */

/** Milliseconds before anything is said, of the whole work and of each of its stations. */
const FIRST = 3000;
const SETTLES = 1200;

/** Milliseconds of guesses that have to agree, and how far they may lie apart: a share of what is left, or so many milliseconds. */
const AGREE = 1500;
const APART = 0.25;
const APART_LEAST = 1500;

/** Of a new guess goes this much into what is said. */
const FOLLOW = 0.25;

export class TimeLeft {
  constructor() {
    this.began = 0;
    /** @type {Phase | null} */
    this.phase = null;
    this.phaseBegan = 0;
    /** Share of the station that was done when it began to be measured. */
    this.phaseFrom = 0;
    /** When it would be done, as guessed lately. @type {{ at: number, end: number }[]} */
    this.guesses = [];
    /** @type {number | null} */
    this.end = null;
    /** What was said last. @type {number | null} */
    this.said = null;
  }

  /** @param {number} now milliseconds, of any clock */
  begin(now) {
    Object.assign(this, new TimeLeft(), { began: now });
  }

  /**
   * @param {number} now
   * @param {Phase} phase
   * @param {number} share what is measured: how much is done, 0 to 1
   * @returns {number | null} seconds in round numbers; nothing as long as nobody knows
   */
  at(now, phase, share) {
    if (phase !== this.phase) Object.assign(this, { phase, phaseBegan: now, phaseFrom: share, guesses: [], end: null, said: null });
    const took = now - this.phaseBegan;
    const done = share - this.phaseFrom;
    if (done <= 0 || took < SETTLES) return this.said;
    const end = now + (took / done) * (1 - share);
    this.guesses = [...this.guesses.filter(({ at }) => at > now - AGREE), { at: now, end }];
    if (!this.#agree(now)) return this.#say(null);
    this.end = this.end === null ? end : this.end + FOLLOW * (end - this.end);
    return this.#say(now - this.began < FIRST ? null : round((this.end - now) / 1000));
  }

  /** @param {number} now */
  #agree(now) {
    const ends = this.guesses.map(({ end }) => end);
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    return this.guesses.length > 2 && now - this.guesses[0].at > AGREE / 2 && high - low <= Math.max(APART_LEAST, APART * (high - now));
  }

  /** A little more than before is as before. @param {number | null} seconds */
  #say(seconds) {
    const before = this.said;
    const little = before !== null && seconds !== null && seconds > before && seconds <= before * 1.5 + 2;
    this.said = little ? before : seconds;
    return this.said;
  }
}

/** @param {number} seconds */
function round(seconds) {
  const step = seconds < 10 ? 1 : seconds < 60 ? 5 : seconds < 300 ? 30 : 60;
  return Math.max(Math.round(seconds / step) * step, 1);
}
