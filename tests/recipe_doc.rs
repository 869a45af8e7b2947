//! docs/recipe.md against the code: its examples work, its tables name every key and choice with the true default, its messages occur.

use std::collections::BTreeSet;

use customer_segmentation::kmeans::Init;
use customer_segmentation::recipe::{
    Categories, Clustering, FilterRows, Missing, Outliers, Recipe, Role, Scale, Transform,
};
use serde_json::Value;

const DOCUMENT: &str = include_str!("../docs/recipe.md");

/// The text of each JSON block.
fn examples() -> Vec<&'static str> {
    DOCUMENT.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// The rows of the table under the heading that starts with `heading`, cell by cell.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let section = DOCUMENT.split("\n## ").find(|section| section.starts_with(heading)).expect("a section");
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

fn bare(cell: &str) -> String {
    cell.replace('`', "")
}

/// Keys of a JSON object.
fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().expect("an object").keys().cloned().collect()
}

fn full_example() -> (Recipe, Value) {
    let text = examples()[1];
    (Recipe::from_json(text).expect("the example parses"), serde_json::from_str(text).expect("JSON"))
}

#[test]
fn both_examples_parse_and_come_back_the_same() {
    assert_eq!(examples().len(), 2);
    for text in examples() {
        let recipe = Recipe::from_json(text).expect("the example parses");
        assert_eq!(Recipe::from_json(&recipe.to_json()), Ok(recipe.clone()));
        assert!(recipe.features().next().is_some(), "it can be carried out");
    }
    let short = Recipe::from_json(examples()[0]).expect("the example parses");
    assert_eq!(short.clustering, Clustering::default());
}

#[test]
fn the_tables_name_exactly_the_keys_there_are() {
    let (recipe, example) = full_example();
    let written: Value = serde_json::from_str(&recipe.to_json()).expect("JSON");
    let documented = |heading: &str| table(heading).iter().map(|row| bare(row[0])).collect::<BTreeSet<_>>();
    assert_eq!(documented("Top level"), keys(&written));
    let mut clustering = keys(&written["clustering"]);
    // Prototypes exclude it.
    assert!(clustering.insert("whiten".to_owned()), "it is not in the example");
    assert_eq!(documented("`clustering`"), clustering);
    assert_eq!(documented("`reading`"), keys(&written["reading"]));
    assert_eq!(documented("An entry"), keys(&written["columns"][2]), "the third entry uses every key");
    let filter = keys(&written["filters"][1]).into_iter().chain(["values".to_owned()]).collect();
    assert_eq!(documented("`filters`"), filter, "the second filter has every key but values");
    assert_eq!(documented("`orders`"), keys(&written["orders"]));
    assert_eq!(documented("`plan` of"), keys(&written["orders"]["plan"]));
    assert_eq!(keys(&example["columns"][2]), keys(&written["columns"][2]));
    assert_eq!(keys(&example["clustering"]), keys(&written["clustering"]));
}

#[test]
fn the_defaults_are_the_true_ones() {
    let written = serde_json::to_value(Clustering::default()).expect("JSON");
    for row in table("`clustering`").iter().filter(|row| row[2] != "left out") {
        let stated: Value = serde_json::from_str(&bare(row[2])).unwrap_or_else(|_| Value::from(bare(row[2])));
        assert_eq!(stated, written[bare(row[0])], "{}", row[0]);
    }
    assert_eq!(written.get("k"), None, "k is left out by default");
    let entry = &Recipe::from_json(examples()[0]).expect("the example parses").columns[0];
    let written = serde_json::to_value(entry).expect("JSON");
    for row in
        table("An entry").iter().filter(|row| written.get(bare(row[0])).is_some() && row[2] != "required")
    {
        assert_eq!(written[bare(row[0])], bare(row[2]), "{}", row[0]);
    }
    // What is left out of a written recipe where it is the default.
    assert_eq!((entry.weight, entry.reason.as_str(), entry.constant), (1.0, "", 0.0));
    assert_eq!((entry.most_levels, entry.rare, entry.outliers), (10, 0.01, Outliers::Keep));
    assert!(!entry.gap_feature && !entry.codes && entry.order.is_empty() && entry.separator.is_empty());
    let limits =
        [Outliers::Winsorise, Outliers::Iqr, Outliers::Mad, Outliers::Drop].map(Outliers::default_limit);
    assert_eq!(limits, [Some(0.01), Some(3.0), Some(3.5), Some(3.0)]);
}

#[test]
fn the_choices_are_the_true_ones() {
    fn choices<T: serde::de::DeserializeOwned>(heading: &str, key: &str, count: usize) {
        let row = table(heading).into_iter().find(|row| bare(row[0]) == key).expect("a row");
        let stated: Vec<&str> = row[1].split(", ").collect();
        assert_eq!(stated.len(), count, "{key}");
        for choice in stated {
            assert!(serde_json::from_value::<T>(Value::from(bare(choice))).is_ok(), "{key}: {choice}");
        }
    }
    choices::<Role>("An entry", "role", 4);
    choices::<Missing>("An entry", "missing", 6);
    choices::<Transform>("An entry", "transform", 5);
    choices::<Outliers>("An entry", "outliers", 5);
    choices::<Scale>("An entry", "scale", 4);
    choices::<FilterRows>("`filters`", "rows", 2);
    choices::<Init>("`clustering`", "start", 5);
    choices::<Categories>("`clustering`", "categories", 2);
}

#[test]
fn the_messages_listed_occur() {
    let stated: Vec<String> = table("What can").iter().map(|row| bare(row[0])).collect();
    let broken = [
        (r#"{"version": 1, "columns": [],}"#, "recipe, line "),
        (r#"{"version": 2, "columns": []}"#, "version 2 is not known here"),
        (
            r#"{"version": 1, "columns": [{"name": "a", "role": "ignored"}, {"name": "a", "role": "feature"}]}"#,
            "it is listed twice",
        ),
        (r#"{"version": 1, "columns": [{"name": "a", "role": "feature", "weight": 0}]}"#, "is not a weight"),
        (
            r#"{"version": 1, "columns": [{"name": "a", "role": "feature", "outliers": "winsorise", "outlier_limit": 0.7}]}"#,
            "is no limit",
        ),
        (
            r#"{"version": 1, "columns": [{"name": "a", "role": "feature", "formula": "b +"}]}"#,
            "key formula, character",
        ),
        (r#"{"version": 1, "columns": [], "filters": [{"column": "a", "rows": "keep"}]}"#, "filter on"),
        (r#"{"version": 1, "columns": [], "reading": {"encoding": "utf-9"}}"#, "is no encoding known here"),
        (r#"{"version": 1, "columns": [], "reading": {"delimiter": "a"}}"#, "is no delimiter"),
        (r#"{"version": 1, "columns": [], "reading": {"quote": "''"}}"#, "is no quote"),
        (
            r#"{"version": 1, "columns": [], "reading": {"quote": ";", "delimiter": ";"}}"#,
            "is the delimiter as well",
        ),
        (r#"{"version": 1, "columns": [], "clustering": {"k_min": 5, "k_max": 3}}"#, "is no range"),
        (r#"{"version": 1, "columns": [], "clustering": {"k_max": 2000}}"#, "is more than 1024 segments"),
        (r#"{"version": 1, "columns": [], "clustering": {"k": 11}}"#, "is outside 1 to 10"),
        (r#"{"version": 1, "columns": [], "clustering": {"start": "given"}}"#, "centres for"),
        (
            r#"{"version": 1, "columns": [], "clustering": {"start": "given", "centres": [[1.0]]}}"#,
            "centres for",
        ),
        (
            r#"{"version": 1, "columns": [], "clustering": {"trim": 0.6}}"#,
            "is no share that can be set aside",
        ),
        (r#"{"version": 1, "columns": [], "clustering": {"whiten": 1.5}}"#, "is no share of the differences"),
        (
            r#"{"version": 1, "columns": [], "clustering": {"whiten": 0.9, "categories": "prototypes"}}"#,
            "components mix columns",
        ),
        (
            r#"{"version": 1, "columns": [{"name": "a", "role": "feature", "missing": "leave_out"}], "clustering": {"whiten": 0.9}}"#,
            "components need a value in every column",
        ),
        (
            r#"{"version": 1, "columns": [{"name": "a", "role": "feature", "missing": "leave_out"}], "clustering": {"categories": "prototypes"}}"#,
            "gaps cannot be left out of the distance",
        ),
        (
            r#"{"version": 1, "columns": [], "clustering": {"lambda": 0, "categories": "prototypes"}}"#,
            "is no distance between levels",
        ),
        (
            r#"{"version": 1, "columns": [], "clustering": {"lambda": 1.0}}"#,
            "it weighs levels for prototypes only",
        ),
        (r#"{"version": 1, "colums": []}"#, "unknown field"),
    ];
    for (text, message) in broken {
        let error = Recipe::from_json(text).expect_err(text).to_string();
        assert!(error.contains(message), "{error}");
        assert!(
            message == "unknown field" || stated.iter().any(|stated| stated.starts_with(message)),
            "{message:?} is in the document"
        );
    }
}
