//! Files and recipes that cannot be carried out: a clear message each, and what can be carried out in spite of a fault is.

use crate::common::journey;
use customer_segmentation::error::ErrorKind;
use customer_segmentation::recipe::{ColumnRecipe, Recipe, Role};
use customer_segmentation::session::Session;
use customer_segmentation::view::View;

fn opened(file: &str, decide: impl FnOnce(Recipe) -> Recipe) -> Result<View, String> {
    journey(&mut Session::default(), "made.csv", file.as_bytes(), decide).map_err(|error| error.to_string())
}

fn suggested(file: &str) -> Result<View, String> {
    opened(file, |recipe| recipe)
}

/// The recipe with one feature.
fn with(recipe: Recipe, entry: ColumnRecipe) -> Recipe {
    Recipe { columns: vec![entry], ..recipe }
}

#[test]
fn a_column_without_any_value_is_left_out_and_cannot_be_a_feature() {
    let file = "a,b\n1,\n2,\n9,\n10,\n";
    let view = suggested(file).expect("segments by the other column");
    assert_eq!(view.features, ["a"]);
    let found = opened(file, |recipe| with(recipe, ColumnRecipe::new("b", Role::Feature, "")));
    let expected = "column \"b\": it has no value in any row. Give it the role ignored, or leave it out.";
    assert_eq!(found.expect_err("refused"), expected);
}

#[test]
fn one_row_and_rows_that_are_all_the_same_have_no_segments() {
    let expected = "rows: there is one row, and segments are groups of several customers. Choose a file with one row for each customer.";
    assert_eq!(suggested("a,b\n1,2\n").expect_err("one row"), expected);
    let same = "a,b\n1,2\n1,2\n1,2\n";
    let expected = "columns: every row holds the same, so there is nothing to tell customers apart by. Choose a file in which customers differ.";
    assert_eq!(suggested(same).expect_err("the same rows"), expected);
    let view =
        opened(same, |recipe| with(recipe, ColumnRecipe::new("a", Role::Feature, ""))).expect("one segment");
    assert_eq!(view.segments.len(), 1);
    let told = view.notes.iter().any(|note| note.text.contains("all customers are the same"));
    assert!(told, "{:?}", view.notes);
}

#[test]
fn infinite_values_are_gaps_and_are_told() {
    let mut file = "a,b\n".to_owned();
    for row in 0..40 {
        let a = match row {
            7 => "inf".to_owned(),
            21 => "1e999".to_owned(),
            _ => (row % 2 * 50 + row).to_string(),
        };
        file.push_str(&format!("{a},{}\n", row * row));
    }
    let view = suggested(&file).expect("segments");
    let column = view.reading.columns.iter().find(|column| column.name == "a").expect("a column");
    assert_eq!(column.missing, 2, "{column:?}");
    assert!(column.max.is_some_and(f64::is_finite), "{column:?}");
    let told = view.notes.iter().any(|note| note.column.as_deref() == Some("a") && note.rows == [7, 21]);
    assert!(told, "{:?}", view.notes);
}

#[test]
fn a_recipe_that_names_what_the_file_does_not_have_is_told_the_names() {
    let file = "spend,orders\n1,2\n2,9\n9,1\n10,4\n";
    let found = opened(file, |recipe| with(recipe, ColumnRecipe::new("Spend", Role::Feature, "")));
    let expected =
        "recipe, column \"Spend\": the file has no such column. The file has: \"spend\", \"orders\".";
    assert!(found.as_ref().is_err_and(|error| error.starts_with(expected)), "{found:?}");
    let formula = "spend / order".to_owned();
    let computed = ColumnRecipe { formula, ..ColumnRecipe::new("basket", Role::Feature, "") };
    let found = opened(file, |recipe| with(recipe, computed));
    let expected = "recipe, column \"basket\", key formula, character 9: there is no column \"order\". The most similar name is \"orders\".";
    assert!(found.as_ref().is_err_and(|error| error.starts_with(expected)), "{found:?}");
}

/// Customers of sixty cities.
fn many_levels(rows: usize) -> String {
    let row = |i: usize| format!("{},{},city {}\n", i * 37 % 1000, i * 53 % 777, i * 7 % 60);
    "visits,spend,city\n".to_owned() + &(0..rows).map(row).collect::<String>()
}

#[test]
fn a_file_too_large_for_the_memory_is_refused_before_it_is_full() {
    let file = many_levels(30_000);
    let mut session = Session::default().with_room(900_000);
    let found = journey(&mut session, "made.csv", file.as_bytes(), |recipe| recipe).expect_err("no room");
    assert_eq!(found.kind, ErrorKind::Memory);
    let expected = "made.csv: 30,000 rows × 3 columns, 100 % of the file, take 0.7 MB, and there is room for 0.5 MB. Leave out columns that do not tell \
        customers apart, or take every second or every tenth row, in the program that the file comes from, and choose the new file.";
    assert_eq!(found.to_string(), expected);
    let small = many_levels(40);
    journey(&mut session, "small.csv", small.as_bytes(), |recipe| recipe).expect("the session goes on");
}

#[test]
fn features_too_many_for_the_memory_are_refused_by_the_name_of_their_column() {
    let file = many_levels(3000);
    let all = |recipe: Recipe| {
        let mut city = ColumnRecipe::new("city", Role::Feature, "");
        (city.most_levels, city.rare) = (100, 0.0);
        let numbers = ["visits", "spend"].map(|name| ColumnRecipe::new(name, Role::Feature, ""));
        Recipe { columns: [numbers.to_vec(), vec![city]].concat(), ..recipe }
    };
    let mut session = Session::default().with_room(400_000);
    let found = journey(&mut session, "made.csv", file.as_bytes(), all).expect_err("no room");
    assert_eq!(found.kind, ErrorKind::Memory);
    let expected = "prepared table: 3000 rows × 62 features are more than there is memory for. Give columns that matter less the role ignored \
        (\"city\" makes 60 features), or take every second or every tenth row of the file.";
    assert_eq!(found.to_string(), expected);
    let view = journey(&mut session, "made.csv", file.as_bytes(), |recipe| {
        with(recipe, ColumnRecipe::new("visits", Role::Feature, ""))
    });
    assert_eq!(view.expect("there is room for one").features, ["visits"]);
}
