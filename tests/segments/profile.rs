//! The describer against sums made the plain way.

use super::support::{Journey, column, describe, plain_table, shared};
use crate::common::labelled;
use customer_segmentation::features::Preparer;
use customer_segmentation::profile::{Describer, Measure, Profile};
use customer_segmentation::recipe::{ColumnRecipe, Missing, Recipe, Role};
use customer_segmentation::table::Table;

fn profile(table: &Table, recipe: &Recipe, labels: &[u16], k: usize) -> Profile {
    let mut preparer = Preparer::new(table, recipe).expect("the recipe fits");
    while preparer.step(table).expect("features can be prepared") {}
    let prepared = preparer.finish().expect("finite");
    describe(table, recipe, &prepared, &labelled(&prepared.matrix, labels, k))
}

fn measure<'a>(profile: &'a Profile, column: &str) -> &'a Measure {
    profile.measures.iter().find(|measure| measure.column == column).expect("the column is measured")
}

fn recipe(columns: &[(&str, Role, Missing)]) -> Recipe {
    let columns = columns
        .iter()
        .map(|(name, role, missing)| ColumnRecipe {
            missing: *missing,
            ..ColumnRecipe::new(*name, *role, "")
        })
        .collect();
    Recipe {
        orders: None,
        version: 1,
        columns,
        filters: Vec::new(),
        reading: Default::default(),
        clustering: Default::default(),
    }
}

#[test]
fn means_are_those_of_the_reference_labels() {
    let (Some(file), Some(labels)) =
        (shared("data/customers/Mall_Customers.csv"), shared("data/reference/mall_3.labels_k6.txt"))
    else {
        return;
    };
    let table = plain_table(&file);
    let labels: Vec<u16> = labels.lines().map(|line| line.trim().parse().expect("a label")).collect();
    let profile = profile(&table, &Recipe::suggest(&table), &labels, 6);
    for column in table.columns.iter().filter(|column| column.name != "Genre" && column.identifying.is_none())
    {
        let measure = measure(&profile, &column.name);
        let mut total = 0.0;
        for j in 0..6 {
            let members: Vec<f64> = column
                .numbers()
                .zip(&labels)
                .filter(|(_, l)| usize::from(**l) == j)
                .map(|(x, _)| x)
                .collect();
            let mean = members.iter().sum::<f64>() / members.len() as f64;
            let found = measure.means[j].expect("members have values");
            assert!((found - mean).abs() < 1e-12 * mean, "{} of segment {j}: {found}, {mean}", column.name);
            total += found * profile.segments[j].size as f64;
        }
        assert!((total - column.summary.sum.expect("numbers")).abs() < 1e-9, "{} adds up", column.name);
    }
    // From the reference: population standard deviation of Age.
    assert!((measure(&profile, "Age").deviation - 13.934_041_05).abs() < 1e-8, "deviation of Age");
    assert_eq!(measure(&profile, "Age").average, 38.85);
}

#[test]
fn mall_customers_get_names_their_numbers_bear_out() {
    let Some(file) = shared("data/customers/Mall_Customers.csv") else { return };
    let table = plain_table(&file);
    let recipe = Recipe::suggest(&table);
    let profile = Journey::new(table, recipe).profile(6);
    let told: Vec<(u64, &str)> = profile.segments.iter().map(|s| (s.size, s.name.as_str())).collect();
    assert_eq!(
        told,
        [
            (45, "Older customers"),
            (39, "High-spending affluent customers"),
            (38, "Young customers"),
            (33, "Low-spending affluent customers"),
            (24, "High-spending low-income young customers"),
            (21, "Low-spending low-income customers"),
        ]
    );
    assert_eq!(profile.segments[1].traits[0].text, "32 above average");
    assert_eq!(profile.segments[5].traits[0].text, "57 % below average");
    assert_eq!(profile.segments.iter().map(|s| s.percent).sum::<u32>(), 100);
}

#[test]
fn gaps_are_left_out_and_dropped_rows_do_not_count() {
    let table = Table {
        columns: vec![
            column("spend", &["10", "20", "", "30", "40"]),
            column("visits", &["1", "", "9", "3", "4"]),
            column("plan", &["a", "b", "b", "", "b"]),
        ],
        rows: 5,
    };
    let recipe = recipe(&[
        ("spend", Role::Feature, Missing::Drop),
        ("visits", Role::Feature, Missing::Median),
        ("plan", Role::Descriptor, Missing::Median),
    ]);
    // Row 2 has no spend and is no observation.
    let profile = profile(&table, &recipe, &[0, 0, 1, 1], 2);
    assert_eq!(measure(&profile, "spend").means, [Some(15.0), Some(35.0)]);
    assert_eq!(measure(&profile, "visits").means, [Some(1.0), Some(3.5)], "the filled gap is no visit");
    let plan = profile
        .measures
        .iter()
        .find(|measure| measure.column == "plan" && measure.shown)
        .expect("the column is measured");
    assert_eq!((plan.level.as_deref(), plan.average), (Some("a"), 1.0 / 3.0), "the rarer of two levels");
    assert_eq!(plan.means, [Some(0.5), Some(0.0)]);
    assert_eq!((plan.role, profile.customers), (Role::Descriptor, 4));
}

#[test]
fn a_column_without_values_where_it_counts_is_passed_over() {
    let table = Table {
        columns: vec![
            column("spend", &["10", "20", ""]),
            column("note", &["", "", "7"]),
            column("kind", &["", "", "x"]),
        ],
        rows: 3,
    };
    let recipe = recipe(&[
        ("spend", Role::Feature, Missing::Drop),
        ("note", Role::Descriptor, Missing::Median),
        ("kind", Role::Descriptor, Missing::Median),
    ]);
    let profile = profile(&table, &recipe, &[0, 1], 2);
    let columns: Vec<&str> = profile.measures.iter().map(|measure| measure.column.as_str()).collect();
    assert_eq!(columns, ["spend"]);
}

#[test]
fn at_most_four_levels_are_told_those_that_differ_most() {
    let cells: Vec<String> =
        (0..600).map(|i| if i < 300 { format!("l{}", i % 6) } else { "l5".to_owned() }).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let numbers: Vec<String> = (0..600).map(|i| i.to_string()).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let table = Table { columns: vec![column("n", &numbers), column("level", &cells)], rows: 600 };
    let recipe =
        recipe(&[("n", Role::Feature, Missing::Median), ("level", Role::Descriptor, Missing::Median)]);
    let labels: Vec<u16> = (0..600).map(|i| u16::from(i >= 300)).collect();
    let profile = profile(&table, &recipe, &labels, 2);
    let levels: Vec<&str> = profile
        .measures
        .iter()
        .filter(|measure| measure.shown)
        .filter_map(|measure| measure.level.as_deref())
        .collect();
    assert_eq!(levels, ["l5", "l0", "l1", "l2"], "then in order of appearance");
}

#[test]
fn long_tables_are_described_in_steps() {
    let cells: Vec<String> = (0..150_000).map(|i| (i % 1_000).to_string()).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let columns: Vec<_> = (0..15).map(|i| column(&format!("c{i}"), &cells)).collect();
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let recipe =
        recipe(&names.iter().map(|n| (n.as_str(), Role::Feature, Missing::Median)).collect::<Vec<_>>());
    let table = Table { columns, rows: 150_000 };
    let mut preparer = Preparer::new(&table, &recipe).expect("the recipe fits");
    while preparer.step(&table).expect("features can be prepared") {}
    let prepared = preparer.finish().expect("finite");
    let labels: Vec<u16> = (0..150_000).map(|i| u16::from(i % 1_000 >= 500)).collect();
    let fit = labelled(&prepared.matrix, &labels, 2);
    let mut describer = Describer::new(&table, &recipe, &prepared, &fit);
    let (mut steps, mut before) = (1, 0.0);
    while describer.step(&table, &prepared, &fit) {
        let share = describer.share_done(&prepared);
        assert!(share >= before && share < 1.0, "{share} after {before}");
        (steps, before) = (steps + 1, share);
    }
    assert!(steps > 10, "2.25 million cells, each looked at and sorted, and three passes, in {steps} steps");
    let profile = describer.finish(&prepared, &fit);
    assert_eq!(profile.measures.len(), 15);
    assert!(
        profile.measures.iter().all(|m| m.means == [Some(249.5), Some(749.5)]),
        "{:?}",
        profile.measures[14]
    );
}
