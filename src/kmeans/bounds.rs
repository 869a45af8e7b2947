//! Observations that cannot have changed cluster, and how that is known without looking.
//!
//! The idea is Hamerly's (2010, "Making k-means even faster"): an observation whose second nearest centroid is much farther than its
//! own keeps its label until the centroids have moved by as much. Here one number an observation says how much centroids may move before
//! it has to be looked at again. Eight are asked in one comparison; those that have to be looked at wait until they are eight
//! ([`Gather`](super::gather::Gather)).
//!
//! **Skipped observations get the bits they would have got.** Let `x` be an observation, `X = |x|`, `c_a` its nearest centroid, `u` at
//! least its distance, and `l` at most the distance of every other, when `x` was last looked at. Scores are evaluated with at most
//! `d + 1` roundings of each term, so the score of `c` is wrong by at most `γ (½|c|² + X|c|)`, `γ = (d + 1) 2^-24` but for higher
//! orders (Higham 2002, 3.1). As `|c| ≤ X + |x - c|`, that is at most `1.5 γ (X + |x - c|)²`.
//!
//! 1. With `q = X² + 2 · score`, a squared distance lies within `4γ (X + |x - c|)² ≤ 8γ (X² + |x - c|²)` of `q`. So with
//!    `G ≥ 16γ` these hold, roundings of the formulas included: `u² = q_a + G (X² + q_a)` and `l² = q_b - G (X² + q_b)` for the
//!    second smallest score `q_b`.
//! 2. Centroids move: after `c_a` by `p_a` in all and no other by more than `p`, `u` grew by at most `p_a`, and `l` fell by at most `p`.
//!    The first of the smallest scores is still `c_a` if the squared distances differ by more than both scores can be wrong:
//!    `l² - u² > 6γ (X + l)²`, for which `l - u > 12γ (X²/l + l)` is enough. While `l` has not halved, that follows from
//!    `p_a + p < b` with `b = min(l - u - G (2X²/l + l), l/2)`, all taken at the last look.
//! 3. `p_a + p` is at most the sum of the two largest movements of an iteration, added up over iterations. That sum is rounded up, and
//!    an observation's `b` plus the sum at its last look is rounded down: both are 0 or more, and three roundings of `f32` take less than
//!    the millionth that is taken off.
//!
//! Underflow can add `2^-149` for each feature: distances below `1e-15` are never trusted. The larger `G` covers what is neglected.
//! With debug assertions every skipped observation is looked at all the same, and must be as it was.

use wide::f32x8;

use super::assign::{ALL_LANES, Found, smaller};
use super::centroids::Centroids;
use crate::matrix::{LANES, Matrix};

/// Bounds are tried once fewer than one observation in this many changes cluster in an iteration.
const CHANGES_FEWER_THAN: usize = 50;

/// Features × clusters from which bounds pay: below, comparing costs as little as remembering.
const WORTH: usize = 24;

/// Bounds are kept while more than one observation in this many is skipped, from the third iteration on.
const SKIPPED_MORE_THAN: usize = 4;

/// Iterations without bounds after they did not pay; each time twice as many.
const PAUSE: u32 = 4;

/// How far centroids may move before each observation has to be looked at.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    /// One a lane: the sum of movements up to which nothing can change; infinite for padding. Empty while bounds are off.
    limits: Vec<f32>,
    /// Sum of the two largest movements of each iteration since bounds are on, rounded up.
    moved: f32,
    /// Observations skipped in this iteration.
    skipped: usize,
    /// Iterations since bounds are on, or until they may be.
    iterations: u32,
    pause: u32,
}

/// What bounds are good for in an iteration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There are none, and none are to be kept.
    Off,
    /// They are to be kept from now on: everybody has to be looked at.
    New,
    /// They tell who has to be looked at.
    On,
}

impl Bounds {
    /// What is to be done in this iteration.
    pub fn state(&self) -> State {
        match (self.limits.is_empty(), self.iterations) {
            (true, _) => State::Off,
            (false, 0) => State::New,
            (false, _) => State::On,
        }
    }

    /// Forgets all limits: labels were changed by other means.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Centroids moved from `before` to `after`; in the iteration before, `changed` observations changed cluster. Turns bounds on when
    /// they begin to pay, and off when they do not.
    pub fn next_iteration(&mut self, matrix: &Matrix, before: &Centroids, after: &Centroids, changed: usize) {
        let skipped = std::mem::take(&mut self.skipped);
        if self.state() != State::Off {
            self.iterations += 1;
            if self.iterations > 2 && skipped * SKIPPED_MORE_THAN < matrix.observations() {
                let pause = (self.pause * 2).max(PAUSE);
                *self = Self { pause, iterations: pause, ..Self::default() };
                return;
            }
            let (largest, second) = before.largest_movements(after);
            self.moved = up(f64::from(self.moved) + largest + second);
        } else if self.iterations > 0 {
            self.iterations -= 1;
        } else if changed * CHANGES_FEWER_THAN < matrix.observations()
            && after.k() > 1
            && after.k() * matrix.features() >= WORTH
        {
            self.limits = vec![f32::NEG_INFINITY; matrix.blocks() * LANES];
            self.limits[matrix.observations()..].fill(f32::INFINITY);
            self.moved = 0.0;
        }
    }

    /// The lanes of `block` that have to be looked at, a bit each.
    #[inline(always)]
    pub fn open(&mut self, block: usize) -> u32 {
        let limits = self.limits[block * LANES..].first_chunk::<LANES>();
        let limits = f32x8::new(*limits.expect("there is a limit for each lane"));
        let hold = limits.simd_gt(f32x8::splat(self.moved)).to_bitmask();
        self.skipped += hold.count_ones() as usize;
        ALL_LANES & !hold
    }

    /// The limits of eight observations that were looked at now and found so, `features` each.
    #[inline(always)]
    pub fn limits(&self, features: usize, found: &Found) -> [f32; LANES] {
        let room = room(features, found);
        let limit = room + f32x8::splat(self.moved);
        let limit = limit - limit * f32x8::splat(1e-6);
        // Every comparison with what is no number is false: such a lane holds nothing.
        room.simd_gt(f32x8::splat(0.0)).select(limit, f32x8::splat(f32::NEG_INFINITY)).to_array()
    }

    /// All observations of `block` were looked at now and found so.
    #[inline(always)]
    pub fn set_block(&mut self, matrix: &Matrix, block: usize, found: &Found) {
        let limits = self.limits(matrix.features(), found);
        let (first, lanes) = (block * LANES, matrix.lanes(block));
        match self.limits[first..first + lanes].first_chunk_mut() {
            Some(all) => *all = limits,
            None => self.limits[first..first + lanes].copy_from_slice(&limits[..lanes]),
        }
    }

    /// One observation has this limit now.
    #[inline(always)]
    pub fn set(&mut self, observation: usize, limit: f32) {
        self.limits[observation] = limit;
    }

    /// `observation` has to be looked at.
    pub fn drop_limit(&mut self, observation: usize) {
        if let Some(limit) = self.limits.get_mut(observation) {
            *limit = f32::NEG_INFINITY;
        }
    }
}

/// A number of `f32` that is no smaller, and not much larger.
fn up(x: f64) -> f32 {
    (x * (1.0 + 1e-6)) as f32
}

/// `b` of each of eight observations, a little too small; negative or no number where nothing can be trusted.
#[inline(always)]
fn room(features: usize, found: &Found) -> f32x8 {
    let g = f32x8::splat((features + 8) as f32 * (1.0 / 1_048_576.0));
    let (two, square) = (f32x8::splat(2.0), found.square);
    let (own, other) = (square + two * found.best, square + two * found.second);
    let zero = f32x8::splat(0.0);
    let upper = (own + g * (square + own)).fast_max(zero).sqrt();
    let lower = (other - g * (square + other)).fast_max(zero).sqrt();
    let room = lower - upper - g * (two * square / lower + lower + upper);
    let room = smaller(room, lower * f32x8::splat(0.5));
    let trusted = lower.simd_gt(f32x8::splat(1e-15));
    trusted.select(room, f32x8::splat(-1.0))
}
