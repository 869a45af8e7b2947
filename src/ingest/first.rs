//! What became of the cells of the first rows.

use super::encoding::Encoding;
use super::missing;
use super::remarks::example;
use super::shape::Fields;
use super::wish::Wish;
use crate::table::{CellState, Column, ColumnType, FirstCell, FirstRow, Table};

/// Columns shown at most.
pub(crate) const FIRST_COLUMNS: usize = 200;

/// The first rows of `table`, whose fields are `rows`; `wishes` has one entry a column.
pub(crate) fn first_rows(
    rows: &[Fields],
    table: &Table,
    wishes: &[Wish],
    encoding: Encoding,
) -> Vec<FirstRow> {
    let row = |(index, fields): (usize, &Fields)| {
        let columns = table.columns.iter().zip(wishes).take(FIRST_COLUMNS).enumerate();
        let cells = columns.map(|(at, (column, wish))| {
            cell(fields.get(at).map_or(&[][..], Vec::as_slice), index, column, wish, encoding)
        });
        FirstRow { cells: cells.collect(), ragged: is_ragged(fields, table.columns.len()) }
    };
    rows.iter().enumerate().map(row).collect()
}

/// Empty fields behind the last column are usual.
fn is_ragged(fields: &Fields, width: usize) -> bool {
    let behind = fields.iter().skip(width).any(|field| !field.trim_ascii().is_empty());
    behind || fields.len() < width.min(FIRST_COLUMNS)
}

fn cell(field: &[u8], row: usize, column: &Column, wish: &Wish, encoding: Encoding) -> FirstCell {
    if column.identifying.is_some() {
        return FirstCell { text: String::new(), state: CellState::Withheld };
    }
    let field = field.trim_ascii();
    let state = if missing::word(field).is_some() || wish.misses(field) {
        CellState::Missing
    } else if column.kind == ColumnType::Number && column.number(row).is_nan() {
        CellState::Problem
    } else {
        CellState::Fine
    };
    FirstCell { text: example(field, encoding), state }
}
