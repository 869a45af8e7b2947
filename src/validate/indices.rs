//! Indices that one pass over the customers gives.

use serde::{Deserialize, Serialize};
use wide::{f32x8, i32x8};

use super::squared::squared_silhouette;
use crate::kmeans::Fit;
use crate::matrix::{LANES, Matrix};

/// A customer is on a border if the next segment's centroid is at most this many times as far away as its own.
pub const BORDER: f32 = 1.1;

/// What one pass over a fit tells. Of two fits the better one has more Calinski–Harabasz and squared silhouette, and less Davies–Bouldin and BIC.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Indices {
    /// Calinski & Harabasz (1974): `(B / (k - 1)) / (W / (n - k))`, between and within sums of squares. `None` if `W` is 0 or
    /// there are as many segments as customers.
    pub calinski_harabasz: Option<f64>,
    /// Davies & Bouldin (1979): for each segment the worst of `(S_i + S_j) / M_ij`, with `S` the mean distance to the centroid and
    /// `M` the distance of the centroids; the mean over segments. A pair of equal centroids counts 0.
    pub davies_bouldin: f64,
    /// Bayesian information criterion of a mixture of spheres of one size (Pelleg & Moore 2000): `-2 log L + p ln n`, with
    /// `p = k - 1 + k d + 1`. `None` as for `calinski_harabasz`.
    pub bic: Option<f64>,
    /// [`squared_silhouette`].
    pub squared_silhouette: f64,
    /// Customers on a border, by segment.
    pub borderline: Vec<u64>,
}

/// The indices of `fit`, a fit of `matrix` with at least two clusters.
pub fn indices(matrix: &Matrix, fit: &Fit) -> Indices {
    let (n, k) = (matrix.observations() as f64, fit.k() as f64);
    let spread = fit.inertia > 0.0 && n > k;
    let calinski_harabasz =
        spread.then(|| (fit.total_inertia - fit.inertia) / (k - 1.0) / (fit.inertia / (n - k)));
    let (distances, borderline) = distances(matrix, fit);
    Indices {
        calinski_harabasz,
        davies_bouldin: davies_bouldin(fit, &distances),
        bic: spread.then(|| bic(matrix, fit)),
        squared_silhouette: squared_silhouette(matrix, fit),
        borderline,
    }
}

/// Mean distance to the own centroid, and customers on a border, by cluster: one pass over blocks of rows.
fn distances(matrix: &Matrix, fit: &Fit) -> (Vec<f64>, Vec<u64>) {
    let (mut sums, mut borderline) = (vec![0.0; fit.k()], vec![0; fit.k()]);
    let centroids: Vec<f32> = fit.centroids.iter().map(|c| *c as f32).collect();
    for block in 0..matrix.blocks() {
        let labels = &fit.labels[block * LANES..block * LANES + matrix.lanes(block)];
        let (own, other) = own_and_nearest_other(matrix.block(block), labels, &centroids);
        for (lane, label) in labels.iter().map(|label| usize::from(*label)).enumerate() {
            borderline[label] += u64::from(other[lane] <= BORDER * BORDER * own[lane]);
            sums[label] += libm::sqrt(f64::from(own[lane]));
        }
    }
    (sums.iter().zip(&fit.sizes).map(|(sum, size)| sum / (*size).max(1) as f64).collect(), borderline)
}

/// Squared distance of each lane to its centroid and to the nearest other one. `centroids` are k × features.
fn own_and_nearest_other(block: &[f32], labels: &[u16], centroids: &[f32]) -> ([f32; LANES], [f32; LANES]) {
    let (runs, _) = block.as_chunks::<LANES>();
    let lanes: [i32; LANES] =
        std::array::from_fn(|lane| labels.get(lane).map_or(-1, |label| i32::from(*label)));
    let (labels, mut j) = (i32x8::new(lanes), i32x8::splat(0));
    let (mut own, mut other) = (f32x8::splat(0.0), f32x8::splat(f32::INFINITY));
    for centroid in centroids.chunks_exact(runs.len()) {
        let mut squares = f32x8::splat(0.0);
        for (run, c) in runs.iter().zip(centroid) {
            let difference = f32x8::new(*run) - f32x8::splat(*c);
            squares += difference * difference;
        }
        let is_own: f32x8 = bytemuck::cast(labels.simd_eq(j));
        let nearer = squares.simd_lt(other).select(squares, other);
        own = is_own.select(squares, own);
        other = is_own.select(other, nearer);
        j += i32x8::splat(1);
    }
    (own.to_array(), other.to_array())
}

fn davies_bouldin(fit: &Fit, spread: &[f64]) -> f64 {
    let ratio = |i: usize, j: usize| {
        let squares = fit.centroid(i).iter().zip(fit.centroid(j)).map(|(a, b)| (a - b) * (a - b));
        let apart = libm::sqrt(squares.sum::<f64>());
        if apart > 0.0 { (spread[i] + spread[j]) / apart } else { 0.0 }
    };
    let worst = |i: usize| (0..fit.k()).filter(|j| *j != i).map(|j| ratio(i, j)).fold(0.0, f64::max);
    (0..fit.k()).map(worst).sum::<f64>() / fit.k() as f64
}

fn bic(matrix: &Matrix, fit: &Fit) -> f64 {
    let (n, d, k) = (matrix.observations() as f64, matrix.features() as f64, fit.k() as f64);
    let variance = fit.inertia / (d * (n - k));
    let shares = fit.sizes.iter().filter(|size| **size > 0).map(|size| *size as f64);
    let mixing: f64 = shares.map(|size| size * libm::log(size / n)).sum();
    let likelihood = mixing - n * d / 2.0 * libm::log(std::f64::consts::TAU * variance) - (n - k) * d / 2.0;
    -2.0 * likelihood + (k - 1.0 + k * d + 1.0) * libm::log(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kmeans::{Init, Options, Run};

    #[test]
    fn four_points_by_hand() {
        let matrix = Matrix::from_columns(&[vec![0.0, 2.0, 10.0, 12.0]]).expect("finite");
        let options = Options {
            k: 2,
            init: Init::KMeansPlusPlus,
            tolerance: 0.0,
            max_iterations: 10,
            swaps: 0,
            seed: 1,
            start: 0,
        };
        let fit = Run::new(&matrix, options).expect("two clusters").finish(&matrix);
        let found = indices(&matrix, &fit);
        // B = 4 · 25, W = 4; mean distances 1 and 1, centroids 10 apart.
        assert_eq!(found.calinski_harabasz, Some(50.0));
        assert_eq!(found.davies_bouldin, 0.2);
        assert_eq!(found.borderline, [0, 0]);
        // Variance 2: -2 log L = 4 ln 4 + 4 ln 4π + 2, four parameters.
        let expected =
            8.0 * std::f64::consts::LN_2 + 4.0 * (4.0 * std::f64::consts::PI).ln() + 2.0 + 4.0 * 4.0_f64.ln();
        assert!((found.bic.expect("spread") - expected).abs() < 1e-9, "{found:?}");
    }
}
