//! Plain numbers and text for the screen.
//!
//! Everything the page shows is in one [`View`]; it computes nothing. Numbers are plain so that the page can
//! write them in the reader's locale; words are finished sentences. Cells of the customer's file appear only as
//! category levels and as the column examples of the reading table.

use serde::{Deserialize, Serialize};

use crate::meaning::Meaning;
use crate::note::Note;
use crate::orders::FoldChoices;
use crate::recipe::{DateQuestion, Decision, FileFormat, FoldPlan, Recipe, Role};
use crate::table::{ColumnType, FirstRow};

mod axes;
mod border;
mod build;
mod card;
mod cards_text;
mod elbow;
mod film;
mod gaps;
mod lopsided;
mod map;
mod notes;
mod offer;
mod panel;
mod preview;
mod profile;
mod reading;
mod related;
mod repeats;
mod rules;
mod spread;
mod sure;
mod trust;
mod unusual;
mod votes;
mod watch;

pub use crate::choose::CurvePoint;
pub use axes::check_axes;
pub use border::{BorderView, border_view, on_border};
pub use build::{Parts, build};
pub use card::{
    Cell, ColumnProfile, CustomerView, DriverView, Evidence, LevelProfile, LevelShare, LorenzPoint, NameWord,
    NumberSummary, PlayView, SegmentValue, ValueView,
};
pub use cards_text::cards_text;
pub use elbow::{elbow_checked, elbow_view};
pub use film::{FilmStep, FilmView, StepKind};
pub use gaps::{GapPatternView, GapsView, add_gaps};
pub use offer::OfferView;
pub use preview::PreviewView;
pub use reading::{add_decisions, add_first_rows, add_orders, add_shapes, reading_view};
pub use related::{DistanceShare, PairView, RelatedView};
pub use rules::{RuleView, RulesView};
pub use spread::SpreadView;
pub use trust::{Checks, Pace, PanelRow, SegmentTrust, TrustView, VerdictView, recommended, trust_view};
pub use unusual::{UNUSUAL, UnusualView};
pub use votes::Vote;
pub use watch::{Reel, watch};

/// What was read, before anything is clustered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingView {
    /// File name as given.
    pub file: String,
    /// File size in bytes.
    pub bytes: u64,
    /// Data records.
    pub rows: u64,
    /// How the file was read, one short fact each ("semicolons between fields", "header in row 1").
    pub facts: Vec<String>,
    /// The same in the terms of the recipe.
    pub format: FileFormat,
    /// What was decided about the file, with the evidence and what could be decided instead.
    pub decisions: Vec<Decision>,
    /// What was uncertain or out of line.
    pub findings: Vec<Note>,
    /// The first rows as they stand in the file, at most 20 rows of 200 columns.
    pub first_rows: Vec<FirstRow>,
    /// What the file cannot decide; answered by the recipe's `reading`.
    pub questions: Vec<DateQuestion>,
    /// Columns in file order, computed ones behind them.
    pub columns: Vec<ColumnView>,
    /// Which gaps come together.
    pub gaps: GapsView,
    /// How its rows could become customers; `None` unless they look like orders.
    pub orders: Option<OrdersView>,
}

/// A file that lists orders, and how one row of each customer can be made of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrdersView {
    /// What is suggested.
    pub plan: FoldPlan,
    /// What else can be meant.
    pub choices: FoldChoices,
}

/// One column of the reading table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnView {
    /// Name.
    pub name: String,
    /// What its cells are.
    pub kind: ColumnType,
    /// What it is used for.
    pub role: Role,
    /// Why: a sentence fragment.
    pub reason: String,
    /// Rows without a value.
    pub missing: u64,
    /// Distinct values.
    pub distinct: u64,
    /// Smallest, largest and mean value of a number column.
    pub min: Option<f64>,
    /// See `min`.
    pub max: Option<f64>,
    /// See `min`.
    pub mean: Option<f64>,
    /// Levels of a category in order of first appearance, at most a hundred; empty for identifying columns.
    pub levels: Vec<String>,
    /// First and last day of a column of dates, as `2024-01-31`.
    pub days: Option<(String, String)>,
    /// First values as they stand in the file; empty for identifying columns.
    pub examples: Vec<String>,
    /// What was decided about reading it, with the evidence and what could be decided instead.
    pub decisions: Vec<Decision>,
    /// How its numbers lie; `None` for a column without numbers, and before they were looked at.
    pub shape: Option<ShapeView>,
}

/// How the numbers of a column lie, before and after their treatment. Bars and skewness are of evenly spread rows of a large file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShapeView {
    /// Rows in equally wide bars from the smallest to the largest value.
    pub bars: Vec<u32>,
    /// Skewness: 0 for a bell, 2 for waiting times, negative for a tail to the left.
    pub skewness: f64,
    /// Rows more than 1.5 interquartile ranges beyond the quartiles.
    pub beyond_fences: u64,
    /// Rows with a modified z score, by median and median absolute deviation, above 3.5.
    pub beyond_mad: u64,
    /// The bars after transform and outlier treatment; empty for a column that is no feature.
    pub treated_bars: Vec<u32>,
    /// Skewness then.
    pub treated_skewness: Option<f64>,
}

/// The elbow section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ElbowView {
    /// One point for each k tried, ascending.
    pub points: Vec<CurvePoint>,
    /// The bend, if the curve has one.
    pub knee: Option<u32>,
    /// What the curve says, in a sentence or two.
    pub text: String,
    /// The curve of references without segments, as far as it is known.
    #[serde(default)]
    pub band: Vec<BandPoint>,
    /// How well the weakest segment comes back in re-draws, as far as it is known.
    #[serde(default)]
    pub returns: Vec<ReturnPoint>,
}

/// The references at one k.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BandPoint {
    /// Number of segments.
    pub k: u32,
    /// Smallest share of the one-segment value over all references, 0 to 1.
    pub low: f64,
    /// Largest share.
    pub high: f64,
}

/// Re-draws of one k.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ReturnPoint {
    /// Number of segments.
    pub k: u32,
    /// Mean overlap of the weakest segment, 0 to 1.
    pub overlap: f64,
}

/// A trait of a segment: a column in which it differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TraitView {
    /// Column name.
    pub column: String,
    /// For a category: the level counted; the means are then shares from 0 to 1.
    pub level: Option<String>,
    /// Feature or descriptor.
    pub role: Role,
    /// What the column is understood to mean.
    pub meaning: Meaning,
    /// Mean of the segment, original units.
    pub mean: f64,
    /// 95 % interval of that mean; `None` for a level, and below two values.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
    /// Median of the segment; `None` for a level.
    pub median: Option<f64>,
    /// Mean over everyone clustered, original units.
    pub average: f64,
    /// `(mean - average) / standard deviation` over everyone clustered.
    pub z: f64,
    /// Difference from everyone else in standard deviations, see [`NumberSummary::apart`].
    pub apart: f64,
    /// For a level: the segment's share over everyone's.
    pub lift: Option<f64>,
    /// v-test of a descriptor; `None` for a feature.
    pub v_test: Option<f64>,
    /// Its p-value after Benjamini and Hochberg.
    pub q: Option<f64>,
    /// The comparison in words: "2.6 × average", "10 below average".
    pub text: String,
}

/// One segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentView {
    /// 1-based number, as in every export. Segments are numbered by size, largest first.
    pub number: u32,
    /// Letter shown on the badge: A for 1, and so on; AA after Z.
    pub letter: String,
    /// Unique: the name a person gave, or one made of words its numbers bear out. The mark of the verdict, if there is one, is
    /// [`VerdictView::mark`] and stands beside it.
    pub name: String,
    /// The name made of words, whoever may have given another.
    pub own_name: String,
    /// Whether a person gave the name.
    pub renamed: bool,
    /// The words of `own_name` and what earned each; empty where nothing sets the segment apart.
    pub words: Vec<NameWord>,
    /// Shorter form for the map.
    pub short_name: String,
    /// Customers.
    pub size: u64,
    /// Share of the customers clustered, 0 to 1.
    pub share: f64,
    /// The same share in whole per cent; all segments add up to 100.
    pub percent: u32,
    /// What it is worth, where a column tells.
    pub value: Option<SegmentValue>,
    /// Three sentences, each claim with its number; fewer for one segment.
    pub sentences: Vec<String>,
    /// Features by effect, strongest first, then descriptors that pass their test; each column once, at most eight.
    pub traits: Vec<TraitView>,
    /// What to do about it.
    pub plays: Vec<PlayView>,
    /// The customers nearest to the centroid, at most five, no two alike.
    pub typical: Vec<CustomerView>,
    /// The customers on the border to another segment, at most five, no two alike.
    pub borderline: Vec<CustomerView>,
    /// Its rule.
    pub rule: RuleView,
    /// Position of the centroid on the map.
    pub x: f64,
    /// See `x`.
    pub y: f64,
}

/// One column across all segments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasureView {
    /// Column name.
    pub column: String,
    /// Feature or descriptor.
    pub role: Role,
    /// For a category: the level this line counts, and all values below are shares from 0 to 1.
    pub level: Option<String>,
    /// Mean over everyone clustered, original units.
    pub average: f64,
    /// Mean per segment, in segment order; `None` where no member has a value.
    pub means: Vec<Option<f64>>,
    /// `(mean - average) / standard deviation` per segment, 0 where undefined.
    pub z: Vec<f64>,
    /// Decimals worth printing.
    pub decimals: u32,
    /// Whether its numbers may be years, whose digits nobody parts.
    pub years: bool,
}

/// What one axis of the map shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Axis {
    /// Principal component 1 or 2 of the prepared features.
    Component {
        /// 1 or 2.
        number: u32,
    },
    /// A feature in original units.
    Column {
        /// Its name.
        name: String,
    },
}

/// One axis of the map, ready to draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AxisView {
    /// What it shows.
    pub axis: Axis,
    /// Words at the low end ("spend less, order rarely"); empty for a column.
    pub low: String,
    /// Words at the high end; the column name for a column.
    pub high: String,
    /// Share of the variance of the prepared features along this axis, 0 to 1; `None` for a column.
    pub share: Option<f64>,
    /// Smallest and largest drawn value.
    pub min: f64,
    /// See `min`.
    pub max: f64,
    /// Whether its numbers may be years, whose digits nobody parts.
    pub years: bool,
}

/// The map. Its points come beside it as bytes: `shown` little-endian f32 x, then `shown` f32 y, then `shown` u16
/// segment indices (0-based); a customer set aside has the number of segments there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapView {
    /// Horizontal.
    pub x: AxisView,
    /// Vertical.
    pub y: AxisView,
    /// Points in the bytes beside this view.
    pub shown: u32,
    /// Customers clustered, and those set aside; more than `shown` if the points are a sample.
    pub of: u64,
    /// Every axis that can be chosen.
    pub choices: Vec<Axis>,
    /// What the map shows and how much of the differences, in a sentence or two.
    pub caption: String,
}

/// Everything the result page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// What was read.
    pub reading: ReadingView,
    /// Segments shown.
    pub k: u32,
    /// Segments the elbow recommends; `None` without a clear elbow.
    pub recommended_k: Option<u32>,
    /// Headline until there is a verdict: "Five segments".
    pub headline: String,
    /// One sentence below it.
    pub lead: String,
    /// What has to be known before anything else: that rows are no customers.
    pub caution: Option<String>,
    /// Customers clustered.
    pub rows_used: u64,
    /// Gaps filled in the features.
    pub gaps_filled: u64,
    /// Names of the features.
    pub features: Vec<String>,
    /// The elbow.
    pub elbow: ElbowView,
    /// How far the result can be trusted, as far as it is known.
    pub trust: TrustView,
    /// Segments in order of number.
    pub segments: Vec<SegmentView>,
    /// Features first, then descriptors.
    pub measures: Vec<MeasureView>,
    /// Every column over every segment: features by η², most first, then descriptors in file order.
    pub profile: Vec<ColumnProfile>,
    /// Features by how much of their differences lies between segments, most first; empty for one segment.
    pub drivers: Vec<DriverView>,
    /// What customers are worth, where a column tells.
    pub value: Option<ValueView>,
    /// The columns that `typical` and `borderline` customers are told in.
    pub customer_columns: Vec<String>,
    /// How columns of numbers are spread, features first.
    pub spreads: Vec<SpreadView>,
    /// All rules together.
    pub rules: RulesView,
    /// How features move together, and how much of the distance each column is.
    pub related: RelatedView,
    /// The map.
    pub map: MapView,
    /// Customers set aside, if there are any.
    pub unusual: Option<UnusualView>,
    /// Findings.
    pub notes: Vec<Note>,
    /// Changes of the recipe that would help; empty where nothing is wrong that one helps against.
    pub offers: Vec<OfferView>,
    /// The recipe that replays this result.
    pub recipe: Recipe,
}
