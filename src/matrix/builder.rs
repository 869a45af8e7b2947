//! A matrix made one feature after the other, in the memory where it stays.

use super::grid::{grid, on_grid};
use super::{LANES, LIMIT, Matrix};
use crate::error::{Error, ErrorKind, Result};

/// Takes features as `f64` and keeps them as the `f32` of the blocks, so that besides the matrix there need be no more than the
/// feature at hand. Grids are found at the end: they depend on a value only as `f32`.
#[derive(Debug, Clone)]
pub struct MatrixBuilder {
    observations: usize,
    features: usize,
    /// Features there are.
    pushed: usize,
    /// As in [`Matrix`], not yet on grids.
    data: Vec<f32>,
    /// What is told of the first value that is too large, of the first feature that has one.
    refused: Option<Error>,
}

impl MatrixBuilder {
    /// Makes room for observations × features.
    pub fn new(observations: usize, features: usize) -> Self {
        let data = vec![0.0; observations.div_ceil(LANES) * LANES * features];
        Self { observations, features, pushed: 0, data, refused: None }
    }

    /// Adds the next feature: one value an observation.
    ///
    /// # Panics
    /// If there is no room for another feature, or not one value for each observation.
    pub fn push(&mut self, values: impl IntoIterator<Item = f64>) {
        let (feature, observations) = (self.pushed, self.observations);
        assert!(feature < self.features, "there is room for {} features", self.features);
        let mut values = values.into_iter();
        let places = self.runs(feature).flatten().take(observations);
        let mut refused = None;
        for (observation, place) in places.enumerate() {
            let x = values.next().expect("columns of a matrix have equal lengths");
            *place = x as f32;
            if (place.is_nan() || place.abs() >= LIMIT) && refused.is_none() {
                refused = Some((observation, x));
            }
        }
        assert!(values.next().is_none(), "columns of a matrix have equal lengths");
        self.pushed += 1;
        if let (None, Some((observation, x))) = (&self.refused, refused) {
            self.refused = Some(Error::new(
                ErrorKind::Table,
                format!("prepared row {}, feature {}", observation + 1, feature + 1),
                format!("{x} is too large to calculate distances with"),
                "Scale the column, or take its logarithm.",
            ));
        }
    }

    /// The matrix, as [`Matrix::from_columns`] makes it of all features at once. To be called when all have come.
    ///
    /// # Errors
    /// As [`Matrix::from_columns`].
    pub fn finish(self) -> Result<Matrix> {
        self.on_grids(Vec::new(), 1.0)
    }

    /// Brings each feature onto its grid. `weights` lie on `weight_grid`; none if all are 1.
    pub(super) fn on_grids(mut self, mut weights: Vec<f64>, weight_grid: f64) -> Result<Matrix> {
        if self.observations == 0 || self.features == 0 {
            return Err(Error::new(
                ErrorKind::Table,
                "prepared table",
                "there is nothing to cluster",
                "Use at least one column with numbers in at least one row.",
            ));
        }
        assert_eq!(self.pushed, self.features, "there is room for just the features that come");
        if let Some(refused) = self.refused {
            return Err(refused);
        }
        let mut grids = Vec::with_capacity(self.features);
        for feature in 0..self.features {
            let grid = grid(self.values(feature), &weights, weight_grid);
            self.runs(feature).flatten().for_each(|x| *x = on_grid(*x, grid));
            grids.push(grid);
        }
        if !weights.is_empty() {
            weights.resize(self.observations.div_ceil(LANES) * LANES, 0.0);
        }
        let matrix = Matrix {
            observations: self.observations,
            features: self.features,
            data: self.data,
            grids,
            sums: Vec::new(),
            total_inertia: 0.0,
            mass: 0.0,
            weights,
            gaps: None,
        };
        Ok(matrix.summed())
    }

    /// The values of `feature`. The last block's padding follows: zeros, which change no grid.
    fn values(&self, feature: usize) -> impl Iterator<Item = f32> + Clone + '_ {
        let blocks = self.data.chunks_exact(self.features * LANES);
        blocks.flat_map(move |block| block[feature * LANES..][..LANES].iter().copied())
    }

    /// The runs of `feature`, one a block.
    fn runs(&mut self, feature: usize) -> impl Iterator<Item = &mut [f32]> {
        let blocks = self.data.chunks_exact_mut(self.features * LANES);
        blocks.map(move |block| &mut block[feature * LANES..][..LANES])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_of_the_first_feature_that_has_one_is_refused() {
        let mut builder = MatrixBuilder::new(3, 3);
        builder.push([0.0, 1.0, 2.0]);
        builder.push([0.0, f64::NAN, 1e300]);
        builder.push([1e17, 0.0, 0.0]);
        let error = builder.finish().expect_err("no number");
        assert_eq!((error.place.as_str(), error.kind), ("prepared row 2, feature 2", ErrorKind::Table));
    }

    #[test]
    #[should_panic(expected = "equal lengths")]
    fn a_feature_has_one_value_an_observation() {
        MatrixBuilder::new(9, 1).push([1.0; 10]);
    }
}
