//! Observations that cannot have changed cluster, and how that is known without looking.
//!
//! The idea is Hamerly's (2010, "Making k-means even faster"): an observation whose second nearest centroid is much farther than its
//! own keeps its label until the centroids have moved by as much. Here one number stands for the eight observations of a block: how
//! much centroids may move before any of them has to be looked at again.
//!
//! **Skipped blocks get the bits they would have got.** Let `x` be an observation, `X = |x|`, `c_a` its nearest centroid, `u` at
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
//!    a block's `b` plus the sum at its last look is rounded down.
//!
//! Underflow can add `2^-149` for each feature: distances below `1e-15` are never trusted. The larger `G` covers what is neglected.
//! With debug assertions every skipped block is looked at all the same, and must be as it was.

use wide::f32x8;

use super::assign::Found;
use super::centroids::Centroids;
use crate::matrix::Matrix;

/// Bounds are tried once fewer than one observation in this many changes cluster in an iteration.
const CHANGES_FEWER_THAN: usize = 50;

/// Features × clusters from which bounds pay: below, comparing costs as little as remembering.
const WORTH: usize = 24;

/// Bounds are kept while more than one block in this many is skipped, from the third iteration on.
const SKIPPED_MORE_THAN: usize = 4;

/// Iterations without bounds after they did not pay; each time twice as many.
const PAUSE: u32 = 4;

/// How far centroids may move before each block has to be looked at.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    /// One a block: the sum of movements up to which nothing in it can change. Empty while bounds are off.
    limits: Vec<f32>,
    /// Sum of the two largest movements of each iteration since bounds are on.
    moved: f64,
    /// Blocks skipped in this iteration.
    skipped: usize,
    /// Iterations since bounds are on, or until they may be.
    iterations: u32,
    pause: u32,
}

impl Bounds {
    /// Whether blocks have limits.
    pub fn are_on(&self) -> bool {
        !self.limits.is_empty()
    }

    /// Forgets all limits: labels were changed by other means.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Centroids moved from `before` to `after`; in the iteration before, `changed` observations changed cluster. Turns bounds on when
    /// they begin to pay, and off when they do not.
    pub fn next_iteration(&mut self, matrix: &Matrix, before: &Centroids, after: &Centroids, changed: usize) {
        let skipped = std::mem::take(&mut self.skipped);
        if self.are_on() {
            self.iterations += 1;
            if self.iterations > 2 && skipped * SKIPPED_MORE_THAN < matrix.blocks() {
                let pause = (self.pause * 2).max(PAUSE);
                *self = Self { pause, iterations: pause, ..Self::default() };
                return;
            }
            let (largest, second) = before.largest_movements(after);
            self.moved += (largest + second) * (1.0 + 1e-9);
        } else if self.iterations > 0 {
            self.iterations -= 1;
        } else if changed * CHANGES_FEWER_THAN < matrix.observations()
            && after.k() > 1
            && after.k() * matrix.features() >= WORTH
        {
            self.limits = vec![f32::NEG_INFINITY; matrix.blocks()];
            self.moved = 0.0;
        }
    }

    /// Whether nothing in `block` can have changed.
    #[inline(always)]
    pub fn hold(&mut self, block: usize) -> bool {
        let hold = f64::from(self.limits[block]) > self.moved;
        self.skipped += usize::from(hold);
        hold
    }

    /// A look at `block` found this.
    #[inline(always)]
    pub fn set(&mut self, matrix: &Matrix, block: usize, found: &Found) {
        let limit = f64::from(room(matrix, block, found)) + self.moved;
        self.limits[block] = (limit - limit.abs() * 1e-6) as f32;
    }

    /// `block` has to be looked at.
    pub fn drop_limit(&mut self, block: usize) {
        if let Some(limit) = self.limits.get_mut(block) {
            *limit = f32::NEG_INFINITY;
        }
    }
}

/// The smallest `b` of the block's observations, a little too small; negative where nothing can be trusted.
#[inline(always)]
fn room(matrix: &Matrix, block: usize, found: &Found) -> f32 {
    let g = f32x8::splat((matrix.features() + 8) as f32 * (1.0 / 1_048_576.0));
    let (two, square) = (f32x8::splat(2.0), found.square);
    let (own, other) = (square + two * found.best, square + two * found.second);
    let upper = positive(own + g * (square + own)).sqrt();
    let lower = positive(other - g * (square + other)).sqrt();
    let room = lower - upper - g * (two * square / lower + lower + upper);
    let half = lower * f32x8::splat(0.5);
    let room = room.simd_lt(half).select(room, half);
    // Every comparison with what is no number is false: such a lane is not trusted.
    let trusted = lower.simd_gt(f32x8::splat(1e-15));
    let room = trusted.select(room, f32x8::splat(-1.0)).to_array();
    let mut least = f32::INFINITY;
    for room in &room[..matrix.lanes(block)] {
        // So is a room that is no number.
        least = if *room >= least { least } else { *room };
    }
    least
}

/// 0 in place of numbers below it.
#[inline(always)]
fn positive(x: f32x8) -> f32x8 {
    x.simd_gt(f32x8::splat(0.0)).select(x, f32x8::splat(0.0))
}
