//! Prepared observations, and the only index arithmetic over them.
//!
//! Values are `f32` on a grid of their own for each feature, fine enough not to matter and coarse enough that every
//! sum of them in `f64` is exact. Sums then do not depend on the order of the observations, on how the work is cut
//! or on how many workers share it: the reason the same file gives the same segments everywhere.

mod builder;
mod bytes;
mod gaps;
mod grid;
mod slice;

use crate::error::{Error, ErrorKind, Result};
pub use builder::MatrixBuilder;
pub use gaps::{Gaps, factor};
use grid::round_weights;
pub use slice::Slice;

/// Observations that lie side by side in memory. A block holds one run of `LANES` values for each feature, so one
/// vector instruction takes one feature of several observations.
pub const LANES: usize = 8;

/// Values are smaller than this, so that squared distances over hundreds of features stay finite in `f32`.
pub const LIMIT: f32 = 1e17;

/// Observations × features, each observation with a weight: 1 unless weights were given.
///
/// Layout: block `b` covers observations `b * LANES ..`, and is `features` runs of [`LANES`] values. The last block is
/// filled up with zeros; those lanes are no observations, and weigh nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    observations: usize,
    features: usize,
    data: Vec<f32>,
    grids: Vec<f64>,
    sums: Vec<f64>,
    total_inertia: f64,
    mass: f64,
    /// One a lane, padding included; empty if every observation weighs 1.
    weights: Vec<f64>,
    /// Values left out of distances.
    gaps: Option<Gaps>,
}

impl Matrix {
    /// Rounds `columns` (one a feature, all of the same length) to their grids and lays them out.
    ///
    /// The grid of a feature is the smallest power of two `g` for which `Σ|x| ≤ 2^51 g`. Partial sums of multiples of `g`
    /// then stay below `2^52 g`, rounding included, where `f64` represents every multiple of `g`. A standardised feature
    /// of 10 million rows is rounded to 2^-28.
    ///
    /// # Errors
    /// [`ErrorKind::Table`] if there is no column or no row, or if a value is not below [`LIMIT`] in size.
    pub fn from_columns(columns: &[Vec<f64>]) -> Result<Self> {
        built(columns).finish()
    }

    /// As [`from_columns`](Self::from_columns), every observation counting `weights` times, whole or not.
    ///
    /// Weights have a grid of their own: whole ones stay as they are, others are rounded to a 1024th of the power of two at
    /// or above their mean, and to at least one such step. The grid of a feature is then the smallest power of two `g` with
    /// `Σ w|x| ≤ 2^51 g h`, `h` being the grid of the weights, so that sums of `w x` are exact as well. What the weights
    /// take of the 51 bits the values lack: a million standardised rows are rounded to about 2^-21.
    ///
    /// # Errors
    /// As [`from_columns`](Self::from_columns); [`ErrorKind::Option`] if there is not one finite weight above 0 for each
    /// observation.
    pub fn weighted(columns: &[Vec<f64>], weights: &[f64]) -> Result<Self> {
        let observations = columns.first().map_or(0, Vec::len);
        if weights.len() != observations || weights.iter().any(|weight| !(*weight > 0.0 && *weight < 1e15)) {
            return Err(Error::new(
                ErrorKind::Option,
                "weights",
                format!("{} weights for {observations} rows, or one that is not above 0", weights.len()),
                "Give each row a weight above 0 and below 10^15.",
            ));
        }
        let (weights, grid) = round_weights(weights);
        built(columns).on_grids(weights, grid)
    }

    /// The observations `order`, one after the other, each with the weight beside it. They lie on the same grids, on which sums
    /// stay exact as long as the whole does not outweigh that of this matrix.
    pub fn picked(&self, order: &[u32], weights: Vec<f64>) -> Self {
        let mut data = vec![0.0_f32; order.len().div_ceil(LANES) * LANES * self.features];
        for (to, from) in order.iter().enumerate() {
            let start = position(self.features, to, 0);
            for (x, value) in data[start..].iter_mut().step_by(LANES).zip(self.values(*from as usize)) {
                *x = value;
            }
        }
        let mut weights = weights;
        weights.resize(if weights.is_empty() { 0 } else { order.len().div_ceil(LANES) * LANES }, 0.0);
        let (grids, sums, features) = (self.grids.clone(), Vec::new(), self.features);
        Self {
            observations: order.len(),
            features,
            data,
            grids,
            sums,
            total_inertia: 0.0,
            mass: 0.0,
            weights,
            gaps: self.gaps.as_ref().map(|gaps| gaps.picked(order)),
        }
        .summed()
    }

    /// The blocks `blocks` as a matrix of their own, on the same grids. Sums, mass and total inertia stay those of the whole.
    pub fn part(&self, blocks: std::ops::Range<usize>) -> Self {
        let length = self.features * LANES;
        let observations = (blocks.end * LANES).min(self.observations) - blocks.start * LANES;
        let data = self.data[blocks.start * length..blocks.end * length].to_vec();
        let weights = if self.weights.is_empty() {
            Vec::new()
        } else {
            self.weights[blocks.start * LANES..blocks.end * LANES].to_vec()
        };
        Self {
            observations,
            features: self.features,
            data,
            grids: self.grids.clone(),
            sums: self.sums.clone(),
            total_inertia: self.total_inertia,
            mass: self.mass,
            weights,
            gaps: self.gaps.as_ref().map(|gaps| gaps.part(blocks)),
        }
    }

    /// With mass, sums and total inertia made of the values.
    fn summed(mut self) -> Self {
        self.mass =
            if self.weights.is_empty() { self.observations as f64 } else { self.weights.iter().sum() };
        for feature in 0..self.features {
            let sum: f64 = self.weighted_values(feature).map(|(weight, x)| weight * x).sum();
            let deviations = squared_deviations(self.weighted_values(feature), sum / self.mass);
            self.total_inertia += deviations;
            self.sums.push(sum);
        }
        self
    }

    fn weighted_values(&self, feature: usize) -> impl Iterator<Item = (f64, f64)> + '_ {
        (0..self.observations).map(move |i| (self.weight(i), f64::from(self.value(i, feature))))
    }

    /// Number of observations.
    pub fn observations(&self) -> usize {
        self.observations
    }

    /// Number of features.
    pub fn features(&self) -> usize {
        self.features
    }

    /// Number of blocks.
    pub fn blocks(&self) -> usize {
        self.observations.div_ceil(LANES)
    }

    /// Block `block`: `features` runs of [`LANES`] values.
    pub fn block(&self, block: usize) -> &[f32] {
        let length = self.features * LANES;
        &self.data[block * length..(block + 1) * length]
    }

    /// All blocks, one after the other: `features` runs each.
    pub fn runs(&self) -> &[[f32; LANES]] {
        self.data.as_chunks().0
    }

    /// How many lanes of `block` are observations.
    pub fn lanes(&self, block: usize) -> usize {
        (self.observations - block * LANES).min(LANES)
    }

    /// One value.
    pub fn value(&self, observation: usize, feature: usize) -> f32 {
        self.data[position(self.features, observation, feature)]
    }

    /// The features of one observation, one after the other.
    pub fn values(&self, observation: usize) -> impl Iterator<Item = f32> + '_ {
        let lane = observation % LANES;
        self.block(observation / LANES).as_chunks::<LANES>().0.iter().map(move |run| run[lane])
    }

    /// The features of one observation.
    pub fn row(&self, observation: usize) -> Vec<f32> {
        self.values(observation).collect()
    }

    /// The grid of each feature: every value is a multiple of it.
    pub fn grids(&self) -> &[f64] {
        &self.grids
    }

    /// The weight of one observation.
    pub fn weight(&self, observation: usize) -> f64 {
        if self.weights.is_empty() { 1.0 } else { self.weights[observation] }
    }

    /// The weights of a block's lanes, 0 for padding; `None` if every observation weighs 1.
    pub fn block_weights(&self, block: usize) -> Option<&[f64; LANES]> {
        self.weights.get(block * LANES..).and_then(<[f64]>::first_chunk)
    }

    /// The sum of the weights: the number of observations unless weights were given.
    pub fn mass(&self) -> f64 {
        self.mass
    }

    /// The exact weighted sum of each feature.
    pub fn sums(&self) -> &[f64] {
        &self.sums
    }

    /// The weighted sum of squared distances of all observations to their mean.
    pub fn total_inertia(&self) -> f64 {
        self.total_inertia
    }

    /// Counts different rows, but no further than `limit`.
    pub fn distinct_rows(&self, limit: usize) -> usize {
        let mut seen = std::collections::BTreeSet::new();
        for observation in 0..self.observations {
            if seen.len() >= limit {
                break;
            }
            // Adding 0 makes -0 and 0 the same bits.
            let key: Vec<u32> =
                (0..self.features).map(|f| (self.value(observation, f) + 0.0).to_bits()).collect();
            seen.insert(key);
        }
        seen.len()
    }
}

fn built(columns: &[Vec<f64>]) -> MatrixBuilder {
    let mut builder = MatrixBuilder::new(columns.first().map_or(0, Vec::len), columns.len());
    columns.iter().for_each(|column| builder.push(column.iter().copied()));
    builder
}

fn position(features: usize, observation: usize, feature: usize) -> usize {
    (observation / LANES * features + feature) * LANES + observation % LANES
}

/// The weighted sum of squared deviations from `mean`, summed in stretches so that rounding does not build up.
fn squared_deviations(values: impl Iterator<Item = (f64, f64)>, mean: f64) -> f64 {
    let (mut total, mut stretch) = (0.0, 0.0);
    for (i, (weight, x)) in values.enumerate() {
        if i % 4096 == 0 {
            total += std::mem::take(&mut stretch);
        }
        stretch += weight * (x - mean) * (x - mean);
    }
    total + stretch
}

#[cfg(test)]
mod tests {
    use super::*;

    fn awkward(n: usize) -> Vec<f64> {
        (0..n)
            .map(|i| (((i * 7919) % 10_007) as f64 / 313.0).sin() * 1e3_f64.powi((i % 3) as i32 - 1))
            .collect()
    }

    #[test]
    fn sums_are_exact_in_any_order() {
        let matrix = Matrix::from_columns(&[awkward(5000)]).expect("finite");
        let values: Vec<f64> = (0..5000).map(|i| f64::from(matrix.value(i, 0))).collect();
        let forward: f64 = values.iter().sum();
        let backward: f64 = values.iter().rev().sum();
        let mut halves = 0.0;
        for parity in [0, 1] {
            halves += values.iter().skip(parity).step_by(2).sum::<f64>();
        }
        assert_eq!(forward.to_bits(), backward.to_bits());
        assert_eq!(forward.to_bits(), halves.to_bits());
        let steps: i128 = values.iter().map(|x| (x / matrix.grids()[0]) as i128).sum();
        assert_eq!(forward / matrix.grids()[0], steps as f64, "the sum of whole grid steps");
    }

    #[test]
    fn the_grid_is_finer_than_f32_for_most_values() {
        let column = awkward(1000);
        let matrix = Matrix::from_columns(std::slice::from_ref(&column)).expect("finite");
        for (i, x) in column.iter().enumerate() {
            let error = (f64::from(matrix.value(i, 0)) - x).abs();
            assert!(error <= x.abs() * 6e-8 + matrix.grids()[0], "{x} was moved by {error}");
        }
    }

    #[test]
    fn tiny_and_huge_values_keep_exact_sums() {
        for scale in [1e-300, 1e-40, 1e-30, 1e13] {
            let column: Vec<f64> = awkward(300).iter().map(|x| x * scale).collect();
            let matrix = Matrix::from_columns(&[column]).expect("within the limit");
            let values: Vec<f64> = (0..300).map(|i| f64::from(matrix.value(i, 0))).collect();
            let (forward, backward): (f64, f64) = (values.iter().sum(), values.iter().rev().sum());
            assert_eq!(forward.to_bits(), backward.to_bits(), "at scale {scale}");
        }
    }

    #[test]
    fn sums_of_weighted_values_are_exact_whole_or_not() {
        for fraction in [1.0, 0.37] {
            let weights: Vec<f64> = (0..5000).map(|i| f64::from(i % 11 + 1) * fraction).collect();
            let matrix = Matrix::weighted(&[awkward(5000)], &weights).expect("finite");
            let products: Vec<f64> =
                (0..5000).map(|i| matrix.weight(i) * f64::from(matrix.value(i, 0))).collect();
            let (forward, backward): (f64, f64) = (products.iter().sum(), products.iter().rev().sum());
            assert_eq!(forward.to_bits(), backward.to_bits(), "fraction {fraction}");
            assert_eq!(forward.to_bits(), matrix.sums()[0].to_bits());
        }
        let error = Matrix::weighted(&[vec![1.0, 2.0]], &[1.0, 0.0]).expect_err("a weight of nothing");
        assert_eq!(error.kind, ErrorKind::Option);
    }

    #[test]
    fn a_weight_is_as_good_as_that_many_rows() {
        let heavy = Matrix::weighted(&[vec![1.0, 4.0]], &[3.0, 1.0]).expect("finite");
        let many = Matrix::from_columns(&[vec![1.0, 1.0, 1.0, 4.0]]).expect("finite");
        assert_eq!((heavy.mass(), heavy.sums()), (many.mass(), many.sums()));
        assert_eq!(heavy.total_inertia(), many.total_inertia());
    }

    #[test]
    fn distinct_rows_are_counted_up_to_the_limit() {
        let matrix = Matrix::from_columns(&[vec![0.0, -0.0, 1.0, 1.0, 2.0]]).expect("finite");
        assert_eq!(matrix.distinct_rows(10), 3);
        assert_eq!(matrix.distinct_rows(2), 2);
    }

    #[test]
    fn what_cannot_be_clustered_is_refused() {
        assert_eq!(Matrix::from_columns(&[]).expect_err("no column").kind, ErrorKind::Table);
        assert_eq!(Matrix::from_columns(&[vec![]]).expect_err("no row").kind, ErrorKind::Table);
        let error = Matrix::from_columns(&[vec![1.0, 1e300]]).expect_err("beyond f32");
        assert_eq!(error.place, "prepared row 2, feature 1");
    }
}
