//! What is measured in every segment: each column that is used or describes, and columns of one kind added up.

use super::Subject;
use crate::features::{Levels, Part, Prepared};
use crate::meaning::Meaning;
use crate::recipe::{Recipe, Role};
use crate::table::Table;

/// A column, or several added up row by row.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// The column's name, or what the sum is called.
    pub(super) name: String,
    pub(super) columns: Vec<usize>,
    pub(super) role: Role,
    pub(super) subject: Subject,
    /// For a category.
    pub(super) levels: Option<Levels>,
    /// The feature that is the numbers of this column.
    pub(super) feature: Option<usize>,
}

/// Sums worth having where no single column tells the same: the meaning of the parts, of the sum, what it is called, parts at
/// least, and whether a column of its own makes it needless.
const SUMS: &[(Meaning, Meaning, &str, usize)] = &[
    (Meaning::CategorySpend, Meaning::Spend, "spend", 2),
    (Meaning::ChannelOrders, Meaning::Frequency, "orders", 2),
    (Meaning::Children, Meaning::Children, "children at home", 2),
    (Meaning::Response, Meaning::Response, "campaigns answered", 3),
];

/// Features in matrix order, descriptors in file order, then sums.
pub(super) fn sources(table: &Table, recipe: &Recipe, prepared: &Prepared) -> Vec<Source> {
    let features = prepared.features.iter().map(|feature| (feature.column, Role::Feature));
    let descriptors = table.columns.iter().enumerate().filter(|(_, column)| {
        recipe.column(&column.name).is_some_and(|entry| entry.role == Role::Descriptor)
    });
    let mut columns: Vec<(usize, Role)> =
        features.chain(descriptors.map(|(index, _)| (index, Role::Descriptor))).collect();
    // The levels of a category are features of one column.
    columns.dedup();
    let mut sources: Vec<Source> =
        columns.into_iter().map(|(index, role)| source(table, recipe, prepared, index, role)).collect();
    for (part, whole, words, least) in SUMS {
        sources.extend(sum(table, &sources, *part, *whole, words, *least));
    }
    sources
}

fn source(table: &Table, recipe: &Recipe, prepared: &Prepared, index: usize, role: Role) -> Source {
    let column = &table.columns[index];
    let entry = recipe.column(&column.name);
    let levels = entry.and_then(|entry| Levels::of(column, entry));
    let is_it = |f: &crate::features::Feature| f.column == index && f.part == Part::Number;
    Source {
        name: column.name.clone(),
        columns: vec![index],
        role,
        subject: Subject::of(column, entry),
        levels,
        feature: prepared.features.iter().position(is_it),
    }
}

fn sum(
    table: &Table,
    sources: &[Source],
    part: Meaning,
    whole: Meaning,
    words: &str,
    least: usize,
) -> Option<Source> {
    let told = part != whole && sources.iter().any(|s| s.subject.meaning == whole && s.levels.is_none());
    let parts: Vec<&Source> =
        sources.iter().filter(|s| s.subject.meaning == part && s.levels.is_none()).collect();
    if told || parts.len() < least {
        return None;
    }
    let role = if parts.iter().any(|s| s.role == Role::Feature) { Role::Feature } else { Role::Descriptor };
    let taken = |name: &str| table.position(name).is_some();
    let name = format!("{words} ({} columns added up)", parts.len());
    let columns = parts.iter().flat_map(|s| s.columns.iter().copied()).collect();
    (!taken(&name)).then(|| Source {
        name,
        columns,
        role,
        subject: Subject::added_up(whole, words),
        levels: None,
        feature: None,
    })
}

impl Source {
    /// Whether it is columns added up.
    pub(super) fn is_sum(&self) -> bool {
        self.columns.len() > 1
    }

    /// Its number in `row`; NaN for a gap, of a sum where all parts have one.
    pub(super) fn number(&self, table: &Table, row: usize) -> f64 {
        if let [only] = self.columns.as_slice() {
            return table.columns[*only].number(row);
        }
        let parts = self.columns.iter().map(|&index| table.columns[index].number(row));
        parts.filter(|x| !x.is_nan()).fold(f64::NAN, |sum, x| if sum.is_nan() { x } else { sum + x })
    }

    /// The largest size its numbers can have, and about where they lie.
    pub(super) fn extent(&self, table: &Table) -> (f64, f64) {
        let size = |x: Option<f64>| x.map_or(0.0, f64::abs);
        self.columns
            .iter()
            .map(|&index| &table.columns[index].summary)
            .fold((0.0, 0.0), |(largest, middle), s| {
                (largest + size(s.min).max(size(s.max)), middle + s.mean.unwrap_or(0.0))
            })
    }
}
