//! What a column is for, by its cells and by its name.

use crate::recipe::words::{
    names_age, names_codes, names_coordinate, names_grouping, names_outcome, sensitive, words,
};
use crate::recipe::{ColumnRecipe, Role};
use crate::shape::Shape;
use crate::table::{Column, ColumnType};

/// A column with more than this share of its rows missing tells too little to cluster on.
const MOST_MISSING: f64 = 0.5;

/// A column in which one value has more than this share hardly differs between customers.
const ALMOST_CONSTANT: f64 = 0.9;

/// Different whole numbers that can be codes, at most.
const MOST_CODES: u64 = 60;

/// The reason of a feature about which there is nothing to say.
pub(super) const PLAIN_NUMBER: &str = "a number that differs between customers";

/// The entry for `column`: its role and the reason.
pub(super) fn role(column: &Column, shape: Option<&Shape>, rows: usize) -> ColumnRecipe {
    let name = words(&column.name);
    let (role, reason) = match column.kind {
        ColumnType::Empty => (Role::Ignored, "empty".to_owned()),
        _ => match (&column.identifying, sensitive(&name, column.levels())) {
            (Some(identifying), _) => (Role::Identifier, identifying.reason.clone()),
            _ if column.is_constant() => (Role::Ignored, "the same value in every row".to_owned()),
            (None, Some(matter)) if column.kind != ColumnType::Text => (
                Role::Descriptor,
                format!("{matter}: shown in profiles, but nobody is grouped by it unless you decide so"),
            ),
            _ => plain(column, shape, rows, &name),
        },
    };
    let mut entry = ColumnRecipe::new(&column.name, role, reason);
    entry.codes =
        role == Role::Descriptor && column.kind == ColumnType::Number && are_codes(column, shape, &name);
    entry
}

fn plain(column: &Column, shape: Option<&Shape>, rows: usize, name: &[String]) -> (Role, String) {
    let outcome = names_outcome(name);
    let describe = |reason: &str| (Role::Descriptor, reason.to_owned());
    match (column.kind, shape) {
        (ColumnType::Text, _) => (Role::Ignored, "free text".to_owned()),
        (ColumnType::Category, _) if outcome => {
            describe("by its name an outcome, which segments should not be formed by")
        }
        (ColumnType::Category, _) => describe("categories describe segments"),
        _ if column.summary.missing as f64 > MOST_MISSING * rows as f64 => {
            describe("more than half of its cells are empty")
        }
        _ if outcome && column.summary.distinct <= 10 => {
            describe("by its name an outcome, which segments should not be formed by")
        }
        _ if names_grouping(name) && are_few_whole(column, shape) => {
            describe("by its name groups that were formed before")
        }
        _ if column.summary.distinct == 2 => describe("only two values, like yes and no"),
        _ if are_codes(column, shape, name) => {
            describe("whole numbers that stand for categories, by its name")
        }
        _ if names_coordinate(name) && within_the_globe(column) => {
            describe("a coordinate: where somebody lives does not tell what they do")
        }
        (_, Some(shape)) if shape.usual.1 > ALMOST_CONSTANT => (
            Role::Descriptor,
            format!(
                "{} in {} of 100 rows, so it hardly differs between customers",
                shape.usual.0,
                whole(shape.usual.1)
            ),
        ),
        _ if names_age(name) => (
            Role::Feature,
            "a number that differs between customers; age is personal, so check that using it is fair"
                .to_owned(),
        ),
        _ => (Role::Feature, PLAIN_NUMBER.to_owned()),
    }
}

fn within_the_globe(column: &Column) -> bool {
    let summary = &column.summary;
    summary.min.zip(summary.max).is_some_and(|(low, high)| low >= -180.0 && high <= 180.0)
}

/// Whole per cent, never more than 99 of what is not all.
fn whole(share: f64) -> f64 {
    libm::floor(share * 100.0).min(99.0)
}

fn are_few_whole(column: &Column, shape: Option<&Shape>) -> bool {
    shape.is_some_and(|shape| shape.whole) && column.summary.distinct <= MOST_CODES
}

fn are_codes(column: &Column, shape: Option<&Shape>, name: &[String]) -> bool {
    let sensitive = sensitive(name, &[]).is_some() && column.summary.distinct <= 10;
    are_few_whole(column, shape) && (names_codes(name) || sensitive)
}

/// Whether the column is never suggested as a feature, even if there is no other: sensitive matters, outcomes and
/// groups that were formed before.
pub(super) fn must_not_decide(column: &Column) -> bool {
    let name = words(&column.name);
    sensitive(&name, column.levels()).is_some() || names_outcome(&name) || names_grouping(&name)
}
