//! What of a recipe's `clustering` makes it other than plain k-means.

use serde::{Deserialize, Serialize};

use super::{Clustering, Missing, Recipe, TRIM_LIMIT, wrong};
use crate::error::Result;

/// Customers among which a least size of segments can be held: the exact assignment is a flow that looks at every customer and every
/// segment in every iteration.
pub const MIN_SIZE_ROWS: usize = 20_000;

/// Segments for which it can.
const MIN_SIZE_SEGMENTS: u32 = 50;

/// How categories count among the features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Categories {
    /// One feature a level, the block of them weighing like one column; a centre has shares of levels. The default.
    #[default]
    OneHot,
    /// k-prototypes (Huang 1998): customers of different levels are a fixed distance apart, and a centre has the most frequent level.
    Prototypes,
}

impl Clustering {
    /// Checks the keys that make it other than plain k-means.
    pub(super) fn check_variant(&self) -> Result<()> {
        let fail = |key: &str, what: String, advice: &str| {
            Err(wrong(format!("recipe, key clustering.{key}"), what, advice))
        };
        if !(0.0..=TRIM_LIMIT).contains(&self.trim) {
            return fail(
                "trim",
                format!("{} is no share that can be set aside", self.trim),
                "Give a number from 0 to 0.5, such as 0.02.",
            );
        }
        if let Some(share) = self.whiten
            && !(share > 0.0 && share <= 1.0)
        {
            return fail(
                "whiten",
                format!("{share} is no share of the differences"),
                "Give a number above 0 and at most 1, such as 0.9, or leave the key out.",
            );
        }
        if self.min_size > 0 && self.trim > 0.0 {
            return fail(
                "min_size",
                "customers set aside are in no segment, so both cannot be held at once".to_owned(),
                "Set trim or min_size to 0.",
            );
        }
        if self.min_size > 0 && self.k_max > MIN_SIZE_SEGMENTS {
            return fail(
                "min_size",
                format!("it holds for up to {MIN_SIZE_SEGMENTS} segments, and k_max is {}", self.k_max),
                "Lower k_max, or set min_size to 0.",
            );
        }
        let prototypes = self.categories == Categories::Prototypes;
        if prototypes && self.whiten.is_some() {
            return fail(
                "whiten",
                "components mix columns, so they have no most frequent level".to_owned(),
                "Leave whiten out, or set categories to one_hot.",
            );
        }
        match self.lambda {
            Some(lambda) if !(lambda > 0.0 && lambda.is_finite()) => fail(
                "lambda",
                format!("{lambda} is no distance between levels"),
                "Give a number above 0, or leave the key out.",
            ),
            Some(_) if !prototypes => fail(
                "lambda",
                "it weighs levels for prototypes only".to_owned(),
                "Set categories to prototypes, or leave lambda out.",
            ),
            _ => Ok(()),
        }
    }

    /// Checks that the least size of a segment can be held among `customers`.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`](crate::error::ErrorKind::Recipe) if they are too many, or too few for `k_min` segments.
    pub fn check_min_size(&self, customers: usize) -> Result<()> {
        let fail = |what: String, advice: &str| Err(wrong("recipe, key clustering.min_size", what, advice));
        if self.min_size == 0 {
            return Ok(());
        }
        if customers > MIN_SIZE_ROWS {
            return fail(
                format!(
                    "a least size is held exactly for up to {MIN_SIZE_ROWS} customers, and there are {customers}"
                ),
                "Set it to 0 and use smallest_count, which keeps small segments from being recommended; or use fewer rows by a filter.",
            );
        }
        // In 64 bits: the product of two numbers a person gives.
        if (customers as u64) < u64::from(self.min_size) * u64::from(self.k_min) {
            return fail(
                format!("{} segments of {} need more than {customers} customers", self.k_min, self.min_size),
                "Ask for smaller segments, or lower k_min.",
            );
        }
        Ok(())
    }
}

impl Recipe {
    /// Checks that gaps are left out of distances only where those are over columns.
    pub(super) fn check_gaps(&self) -> Result<()> {
        let Some(column) = self.features().find(|column| column.missing == Missing::LeaveOut) else {
            return Ok(());
        };
        let fail = |what: &str, advice: &str| {
            Err(wrong(format!("recipe, column {:?}, key missing", column.name), what, advice))
        };
        if self.clustering.whiten.is_some() {
            return fail(
                "components need a value in every column, so no gap can be left out of the distance",
                "Choose another way for its gaps, or leave clustering.whiten out.",
            );
        }
        if self.clustering.categories == Categories::Prototypes {
            return fail(
                "gaps cannot be left out of the distance where categories count by prototypes",
                "Choose another way for its gaps, or set clustering.categories to one_hot.",
            );
        }
        Ok(())
    }
}
