//! What a segment's card and the tables behind it show: evidence first, words after.

use serde::{Deserialize, Serialize};

use crate::meaning::Meaning;
use crate::plays::PlayKind;
use crate::recipe::Role;

/// One claim of a segment's name with what earned it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NameWord {
    /// The word or words as they stand in the name: "high-spending".
    pub text: String,
    /// Why, in a sentence with the numbers below.
    pub reason: String,
    /// The numbers it stands on, at least one.
    pub evidence: Vec<Evidence>,
}

/// A number that earned a word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Column name; for several columns added up, what their sum is called.
    pub column: String,
    /// For a category: the level counted; `value` and `average` are then shares from 0 to 1.
    pub level: Option<String>,
    /// The segment's mean, original units.
    pub value: f64,
    /// The mean over everyone clustered.
    pub average: f64,
    /// Difference from everyone else in standard deviations, see [`NumberSummary::apart`].
    pub apart: f64,
}

/// A suggestion what to do about a segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlayView {
    /// Its name in the table of docs/plays.md.
    pub id: String,
    /// What sort of action it is.
    pub kind: PlayKind,
    /// What to do, in a few words.
    pub title: String,
    /// What to do, in a sentence.
    pub text: String,
    /// Why for this segment, with the numbers.
    pub reason: String,
    /// What to watch to see whether it works.
    pub measure: String,
}

/// A customer who stands for a segment, or hardly belongs to it. Nothing that identifies is told but the row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerView {
    /// 0-based data record of the file.
    pub row: u64,
    /// Distance to the segment's centroid, prepared units.
    pub distance: f64,
    /// The number of the next nearest segment; `None` for one segment.
    pub next: Option<u32>,
    /// How much farther the next centroid is, as a share of the distance to it: 0 on the border, 1 in the middle.
    pub margin: f64,
    /// Values of [`View::customer_columns`](super::View::customer_columns): a number, a level, or null for a gap.
    pub values: Vec<Cell>,
}

/// A cell of the file as it travels: bare.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// A number.
    Number(f64),
    /// A level of a category.
    Level(String),
    /// No value.
    Gap(()),
}

/// What a segment is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentValue {
    /// Sum over its members, original units.
    pub total: f64,
    /// Its share of the sum over everyone, 0 to 1; `None` where negative values make shares meaningless.
    pub share: Option<f64>,
    /// Mean a member with a value.
    pub mean: f64,
    /// 95 % interval of that mean; `None` below two members with a value.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
}

/// What customers are worth, where a column tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueView {
    /// The column; for several added up, what their sum is called.
    pub column: String,
    /// The columns behind it.
    pub columns: Vec<String>,
    /// Sum over everyone clustered.
    pub total: f64,
    /// Gini coefficient, 0 all alike to 1 one has everything; `None` with negative values.
    pub gini: Option<f64>,
    /// The Lorenz curve from (0, 0) to (1, 1), poorest customers first; empty with negative values.
    pub lorenz: Vec<LorenzPoint>,
    /// A sentence: how much the top fifth brings.
    pub text: String,
}

/// A point of the Lorenz curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LorenzPoint {
    /// Share of the customers, those worth least first.
    pub customers: f64,
    /// Their share of the value.
    pub value: f64,
}

/// How much of a feature's differences lies between the segments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DriverView {
    /// Column name.
    pub column: String,
    /// η²: share of the column's prepared variance that lies between segments, 0 to 1.
    pub eta_squared: f64,
    /// Adjusted Rand index between the segments and the same customers assigned to the same centroids without this column; `None`
    /// where it is the only one.
    pub without: Option<f64>,
    /// A sentence with both.
    pub text: String,
}

/// One column over all segments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Column name; for several added up, what their sum is called.
    pub column: String,
    /// Feature or descriptor.
    pub role: Role,
    /// What it is understood to mean.
    pub meaning: Meaning,
    /// η², see [`DriverView::eta_squared`]; of a descriptor in original units, of a category Goodman and Kruskal's τ.
    pub eta_squared: f64,
    /// Decimals worth printing.
    pub decimals: u32,
    /// Everyone clustered; `None` for a category.
    pub everyone: Option<NumberSummary>,
    /// Each segment, in order of number; empty for a category.
    pub segments: Vec<NumberSummary>,
    /// The levels of a category, most frequent first, at most 40; empty for numbers.
    pub levels: Vec<LevelProfile>,
}

/// The numbers of one column among some customers, original units. `None` where there are too few values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NumberSummary {
    /// Customers with a value.
    pub count: u64,
    /// Customers without one.
    pub missing: u64,
    /// Mean.
    pub mean: Option<f64>,
    /// 95 % interval of the mean by Student's t.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
    /// Sample standard deviation, divisor n - 1.
    pub deviation: Option<f64>,
    /// First quartile, linear between order statistics.
    pub first_quartile: Option<f64>,
    /// Median.
    pub median: Option<f64>,
    /// Third quartile.
    pub third_quartile: Option<f64>,
    /// Mean less the mean of everyone else, in standard deviations of the column over all customers. For a feature in prepared units,
    /// that is after its transform; 0 for everyone.
    pub apart: f64,
    /// v-test; `None` for a feature, whose segments were made to differ in it.
    pub v_test: Option<f64>,
    /// Its p-value after Benjamini and Hochberg over all descriptors.
    pub q: Option<f64>,
}

/// One level of a category over all segments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LevelProfile {
    /// The level.
    pub level: String,
    /// Customers who have it.
    pub count: u64,
    /// Their share of those with a value.
    pub share: f64,
    /// Each segment, in order of number.
    pub segments: Vec<LevelShare>,
}

/// One level in one segment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LevelShare {
    /// Members who have it.
    pub count: u64,
    /// Their share of the members with a value; `None` where there are none.
    pub share: Option<f64>,
    /// That share over everyone's: above 1 over-represented, below under-represented.
    pub lift: Option<f64>,
    /// v-test, hypergeometric; `None` for a feature.
    pub v_test: Option<f64>,
    /// Its p-value after Benjamini and Hochberg over all descriptors.
    pub q: Option<f64>,
}
