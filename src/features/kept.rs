//! Where prepared values are kept until they are a matrix.

use super::Feature;
use super::magnitude::{bring_into_room, excess, shrink};
use crate::error::Result;
use crate::matrix::{Matrix, MatrixBuilder};

/// Prepared values of the features so far.
#[derive(Debug)]
pub(super) enum Kept {
    /// In the blocks of the matrix right away, so that a long table takes little more memory than the matrix.
    Straight {
        /// The matrix in the making.
        builder: MatrixBuilder,
        /// The largest size of a value.
        largest: f64,
        /// The power of two that all are divided by.
        exponent: i32,
    },
    /// As whole columns, where these are still to be worked with.
    Columns(Vec<Vec<f64>>),
}

impl Kept {
    /// Room for the matrix itself, all values divided by two to the power of `exponent`.
    pub(super) fn straight(observations: usize, features: usize, exponent: i32) -> Self {
        Self::Straight { builder: MatrixBuilder::new(observations, features), largest: 0.0, exponent }
    }

    /// Adds the next feature.
    pub(super) fn push(&mut self, values: impl Iterator<Item = f64>) {
        match self {
            Self::Columns(columns) => columns.push(values.collect()),
            Self::Straight { builder, largest, exponent: 0 } => {
                builder.push(values.inspect(|x| *largest = largest.max(x.abs())));
            }
            Self::Straight { builder, exponent, .. } => {
                builder.push(values.map(|x| libm::ldexp(x, -*exponent)));
            }
        }
    }

    /// The power of two that all values have to be divided by, and are not yet. As `f32` in the blocks they may have lost what they
    /// would have kept otherwise, so they are to be made once more. `None` if all is well.
    pub(super) fn misfit(&self) -> Option<i32> {
        match self {
            Self::Straight { largest, exponent: 0, .. } => excess(*largest),
            _ => None,
        }
    }

    /// The matrix of `features`, whose weights take in what all values had to be divided by.
    ///
    /// # Errors
    /// As [`Matrix::from_columns`].
    pub(super) fn finish(self, features: &mut [Feature]) -> Result<Matrix> {
        match self {
            Self::Straight { builder, exponent, .. } => {
                shrink(features, exponent);
                builder.finish()
            }
            Self::Columns(mut columns) => {
                bring_into_room(features, &mut columns);
                Matrix::from_columns(&columns)
            }
        }
    }
}
