//! One pass over the columns that tell customers apart or describe them and one over the prepared observations, in steps a Cancel
//! can come between.

use super::column::{ColumnTally, Told};
use super::geometry::Geometry;
use super::source::{Source, sources};
use super::value::{Worth, lorenz, value_source};
use super::without::agreement_without;
use super::{Assembly, Profile};
use crate::features::Prepared;
use crate::kmeans::Fit;
use crate::recipe::{Recipe, Role};
use crate::table::{CHUNK_ROWS, Table};

/// Cells looked at in one step: about ten milliseconds.
const CELLS_A_STEP: usize = 1 << 20;

/// Multiplications in one step of the pass over observations, about.
const OPERATIONS_A_STEP: usize = 1 << 23;

/// Describes the segments of one fit, step by step.
#[derive(Debug)]
pub struct Describer {
    sizes: Vec<u64>,
    sources: Vec<Source>,
    value: Option<usize>,
    current: usize,
    observation: usize,
    tally: Option<ColumnTally>,
    told: Vec<Told>,
    worth: Option<Worth>,
    geometry: Geometry,
    without: Vec<Option<f64>>,
}

impl Describer {
    /// Starts on `fit`, which was made from `prepared`, which was made from `table` and `recipe`.
    pub fn new(table: &Table, recipe: &Recipe, prepared: &Prepared, fit: &Fit) -> Self {
        let sources = sources(table, recipe, prepared);
        Self {
            sizes: fit.sizes.clone(),
            value: value_source(&sources),
            sources,
            current: 0,
            observation: 0,
            tally: None,
            told: Vec::new(),
            worth: None,
            geometry: Geometry::new(prepared, fit.k()),
            without: Vec::new(),
        }
    }

    /// Share of the work done, 0 to 1: columns, observations, and features left out, each weighing a third.
    pub fn share_done(&self, prepared: &Prepared) -> f64 {
        let rows = prepared.rows.len().max(1) as f64;
        let all = self.sources.len().max(1) as f64;
        let columns = (self.current as f64 + self.observation as f64 / rows) / all;
        let observations = self.geometry.done() as f64 / rows;
        let left_out = self.without.len() as f64 / all;
        ((columns + observations + left_out) / 3.0).min(1.0)
    }

    /// Does about ten milliseconds of work, with the table, preparation and fit it was started on. Returns whether there is more.
    pub fn step(&mut self, table: &Table, prepared: &Prepared, fit: &Fit) -> bool {
        if self.current < self.sources.len() {
            self.count(table, prepared, fit);
            return true;
        }
        if self.geometry.done() < prepared.matrix.observations() {
            self.geometry.step(prepared, fit, OPERATIONS_A_STEP);
            return true;
        }
        if let Some(source) = self.sources.get(self.without.len()) {
            let counts = source.role == Role::Feature && !source.is_sum();
            let agreement = if counts { agreement_without(prepared, fit, source.columns[0]) } else { None };
            self.without.push(agreement);
        }
        self.without.len() < self.sources.len()
    }

    /// Counts the next million cells.
    fn count(&mut self, table: &Table, prepared: &Prepared, fit: &Fit) {
        let mut cells = 0;
        while cells < CELLS_A_STEP {
            let Some(source) = self.sources.get(self.current) else { return };
            let tally = self.tally.get_or_insert_with(|| ColumnTally::new(source, table, &self.sizes));
            if self.observation < prepared.rows.len() {
                let end = prepared.rows.len().min(self.observation + CHUNK_ROWS);
                tally.add(source, table, prepared, fit, self.observation..end);
                cells += end - self.observation;
                self.observation = end;
            } else if let Some(sorted) = tally.sort_next() {
                cells += 1 + 4 * sorted;
            } else {
                self.finish_column();
            }
        }
    }

    fn finish_column(&mut self) {
        let Some(tally) = self.tally.take() else { return };
        let source = &self.sources[self.current];
        let (told, values) = tally.finish(source, &self.sizes);
        if self.value == Some(self.current)
            && let Some((total, totals)) = told.as_ref().and_then(Told::totals)
        {
            let lorenz = lorenz(values);
            self.worth = Some(Worth { column: self.told.len(), total, totals, lorenz });
        }
        self.told.extend(told.map(|told| Told { source: self.current, ..told }));
        self.current += 1;
        self.observation = 0;
    }

    /// The profile. To be called once [`step`](Self::step) has returned `false`.
    pub fn finish(self, prepared: &Prepared, fit: &Fit) -> Profile {
        Profile::new(Assembly {
            sizes: self.sizes,
            sources: self.sources,
            told: self.told,
            worth: self.worth,
            found: self.geometry.finish(fit),
            without: self.without,
            prepared,
        })
    }
}
