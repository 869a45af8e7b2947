//! A fit made of labels, for what describes or judges one.

use customer_segmentation::kmeans::Fit;
use customer_segmentation::matrix::Matrix;

/// The fit with these labels: centroids are the means of the members, 0 where there are none. Its inertia is 1 of 2, as if by
/// agreement: nothing that uses such a fit looks at it.
pub fn labelled(matrix: &Matrix, labels: &[u16], k: usize) -> Fit {
    let features = matrix.features();
    let (mut sizes, mut centroids) = (vec![0_u64; k], vec![0.0; k * features]);
    for (observation, label) in labels.iter().enumerate() {
        let j = usize::from(*label);
        sizes[j] += 1;
        let own = &mut centroids[j * features..(j + 1) * features];
        own.iter_mut().zip(matrix.values(observation)).for_each(|(sum, x)| *sum += f64::from(x));
    }
    for (centroid, size) in centroids.chunks_mut(features).zip(&sizes) {
        centroid.iter_mut().for_each(|sum| *sum /= (*size).max(1) as f64);
    }
    let (start, iterations, converged, trace) = (0, 1, true, Vec::new());
    let labels = labels.to_vec();
    Fit { start, inertia: 1.0, total_inertia: 2.0, iterations, converged, sizes, centroids, labels, trace }
}
