//! Row filters from the recipe to the labelled file, and what wrong ones are told.

use crate::common::{journey, outputs};
use customer_segmentation::error::Error;
use customer_segmentation::protocol::{Event, Export, ExportOptions, Output};
use customer_segmentation::recipe::{Recipe, RowFilter};
use customer_segmentation::session::Session;
use customer_segmentation::view::View;

/// Forty customers: two plans and a test account in every eighth row, ages with gaps, a day each.
fn file() -> Vec<u8> {
    let mut text = "plan,age,joined,spend\n".to_owned();
    for row in 0..40_u32 {
        let plan = match row % 8 {
            0 => "test",
            1..=4 => "basic",
            _ => "plus",
        };
        let age = if row % 10 == 3 { String::new() } else { (20 + row).to_string() };
        text.push_str(&format!("{plan},{age},2024-01-{:02},{}\n", row % 28 + 1, (row % 2) * 100 + row));
    }
    text.into_bytes()
}

fn filter(json: &str) -> RowFilter {
    serde_json::from_str(json).expect("a filter")
}

fn filtered(filters: &[&str]) -> Result<(Session, View), Error> {
    let mut session = Session::default();
    let filters = filters.iter().map(|json| filter(json)).collect();
    let view = journey(&mut session, "made.csv", &file(), |recipe| Recipe { filters, ..recipe })?;
    Ok((session, view))
}

fn used(filters: &[&str]) -> u64 {
    filtered(filters).expect("segments").1.rows_used
}

#[test]
fn values_ranges_days_and_gaps_keep_rows_or_leave_them_out() {
    assert_eq!(used(&[r#"{"column": "plan", "rows": "leave_out", "values": ["test"]}"#]), 35);
    assert_eq!(used(&[r#"{"column": "plan", "rows": "keep", "values": ["basic", "plus"]}"#]), 35);
    // Ages 30 to 49 are those of twenty rows, two of which have none.
    assert_eq!(used(&[r#"{"column": "age", "rows": "keep", "from": 30, "to": 49}"#]), 18);
    assert_eq!(used(&[r#"{"column": "age", "rows": "keep", "from": 30, "to": 49, "missing": true}"#]), 22);
    assert_eq!(used(&[r#"{"column": "age", "rows": "leave_out", "missing": true}"#]), 36);
    assert_eq!(used(&[r#"{"column": "age", "rows": "leave_out", "values": ["20", "21.0"]}"#]), 38);
    // The 1st to the 10th of January, which come again after the 28th.
    assert_eq!(used(&[r#"{"column": "joined", "rows": "keep", "to": "2024-01-10"}"#]), 20);
    assert_eq!(
        used(&[r#"{"column": "joined", "rows": "leave_out", "from": "2024-01-28", "to": "2024-01-28"}"#]),
        39
    );
}

#[test]
fn several_filters_all_have_to_let_a_row_pass_and_each_is_told() {
    let filters = [
        r#"{"column": "plan", "rows": "leave_out", "values": ["test", "gold"]}"#,
        r#"{"column": "age", "rows": "keep", "to": 39}"#,
    ];
    let (_, view) = filtered(&filters).expect("segments");
    let told: Vec<&str> =
        view.notes.iter().map(|note| note.text.as_str()).filter(|text| text.contains("filter")).collect();
    assert_eq!(
        told,
        [
            "Your filter names what no row holds: gold.",
            "5 rows are left out by your filter and get no segment: left out are rows in which plan is test or gold.",
            "20 rows are left out by your filter and get no segment: only rows are used in which age is 39 or less.",
        ]
    );
    assert_eq!(view.rows_used, 15);
    assert_eq!(view.recipe.filters.len(), 2, "the recipe keeps them");
}

#[test]
fn rows_left_out_get_an_empty_segment() {
    let (mut session, _) =
        filtered(&[r#"{"column": "plan", "rows": "leave_out", "values": ["test"]}"#]).expect("segments");
    let event = Event::Export { export: Export::LabelledFile, options: ExportOptions::default() };
    let mut labelled = Vec::new();
    for (output, bytes) in outputs(&mut session, event, &file()) {
        if matches!(output, Output::DownloadPart { .. }) {
            labelled.extend(bytes);
        }
    }
    let labelled = String::from_utf8(labelled).expect("text");
    for line in labelled.lines().skip(1) {
        assert_eq!(line.starts_with("test"), line.ends_with(','), "{line}");
    }
}

#[test]
fn a_filter_that_does_not_fit_is_refused_with_its_column() {
    let refused = |json: &str| match filtered(&[json]) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("{json} was carried out"),
    };
    for (json, message) in [
        (
            r#"{"column": "Plan", "rows": "keep", "values": ["a"]}"#,
            "recipe, filter on \"Plan\": the file has no such column. The file has: \"plan\"",
        ),
        (r#"{"column": "plan", "rows": "keep", "from": 1}"#, "it holds categories, which have no range"),
        (
            r#"{"column": "age", "rows": "keep", "from": "2024-01-01"}"#,
            "it holds numbers. Give its ends as numbers",
        ),
        (
            r#"{"column": "joined", "rows": "keep", "from": 3}"#,
            "it holds dates. Write its ends as 2024-01-31",
        ),
        (r#"{"column": "age", "rows": "keep", "values": ["young"]}"#, "\"young\" is none"),
        (r#"{"column": "age", "rows": "keep", "from": 500}"#, "no row passes the filters"),
    ] {
        let error = refused(json);
        assert!(error.contains(message), "{json}: {error}");
    }
}

#[test]
fn a_filter_on_free_text_is_told_what_to_do() {
    let mut text = "spend,orders,remark\n".to_owned();
    for row in 0..1_200_u32 {
        let (spend, orders) = ((row % 2) * 100 + row % 9, row % 13);
        text.push_str(&format!("{spend},{orders},wrote on day {row} about order {}\n", row * 7));
    }
    let kept =
        filter(r#"{"column": "remark", "rows": "leave_out", "values": ["wrote on day 3 about order 21"]}"#);
    let found = journey(&mut Session::default(), "made.csv", text.as_bytes(), |recipe| Recipe {
        filters: vec![kept],
        ..recipe
    });
    let error = found.expect_err("refused").to_string();
    let expected = "recipe, filter on \"remark\": its cells are free text, which is not kept. Filter by another column, or let it be read as a category.";
    assert_eq!(error, expected);
}
