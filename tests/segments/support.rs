//! What the tests of profile and view share: a plain file as a table, and the whole way from there to a view.

use std::collections::BTreeSet;
use std::path::PathBuf;

use customer_segmentation::choose::Sweep;
use customer_segmentation::features::{Prepared, Preparer};
use customer_segmentation::kmeans::{Fit, Run};
use customer_segmentation::profile::{Describer, Profile};
use customer_segmentation::projection::{Moments, Projection};
use customer_segmentation::recipe::Recipe;
use customer_segmentation::rules::{RuleMaker, Rules};
use customer_segmentation::table::{
    CHUNK_ROWS, Column, ColumnType, Identifying, MISSING_CODE, Summary, Table, Values,
};
use customer_segmentation::validate::{Evidence, Useful};
use customer_segmentation::view::{Axis, Checks, Pace, Parts, View, build, reading_view};

/// A file of the shared folder beside the repository; `None`, with a word about it, where there is none.
pub fn shared(path: &str) -> Option<String> {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    let text = std::fs::read_to_string(full).ok();
    if text.is_none() {
        eprintln!("skipped: ../shared is not there");
    }
    text
}

/// Reads a plain CSV file: commas, a header, no quotes, a point before decimals. The first column identifies.
pub fn plain_table(text: &str) -> Table {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let records: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let columns = header
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let cells: Vec<&str> = records.iter().map(|record| record[i]).collect();
            let mut column = column(name, &cells);
            column.identifying =
                (i == 0).then(|| Identifying { reason: "a different one in every row".to_owned() });
            column
        })
        .collect();
    Table { columns, rows: records.len() }
}

/// A column of numbers if every present cell is one, else a category.
pub fn column(name: &str, cells: &[&str]) -> Column {
    let present: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let numbers: Option<Vec<f64>> = present.iter().map(|cell| cell.parse().ok()).collect();
    let mut summary = Summary {
        missing: (cells.len() - present.len()) as u64,
        distinct: present.iter().collect::<BTreeSet<_>>().len() as u64,
        ..Summary::default()
    };
    let (kind, values) = if let Some(numbers) = numbers {
        let sum: f64 = numbers.iter().sum();
        summary.min = numbers.iter().copied().reduce(f64::min);
        summary.max = numbers.iter().copied().reduce(f64::max);
        summary.mean = (!numbers.is_empty()).then(|| sum / numbers.len() as f64);
        summary.sum = Some(sum);
        let all = cells.iter().map(|cell| cell.parse().unwrap_or(f64::NAN)).collect();
        (ColumnType::Number, Values::Numbers(all))
    } else {
        let mut levels: Vec<String> = Vec::new();
        let codes: Vec<u16> = cells
            .iter()
            .map(|cell| match levels.iter().position(|level| level == cell) {
                _ if cell.is_empty() => MISSING_CODE,
                Some(code) => code as u16,
                None => {
                    levels.push((*cell).to_owned());
                    levels.len() as u16 - 1
                }
            })
            .collect();
        let codes = codes.chunks(CHUNK_ROWS).map(<[u16]>::to_vec).collect();
        (ColumnType::Category, Values::Categories { levels, codes })
    };
    let examples = present.iter().take(3).map(|cell| (*cell).to_owned()).collect();
    Column { name: name.to_owned(), kind, values, summary, identifying: None, examples }
}

/// Everything between a table and its views.
pub struct Journey {
    pub table: Table,
    pub recipe: Recipe,
    pub prepared: Prepared,
    pub sweep: Sweep,
    pub moments: Moments,
    pub projection: Projection,
}

impl Journey {
    /// Prepares and clusters `table` by `recipe`.
    pub fn new(table: Table, recipe: Recipe) -> Self {
        let mut preparer = Preparer::new(&table, &recipe).expect("the recipe fits");
        while preparer.step(&table).expect("features can be prepared") {}
        let prepared = preparer.finish().expect("finite features");
        let mut sweep = Sweep::new(&recipe.clustering, prepared.matrix.distinct_rows(100));
        let mut jobs = sweep.first_jobs();
        while let Some(job) = jobs.pop() {
            let run = match job.resume {
                Some(fit) => Run::resume(&prepared.matrix, job.options, *fit),
                None => Run::new(&prepared.matrix, job.options),
            };
            let fit = run.expect("options in range").finish(&prepared.matrix);
            jobs.extend(sweep.finished(job.id, fit));
        }
        let mut moments = Moments::new(prepared.features.len());
        while moments.add(&prepared.matrix, 10_000) {}
        let projection = Projection::new(&moments);
        Self { table, recipe, prepared, sweep, moments, projection }
    }

    /// The fit of `k` segments.
    fn fit(&self, k: u32) -> Fit {
        self.sweep.best(k).expect("k was tried").whole()
    }

    /// The profile of `k` segments.
    pub fn profile(&self, k: u32) -> Profile {
        describe(&self.table, &self.recipe, &self.prepared, &self.fit(k))
    }

    /// The rules of `k` segments.
    pub fn rules(&self, k: u32) -> Rules {
        let fit = &self.fit(k);
        let mut maker = RuleMaker::new(&self.table, &self.prepared);
        while maker.step((&self.table, &self.recipe), &self.prepared, fit) {}
        maker.finish((&self.table, &self.recipe), &self.prepared, fit, 2)
    }

    /// The view of `k` segments.
    pub fn view(&self, k: u32, axes: Option<(Axis, Axis)>) -> (View, Vec<u8>) {
        let reading = reading_view("file.csv", 1234, &self.table, &self.recipe, &["commas".to_owned()]);
        let profile = self.profile(k);
        let parts = Parts {
            reading: &reading,
            notes: &[],
            recipe: &self.recipe,
            table: &self.table,
            prepared: &self.prepared,
            fit: &self.fit(k),
            aside: (&self.prepared, &[]),
            sweep: &self.sweep,
            moments: &self.moments,
            projection: &self.projection,
            profile: &profile,
            rules: Some(&self.rules(k)),
            spreads: &[],
            checks: Checks {
                evidence: &Evidence::default(),
                pace: Pace::Stopped,
                share: 0.0,
                useful: Useful::default(),
            },
        };
        build(&parts, axes)
    }
}

/// Describes one fit.
pub fn describe(table: &Table, recipe: &Recipe, prepared: &Prepared, fit: &Fit) -> Profile {
    let mut describer = Describer::new(table, recipe, prepared, fit);
    while describer.step(table, prepared, fit) {}
    describer.finish(prepared, fit)
}
