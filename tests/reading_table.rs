//! The torture table of docs/reading.md: what becomes of each file made or found to break readers, against what the file is. With
//! `READING_TABLE=write` the table is written, otherwise it is compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common::shared_data;
use customer_segmentation::error::Result;
use customer_segmentation::ingest::{Imported, Importer};
use customer_segmentation::note::NoteKind;
use customer_segmentation::recipe::Reading;
use customer_segmentation::table::Column;
use serde_json::Value;

const DOCUMENT: &str = "docs/reading.md";
const MARK: &str = "<!-- below here written by tests/reading_table.rs -->\n";

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// As the file is, nothing asked.
    Right,
    /// Otherwise than the file is, or undecided, and a finding says so where it is.
    Asked,
    /// No table, with a reason.
    Refused,
    /// Otherwise than the file is, and no finding says so.
    Wrong,
}

impl Outcome {
    fn words(self) -> &'static str {
        match self {
            Self::Right => "right unasked",
            Self::Asked => "asked",
            Self::Refused => "refused with a reason",
            Self::Wrong => "**wrong**",
        }
    }
}

fn import(bytes: &[u8], choices: &Reading) -> Result<Imported> {
    let mut importer = Importer::choosing("file.csv", choices.clone());
    for slice in bytes.chunks(1 << 20) {
        importer.feed(slice)?;
    }
    importer.finish()
}

/// The first finding about how the file is laid out, which a person is shown before any result.
fn finding(imported: &Imported) -> Option<String> {
    let about_layout =
        |kind: NoteKind| !matches!(kind, NoteKind::Cells | NoteKind::Preparation | NoteKind::Clustering);
    let question = imported.questions.first().map(|question| question.text.clone());
    question
        .or_else(|| imported.notes.iter().find(|note| about_layout(note.kind)).map(|note| note.text.clone()))
}

/// Judges a file that was read: `differs` says in what it is not what the file is.
fn judge(imported: &Imported, differs: &[String]) -> (Outcome, String) {
    let told = finding(imported);
    match (differs.is_empty(), imported.questions.is_empty(), told) {
        (true, true, _) => (Outcome::Right, String::new()),
        (_, _, Some(told)) => (Outcome::Asked, told),
        (_, _, None) => (Outcome::Wrong, differs.join(", ")),
    }
}

fn differ<T: PartialEq + std::fmt::Display>(what: &str, ours: T, theirs: T) -> Option<String> {
    (ours != theirs).then(|| format!("{what}: {ours} and not {theirs}"))
}

/// The expectations of tests/reading/expected.tsv by path.
fn expected() -> BTreeMap<String, Vec<String>> {
    let text = include_str!("reading/expected.tsv");
    let lines = text.lines().filter(|line| !line.starts_with("# "));
    let cells = lines.map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    cells.map(|cells| (cells[0].clone(), cells[1..].to_vec())).collect()
}

fn against_expected(result: &Result<Imported>, expected: &[String]) -> (Outcome, String) {
    let imported = match result {
        Err(error) => return (Outcome::Refused, error.what.clone()),
        Ok(imported) => imported,
    };
    let [encoding, delimiter, header, preamble, columns, rows, names] = expected else {
        return judge(imported, &["a table and not refused".to_owned()]);
    };
    let format = &imported.format;
    let table = &imported.table;
    let ours: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).take(3).collect();
    let one_column = columns == "1";
    let found = [
        differ("encoding", format.encoding.as_str(), encoding.as_str()),
        differ("delimiter", format.delimiter.escape_debug().to_string(), delimiter.clone())
            .filter(|_| !one_column),
        differ("header", if format.header { "header" } else { "no header" }, header.as_str()),
        differ("lines above", format.preamble_lines.to_string(), preamble.clone()),
        differ("columns", table.columns.len().to_string(), columns.clone()),
        differ("rows", table.rows.to_string(), rows.clone()),
        differ("names", ours.join("|"), names.clone()).filter(|_| !names.is_empty()),
    ];
    judge(imported, &found.into_iter().flatten().collect::<Vec<_>>())
}

/// csv-spectrum: every cell against the JSON beside the file.
fn against_json(result: &Result<Imported>, path: &Path) -> (Outcome, String) {
    let text = fs::read(path.with_extension("json")).expect("the expected rows");
    let value: Value = serde_json::from_str(&String::from_utf8_lossy(&text)).expect("JSON");
    let rows = value.as_array().cloned().unwrap_or_else(|| vec![value]);
    let imported = match result {
        Err(error) => return (Outcome::Refused, error.what.clone()),
        Ok(imported) => imported,
    };
    let mut differs: Vec<String> = differ("rows", imported.table.rows, rows.len()).into_iter().collect();
    for (row, expected) in imported.first_rows.iter().zip(&rows) {
        for (cell, column) in
            row.cells.iter().zip(&imported.table.columns).filter(|(cell, _)| !cell.text.is_empty())
        {
            // In one file the JSON has another telephone number than the CSV beside it.
            if column.name == "Contact Phone Number" {
                continue;
            }
            let theirs = expected[column.name.as_str()].as_str().unwrap_or("no such column");
            let cut: String = theirs.trim().chars().take(40).collect();
            differs.extend(differ("cell", cell.text.as_str(), cut.as_str()));
        }
    }
    judge(imported, &differs)
}

/// Pollock: the same table as its cleaned twin, which is plain CSV with a header.
fn against_clean(result: &Result<Imported>, path: &Path) -> (Outcome, String) {
    let imported = match result {
        Err(error) => return (Outcome::Refused, error.what.clone()),
        Ok(imported) => imported,
    };
    let twin = path.parent().expect("a folder").join("clean").join(path.file_name().expect("a name"));
    let bytes = fs::read(twin).expect("the cleaned twin");
    let plain = Reading {
        encoding: Some("UTF-8".to_owned()),
        delimiter: Some(",".to_owned()),
        header: Some(imported.format.header),
        preamble_lines: Some(0),
        ..Reading::default()
    };
    let Ok(clean) = import(&bytes, &plain) else {
        return judge(imported, &["a table and not empty".to_owned()]);
    };
    let ours: Vec<&Column> = imported.table.columns.iter().collect();
    // Where the file has no names, its twin may have been given some.
    let given = u64::from(!imported.format.header && bytes.starts_with(b"col_0"));
    let mut differs: Vec<String> = Vec::new();
    let clean_rows = clean.table.rows as u64 - given;
    differs.extend(differ("rows", imported.table.rows as u64, clean_rows));
    let filled = |columns: usize| columns.max(1);
    differs.extend(differ("columns", filled(ours.len()), filled(clean.table.columns.len())));
    for (ours, theirs) in ours.iter().zip(&clean.table.columns).filter(|_| given == 0) {
        if format!("{:?}", ours.summary) != format!("{:?}", theirs.summary) {
            differs.push(format!("column {:?} has other values", ours.name));
        }
    }
    judge(imported, &differs)
}

fn is_fuzz(path: &str) -> bool {
    path.contains("/afl__") || path.contains("/fuzzing__")
}

/// Paths of all files below `folder` that are input, relative to it.
fn files(root: &Path, folder: &Path, found: &mut Vec<String>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            if !matches!(name.rsplit('/').next(), Some("clean" | "parameters")) {
                files(root, &path, found);
            }
        } else if !name.ends_with(".json") {
            found.push(name);
        }
    }
}

fn cell(text: &str) -> String {
    let plain: String = text.chars().filter(|letter| !letter.is_control()).take(120).collect();
    plain.replace('|', "\\|")
}

#[test]
fn nothing_is_misread_in_silence() {
    let Some(data) = shared_data() else { return };
    let root = data.join("nasty");
    let mut paths = Vec::new();
    files(&root, &root, &mut paths);
    let expected = expected();
    let (mut known, mut fuzz) = (Vec::new(), Vec::new());
    for name in &paths {
        let path = root.join(name);
        let result = import(&fs::read(&path).expect("the file can be read"), &Reading::default());
        if is_fuzz(name) {
            let found = match &result {
                Ok(imported) => {
                    format!("{} rows. {}", imported.table.rows, finding(imported).unwrap_or_default())
                }
                Err(error) => format!("refused: {}", error.what),
            };
            fuzz.push((name, found));
        } else if name.starts_with("csv-spectrum/") {
            known.push((name, against_json(&result, &path)));
        } else if name.starts_with("pollock_") {
            known.push((name, against_clean(&result, &path)));
        } else if let Some(expected) = expected.get(name) {
            known.push((name, against_expected(&result, expected)));
        }
    }
    let table = write(&known, &fuzz);
    let wrong: Vec<String> = known
        .iter()
        .filter(|(_, (outcome, _))| *outcome == Outcome::Wrong)
        .map(|(name, (_, why))| format!("{name}: {why}"))
        .collect();
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT);
    let text = fs::read_to_string(&document).expect("the document");
    let (head, below) = text.split_once(MARK).expect("the mark in the document");
    if std::env::var_os("READING_TABLE").is_some() {
        fs::write(&document, format!("{head}{MARK}{table}")).expect("the document can be written");
    } else {
        assert!(below == table, "docs/reading.md is not what the files give; READING_TABLE=write writes it");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let read: Vec<Outcome> = known
        .iter()
        .map(|(_, (outcome, _))| *outcome)
        .filter(|outcome| *outcome != Outcome::Refused)
        .collect();
    let right = read.iter().filter(|outcome| **outcome == Outcome::Right).count();
    assert!(right * 10 >= read.len() * 9, "{right} of {} right unasked", read.len());
}

fn write(known: &[(&String, (Outcome, String))], fuzz: &[(&String, String)]) -> String {
    let mut text = String::new();
    let count = |wanted: Outcome| known.iter().filter(|(_, (outcome, _))| *outcome == wanted).count();
    let [right, asked, refused, wrong] =
        [Outcome::Right, Outcome::Asked, Outcome::Refused, Outcome::Wrong].map(count);
    text.push_str(&format!(
        "\n{} files whose truth is known: {right} right unasked, {asked} asked, {refused} refused with a reason, {wrong} wrong. \
         Of those that are tables, {:.1} % are right unasked.\n\n| file | outcome | what was found |\n|---|---|---|\n",
        known.len(),
        100.0 * right as f64 / (right + asked + wrong) as f64
    ));
    for (name, (outcome, found)) in known {
        text.push_str(&format!("| `{}` | {} | {} |\n", cell(name), outcome.words(), cell(found)));
    }
    text.push_str(&format!(
        "\n{} files of fuzzers, whose truth nobody knows: none stops the reader.\n\n| file | what was found |\n|---|---|\n",
        fuzz.len()
    ));
    for (name, found) in fuzz {
        text.push_str(&format!("| `{}` | {} |\n", cell(name), cell(found)));
    }
    text
}
