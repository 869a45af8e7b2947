//! The view of a whole journey: what the page is given to show.

use std::collections::BTreeSet;

use super::support::{Journey, column, plain_table, shared};
use customer_segmentation::note::NoteKind;
use customer_segmentation::recipe::{ColumnRecipe, Recipe, Role};
use customer_segmentation::sample::sample_csv;
use customer_segmentation::table::Table;
use customer_segmentation::view::{Axis, View, check_axes};

fn sample() -> Journey {
    let table = plain_table(std::str::from_utf8(&sample_csv()).expect("UTF-8"));
    let recipe = Recipe::suggest(&table);
    Journey::new(table, recipe)
}

/// A table of one feature made of `values`, clustered up to `k_max`.
fn single(values: &[f64], k_max: u32) -> Journey {
    let cells: Vec<String> = values.iter().map(f64::to_string).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let table = Table { columns: vec![column("spend", &cells)], rows: values.len() };
    let mut recipe = Recipe::suggest(&table);
    recipe.columns = vec![ColumnRecipe::new("spend", Role::Feature, "")];
    recipe.clustering.k_max = k_max;
    Journey::new(table, recipe)
}

fn column_axis(name: &str) -> Axis {
    Axis::Column { name: name.to_owned() }
}

#[test]
fn the_sample_has_the_five_kinds_planted_in_it() {
    let journey = sample();
    assert_eq!((journey.sweep.recommended(), journey.sweep.shown()), (Some(5), 5));
    let (view, _) = journey.view(5, None);
    assert_eq!((view.headline.as_str(), view.recommended_k), ("Five segments", Some(5)));
    assert!(view.elbow.text.starts_with("The curve bends at 5"), "{}", view.elbow.text);
    let names: Vec<&str> = view.segments.iter().map(|segment| segment.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Loyal customers",
            "Low-income young bargain hunters",
            "Low-spending dormant customers",
            "Full-price senior customers",
            "Affluent champions",
        ]
    );
    assert!(view.lead.contains(names[0]) && !view.lead.contains("No clear elbow"), "{}", view.lead);
    assert_eq!(view.gaps_filled, view.reading.columns.iter().map(|column| column.missing).sum::<u64>());
}

#[test]
fn every_number_of_segments_is_shown_consistently() {
    let journey = sample();
    for k in 1..=10 {
        let (view, points) = journey.view(k, None);
        assert_eq!(view.segments.len() as u32, k);
        assert_eq!(view.segments.iter().map(|s| s.size).sum::<u64>(), view.rows_used);
        assert_eq!(view.segments.iter().map(|s| s.percent).sum::<u32>(), 100);
        let names: BTreeSet<&str> = view.segments.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names.len() as u32, k, "names differ: {names:?}");
        assert!(
            view.segments.iter().all(|s| s.short_name.chars().count() <= 18 && s.traits.len() <= 8),
            "{k}"
        );
        assert!(view.measures.iter().all(|m| m.means.len() as u32 == k && m.z.len() as u32 == k), "{k}");
        assert_eq!(points.len(), 10 * view.map.shown as usize);
        traits_repeat_measures(&view);
    }
}

fn traits_repeat_measures(view: &View) {
    for (j, segment) in view.segments.iter().enumerate() {
        for found in &segment.traits {
            let measure = view
                .measures
                .iter()
                .find(|measure| measure.column == found.column && measure.level == found.level)
                .expect("a trait is of a measure");
            assert_eq!(
                (measure.means[j], measure.average),
                (Some(found.mean), found.average),
                "{}",
                measure.column
            );
            assert_eq!(measure.z[j], found.z, "{}", measure.column);
        }
    }
}

#[test]
fn map_points_lie_inside_the_axes_and_tell_their_segment() {
    let journey = sample();
    let (view, points) = journey.view(5, None);
    let shown = view.map.shown as usize;
    let floats: Vec<f32> =
        points[..8 * shown].as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    let inside = |x: &f32, min: f64, max: f64| *x >= min as f32 && *x <= max as f32;
    assert!(floats[..shown].iter().all(|x| inside(x, view.map.x.min, view.map.x.max)), "x in range");
    assert!(floats[shown..].iter().all(|y| inside(y, view.map.y.min, view.map.y.max)), "y in range");
    for (j, segment) in view.segments.iter().enumerate() {
        let label = |i: usize| u16::from_le_bytes([points[8 * shown + 2 * i], points[8 * shown + 2 * i + 1]]);
        let members: Vec<usize> = (0..shown).filter(|&i| usize::from(label(i)) == j).collect();
        assert_eq!(members.len() as u64, segment.size, "everyone is drawn");
        let mean = members.iter().map(|&i| f64::from(floats[i])).sum::<f64>() / members.len() as f64;
        assert!(
            (mean - segment.x).abs() < 1e-5,
            "the centroid is the mean of its members: {mean}, {}",
            segment.x
        );
    }
    assert_eq!(view.map.x.high, "Spend more, order often");
    assert!(view.map.caption.contains("of the differences in all 6 features"), "{}", view.map.caption);
}

#[test]
fn two_columns_can_be_the_axes() {
    let journey = sample();
    let axes = [column_axis("age"), column_axis("income")];
    assert!(check_axes(&journey.prepared, &axes).is_ok(), "both are features");
    let (view, _) = journey.view(5, Some((axes[0].clone(), axes[1].clone())));
    assert_eq!(
        (view.map.x.axis.clone(), view.map.x.high.as_str(), view.map.x.share),
        (axes[0].clone(), "age", None)
    );
    let age = view.reading.columns.iter().find(|column| column.name == "age").expect("a column");
    assert_eq!((Some(view.map.x.min), Some(view.map.x.max)), (age.min, age.max), "in original units");
    assert!(view.map.choices.contains(&axes[0]) && view.map.choices.contains(&Axis::Component { number: 2 }));
    let error = check_axes(&journey.prepared, &[column_axis("city")]).expect_err("no feature");
    assert!(error.to_string().contains("\"city\" is not used"), "{error}");
    assert!(check_axes(&journey.prepared, &[Axis::Component { number: 3 }]).is_err(), "only two components");
}

#[test]
fn two_plain_features_are_the_axes_by_themselves() {
    let Some(file) = shared("data/customers/Mall_Customers.csv") else { return };
    let table = plain_table(&file);
    let mut recipe = Recipe::suggest(&table);
    for entry in &mut recipe.columns {
        if entry.name == "Age" {
            entry.role = Role::Descriptor;
        }
    }
    let journey = Journey::new(table, recipe);
    let (view, _) = journey.view(5, None);
    assert_eq!(view.map.x.axis, column_axis("Annual Income (k$)"));
    assert_eq!(view.segments.iter().map(|s| s.size).collect::<Vec<_>>(), [81, 39, 35, 23, 22]);
}

#[test]
fn one_feature_lies_on_a_line() {
    let values: Vec<f64> = (0..90).map(|i| f64::from(i % 3) * 100.0 + f64::from(i % 5)).collect();
    let (view, points) = single(&values, 10).view(3, None);
    assert_eq!(view.recommended_k, Some(3));
    assert_eq!((view.map.y.min, view.map.y.max), (0.0, 0.0));
    assert_eq!(points.len(), 10 * 90);
    assert!(view.map.caption.contains("one feature"), "{}", view.map.caption);
}

#[test]
fn no_clear_elbow_is_said() {
    let values: Vec<f64> = (0..40).map(f64::from).collect();
    let journey = single(&values, 2);
    assert_eq!((journey.sweep.recommended(), journey.sweep.shown()), (None, 2));
    let (view, _) = journey.view(2, None);
    assert!(view.elbow.text.starts_with("No clear elbow"), "{}", view.elbow.text);
    assert!(view.elbow.text.ends_with("Two are shown."), "{}", view.elbow.text);
    assert!(view.lead.starts_with("No clear elbow, two segments shown"), "{}", view.lead);
    let (view, _) = journey.view(1, None);
    assert!(view.elbow.text.ends_with("One is shown."), "{}", view.elbow.text);
}

#[test]
fn what_limits_the_clustering_is_noted() {
    let mut values = vec![1.0; 96];
    values.extend([50.0, 60.0]);
    let (view, _) = single(&values, 10).view(3, None);
    let texts: Vec<&str> =
        view.notes.iter().filter(|n| n.kind == NoteKind::Clustering).map(|n| n.text.as_str()).collect();
    assert!(texts[0].contains("only 3 different customers, so no more than three segments"), "{texts:?}");
    assert!(texts[1].starts_with("Segment A holds 98 % of all"), "{texts:?}");
}

#[test]
fn hostile_text_stays_out_of_names() {
    let cells: Vec<String> = (0..60).map(|i| (i % 2 * 50 + i / 20).to_string()).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let table = Table { columns: vec![column("<b>\u{202e}=cmd|'x'!A1</b>", &cells)], rows: 60 };
    let recipe = Recipe::suggest(&table);
    let (view, _) = Journey::new(table, recipe).view(2, None);
    for text in view.segments.iter().flat_map(|s| [&s.name, &s.short_name]).chain([&view.lead]) {
        assert!(!text.contains(['<', '>', '|', '=', '\u{202e}']), "{text:?}");
    }
}
