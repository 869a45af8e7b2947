//! What one column comes to, counted in pieces.

use std::ops::Range;

use super::Summary;
use super::gather::{Gathered, summary};
use super::source::Source;
use super::sums::{NumberTally, Tallied};
use crate::features::{Levels, Prepared};
use crate::kmeans::Fit;
use crate::table::{ColumnType, Table};

/// A column being counted.
#[derive(Debug)]
pub(super) enum ColumnTally {
    Numbers {
        tally: NumberTally,
        gathered: Gathered,
        /// Those of each segment found so far, everyone's last.
        quartiles: Vec<Option<[f64; 3]>>,
        lists: usize,
    },
    /// Members of each segment with each level, `level * k + segment`.
    Levels(Vec<u64>),
    /// Text is not kept: it has nothing to count.
    Nothing,
}

/// A column that has been counted.
#[derive(Debug)]
pub(super) struct Told {
    /// Index of its source.
    pub(super) source: usize,
    pub(super) values: Counted,
}

#[derive(Debug)]
pub(super) enum Counted {
    Numbers(Box<Numbers>),
    /// Members of each segment with each level that occurs.
    Levels(Vec<(String, Vec<u64>)>),
}

/// A column of numbers that has been counted.
#[derive(Debug)]
pub(super) struct Numbers {
    pub(super) tallied: Tallied,
    pub(super) everyone: Summary,
    pub(super) segments: Vec<Summary>,
}

impl Told {
    /// The sum over everyone and over each segment; `None` for a category.
    pub(super) fn totals(&self) -> Option<(f64, Vec<f64>)> {
        match &self.values {
            Counted::Numbers(numbers) => Some((numbers.tallied.total, numbers.tallied.totals.clone())),
            Counted::Levels(_) => None,
        }
    }
}

impl ColumnTally {
    pub(super) fn new(source: &Source, table: &Table, sizes: &[u64]) -> Self {
        let k = sizes.len();
        if let Some(levels) = &source.levels {
            return Self::Levels(vec![0; levels.labels().len() * k]);
        }
        if table.columns[source.columns[0]].kind != ColumnType::Number {
            return Self::Nothing;
        }
        let (largest, middle) = source.extent(table);
        Self::Numbers {
            tally: NumberTally::new(k, largest, middle),
            gathered: Gathered::new(sizes),
            quartiles: Vec::new(),
            lists: k + 1,
        }
    }

    /// Counts the cells of some observations.
    pub(super) fn add(
        &mut self,
        source: &Source,
        table: &Table,
        prepared: &Prepared,
        fit: &Fit,
        observations: Range<usize>,
    ) {
        let k = fit.k();
        let members = observations.map(|i| (prepared.rows.row(i), usize::from(fit.labels[i])));
        match self {
            Self::Numbers { tally, gathered, .. } => {
                tally.add_run(members.map(|(row, segment)| {
                    let x = source.number(table, row);
                    gathered.add(segment, x);
                    (segment, x)
                }));
            }
            Self::Levels(counts) => {
                let column = &table.columns[source.columns[0]];
                for (row, segment) in members {
                    if let Some(level) = source.levels.as_ref().and_then(|levels| levels.at(column, row)) {
                        counts[level * k + segment] += 1;
                    }
                }
            }
            Self::Nothing => {}
        }
    }

    /// Finds the quartiles of the next segment, everyone last. Returns how many values that took; `None` when all are found.
    pub(super) fn sort_next(&mut self) -> Option<usize> {
        let Self::Numbers { gathered, quartiles, lists, .. } = self else { return None };
        let next = quartiles.len();
        if next == *lists {
            return None;
        }
        quartiles.push(gathered.quartiles(next));
        Some(gathered.len(next))
    }

    /// What the column comes to and everyone's values, in no order; nothing if there is no value.
    pub(super) fn finish(self, source: &Source, sizes: &[u64]) -> (Option<Told>, Vec<f64>) {
        let told = |values| Told { source: 0, values };
        match self {
            Self::Numbers { tally, gathered, quartiles, .. } => {
                let Some(tallied) = tally.finish() else { return (None, Vec::new()) };
                let segments: Vec<Summary> = (0..sizes.len())
                    .map(|j| {
                        let (mean, deviation) = (tallied.means[j], tallied.deviations[j]);
                        summary(sizes[j], tallied.counts[j], mean, deviation, quartiles[j])
                    })
                    .collect();
                let count: u64 = tallied.counts.iter().sum();
                let n = count as f64;
                let deviation = (count >= 2).then(|| tallied.deviation * libm::sqrt(n / (n - 1.0)));
                let quartiles = quartiles.last().copied().flatten();
                let everyone =
                    summary(sizes.iter().sum(), count, Some(tallied.average), deviation, quartiles);
                let numbers = Box::new(Numbers { tallied, everyone, segments });
                (Some(told(Counted::Numbers(numbers))), gathered.everyone())
            }
            Self::Levels(counts) => {
                let labels = source.levels.as_ref().map_or(&[][..], Levels::labels);
                let levels: Vec<(String, Vec<u64>)> = labels
                    .iter()
                    .zip(counts.chunks_exact(sizes.len()))
                    .filter(|(_, counts)| counts.iter().any(|count| *count > 0))
                    .map(|(label, counts)| (label.clone(), counts.to_vec()))
                    .collect();
                ((!levels.is_empty()).then(|| told(Counted::Levels(levels))), Vec::new())
            }
            Self::Nothing => (None, Vec::new()),
        }
    }
}
