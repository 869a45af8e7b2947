//! What preparing a table by a recipe gives.

use super::{Codebook, Feature, Rows, Space};
use crate::matrix::Matrix;
use crate::note::Note;
use crate::shape::{BARS, bars};
use crate::statistics::skewness;

/// Prepared features, ready to cluster.
#[derive(Debug)]
pub struct Prepared {
    /// Observations × features. It has gaps where they are left out of distances.
    pub matrix: Matrix,
    /// What each feature counts where gaps are left out of distances: the square of its column's weight, shared by the levels of a category.
    pub counts: Vec<f64>,
    /// How each feature was made, in matrix order. Those of one column stand side by side.
    pub features: Vec<Feature>,
    /// How the numbers of each column lie once transformed and within their fences, in the order of the features that are numbers.
    pub outcomes: Vec<Outcome>,
    /// How cells of categories become features, in matrix order.
    pub books: Vec<Codebook>,
    /// Which rows became observations.
    pub rows: Rows,
    /// What a person should know about it.
    pub notes: Vec<Note>,
    /// Where clusters are looked for, if not among the features as they stand.
    pub space: Option<Space>,
    /// Blocks of features, first and count, that are one category each for k-prototypes. None unless it was asked for.
    pub categories: Vec<(u32, u32)>,
    /// What a different level adds to a squared distance then.
    pub lambda: Option<f64>,
    /// Centroids of the fit these observations are described by, where it was found, k × its features, row-major: only where they are not
    /// the means of their members in `matrix`.
    pub centroids: Option<Vec<f64>>,
}

impl Prepared {
    /// Where clusters are looked for.
    pub fn clustered(&self) -> &Matrix {
        self.space.as_ref().map_or(&self.matrix, |space| &space.matrix)
    }

    /// Where a fit was found whose members have the means `means`: the observations there, and its centroids.
    pub fn found<'a>(&'a self, means: &'a [f64]) -> (&'a Matrix, &'a [f64]) {
        (self.clustered(), self.centroids.as_deref().unwrap_or(means))
    }

    /// The same for some of the observations only, ascending.
    pub fn picked(&self, observations: &[u32]) -> Self {
        let row = |observation: &u32| {
            u32::try_from(self.rows.row(*observation as usize)).expect("tables have fewer than 2^32 rows")
        };
        Self {
            matrix: self.matrix.picked(observations, Vec::new()),
            counts: self.counts.clone(),
            features: self.features.clone(),
            outcomes: self.outcomes.clone(),
            books: self.books.clone(),
            rows: Rows::Some(observations.iter().map(row).collect()),
            notes: self.notes.clone(),
            space: self.space.as_ref().map(|space| space.picked(observations)),
            categories: self.categories.clone(),
            lambda: self.lambda,
            centroids: None,
        }
    }
}

/// A column of numbers after its treatment, before scaling.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Index of the column in the table.
    pub column: usize,
    /// Rows in equally wide bars from the smallest to the largest value.
    pub bars: Vec<u32>,
    /// Skewness.
    pub skewness: f64,
}

impl Outcome {
    /// How `values`, those of `column`, lie.
    pub(super) fn of(column: usize, values: &[f64]) -> Self {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let bars = if values.is_empty() { vec![0; BARS] } else { bars(values, low, high) };
        Self { column, bars, skewness: skewness(values) }
    }
}
