//! What a fit knows of the whole, wherever its observations are.

use super::distance::sections;
use crate::matrix::Matrix;

/// The figures of a matrix that decide about a fit. They are exact or added up in order, so they are the same wherever they are made.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Number of features.
    pub features: usize,
    /// Sections of observations.
    pub sections: usize,
    /// Sum of the weights.
    pub mass: f64,
    /// Weighted sum of each feature.
    pub sums: Vec<f64>,
    /// Weighted sum of squared distances to the mean.
    pub total_inertia: f64,
}

impl Facts {
    /// The facts of a whole matrix.
    pub fn of(matrix: &Matrix) -> Self {
        Self {
            features: matrix.features(),
            sections: sections(matrix),
            mass: matrix.mass(),
            sums: matrix.sums().to_vec(),
            total_inertia: matrix.total_inertia(),
        }
    }
}
