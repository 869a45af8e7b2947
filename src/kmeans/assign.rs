//! The assignment step: the nearest centroid of every observation of a block.

use wide::{f32x8, i32x8};

use super::centroids::{Centroids, TILE};
use crate::matrix::LANES;

/// One cluster index a lane.
pub type Nearest = [u16; LANES];

/// The nearest centroid of each lane of `block` (`features` runs of [`LANES`] values), ties to the smaller index.
///
/// Every lane evaluates exactly [`Centroids::score`] and takes the first of the smallest; lanes and tiles only decide
/// what is worked on at the same time.
pub fn nearest(block: &[f32], centroids: &Centroids) -> Nearest {
    let (x, _) = block.as_chunks::<LANES>();
    let mut best = f32x8::splat(f32::INFINITY);
    let mut index = i32x8::splat(0);
    let mut j = i32x8::splat(0);
    for (halves, negated) in centroids.tiles() {
        let mut scores: [f32x8; TILE] = std::array::from_fn(|t| f32x8::splat(halves[t]));
        for (x, c) in x.iter().zip(negated) {
            let x = f32x8::new(*x);
            for t in 0..TILE {
                scores[t] += x * f32x8::splat(c[t]);
            }
        }
        for score in scores {
            let nearer = score.simd_lt(best);
            best = nearer.select(score, best);
            index = bytemuck::cast::<_, i32x8>(nearer).select(j, index);
            j += i32x8::splat(1);
        }
    }
    index.to_array().map(|j| j as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::Matrix;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lanes_and_tiles_agree_with_one_score_at_a_time(
            k in 1_usize..11,
            features in 1_usize..9,
            seed in prop::collection::vec(-50_i32..50, 300),
        ) {
            let take = |i: usize| f64::from(seed[i % seed.len()]) * 0.37;
            let columns: Vec<Vec<f64>> =
                (0..features).map(|f| (0..19).map(|i| take(i * 31 + f * 7)).collect()).collect();
            let matrix = Matrix::from_columns(&columns).expect("finite");
            let points: Vec<f64> = (0..k * features).map(|i| take(i * 13 + 5)).collect();
            let centroids = Centroids::new(k, features, &points);
            for observation in 0..19 {
                let row = matrix.row(observation);
                let scores: Vec<f32> = (0..k).map(|j| centroids.score(j, row.iter().copied())).collect();
                let first = (0..k).fold(0, |best, j| if scores[j] < scores[best] { j } else { best });
                let fast = nearest(matrix.block(observation / LANES), &centroids)[observation % LANES];
                prop_assert_eq!(usize::from(fast), first);
            }
        }
    }
}
