//! Table and recipe become a matrix, with the way back to original units.
//!
//! Each feature is filled, transformed, scaled and weighted, in that order, with numbers taken from the rows
//! that are used. Every step inverts, so that centroids can be told in the customer's own units.

mod preparer;
mod statistics;

pub use preparer::{Prepared, Preparer};
pub use statistics::{mean, median, quantile, standard_deviation};

use crate::recipe::{Missing, Transform};

/// Which rows of the table became observations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// All of them: observation `i` is row `i`.
    All(usize),
    /// These, ascending: observation `i` is row `rows[i]`.
    Some(Vec<u32>),
}

impl Rows {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::All(count) => *count,
            Self::Some(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The table row of `observation`.
    pub fn row(&self, observation: usize) -> usize {
        match self {
            Self::All(_) => observation,
            Self::Some(rows) => rows[observation] as usize,
        }
    }

    /// The table rows in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).map(|observation| self.row(observation))
    }

    /// The observation made from table row `row`, if it is used.
    pub fn observation(&self, row: usize) -> Option<usize> {
        match self {
            Self::All(count) => (row < *count).then_some(row),
            Self::Some(rows) => rows.binary_search(&u32::try_from(row).ok()?).ok(),
        }
    }
}

/// One feature: where it comes from, how it was prepared, and the way back.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Index of its column in the table.
    pub column: usize,
    /// Name of that column.
    pub name: String,
    /// How gaps are treated.
    pub missing: Missing,
    /// What gaps are filled with, original units; NaN if rows with a gap are dropped.
    pub fill: f64,
    /// Gaps filled among the rows used.
    pub filled: u64,
    /// Transform applied before scaling.
    pub transform: Transform,
    /// Subtracted after the transform.
    pub center: f64,
    /// Divided by afterwards; 1 for a feature that does not vary.
    pub spread: f64,
    /// Multiplied with at the end.
    pub weight: f64,
}

impl Feature {
    /// The prepared value of `x` (original units; NaN is a gap and becomes the prepared fill value).
    pub fn prepare(&self, x: f64) -> f64 {
        let present = if x.is_nan() { self.fill } else { x };
        (transformed(self.transform, present) - self.center) / self.spread * self.weight
    }

    /// The original value whose prepared value is `z`.
    pub fn invert(&self, z: f64) -> f64 {
        let scaled = z / self.weight * self.spread + self.center;
        match self.transform {
            Transform::None => scaled,
            Transform::Log1p => libm::expm1(scaled),
        }
    }
}

fn transformed(transform: Transform, x: f64) -> f64 {
    match transform {
        Transform::None => x,
        Transform::Log1p => libm::log1p(x),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preparing_and_inverting_is_the_identity() {
        let feature = Feature {
            column: 0,
            name: "spend".to_owned(),
            missing: Missing::Median,
            fill: 20.0,
            filled: 0,
            transform: Transform::Log1p,
            center: 3.0,
            spread: 0.5,
            weight: 2.0,
        };
        for x in [0.0, 1.0, 20.0, 1e6] {
            let back = feature.invert(feature.prepare(x));
            assert!((back - x).abs() <= 1e-9 * x.max(1.0), "{x} came back as {back}");
        }
        assert_eq!(feature.prepare(f64::NAN), feature.prepare(20.0), "a gap is the fill value");
    }

    #[test]
    fn observations_know_their_rows() {
        let rows = Rows::Some(vec![1, 4, 9]);
        assert_eq!(rows.row(2), 9);
        assert_eq!(rows.observation(4), Some(1));
        assert_eq!(rows.observation(5), None);
        assert_eq!(Rows::All(3).observation(3), None);
    }
}
