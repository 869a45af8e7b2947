//! Profiles against pandas, SciPy and statsmodels: `tests/reference/profile.py` made `profile.json`.

use std::path::Path;

use customer_segmentation::features::Preparer;
use customer_segmentation::ingest::Importer;
use customer_segmentation::profile::{Describer, Measure, Profile, Summary};
use customer_segmentation::recipe::{ColumnRecipe, Recipe, Role};
use customer_segmentation::table::Table;
use customer_segmentation::trial::{Request, each};
use serde_json::Value;

fn reference() -> Value {
    serde_json::from_str(include_str!("reference/profile.json")).expect("JSON")
}

fn import(path: &Path) -> Table {
    let bytes = std::fs::read(path).expect("a shared file can be read");
    let mut importer = Importer::new(&path.display().to_string());
    importer.feed(&bytes).expect("a shared file can be imported");
    importer.finish().expect("a shared file can be imported").table
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().expect("a list").iter().map(|x| x.as_str().expect("text").to_owned()).collect()
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().expect("a list").iter().map(|x| x.as_f64().expect("a number")).collect()
}

fn profile(folder: &Path, name: &str, set: &Value) -> Profile {
    let table = import(&folder.join("customers").join(set["file"].as_str().expect("a name")));
    let column = |name: &String, role| ColumnRecipe::new(name, role, "");
    let features = texts(&set["features"]);
    let descriptors = texts(&set["descriptors"]);
    let columns = features
        .iter()
        .map(|name| column(name, Role::Feature))
        .chain(descriptors.iter().map(|name| column(name, Role::Descriptor)))
        .collect();
    let recipe = Recipe {
        orders: None,
        version: 1,
        columns,
        filters: Vec::new(),
        reading: Default::default(),
        clustering: Default::default(),
    };
    let mut preparer = Preparer::new(&table, &recipe).expect("the recipe fits");
    while preparer.step(&table).expect("features can be prepared") {}
    let prepared = preparer.finish().expect("finite features");
    let k = set["k"].as_u64().expect("a number") as usize;
    let labels =
        std::fs::read_to_string(folder.join(format!("reference/{name}.labels_k{k}.txt"))).expect("labels");
    let labels: Vec<u16> = labels.lines().map(|line| line.trim().parse().expect("a label")).collect();
    let fit = crate::common::labelled(&prepared.matrix, &labels, k);
    let mut describer = Describer::new(&table, &recipe, &prepared, &fit);
    while describer.step(&table, &prepared, &fit) {}
    describer.finish(&prepared, &fit)
}

#[track_caller]
fn close(found: f64, expected: f64, relative: f64, what: &str) {
    let scale = expected.abs().max(1e-9);
    assert!((found - expected).abs() <= relative * scale, "{what}: {found}, not {expected}");
}

fn compare_summary(found: &Summary, expected: &Value, what: &str) {
    let [count, mean, low, high, deviation, first, median, third] = numbers(expected)[..] else {
        panic!("eight numbers for {what}")
    };
    assert_eq!(found.count as f64, count, "{what}");
    close(found.mean.expect("a mean"), mean, 1e-12, what);
    let (own_low, own_high) = found.interval.expect("an interval");
    close(own_low, low, 1e-10, what);
    close(own_high, high, 1e-10, what);
    close(found.deviation.expect("a deviation"), deviation, 1e-10, what);
    let quartiles = found.quartiles.expect("quartiles");
    for (own, expected) in quartiles.into_iter().zip([first, median, third]) {
        close(own, expected, 1e-12, what);
    }
}

fn compare_levels(profile: &Profile, index: usize, expected: &Value) {
    let column = &profile.columns[index];
    let measures: Vec<&Measure> = profile.measures.iter().filter(|m| m.profile == index).collect();
    for (level, expected) in expected["levels"].as_object().expect("levels") {
        let what = format!("{}: {level}", column.column);
        let at = column.levels.iter().position(|found| found.level == *level).expect("the level is told");
        let counts: Vec<f64> = column.levels[at].counts.iter().map(|count| *count as f64).collect();
        assert_eq!(counts, numbers(&expected["counts"]), "{what}");
        for (j, (lift, v)) in numbers(&expected["lift"]).into_iter().zip(numbers(&expected["v"])).enumerate()
        {
            close(measures[at].lift[j].expect("a lift"), lift, 1e-12, &what);
            close(measures[at].v_test[j].expect("a v-test"), v, 1e-7, &what);
        }
    }
}

#[test]
fn profiles_are_those_of_pandas_and_scipy() {
    let Some(folder) = crate::common::shared_data() else { return };
    for (name, set) in reference()["sets"].as_object().expect("sets") {
        let profile = profile(&folder, name, set);
        for (column, expected) in set["columns"].as_object().expect("columns") {
            let what = format!("{name}, {column}");
            let index = profile.columns.iter().position(|c| c.column == *column).expect("it is told");
            let found = &profile.columns[index];
            // A feature's share is measured in single precision, as it was clustered.
            close(found.eta_squared, expected["eta_squared"].as_f64().expect("a share"), 1e-6, &what);
            if expected.get("levels").is_some() {
                compare_levels(&profile, index, expected);
                continue;
            }
            let measure = profile.measures.iter().find(|m| m.profile == index).expect("a measure");
            compare_summary(found.everyone.as_ref().expect("numbers"), &expected["everyone"], &what);
            for (j, expected) in expected["segments"].as_array().expect("segments").iter().enumerate() {
                compare_summary(&found.segments[j], &expected["summary"], &what);
                close(measure.apart[j], expected["apart"].as_f64().expect("a number"), 1e-5, &what);
                assert_eq!(measure.v_test[j].is_some(), !expected["v"].is_null(), "{what}");
                if let Some((v, expected)) = measure.v_test[j].zip(expected["v"].as_f64()) {
                    close(v, expected, 1e-9, &what);
                }
            }
        }
        let mut q: Vec<f64> = profile.measures.iter().flat_map(|m| m.q.iter().flatten().copied()).collect();
        q.sort_by(f64::total_cmp);
        let expected = numbers(&set["q"]);
        assert_eq!(q.len(), expected.len(), "{name}");
        q.iter().zip(&expected).for_each(|(q, expected)| {
            assert!((q - expected).abs() <= 1e-6 * expected + 1e-300, "{name}: {q}, not {expected}");
        });
    }
}

#[test]
fn what_customers_are_worth_is_that_of_pandas() {
    let Some(folder) = crate::common::shared_data() else { return };
    for name in ["wholesale", "shopping_trends"] {
        let set = &reference()["sets"][name];
        let worth = profile(&folder, name, set).worth.expect("a column tells");
        let expected = &set["worth"];
        assert_eq!(worth.total, expected["total"].as_f64().expect("a sum"), "{name}: the file's own sum");
        assert_eq!(worth.totals, numbers(&expected["totals"]), "{name}");
        let lorenz = worth.lorenz.expect("no negative values");
        close(lorenz.gini, expected["gini"].as_f64().expect("a number"), 1e-10, name);
        for (at, share) in [4, 10, 16].into_iter().zip(numbers(&expected["lorenz"])) {
            close(lorenz.points[at].1, share, 1e-10, name);
        }
    }
}

#[test]
fn group_sizes_are_those_of_statsmodels() {
    let reference = reference();
    let sizes = reference["sizes"].as_array().expect("a list");
    assert!(sizes.len() > 30, "only {} cases", sizes.len());
    for case in sizes {
        let [rate, uplift, power, expected] = numbers(case)[..] else { panic!("four numbers") };
        let found = each(&Request { segment: 1, rate, uplift, power, level: 0.05 }) as f64;
        assert!((found - expected).abs() <= 1.0, "{rate} {uplift} {power}: {found}, not {expected}");
    }
}
