//! What the preparation sheet is told beside the result: what a change would do, gaps that come together, columns that move together or
//! drown the others.

use crate::common::{journey, outputs};
use customer_segmentation::protocol::{Event, Output};
use customer_segmentation::recipe::{ColumnRecipe, Missing, Recipe, Role, RowFilter, Scale, Transform};
use customer_segmentation::session::Session;
use customer_segmentation::view::{PreviewView, View};

/// Eighty customers: spend with a long tail, twice the orders in `items`, gaps of two columns in the same rows.
fn file() -> Vec<u8> {
    let mut text = "kind,spend,orders,items,score\n".to_owned();
    for row in 0..80_u32 {
        let (orders, kind) = (1 + row * 7 % 23, ["shop", "web"][(row % 2) as usize]);
        let spend = if row % 16 == 5 { String::new() } else { (row * row).to_string() };
        let score = if row % 8 == 5 { String::new() } else { (row * 13 % 50).to_string() };
        text.push_str(&format!("{kind},{spend},{orders},{},{score}\n", orders * 2 + row % 2));
    }
    text.into_bytes()
}

fn feature(name: &str, change: impl FnOnce(&mut ColumnRecipe)) -> ColumnRecipe {
    let mut entry = ColumnRecipe::new(name, Role::Feature, "");
    change(&mut entry);
    entry
}

fn shown(columns: &[ColumnRecipe]) -> (Session, View) {
    let mut session = Session::default();
    let decide = |recipe| Recipe { columns: columns.to_vec(), ..recipe };
    let view = journey(&mut session, "made.csv", &file(), decide).expect("segments");
    (session, view)
}

fn preview(session: &mut Session, recipe: Recipe, column: &str) -> PreviewView {
    let event = Event::Preview { recipe, column: column.to_owned() };
    let found = outputs(session, event, &[]).into_iter().find_map(|(output, _)| match output {
        Output::Preview { preview } => Some(*preview),
        _ => None,
    });
    found.expect("an answer")
}

#[test]
fn a_preview_is_what_applying_then_shows_and_changes_nothing() {
    let (mut session, view) = shown(&[feature("spend", |_| ()), feature("orders", |_| ())]);
    let mut recipe = view.recipe;
    recipe.columns[0].transform = Transform::Log1p;
    recipe.columns[0].missing = Missing::Drop;
    let filter = r#"{"column": "kind", "rows": "keep", "values": ["web"]}"#;
    recipe.filters = vec![serde_json::from_str::<RowFilter>(filter).expect("a filter")];
    let tried = preview(&mut session, recipe.clone(), "spend");
    assert_eq!(
        (tried.used, tried.looked_at, &tried.error),
        (35, 80, &None),
        "rows 5, 21, 37 … have no spend"
    );
    let told = preview(&mut session, recipe.clone(), "");
    assert_eq!((told.used, told.shape), (35, None), "how many rows can be asked alone");
    let applied =
        outputs(&mut session, Event::Apply { recipe }, &file()).into_iter().find_map(|(output, _)| {
            match output {
                Output::Segmented { view } => Some(view),
                _ => None,
            }
        });
    let applied = applied.expect("a result");
    assert_eq!(applied.rows_used, 35);
    let column = applied.reading.columns.iter().find(|column| column.name == "spend").expect("a column");
    assert_eq!(column.shape, tried.shape, "the preview told the truth");
}

#[test]
fn a_preview_of_a_formula_tells_its_gaps_or_what_is_wrong() {
    let (mut session, view) = shown(&[feature("spend", |_| ()), feature("orders", |_| ())]);
    let with = |formula: &str| {
        let mut recipe = view.recipe.clone();
        recipe.columns.push(feature("basket", |entry| entry.formula = formula.to_owned()));
        recipe
    };
    let found = preview(&mut session, with("spend / orders"), "basket");
    assert_eq!((found.missing, found.used, found.error), (5, 80, None));
    assert!(found.shape.is_some(), "its numbers are shown");
    let found = preview(&mut session, with("spend / oders"), "basket");
    let error = found.error.expect("there is no such column").to_string();
    assert!(error.contains("The most similar name is \"orders\""), "{error}");
}

#[test]
fn gaps_in_the_same_rows_are_told_together() {
    let (_, view) = shown(&[feature("orders", |_| ())]);
    let gaps = view.reading.gaps;
    let told: Vec<(Vec<&str>, u64, &[u64])> = gaps
        .patterns
        .iter()
        .map(|p| (p.columns.iter().map(String::as_str).collect(), p.rows, p.first.as_slice()))
        .collect();
    let expected: [(Vec<&str>, u64, &[u64]); 2] =
        [(vec!["spend", "score"], 5, &[5, 21, 37, 53, 69]), (vec!["score"], 5, &[13, 29, 45, 61, 77])];
    assert_eq!(told, expected);
    assert_eq!((gaps.complete, gaps.others), (70, 0));
}

#[test]
fn columns_that_say_the_same_and_a_column_that_drowns_the_others_are_pointed_out() {
    let (_, view) = shown(&[feature("orders", |_| ()), feature("items", |_| ()), feature("score", |_| ())]);
    let related = &view.related;
    assert_eq!(related.columns, ["orders", "items", "score"]);
    let pairs: Vec<(&str, &str)> =
        related.pairs.iter().map(|pair| (pair.a.as_str(), pair.b.as_str())).collect();
    assert_eq!(pairs, [("orders", "items")]);
    assert!(related.r[0][1] > 0.99 && related.r[0][1] == related.r[1][0], "{:?}", related.r);
    for share in &related.shares {
        assert!((share.share - 1.0 / 3.0).abs() < 1e-6, "standardised columns share alike: {share:?}");
    }
    let told = |view: &View, words: &str| view.notes.iter().any(|note| note.text.contains(words));
    assert!(told(&view, "It moves with items (correlation 1.00)"), "{:?}", view.notes);
    assert!(!told(&view, "of the distance"), "{:?}", view.notes);

    let (_, view) = shown(&[feature("spend", |entry| entry.scale = Scale::None), feature("orders", |_| ())]);
    assert!(
        told(&view, "of the distance between customers, so the other columns hardly decide"),
        "{:?}",
        view.notes
    );
    assert_eq!(view.related.shares[0].column, "spend");
}
