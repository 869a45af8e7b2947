//! Which rows are clustered.

use super::fences::fences;
use super::filters::filter;
use super::{Bend, Levels};
use crate::error::{Error, ErrorKind, Result};
use crate::note::{Note, NoteKind};
use crate::recipe::{ColumnRecipe, Missing, Outliers, RowFilter};
use crate::table::{Column, Table};

/// Which rows of the table became observations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// All of them: observation `i` is row `i`.
    All(usize),
    /// These, ascending: observation `i` is row `rows[i]`.
    Some(Vec<u32>),
}

impl Rows {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::All(count) => *count,
            Self::Some(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The table row of `observation`.
    pub fn row(&self, observation: usize) -> usize {
        match self {
            Self::All(_) => observation,
            Self::Some(rows) => rows[observation] as usize,
        }
    }

    /// The table rows in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).map(|observation| self.row(observation))
    }

    /// The observation made from table row `row`, if it is used.
    pub fn observation(&self, row: usize) -> Option<usize> {
        match self {
            Self::All(count) => (row < *count).then_some(row),
            Self::Some(rows) => rows.binary_search(&u32::try_from(row).ok()?).ok(),
        }
    }
}

/// The rows that pass `filters`, have a value in every feature whose gaps drop the row, and in one at least if gaps of all are left out of
/// distances, and no outlier where outliers do.
///
/// # Errors
/// [`ErrorKind::Table`] if no row is left.
pub(super) fn rows_used(
    table: &Table,
    filters: &[RowFilter],
    wanted: &[ColumnRecipe],
) -> Result<(Rows, Vec<Note>)> {
    let mut dropped = vec![false; table.rows];
    let mut notes = filter(table, filters, &mut dropped);
    if dropped.iter().all(|dropped| *dropped) && table.rows > 0 {
        let advice = "Widen a range, name more values, or remove a filter.";
        return Err(Error::new(ErrorKind::Table, "rows", "no row passes the filters", advice));
    }
    let strict =
        entries(table, wanted, |entry, column| entry.missing == Missing::Drop && column.summary.missing > 0);
    let gaps = strike(&mut dropped, &strict, gap);
    notes.extend(gaps.map(|(count, rows)| note(count, &rows, "a gap in", &strict)));
    if wanted.iter().all(|entry| entry.missing == Missing::LeaveOut) {
        notes.extend(strike_empty(&mut dropped, &entries(table, wanted, |_, _| true)));
    }
    let fenced = entries(table, wanted, |entry, column| {
        entry.outliers == Outliers::Drop && !entry.is_category(column)
    });
    let used: Vec<bool> = dropped.iter().map(|dropped| !dropped).collect();
    let outliers = strike(&mut dropped, &fenced, |column, entry| {
        let kept = column.numbers().zip(&used).filter(|(_, used)| **used);
        let mut present: Vec<f64> = kept.map(|(x, _)| x).filter(|x| !x.is_nan()).collect();
        let bend = Bend::new(entry.transform, &present);
        present.iter_mut().for_each(|x| *x = bend.apply(*x));
        let found = fences(Outliers::Drop, entry.limit().unwrap_or_default(), &present);
        Box::new(move |row| {
            let x = bend.apply(column.number(row));
            found.is_some_and(|(low, high)| x < low || x > high)
        })
    });
    notes.extend(outliers.map(|(count, rows)| note(count, &rows, "a value far out in", &fenced)));
    if !dropped.contains(&true) {
        return Ok((Rows::All(table.rows), notes));
    }
    if dropped.iter().all(|dropped| *dropped) {
        return Err(Error::new(
            ErrorKind::Table,
            "rows",
            "every row has a gap in one of the columns whose gaps drop the row, or a value far out",
            "Fill the gaps with the median instead, or leave the emptiest column out.",
        ));
    }
    let row = |(row, _)| u32::try_from(row).expect("tables have fewer than 2^32 rows");
    Ok((Rows::Some(dropped.iter().enumerate().filter(|(_, dropped)| !**dropped).map(row).collect()), notes))
}

/// Whether a cell of `column` is a gap.
pub(super) fn gap<'a>(column: &'a Column, entry: &'a ColumnRecipe) -> Verdict<'a> {
    let levels = Levels::of(column, entry);
    Box::new(move |row| match &levels {
        Some(levels) => levels.at(column, row).is_none(),
        None => column.number(row).is_nan(),
    })
}

/// Marks the rows with a gap in all of `entries`: there is nothing to compare them by.
fn strike_empty(dropped: &mut [bool], entries: &Entries<'_>) -> Option<Note> {
    let gaps: Vec<Verdict<'_>> = entries.iter().map(|(column, entry)| gap(column, entry)).collect();
    let mut rows: Vec<u64> = Vec::new();
    for (row, dropped) in dropped.iter_mut().enumerate().filter(|(_, dropped)| !**dropped) {
        if gaps.iter().all(|gap| gap(row)) {
            *dropped = true;
            rows.push(row as u64);
        }
    }
    let count = rows.len() as u64;
    let (rows_have, get) = if count == 1 { ("row has", "gets") } else { ("rows have", "get") };
    let text = format!(
        "{count} {rows_have} no value in any column that tells customers apart and {get} no segment."
    );
    rows.truncate(crate::note::NOTE_ROWS);
    (count > 0).then(|| Note::new(NoteKind::Preparation, text).counting(count, &rows))
}

type Entries<'a> = Vec<(&'a Column, &'a ColumnRecipe)>;

fn entries<'a>(
    table: &'a Table,
    wanted: &'a [ColumnRecipe],
    which: impl Fn(&ColumnRecipe, &Column) -> bool,
) -> Entries<'a> {
    let found = wanted.iter().filter_map(|entry| Some((&table.columns[table.position(&entry.name)?], entry)));
    found.filter(|(column, entry)| which(entry, column)).collect()
}

/// Whether a row is to be dropped for what one column holds there.
pub(super) type Verdict<'a> = Box<dyn Fn(usize) -> bool + 'a>;

/// Marks the rows that any of `entries` drops. Gives how many are new and the first of them; `None` if there are none.
fn strike<'a>(
    dropped: &mut [bool],
    entries: &Entries<'a>,
    verdict: impl Fn(&'a Column, &'a ColumnRecipe) -> Verdict<'a>,
) -> Option<(u64, Vec<u64>)> {
    let verdicts: Vec<Verdict<'_>> = entries.iter().map(|(column, entry)| verdict(column, entry)).collect();
    let (mut count, mut first) = (0, Vec::new());
    for (row, dropped) in dropped.iter_mut().enumerate().filter(|(_, dropped)| !**dropped) {
        if verdicts.iter().any(|drops| drops(row)) {
            *dropped = true;
            count += 1;
            if first.len() < crate::note::NOTE_ROWS {
                first.push(row as u64);
            }
        }
    }
    (count > 0).then_some((count, first))
}

fn note(count: u64, rows: &[u64], why: &str, entries: &Entries<'_>) -> Note {
    let names: Vec<&str> = entries.iter().map(|(_, entry)| entry.name.as_str()).collect();
    let (rows_have, get) = if count == 1 { ("row has", "gets") } else { ("rows have", "get") };
    let text = format!("{count} {rows_have} {why} {} and {get} no segment.", names.join(", "));
    Note::new(NoteKind::Preparation, text).counting(count, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn observations_know_their_rows() {
        let rows = Rows::Some(vec![1, 4, 9]);
        assert_eq!(rows.row(2), 9);
        assert_eq!(rows.observation(4), Some(1));
        assert_eq!(rows.observation(5), None);
        assert_eq!(Rows::All(3).observation(3), None);
    }
}
