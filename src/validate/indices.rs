//! Indices that one pass over the customers gives.

use serde::{Deserialize, Serialize};

use super::draw::squared;
use crate::kmeans::Fit;
use crate::matrix::Matrix;

/// A customer is on a border if the next segment's centroid is at most this many times as far away as its own.
const BORDER: f64 = 1.1;

/// What one pass over a fit tells. Of two fits the better one has more Calinski–Harabasz and less of the other two.
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
        borderline,
    }
}

/// Mean distance to the own centroid, and customers on a border, by cluster.
fn distances(matrix: &Matrix, fit: &Fit) -> (Vec<f64>, Vec<u64>) {
    let (mut sums, mut borderline) = (vec![0.0; fit.k()], vec![0; fit.k()]);
    for (observation, label) in fit.labels.iter().enumerate() {
        let own = usize::from(*label);
        let row = matrix.row(observation);
        let to_own = squared(&row, fit.centroid(own));
        let others = (0..fit.k()).filter(|j| *j != own).map(|j| squared(&row, fit.centroid(j)));
        borderline[own] += u64::from(others.fold(f64::INFINITY, f64::min) <= BORDER * BORDER * to_own);
        sums[own] += libm::sqrt(to_own);
    }
    (sums.iter().zip(&fit.sizes).map(|(sum, size)| sum / (*size).max(1) as f64).collect(), borderline)
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
