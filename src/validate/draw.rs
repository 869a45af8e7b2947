//! Random rows, numbers and fits that the checks share.

use crate::kmeans::{Draws, Fit, Init, Options, Run, better};
use crate::matrix::Matrix;

/// Rows of a re-draw or reference at most: enough that the draw says more than its size.
pub const ROWS: usize = 2_000;

/// Random starts of each fit of a check.
const STARTS: u32 = 3;

/// A standard normal number, by the transform of Box and Muller (1958).
pub fn normal(draws: &mut Draws) -> f64 {
    let (u, v) = (1.0 - draws.real(), draws.real());
    libm::sqrt(-2.0 * libm::log(u)) * libm::cos(std::f64::consts::TAU * v)
}

/// The given observations as columns of numbers.
pub fn columns(matrix: &Matrix, rows: &[usize]) -> Vec<Vec<f64>> {
    let column = |feature| rows.iter().map(|row| f64::from(matrix.value(*row, feature))).collect();
    (0..matrix.features()).map(column).collect()
}

/// Up to [`ROWS`] observations, every one equally likely and none twice, ascending: all of them if there are no more.
pub fn some_rows(observations: usize, draws: &mut Draws) -> Vec<usize> {
    let mut left = ROWS.min(observations);
    let mut taken = Vec::with_capacity(left);
    // Selection sampling: Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S.
    for row in 0..observations {
        if draws.below((observations - row) as u64) < left as u64 {
            taken.push(row);
            left -= 1;
        }
    }
    taken
}

/// The best of a few starts, each followed until it hardly moves. `k` is cut at the number of different rows.
pub fn fit(matrix: &Matrix, k: u32, seed: u64) -> Fit {
    let k = k.min(matrix.distinct_rows(k as usize) as u32).max(1);
    let start = |start| {
        let init = Init::KMeansPlusPlus;
        let options = Options { k, init, tolerance: 1e-4, max_iterations: 100, swaps: 0, seed, start };
        Run::new(matrix, options).expect("k was cut at what there is").finish(matrix)
    };
    let starts = if k == 1 { 1 } else { STARTS };
    let first = start(0);
    (1..starts).map(start).fold(first, |best, fit| if better(&fit, &best) { fit } else { best })
}

/// The nearest of `centroids` (k × features, row-major) to a row; ties to the first.
pub fn nearest(row: &[f32], centroids: &[f64]) -> u16 {
    let mut best = (f64::INFINITY, 0);
    for (j, centroid) in centroids.chunks_exact(row.len()).enumerate() {
        let distance = squared(row, centroid);
        if distance < best.0 {
            best = (distance, j);
        }
    }
    best.1 as u16
}

/// Squared distance of a row to a point.
pub fn squared(row: &[f32], point: &[f64]) -> f64 {
    row.iter().zip(point).map(|(x, c)| (f64::from(*x) - c) * (f64::from(*x) - c)).sum()
}
