//! Computed columns through the whole journey: features like others, rules about what they are computed from, and what wrong ones
//! are told.

use crate::common::{journey, outputs};
use customer_segmentation::protocol::{Event, Output};
use customer_segmentation::recipe::{ColumnRecipe, Recipe, Role};
use customer_segmentation::session::Session;
use customer_segmentation::view::View;
use customer_segmentation::what_if::Customer;

/// Sixty customers of two kinds: few large orders, and many small ones. Every tenth has none.
fn file() -> Vec<u8> {
    let mut text = "spend,total orders,first,last\n".to_owned();
    for row in 0..60_u32 {
        let kind = row % 2;
        let orders = if row % 10 == 9 { 0 } else { 2 + kind * 20 + row % 3 };
        let spend = orders * (100 - kind * 90) + row % 7;
        text.push_str(&format!("{spend},{orders},2024-01-{:02},2024-0{}-15\n", row % 28 + 1, 2 + kind * 5));
    }
    text.into_bytes()
}

fn computed(name: &str, formula: &str) -> ColumnRecipe {
    ColumnRecipe { formula: formula.to_owned(), ..ColumnRecipe::new(name, Role::Feature, "") }
}

/// The recipe with these computed columns as its only features.
fn only(recipe: Recipe, columns: &[ColumnRecipe]) -> Recipe {
    let mut recipe = recipe;
    for column in &mut recipe.columns {
        column.role = Role::Descriptor;
    }
    recipe.columns.extend_from_slice(columns);
    recipe.clustering.k = Some(2);
    recipe
}

fn shown(columns: &[ColumnRecipe]) -> (Session, View) {
    let mut session = Session::default();
    let view = journey(&mut session, "made.csv", &file(), |recipe| only(recipe, columns)).expect("segments");
    (session, view)
}

#[test]
fn a_computed_column_is_a_feature_like_any_other() {
    let (_, view) = shown(&[computed("basket", "spend / `total orders`"), computed("days", "last - first")]);
    assert_eq!(view.features, ["basket", "days"]);
    let column = view.reading.columns.iter().find(|column| column.name == "basket").expect("a column");
    assert_eq!((column.role, column.missing), (Role::Feature, 6), "six customers without an order");
    assert!(column.shape.is_some(), "its numbers are shown");
    assert!(
        view.notes.iter().any(|note| note.text.contains("6 gaps filled with the median")),
        "{:?}",
        view.notes
    );
    let sizes: Vec<u64> = view.segments.iter().map(|segment| segment.size).collect();
    assert_eq!(sizes, [30, 30]);
    let again = Recipe::from_json(&view.recipe.to_json()).expect("a recipe");
    let mut other = Session::default();
    let replayed = journey(&mut other, "made.csv", &file(), |_| again).expect("segments");
    assert_eq!(replayed.segments, view.segments, "the recipe replays");
}

#[test]
fn rules_say_what_a_column_is_computed_from() {
    let (_, view) = shown(&[computed("basket", "spend / `total orders`")]);
    assert!(view.rules.text.contains("basket"), "{}", view.rules.text);
    let division = "((1e0 * \"spend\") / NULLIF((1e0 * \"total orders\"), 0))";
    assert!(view.rules.sql.contains(division), "{}", view.rules.sql);
    assert!(
        view.rules.formula.contains("IFERROR(IF(COUNT(A2,B2)=2,(A2/B2),\"\"),\"\")"),
        "{}",
        view.rules.formula
    );
    let (_, view) = shown(&[computed("days", "last - first")]);
    assert_eq!(view.rules.sql, "", "no database agrees with another on the difference of dates");
    assert!(view.rules.formula.contains("(D2-C2)"), "{}", view.rules.formula);
}

#[test]
fn a_customer_asked_about_is_computed_as_well() {
    let (mut session, view) = shown(&[computed("basket", "spend / `total orders`")]);
    let customer = Customer { cells: Default::default(), row: "1000,10,2024-01-01,2024-02-01".to_owned() };
    let answer = outputs(&mut session, Event::WhatIf { customer }, &[]).into_iter().find_map(
        |(output, _)| match output {
            Output::WhatIf { answer } => Some(answer),
            _ => None,
        },
    );
    let answer = answer.expect("an answer");
    assert_eq!(answer.cells.get("basket").map(String::as_str), Some("100"));
    let large = view.measures.iter().find(|measure| measure.column == "basket").expect("a measure");
    let expected =
        large.means.iter().position(|mean| mean.is_some_and(|mean| mean > 50.0)).expect("a segment");
    assert_eq!(answer.segment, Some(expected as u32 + 1));
}

#[test]
fn another_recipe_replaces_computed_columns_and_a_wrong_one_changes_nothing() {
    let (mut session, view) = shown(&[computed("basket", "spend / `total orders`")]);
    let mut recipe = view.recipe.clone();
    recipe.columns.last_mut().expect("the computed one").formula = "spend / ordres".to_owned();
    let failed = outputs(&mut session, Event::Apply { recipe }, &file());
    let error = failed.into_iter().find_map(|(output, _)| match output {
        Output::Failed { error } => Some(error.to_string()),
        _ => None,
    });
    let expected = "key formula, character 9: there is no column \"ordres\". The most similar name is";
    assert!(error.as_ref().is_some_and(|error| error.contains(expected)), "{error:?}");
    let mut recipe = view.recipe;
    recipe.columns.pop();
    recipe.columns.push(computed("log spend", "log1p(spend)"));
    let shown =
        outputs(&mut session, Event::Apply { recipe }, &file()).into_iter().find_map(|(output, _)| {
            match output {
                Output::Segmented { view } => Some(view),
                _ => None,
            }
        });
    let names: Vec<String> =
        shown.expect("a result").reading.columns.into_iter().map(|column| column.name).collect();
    assert_eq!(names, ["spend", "total orders", "first", "last", "log spend"]);
}

#[test]
fn wrong_formulas_are_told_where_they_are_wrong() {
    for (name, formula, message) in [
        ("spend", "spend * 2", "recipe, column \"spend\""),
        ("x", "spend / 0", "it gives no value in any row"),
        ("x", "first + 1", "character 1: \"first\" is a date, which is no number"),
        ("x", "spend spend", "character 7: \"spend\" does not continue the formula"),
    ] {
        let mut session = Session::default();
        let tried = |recipe: Recipe| {
            let columns: Vec<ColumnRecipe> =
                recipe.columns.iter().filter(|column| column.name != name).cloned().collect();
            only(Recipe { columns, ..recipe }, &[computed(name, formula)])
        };
        let error = journey(&mut session, "made.csv", &file(), tried).expect_err(formula).to_string();
        assert!(error.contains(message), "{formula}: {error}");
    }
}
