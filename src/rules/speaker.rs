//! What is needed to write conditions down: columns, their levels, and which levels to list.

use super::branch::Condition;
use super::computed::{Computed, computed};
use super::formula::cell;
use super::shelf::Shelf;
use super::sources::LISTED;
use super::sql::identifier;
use crate::features::Levels;
use crate::recipe::{Missing, Recipe};
use crate::table::{Column, ColumnType, Table};

/// Writes conditions about the columns of one table.
#[derive(Debug)]
pub(super) struct Speaker<'a> {
    pub(super) table: &'a Table,
    shelf: &'a Shelf,
    /// Columns in which a gap means that a row is left out.
    pub(super) strict: Vec<usize>,
    /// Columns that do not stand in the file.
    computed: Vec<Computed>,
    /// The row of a spreadsheet that formulas are for.
    row: u64,
}

/// Levels to list in a condition.
#[derive(Debug, PartialEq)]
pub(super) struct Listed {
    /// Their names.
    pub(super) labels: Vec<String>,
    /// Whether a row has to be one of them, or none of them.
    pub(super) inside: bool,
    /// Whether they are numbers.
    pub(super) codes: bool,
}

impl<'a> Speaker<'a> {
    /// For the columns of `table`, whose levels stand in `shelf`.
    pub(super) fn new(table: &'a Table, recipe: &Recipe, shelf: &'a Shelf, row: u64) -> Self {
        let strict = |(index, column): (usize, &Column)| {
            let drops =
                recipe.features().any(|entry| entry.name == column.name && entry.missing == Missing::Drop);
            (drops && column.summary.missing > 0).then_some(index)
        };
        let strict = table.columns.iter().enumerate().filter_map(strict).collect();
        let computed = computed((table, recipe), identifier, |column| cell(column, row));
        Self { table, shelf, strict, computed, row }
    }

    /// A column as SQL: its name, or what it is computed from.
    pub(super) fn sql(&self, column: usize) -> String {
        let computed = self.computed.iter().find(|computed| computed.column == column);
        computed.map_or_else(
            || identifier(&self.table.columns[column].name),
            |c| c.sql.clone().unwrap_or_default(),
        )
    }

    /// A column as a part of a spreadsheet formula: its cell, or what it is computed from.
    pub(super) fn cell(&self, column: usize) -> String {
        let computed = self.computed.iter().find(|computed| computed.column == column);
        computed.map_or_else(|| cell(column, self.row), |c| c.cell.clone().unwrap_or_default())
    }

    /// Whether all of `columns` and those that leave rows out can be written as SQL.
    pub(super) fn has_sql(&self, columns: impl Iterator<Item = usize>) -> bool {
        let lacks = |column: usize| self.computed.iter().any(|c| c.column == column && c.sql.is_none());
        !columns.chain(self.strict.iter().copied()).any(lacks)
    }

    /// The same for a spreadsheet formula.
    pub(super) fn has_cells(&self, columns: impl Iterator<Item = usize>) -> bool {
        let lacks = |column: usize| self.computed.iter().any(|c| c.column == column && c.cell.is_none());
        !columns.chain(self.strict.iter().copied()).any(lacks)
    }

    /// The column a condition is about.
    pub(super) fn column(&self, condition: &Condition) -> &Column {
        &self.table.columns[condition.column()]
    }

    /// Whether a column holds numbers, so that a cell without one is a gap.
    pub(super) fn numeric(&self, column: usize) -> bool {
        self.table.columns[column].kind == ColumnType::Number
    }

    /// The levels to list for `among`: those that let a gap, however it is written, come out as `gap` says; the others only where
    /// that list would be long.
    pub(super) fn listed(&self, column: usize, among: &[bool], gap: bool) -> Listed {
        let all = self.shelf.levels(column).map_or(&[] as &[String], Levels::labels);
        let of = |inside: bool| -> Vec<String> {
            all.iter()
                .zip(among)
                .filter(|(_, held)| **held == inside)
                .map(|(label, _)| label.clone())
                .collect()
        };
        let (wanted, other) = (of(!gap), of(gap));
        let codes = self.numeric(column);
        if wanted.len() <= LISTED || wanted.len() <= other.len() {
            Listed { labels: wanted, inside: !gap, codes }
        } else {
            Listed { labels: other, inside: gap, codes }
        }
    }

    /// The levels to name in a sentence: the fewer.
    pub(super) fn named(&self, column: usize, among: &[bool]) -> Listed {
        let inside = among.iter().filter(|held| **held).count();
        self.listed(column, among, inside * 2 > among.len())
    }
}
