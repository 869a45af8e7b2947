//! Halves: does one half of the customers predict the segments of the other?

use super::agreement::contingency;
use super::draw::{columns, fit, nearest, some_rows};
use crate::kmeans::{Draws, Fit};
use crate::matrix::Matrix;

/// From this on, Tibshirani & Walther (2005) call a number of clusters well predicted.
pub const PREDICTED: f64 = 0.8;

/// Keeps the stream of halves apart from others of the same seed.
const STREAM: u64 = 0x4841_4C46;

/// The prediction strength of Tibshirani & Walther (2005), "Cluster validation by prediction strength": of all pairs of one test
/// cluster the share that the centroids of the other half keep together, in the worst test cluster. 0 to 1.
///
/// `own` are the labels of the test half by its own clustering, `given` by the centroids of the other half, below `k_own` and
/// `k_given`. A cluster of one customer has no pair and does not count; 1 where no cluster has a pair.
pub fn prediction(own: &[u16], given: &[u16], (k_own, k_given): (usize, usize)) -> f64 {
    let table = contingency(own, given, (k_own, k_given));
    let pairs = |count: u64| count as f64 * (count as f64 - 1.0);
    let kept = |row: &[u64]| {
        let all = pairs(row.iter().sum());
        (all > 0.0).then(|| row.iter().map(|count| pairs(*count)).sum::<f64>() / all)
    };
    table.chunks_exact(k_given).filter_map(kept).fold(1.0, f64::min)
}

/// Prediction strength of one draw: up to `ROWS` customers are cut into halves at random, each is clustered into `k`, and each
/// predicts the other; the mean of both ways. Depends on the matrix, `k`, `seed` and `number` only.
pub fn halved(matrix: &Matrix, k: u32, seed: u64, number: u32) -> f64 {
    let mut draws = Draws::new(&[seed, STREAM, u64::from(number), u64::from(k)]);
    let mut rows = some_rows(matrix.observations(), &mut draws);
    // Fisher and Yates' shuffle, then a cut in the middle.
    for last in (1..rows.len()).rev() {
        rows.swap(last, draws.below(last as u64 + 1) as usize);
    }
    let middle = rows.len() / 2;
    let mut half = |rows: &[usize]| {
        let mut rows = rows.to_vec();
        rows.sort_unstable();
        let half = Matrix::from_columns(&columns(matrix, &rows)).expect("rows of a matrix");
        let found = fit(&half, k, draws.below(u64::MAX));
        (rows, found)
    };
    let (a, b) = (half(&rows[..middle]), half(&rows[middle..]));
    let one_way = |(rows, own): &(Vec<usize>, Fit), other: &Fit| {
        let given: Vec<u16> = rows.iter().map(|row| nearest(&matrix.row(*row), &other.centroids)).collect();
        prediction(&own.labels, &given, (own.k(), other.k()))
    };
    (one_way(&a, &b.1) + one_way(&b, &a.1)) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::draw::normal;

    #[test]
    fn three_pairs_by_hand() {
        // Of the three pairs of cluster 0 one is kept together; the one pair of cluster 1 is.
        assert_eq!(prediction(&[0, 0, 0, 1, 1], &[0, 0, 1, 1, 1], (2, 2)), 1.0 / 3.0);
        assert_eq!(prediction(&[0, 1], &[0, 0], (2, 1)), 1.0, "no pairs");
    }

    #[test]
    fn clumps_predict_each_other_and_halves_of_a_cloud_do_not() {
        let clumps: Vec<f64> = (0..300).map(|i| f64::from(i % 3) * 100.0 + f64::from(i % 7)).collect();
        let clumps = Matrix::from_columns(&[clumps]).expect("finite");
        assert_eq!(halved(&clumps, 3, 1, 0), 1.0);
        assert!(halved(&clumps, 4, 1, 0) < 0.8, "four of three");
        let mut draws = Draws::new(&[5]);
        let cloud: Vec<Vec<f64>> = (0..3).map(|_| (0..600).map(|_| normal(&mut draws)).collect()).collect();
        let cloud = Matrix::from_columns(&cloud).expect("finite");
        let mean = (0..10).map(|number| halved(&cloud, 4, 1, number)).sum::<f64>() / 10.0;
        assert!(mean < 0.7, "{mean}");
    }
}
