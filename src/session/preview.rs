//! Trying a change on a sample of the rows, without carrying it out.

use super::{Opened, Session};
use crate::error::Result;
use crate::features::Preparer;
use crate::formula::{Computer, Formula};
use crate::protocol::Output;
use crate::recipe::{Clustering, ColumnRecipe, Missing, Outliers, Recipe, Role};
use crate::shape::Shape;
use crate::table::{CHUNK_ROWS, Column, ColumnType, Table, Values};
use crate::view::{PreviewView, ShapeView};

/// Rows looked at, at most: few enough for an answer while somebody types.
const ROWS: usize = 20_000;

impl Session {
    /// Tells what `recipe` would do to `column`, and how many rows it would use.
    pub(super) fn preview(&mut self, recipe: &Recipe, column: &str) {
        let Some(opened) = self.need_file() else { return };
        let looked_at = opened.table.rows.min(ROWS) as u64;
        let preview = tried(opened, recipe, column).unwrap_or_else(|error| PreviewView {
            column: column.to_owned(),
            shape: None,
            used: 0,
            looked_at,
            missing: 0,
            error: Some(error),
        });
        self.out.tell(Output::Preview { preview: Box::new(preview) });
    }
}

fn tried(opened: &Opened, recipe: &Recipe, name: &str) -> Result<PreviewView> {
    recipe.check()?;
    let in_file = &opened.table.columns[..opened.width()];
    let (sample, recipe) = sampled(in_file, opened.table.rows, recipe, name)?;
    let asked = sample.position(name).map(|at| &sample.columns[at]);
    let shape = asked.and_then(|column| Shape::of(column, sample.rows));
    let missing = asked.map_or(0, |column| gaps(column, sample.rows));
    // A recipe without features, or with an empty one, is told when it is applied.
    let mut preparer = Preparer::new(&sample, &recipe)?;
    let is_feature = recipe.features().next().is_some_and(|entry| entry.name == name);
    if is_feature {
        preparer.step(&sample)?;
    }
    let outcome = preparer.outcomes().first().filter(|_| is_feature);
    let shape = shape.map(|shape| ShapeView {
        bars: shape.bars,
        skewness: shape.skewness,
        beyond_fences: shape.beyond_fences,
        beyond_mad: shape.beyond_mad,
        treated_bars: outcome.map_or_else(Vec::new, |outcome| outcome.bars.clone()),
        treated_skewness: outcome.map(|outcome| outcome.skewness),
    });
    Ok(PreviewView {
        column: name.to_owned(),
        shape,
        used: preparer.rows_used() as u64,
        looked_at: sample.rows as u64,
        missing,
        error: None,
    })
}

/// Evenly spread rows of the columns that matter: the one asked about and those that leave rows out; and the recipe for them, the entry
/// asked about first.
fn sampled(in_file: &[Column], rows: usize, recipe: &Recipe, name: &str) -> Result<(Table, Recipe)> {
    let leaves_out =
        |entry: &ColumnRecipe| entry.missing == Missing::Drop || entry.outliers == Outliers::Drop;
    let mut entries: Vec<ColumnRecipe> =
        recipe.columns.iter().filter(|entry| entry.name == name).cloned().collect();
    let others = recipe.features().filter(|entry| entry.name != name && leaves_out(entry));
    entries.extend(others.cloned());
    entries.extend(beside_gaps(recipe, &entries));
    let filtered = |column: &str| recipe.filters.iter().any(|filter| filter.column == column);
    let computed: Vec<&ColumnRecipe> = recipe
        .computed()
        .filter(|entry| filtered(&entry.name) || entries.iter().any(|other| other.name == entry.name))
        .collect();
    let mut wanted: Vec<String> = entries.iter().map(|entry| entry.name.clone()).collect();
    wanted.extend(recipe.filters.iter().map(|filter| filter.column.clone()));
    let mut sample = Table { columns: Vec::new(), rows: rows.min(ROWS) };
    for entry in &computed {
        let formula = Formula::read(&entry.name, &entry.formula)?;
        wanted.extend(formula.names.into_iter().map(|(name, _)| name));
    }
    // Unknown names in a formula are told with the most similar of all, so every column is there, most of them without cells.
    for column in in_file {
        let kept = wanted.contains(&column.name);
        sample.columns.push(thinned(column, rows, kept));
    }
    let width = sample.columns.len();
    for entry in computed {
        let mut computer = Computer::new(&entry.name, &entry.formula, &sample, width)?;
        while computer.step(&sample) {}
        sample.columns.push(computer.finish()?);
    }
    if !entries.iter().any(|entry| entry.role == Role::Feature) {
        // Which rows are used can be told without a feature, but a preparer wants one.
        let usable = |column: &&Column| matches!(column.kind, ColumnType::Number | ColumnType::Category);
        let any = sample.columns.iter().find(usable);
        entries = any.map(|column| ColumnRecipe::new(&column.name, Role::Feature, "")).into_iter().collect();
    }
    let clustering = Clustering::default();
    Ok((sample, Recipe { columns: entries, clustering, ..recipe.clone() }))
}

/// What is needed beside `entries` where all of these leave gaps out of distances: whether a row leaves, because it has nothing but gaps, is told
/// by another column that does not, or by all of them.
fn beside_gaps(recipe: &Recipe, entries: &[ColumnRecipe]) -> Vec<ColumnRecipe> {
    let apart = |entry: &ColumnRecipe| entry.missing == Missing::LeaveOut;
    let mut features = entries.iter().filter(|entry| entry.role == Role::Feature).peekable();
    if features.peek().is_none() || !features.all(apart) {
        return Vec::new();
    }
    let others = || recipe.features().filter(|entry| !entries.contains(entry));
    let filled = others().find(|entry| !apart(entry));
    filled.map_or_else(|| others().cloned().collect(), |filled| vec![filled.clone()])
}

/// Evenly spread rows of a column; its description alone if it is not `kept`.
fn thinned(column: &Column, rows: usize, kept: bool) -> Column {
    let take = rows.min(ROWS);
    let at = |i: usize| (i as u64 * rows as u64 / take as u64) as usize;
    let values = match &column.values {
        _ if !kept => Values::NotKept,
        Values::Numbers(numbers) => Values::Numbers((0..take).map(|i| numbers.get(at(i))).collect()),
        Values::Categories { levels, .. } => {
            Values::Categories { levels: levels.clone(), codes: chunked(take, |i| column.code(at(i))) }
        }
        Values::NotKept => Values::NotKept,
    };
    Column { values, ..described(column) }
}

/// A column without its cells.
fn described(column: &Column) -> Column {
    Column {
        name: column.name.clone(),
        kind: column.kind,
        values: Values::NotKept,
        summary: column.summary.clone(),
        identifying: None,
        examples: Vec::new(),
    }
}

fn chunked(count: usize, code: impl Fn(usize) -> u16) -> Vec<Vec<u16>> {
    (0..count)
        .step_by(CHUNK_ROWS)
        .map(|from| (from..count.min(from + CHUNK_ROWS)).map(&code).collect())
        .collect()
}

fn gaps(column: &Column, rows: usize) -> u64 {
    match column.kind {
        ColumnType::Number => column.numbers().filter(|x| x.is_nan()).count() as u64,
        _ => (0..rows).filter(|row| column.code(*row) == crate::table::MISSING_CODE).count() as u64,
    }
}
