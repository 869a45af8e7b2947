//! One pass over the columns that tell customers apart or describe them, in steps a Cancel can come between.

use super::sums::NumberTally;
use super::{Measure, Profile};
use crate::features::{Levels, Prepared};
use crate::kmeans::Fit;
use crate::recipe::{Recipe, Role};
use crate::table::{CHUNK_ROWS, Column, Table, Values};

/// Cells looked at in one step: about ten milliseconds.
const CELLS_A_STEP: usize = 1 << 20;

/// Levels of a category that are shown at most: those whose share differs most between a segment and everyone.
const LEVELS: usize = 4;

/// Describes the segments of one fit, step by step.
#[derive(Debug)]
pub struct Describer {
    sizes: Vec<u64>,
    columns: Vec<(usize, Role, Option<Levels>)>,
    current: usize,
    observation: usize,
    tally: Option<Tally>,
    measures: Vec<Measure>,
}

/// What has been counted of the current column.
#[derive(Debug)]
enum Tally {
    Numbers(NumberTally),
    /// Members of each segment with each level, `level * k + segment`.
    Levels(Vec<u64>),
}

impl Describer {
    /// Starts on `fit`, which was made from `prepared`, which was made from `table` and `recipe`.
    pub fn new(table: &Table, recipe: &Recipe, prepared: &Prepared, fit: &Fit) -> Self {
        let features = prepared.features.iter().map(|feature| (feature.column, Role::Feature));
        let descriptors = table.columns.iter().enumerate().filter(|(_, column)| {
            recipe.column(&column.name).is_some_and(|entry| entry.role == Role::Descriptor)
        });
        let mut columns: Vec<(usize, Role)> =
            features.chain(descriptors.map(|(index, _)| (index, Role::Descriptor))).collect();
        // The levels of a category are features of one column.
        columns.dedup();
        let levels = |index: usize| {
            let column = &table.columns[index];
            recipe.column(&column.name).and_then(|entry| Levels::of(column, entry))
        };
        let columns = columns.into_iter().map(|(index, role)| (index, role, levels(index))).collect();
        Self {
            sizes: fit.sizes.clone(),
            columns,
            current: 0,
            observation: 0,
            tally: None,
            measures: Vec::new(),
        }
    }

    /// Share of the work done, 0 to 1.
    pub fn share_done(&self, prepared: &Prepared) -> f64 {
        let rows = prepared.rows.len().max(1) as f64;
        let all = self.columns.len().max(1) as f64;
        ((self.current as f64 + self.observation as f64 / rows) / all).min(1.0)
    }

    /// Counts the next million cells, with the table, preparation and fit it was started on. Returns whether there
    /// are more.
    pub fn step(&mut self, table: &Table, prepared: &Prepared, fit: &Fit) -> bool {
        let mut cells = 0;
        while cells < CELLS_A_STEP {
            let Some((index, role, levels)) = self.columns.get(self.current) else { return false };
            let (index, role, levels) = (*index, *role, levels.as_ref());
            let column = &table.columns[index];
            let k = self.sizes.len();
            let tally = self.tally.get_or_insert_with(|| Tally::new(column, levels, k));
            let end = prepared.rows.len().min(self.observation + CHUNK_ROWS);
            tally.add((column, levels), prepared, fit, self.observation..end);
            cells += (end - self.observation).max(1);
            self.observation = end;
            if end == prepared.rows.len() {
                let tally = self.tally.take().expect("set above");
                self.measures.extend(tally.finish((column, levels), role, k));
                self.current += 1;
                self.observation = 0;
            }
        }
        self.current < self.columns.len()
    }

    /// The profile. To be called once [`step`](Self::step) has returned `false`.
    pub fn finish(self) -> Profile {
        Profile::new(&self.sizes, self.measures)
    }
}

impl Tally {
    fn new(column: &Column, levels: Option<&Levels>, k: usize) -> Self {
        match levels {
            Some(levels) => Self::Levels(vec![0; levels.labels().len() * k]),
            None => {
                let size = |x: Option<f64>| x.map_or(0.0, f64::abs);
                let largest = size(column.summary.min).max(size(column.summary.max));
                Self::Numbers(NumberTally::new(k, largest, column.summary.mean.unwrap_or(0.0)))
            }
        }
    }

    /// Counts the cells of some observations.
    fn add(
        &mut self,
        (column, levels): (&Column, Option<&Levels>),
        prepared: &Prepared,
        fit: &Fit,
        observations: std::ops::Range<usize>,
    ) {
        let k = fit.k();
        let members = observations.map(|i| (prepared.rows.row(i), usize::from(fit.labels[i])));
        match (self, &column.values, levels) {
            (Self::Numbers(tally), Values::Numbers(chunks), _) => {
                tally.add_run(
                    members.map(|(row, segment)| (segment, chunks[row / CHUNK_ROWS][row % CHUNK_ROWS])),
                );
            }
            (Self::Levels(counts), _, Some(levels)) => {
                for (row, segment) in members {
                    if let Some(level) = levels.at(column, row) {
                        counts[level * k + segment] += 1;
                    }
                }
            }
            // Text is not kept: it has nothing to count.
            _ => {}
        }
    }

    fn finish(self, (column, levels): (&Column, Option<&Levels>), role: Role, k: usize) -> Vec<Measure> {
        match self {
            Self::Numbers(tally) => tally
                .finish()
                .map(|t| measure(column, role, None, (t.average, t.deviation, t.smallest), t.means))
                .into_iter()
                .collect(),
            Self::Levels(counts) => {
                level_measures(column, levels.map_or(&[], Levels::labels), role, &counts, k)
            }
        }
    }
}

/// The measures of a category: its most telling levels. Two levels mirror each other, so the rarer one is enough.
fn level_measures(column: &Column, labels: &[String], role: Role, counts: &[u64], k: usize) -> Vec<Measure> {
    let mut present = vec![0_u64; k];
    for level in counts.chunks_exact(k) {
        present.iter_mut().zip(level).for_each(|(sum, count)| *sum += count);
    }
    let everyone: u64 = present.iter().sum();
    if everyone == 0 {
        return Vec::new();
    }
    let mut measures: Vec<(Measure, f64)> = counts
        .chunks_exact(k)
        .zip(labels)
        .filter(|(level, _)| level.iter().any(|count| *count > 0))
        .map(|(level, name)| {
            let share = level.iter().sum::<u64>() as f64 / everyone as f64;
            let means: Vec<Option<f64>> = level
                .iter()
                .zip(&present)
                .map(|(&count, &all)| (all > 0).then(|| count as f64 / all as f64))
                .collect();
            let apart = means.iter().flatten().map(|mean| (mean - share).abs()).fold(0.0, f64::max);
            let deviation = libm::sqrt(share * (1.0 - share));
            (measure(column, role, Some(name.clone()), (share, deviation, 0.0), means), apart)
        })
        .collect();
    if let [(first, _), (second, _)] = measures.as_slice() {
        let rarer = usize::from(second.average < first.average);
        return vec![measures.swap_remove(rarer).0];
    }
    measures.sort_by(|a, b| b.1.total_cmp(&a.1));
    measures.into_iter().take(LEVELS).map(|(measure, _)| measure).collect()
}

fn measure(
    column: &Column,
    role: Role,
    level: Option<String>,
    (average, deviation, smallest): (f64, f64, f64),
    means: Vec<Option<f64>>,
) -> Measure {
    let z = means
        .iter()
        .map(|mean| mean.map_or(0.0, |mean| if deviation > 0.0 { (mean - average) / deviation } else { 0.0 }))
        .collect();
    let decimals = if level.is_some() { 2 } else { super::wording::decimals(deviation) };
    Measure { column: column.name.clone(), role, level, average, deviation, smallest, means, z, decimals }
}
