//! Each index against an independent computation: `tests/reference/checks.py` made `checks.json`.

use customer_segmentation::matrix::Matrix;
use customer_segmentation::validate::{
    Silhouettes, adjusted_rand, halved, log_share, overlaps, prediction, squared_silhouette,
};
use serde_json::Value;

use super::judge::{judge, standard};

fn reference() -> Value {
    serde_json::from_str(include_str!("../reference/checks.json")).expect("JSON")
}

fn labels(list: &Value) -> Vec<u16> {
    list.as_array().expect("a list").iter().map(|x| x.as_u64().expect("a label") as u16).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// The columns of a set as the file has them; `None` where the shared data is not there.
fn columns(set: &str, about: &Value) -> Option<Vec<Vec<f64>>> {
    let path = match set {
        "mall" => "customers/Mall_Customers.csv",
        _ => "benchmarks/iris.csv",
    };
    let text = std::fs::read(crate::common::shared_data()?.join(path)).expect("a file of the shared data");
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let heads: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let wanted: Vec<usize> = about["columns"]
        .as_array()
        .expect("names")
        .iter()
        .map(|name| {
            let name = name.as_str().expect("text");
            heads.iter().position(|head| head.trim_start_matches('\u{feff}') == name).expect("a column")
        })
        .collect();
    let mut columns = vec![Vec::new(); wanted.len()];
    for record in reader.records() {
        let record = record.expect("a record");
        columns
            .iter_mut()
            .zip(&wanted)
            .for_each(|(column, at)| column.push(record[*at].parse().expect("a number")));
    }
    Some(columns)
}

fn close(have: f64, want: f64, within: f64, what: &str) {
    assert!((have - want).abs() <= within * want.abs().max(1.0), "{what}: {have} and not {want}");
}

#[test]
fn formulas_over_labels_are_those_of_another_hand() {
    let reference = reference();
    for (set, about) in reference["sets"].as_object().expect("sets") {
        for (k, about) in about["k"].as_object().expect("several k") {
            let (size, what) = (k.parse().expect("a number"), format!("{set}, {k}"));
            let size = (size, size);
            let (before, after) = (labels(&about["redraw"]["before"]), labels(&about["redraw"]["after"]));
            close(
                adjusted_rand(&before, &after, size),
                number(&about["redraw"]["adjusted_rand"]),
                1e-12,
                &what,
            );
            let jaccard = about["redraw"]["jaccard"].as_array().expect("one each");
            for (have, want) in overlaps(&before, &after, size).into_iter().zip(jaccard) {
                close(have.expect("drawn"), number(want), 1e-12, &what);
            }
            let (own, given) = (labels(&about["halves"]["own"]), labels(&about["halves"]["given"]));
            close(prediction(&own, &given, size), number(&about["halves"]["prediction"]), 1e-12, &what);
        }
    }
}

#[test]
fn silhouettes_of_the_same_labels_are_those_of_scikit_learn() {
    let reference = reference();
    for (set, about) in reference["sets"].as_object().expect("sets") {
        let Some(columns) = columns(set, about) else { return };
        let scaled: Vec<Vec<f64>> = columns.iter().map(|column| standard(column)).collect();
        let matrix = Matrix::from_columns(&scaled).expect("finite");
        for (k, about) in about["k"].as_object().expect("several k") {
            let (k, what): (usize, _) = (k.parse().expect("a number"), format!("{set}, {k}"));
            let fit = crate::common::labelled(&matrix, &labels(&about["labels"]), k);
            close(squared_silhouette(&matrix, &fit), number(&about["silhouette_squared"]), 1e-6, &what);
            let mut silhouettes = Silhouettes::new(&matrix, &fit, 1);
            let found = std::iter::from_fn(|| Some(silhouettes.step())).flatten().next().expect("it ends");
            close(found.mean, number(&about["silhouette"]), 1e-6, &what);
            for (j, want) in about["silhouettes"].as_array().expect("one each").iter().enumerate() {
                let want: Vec<f64> = want.as_array().expect("a list").iter().map(number).collect();
                let below = want.iter().filter(|s| **s < 0.0).count() as f64 / want.len() as f64;
                close(found.misplaced[j], below, 1e-12, &what);
                let last = want.len() - 1;
                for (step, have) in found.falling[j].iter().enumerate() {
                    close(*have, want[(last * step + 50) / 100], 2e-6, &what);
                }
            }
        }
    }
}

#[test]
fn what_is_drawn_agrees_with_draws_of_another_hand() {
    let reference = reference();
    for (set, about) in reference["sets"].as_object().expect("sets") {
        let Some(columns) = columns(set, about) else { return };
        let judged = judge(&columns, 1);
        let scaled: Vec<Vec<f64>> = columns.iter().map(|column| standard(column)).collect();
        let matrix = Matrix::from_columns(&scaled).expect("finite");
        for (k, about) in about["k"].as_object().expect("several k") {
            let (k, what): (u32, _) = (k.parse().expect("a number"), format!("{set}, {k}"));
            let best = &judged.best(k).fit;
            let gap = judged.evidence().gap(k, log_share(best.inertia, best.total_inertia)).expect("judged");
            // Twenty draws here: the error given is that of one draw, sqrt(1 + 1/20) times the deviation.
            let spread = gap.error / 20.0_f64.sqrt() + number(&about["gap"]["standard_error"]);
            close(gap.gap, number(&about["gap"]["gap"]), 4.0 * spread, &format!("{what}: gap"));
            let mean = (0..60).map(|draw| halved(&matrix, k, 3, draw)).sum::<f64>() / 60.0;
            let spread = 2.0_f64.sqrt() * number(&about["prediction"]["standard_error"]);
            let want = number(&about["prediction"]["mean"]);
            // Three starts a half here and twenty there: a little below is no surprise.
            close(mean, want, 4.0 * spread + 0.03, &format!("{what}: prediction strength"));
        }
    }
}
