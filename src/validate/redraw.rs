//! Re-draws: would other customers like these have given the same segments?

use serde::{Deserialize, Serialize};

use super::agreement::adjusted_rand;
use super::draw::{ROWS, columns, fit, nearest};
use super::matching::overlaps;
use crate::kmeans::Draws;
use crate::matrix::Matrix;

/// Keeps the stream of re-draws apart from others of the same seed.
const STREAM: u64 = 0x424F_4F54;

/// What one re-draw gave back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Redraw {
    /// For each segment the largest Jaccard overlap with a segment of the re-draw, over the customers drawn; `None` if none of its
    /// customers was drawn.
    pub overlaps: Vec<Option<f64>>,
    /// Adjusted Rand index of both groupings, over the customers drawn.
    pub agreement: f64,
}

/// Draws customers with replacement, as many as there are but at most `ROWS`, clusters them anew into as many segments as there are
/// `centroids` (k × features, row-major), and compares: the bootstrap of Hennig (2007). Customers drawn twice count twice in the
/// clustering and once in the comparison. Depends on `seed`, `k` and `number` only.
pub fn redraw(matrix: &Matrix, centroids: &[f64], seed: u64, number: u32) -> Redraw {
    let k = centroids.len() / matrix.features();
    let mut draws = Draws::new(&[seed, STREAM, u64::from(number), k as u64]);
    let n = matrix.observations();
    let mut rows: Vec<usize> = (0..n.min(ROWS)).map(|_| draws.below(n as u64) as usize).collect();
    rows.sort_unstable();
    let drawn = Matrix::from_columns(&columns(matrix, &rows)).expect("rows of a matrix");
    let again = fit(&drawn, k as u32, draws.below(u64::MAX));
    let distinct = (0..rows.len()).filter(|i| *i == 0 || rows[*i] != rows[*i - 1]);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for i in distinct {
        before.push(nearest(&drawn.row(i), centroids));
        after.push(again.labels[i]);
    }
    let size = (k, again.k());
    Redraw { overlaps: overlaps(&before, &after, size), agreement: adjusted_rand(&before, &after, size) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clumps_far_apart_come_back_whole() {
        let column: Vec<f64> = (0..300).map(|i| f64::from(i % 3) * 100.0 + f64::from(i % 7)).collect();
        let matrix = Matrix::from_columns(&[column]).expect("finite");
        let found = redraw(&matrix, &[3.0, 103.0, 203.0], 1, 0);
        assert_eq!(found.overlaps, [Some(1.0); 3]);
        assert_eq!(found.agreement, 1.0);
        assert_eq!(found, redraw(&matrix, &[3.0, 103.0, 203.0], 1, 0), "the same every time");
    }

    #[test]
    fn halves_of_a_round_cloud_do_not() {
        let mut draws = Draws::new(&[5]);
        let columns: Vec<Vec<f64>> =
            (0..3).map(|_| (0..2000).map(|_| super::super::draw::normal(&mut draws)).collect()).collect();
        let matrix = Matrix::from_columns(&columns).expect("finite");
        let again = fit(&matrix, 2, 1);
        let mean = (0..20)
            .map(|number| redraw(&matrix, &again.centroids, 1, number).overlaps[0].expect("drawn"))
            .sum::<f64>()
            / 20.0;
        assert!(mean < 0.75, "{mean}");
    }
}
