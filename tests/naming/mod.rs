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

/// A fit with these labels, and the means of their members as centroids.
fn fit(prepared: &Prepared, labels: Vec<u16>, k: usize) -> Fit {
    let features = prepared.features.len();
    let (mut sizes, mut centroids) = (vec![0_u64; k], vec![0.0; k * features]);
    for (observation, label) in labels.iter().enumerate() {
        let j = usize::from(*label);
        sizes[j] += 1;
        let own = &mut centroids[j * features..(j + 1) * features];
        own.iter_mut().zip(prepared.matrix.values(observation)).for_each(|(sum, x)| *sum += f64::from(x));
    }
    for (centroid, size) in centroids.chunks_mut(features).zip(&sizes) {
        centroid.iter_mut().for_each(|sum| *sum /= (*size).max(1) as f64);
    }
    let (start, iterations, converged, trace) = (0, 1, true, Vec::new());
    Fit { start, inertia: 1.0, total_inertia: 2.0, iterations, converged, sizes, centroids, labels, trace }
}
