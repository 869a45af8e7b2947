//! Files made or found to break readers: each gives a table or an error a person can act on, the same whatever the slices,
//! and every table can be labelled without touching an original byte.

use std::fs;
use std::path::{Path, PathBuf};

use customer_segmentation::error::Result;
use customer_segmentation::export::{Label, Labeller};
use customer_segmentation::ingest::{Imported, Importer, Layout};
use serde_json::Value;

fn nasty() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/nasty");
    if !path.exists() {
        eprintln!("skipped: ../shared is not there");
        return None;
    }
    Some(path)
}

/// All files below `folder` that are input, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_none_or(|extension| extension != "json") {
            found.push(path);
        }
    }
    found
}

fn import(bytes: &[u8], slice: usize) -> Result<Imported> {
    let mut importer = Importer::new("nasty.csv");
    for part in bytes.chunks(slice) {
        importer.feed(part)?;
    }
    importer.finish()
}

/// The labelled copy.
fn label(bytes: &[u8], layout: &Layout, slice: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut label = |row: u64| match row % 3 {
        1 => Label::Empty,
        _ => Label::Cells(vec![(row % 4 + 1).to_string()]),
    };
    let mut labeller = Labeller::new(layout, &["segment"]);
    for part in bytes.chunks(slice) {
        labeller.feed(part, &mut label, &mut out);
    }
    labeller.finish(&mut label, &mut out);
    out
}

/// Whether `inner` is left when some bytes of `outer` are taken out.
fn is_within(inner: &[u8], outer: &[u8]) -> bool {
    let mut rest = outer.iter();
    inner.iter().all(|byte| rest.any(|other| other == byte))
}

#[test]
fn every_file_is_read_or_refused_alike_in_any_slices() {
    let Some(folder) = nasty() else { return };
    let (mut tables, mut errors) = (0, 0);
    for path in files(&folder) {
        let bytes = fs::read(&path).expect("the file can be read");
        let whole = import(&bytes, bytes.len().max(1));
        let slice = if bytes.len() < 5_000 { 1 } else { 4_099 };
        match (&whole, import(&bytes, slice)) {
            (Ok(whole), Ok(sliced)) => {
                // Debug text, since a missing number is not equal to itself.
                assert!(format!("{whole:?}") == format!("{sliced:?}"), "{} by slices", path.display());
                let labelled = label(&bytes, &whole.layout, bytes.len().max(1));
                assert!(labelled == label(&bytes, &whole.layout, slice), "{} labelled", path.display());
                assert!(is_within(&bytes, &labelled), "{}: an original byte is gone", path.display());
                tables += 1;
            }
            (Err(whole), Err(sliced)) => {
                assert_eq!(*whole, sliced, "{}", path.display());
                assert!(!whole.place.is_empty() && !whole.what.is_empty() && whole.advice.ends_with('.'));
                errors += 1;
            }
            (whole, sliced) => {
                panic!("{}: {:?} whole, {:?} sliced", path.display(), whole.is_ok(), sliced.is_ok())
            }
        }
    }
    assert!(tables > 400, "{tables} tables, {errors} errors");
}

#[test]
fn csv_spectrum_has_its_columns_and_rows() {
    let Some(folder) = nasty() else { return };
    for path in files(&folder.join("csv-spectrum")) {
        let text = fs::read(path.with_extension("json")).expect("the expected rows");
        let expected: Value = serde_json::from_str(&String::from_utf8_lossy(&text)).expect("JSON");
        let rows = match &expected {
            Value::Array(rows) => rows.clone(),
            row => vec![row.clone()],
        };
        let table = import(&fs::read(&path).expect("the file can be read"), 7).expect("a table").table;
        assert_eq!(table.rows, rows.len(), "{}", path.display());
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        for name in rows[0].as_object().expect("a row").keys() {
            assert!(names.contains(&name.as_str()), "{}: {name} is not among {names:?}", path.display());
        }
    }
}
