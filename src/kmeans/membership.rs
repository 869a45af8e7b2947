//! How clearly an observation belongs to its cluster.

use crate::matrix::Matrix;

/// An observation between its own centroid and the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Membership {
    /// Distance to the centroid of its cluster, units of the matrix.
    pub distance: f64,
    /// The cluster whose centroid is nearest of the others, ties to the lower; `None` for one cluster.
    pub next: Option<usize>,
    /// `(d - distance) / d` with d the distance to that centroid: 0 on the border, 1 on the own centroid, and below 0 at a fixed point only
    /// where clusters have a least size. 1 for one cluster, 0 where both centroids are where the observation is.
    pub margin: f64,
}

/// How clearly `observation` belongs to cluster `own` of those with these `centroids`, k × features, row-major, by the values that are there.
/// Takes k times features multiplications.
pub fn membership(centroids: &[f64], own: usize, matrix: &Matrix, observation: usize) -> Membership {
    let features = matrix.features();
    let squared = |j: usize| -> f64 {
        let centroid = &centroids[j * features..(j + 1) * features];
        if let Some(gaps) = matrix.gaps() {
            return gaps.squared_distance(matrix, observation, centroid);
        }
        let apart = matrix.values(observation).zip(centroid).map(|(x, c)| f64::from(x) - c);
        apart.map(|apart| apart * apart).sum()
    };
    let mut next: Option<(usize, f64)> = None;
    for j in (0..centroids.len() / features).filter(|&j| j != own) {
        let squared = squared(j);
        if next.is_none_or(|(_, nearest)| squared < nearest) {
            next = Some((j, squared));
        }
    }
    let distance = libm::sqrt(squared(own));
    let margin = next.map_or(1.0, |(_, squared)| {
        let far = libm::sqrt(squared);
        if far > 0.0 { (far - distance) / far } else { 0.0 }
    });
    Membership { distance, next: next.map(|(j, _)| j), margin }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Observations at 0, 1, 4, 9 and 10 between two centroids.
    fn memberships(centroids: &[f64], labels: &[u16]) -> Vec<Membership> {
        let matrix = Matrix::from_columns(&[vec![0.0, 1.0, 4.0, 9.0, 10.0]]).expect("numbers");
        // The matrix has moved the column to zero mean.
        let shift = 4.8;
        let moved = shift * f64::from(u8::from(matrix.value(0, 0) < -1.0));
        let centroids: Vec<f64> = centroids.iter().map(|c| c - moved).collect();
        (0..5).map(|i| membership(&centroids, usize::from(labels[i]), &matrix, i)).collect()
    }

    #[test]
    fn it_tells_the_middle_from_the_border() {
        let near = memberships(&[1.0, 9.0], &[0, 0, 0, 1, 1]);
        assert!((near[1].margin - 1.0).abs() < 1e-6, "on its centroid: {:?}", near[1]);
        assert!((near[2].distance - 3.0).abs() < 1e-5, "{:?}", near[2]);
        assert!((near[2].margin - 0.4).abs() < 1e-5, "3 from its own, 5 from the next: {:?}", near[2]);
        assert_eq!((near[0].next, near[4].next), (Some(1), Some(0)));
    }

    #[test]
    fn one_cluster_has_no_next() {
        let near = memberships(&[4.8], &[0; 5]);
        assert!(near.iter().all(|one| one.next.is_none() && one.margin == 1.0), "{near:?}");
    }
}
