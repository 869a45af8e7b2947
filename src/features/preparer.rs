//! Preparing one feature at a time, so that a long table never holds up a Cancel.

use super::{Feature, Rows, mean, median, quantile, standard_deviation, transformed};
use crate::error::{Error, ErrorKind, Result};
use crate::matrix::Matrix;
use crate::note::{Note, NoteKind};
use crate::recipe::{ColumnRecipe, Missing, Recipe, Scale, Transform};
use crate::table::Table;

/// Prepared features, ready to cluster.
#[derive(Debug)]
pub struct Prepared {
    /// Observations × features.
    pub matrix: Matrix,
    /// How each feature was made, in matrix order.
    pub features: Vec<Feature>,
    /// Which rows became observations.
    pub rows: Rows,
    /// What a person should know about it.
    pub notes: Vec<Note>,
}

/// Builds [`Prepared`] from a table and a recipe, one feature a [`step`](Self::step).
#[derive(Debug)]
pub struct Preparer {
    wanted: Vec<ColumnRecipe>,
    rows: Rows,
    features: Vec<Feature>,
    columns: Vec<Vec<f64>>,
    notes: Vec<Note>,
}

impl Preparer {
    /// Checks that `recipe` fits `table` and finds the rows it uses.
    ///
    /// # Errors
    /// Whatever [`Recipe::check_against`] finds; [`ErrorKind::Table`] if every row is dropped for its gaps.
    pub fn new(table: &Table, recipe: &Recipe) -> Result<Self> {
        recipe.check_against(table)?;
        let wanted: Vec<ColumnRecipe> = recipe.features().cloned().collect();
        let (rows, notes) = rows_used(table, &wanted)?;
        Ok(Self { wanted, rows, features: Vec::new(), columns: Vec::new(), notes })
    }

    /// Features to prepare.
    pub fn features(&self) -> usize {
        self.wanted.len()
    }

    /// Features prepared so far.
    pub fn done(&self) -> usize {
        self.features.len()
    }

    /// Prepares the next feature. Returns whether there are more.
    ///
    /// # Errors
    /// [`ErrorKind::Table`] if the column has no value at all; [`ErrorKind::Recipe`] if its transform is not
    /// defined for one of its values.
    pub fn step(&mut self, table: &Table) -> Result<bool> {
        let Some(wanted) = self.wanted.get(self.features.len()) else { return Ok(false) };
        let position = table.position(&wanted.name).expect("checked against the table in new");
        let column = &table.columns[position];
        let mut values: Vec<f64> = self.rows.iter().map(|row| column.number(row)).collect();
        let mut feature = filled(position, wanted, &mut values)?;
        self.check_transform(wanted, &values)?;
        for value in &mut values {
            *value = transformed(wanted.transform, *value);
        }
        (feature.center, feature.spread) = centre_and_spread(wanted.scale, &values);
        for value in &mut values {
            *value = (*value - feature.center) / feature.spread * feature.weight;
        }
        if feature.filled > 0 {
            let how = if wanted.missing == Missing::Mean { "mean" } else { "median" };
            let text =
                format!("{} gaps filled with the {how} of the other rows, {}.", feature.filled, feature.fill);
            self.notes
                .push(Note::new(NoteKind::Preparation, text).on(&wanted.name).counting(feature.filled, &[]));
        }
        self.features.push(feature);
        self.columns.push(values);
        Ok(self.features.len() < self.wanted.len())
    }

    /// Puts the prepared features together. To be called once [`step`](Self::step) has returned `false`.
    ///
    /// # Errors
    /// [`ErrorKind::Table`] if a prepared value is not finite.
    pub fn finish(self) -> Result<Prepared> {
        let matrix = Matrix::from_columns(&self.columns)?;
        Ok(Prepared { matrix, features: self.features, rows: self.rows, notes: self.notes })
    }

    fn check_transform(&self, wanted: &ColumnRecipe, values: &[f64]) -> Result<()> {
        if wanted.transform != Transform::Log1p {
            return Ok(());
        }
        match values.iter().position(|x| *x <= -1.0) {
            None => Ok(()),
            Some(observation) => Err(Error::new(
                ErrorKind::Recipe,
                format!("data row {}, column {:?}", self.rows.row(observation) + 1, wanted.name),
                format!("{} has no logarithm of 1 + x", values[observation]),
                "Choose no transform for this column: log1p needs values above -1.",
            )),
        }
    }
}

/// Fills the gaps in `values` and starts the feature's record.
fn filled(position: usize, wanted: &ColumnRecipe, values: &mut [f64]) -> Result<Feature> {
    let mut present: Vec<f64> = values.iter().copied().filter(|x| !x.is_nan()).collect();
    if present.is_empty() {
        return Err(Error::new(
            ErrorKind::Table,
            format!("column {:?}", wanted.name),
            "none of the rows used has a value",
            "Leave the column out.",
        ));
    }
    let gaps = values.len() - present.len();
    let fill = match wanted.missing {
        Missing::Drop => f64::NAN,
        Missing::Mean => mean(&present),
        Missing::Median => median(&mut present),
    };
    for value in values.iter_mut().filter(|x| x.is_nan()) {
        *value = fill;
    }
    Ok(Feature {
        column: position,
        name: wanted.name.clone(),
        missing: wanted.missing,
        fill,
        filled: gaps as u64,
        transform: wanted.transform,
        center: 0.0,
        spread: 1.0,
        weight: wanted.weight,
    })
}

/// What `scale` subtracts and divides by. A feature that does not vary is divided by 1.
fn centre_and_spread(scale: Scale, values: &[f64]) -> (f64, f64) {
    let (center, spread) = match scale {
        // Moving every value by the same amount changes no distance, and keeps digits of values far from 0.
        Scale::None => (mean(values), 1.0),
        Scale::Standard => {
            let center = mean(values);
            let spread = standard_deviation(values, center);
            // What rounding alone leaves of a constant column is no spread.
            (center, if spread <= 1e-14 * center.abs() { 0.0 } else { spread })
        }
        Scale::Minmax => {
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            (low, high - low)
        }
        Scale::Robust => {
            let mut ordered = values.to_vec();
            let center = median(&mut ordered);
            (center, quantile(&mut ordered, 0.75) - quantile(&mut ordered, 0.25))
        }
    };
    (center, if spread > 0.0 { spread } else { 1.0 })
}

/// The rows that have a value in every feature whose gaps drop the row.
fn rows_used(table: &Table, wanted: &[ColumnRecipe]) -> Result<(Rows, Vec<Note>)> {
    let strict: Vec<&str> =
        wanted.iter().filter(|w| w.missing == Missing::Drop).map(|w| w.name.as_str()).collect();
    let columns: Vec<_> = table.columns.iter().filter(|c| strict.contains(&c.name.as_str())).collect();
    if columns.iter().all(|column| column.summary.missing == 0) {
        return Ok((Rows::All(table.rows), Vec::new()));
    }
    let (kept, dropped): (Vec<usize>, Vec<usize>) =
        (0..table.rows).partition(|&row| columns.iter().all(|column| !column.number(row).is_nan()));
    if kept.is_empty() {
        return Err(Error::new(
            ErrorKind::Table,
            "rows",
            "every row has a gap in one of the columns whose gaps drop the row",
            "Fill the gaps with the median instead, or leave the emptiest column out.",
        ));
    }
    let examples: Vec<u64> = dropped.iter().take(crate::note::NOTE_ROWS).map(|&row| row as u64).collect();
    let note = Note::new(
        NoteKind::Preparation,
        format!("{} rows have a gap in {} and get no segment.", dropped.len(), strict.join(", ")),
    )
    .counting(dropped.len() as u64, &examples);
    let rows =
        kept.into_iter().map(|row| u32::try_from(row).expect("tables have fewer than 2^32 rows")).collect();
    Ok((Rows::Some(rows), vec![note]))
}
