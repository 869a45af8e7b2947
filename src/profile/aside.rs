//! What customers are like who are in no segment, in the terms of a profile of those who are.

use super::source::sources;
use super::{Measure, Profile};
use crate::features::Prepared;
use crate::recipe::Recipe;
use crate::table::Table;

impl Profile {
    /// The mean of each measure over the table rows `rows`, of a level its share among the rows with a value; `None` where no row has one.
    /// `prepared` is what this profile describes.
    pub fn means_of(
        &self,
        (table, recipe): (&Table, &Recipe),
        prepared: &Prepared,
        rows: &[usize],
    ) -> Vec<Option<f64>> {
        let sources = sources(table, recipe, prepared);
        let of = |measure: &Measure| {
            let source = &sources[self.columns[measure.profile].source];
            let cells: Vec<f64> = match (&measure.level, &source.levels) {
                (Some(label), Some(levels)) => {
                    let column = &table.columns[source.columns[0]];
                    let held = rows.iter().filter_map(|row| levels.at(column, *row));
                    held.map(|at| f64::from(u8::from(levels.labels()[at] == *label))).collect()
                }
                _ => rows.iter().map(|row| source.number(table, *row)).filter(|x| !x.is_nan()).collect(),
            };
            (!cells.is_empty()).then(|| crate::statistics::mean(&cells))
        };
        self.measures.iter().map(of).collect()
    }
}
