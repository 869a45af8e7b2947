//! References: tables like this one in size, place and spread, but without segments.

use serde::{Deserialize, Serialize};

use super::draw::{columns, fit, normal, some_rows};
use crate::kmeans::Draws;
use crate::matrix::Matrix;
use crate::projection::{Axes, Moments};

/// A column with no more different values than this keeps them in the reference: levels alone are no segments.
const LEVELS: usize = 16;

/// Keeps the streams of references apart from others of the same seed.
const STREAM: u64 = 0x4E55_4C4C;

/// How a reference is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Null {
    /// Uniform in the box along the principal components that holds all rows (Tibshirani, Walther & Hastie 2001, variant b).
    Uniform,
    /// One Gaussian with the means and covariances of the rows.
    Gaussian,
}

/// What a reference copies of a table.
#[derive(Debug, Clone)]
pub struct Shape {
    axes: Axes,
    /// Smallest and largest coordinate along each axis.
    ranges: Vec<(f64, f64)>,
    /// For each feature with few values: the values of the rows, ascending.
    levels: Vec<Option<Vec<f64>>>,
    rows: usize,
}

impl Shape {
    /// The shape of `rows` of `matrix`, of which there is at least one.
    pub fn of(matrix: &Matrix, rows: &[usize]) -> Self {
        let columns = columns(matrix, rows);
        let some = Matrix::from_columns(&columns).expect("rows of a matrix");
        let mut moments = Moments::new(some.features());
        moments.add(&some, usize::MAX);
        let axes = moments.axes();
        let mut ranges = vec![(f64::INFINITY, f64::NEG_INFINITY); some.features()];
        for observation in 0..some.observations() {
            for (range, x) in ranges.iter_mut().zip(axes.place(&some.row(observation))) {
                *range = (range.0.min(x), range.1.max(x));
            }
        }
        Self { axes, ranges, levels: columns.into_iter().map(levels).collect(), rows: rows.len() }
    }

    /// With a box that has the variance of the rows along each component in place of holding all of them: a few far-out rows then do not make
    /// it larger than what they stand out from.
    pub fn of_equal_spread(mut self) -> Self {
        for (range, variance) in self.ranges.iter_mut().zip(&self.axes.variances) {
            // A uniform number from -h to h has the variance h^2 / 3.
            let half = libm::sqrt(3.0 * variance.max(0.0));
            *range = (-half, half);
        }
        self
    }

    /// One reference with as many rows.
    pub fn draw(&self, null: Null, draws: &mut Draws) -> Matrix {
        let features = self.ranges.len();
        let mut columns = vec![Vec::with_capacity(self.rows); features];
        for _ in 0..self.rows {
            let along = (0..features).map(|axis| match null {
                Null::Uniform => {
                    self.ranges[axis].0 + (self.ranges[axis].1 - self.ranges[axis].0) * draws.real()
                }
                Null::Gaussian => libm::sqrt(self.axes.variances[axis].max(0.0)) * normal(draws),
            });
            let along: Vec<f64> = along.collect();
            for (column, x) in columns.iter_mut().zip(self.axes.point(&along)) {
                column.push(x);
            }
        }
        for (column, levels) in columns.iter_mut().zip(&self.levels) {
            match (levels, null) {
                (Some(levels), Null::Gaussian) => by_rank(column, levels),
                (Some(levels), Null::Uniform) => to_nearest(column, levels),
                (None, _) => {}
            }
        }
        Matrix::from_columns(&columns).expect("as large as the rows it copies")
    }
}

/// The sorted column, if it has few different values.
fn levels(mut column: Vec<f64>) -> Option<Vec<f64>> {
    column.sort_by(f64::total_cmp);
    let different = 1 + column.windows(2).filter(|pair| pair[0] != pair[1]).count();
    (different <= LEVELS).then_some(column)
}

/// Puts the values of `levels`, as many as the column has, in the column's order.
fn by_rank(column: &mut [f64], levels: &[f64]) {
    let mut order: Vec<usize> = (0..column.len()).collect();
    order.sort_by(|a, b| column[*a].total_cmp(&column[*b]));
    for (rank, row) in order.into_iter().enumerate() {
        column[row] = levels[rank];
    }
}

/// Moves each value to the nearest level.
fn to_nearest(column: &mut [f64], levels: &[f64]) {
    for x in column {
        let above = levels.partition_point(|level| *level < *x).min(levels.len() - 1);
        let below = above.saturating_sub(1);
        *x = if *x - levels[below] < levels[above] - *x { levels[below] } else { levels[above] };
    }
}

/// The elbow of reference `number`: for k from `from` to `to`, the logarithm of the inertia as a share of that at k = 1. Depends on
/// the matrix, `seed`, `null` and `number` only.
pub fn curve(matrix: &Matrix, (from, to): (u32, u32), seed: u64, null: Null, number: u32) -> Vec<f64> {
    let mut draws = Draws::new(&[seed, STREAM, null as u64, u64::from(number)]);
    let rows = some_rows(matrix.observations(), &mut draws);
    let reference = Shape::of(matrix, &rows).draw(null, &mut draws);
    let seed = draws.below(u64::MAX);
    (from..=to).map(|k| log_share(fit(&reference, k, seed).inertia, reference.total_inertia())).collect()
}

/// `ln(inertia / total)`, 0 where nothing differs, and no lower than a share of 1e-12.
pub fn log_share(inertia: f64, total: f64) -> f64 {
    if total > 0.0 { libm::log((inertia / total).clamp(1e-12, 1.0)) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skewed() -> Matrix {
        let mut draws = Draws::new(&[8]);
        let base: Vec<f64> = (0..2000).map(|_| normal(&mut draws)).collect();
        let other = base.iter().map(|x| 2.0 * x + normal(&mut draws)).collect();
        let few = base.iter().map(|x| f64::from(u8::from(*x > 0.5))).collect();
        Matrix::from_columns(&[base, other, few]).expect("finite")
    }

    fn covariance(matrix: &Matrix, a: usize, b: usize) -> f64 {
        let n = matrix.observations() as f64;
        let mean = |f: usize| matrix.sums()[f] / n;
        let product =
            |i| (f64::from(matrix.value(i, a)) - mean(a)) * (f64::from(matrix.value(i, b)) - mean(b));
        (0..matrix.observations()).map(product).sum::<f64>() / n
    }

    #[test]
    fn the_gaussian_has_the_means_covariances_and_levels_of_the_rows() {
        let matrix = skewed();
        let rows: Vec<usize> = (0..2000).collect();
        let drawn = Shape::of(&matrix, &rows).draw(Null::Gaussian, &mut Draws::new(&[1]));
        for (a, b) in [(0, 0), (0, 1), (1, 1)] {
            let (want, have) = (covariance(&matrix, a, b), covariance(&drawn, a, b));
            assert!((want - have).abs() < 0.15 * want, "{a}, {b}: {want} and {have}");
        }
        assert_eq!(drawn.sums()[2], matrix.sums()[2], "as many ones");
    }

    #[test]
    fn the_uniform_stays_in_the_box_and_on_the_levels() {
        let matrix = skewed();
        let rows: Vec<usize> = (0..2000).collect();
        let shape = Shape::of(&matrix, &rows);
        let drawn = shape.draw(Null::Uniform, &mut Draws::new(&[1]));
        assert!((0..2000).all(|i| [0.0, 1.0].contains(&drawn.value(i, 2))), "two levels");
        assert!(covariance(&drawn, 0, 1) > 0.5, "the box lies along the components");
    }

    #[test]
    fn a_reference_depends_on_its_number_alone() {
        let matrix = skewed();
        let first = curve(&matrix, (1, 3), 7, Null::Uniform, 0);
        assert_eq!(first, curve(&matrix, (1, 3), 7, Null::Uniform, 0));
        assert_ne!(first, curve(&matrix, (1, 3), 7, Null::Uniform, 1));
        assert_eq!(first[0], 0.0);
        assert!(first[1] < 0.0 && first[2] < first[1], "{first:?}");
    }
}
