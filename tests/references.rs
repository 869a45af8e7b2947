//! The product against scikit-learn on real files: `../shared/data/reference`, with its stated preprocessing.

use std::path::Path;

use customer_segmentation::host::carry_out;
use customer_segmentation::kmeans::{Fit, Init, Options, Run};
use customer_segmentation::protocol::Event;
use customer_segmentation::recipe::{Clustering, ColumnRecipe, Missing, Recipe, Role, Scale, Transform};
use customer_segmentation::session::Session;
use customer_segmentation::validate::{Silhouettes, adjusted_rand, indices};
use serde_json::Value;

/// One reference: where the file is, and how it is prepared.
struct Reference {
    name: String,
    set: Value,
    result: Value,
}

impl Reference {
    /// The file as bytes. Tables of recency, frequency and monetary value lie beside their results.
    fn file(&self, data: &Path) -> (String, Vec<u8>) {
        let file = if self.is_rfm() { format!("reference/{}.csv", self.name) } else { self.text("file") };
        let bytes = std::fs::read(data.join(&file)).expect("a file the references name");
        (file, bytes)
    }

    fn text(&self, key: &str) -> String {
        self.set[key].as_str().expect("a text").to_owned()
    }

    fn is_rfm(&self) -> bool {
        self.set.get("rfm").is_some()
    }

    /// The features, in order, under the names they have here.
    fn features(&self) -> Vec<String> {
        if self.is_rfm() {
            return ["recency_days", "frequency", "monetary"].map(str::to_owned).to_vec();
        }
        let list = self.set["use"].as_array().map(Vec::as_slice).unwrap_or_default();
        let name = |column: &Value| match column.as_u64() {
            Some(position) => format!("column {}", position + 1),
            None => column.as_str().expect("a name or a number").to_owned(),
        };
        list.iter().map(name).collect()
    }

    /// Its preprocessing as a recipe.
    fn recipe(&self, mut recipe: Recipe, k_min: u32, k_max: u32, restarts: u32) -> Recipe {
        let features = self.features();
        let place = |name: &str| features.iter().position(|feature| feature == name);
        let log = self.is_rfm() || self.set["log1p"] == true;
        for column in &mut recipe.columns {
            let role = if place(&column.name).is_some() { Role::Feature } else { Role::Ignored };
            *column = ColumnRecipe::new(&column.name, role, "");
            column.transform = if log { Transform::Log1p } else { Transform::None };
            column.scale = if self.set["scale"] == "none" { Scale::None } else { Scale::Standard };
            column.missing = if self.set["missing"] == "drop" { Missing::Drop } else { Missing::Median };
        }
        assert_eq!(recipe.features().count(), features.len(), "{}: every feature is a column", self.name);
        recipe.columns.sort_by_key(|column| place(&column.name).unwrap_or(usize::MAX));
        recipe.clustering = Clustering { k_min, k_max, k: Some(k_min), restarts, ..Clustering::default() };
        recipe
    }

    /// Segments the file for `k_min` to `k_max` and compares every k the reference has with `check(k, ours, reference)`.
    fn compare(&self, data: &Path, k: (u32, u32), restarts: u32, check: &dyn Fn(u32, f64, &Value)) {
        let (file, bytes) = self.file(data);
        let mut session = Session::default();
        let view = crate::common::journey(&mut session, &file, &bytes, |recipe| {
            self.recipe(recipe, k.0, k.1, restarts)
        })
        .unwrap_or_else(|error| panic!("{}: {error}", self.name));
        assert_eq!(view.rows_used, self.rows_used(), "{}: rows used", self.name);
        let (_, prepared) = session.shown().expect("a result");
        for (mean, feature) in self.scaler_means().iter().zip(&prepared.features) {
            let close = (feature.center - mean).abs() <= 1e-8 * mean.abs().max(1e-3);
            assert!(close, "{}: mean of {} is {} and not {mean}", self.name, feature.name, feature.center);
        }
        for point in &view.elbow.points {
            if let Some(reference) = self.result["k"].get(point.k.to_string()) {
                check(point.k, point.inertia, reference);
            }
        }
    }

    /// The number of true clusters, and the true label of every row, 0 for noise; `None` where nobody knows them.
    fn truth(&self, data: &Path) -> Option<(u32, Vec<u16>)> {
        let file = self.result["truth"]["file"].as_str()?;
        let text = std::fs::read_to_string(data.join(file)).expect("a file the references name");
        let labels = text.split_whitespace().map(|label| label.parse().expect("a label")).collect();
        let k = self.result["truth"]["k"].as_u64().expect("a number of clusters");
        Some((k as u32, labels))
    }

    /// The adjusted Rand index of the best of 50 starts with the true clusters at their number, noise left out, and its inertia.
    fn agreement(&self, data: &Path, k: u32, truth: &[u16]) -> (f64, f64) {
        let (file, bytes) = self.file(data);
        let mut session = Session::default();
        crate::common::journey(&mut session, &file, &bytes, |recipe| self.recipe(recipe, k, k, 50))
            .unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let (fit, prepared) = session.shown().expect("a result");
        let both = (0..fit.labels.len()).map(|i| (truth[prepared.rows.row(i)], fit.labels[i]));
        let (truth, labels): (Vec<u16>, Vec<u16>) = both.filter(|(truth, _)| *truth > 0).unzip();
        let true_k = truth.iter().max().map_or(0, |most| usize::from(*most) + 1);
        (adjusted_rand(&truth, &labels, (true_k, fit.k())), fit.inertia)
    }

    fn rows_used(&self) -> u64 {
        self.result["rows_used"]
            .as_u64()
            .or_else(|| self.result["customers"].as_u64())
            .expect("a count of rows")
    }

    fn scaler_means(&self) -> Vec<f64> {
        self.result["scaler"]["mean"].as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
    }
}

fn references(data: &Path) -> Vec<Reference> {
    let read = |path: &str| -> Value {
        let text = std::fs::read_to_string(data.join("reference").join(path)).expect("a reference file");
        serde_json::from_str(&text).expect("JSON")
    };
    let sets = read("sets.json");
    let all =
        sets.as_object().expect("an object").iter().filter(|(_, set)| set.get("summary_only").is_none());
    all.map(|(name, set)| Reference {
        name: name.clone(),
        set: set.clone(),
        result: read(&format!("{name}.json")),
    })
    .collect()
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().expect("a number")
}

/// Numbers of starts tried, in this order: the next one only for the k that are not there yet.
const STARTS: [u32; 3] = [5, 20, 50];

/// What of a reference an inertia is held against.
type Limit = fn(&Value) -> f64;

/// The worse of scikit-learn's two runs.
fn worse_run(theirs: &Value) -> f64 {
    number(theirs, "inertia_seed0").max(number(theirs, "inertia_seed1"))
}

/// The best that is known.
fn best_known(theirs: &Value) -> f64 {
    number(theirs, "inertia_best")
}

/// With at most 50 starts, no k of any chosen file is more than 0.1 % above the worse of scikit-learn's two runs. Every k is fitted as
/// it would be for a person who asked for that number of starts: a fit depends on its own k and start, not on the others tried.
fn inertia_is_that_of_scikit_learn_at_every_k(mut chosen: impl FnMut(&Reference) -> bool) {
    let Some(data) = crate::common::shared_data() else { return };
    let mut all = references(&data);
    all.retain(|reference| chosen(reference));
    assert!(!all.is_empty(), "references were found");
    let wrong: Vec<String> =
        all.iter().flat_map(|reference| missed(reference, &data, vec![(2, 10)], worse_run)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is said of every k of the ranges `open` that none of [`STARTS`] brings to within 0.1 % of `limit`, and of one that is far too
/// good to be true.
fn missed(reference: &Reference, data: &Path, mut open: Vec<(u32, u32)>, limit: Limit) -> Vec<String> {
    let wrong = std::cell::RefCell::new(Vec::new());
    for starts in STARTS {
        wrong.borrow_mut().clear();
        for range in std::mem::take(&mut open) {
            reference.compare(data, range, starts, &|k, ours, theirs| {
                let (limit, best) = (limit(theirs), best_known(theirs));
                if ours > limit * 1.001 || ours < best * 0.98 {
                    let what =
                        format!("{}, k = {k}: {ours}, and theirs is {best} to {limit}", reference.name);
                    wrong.borrow_mut().push((k, what));
                }
            });
        }
        open.extend(wrong.borrow().iter().map(|(k, _)| (*k, *k)));
    }
    wrong.into_inner().into_iter().map(|(_, what)| what).collect()
}

/// Every number of clusters that a reference has, as ranges.
fn every_k(reference: &Reference) -> Vec<(u32, u32)> {
    let of = |k: &String| k.parse().expect("a number of clusters");
    reference.result["k"].as_object().into_iter().flat_map(|all| all.keys().map(of)).map(|k| (k, k)).collect()
}

#[test]
#[ignore = "minutes: `make test-optima`"]
fn the_best_that_is_known_is_found_at_every_k_of_every_file() {
    let Some(data) = crate::common::shared_data() else { return };
    let wrong: Vec<String> = references(&data)
        .iter()
        .flat_map(|reference| missed(reference, &data, every_k(reference), best_known))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where the true clusters are known, the best fit at their number agrees with them as scikit-learn's does. What is best for k-means need
/// not be what is true: both agree alike, or ours has the smaller inertia.
#[test]
#[ignore = "minutes: `make test-optima`"]
#[expect(clippy::print_stdout, reason = "the table is the record of the long run")]
fn true_clusters_are_found_as_well_as_by_scikit_learn() {
    let Some(data) = crate::common::shared_data() else { return };
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for reference in references(&data) {
        let Some((k, truth)) = reference.truth(&data) else { continue };
        let theirs = &reference.result["k"][k.to_string()];
        let (ours, inertia) = reference.agreement(&data, k, &truth);
        let (theirs, best) = (number(theirs, "ari_vs_truth"), best_known(theirs));
        println!(
            "truth {} k {k} ours {ours:.4} theirs {theirs:.4} inertia {:.6}",
            reference.name,
            inertia / best
        );
        if ours < theirs - 5e-3 && inertia > best * (1.0 - 1e-6) {
            wrong.push(format!("{}: {ours} and not {theirs}", reference.name));
        }
        compared += 1;
    }
    assert!(compared > 15, "only {compared} files have true clusters");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Above 20 clusters restarts alone hardly ever find all: the exchanges have to.
#[test]
fn exchanges_find_fifty_clusters() {
    let Some(data) = crate::common::shared_data() else { return };
    let all = references(&data);
    let reference =
        all.iter().find(|reference| reference.name == "sipu_a3").expect("a reference of that name");
    reference.compare(&data, (50, 50), 10, &|k, ours, theirs| {
        let best = best_known(theirs);
        assert!(ours <= best * 1.001, "k = {k}: {ours} is above {best}");
    });
}

#[test]
fn small_files_are_fitted_as_well_as_by_scikit_learn() {
    inertia_is_that_of_scikit_learn_at_every_k(|reference| reference.rows_used() <= 20_000);
}

#[test]
fn large_files_are_fitted_as_well_as_by_scikit_learn() {
    inertia_is_that_of_scikit_learn_at_every_k(|reference| reference.rows_used() > 20_000);
}

#[test]
fn known_clusters_are_found_at_their_number() {
    let Some(data) = crate::common::shared_data() else { return };
    for (name, k) in [("sipu_s1", 15), ("sipu_a1", 20), ("sipu_unbalance", 8)] {
        let all = references(&data);
        let reference =
            all.iter().find(|reference| reference.name == name).expect("a reference of that name");
        reference.compare(&data, (k, k), 50, &|k, ours, theirs| {
            let best = number(theirs, "inertia_best");
            assert!(
                (ours / best - 1.0).abs() <= 1e-3,
                "{name}, k = {k}: {ours} is not within 0.1 % of {best}"
            );
        });
    }
}

/// From the same rows as first centroids, every reference set goes the same way as with scikit-learn: `tests/reference/same_start.py`
/// made the expectations.
#[test]
fn the_same_start_leads_the_same_way_as_with_scikit_learn() {
    let Some(data) = crate::common::shared_data() else { return };
    let expected: Value =
        serde_json::from_str(include_str!("reference/same_start.json")).expect("what the script wrote");
    let mut wrong = Vec::new();
    for reference in references(&data) {
        let (name, theirs) = (&reference.name, &expected["sets"][&reference.name]);
        let k = theirs["k"].as_u64().expect("a number of clusters") as u32;
        let (file, bytes) = reference.file(&data);
        let mut session = Session::default();
        crate::common::journey(&mut session, &file, &bytes, |recipe| reference.recipe(recipe, 1, 1, 1))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let matrix = &session.shown().expect("a result").1.matrix;
        let rows = theirs["rows"].as_array().into_iter().flatten().filter_map(Value::as_u64);
        let first: Vec<f64> = rows.flat_map(|row| matrix.row(row as usize)).map(f64::from).collect();
        let options = Options {
            k,
            init: Init::Given,
            tolerance: 0.0,
            max_iterations: 1000,
            swaps: 0,
            seed: 0,
            start: 0,
        };
        let fit = Run::from_centroids(matrix, options, first).expect("enough different rows").finish(matrix);
        for (iteration, inertia) in theirs["inertia"].as_object().into_iter().flatten() {
            let after: usize = iteration.parse().expect("a number of iterations");
            // A fit that has ended earlier stays where it was.
            let ours = fit.trace[after.min(fit.trace.len()) - 1].inertia;
            wrong.extend(far(name, after, ours, inertia.as_f64().expect("a number")));
        }
        wrong.extend(far(name, usize::MAX, fit.inertia, number(theirs, "final")));
        let sizes: Vec<u64> =
            theirs["sizes"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
        let moved: u64 = fit.sizes.iter().zip(&sizes).map(|(ours, theirs)| ours.abs_diff(*theirs)).sum();
        // Rows between two centroids, for which f32 and f64 may decide differently.
        if moved * 10_000 > matrix.observations() as u64 && name != UNSTEADY {
            wrong.push(format!("{name}: {:?} and not {sizes:?}", fit.sizes));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Unscaled, and with several centroids in one cluster to begin with: where rows lie between two of them, what f32 and f64 decide
/// differently grows with every iteration.
const UNSTEADY: &str = "sipu_birch1";

/// What is said of inertias further apart than 1e-6 after so many iterations.
fn far(name: &str, after: usize, ours: f64, theirs: f64) -> Option<String> {
    let most = if name == UNSTEADY && after > 3 { 1e-3 } else { 1e-6 };
    let apart = (ours / theirs - 1.0).abs();
    (apart > most).then(|| format!("{name}, after {after}: {ours} and not {theirs}, {apart:.1e} apart"))
}

/// Indices of the same partition, to 1e-6 relative, wherever inertia and sizes are those of scikit-learn.
#[test]
fn indices_are_those_of_scikit_learn() {
    let Some(data) = crate::common::shared_data() else { return };
    let mut compared = 0;
    for reference in references(&data).iter().filter(|reference| reference.rows_used() <= 1_100) {
        let (file, bytes) = reference.file(&data);
        let mut session = Session::default();
        crate::common::journey(&mut session, &file, &bytes, |recipe| reference.recipe(recipe, 2, 10, 20))
            .unwrap_or_else(|error| panic!("{}: {error}", reference.name));
        for k in 2..=10 {
            carry_out(&mut session, Event::Choose { k }, &mut &*bytes, &mut |_, _| None);
            let (fit, prepared) = session.shown().expect("a result");
            let theirs = &reference.result["k"][k.to_string()];
            if !same_partition(fit, theirs) {
                continue;
            }
            let found = indices(&prepared.matrix, fit);
            let mut silhouettes = Silhouettes::new(&prepared.matrix, fit, 1);
            let silhouette = std::iter::from_fn(|| Some(silhouettes.step())).flatten().next();
            let pairs = [
                ("silhouette", silhouette.expect("it ends").mean),
                ("calinski_harabasz", found.calinski_harabasz.expect("spread")),
                ("davies_bouldin", found.davies_bouldin),
            ];
            for (name, ours) in pairs {
                let theirs = number(theirs, name);
                let close = (ours / theirs - 1.0).abs() <= 1e-6;
                assert!(close, "{}, k = {k}: {name} is {ours} and not {theirs}", reference.name);
            }
            compared += 1;
        }
    }
    assert!(compared > 60, "only {compared} partitions are the same");
}

fn same_partition(fit: &Fit, theirs: &Value) -> bool {
    let sizes: Vec<u64> =
        theirs["sizes"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    sizes == fit.sizes && (fit.inertia / number(theirs, "inertia_best") - 1.0).abs() <= 1e-7
}
