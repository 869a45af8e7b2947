//! Names and traits: nothing is found where nothing is, and what was planted is found.

mod planted;
mod shuffled;
mod words;

use customer_segmentation::features::{Prepared, Preparer};
use customer_segmentation::ingest::Importer;
use customer_segmentation::kmeans::Fit;
use customer_segmentation::profile::{Describer, Profile};
use customer_segmentation::recipe::Recipe;
use customer_segmentation::table::Table;

/// The table prepared by the recipe.
fn prepare(table: &Table, recipe: &Recipe) -> Prepared {
    let mut preparer = Preparer::new(table, recipe).expect("the recipe fits");
    while preparer.step(table).expect("features can be prepared") {}
    preparer.finish().expect("finite features")
}

/// The profile of `fit`.
fn describe(table: &Table, recipe: &Recipe, prepared: &Prepared, fit: &Fit) -> Profile {
    let mut describer = Describer::new(table, recipe, prepared, fit);
    while describer.step(table, prepared, fit) {}
    describer.finish(prepared, fit)
}

fn import(name: &str, bytes: &[u8]) -> Table {
    let mut importer = Importer::new(name);
    importer.feed(bytes).expect("the file can be imported");
    importer.finish().expect("the file can be imported").table
}
