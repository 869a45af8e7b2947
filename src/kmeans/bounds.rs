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

use super::assign::Found;
use super::centroids::Centroids;
use crate::matrix::{LANES, Matrix};

/// Bounds are worth their cost once fewer than one observation in this many changes cluster in an iteration.
const CHANGES_FEWER_THAN: usize = 50;

/// Features × clusters from which bounds pay: below, comparing costs as little as remembering.
const WORTH: usize = 24;

/// How far centroids may move before each block has to be looked at.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    /// One a block: the sum of movements up to which nothing in it can change. Empty while bounds are off.
    limits: Vec<f32>,
    /// Sum of the two largest movements of each iteration since bounds are on.
    moved: f64,
}

impl Bounds {
    /// Whether blocks have limits.
    pub fn are_on(&self) -> bool {
        !self.limits.is_empty()
    }

    /// Forgets all limits: labels were changed by other means.
    pub fn forget(&mut self) {
        self.limits = Vec::new();
    }

    /// Centroids moved from `before` to `after`; in the iteration before, `changed` observations changed cluster. Turns bounds on when
    /// they begin to pay.
    pub fn next_iteration(&mut self, matrix: &Matrix, before: &Centroids, after: &Centroids, changed: usize) {
        if self.are_on() {
            let (largest, second) = before.largest_movements(after);
            self.moved += (largest + second) * (1.0 + 1e-9);
        } else if changed * CHANGES_FEWER_THAN < matrix.observations()
            && after.k() > 1
            && after.k() * matrix.features() >= WORTH
        {
            self.limits = vec![f32::NEG_INFINITY; matrix.blocks()];
            self.moved = 0.0;
        }
    }

    /// Whether nothing in `block` can have changed.
    pub fn hold(&self, block: usize) -> bool {
        f64::from(self.limits[block]) > self.moved
    }

    /// A look at `block` found this.
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

/// The smallest `b` of the block's observations, a little too small.
fn room(matrix: &Matrix, block: usize, found: &Found) -> f32 {
    let g = (matrix.features() + 8) as f32 * (1.0 / 1_048_576.0);
    let mut squares = [0.0_f32; LANES];
    for run in matrix.block(block).as_chunks::<LANES>().0 {
        for (square, x) in squares.iter_mut().zip(run) {
            *square += x * x;
        }
    }
    let mut least = f32::INFINITY;
    for lane in 0..matrix.lanes(block) {
        let square = squares[lane];
        let (own, other) = (square + 2.0 * found.best[lane], square + 2.0 * found.second[lane]);
        let upper = (own + g * (square + own)).max(0.0).sqrt();
        let lower = (other - g * (square + other)).max(0.0).sqrt();
        let room = lower - upper - g * (2.0 * square / lower + lower + upper);
        let room = smaller(room, 0.5 * lower);
        // Every comparison with what is no number is false: such a block is not trusted.
        if !(lower > 1e-15 && room > 0.0) {
            return f32::NEG_INFINITY;
        }
        least = smaller(least, room);
    }
    least
}

/// The smaller of two numbers. The library's `min` has rules for what is no number, and in WebAssembly a call for them.
fn smaller(a: f32, b: f32) -> f32 {
    if b < a { b } else { a }
}
