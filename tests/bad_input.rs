//! Files and recipes that cannot be carried out: a clear message each, and what can be carried out in spite of a fault is.

use crate::common::journey;
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
