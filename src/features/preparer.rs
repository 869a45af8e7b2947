//! Preparing one column at a time, so that a long table never holds up a Cancel.

use super::encode::{Block, encode};
use super::fences::{fences, move_in};
use super::magnitude::bring_into_room;
use super::prototypes::{default_lambda, set_apart};
use super::rows::rows_used;
use super::{Bend, Codebook, Feature, Levels, Part, Rows, Space};
use crate::error::{Error, ErrorKind, Result};
use crate::matrix::Matrix;
use crate::note::{Note, NoteKind};
use crate::recipe::{Categories, Clustering, ColumnRecipe, Missing, Recipe, Scale};
use crate::shape::{BARS, bars};
use crate::statistics::{mean, median, quantile, skewness, standard_deviation};
use crate::table::{Column, Table};

/// Prepared features, ready to cluster.
#[derive(Debug)]
pub struct Prepared {
    /// Observations × features.
    pub matrix: Matrix,
    /// How each feature was made, in matrix order. Those of one column stand side by side.
    pub features: Vec<Feature>,
    /// How the numbers of each column lie once transformed and within their fences, in the order of the features that are numbers.
    pub outcomes: Vec<Outcome>,
    /// How cells of categories become features, in matrix order.
    pub books: Vec<Codebook>,
    /// Which rows became observations.
    pub rows: Rows,
    /// What a person should know about it.
    pub notes: Vec<Note>,
    /// Where clusters are looked for, if not among the features as they stand.
    pub space: Option<Space>,
    /// Blocks of features, first and count, that are one category each for k-prototypes. None unless it was asked for.
    pub categories: Vec<(u32, u32)>,
    /// What a different level adds to a squared distance then.
    pub lambda: Option<f64>,
    /// Centroids of the fit these observations are described by, where it was found, k × its features, row-major: only where they are not
    /// the means of their members in `matrix`.
    pub centroids: Option<Vec<f64>>,
}

impl Prepared {
    /// Where clusters are looked for.
    pub fn clustered(&self) -> &Matrix {
        self.space.as_ref().map_or(&self.matrix, |space| &space.matrix)
    }

    /// Where a fit was found whose members have the means `means`: the observations there, and its centroids.
    pub fn found<'a>(&'a self, means: &'a [f64]) -> (&'a Matrix, &'a [f64]) {
        (self.clustered(), self.centroids.as_deref().unwrap_or(means))
    }

    /// The same for some of the observations only, ascending.
    pub fn picked(&self, observations: &[u32]) -> Self {
        let row = |observation: &u32| {
            u32::try_from(self.rows.row(*observation as usize)).expect("tables have fewer than 2^32 rows")
        };
        Self {
            matrix: self.matrix.picked(observations, Vec::new()),
            features: self.features.clone(),
            outcomes: self.outcomes.clone(),
            books: self.books.clone(),
            rows: Rows::Some(observations.iter().map(row).collect()),
            notes: self.notes.clone(),
            space: self.space.as_ref().map(|space| space.picked(observations)),
            categories: self.categories.clone(),
            lambda: self.lambda,
            centroids: None,
        }
    }
}

/// A column of numbers after its treatment, before scaling.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Index of the column in the table.
    pub column: usize,
    /// Rows in equally wide bars from the smallest to the largest value.
    pub bars: Vec<u32>,
    /// Skewness.
    pub skewness: f64,
}

/// Builds [`Prepared`] from a table and a recipe, one column a [`step`](Self::step).
#[derive(Debug)]
pub struct Preparer {
    wanted: Vec<ColumnRecipe>,
    clustering: Clustering,
    done: usize,
    rows: Rows,
    features: Vec<Feature>,
    outcomes: Vec<Outcome>,
    books: Vec<Codebook>,
    columns: Vec<Vec<f64>>,
    notes: Vec<Note>,
}

impl Preparer {
    /// Checks that `recipe` fits `table` and finds the rows it uses.
    ///
    /// # Errors
    /// Whatever [`Recipe::check_against`] finds; [`ErrorKind::Table`] if every row is dropped.
    pub fn new(table: &Table, recipe: &Recipe) -> Result<Self> {
        recipe.check_against(table)?;
        let wanted: Vec<ColumnRecipe> = recipe.features().cloned().collect();
        let (rows, notes) = rows_used(table, &recipe.filters, &wanted)?;
        let (features, outcomes, books, columns) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let clustering = recipe.clustering.clone();
        Ok(Self { wanted, clustering, done: 0, rows, features, outcomes, books, columns, notes })
    }

    /// Columns to prepare.
    pub fn features(&self) -> usize {
        self.wanted.len()
    }

    /// Rows that are used.
    pub fn rows_used(&self) -> usize {
        self.rows.len()
    }

    /// What became of the columns of numbers prepared so far.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// Columns prepared so far.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Prepares the next column. Returns whether there are more.
    ///
    /// # Errors
    /// [`ErrorKind::Table`] if the column has no value at all; [`ErrorKind::Recipe`] if its transform is not defined for one
    /// of its values, its order lacks a level, or its codes are too many.
    pub fn step(&mut self, table: &Table) -> Result<bool> {
        let Some(entry) = self.wanted.get(self.done).cloned() else { return Ok(false) };
        let position = table.position(&entry.name).expect("checked against the table in new");
        let column = &table.columns[position];
        if !entry.is_category(column) {
            let values = self.rows.iter().map(|row| column.number(row)).collect();
            self.add_numbers(position, &entry, Part::Number, values)?;
        } else if let Some(levels) = Levels::of(column, &entry) {
            if entry.order.is_empty() {
                let block = encode(column, &entry, &levels, &mut self.rows.iter());
                self.add_block(position, &entry, block);
            } else {
                let values = self.places(column, &entry, &levels)?;
                self.add_numbers(position, &entry, Part::Order, values)?;
            }
        } else {
            return Err(refused(
                &entry,
                "it has more than a thousand codes",
                "Set codes to false, or leave it out.",
            ));
        }
        self.done += 1;
        Ok(self.done < self.wanted.len())
    }

    /// Puts the prepared features together. To be called once [`step`](Self::step) has returned `false`.
    ///
    /// # Errors
    /// [`ErrorKind::Table`] if a prepared value is not finite.
    pub fn finish(mut self) -> Result<Prepared> {
        let prototypes = self.prototypes();
        bring_into_room(&mut self.features, &mut self.columns);
        let matrix = Matrix::from_columns(&self.columns)?;
        let space =
            self.clustering.whiten.map(|share| Space::new(&self.columns, share)).transpose()?.flatten();
        if let Some(space) = &space {
            self.notes.push(space.told(self.columns.len()));
        }
        let (categories, lambda) = prototypes.unzip();
        let Self { features, outcomes, books, rows, notes, .. } = self;
        Ok(Prepared {
            matrix,
            features,
            outcomes,
            books,
            rows,
            notes,
            space,
            categories: categories.unwrap_or_default(),
            lambda,
            centroids: None,
        })
    }

    /// Prepares categories for k-prototypes, if that is asked for and there are any: their blocks, and what a different level adds to a
    /// squared distance.
    fn prototypes(&mut self) -> Option<(Vec<(u32, u32)>, f64)> {
        let single = self.books.iter().filter(|book| book.separator.is_empty());
        let blocks: Vec<(u32, u32)> = single.map(|book| (book.first as u32, book.count as u32)).collect();
        if self.clustering.categories != Categories::Prototypes || blocks.is_empty() {
            return None;
        }
        let lambda = self.clustering.lambda.unwrap_or_else(|| default_lambda(&self.features, &self.columns));
        set_apart(&mut self.features, &mut self.columns, &blocks, lambda);
        let text = format!(
            "Categories count by prototypes: two customers of different levels are λ = {} apart in squared distance, and a centre has the most frequent level.",
            told(lambda)
        );
        self.notes.push(Note::new(NoteKind::Preparation, text));
        Some((blocks, lambda))
    }

    /// Fills, bends, fences, scales and weighs `values`, one an observation, NaN for a gap.
    fn add_numbers(
        &mut self,
        position: usize,
        entry: &ColumnRecipe,
        part: Part,
        mut values: Vec<f64>,
    ) -> Result<()> {
        let gaps: Vec<f64> = values.iter().map(|x| f64::from(u8::from(x.is_nan()))).collect();
        let mut feature = start(position, entry, part);
        (feature.fill, feature.filled) = fill(entry, &mut values)?;
        feature.bend = Bend::new(entry.transform, &values);
        if let Some(observation) = values.iter().position(|x| !feature.bend.takes(*x)) {
            return Err(self.untransformable(entry, observation, values[observation]));
        }
        for value in &mut values {
            *value = feature.bend.apply(*value);
        }
        if let Some(limit) = entry.limit().filter(|_| entry.outliers != crate::recipe::Outliers::Drop) {
            feature.fences = fences(entry.outliers, limit, &values);
            feature.moved = feature.fences.map_or((0, 0), |fences| move_in(&mut values, fences));
        }
        self.outcomes.push(outcome(position, &values));
        (feature.center, feature.spread) = centre_and_spread(entry.scale, &values);
        for value in &mut values {
            *value = (*value - feature.center) / feature.spread * feature.weight;
        }
        self.tell(&feature, entry);
        self.features.push(feature);
        self.columns.push(values);
        self.add_gaps(position, entry, gaps);
        Ok(())
    }

    /// Adds the feature that tells gaps from values, if it is asked for and there is a gap.
    fn add_gaps(&mut self, position: usize, entry: &ColumnRecipe, mut gaps: Vec<f64>) {
        if !entry.gap_feature || gaps.iter().all(|gap| *gap == 0.0) {
            return;
        }
        let mut feature = start(position, entry, Part::Gap);
        feature.bend = Bend::Straight;
        let scale = if entry.scale == Scale::Standard { Scale::Standard } else { Scale::None };
        (feature.center, feature.spread) = centre_and_spread(scale, &gaps);
        for gap in &mut gaps {
            *gap = (*gap - feature.center) / feature.spread * feature.weight;
        }
        self.features.push(feature);
        self.columns.push(gaps);
    }

    /// Adds the levels of a category.
    fn add_block(&mut self, position: usize, entry: &ColumnRecipe, block: Block) {
        if block.filled > 0 {
            self.say(entry, block.filled, format!("{} gaps take the most frequent level.", block.filled));
        }
        if block.grouped > 0 {
            self.say(entry, 0, format!("{} rare levels count as one.", block.grouped));
        }
        self.books.push(Codebook { column: position, first: self.features.len(), ..block.book });
        for (i, dummy) in block.dummies.into_iter().enumerate() {
            let mut feature = start(position, entry, Part::Level { label: dummy.label });
            (feature.center, feature.spread) = (dummy.center, block.spread);
            feature.filled = if i == 0 { block.filled } else { 0 };
            let mut values = dummy.values;
            for value in &mut values {
                *value = (*value - feature.center) / feature.spread * feature.weight;
            }
            self.features.push(feature);
            self.columns.push(values);
        }
    }

    /// The place of each observation's level in the order of the recipe, from 1; NaN for a gap.
    fn places(&self, column: &Column, entry: &ColumnRecipe, levels: &Levels) -> Result<Vec<f64>> {
        let places: Vec<Option<f64>> = levels
            .labels()
            .iter()
            .map(|label| entry.order.iter().position(|known| known == label).map(|place| place as f64 + 1.0))
            .collect();
        let place = |row: usize| match levels.at(column, row) {
            None => Ok(f64::NAN),
            Some(level) => places[level].ok_or_else(|| {
                let label: String = levels.labels()[level].chars().take(40).collect();
                refused(
                    entry,
                    &format!("its order does not say where {label:?} comes"),
                    "Add the level to the order, exactly as it is written in the file.",
                )
            }),
        };
        self.rows.iter().map(place).collect()
    }

    fn untransformable(&self, entry: &ColumnRecipe, observation: usize, x: f64) -> Error {
        let (what, advice) = match entry.transform {
            crate::recipe::Transform::Sqrt => ("square root", "sqrt needs values from 0"),
            _ => ("logarithm of 1 + x", "log1p needs values above -1"),
        };
        Error::new(
            ErrorKind::Recipe,
            format!("data row {}, column {:?}", self.rows.row(observation) + 1, entry.name),
            format!("{x} has no {what}"),
            format!("Choose no transform for this column, or yeo_johnson: {advice}."),
        )
    }

    /// Notes what was done to the cells of a feature.
    fn tell(&mut self, feature: &Feature, entry: &ColumnRecipe) {
        if feature.filled > 0 {
            let with = match entry.missing {
                Missing::Mean => "the mean of the other rows, ",
                Missing::MostFrequent => "the most frequent value, ",
                Missing::Constant => "",
                Missing::Median | Missing::Drop => "the median of the other rows, ",
            };
            let text = format!("{} gaps filled with {with}{}.", feature.filled, told(feature.fill));
            self.say(entry, feature.filled, text);
        }
        if let Some((low, high)) = feature.fences {
            for (count, side, end) in [(feature.moved.0, "below", low), (feature.moved.1, "above", high)] {
                let end = told(feature.bend.invert(end));
                match count {
                    0 => {}
                    1 => self.say(entry, 1, format!("1 value {side} {end} is moved in to it.")),
                    _ => self.say(entry, count, format!("{count} values {side} {end} are moved in to it.")),
                }
            }
        }
    }

    fn say(&mut self, entry: &ColumnRecipe, count: u64, text: String) {
        self.notes.push(Note::new(NoteKind::Preparation, text).on(&entry.name).counting(count, &[]));
    }
}

/// A number for a sentence: six significant digits.
fn told(x: f64) -> f64 {
    format!("{x:.5e}").parse().unwrap_or(x)
}

fn refused(entry: &ColumnRecipe, what: &str, advice: &str) -> Error {
    Error::new(ErrorKind::Recipe, format!("column {:?}", entry.name), what, advice)
}

/// A feature about which nothing has been found yet.
fn start(position: usize, entry: &ColumnRecipe, part: Part) -> Feature {
    Feature {
        column: position,
        name: entry.name.clone(),
        part,
        missing: entry.missing,
        fill: f64::NAN,
        filled: 0,
        transform: entry.transform,
        bend: Bend::Straight,
        fences: None,
        moved: (0, 0),
        center: 0.0,
        spread: 1.0,
        weight: entry.weight,
    }
}

/// Fills the gaps in `values`. Gives what with, and how many.
fn fill(entry: &ColumnRecipe, values: &mut [f64]) -> Result<(f64, u64)> {
    let mut present: Vec<f64> = values.iter().copied().filter(|x| !x.is_nan()).collect();
    if present.is_empty() {
        return Err(Error::new(
            ErrorKind::Table,
            format!("column {:?}", entry.name),
            "none of the rows used has a value",
            "Leave the column out.",
        ));
    }
    let gaps = values.len() - present.len();
    let fill = match entry.missing {
        Missing::Drop => f64::NAN,
        Missing::Constant => entry.constant,
        Missing::Mean => mean(&present),
        Missing::Median => median(&mut present),
        Missing::MostFrequent => most_frequent(&mut present),
    };
    for value in values.iter_mut().filter(|x| x.is_nan()) {
        *value = fill;
    }
    Ok((fill, gaps as u64))
}

/// The most frequent value, the smallest of several.
fn most_frequent(present: &mut [f64]) -> f64 {
    present.sort_unstable_by(f64::total_cmp);
    let mut best: &[f64] = &[];
    for run in present.chunk_by(|a, b| a == b) {
        if run.len() > best.len() {
            best = run;
        }
    }
    best.first().copied().unwrap_or(f64::NAN)
}

fn outcome(column: usize, values: &[f64]) -> Outcome {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let bars = if values.is_empty() { vec![0; BARS] } else { bars(values, low, high) };
    Outcome { column, bars, skewness: skewness(values) }
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
