//! Clusters that lost all their members.

use super::distance::squared_distance;
use super::sums::Sums;
use crate::matrix::Matrix;

/// Gives every empty cluster, in order, the observation that is farthest from its centroid, as scikit-learn does. Ties go to
/// the earlier observation; a cluster's only member stays. There are at least as many different rows as clusters, so a
/// member at a distance is always left.
///
/// `centroids` (k × features, row-major) are those the labels were assigned by.
pub fn fill_empty(matrix: &Matrix, centroids: &[f64], labels: &mut [u16], sums: &mut Sums) {
    let features = matrix.features();
    for empty in 0..sums.counts().len() {
        if sums.counts()[empty] > 0 {
            continue;
        }
        let mut farthest: Option<(usize, f64)> = None;
        for (observation, label) in labels.iter().enumerate() {
            let j = usize::from(*label);
            if sums.counts()[j] < 2 {
                continue;
            }
            let distance =
                squared_distance(matrix, observation, &centroids[j * features..(j + 1) * features]);
            if farthest.is_none_or(|(_, most)| distance > most) {
                farthest = Some((observation, distance));
            }
        }
        if let Some((observation, _)) = farthest {
            sums.shift(matrix, observation, usize::from(labels[observation]), empty);
            labels[observation] = empty as u16;
        }
    }
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
