//! Features turned to their principal components, each brought to unit variance.

use crate::error::Result;
use crate::matrix::{Matrix, MatrixBuilder};
use crate::note::{Note, NoteKind};
use crate::projection::symmetric_eigen;

/// Components with less than this share of the largest one's variance are rounding, not spread.
const NOTHING: f64 = 1e-12;

/// The way from features to whitened components: as scikit-learn's `PCA(whiten=True)`, up to signs.
#[derive(Debug, Clone, PartialEq)]
pub struct Whitening {
    means: Vec<f64>,
    /// One a component: its direction divided by its standard deviation (divisor n - 1), one entry a feature.
    directions: Vec<Vec<f64>>,
    /// Share of the variance that the components keep, 0 to 1.
    kept: f64,
}

impl Whitening {
    /// The smallest number of components of `columns` (prepared features, of equal length) that keeps at least `share` of their
    /// variance. `None` if nothing varies.
    pub fn new(columns: &[Vec<f64>], share: f64) -> Option<Self> {
        let mut whitener = Whitener::new(columns, share);
        while whitener.step(columns) {}
        whitener.found.map(|(whitening, _)| whitening)
    }

    /// The components of features with these `means` and row-major `covariance` (divisor n - 1).
    fn of(means: Vec<f64>, covariance: Vec<f64>, share: f64) -> Option<Self> {
        let d = means.len();
        let (variances, vectors) = symmetric_eigen(covariance, d);
        let mut order: Vec<usize> = (0..d).collect();
        order.sort_by(|a, b| variances[*b].total_cmp(&variances[*a]).then(a.cmp(b)));
        let total: f64 = variances.iter().map(|variance| variance.max(0.0)).sum();
        let largest = order.first().map_or(0.0, |first| variances[*first]);
        if largest <= 0.0 {
            return None;
        }
        let (mut directions, mut kept) = (Vec::new(), 0.0);
        for axis in order {
            // A share of 1 is reached by rounding as well.
            if kept / total >= share - 1e-12 || variances[axis] <= NOTHING * largest {
                break;
            }
            let deviation = libm::sqrt(variances[axis]);
            directions.push((0..d).map(|i| vectors[i * d + axis] / deviation).collect());
            kept += variances[axis];
        }
        Some(Self { means, directions, kept: (kept / total).min(1.0) })
    }

    /// Number of components.
    pub fn components(&self) -> usize {
        self.directions.len()
    }

    /// Share of the variance they keep, 0 to 1.
    pub fn kept(&self) -> f64 {
        self.kept
    }

    /// The components of a point that has one value a feature.
    pub fn place(&self, point: &[f64]) -> Vec<f64> {
        let along = |direction: &Vec<f64>| {
            point.iter().zip(&self.means).zip(direction).map(|((x, mean), d)| (x - mean) * d).sum()
        };
        self.directions.iter().map(along).collect()
    }

    /// What each feature adds to the product of the components with `along` when it grows by 1.
    pub fn pull_back(&self, along: &[f64]) -> Vec<f64> {
        let pulled = |f: usize| self.directions.iter().zip(along).map(|(d, a)| d[f] * a).sum();
        (0..self.means.len()).map(pulled).collect()
    }

    /// Component `number` of every observation of `columns`.
    fn column(&self, columns: &[Vec<f64>], number: usize) -> Vec<f64> {
        let mut values = vec![0.0; columns.first().map_or(0, Vec::len)];
        for ((column, mean), d) in columns.iter().zip(&self.means).zip(&self.directions[number]) {
            values.iter_mut().zip(column).for_each(|(value, x)| *value += (x - mean) * d);
        }
        values
    }
}

/// A whitening in the making, a feature or a component at a time.
#[derive(Debug)]
pub(super) struct Whitener {
    share: f64,
    means: Vec<f64>,
    covariance: Vec<f64>,
    /// Rows of the covariance there are.
    rows: usize,
    /// The way to the components, and the matrix of those there are.
    found: Option<(Whitening, MatrixBuilder)>,
    /// Components there are.
    white: usize,
}

impl Whitener {
    /// Begins with `columns`, of equal length.
    pub(super) fn new(columns: &[Vec<f64>], share: f64) -> Self {
        let n = columns.first().map_or(0, Vec::len) as f64;
        let means = columns.iter().map(|column| column.iter().sum::<f64>() / n).collect();
        let covariance = vec![0.0; columns.len() * columns.len()];
        Self { share, means, covariance, rows: 0, found: None, white: 0 }
    }

    /// Works on with the columns it began with: at most rows times features multiplications. Returns whether there is more to do.
    pub(super) fn step(&mut self, columns: &[Vec<f64>]) -> bool {
        let d = columns.len();
        if self.rows < d {
            let (i, n) = (self.rows, columns[self.rows].len() as f64);
            for j in 0..=i {
                let pairs = columns[i].iter().zip(&columns[j]);
                let sum: f64 = pairs.map(|(x, y)| (x - self.means[i]) * (y - self.means[j])).sum();
                self.covariance[i * d + j] = sum / (n - 1.0).max(1.0);
                self.covariance[j * d + i] = self.covariance[i * d + j];
            }
            self.rows += 1;
            if self.rows == d {
                let covariance = std::mem::take(&mut self.covariance);
                let whitening = Whitening::of(std::mem::take(&mut self.means), covariance, self.share);
                let built = |whitening: Whitening| {
                    let builder = MatrixBuilder::new(columns[i].len(), whitening.components());
                    (whitening, builder)
                };
                self.found = whitening.map(built);
            }
            return self.rows < d || self.found.is_some();
        }
        let Some((whitening, builder)) = &mut self.found else { return false };
        builder.push(whitening.column(columns, self.white));
        self.white += 1;
        self.white < whitening.components()
    }

    /// The components, once [`step`](Self::step) has returned `false`. `None` if nothing varies.
    ///
    /// # Errors
    /// As [`Matrix::from_columns`].
    pub(super) fn finish(self) -> Result<Option<Space>> {
        let Some((whitening, builder)) = self.found else { return Ok(None) };
        Ok(Some(Space { whitening, matrix: builder.finish()? }))
    }
}

/// Whitened observations, and the way there.
#[derive(Debug, Clone, PartialEq)]
pub struct Space {
    /// The way from features.
    pub whitening: Whitening,
    /// Observations × components.
    pub matrix: Matrix,
}

impl Space {
    /// Some of the observations only.
    pub(super) fn picked(&self, observations: &[u32]) -> Self {
        let matrix = self.matrix.picked(observations, Vec::new());
        Self { whitening: self.whitening.clone(), matrix }
    }

    /// What was done to so many features.
    pub(super) fn told(&self, features: usize) -> Note {
        let components = self.whitening.components();
        let what = if components == 1 { "component" } else { "components" };
        let text = format!(
            "Segments were looked for in {components} principal {what} of {features} features, with {:.1} % of the differences, brought to unit variance. Averages and profiles stay in the columns’ own units.",
            100.0 * self.whitening.kept()
        );
        Note::new(NoteKind::Preparation, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correlated() -> Vec<Vec<f64>> {
        let x: Vec<f64> = (0..200).map(|i| f64::from(i * i % 37)).collect();
        let y: Vec<f64> = x.iter().zip(0..).map(|(x, i)| 2.0 * x + f64::from(i % 7)).collect();
        let z = (0..200).map(|i| f64::from(i % 11)).collect();
        vec![x, y, z]
    }

    #[test]
    fn components_have_unit_variance_and_no_correlation() {
        let columns = correlated();
        let whitening = Whitening::new(&columns, 1.0).expect("it varies");
        assert_eq!((whitening.components(), whitening.kept()), (3, 1.0));
        let white: Vec<Vec<f64>> = (0..3).map(|number| whitening.column(&columns, number)).collect();
        for a in 0..3 {
            for b in 0..=a {
                let product: f64 = white[a].iter().zip(&white[b]).map(|(x, y)| x * y).sum::<f64>() / 199.0;
                assert!((product - f64::from(u8::from(a == b))).abs() < 1e-9, "{a}, {b}: {product}");
            }
        }
        let place = whitening.place(&[columns[0][5], columns[1][5], columns[2][5]]);
        assert!(place.iter().zip(&white).all(|(x, column)| (x - column[5]).abs() < 1e-12), "{place:?}");
    }

    #[test]
    fn as_few_components_as_reach_the_share() {
        let columns = correlated();
        assert_eq!(Whitening::new(&columns, 0.9).expect("it varies").components(), 1);
        assert_eq!(Whitening::new(&columns, 0.99).expect("it varies").components(), 2);
        let twice = vec![columns[0].clone(), columns[0].clone()];
        assert_eq!(Whitening::new(&twice, 1.0).expect("it varies").components(), 1, "a copy adds nothing");
        assert!(Whitening::new(&[vec![2.0; 9]], 0.5).is_none(), "nothing varies");
    }

    #[test]
    fn a_step_along_a_feature_is_pulled_back() {
        let whitening = Whitening::new(&correlated(), 1.0).expect("it varies");
        let along = [0.3, -0.2, 0.9];
        let product =
            |point: &[f64]| -> f64 { whitening.place(point).iter().zip(along).map(|(x, a)| x * a).sum() };
        let pulled = whitening.pull_back(&along);
        for f in 0..3 {
            let mut point = [1.0, 2.0, 3.0];
            let before = product(&point);
            point[f] += 1.0;
            assert!((product(&point) - before - pulled[f]).abs() < 1e-12, "feature {f}");
        }
    }
}
