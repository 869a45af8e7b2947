//! The assignment step: the nearest centroid of every observation of a block.

use std::ops::Range;

use wide::{f32x8, i32x8};

use super::centroids::{Centroids, TILE};
use crate::matrix::{LANES, Matrix};

/// One cluster index a lane.
pub type Nearest = [u16; LANES];

/// Tells `found` every block of `blocks` with the nearest centroid of each of its lanes, ties to the smaller index.
///
/// Every lane evaluates exactly [`Centroids::score`] and takes the first of the smallest; lanes and tiles only decide
/// what is worked on at the same time. For up to a dozen features their number is known when the code is compiled, so that
/// the sum over them is one straight run of instructions.
pub fn each_nearest(
    matrix: &Matrix,
    blocks: Range<usize>,
    centroids: &Centroids,
    found: impl FnMut(usize, Nearest),
) {
    match matrix.features() {
        1 => of_features::<1>(matrix, blocks, centroids, found),
        2 => of_features::<2>(matrix, blocks, centroids, found),
        3 => of_features::<3>(matrix, blocks, centroids, found),
        4 => of_features::<4>(matrix, blocks, centroids, found),
        5 => of_features::<5>(matrix, blocks, centroids, found),
        6 => of_features::<6>(matrix, blocks, centroids, found),
        7 => of_features::<7>(matrix, blocks, centroids, found),
        8 => of_features::<8>(matrix, blocks, centroids, found),
        9 => of_features::<9>(matrix, blocks, centroids, found),
        10 => of_features::<10>(matrix, blocks, centroids, found),
        11 => of_features::<11>(matrix, blocks, centroids, found),
        12 => of_features::<12>(matrix, blocks, centroids, found),
        _ => of_any(matrix, blocks, centroids, found),
    }
}

/// [`each_nearest`] for `D` features.
fn of_features<const D: usize>(
    matrix: &Matrix,
    blocks: Range<usize>,
    centroids: &Centroids,
    mut found: impl FnMut(usize, Nearest),
) {
    for block in blocks {
        let (x, _) = matrix.block(block).as_chunks::<LANES>();
        let x: &[[f32; LANES]; D] = x.first_chunk().expect("a block has a run for each feature");
        let scores = |halves: &[f32; TILE], negated: &[[f32; TILE]]| {
            let negated: &[[f32; TILE]; D] =
                negated.first_chunk().expect("a tile has a row for each feature");
            scores_of_tile(x, halves, negated)
        };
        found(block, nearest(centroids, scores));
    }
}

/// [`each_nearest`] for any number of features.
fn of_any(
    matrix: &Matrix,
    blocks: Range<usize>,
    centroids: &Centroids,
    mut found: impl FnMut(usize, Nearest),
) {
    for block in blocks {
        let (x, _) = matrix.block(block).as_chunks::<LANES>();
        found(block, nearest(centroids, |halves, negated| scores_of_tile(x, halves, negated)));
    }
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
            let nearer = score.simd_lt(best);
            best = nearer.select(score, best);
            index = bytemuck::cast::<_, i32x8>(nearer).select(j, index);
            j += i32x8::splat(1);
        }
    }
    index.to_array().map(|j| j as u16)
}

/// Whether all lanes are the same: one comparison of 16 bytes, where the library's compares byte by byte in WebAssembly.
pub fn same(a: &Nearest, b: &Nearest) -> bool {
    bytemuck::cast::<_, u128>(*a) == bytemuck::cast::<_, u128>(*b)
}

#[cfg(test)]
mod tests {
    use super::*;
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
            each_nearest(&matrix, 0..matrix.blocks(), &centroids, |_, nearest| found.extend(nearest));
            for (observation, found) in found.into_iter().enumerate().take(19) {
                let row = matrix.row(observation);
                let scores: Vec<f32> = (0..k).map(|j| centroids.score(j, row.iter().copied())).collect();
                let first = (0..k).fold(0, |best, j| if scores[j] < scores[best] { j } else { best });
                prop_assert_eq!(usize::from(found), first);
            }
        }
    }
}
