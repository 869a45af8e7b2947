//! docs/plays.md against the table in the code: the same plays in the same order, word for word.

use customer_segmentation::plays::TABLE;

const DOCUMENT: &str = include_str!("../docs/plays.md");

#[test]
fn the_document_repeats_the_table() {
    let section =
        DOCUMENT.split("\n## ").find(|section| section.starts_with("The table")).expect("a section");
    let rows: Vec<&str> = section.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(rows.len(), TABLE.len(), "a line for each play");
    for (line, row) in rows.into_iter().zip(TABLE) {
        let kind = serde_json::to_value(row.kind).expect("JSON");
        let kind = kind.as_str().expect("a word");
        let start = format!("| `{}` | {kind} |", row.id);
        let end = format!("| **{}.** {} | {} |", row.title, row.text, row.measure);
        assert!(line.starts_with(&start) && line.ends_with(&end), "{line}\nhas to be\n{start} … {end}");
    }
}

#[test]
fn every_play_can_be_told_apart_and_has_what_it_promises() {
    for (i, row) in TABLE.iter().enumerate() {
        assert!(TABLE[..i].iter().all(|other| other.id != row.id), "{} twice", row.id);
        assert!(!row.when.is_empty() && row.text.ends_with('.') && !row.measure.is_empty(), "{}", row.id);
        assert!(!row.title.ends_with('.') && !row.measure.ends_with('.'), "{}", row.id);
    }
}
