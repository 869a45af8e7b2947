//! Against what others find: see reference/variants.py.

use std::collections::BTreeMap;

use customer_segmentation::features::Whitening;
use customer_segmentation::kmeans::{ASIDE, Init, Options, Variant, VariantRun};
use customer_segmentation::matrix::Matrix;
use customer_segmentation::recipe::{Categories, ColumnRecipe, Recipe, Role, Scale};
use customer_segmentation::session::Session;
use serde_json::Value;

use crate::common::journey;

fn reference() -> Value {
    serde_json::from_str(include_str!("../reference/variants.json")).expect("JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(number).collect()
}

fn table(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().expect("a list").iter().map(numbers).collect()
}

fn columns(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    (0..rows[0].len()).map(|f| rows.iter().map(|row| row[f]).collect()).collect()
}

fn close(ours: f64, theirs: f64, what: &str) {
    assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0), "{what}: {ours} and {theirs}");
}

/// Whether two groupings are the same but for the numbers of the groups.
fn same_groups(ours: &[i64], theirs: &[i64]) -> bool {
    let (mut there, mut back) = (BTreeMap::new(), BTreeMap::new());
    ours.len() == theirs.len()
        && ours
            .iter()
            .zip(theirs)
            .all(|(a, b)| *there.entry(a).or_insert(b) == b && *back.entry(b).or_insert(a) == a)
}

fn whole(value: &Value) -> Vec<i64> {
    numbers(value).into_iter().map(|x| x as i64).collect()
}

#[test]
fn trimmed_k_means_ends_where_another_ends_from_the_same_start() {
    for (case, asked) in reference()["trimming"].as_array().expect("cases").iter().enumerate() {
        let rows = table(&asked["rows"]);
        let matrix = Matrix::from_columns(&columns(&rows)).expect("finite");
        let start: Vec<f64> =
            whole(&asked["start"]).iter().flat_map(|row| rows[*row as usize].clone()).collect();
        let k = whole(&asked["start"]).len() as u32;
        let options = Options {
            k,
            init: Init::Given,
            tolerance: 0.0,
            max_iterations: 300,
            swaps: 0,
            seed: 1,
            start: 0,
        };
        let variant = Variant { trim: number(&asked["trim"]), ..Variant::default() };
        let run = VariantRun::from_centroids(&matrix, options, &variant, start, Vec::new());
        let fit = run.expect("enough rows").finish(&matrix);
        let label = |label: &u16| if *label == ASIDE { -1 } else { i64::from(*label) };
        let labels: Vec<i64> = fit.labels.iter().map(label).collect();
        let theirs = whole(&asked["labels"]);
        assert!(same_groups(&labels, &theirs), "case {case}");
        assert!(labels.iter().zip(&theirs).all(|(a, b)| (*a == -1) == (*b == -1)), "case {case}");
        close(fit.inertia, number(&asked["inertia"]), "inertia");
        for (own, other) in labels.iter().zip(&theirs).filter(|(own, _)| **own >= 0) {
            let centre = numbers(&asked["centroids"][*other as usize]);
            for (c, theirs) in fit.centroid(*own as usize).iter().zip(centre) {
                close(*c, theirs, "a centroid");
            }
        }
    }
}

#[test]
fn whitened_components_are_those_of_scikit_learn_but_for_their_signs() {
    let asked = &reference()["whitening"];
    let rows = table(&asked["rows"]);
    for case in asked["cases"].as_array().expect("cases") {
        let whitening = Whitening::new(&columns(&rows), number(&case["share"])).expect("it varies");
        assert_eq!(whitening.components() as i64, case["components"].as_i64().expect("a number"));
        close(whitening.kept(), number(&case["kept"]), "the share kept");
        let theirs = table(&case["white"]);
        let ours: Vec<Vec<f64>> = rows.iter().map(|row| whitening.place(row)).collect();
        for component in 0..whitening.components() {
            let sign = (ours[0][component] * theirs[0][component]).signum();
            for (own, other) in ours.iter().zip(&theirs) {
                close(sign * own[component], other[component], "a component");
            }
        }
    }
}

/// The file of a case of k-prototypes: numbers `n0` …, categories `c0` ….
fn file(rows: &[Vec<f64>], levels: &[Vec<f64>]) -> Vec<u8> {
    let head =
        (0..rows[0].len()).map(|i| format!("n{i}")).chain((0..levels[0].len()).map(|i| format!("c{i}")));
    let mut text = head.collect::<Vec<_>>().join(",") + "\n";
    for (row, levels) in rows.iter().zip(levels) {
        let cells = row.iter().map(f64::to_string).chain(levels.iter().map(|level| format!("level {level}")));
        text += &(cells.collect::<Vec<_>>().join(",") + "\n");
    }
    text.into_bytes()
}

/// All columns as they are, by prototypes, `k` segments.
fn decide(mut recipe: Recipe, k: usize, gamma: Option<f64>) -> Recipe {
    for column in &mut recipe.columns {
        *column = ColumnRecipe::new(&column.name, Role::Feature, "");
        column.scale = Scale::None;
    }
    let clustering = &mut recipe.clustering;
    (clustering.k_min, clustering.k_max, clustering.k) = (k as u32, k as u32, Some(k as u32));
    (clustering.categories, clustering.lambda) = (Categories::Prototypes, gamma);
    clustering.tolerance = 0.0;
    recipe
}

#[test]
fn prototypes_cost_what_kmodes_says_from_the_same_start() {
    for (case, asked) in reference()["prototypes"].as_array().expect("cases").iter().enumerate() {
        let (rows, levels) = (table(&asked["rows"]), table(&asked["levels"]));
        let bytes = file(&rows, &levels);
        let start = whole(&asked["start"]);
        let gamma = asked["gamma"].as_f64();
        let mut session = Session::default();
        journey(&mut session, "a.csv", &bytes, |recipe| decide(recipe, start.len(), gamma))
            .expect("segments");
        let features = session.shown().expect("a result").1.features.clone();
        // A centre has a number for each feature; the levels stand there as their labels.
        let value = |row: usize, label: &str| match label.split_once(": level ") {
            Some((column, level)) => {
                let category: usize = column[1..].parse().expect("c and a number");
                f64::from(u8::from(levels[row][category].to_string() == level))
            }
            None => rows[row][label[1..].parse::<usize>().expect("n and a number")],
        };
        let centre =
            |row: &i64| features.iter().map(|feature| value(*row as usize, &feature.label())).collect();
        let centres: Vec<Vec<f64>> = start.iter().map(centre).collect();
        let view = journey(&mut session, "a.csv", &bytes, |recipe| {
            let mut recipe = decide(recipe, start.len(), gamma);
            (recipe.clustering.start, recipe.clustering.centres) = (Init::Given, centres);
            recipe
        });
        let view = view.expect("segments");
        let (fit, prepared) = session.shown().expect("a result");
        let lambda = prepared.lambda.expect("prototypes have one");
        close(lambda, gamma.unwrap_or_else(|| number(&asked["default"])), "lambda");
        let cost = number(&asked["cost"]);
        // Prepared numbers are rounded to f32.
        assert!((fit.inertia - cost).abs() <= 1e-6 * cost, "case {case}: {} and {cost}", fit.inertia);
        let labels: Vec<i64> = fit.labels.iter().map(|label| i64::from(*label)).collect();
        assert!(same_groups(&labels, &whole(&asked["labels"])), "case {case}");
        assert!(view.notes.iter().any(|note| note.text.contains("λ = ")), "λ is told");
    }
}
