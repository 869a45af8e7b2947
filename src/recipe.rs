//! Every decision, as data: what was read how, roles, treatments, options, seed.
//!
//! A recipe is the replay file: the same file, recipe and seed give the same labels everywhere. It holds
//! no customer, only column names and choices. Each default is written once, here.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::kmeans::Init;

mod carry;
mod clustering;
mod column;
mod decision;
mod filter;
mod fit;
mod format;
mod orders;
mod plan;
mod reading;
mod suggest;
mod words;

pub use clustering::{Categories, MIN_SIZE_ROWS};
pub use column::{ColumnRecipe, Missing, Outliers, Role, Scale, Transform};

pub use filter::{FilterEnd, FilterRows, RowFilter};

pub use decision::{Alternative, Decision, DecisionKey, Setting};
pub use format::FileFormat;
pub use orders::OrdersRecipe;
pub(crate) use plan::Places;
pub use plan::{Cancelled, FoldPlan};
pub use reading::{ColumnReading, DateAnswer, DateOrder, DateQuestion, DecimalMark, ReadAs, Reading, SPACES};
pub use words::is_sensitive;
pub(crate) use words::words as header_words;

/// The version this code writes and reads.
pub const VERSION: u32 = 1;

/// How segments are looked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Clustering {
    /// Smallest number of segments tried. Default 1.
    pub k_min: u32,
    /// Largest number of segments tried, at most [`K_LIMIT`]. Default 10.
    pub k_max: u32,
    /// The number of segments to show, within the range. Default: the recommended one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<u32>,
    /// Random starts for each number of segments; the best is kept. Default 10.
    pub restarts: u32,
    /// Seed of every random draw, at most [`SEED_LIMIT`]. Default 42.
    pub seed: u64,
    /// How starts are drawn. Default `k_means_plus_plus`.
    pub start: Init,
    /// A start stops once the squared movement of its centroids is at most this share of the mean variance of
    /// the features; the best start then goes on until no customer changes segment. 0: every start goes on. Default 1e-4.
    pub tolerance: f64,
    /// A start stops after this many iterations at the latest. Default 300.
    pub max_iterations: u32,
    /// Exchanges tried for each start, all of them on the best start of each number of segments: one centre is moved to another
    /// customer, and the outcome is kept if it leaves fewer differences inside segments. Large files get fewer. Default 60.
    pub swaps: u32,
    /// Share of all customers from which on a segment is of use, 0 to 0.5: no number of segments with a smaller one is recommended.
    /// Default 0.01.
    pub smallest_share: f64,
    /// The same as a number of customers, at least 1. Default 5.
    pub smallest_count: u64,
    /// Customers that every segment has to hold, whatever that costs in differences left inside; 0: no limit. At most
    /// [`MIN_SIZE_ROWS`] customers can be divided so. Default 0.
    pub min_size: u32,
    /// Where the first centres are, if `start` is `given`: a list for each, with one number for each feature, original units.
    /// Default: none.
    pub centres: Vec<Vec<f64>>,
    /// Share of the customers, at most [`TRIM_LIMIT`], that is set aside in every iteration: those farthest from their centres. They are
    /// in no segment. Default 0.
    pub trim: f64,
    /// Share of the differences, above 0 and at most 1, that principal components of the features are to keep: segments are then looked
    /// for in as few of them as reach it, each brought to unit variance. Default: features as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whiten: Option<f64>,
    /// How categories count. Default `one_hot`.
    pub categories: Categories,
    /// What a different level adds to the squared distance of two customers if `categories` is `prototypes`. Default: half the mean
    /// standard deviation of the numbers, as prepared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lambda: Option<f64>,
}

/// The largest share that can be set aside.
pub const TRIM_LIMIT: f64 = 0.5;

/// The largest number of segments that can be asked for.
pub const K_LIMIT: u32 = 1024;

/// The largest seed: every JSON reader has whole numbers up to here.
pub const SEED_LIMIT: u64 = (1 << 53) - 1;

impl Default for Clustering {
    fn default() -> Self {
        Self {
            k_min: 1,
            k_max: 10,
            k: None,
            restarts: 10,
            seed: 42,
            start: Init::default(),
            tolerance: 1e-4,
            max_iterations: 300,
            swaps: 60,
            smallest_share: 0.01,
            smallest_count: 5,
            min_size: 0,
            centres: Vec::new(),
            trim: 0.0,
            whiten: None,
            categories: Categories::default(),
            lambda: None,
        }
    }
}

/// The whole recipe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// [`VERSION`].
    pub version: u32,
    /// How one row of each customer is made of a list of orders first; everything else is about these customers then. Default: the file has
    /// a row for each customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders: Option<OrdersRecipe>,
    /// The columns, in any order. A column of the file that is not named here is ignored.
    pub columns: Vec<ColumnRecipe>,
    /// Which rows are used: those that pass all of these. Default: every row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<RowFilter>,
    /// How the file is read, where that is not left to the file. Every key is optional.
    #[serde(default, skip_serializing_if = "Reading::is_empty")]
    pub reading: Reading,
    /// How segments are looked for. Every key is optional.
    #[serde(default)]
    pub clustering: Clustering,
}

impl Recipe {
    /// Reads a recipe from JSON.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`], naming line and column of the text, or the key, that is wrong.
    pub fn from_json(text: &str) -> Result<Self> {
        let recipe: Self = serde_json::from_str(text).map_err(|error| {
            wrong(
                format!("recipe, line {}, character {}", error.line(), error.column()),
                without_position(&error.to_string()),
                "Correct the recipe there; its keys are described in docs/recipe.md.",
            )
        })?;
        recipe.check()?;
        Ok(recipe)
    }

    /// The recipe as indented JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a recipe has string keys and no failing serializer")
    }

    /// The entry for the column `name`.
    pub fn column(&self, name: &str) -> Option<&ColumnRecipe> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The columns computed by formula, in the recipe's order.
    pub fn computed(&self) -> impl Iterator<Item = &ColumnRecipe> {
        self.columns.iter().filter(|column| !column.formula.is_empty())
    }

    /// The features, in the recipe's order.
    pub fn features(&self) -> impl Iterator<Item = &ColumnRecipe> {
        self.columns.iter().filter(|column| column.role == Role::Feature)
    }

    /// The features as they are to be prepared: those of a group with their shares of its weight.
    pub fn weighed_features(&self) -> Vec<ColumnRecipe> {
        let together = |group: &str| self.features().filter(|other| other.group == group).count();
        let weighed = |entry: &ColumnRecipe| {
            let mut entry = entry.clone();
            if !entry.group.is_empty() {
                entry.weight /= libm::sqrt(together(&entry.group) as f64);
            }
            entry
        };
        self.features().map(weighed).collect()
    }

    /// Checks what can be checked without a file: ranges, version, columns named twice.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`] with the key that is wrong.
    pub fn check(&self) -> Result<()> {
        if self.version != VERSION {
            return Err(wrong(
                "recipe, key version",
                format!("version {} is not known here", self.version),
                format!(
                    "This program reads version {VERSION}; save the recipe again with the program that wrote it, or set the version to {VERSION}."
                ),
            ));
        }
        let mut seen = std::collections::BTreeSet::new();
        for column in &self.columns {
            if !seen.insert(column.name.as_str()) {
                return Err(wrong(
                    format!("recipe, column {:?}", column.name),
                    "it is listed twice",
                    "Keep one of the two entries.",
                ));
            }
            column.check()?;
        }
        self.filters.iter().try_for_each(RowFilter::check)?;
        self.reading.check()?;
        self.orders.iter().try_for_each(OrdersRecipe::check)?;
        self.clustering.check()?;
        self.check_gaps()
    }
}

impl Clustering {
    fn check(&self) -> Result<()> {
        let fail = |key: &str, what: String, advice: &str| {
            Err(wrong(format!("recipe, key clustering.{key}"), what, advice))
        };
        if self.k_min == 0 || self.k_min > self.k_max {
            return fail(
                "k_min",
                format!("{} to {} is no range", self.k_min, self.k_max),
                "Give 1 ≤ k_min ≤ k_max.",
            );
        }
        if self.k_max > K_LIMIT {
            return fail(
                "k_max",
                format!("{} is more than {K_LIMIT} segments", self.k_max),
                "Ask for fewer: segments that many cannot be told apart by people.",
            );
        }
        if let Some(k) = self.k
            && !(self.k_min..=self.k_max).contains(&k)
        {
            return fail(
                "k",
                format!("{k} is outside {} to {}", self.k_min, self.k_max),
                "Choose k inside the range, or widen the range.",
            );
        }
        self.check_centres()?;
        self.check_variant()?;
        if !(1..=1000).contains(&self.restarts) {
            return fail("restarts", format!("{} starts", self.restarts), "Give a number from 1 to 1000.");
        }
        if !(0.0..1.0).contains(&self.tolerance) {
            return fail(
                "tolerance",
                format!("{}", self.tolerance),
                "Give a number from 0 up to, not including, 1.",
            );
        }
        if self.seed > SEED_LIMIT {
            return fail(
                "seed",
                format!("{} has too many digits", self.seed),
                "Give a whole number below 2^53.",
            );
        }
        if self.swaps > 1000 {
            return fail("swaps", format!("{} exchanges", self.swaps), "Give a number from 0 to 1000.");
        }
        if !(0.0..=0.5).contains(&self.smallest_share) {
            return fail(
                "smallest_share",
                format!("{} is no share that several segments can have", self.smallest_share),
                "Give a number from 0 to 0.5; 0.01 is one in a hundred.",
            );
        }
        if self.smallest_count == 0 || self.smallest_count > SEED_LIMIT {
            return fail(
                "smallest_count",
                format!("{} customers", self.smallest_count),
                "Give a whole number from 1 on.",
            );
        }
        if self.max_iterations == 0 {
            return fail("max_iterations", "0 iterations".to_owned(), "Give a number above 0; 300 is usual.");
        }
        Ok(())
    }
}

impl Clustering {
    fn check_centres(&self) -> Result<()> {
        let fail = |what: String, advice: &str| Err(wrong("recipe, key clustering.centres", what, advice));
        let given = self.centres.len();
        if (self.start == Init::Given) != (given > 0) {
            return fail(
                format!(
                    "{given} centres for a start that is {}",
                    if given > 0 { "not given" } else { "given" }
                ),
                "Give centres and set start to given, or neither.",
            );
        }
        if given > 0 && (self.k_min as usize != given || self.k_max as usize != given) {
            return fail(
                format!("{given} centres for {} to {} segments", self.k_min, self.k_max),
                "Set k_min and k_max to the number of centres.",
            );
        }
        if self.centres.iter().flatten().any(|x| !x.is_finite()) {
            return fail("a number is not finite".to_owned(), "Give numbers only.");
        }
        Ok(())
    }
}

fn wrong(place: impl Into<String>, what: impl Into<String>, advice: impl Into<String>) -> Error {
    Error::new(ErrorKind::Recipe, place, what, advice)
}

/// A table's column names for a message: the first twenty, quoted.
fn names(table: &crate::table::Table) -> String {
    let shown: Vec<String> =
        table.columns.iter().take(20).map(|column| format!("{:?}", column.name)).collect();
    let more = table.columns.len().saturating_sub(shown.len());
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
}

/// serde_json ends its messages with "at line L column C", which `place` says already.
fn without_position(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(what, _)| what).to_owned()
}
