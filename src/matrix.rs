//! Prepared observations, and the only index arithmetic over them.
//!
//! Values are `f32` on a grid of their own for each feature, fine enough not to matter and coarse enough that every
//! sum of them in `f64` is exact. Sums then do not depend on the order of the observations, on how the work is cut
//! or on how many workers share it: the reason the same file gives the same segments everywhere.

use crate::error::{Error, ErrorKind, Result};

/// Observations that lie side by side in memory. A block holds one run of `LANES` values for each feature, so one
/// vector instruction takes one feature of several observations.
pub const LANES: usize = 8;

/// Values are smaller than this, so that squared distances over hundreds of features stay finite in `f32`.
pub const LIMIT: f32 = 1e17;

/// Observations × features.
///
/// Layout: block `b` covers observations `b * LANES ..`, and is `features` runs of [`LANES`] values. The last block is
/// filled up with zeros; those lanes are no observations.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    observations: usize,
    features: usize,
    data: Vec<f32>,
    grids: Vec<f64>,
    sums: Vec<f64>,
    total_inertia: f64,
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
        let observations = columns.first().map_or(0, Vec::len);
        if observations == 0 {
            return Err(Error::new(
                ErrorKind::Table,
                "prepared table",
                "there is nothing to cluster",
                "Use at least one column with numbers in at least one row.",
            ));
        }
        let features = columns.len();
        let mut data = vec![0.0_f32; observations.div_ceil(LANES) * LANES * features];
        let mut grids = Vec::with_capacity(features);
        let mut sums = Vec::with_capacity(features);
        let mut total_inertia = 0.0;
        let mut values = vec![0.0_f64; observations];
        for (feature, column) in columns.iter().enumerate() {
            assert_eq!(column.len(), observations, "columns of a matrix have equal lengths");
            let grid = grid(column);
            for (observation, &x) in column.iter().enumerate() {
                let value = on_grid(x, grid);
                if value.is_nan() || value.abs() >= LIMIT {
                    return Err(Error::new(
                        ErrorKind::Table,
                        format!("prepared row {}, feature {}", observation + 1, feature + 1),
                        format!("{x} is too large to calculate distances with"),
                        "Scale the column, or take its logarithm.",
                    ));
                }
                data[position(features, observation, feature)] = value;
                values[observation] = f64::from(value);
            }
            grids.push(grid);
            let sum: f64 = values.iter().sum();
            total_inertia += squared_deviations(&values, sum / observations as f64);
            sums.push(sum);
        }
        Ok(Self { observations, features, data, grids, sums, total_inertia })
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

    /// The exact sum of each feature.
    pub fn sums(&self) -> &[f64] {
        &self.sums
    }

    /// The sum of squared distances of all observations to their mean.
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

    /// The matrix as bytes, little-endian: u64 observations, u64 features, f64 total inertia, f64 grids, f64 sums, then the f32
    /// blocks.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(24 + self.grids.len() * 16 + self.data.len() * 4);
        bytes.extend_from_slice(&(self.observations as u64).to_le_bytes());
        bytes.extend_from_slice(&(self.features as u64).to_le_bytes());
        for x in std::iter::once(&self.total_inertia).chain(&self.grids).chain(&self.sums) {
            bytes.extend_from_slice(&x.to_le_bytes());
        }
        for value in &self.data {
            bytes.extend_from_slice(&value.to_le_bytes());
        }
        bytes
    }

    /// The matrix written by [`to_bytes`](Self::to_bytes); `None` if the bytes are not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (observations, rest) = bytes.split_first_chunk::<8>()?;
        let (features, rest) = rest.split_first_chunk::<8>()?;
        let observations = usize::try_from(u64::from_le_bytes(*observations)).ok()?;
        let features = usize::try_from(u64::from_le_bytes(*features)).ok()?;
        let (total_inertia, rest) = rest.split_first_chunk::<8>()?;
        let (grids, rest) = rest.split_at_checked(features.checked_mul(8)?)?;
        let (sums, data) = rest.split_at_checked(features.checked_mul(8)?)?;
        let values = observations.div_ceil(LANES).checked_mul(LANES)?.checked_mul(features)?;
        if observations == 0 || features == 0 || data.len() != values.checked_mul(4)? {
            return None;
        }
        let numbers =
            |bytes: &[u8]| bytes.as_chunks::<8>().0.iter().map(|b| f64::from_le_bytes(*b)).collect();
        let (grids, sums) = (numbers(grids), numbers(sums));
        let total_inertia = f64::from_le_bytes(*total_inertia);
        let data = data.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
        Some(Self { observations, features, data, grids, sums, total_inertia })
    }
}

fn position(features: usize, observation: usize, feature: usize) -> usize {
    (observation / LANES * features + feature) * LANES + observation % LANES
}

/// The smallest power of two `g` with `Σ|x| ≤ 2^51 g`; the smallest normal number for a column of zeros.
fn grid(column: &[f64]) -> f64 {
    let size: f64 = column.iter().map(|x| f64::from(*x as f32).abs()).sum();
    if !size.is_finite() || size == 0.0 {
        return f64::MIN_POSITIVE;
    }
    let (mantissa, exponent) = libm::frexp(size);
    // size = mantissa · 2^exponent with mantissa in [0.5, 1): the power of two at or above it.
    let above = if mantissa == 0.5 { exponent - 1 } else { exponent };
    libm::ldexp(1.0, above - 51).max(f64::MIN_POSITIVE)
}

/// The sum of squared deviations of `values` from `mean`, summed in stretches so that rounding does not build up.
fn squared_deviations(values: &[f64], mean: f64) -> f64 {
    let stretch = |values: &[f64]| -> f64 { values.iter().map(|x| (x - mean) * (x - mean)).sum() };
    values.chunks(4096).map(stretch).sum()
}

/// `x` as the nearest `f32` that is a multiple of `grid`. A value too large to have digits below the grid is on it already.
fn on_grid(x: f64, grid: f64) -> f32 {
    let near = f64::from(x as f32);
    let steps = libm::rint(near / grid);
    if steps.abs() < 9e15 { (steps * grid) as f32 } else { x as f32 }
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
    fn bytes_and_back() {
        let matrix = Matrix::from_columns(&[awkward(13), awkward(13)]).expect("finite");
        assert_eq!(Matrix::from_bytes(&matrix.to_bytes()), Some(matrix.clone()));
        let bytes = matrix.to_bytes();
        for cut in [0, 7, 15, 20, 40, bytes.len() - 1] {
            assert_eq!(Matrix::from_bytes(&bytes[..cut]), None, "cut at {cut}");
        }
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
