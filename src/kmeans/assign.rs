//! The assignment step: the nearest centroid of every observation of a block.

use std::ops::Range;

use wide::{f32x8, i16x8, i32x8};

use super::centroids::{Centroids, TILE};
use crate::matrix::LANES;

/// All lanes, a bit each.
pub const ALL_LANES: u32 = (1 << LANES) - 1;

/// One cluster index a lane.
pub type Nearest = [u16; LANES];

/// What looking at a block of observations finds, beside all scores.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// The first centroid with the smallest score, for each lane.
    pub nearest: Nearest,
    /// That score.
    pub best: f32x8,
    /// Squared length of the lane's observation.
    pub square: f32x8,
}

/// Tells `found` every block of `blocks` with its values and the nearest centroid of each of its lanes, ties to the smaller index.
/// `runs` are those of all blocks, a run for each feature.
///
/// Every lane evaluates exactly [`Centroids::score`] and takes the first of the smallest; lanes and tiles only decide
/// what is worked on at the same time. `D` is the number of features, or 0.
#[inline(always)]
pub fn each_nearest<const D: usize>(
    runs: &[[f32; LANES]],
    blocks: Range<usize>,
    centroids: &Centroids,
    mut found: impl FnMut(usize, &[[f32; LANES]], Nearest),
) {
    let features = centroids.features();
    let runs = &runs[blocks.start * features..blocks.end * features];
    for (block, runs) in blocks.zip(runs.chunks_exact(features)) {
        let nearest = match runs.first_chunk::<D>() {
            Some(x) if D > 0 => {
                nearest(centroids, |halves, negated| scores_of_tile(x, halves, rows::<D>(negated)))
            }
            _ => nearest(centroids, |halves, negated| scores_of_tile(runs, halves, negated)),
        };
        found(block, runs, nearest);
    }
}

/// The nearest centroids of a block, as [`each_nearest`] finds them. Writes the scores of all centroids into `scores`, whole tiles.
#[inline(always)]
pub fn look<const D: usize>(runs: &[[f32; LANES]], centroids: &Centroids, scores: &mut [f32x8]) -> Found {
    match runs.first_chunk::<D>() {
        Some(x) if D > 0 => nearest_with_scores(x, centroids, scores, |halves, negated| {
            scores_of_tile(x, halves, rows::<D>(negated))
        }),
        _ => nearest_with_scores(runs, centroids, scores, |halves, negated| {
            scores_of_tile(runs, halves, negated)
        }),
    }
}

#[inline(always)]
fn rows<const D: usize>(negated: &[[f32; TILE]]) -> &[[f32; TILE]; D] {
    negated.first_chunk().expect("a tile has a row for each feature")
}

/// The scores of a tile's centroids for all lanes. `x` and `negated` have a run for each feature.
#[inline(always)]
fn scores_of_tile(x: &[[f32; LANES]], halves: &[f32; TILE], negated: &[[f32; TILE]]) -> [f32x8; TILE] {
    let mut scores: [f32x8; TILE] = std::array::from_fn(|t| f32x8::splat(halves[t]));
    for (x, c) in x.iter().zip(negated) {
        let x = f32x8::new(*x);
        for t in 0..TILE {
            scores[t] += x * f32x8::splat(c[t]);
        }
    }
    scores
}

/// The first centroid with the smallest score, for each lane.
#[inline(always)]
fn nearest(centroids: &Centroids, scores: impl Fn(&[f32; TILE], &[[f32; TILE]]) -> [f32x8; TILE]) -> Nearest {
    let mut best = f32x8::splat(f32::INFINITY);
    let mut index = i32x8::splat(0);
    let mut j = i32x8::splat(0);
    for (halves, negated) in centroids.tiles() {
        for score in scores(halves, negated) {
            let nearer: i32x8 = bytemuck::cast(score.simd_lt(best));
            best = smaller(score, best);
            // The index only grows: where the centroid is nearer it is the largest so far.
            index = index.max(nearer & j);
            j += i32x8::splat(1);
        }
    }
    narrowed(index)
}

/// The smaller of two numbers, lane by lane, neither of them NaN: one instruction, where a choice by a mask takes three.
#[inline(always)]
pub fn smaller(a: f32x8, b: f32x8) -> f32x8 {
    a.fast_min(b)
}

/// Cluster indices of 16 bits: there are at most 1,024 clusters, so none is changed.
#[inline(always)]
fn narrowed(index: i32x8) -> Nearest {
    i16x8::from_i32x8_saturate(index).to_array().map(|j| j as u16)
}

/// [`nearest`], keeping all scores.
#[inline(always)]
fn nearest_with_scores(
    runs: &[[f32; LANES]],
    centroids: &Centroids,
    kept: &mut [f32x8],
    scores: impl Fn(&[f32; TILE], &[[f32; TILE]]) -> [f32x8; TILE],
) -> Found {
    let mut best = f32x8::splat(f32::INFINITY);
    let mut index = i32x8::splat(0);
    let mut j = i32x8::splat(0);
    for ((halves, negated), kept) in centroids.tiles().zip(kept.as_chunks_mut::<TILE>().0) {
        *kept = scores(halves, negated);
        for score in *kept {
            let nearer: i32x8 = bytemuck::cast(score.simd_lt(best));
            best = smaller(score, best);
            index = index.max(nearer & j);
            j += i32x8::splat(1);
        }
    }
    let mut square = f32x8::splat(0.0);
    for run in runs {
        let x = f32x8::new(*run);
        square += x * x;
    }
    Found { nearest: narrowed(index), best, square }
}

/// The lanes in which two differ, a bit each.
#[inline(always)]
pub fn differing(a: &Nearest, b: &Nearest) -> u32 {
    let [a, b]: [i16x8; 2] = [bytemuck::cast(*a), bytemuck::cast(*b)];
    !a.simd_eq(b).to_bitmask() & ALL_LANES
}

#[cfg(test)]
mod tests {
    use super::super::features::by_features;
    use super::*;
    use crate::matrix::Matrix;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lanes_and_tiles_agree_with_one_score_at_a_time(
            k in 1_usize..11,
            features in 1_usize..16,
            seed in prop::collection::vec(-50_i32..50, 300),
        ) {
            let take = |i: usize| f64::from(seed[i % seed.len()]) * 0.37;
            let columns: Vec<Vec<f64>> =
                (0..features).map(|f| (0..19).map(|i| take(i * 31 + f * 7)).collect()).collect();
            let matrix = Matrix::from_columns(&columns).expect("finite");
            let points: Vec<f64> = (0..k * features).map(|i| take(i * 13 + 5)).collect();
            let centroids = Centroids::new(k, features, &points);
            let mut found = Vec::new();
            let blocks = 0..matrix.blocks();
            by_features!(features, each_nearest(matrix.runs(), blocks, &centroids, |_, _, nearest| found.extend(nearest)));
            for (observation, found) in found.into_iter().enumerate().take(19) {
                let row = matrix.row(observation);
                let scores: Vec<f32> = (0..k).map(|j| centroids.score(j, row.iter().copied())).collect();
                let first = (0..k).fold(0, |best, j| if scores[j] < scores[best] { j } else { best });
                prop_assert_eq!(usize::from(found), first);
            }
        }
    }
}
