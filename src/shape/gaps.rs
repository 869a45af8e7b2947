//! Gaps that come together: which columns have none of their values in the same rows.

use std::collections::BTreeMap;

use crate::table::{Column, ColumnType, MISSING_CODE, Table};

/// Columns looked at, at most: those with most gaps.
const COLUMNS: usize = 64;

/// Different patterns counted apart, at most.
const PATTERNS: usize = 4096;

/// First rows kept of each pattern.
const FIRST: usize = 5;

/// The rows in which the same columns have a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapPattern {
    /// The columns with a gap, by index in the table; none: these rows are complete.
    pub columns: Vec<usize>,
    /// How many rows.
    pub rows: u64,
    /// The first few of them.
    pub first: Vec<u64>,
}

/// Counts patterns of gaps among numbers and categories, some rows at a time.
#[derive(Debug)]
pub struct GapCounter {
    columns: Vec<usize>,
    next: usize,
    /// By which of `columns` have a gap, a bit each.
    found: BTreeMap<u64, (u64, Vec<u64>)>,
    others: u64,
}

impl GapCounter {
    /// Nothing counted yet of `table`.
    pub fn new(table: &Table) -> Self {
        let gappy = |column: &Column| {
            column.summary.missing > 0 && matches!(column.kind, ColumnType::Number | ColumnType::Category)
        };
        let mut columns: Vec<usize> =
            (0..table.columns.len()).filter(|column| gappy(&table.columns[*column])).collect();
        columns.sort_by_key(|column| std::cmp::Reverse(table.columns[*column].summary.missing));
        columns.truncate(COLUMNS);
        columns.sort_unstable();
        Self { columns, next: 0, found: BTreeMap::new(), others: 0 }
    }

    /// Counts on for about `cells` cells of `table`. Returns whether there is more.
    pub fn step(&mut self, table: &Table, cells: usize) -> bool {
        if self.columns.is_empty() {
            return false;
        }
        let end = table.rows.min(self.next + (cells / self.columns.len()).max(1));
        let columns: Vec<&Column> = self.columns.iter().map(|column| &table.columns[*column]).collect();
        for row in self.next..end {
            let mut pattern = 0_u64;
            for (bit, column) in columns.iter().enumerate() {
                let gap = match column.kind {
                    ColumnType::Number => column.number(row).is_nan(),
                    _ => column.code(row) == MISSING_CODE,
                };
                pattern |= u64::from(gap) << bit;
            }
            if self.found.len() >= PATTERNS && !self.found.contains_key(&pattern) {
                self.others += 1;
                continue;
            }
            let (rows, first) = self.found.entry(pattern).or_default();
            *rows += 1;
            if first.len() < FIRST {
                first.push(row as u64);
            }
        }
        self.next = end;
        end < table.rows
    }

    /// The patterns, those of most rows first, and the rows of patterns that were too many to count apart. Nothing if there is no gap.
    pub fn finish(self) -> (Vec<GapPattern>, u64) {
        let columns = |pattern: u64| {
            let held = self.columns.iter().enumerate().filter(|(bit, _)| pattern >> bit & 1 == 1);
            held.map(|(_, column)| *column).collect()
        };
        let mut patterns: Vec<GapPattern> = self
            .found
            .iter()
            .map(|(pattern, (rows, first))| GapPattern {
                columns: columns(*pattern),
                rows: *rows,
                first: first.clone(),
            })
            .collect();
        patterns.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.columns.cmp(&b.columns)));
        (patterns, self.others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Summary, Values};

    fn column(values: &[f64]) -> Column {
        let missing = values.iter().filter(|x| x.is_nan()).count() as u64;
        Column {
            name: "a".to_owned(),
            kind: ColumnType::Number,
            values: Values::Numbers(values.iter().copied().collect()),
            summary: Summary { missing, ..Summary::default() },
            identifying: None,
            examples: Vec::new(),
        }
    }

    #[test]
    fn patterns_are_counted_with_their_rows() {
        let gap = f64::NAN;
        let columns =
            vec![column(&[1.0, gap, gap, 4.0, gap]), column(&[1.0; 5]), column(&[gap, gap, gap, 4.0, 5.0])];
        let table = Table { columns, rows: 5 };
        let mut counter = GapCounter::new(&table);
        while counter.step(&table, 3) {}
        let (patterns, others) = counter.finish();
        let told: Vec<_> = patterns.iter().map(|p| (p.columns.clone(), p.rows, p.first.clone())).collect();
        let expected =
            [(vec![0, 2], 2, vec![1, 2]), (vec![], 1, vec![3]), (vec![0], 1, vec![4]), (vec![2], 1, vec![0])];
        assert_eq!((told.as_slice(), others), (expected.as_slice(), 0));
    }

    #[test]
    fn without_gaps_there_is_nothing_to_count() {
        let table = Table { columns: vec![column(&[1.0, 2.0])], rows: 2 };
        let mut counter = GapCounter::new(&table);
        assert!(!counter.step(&table, 10), "nothing to do");
        assert_eq!(counter.finish(), (Vec::new(), 0));
    }
}
