//! Is one segment two?

use super::draw::columns;
use super::draw::{ROWS, fit};
use super::null::{Null, Shape, log_share};
use crate::kmeans::Draws;
use crate::matrix::Matrix;

/// Keeps the stream apart from others of the same seed.
const STREAM: u64 = 0x5457_494E;

/// References of each kind.
const REFERENCES: usize = 10;

/// Segments smaller than this are not asked.
const FEWEST: usize = 20;

/// A segment may be two if halving it leaves this share less inside than halving any reference: about a tenth.
const FLOOR: f64 = 0.1;

/// And if the gap is at least this many standard deviations of the references.
const DEVIATIONS: f64 = 4.0;

/// Whether the best cut in two leaves clearly less inside the halves than cutting a Gaussian and a uniform box of the segment's own
/// shape does: the test of Liu, Hayes, Nobel & Marron (2008) against two kinds of references in place of one. Of the boxes one holds all
/// rows and one has their variances: the first is too wide across where few dimensions have far-out rows, the second too narrow there
/// where there are many, so that clearly less than in either is enough. `rows` are the segment's; large ones are thinned evenly.
pub fn may_be_two(matrix: &Matrix, rows: &[usize], seed: u64) -> bool {
    if rows.len() < FEWEST {
        return false;
    }
    let rows: Vec<usize> = rows.iter().copied().step_by(rows.len().div_ceil(ROWS)).collect();
    let segment = Matrix::from_columns(&columns(matrix, &rows)).expect("rows of a matrix");
    let halves = |matrix: &Matrix, seed| log_share(fit(matrix, 2, seed).inertia, matrix.total_inertia());
    let own = halves(&segment, seed);
    let shape = Shape::of(matrix, &rows);
    let less_than = |shape: &Shape, null: Null| {
        let mut draws = Draws::new(&[seed, STREAM, null as u64]);
        let drawn: Vec<f64> =
            (0..REFERENCES).map(|_| halves(&shape.draw(null, &mut draws), draws.below(u64::MAX))).collect();
        let (mean, deviation) = mean_and_deviation(&drawn);
        mean - own > FLOOR.max(DEVIATIONS * deviation)
    };
    less_than(&shape, Null::Gaussian)
        && (less_than(&shape, Null::Uniform) || less_than(&shape.of_equal_spread(), Null::Uniform))
}

/// Mean and standard deviation, divisor n - 1.
pub fn mean_and_deviation(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    (mean, libm::sqrt(squares / (n - 1.0).max(1.0)))
}
