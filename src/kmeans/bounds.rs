//! Observations that cannot change cluster before centroids have moved by so much, and how that is known.
//!
//! The idea is Elkan's (2003, "Using the triangle inequality to accelerate k-means") and Hamerly's (2010): an observation whose other
//! centroids are all much farther than its own keeps its label until centroids have moved by as much. Here the movement is granted
//! beforehand, to each centroid its own: while no centroid is farther from where it was than its allowance, nobody who could
//! bear that has to be looked at.
//!
//! **Who is not looked at gets the bits looking would give.** Let `x` be an observation, `X = |x|`, `c_a` its nearest centroid, `u` its
//! distance, and `l_b` that of another `c_b`, when `x` was looked at. Scores are evaluated with at most `d + 1` roundings of each term, so
//! the score of `c` is wrong by at most `γ (½|c|² + X|c|)`, `γ = (d + 1) 2^-24` but for higher orders (Higham 2002, 3.1). As
//! `|c| ≤ X + |x - c|`, that is at most `1.5 γ (X + |x - c|)²`.
//!
//! 1. With `q = X² + 2 · score`, a squared distance lies within `4γ (X + |x - c|)² ≤ 8γ (X² + |x - c|²)` of `q`. So with
//!    `G ≥ 16γ` these hold, roundings of the formulas included: `u² ≤ q_a + G (X² + q_a)` and `l_b² ≥ q_b - G (X² + q_b)`.
//! 2. No centroid `c_j` is farther than `B_j` from where it was. So its distance is now at most `U = u + B_a` if it is the own one, and at
//!    least `L = l_b - B_b` if it is another. The own score is still smaller than the other if the squared distances differ by more than
//!    both scores can be wrong: `L² - U² > 6γ (X + L)²`, for which `L² - U² > 12γ (X² + L²)` is enough. (More than `L` is
//!    no worse: the left side grows faster.)
//! 3. Asked is `q_b > (V + B_b)² + 5G (X² + q_b)` for a `V` that is no smaller than `U` and than any `B_j`. With 1, one of the five `G`
//!    for the roundings of this formula, `l_b² > (V + B_b)² + 3G (X² + q_b)`; so `l_b > V + B_b ≥ 2 B_b`, `L ≥ l_b / 2`, and
//!    `L - V = (l_b² - (V + B_b)²) / (l_b + V + B_b) > 3G (X² + q_b) / (2 l_b)`. Times `L + V ≥ L ≥ l_b / 2` that is
//!    `L² - V² > ¾ G (X² + q_b) ≥ 12γ (X² + q_b)`, which is what 2 wants but that `q_b` has to be as large as `L²`: it is
//!    `l_b²` but for `G` of it, and `G` is larger than `16γ` by more than that.
//! 4. In scores 3 reads `s_b > V β_b + δ_b + ν (V² - (1 - 10G) X²)` with `ν = 1 / (2 - 10G)`, `β_b = 2ν B_b`, `δ_b = ν B_b²`. All terms are of
//!    the size of `X² + q_b` at most where it holds, and are rounded a dozen times: less than the `G` set aside for it,
//!    as `G ≥ 144 · 2^-24`. Of the own score it never holds: as `V² ≥ u²`, the right side is larger by `3G (X² + q_a)` at least. So it is enough to
//!    count those of which it holds.
//!
//! Underflow can add `2^-149` for each feature: `V` is at least `1e-15`, so smaller distances are never trusted. What overflows compares as
//! false. With debug assertions everybody who is not looked at is looked at all the same, and must be as it was.

use wide::{f32x8, i32x8};

use super::assign::{ALL_LANES, Found};
use super::centroids::{Centroids, TILE};

/// A centroid that moved less than this share of what the liveliest did is allowed as much all the same: the quiet ones may wake up.
const QUIET: f64 = 0.25;

/// Distances below are never trusted.
const SMALLEST: f32 = 1e-15;

/// How far each centroid may move from where it is now.
#[derive(Debug, Clone)]
pub struct Allowance {
    /// Where the centroids were when it was granted.
    since: Centroids,
    /// `B` of each centroid, and the largest of them.
    reach: Vec<f32>,
    largest: f32,
    /// `β` and `δ` of each centroid, whole tiles.
    terms: Vec<[f32; 2]>,
    /// `G`.
    g: f32,
}

impl Allowance {
    /// Grants each centroid so many `times` the movement it made from `before` to `now`.
    pub fn new(before: &Centroids, now: &Centroids, times: f64) -> Self {
        let movements: Vec<f64> = before.movements(now).collect();
        let liveliest = movements.iter().copied().fold(0.0, f64::max);
        let reach: Vec<f32> =
            movements.iter().map(|movement| (times * movement.max(QUIET * liveliest)) as f32).collect();
        let g = (now.features() + 8) as f32 * (1.0 / 1_048_576.0);
        let nu = 1.0 / (2.0 - 10.0 * g);
        let mut terms: Vec<[f32; 2]> = reach.iter().map(|b| [2.0 * nu * b, nu * b * b]).collect();
        terms.resize(now.k().next_multiple_of(TILE), [0.0; 2]);
        Self { since: now.clone(), largest: reach.iter().copied().fold(SMALLEST, f32::max), reach, terms, g }
    }

    /// How far the centroid that may move farthest may.
    pub fn largest(&self) -> f64 {
        f64::from(self.largest)
    }

    /// Whether no centroid has moved farther than it may.
    pub fn holds(&self, now: &Centroids) -> bool {
        let reach = self.reach.iter().map(|reach| f64::from(*reach));
        self.since.movements(now).zip(reach).all(|(movement, reach)| movement * (1.0 + 1e-9) <= reach)
    }

    /// The lanes of a block, a bit each, that may change before the allowance is used up. `scores` are those of all centroids, whole tiles.
    #[inline(always)]
    pub fn may_change(&self, found: &Found, scores: &[f32x8]) -> u32 {
        let g = f32x8::splat(self.g);
        let own = found.square + f32x8::splat(2.0) * found.best;
        let distance = (own + g * (found.square + own)).fast_max(f32x8::splat(0.0)).sqrt();
        let reach = f32x8::new(found.nearest.map(|j| self.reach[usize::from(j)]));
        let v = (distance + reach).fast_max(f32x8::splat(self.largest));
        let nu = f32x8::splat(1.0 / (2.0 - 10.0 * self.g));
        let needed = nu * (v * v - f32x8::splat(1.0 - 10.0 * self.g) * found.square);
        let mut farther = i32x8::splat(0);
        for (score, [beta, delta]) in scores.iter().zip(&self.terms) {
            let left = *score - v * f32x8::splat(*beta) - f32x8::splat(*delta);
            // What is true is -1.
            farther += bytemuck::cast::<f32x8, i32x8>(left.simd_gt(needed));
        }
        // All but the own one, which never is.
        let all_others = i32x8::splat(1 - self.terms.len() as i32);
        ALL_LANES & !farther.simd_eq(all_others).to_bitmask()
    }
}

#[cfg(test)]
mod tests {
    use super::super::assign::look;
    use super::*;
    use crate::kmeans::Draws;
    use crate::matrix::{LANES, Matrix};

    const K: usize = 5;
    const FEATURES: usize = 3;

    /// Points whose numbers lie around `points` within `spread`.
    fn around(draws: &mut Draws, points: &[f64], spread: f64) -> Vec<f64> {
        points.iter().map(|x| x + spread * (2.0 * draws.real() - 1.0)).collect()
    }

    fn nearest(matrix: &Matrix, centroids: &Centroids) -> Vec<u16> {
        let mut scores = vec![f32x8::splat(0.0); K.next_multiple_of(TILE)];
        let blocks = matrix.runs().chunks_exact(FEATURES);
        blocks.flat_map(|runs| look::<FEATURES>(runs, centroids, &mut scores).nearest).collect()
    }

    #[test]
    fn who_can_bear_it_keeps_the_label_wherever_centroids_go() {
        let mut draws = Draws::new(&[7]);
        let mut borne = 0;
        for round in 0..40 {
            let columns: Vec<Vec<f64>> =
                (0..FEATURES).map(|_| around(&mut draws, &[0.0; 64 * LANES], 2.0)).collect();
            let matrix = Matrix::from_columns(&columns).expect("finite");
            let start = around(&mut draws, &[0.0; K * FEATURES], 2.0);
            let before = Centroids::new(K, FEATURES, &around(&mut draws, &start, 0.05));
            let now = Centroids::new(K, FEATURES, &start);
            let allowance = Allowance::new(&before, &now, 4.0);
            let mut scores = vec![f32x8::splat(0.0); K.next_multiple_of(TILE)];
            let open: Vec<u32> = matrix
                .runs()
                .chunks_exact(FEATURES)
                .map(|runs| allowance.may_change(&look::<FEATURES>(runs, &now, &mut scores), &scores))
                .collect();
            let labels = nearest(&matrix, &now);
            let mut held = 0;
            while held < 20 {
                let later = Centroids::new(K, FEATURES, &around(&mut draws, &start, 0.2));
                if !allowance.holds(&later) {
                    continue;
                }
                held += 1;
                for (row, (was, is)) in labels.iter().zip(nearest(&matrix, &later)).enumerate() {
                    let may_change = open[row / LANES] >> (row % LANES) & 1 == 1;
                    assert!(may_change || *was == is, "row {row} of round {round} went from {was} to {is}");
                    borne += usize::from(!may_change);
                }
            }
        }
        assert!(borne > 20_000, "of 409,600 rows {borne} could bear it");
    }
}
