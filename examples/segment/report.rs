//! The result as JSON, as labels and as text. The keys are documented in `docs/segment-json.md`.

use customer_segmentation::features::{Feature, Prepared};
use customer_segmentation::kmeans::Fit;
use customer_segmentation::note::Note;
use customer_segmentation::recipe::Role;
use customer_segmentation::table::ColumnType;
use customer_segmentation::view::View;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    records: u64,
    columns: Vec<Column<'a>>,
    rows_used: u64,
    features: Vec<String>,
    sweep: Vec<Point>,
    recommended_k: Option<u32>,
    fit: FitReport,
    notes: &'a [Note],
}

#[derive(Serialize)]
struct Column<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: ColumnType,
    role: Role,
    missing: u64,
    distinct: u64,
    min: Option<f64>,
    max: Option<f64>,
    mean: Option<f64>,
}

#[derive(Serialize)]
struct Point {
    k: u32,
    inertia: f64,
    explained_variance: f64,
    iterations: u32,
}

#[derive(Serialize)]
struct FitReport {
    k: u32,
    inertia: f64,
    iterations: u32,
    converged: bool,
    sizes: Vec<u64>,
    centroids: Vec<Vec<f64>>,
}

/// The result as indented JSON.
pub fn json(view: &View, fit: &Fit, prepared: &Prepared) -> String {
    let columns = view.reading.columns.iter().map(|column| Column {
        name: &column.name,
        kind: column.kind,
        role: column.role,
        missing: column.missing,
        distinct: column.distinct,
        min: column.min,
        max: column.max,
        mean: column.mean,
    });
    let sweep = view.elbow.points.iter().map(|point| Point {
        k: point.k,
        inertia: point.inertia,
        explained_variance: point.explained_variance,
        iterations: point.iterations,
    });
    let original = |j: usize| {
        prepared.features.iter().zip(fit.centroid(j)).map(|(feature, z)| feature.invert(*z)).collect()
    };
    let report = Report {
        records: view.reading.rows,
        columns: columns.collect(),
        rows_used: view.rows_used,
        // One a coordinate of the centroids: a category has one for each level.
        features: prepared.features.iter().map(Feature::label).collect(),
        sweep: sweep.collect(),
        recommended_k: view.recommended_k,
        fit: FitReport {
            k: view.k,
            inertia: fit.inertia,
            iterations: fit.iterations,
            converged: fit.converged,
            sizes: fit.sizes.clone(),
            centroids: (0..fit.k()).map(original).collect(),
        },
        notes: &view.notes,
    };
    serde_json::to_string_pretty(&report).expect("a report has string keys and finite numbers") + "\n"
}

/// `row,segment` for each of `records` records: from 0, and from 1; no segment for a record that was not used.
pub fn labels(records: u64, fit: &Fit, prepared: &Prepared) -> String {
    let mut text = "row,segment\n".to_owned();
    for row in 0..records {
        let observation = usize::try_from(row).ok().and_then(|row| prepared.rows.observation(row));
        let segment = observation.map_or_else(String::new, |i| (u32::from(fit.labels[i]) + 1).to_string());
        text.push_str(&format!("{row},{segment}\n"));
    }
    text
}

/// The result for a person to read in a terminal.
pub fn text(view: &View) -> String {
    let mut text = format!("{}\n{}\n\n", view.headline, view.lead);
    text.push_str(&format!(
        "{} of {} rows, told apart by {}\n",
        view.rows_used,
        view.reading.rows,
        view.features.join(", ")
    ));
    text.push_str(&format!("{}\n\n", view.elbow.text));
    for segment in &view.segments {
        text.push_str(&format!(
            "{}  {:>3} %  {:>8}  {}\n",
            segment.letter, segment.percent, segment.size, segment.name
        ));
        for told in &segment.traits {
            text.push_str(&format!("       {}: {} ({})\n", told.column, round(told.mean), told.text));
        }
    }
    for note in &view.notes {
        let column = note.column.as_ref().map_or_else(String::new, |column| format!("{column}: "));
        text.push_str(&format!("\nNote: {column}{}", note.text));
    }
    text.push('\n');
    text
}

/// Three significant digits.
fn round(x: f64) -> String {
    let digits = if x == 0.0 { 0 } else { (2 - x.abs().log10().floor() as i32).max(0) };
    format!("{x:.*}", digits as usize)
}
