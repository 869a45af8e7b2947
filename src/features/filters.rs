//! Rows left out because a person said so.

use crate::note::{NOTE_ROWS, Note, NoteKind};
use crate::recipe::{FilterRows, RowFilter};
use crate::table::{Column, MISSING_CODE, Table};

/// Whether the cell in a row is what a filter is about.
type Test<'a> = Box<dyn Fn(usize) -> bool + 'a>;

/// Which rows `filters` leave out; nothing if there are no filters.
pub fn left_out(table: &Table, filters: &[RowFilter]) -> Vec<bool> {
    let mut dropped = vec![false; if filters.is_empty() { 0 } else { table.rows }];
    if !filters.is_empty() {
        filter(table, filters, &mut dropped);
    }
    dropped
}

/// Marks the rows that `filters` leave out, in `dropped`. Gives a note for each filter that leaves rows out, or that names a level
/// the file does not have.
pub(super) fn filter(table: &Table, filters: &[RowFilter], dropped: &mut [bool]) -> Vec<Note> {
    let mut notes = Vec::new();
    for filter in filters {
        let Some(column) = table.position(&filter.column).map(|at| &table.columns[at]) else { continue };
        let about = about(column, filter);
        let stays = filter.rows == FilterRows::Keep;
        let (mut count, mut first) = (0, Vec::new());
        for (row, dropped) in dropped.iter_mut().enumerate().filter(|(_, dropped)| !**dropped) {
            if about(row) != stays {
                *dropped = true;
                count += 1;
                if first.len() < NOTE_ROWS {
                    first.push(row as u64);
                }
            }
        }
        notes.extend(unknown(column, filter));
        if count > 0 {
            let rule = if stays { "only rows are used in which" } else { "left out are rows in which" };
            let are = if count == 1 { "row is" } else { "rows are" };
            let text = format!(
                "{count} {are} left out by your filter and get no segment: {rule} {}.",
                filter.words(column)
            );
            notes.push(Note::new(NoteKind::Preparation, text).on(&filter.column).counting(count, &first));
        }
    }
    notes
}

fn about<'a>(column: &'a Column, filter: &'a RowFilter) -> Test<'a> {
    if !column.levels().is_empty() {
        let named: Vec<bool> = column.levels().iter().map(|level| filter.values.contains(level)).collect();
        return Box::new(move |row| match column.code(row) {
            MISSING_CODE => filter.missing,
            code => named[usize::from(code)],
        });
    }
    let (low, high) = (filter.low(), filter.high());
    let latest = column.summary.written.dates.map(|dates| dates.latest);
    let numbers = filter.numbers();
    let ranged = low.is_some() || high.is_some();
    Box::new(move |row| {
        let x = column.number(row);
        if x.is_nan() {
            return filter.missing;
        }
        // A table holds dates as days before the latest; part of a day belongs to it.
        let x = latest.map_or(x, |latest| libm::floor(latest - x));
        if ranged {
            low.is_none_or(|low| x >= low) && high.is_none_or(|high| x <= high)
        } else {
            numbers.contains(&x)
        }
    })
}

/// Levels that a filter names and the file does not have: perhaps misspelt, perhaps only not there this month.
fn unknown(column: &Column, filter: &RowFilter) -> Option<Note> {
    if column.levels().is_empty() {
        return None;
    }
    let absent: Vec<&str> =
        filter.values.iter().filter(|value| !column.levels().contains(value)).map(String::as_str).collect();
    let text = format!("Your filter names what no row holds: {}.", absent.join(", "));
    (!absent.is_empty()).then(|| Note::new(NoteKind::Preparation, text).on(&filter.column))
}
