//! Clusters that lost all their members.

use super::ask::Far;
use super::distance::squared_distance;
use super::sums::Sums;
use crate::matrix::Matrix;

/// Gives every empty cluster, in order, the observation that is farthest from its centroid, as scikit-learn does. Ties go to
/// the earlier observation; one that is all of its cluster stays. There are at least as many different rows as clusters, so a
/// member at a distance is always left.
///
/// `centroids` (k × features, row-major) are those the labels were assigned by.
pub fn fill_empty(matrix: &Matrix, centroids: &[f64], labels: &mut [u16], sums: &mut Sums) {
    for empty in 0..sums.masses().len() {
        if sums.masses()[empty] > 0.0 {
            continue;
        }
        if let Some(Far { observation, .. }) = farthest(matrix, centroids, labels, sums.masses()) {
            let observation = observation as usize;
            sums.shift(matrix, observation, usize::from(labels[observation]), empty);
            labels[observation] = empty as u16;
        }
    }
}

/// The observation farthest from its centroid, the earliest of equals, among those that are not all of their cluster.
pub fn farthest(matrix: &Matrix, centroids: &[f64], labels: &[u16], masses: &[f64]) -> Option<Far> {
    let features = matrix.features();
    let mut farthest: Option<Far> = None;
    for (observation, label) in labels.iter().enumerate() {
        let j = usize::from(*label);
        if masses[j] <= matrix.weight(observation) {
            continue;
        }
        let distance = squared_distance(matrix, observation, &centroids[j * features..(j + 1) * features]);
        if farthest.is_none_or(|far| distance > far.distance) {
            farthest = Some(Far { observation: observation as u64, distance });
        }
    }
    farthest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_cluster_gets_the_farthest_observation() {
        let matrix = Matrix::from_columns(&[vec![0.0, 1.0, 9.0, 10.0, 30.0]]).expect("finite");
        let mut labels = vec![0, 0, 1, 1, 1];
        let mut sums = Sums::of(&matrix, 4, &labels);
        fill_empty(&matrix, &[0.5, 9.5, 100.0, 200.0], &mut labels, &mut sums);
        assert_eq!(labels, [3, 0, 1, 1, 2], "the farthest, then the first of the equally far");
        assert_eq!(sums, Sums::of(&matrix, 4, &labels));
    }

    #[test]
    fn a_lonely_member_stays() {
        let matrix = Matrix::from_columns(&[vec![0.0, 50.0, 51.0]]).expect("finite");
        let mut labels = vec![0, 1, 1];
        let mut sums = Sums::of(&matrix, 3, &labels);
        fill_empty(&matrix, &[-1000.0, 50.0, 0.0], &mut labels, &mut sums);
        assert_eq!(labels, [0, 1, 2]);
    }
}
