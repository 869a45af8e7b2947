//! Gaps that come together.

use serde::{Deserialize, Serialize};

use super::ReadingView;
use crate::shape::GapPattern;

/// Patterns told one by one, at most.
const TOLD: usize = 12;

/// Which columns lack their values in the same rows. Only columns of numbers and categories are looked at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct GapsView {
    /// Rows without any gap.
    pub complete: u64,
    /// The most frequent patterns, most rows first.
    pub patterns: Vec<GapPatternView>,
    /// Rows with other patterns.
    pub others: u64,
}

/// Rows in which the same columns have a gap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GapPatternView {
    /// Names of the columns with a gap, in file order.
    pub columns: Vec<String>,
    /// How many rows.
    pub rows: u64,
    /// The first few of them, 0-based.
    pub first: Vec<u64>,
}

/// Adds the `patterns` found in the table, whose columns `reading` has in order; `others` are rows of patterns not counted apart.
pub fn add_gaps(reading: &mut ReadingView, patterns: &[GapPattern], others: u64) {
    let name = |column: &usize| reading.columns[*column].name.clone();
    let complete =
        patterns.iter().find(|pattern| pattern.columns.is_empty()).map_or(0, |pattern| pattern.rows);
    let mut gappy: Vec<GapPatternView> = patterns
        .iter()
        .filter(|pattern| !pattern.columns.is_empty())
        .map(|pattern| GapPatternView {
            columns: pattern.columns.iter().map(name).collect(),
            rows: pattern.rows,
            first: pattern.first.clone(),
        })
        .collect();
    let rest = gappy.split_off(gappy.len().min(TOLD));
    let others = others + rest.iter().map(|pattern| pattern.rows).sum::<u64>();
    reading.gaps = GapsView { complete, patterns: gappy, others };
}
