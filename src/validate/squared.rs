//! The silhouette of squared distances: one pass, however many customers there are.

use super::draw::squared;
use crate::kmeans::Fit;
use crate::matrix::Matrix;

/// The mean silhouette with squared Euclidean distances in place of distances, of every customer; -1 to 1, higher is better.
///
/// The mean squared distance of `x` to the members of a cluster is `|x - c|² + V` with its centroid `c` and the mean squared distance
/// `V` of its members to `c`, so no pair is ever measured: n · k · d multiplications. For the own cluster of n members the mean is over the
/// other n - 1. A customer alone in its cluster counts 0. The same number as scikit-learn's `silhouette_score` with
/// `metric="sqeuclidean"`; larger than Rousseeuw's, and not to be compared with it. `fit` is a fit of `matrix` with at least two
/// clusters.
pub fn squared_silhouette(matrix: &Matrix, fit: &Fit) -> f64 {
    let observations = matrix.observations();
    let own = |row: usize| usize::from(fit.labels[row]);
    let mut inside = vec![0.0; fit.k()];
    for row in 0..observations {
        inside[own(row)] += squared(&matrix.row(row), fit.centroid(own(row)));
    }
    let sizes: Vec<f64> = fit.sizes.iter().map(|size| *size as f64).collect();
    let spread: Vec<f64> = inside.iter().zip(&sizes).map(|(sum, size)| sum / size.max(1.0)).collect();
    let mut sum = 0.0;
    for row in 0..observations {
        let (values, own) = (matrix.row(row), own(row));
        if sizes[own] < 2.0 {
            continue;
        }
        let to = |j: usize| squared(&values, fit.centroid(j)) + spread[j];
        let a = to(own) * sizes[own] / (sizes[own] - 1.0);
        let others = (0..fit.k()).filter(|j| *j != own && sizes[*j] > 0.0);
        let b = others.map(to).fold(f64::INFINITY, f64::min);
        let larger = a.max(b);
        if larger > 0.0 && larger.is_finite() {
            sum += (b - a) / larger;
        }
    }
    sum / observations as f64
}
