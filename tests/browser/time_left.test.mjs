// The time left, on clocks of its own: nothing before it is known, and no jumps. No browser is needed for this.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TimeLeft } from '../../www/time_left.js';

/**
 * What is said every tenth of a second while work goes on, a pair of seconds passed and seconds said.
 *
 * @param {number} seconds of the whole
 * @param {(share: number) => number} course what is measured when so much of the time has passed
 */
function said(seconds, course) {
  const time = new TimeLeft();
  time.begin(0);
  return Array.from({ length: seconds * 10 }, (_, i) => /** @type {const} */ ([i / 10, time.at(i * 100, 'clustering', course(i / 10 / seconds))]));
}

/** A generator of Park & Miller (1988). */
function noise() {
  let state = 7;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

describe('the time left', () => {
  it('is said after three seconds, and right, of steady work', () => {
    const all = said(40, (share) => share);
    assert.ok(all.every(([passed, left]) => passed >= 3 || left === null), 'nothing before three seconds');
    const told = all.filter(([passed]) => passed > 4);
    assert.ok(told.every(([passed, left]) => left !== null && Math.abs(left - (40 - passed)) <= 5), 'within the five seconds it is rounded to');
  });

  it('goes down by and by where work goes in jerks', () => {
    const next = noise();
    const all = said(60, (share) => Math.min(share * (0.97 + 0.06 * next()), 1)).map(([, left]) => left);
    const told = all.filter((left) => left !== null);
    assert.ok(told.length > all.length / 2, 'most of the time it is known');
    for (let i = 1; i < all.length; i++) {
      const [before, now] = [all[i - 1], all[i]];
      if (before !== null && now !== null) assert.ok(now <= before && before - now <= 30, `${before} s, then ${now} s`);
    }
  });

  it('is taken back where work turns out to be longer, and said again once that is known', () => {
    // Half of the way in a tenth of the time.
    const all = said(50, (share) => (share < 0.1 ? share * 5 : 0.5 + ((share - 0.1) / 0.9) * 0.5));
    const told = all.map(([, left]) => left);
    const first = told.find((left) => left !== null);
    assert.ok(first !== undefined && first < 10, `at first it seemed short: ${first} s`);
    const pause = told.findIndex((left, i) => left === null && told[i - 1] !== null && i > 0);
    assert.ok(pause > 0 && told.slice(pause).some((left) => left !== null && left > first), 'a while of silence, then the longer time');
    for (let i = 1; i < told.length; i++) if (told[i] !== null && told[i - 1] !== null) assert.ok(told[i] <= told[i - 1], 'never more than just before');
  });

  it('begins anew with each station', () => {
    const time = new TimeLeft();
    time.begin(0);
    for (let at = 0; at < 5000; at += 100) time.at(at, 'reading', at / 10_000);
    assert.notEqual(time.at(5000, 'reading', 0.5), null);
    assert.equal(time.at(5100, 'clustering', 0.35), null);
  });
});
