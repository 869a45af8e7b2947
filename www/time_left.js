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

/** Milliseconds in which what is said has followed new guesses most of the way. */
const FOLLOW = 1500;

/** How far back the pace is measured: as many milliseconds, or this share of the time the station has taken. */
const PACE = 4000;
const PACE_SHARE = 0.4;

export class TimeLeft {
  constructor() {
    this.began = 0;
    /** @type {Phase | null} */
    this.phase = null;
    this.phaseBegan = 0;
    /** How much was done when. @type {{ at: number, share: number }[]} */
    this.done = [];
    /** When it would be done, as guessed lately. @type {{ at: number, end: number }[]} */
    this.guesses = [];
    /** When it will be done by what is said, and when that was worked out. @type {number | null} */
    this.end = null;
    this.last = 0;
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
    if (phase !== this.phase) Object.assign(this, { phase, phaseBegan: now, done: [], guesses: [], end: null, said: null });
    this.done.push({ at: now, share });
    const since = now - Math.max(PACE, PACE_SHARE * (now - this.phaseBegan));
    while (this.done.length > 2 && this.done[1].at <= since) this.done.shift();
    const [{ at, share: before }] = this.done;
    if (share <= before || now - this.phaseBegan < SETTLES) return this.said;
    const end = now + ((now - at) / (share - before)) * (1 - share);
    this.guesses = [...this.guesses.filter((guess) => guess.at > now - AGREE), { at: now, end }];
    // Guesses have to agree before anything is said; from then on it follows them.
    if (this.end === null && !this.#agree(now)) return this.said;
    this.end = this.end === null ? end : this.end + (1 - Math.exp((this.last - now) / FOLLOW)) * (end - this.end);
    this.last = now;
    return this.#say(now - this.began < FIRST ? null : round((this.end - now) / 1000));
  }

  /** @param {number} now */
  #agree(now) {
    const ends = this.guesses.map(({ end }) => end);
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    return this.guesses.length > 2 && now - this.guesses[0].at > AGREE / 2 && high - low <= Math.max(APART_LEAST, APART * (high - now));
  }

  /** A little more than before is as before; much more was not known. @param {number | null} seconds */
  #say(seconds) {
    const more = seconds !== null && this.said !== null ? seconds - this.said : 0;
    if (more > Math.max(2, (this.said ?? 0) / 2)) {
      this.guesses = [];
      this.end = null;
      this.said = null;
    } else if (more <= 0) {
      this.said = seconds;
    }
    return this.said;
  }
}

/** @param {number} seconds */
function round(seconds) {
  const step = seconds < 10 ? 1 : seconds < 60 ? 5 : seconds < 300 ? 30 : 60;
  return Math.max(Math.round(seconds / step) * step, 1);
}
