//! What was read, for the first table on the page.

use super::{ColumnView, GapsView, OrdersView, ReadingView, ShapeView};
use crate::features::Outcome;
use crate::orders::{FoldChoices, guess};
use crate::recipe::{Decision, FileFormat, Recipe, Role};
use crate::rules::iso_day;
use crate::shape::Shape;
use crate::table::{CellState, Column, FirstCell, FirstRow, Table};

/// Levels of a category to choose from, at most.
const LEVELS: usize = 100;

/// The reading table: `file` (its name) of `bytes` bytes was read as `table` in the way `facts` tell, and `recipe` says what
/// every column is used for. A column the recipe does not name is ignored. Examples of identifying columns are withheld; what else is known
/// of the reading is added by who knows it.
pub fn reading_view(file: &str, bytes: u64, table: &Table, recipe: &Recipe, facts: &[String]) -> ReadingView {
    ReadingView {
        file: file.to_owned(),
        bytes,
        rows: table.rows as u64,
        facts: facts.to_vec(),
        format: FileFormat::default(),
        decisions: Vec::new(),
        findings: Vec::new(),
        first_rows: Vec::new(),
        questions: Vec::new(),
        gaps: GapsView::default(),
        orders: None,
        columns: table.columns.iter().map(|column| column_view(column, recipe)).collect(),
    }
}

fn column_view(column: &Column, recipe: &Recipe) -> ColumnView {
    let (role, reason) = match recipe.column(&column.name) {
        Some(entry) => (entry.role, entry.reason.clone()),
        None => (Role::Ignored, "not named in the recipe".to_owned()),
    };
    let identifying = role == Role::Identifier || column.identifying.is_some();
    let summary = &column.summary;
    ColumnView {
        name: column.name.clone(),
        kind: column.kind,
        role,
        reason,
        missing: summary.missing,
        distinct: summary.distinct,
        min: summary.min,
        max: summary.max,
        mean: summary.mean,
        levels: if identifying { Vec::new() } else { column.levels().iter().take(LEVELS).cloned().collect() },
        days: days(column),
        examples: if identifying { Vec::new() } else { column.examples.clone() },
        decisions: Vec::new(),
        shape: None,
    }
}

/// First and last day of a column of dates.
fn days(column: &Column) -> Option<(String, String)> {
    let dates = column.summary.written.dates?;
    let (first, last) = (column.summary.max?, column.summary.min?);
    Some((iso_day(dates, first), iso_day(dates, last)))
}

/// Adds how the rows of `table` could become customers, if they look like orders.
pub fn add_orders(reading: &mut ReadingView, table: &Table) {
    let Some(plan) = guess(table) else { return };
    reading.orders = Some(OrdersView { choices: FoldChoices::of(table, &plan), plan });
}

/// Adds what was decided about each column, which `decisions` has in file order.
pub fn add_decisions(reading: &mut ReadingView, decisions: &[Vec<Decision>]) {
    for (column, decisions) in reading.columns.iter_mut().zip(decisions) {
        column.decisions.clone_from(decisions);
    }
}

/// Adds the first rows, without the cells of columns that identify customers as the recipe has it.
pub fn add_first_rows(reading: &mut ReadingView, rows: &[FirstRow]) {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        for (cell, column) in row.cells.iter_mut().zip(&reading.columns) {
            if column.role == Role::Identifier {
                *cell = FirstCell { text: String::new(), state: CellState::Withheld };
            }
        }
    }
    reading.first_rows = rows;
}

/// Adds how numbers lie: `shapes` has one entry a column of the table, `outcomes` what became of the features among them. The
/// numbers of identifying columns stay untold.
pub fn add_shapes(reading: &mut ReadingView, shapes: &[Option<Shape>], outcomes: &[Outcome]) {
    for (index, (column, shape)) in reading.columns.iter_mut().zip(shapes).enumerate() {
        let Some(shape) = shape.as_ref().filter(|_| column.role != Role::Identifier) else { continue };
        let outcome = outcomes.iter().find(|outcome| outcome.column == index);
        column.shape = Some(ShapeView {
            bars: shape.bars.clone(),
            skewness: shape.skewness,
            beyond_fences: shape.beyond_fences,
            beyond_mad: shape.beyond_mad,
            treated_bars: outcome.map_or_else(Vec::new, |outcome| outcome.bars.clone()),
            treated_skewness: outcome.map(|outcome| outcome.skewness),
        });
    }
}
