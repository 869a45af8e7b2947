//! From cells to distances: the one customer goes the way every row of the file went.

use std::collections::BTreeMap;

use super::pull::pulls;
use super::{Customer, WhatIfView};
use crate::features::{Part, Prepared};
use crate::formula::{Bound, Formula};
use crate::ingest::{Layout, Single, read_record, read_single};
use crate::kmeans::Fit;
use crate::matrix::factor;
use crate::profile::letter;
use crate::recipe::{ColumnRecipe, Missing, Recipe};
use crate::table::{Column, ColumnType, Table};

/// What was made of the segments the customer is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The table.
    pub table: &'a Table,
    /// How its file is laid out.
    pub layout: &'a Layout,
    /// The recipe carried out.
    pub recipe: &'a Recipe,
    /// The table prepared by it.
    pub prepared: &'a Prepared,
    /// The segments.
    pub fit: &'a Fit,
}

/// Compares `customer` with the segments.
pub fn ask(customer: &Customer, against: Against<'_>) -> WhatIfView {
    let Against { table, layout, recipe, prepared, fit } = against;
    let mut problems = Vec::new();
    let given = given(customer, layout, &mut problems);
    let entries = || recipe.features().filter_map(|entry| Some((entry, table.position(&entry.name)?)));
    let mut read: BTreeMap<usize, Single> = BTreeMap::new();
    let mut cells = BTreeMap::new();
    for (entry, column) in entries() {
        if !entry.formula.is_empty() && !given.contains_key(&entry.name) {
            let x = computed(entry, &given, table);
            if !x.is_nan() {
                cells.insert(entry.name.clone(), x.to_string());
            }
            read.insert(column, if x.is_nan() { Single::Gap } else { Single::Number(x) });
            continue;
        }
        let text = given.get(&entry.name).map_or("", String::as_str);
        let single = understood(&table.columns[column], entry, text, &mut problems);
        if single != Single::Gap && single != Single::Unread {
            cells.insert(entry.name.clone(), text.trim().to_owned());
        }
        read.insert(column, single);
    }
    let lacking =
        entries().find(|(entry, column)| entry.missing == Missing::Drop && !is_there(&read[column]));
    if let Some((entry, _)) = lacking {
        let text = format!("Customers without a value in {} are left out.", entry.name);
        return WhatIfView { cells, segment: None, text, distances: Vec::new(), pulls: Vec::new(), problems };
    }
    let point = prepared_point(&read, (table, recipe), prepared);
    let there = there(&read, recipe, prepared);
    let space = prepared.space.as_ref();
    let found = space.map_or_else(|| point.clone(), |space| space.whitening.place(&point));
    let (_, centroids) = prepared.found(&fit.centroids);
    let Some(squares) = squares(&found, &there, centroids, prepared) else {
        let text =
            "Customers without a value in any column that tells customers apart are left out.".to_owned();
        return WhatIfView { cells, segment: None, text, distances: Vec::new(), pulls: Vec::new(), problems };
    };
    let (nearest, next) = nearest_two(&squares);
    let pulls =
        next.map(|next| pulls((&point, &there), (nearest, next), against, &cells)).unwrap_or_default();
    let distances: Vec<f64> = squares.iter().map(|square| libm::sqrt(*square)).collect();
    let unusual = recipe.clustering.trim > 0.0 && squares[nearest] > farthest(prepared, fit);
    let (segment, text) = if unusual {
        let far = "farther from every segment than any customer who is in one";
        (None, format!("Unusual: {far}. The nearest is segment {}.", letter(nearest)))
    } else {
        (Some(nearest as u32 + 1), told(&distances, nearest, next))
    };
    WhatIfView { cells, segment, text, distances, pulls, problems }
}

/// The largest squared distance of a customer to the centroid of its own segment.
fn farthest(prepared: &Prepared, fit: &Fit) -> f64 {
    let (matrix, centroids) = prepared.found(&fit.centroids);
    let distance = |(observation, label): (usize, &u16)| -> f64 {
        let own = &centroids[usize::from(*label) * matrix.features()..];
        if let Some(gaps) = matrix.gaps() {
            return gaps.squared_distance(matrix, observation, &own[..matrix.features()]);
        }
        let squares =
            matrix.values(observation).zip(own).map(|(x, c)| (f64::from(x) - c) * (f64::from(x) - c));
        squares.sum()
    };
    fit.labels.iter().enumerate().map(distance).fold(0.0, f64::max)
}

/// The cells by column name.
fn given(customer: &Customer, layout: &Layout, problems: &mut Vec<String>) -> BTreeMap<String, String> {
    if customer.row.trim().is_empty() {
        return customer.cells.clone();
    }
    let fields = read_record(layout, &customer.row);
    let width = layout.names().len();
    if fields.len() != width {
        problems.push(format!(
            "The line has {} values and the file {width} columns; what is missing counts as no value.",
            fields.len()
        ));
    }
    layout.names().iter().cloned().zip(fields).collect()
}

/// The value of a computed column, from the cells that are given; NaN if one it needs is not.
fn computed(entry: &ColumnRecipe, given: &BTreeMap<String, String>, table: &Table) -> f64 {
    let formula = Formula::read(&entry.name, &entry.formula);
    let bound = formula.and_then(|formula| Bound::new(&entry.name, &formula, table, table.columns.len()));
    let number = |column: usize| {
        let column = &table.columns[column];
        match given.get(&column.name).map(|text| read_single(column, text)) {
            Some(Single::Number(x)) => x,
            _ => f64::NAN,
        }
    };
    bound.map_or(f64::NAN, |bound| bound.value_of(&number))
}

/// A cell as the recipe takes it: numbers that are codes are levels.
fn understood(column: &Column, entry: &ColumnRecipe, text: &str, problems: &mut Vec<String>) -> Single {
    let single = read_single(column, text);
    if single == Single::Unread {
        let kind = if column.summary.written.dates.is_some() { "date" } else { "number" };
        let shown: String = text.trim().chars().take(40).collect();
        problems.push(format!("{}: “{shown}” is no {kind} and counts as no value.", column.name));
    }
    match single {
        // Both zeros are one code.
        Single::Number(x) if entry.is_category(column) => Single::Level((x + 0.0).to_string()),
        other => other,
    }
}

fn is_there(single: &Single) -> bool {
    matches!(single, Single::Number(_) | Single::Level(_))
}

/// The customer in prepared units, one value a feature, rounded as the matrix is.
fn prepared_point(
    read: &BTreeMap<usize, Single>,
    (table, recipe): (&Table, &Recipe),
    prepared: &Prepared,
) -> Vec<f64> {
    let value = |(index, feature): (usize, &crate::features::Feature)| {
        let cell = &read[&feature.column];
        let original = match (&feature.part, cell) {
            (Part::Number, Single::Number(x)) => *x,
            (Part::Number, _) => f64::NAN,
            (Part::Order, Single::Level(level)) => {
                let order = recipe.column(&table.columns[feature.column].name).map(|entry| &entry.order);
                let place = order.and_then(|order| order.iter().position(|known| known == level));
                place.map_or(f64::NAN, |place| place as f64 + 1.0)
            }
            (Part::Order, _) => f64::NAN,
            (Part::Gap, cell) => f64::from(u8::from(!is_there(cell))),
            (Part::Level { .. }, cell) => {
                let level = if let Single::Level(level) = cell { Some(level.as_str()) } else { None };
                let book = prepared.books.iter().find(|book| book.column == feature.column);
                let shares = book.map(|book| (book.shares(level), index - book.first)).unwrap_or_default();
                shares.0.iter().filter(|(place, _)| *place == shares.1).map(|(_, share)| share).sum()
            }
        };
        f64::from(feature.prepare(original) as f32)
    };
    prepared.features.iter().enumerate().map(value).collect()
}

/// For each feature whether it is there: gaps that are left out of distances are not.
fn there(read: &BTreeMap<usize, Single>, recipe: &Recipe, prepared: &Prepared) -> Vec<bool> {
    let leaves_out = |name: &str| recipe.column(name).is_some_and(|entry| entry.missing == Missing::LeaveOut);
    let there = |feature: &crate::features::Feature| {
        feature.part == Part::Gap || is_there(&read[&feature.column]) || !leaves_out(&feature.name)
    };
    prepared.features.iter().map(there).collect()
}

/// The squared distances to the centroids; `None` if there is nothing to compare by.
fn squares(point: &[f64], there: &[bool], centroids: &[f64], prepared: &Prepared) -> Option<Vec<f64>> {
    let whole = |c: &[f64]| point.iter().zip(c).map(|(x, c)| (x - c) * (x - c)).sum();
    if !there.contains(&false) {
        return Some(centroids.chunks_exact(point.len()).map(whole).collect());
    }
    let over = |c: &[f64]| {
        let there = point.iter().zip(c).zip(there).filter(|(_, there)| **there);
        there.map(|((x, c), _)| (x - c) * (x - c)).sum::<f64>()
    };
    let counted = prepared.counts.iter().zip(there).map(|(count, there)| if *there { *count } else { 0.0 });
    let factor = factor(prepared.counts.iter().sum(), counted.sum());
    (factor > 0.0).then(|| centroids.chunks_exact(point.len()).map(|c| over(c) * factor).collect())
}

/// The nearest segment and the next nearest, ties to the smaller number.
fn nearest_two(squares: &[f64]) -> (usize, Option<usize>) {
    let mut order: Vec<usize> = (0..squares.len()).collect();
    order.sort_by(|a, b| squares[*a].total_cmp(&squares[*b]).then(a.cmp(b)));
    (order[0], order.get(1).copied())
}

fn told(distances: &[f64], nearest: usize, next: Option<usize>) -> String {
    let Some(next) = next else { return "There is one segment.".to_owned() };
    let (near, far) = (distances[nearest], distances[next]);
    let (own, other) = (letter(nearest), letter(next));
    if far - near < 0.1 * far {
        format!("Segment {own}, but nearly as close to segment {other}: a customer on the border.")
    } else if near == 0.0 {
        format!("Segment {own}: exactly in its middle.")
    } else {
        format!("Segment {own}. The next one, segment {other}, is {:.1} times as far away.", far / near)
    }
}

impl Against<'_> {
    /// Whether a column holds numbers that are no codes.
    pub(super) fn measures(&self, column: usize) -> bool {
        let column = &self.table.columns[column];
        column.kind == ColumnType::Number
            && self.recipe.column(&column.name).is_none_or(|entry| !entry.is_category(column))
    }
}
