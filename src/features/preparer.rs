//! Preparing one column at a time, so that a long table never holds up a Cancel.

mod room;

use super::encode::{Block, encode};
use super::fences::{fences, move_in};
use super::kept::Kept;
use super::magnitude::bring_into_room;
use super::prototypes::{default_lambda, set_apart};
use super::rows::rows_used;
use super::treat::{centre_and_spread, fill, without_values};
use super::whiten::Whitener;
use super::{Bend, Codebook, Feature, Levels, Outcome, Part, Prepared, Rows};
use crate::error::{Error, ErrorKind, Result};
use crate::note::{Note, NoteKind};
use crate::recipe::{Categories, Clustering, ColumnRecipe, Missing, Recipe, Scale};
use crate::statistics::mean;
use crate::table::{Column, Table};
use std::sync::Arc;

/// Builds [`Prepared`] from a table and a recipe, one column a [`step`](Self::step).
#[derive(Debug)]
pub struct Preparer {
    wanted: Vec<ColumnRecipe>,
    clustering: Clustering,
    /// Observations × features at most.
    most_values: u64,
    /// Once all columns are features, if segments are looked for among components.
    whitener: Option<Whitener>,
    done: usize,
    rows: Rows,
    features: Vec<Feature>,
    outcomes: Vec<Outcome>,
    books: Vec<Codebook>,
    /// From the first column on.
    kept: Option<Kept>,
    /// The power of two that prepared values are divided by: 0 until all have turned out to be too large or too small.
    exponent: i32,
    /// For each feature its gaps that are left out of distances; empty if it has none. The levels of a category have theirs in common.
    gaps: Vec<Arc<[bool]>>,
    notes: Vec<Note>,
    /// How many of the notes are about rows.
    of_rows: usize,
}

impl Preparer {
    /// Checks that `recipe` fits `table` and finds the rows it uses.
    ///
    /// # Errors
    /// Whatever [`Recipe::check_against`] finds; [`ErrorKind::Table`] if every row is dropped.
    pub fn new(table: &Table, recipe: &Recipe) -> Result<Self> {
        recipe.check_against(table)?;
        let wanted = recipe.weighed_features();
        let (rows, notes) = rows_used(table, &recipe.filters, &wanted)?;
        let (features, outcomes, books, gaps) = Default::default();
        let clustering = recipe.clustering.clone();
        Ok(Self {
            wanted,
            clustering,
            most_values: u64::MAX,
            whitener: None,
            done: 0,
            rows,
            features,
            outcomes,
            books,
            kept: None,
            exponent: 0,
            gaps,
            of_rows: notes.len(),
            notes,
        })
    }

    /// The same, for tables of at most so many values, observations × features. By default any are prepared.
    pub fn limited_to(self, values: u64) -> Self {
        Self { most_values: values, ..self }
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

    /// Columns prepared so far. If the largest value of all turns out to be too large or too small for the squares of `f32`, all are
    /// prepared once more, and count as prepared meanwhile.
    pub fn done(&self) -> usize {
        if self.exponent == 0 { self.done } else { self.wanted.len() }
    }

    /// Prepares the next column, or the next part of the components. Returns whether there is more to do.
    ///
    /// # Errors
    /// [`ErrorKind::Table`] if the column has no value at all; [`ErrorKind::Recipe`] if its transform is not defined for one
    /// of its values, its order lacks a level, or its codes are too many.
    pub fn step(&mut self, table: &Table) -> Result<bool> {
        // At the next step rather than at the end of the last one, so that outcomes can be looked at in between.
        let misfit = self.kept.as_ref().and_then(Kept::misfit).filter(|_| self.done == self.wanted.len());
        if let Some(exponent) = misfit {
            self.begin_again(exponent);
        }
        let Some(entry) = self.wanted.get(self.done).cloned() else { return Ok(self.whiten()) };
        if self.kept.is_none() {
            self.kept = Some(self.room(table)?);
        }
        let position = table.position(&entry.name).expect("checked against the table in new");
        let column = &table.columns[position];
        if !entry.is_category(column) {
            let values = self.rows.iter().map(|row| column.number(row)).collect();
            self.add_numbers(position, &entry, Part::Number, values)?;
        } else if let Some(levels) = Levels::of(column, &entry) {
            if entry.order.is_empty() {
                let block = encode(column, &entry, &levels, self.rows.iter());
                self.add_block(position, &entry, &block)?;
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
        let misfit = self.kept.as_ref().is_some_and(|kept| kept.misfit().is_some());
        Ok(self.done < self.wanted.len() || misfit || self.clustering.whiten.is_some())
    }

    /// Forgets the columns prepared so far, to prepare them all once more divided by two to the power of `exponent`.
    fn begin_again(&mut self, exponent: i32) {
        self.exponent = exponent;
        self.done = 0;
        self.kept = None;
        self.features.clear();
        self.outcomes.clear();
        self.books.clear();
        self.gaps.clear();
        self.notes.truncate(self.of_rows);
    }

    /// Works on the components, if segments are looked for among those. Returns whether there is more to do.
    fn whiten(&mut self) -> bool {
        let (Some(share), Some(Kept::Columns(columns))) = (self.clustering.whiten, &mut self.kept) else {
            return false;
        };
        if self.whitener.is_none() {
            bring_into_room(&mut self.features, columns);
        }
        let whitener = self.whitener.get_or_insert_with(|| Whitener::new(columns, share));
        whitener.step(columns)
    }

    /// Puts the prepared features together. To be called once [`step`](Self::step) has returned `false`.
    ///
    /// # Errors
    /// [`ErrorKind::Table`] if a prepared value is not finite.
    pub fn finish(mut self) -> Result<Prepared> {
        let prototypes = self.prototypes();
        let kept = self.kept.take().unwrap_or_else(|| Kept::straight(self.rows.len(), 0, 0));
        let mut matrix = kept.finish(&mut self.features)?;
        let counts = self.counts();
        if self.gaps.iter().any(|gaps| !gaps.is_empty()) {
            matrix = matrix.with_gaps(&self.gaps, &counts);
        }
        let space = self.whitener.take().map(Whitener::finish).transpose()?.flatten();
        if let Some(space) = &space {
            self.notes.push(space.told(self.features.len()));
        }
        let (categories, lambda) = prototypes.unzip();
        let Self { features, outcomes, books, rows, notes, .. } = self;
        Ok(Prepared {
            matrix,
            counts,
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

    /// What each feature counts where gaps are left out of distances: a column as much as its weight does in squares.
    fn counts(&self) -> Vec<f64> {
        let whole = |feature: &Feature| feature.weight * feature.weight;
        let mut counts: Vec<f64> = self.features.iter().map(whole).collect();
        for book in &self.books {
            counts[book.first..book.first + book.count]
                .iter_mut()
                .for_each(|count| *count /= book.count as f64);
        }
        counts
    }

    /// Prepares categories for k-prototypes, if that is asked for and there are any: their blocks, and what a different level adds to a
    /// squared distance.
    fn prototypes(&mut self) -> Option<(Vec<(u32, u32)>, f64)> {
        let single = self.books.iter().filter(|book| book.separator.is_empty());
        let blocks: Vec<(u32, u32)> = single.map(|book| (book.first as u32, book.count as u32)).collect();
        if self.clustering.categories != Categories::Prototypes || blocks.is_empty() {
            return None;
        }
        let Some(Kept::Columns(columns)) = &mut self.kept else { return None };
        let lambda = self.clustering.lambda.unwrap_or_else(|| default_lambda(&self.features, columns));
        set_apart(&mut self.features, columns, &blocks, lambda);
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
        let mut gaps: Vec<bool> = Vec::new();
        if values.iter().any(|x| x.is_nan()) {
            gaps = values.iter().map(|x| x.is_nan()).collect();
        }
        let mut feature = start(position, entry, part);
        (feature.fill, feature.filled) = fill(entry, &mut values)?;
        // Gaps that stay are in none of what follows.
        values.retain(|x| !x.is_nan());
        let apart = values.len() < self.rows.len();
        feature.bend = Bend::new(entry.transform, &values);
        if let Some(place) = values.iter().position(|x| !feature.bend.takes(*x)) {
            let mut there = (0..self.rows.len()).filter(|observation| !(apart && gaps[*observation]));
            let observation = there.nth(place).unwrap_or(place);
            return Err(self.untransformable(entry, observation, values[place]));
        }
        for value in &mut values {
            *value = feature.bend.apply(*value);
        }
        if let Some(limit) = entry.limit().filter(|_| entry.outliers != crate::recipe::Outliers::Drop) {
            feature.fences = fences(entry.outliers, limit, &values);
            feature.moved = feature.fences.map_or((0, 0), |fences| move_in(&mut values, fences));
        }
        self.outcomes.push(Outcome::of(position, &values));
        (feature.center, feature.spread) = centre_and_spread(entry.scale, &values);
        for value in &mut values {
            *value = (*value - feature.center) / feature.spread * feature.weight;
        }
        if apart {
            feature.fill = feature.invert(mean(&values));
        }
        self.tell(&feature, entry);
        self.tell_apart(entry, if apart { &gaps } else { &[] });
        if apart {
            let gap = feature.prepare(feature.fill);
            self.add(feature, put_back(&values, &gaps, gap), Arc::from(gaps.as_slice()));
        } else {
            self.add(feature, values.into_iter(), Arc::default());
        }
        self.add_gaps(position, entry, &gaps);
        Ok(())
    }

    fn add(&mut self, feature: Feature, values: impl Iterator<Item = f64>, gaps: Arc<[bool]>) {
        self.features.push(feature);
        self.kept.as_mut().expect("made before the first column").push(values);
        self.gaps.push(gaps);
    }

    /// Adds the feature that tells gaps from values, if it is asked for and there is a gap.
    fn add_gaps(&mut self, position: usize, entry: &ColumnRecipe, gaps: &[bool]) {
        if !entry.gap_feature || !gaps.contains(&true) {
            return;
        }
        let mut values: Vec<f64> = gaps.iter().map(|gap| f64::from(u8::from(*gap))).collect();
        let mut feature = start(position, entry, Part::Gap);
        feature.bend = Bend::Straight;
        let scale = if entry.scale == Scale::Standard { Scale::Standard } else { Scale::None };
        (feature.center, feature.spread) = centre_and_spread(scale, &values);
        for value in &mut values {
            *value = (*value - feature.center) / feature.spread * feature.weight;
        }
        self.add(feature, values.into_iter(), Arc::default());
    }

    /// Adds the levels of a category.
    fn add_block(&mut self, position: usize, entry: &ColumnRecipe, block: &Block) -> Result<()> {
        if block.dummies.is_empty() {
            return Err(without_values(entry));
        }
        self.tell_apart(entry, &block.apart);
        if block.filled > 0 {
            self.say(entry, block.filled, format!("{} gaps take the most frequent level.", block.filled));
        }
        if block.grouped > 0 {
            self.say(entry, 0, format!("{} rare levels count as one.", block.grouped));
        }
        let book = Codebook { column: position, first: self.features.len(), ..block.book.clone() };
        self.books.push(book);
        let apart: Arc<[bool]> = Arc::from(block.apart.as_slice());
        for (place, dummy) in block.dummies.iter().enumerate() {
            let mut feature = start(position, entry, Part::Level { label: dummy.label.clone() });
            (feature.center, feature.spread) = (dummy.center, block.spread);
            feature.filled = if place == 0 { block.filled } else { 0 };
            let (center, spread, weight) = (feature.center, feature.spread, feature.weight);
            let values = block.values(place).map(|x| (x - center) / spread * weight);
            self.add(feature, values, Arc::clone(&apart));
        }
        Ok(())
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
                Missing::Median | Missing::Drop | Missing::LeaveOut => "the median of the other rows, ",
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

    /// Notes which gaps are left out of distances.
    fn tell_apart(&mut self, entry: &ColumnRecipe, gaps: &[bool]) {
        let count = gaps.iter().filter(|gap| **gap).count() as u64;
        if count > 0 {
            let text = if count == 1 { "1 gap is" } else { &format!("{count} gaps are") };
            self.say(entry, count, format!("{text} left out of the distance."));
        }
    }

    fn say(&mut self, entry: &ColumnRecipe, count: u64, text: String) {
        self.notes.push(Note::new(NoteKind::Preparation, text).on(&entry.name).counting(count, &[]));
    }
}

/// `values` with `gap` in between wherever `gaps` has one.
fn put_back(values: &[f64], gaps: &[bool], gap: f64) -> impl Iterator<Item = f64> {
    let mut values = values.iter();
    gaps.iter().map(move |is_gap| if *is_gap { gap } else { *values.next().unwrap_or(&gap) })
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
