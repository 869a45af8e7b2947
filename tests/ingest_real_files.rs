//! Every real customer and transaction file, column by column, against what pandas reads in it.

use std::fs;
use std::path::{Path, PathBuf};

use customer_segmentation::ingest::{Imported, Importer};
use customer_segmentation::note::Note;
use customer_segmentation::table::{Column, ColumnType};
use serde_json::Value;

/// Columns read differently from pandas on purpose: file, column, and why.
const ON_PURPOSE: &[(&str, &str, &str)] = &[
    ("customers/Mall_Customers.csv", "CustomerID", "0001 is a code: its zeros would be lost"),
    ("customers/bank-additional.csv", "job", "\"unknown\" counts as missing"),
    ("customers/bank-additional.csv", "marital", "\"unknown\" counts as missing"),
    ("customers/bank-additional.csv", "education", "\"unknown\" counts as missing"),
    ("customers/bank-additional.csv", "default", "\"unknown\" counts as missing"),
    ("customers/bank-additional.csv", "housing", "\"unknown\" counts as missing"),
    ("customers/bank-additional.csv", "loan", "\"unknown\" counts as missing"),
    (
        "customers/marketing_campaign_padded.tsv",
        "Education",
        "spaces at the end are trimmed as well as those at the start",
    ),
    (
        "transactions/online_retail_2010-12_2011-05.csv",
        "Description",
        "\"?\" counts as missing, and spaces at the ends are trimmed",
    ),
    (
        "transactions/online_retail_2011-01_cp1252_usdates.csv",
        "Description",
        "\"?\" counts as missing, and spaces at the ends are trimmed",
    ),
];

fn data() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if !path.exists() {
        eprintln!("skipped: ../shared is not there");
        return None;
    }
    Some(path)
}

fn import(path: &Path) -> Imported {
    let bytes = fs::read(path).expect("the file can be read");
    let mut importer = Importer::new(&path.file_name().expect("a name").to_string_lossy());
    for slice in bytes.chunks(1 << 20) {
        importer.feed(slice).expect("a table");
    }
    importer.finish().expect("a table")
}

fn close(ours: Option<f64>, theirs: &Value) -> bool {
    let theirs = theirs.as_f64().expect("a number");
    ours.is_some_and(|ours| (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0))
}

/// Whether the column was read as dates: numbers here, texts or other numbers there.
fn is_dates(imported: &Imported, column: &Column) -> bool {
    let told =
        |note: &Note| note.column.as_ref() == Some(&column.name) && note.text.starts_with("Read as dates");
    imported.notes.iter().any(told)
}

/// What differs between our column and theirs, in words. Of dates only gaps can be compared.
fn differences(column: &Column, dates: bool, theirs: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let summary = &column.summary;
    if theirs["missing"] != summary.missing {
        found.push(format!("missing {} not {}", summary.missing, theirs["missing"]));
    }
    if dates {
        return found;
    }
    if theirs["distinct"] != summary.distinct {
        found.push(format!("distinct {} not {}", summary.distinct, theirs["distinct"]));
    }
    let numeric = theirs.get("sum").is_some_and(|sum| !sum.is_null());
    if numeric != (column.kind == ColumnType::Number) {
        found.push(format!("{:?} but dtype {}", column.kind, theirs["dtype"]));
    } else if numeric {
        for (name, ours) in [("sum", summary.sum), ("min", summary.min), ("max", summary.max)] {
            if !close(ours, &theirs[name]) {
                found.push(format!("{name} {ours:?} not {}", theirs[name]));
            }
        }
    }
    found
}

#[test]
fn real_files_read_as_pandas_reads_them() {
    let Some(data) = data() else { return };
    let text = fs::read_to_string(data.join("reference/parse.json")).expect("the reference");
    let reference: Value = serde_json::from_str(&text).expect("JSON");
    let mut wrong = Vec::new();
    for (file, theirs) in reference["files"].as_object().expect("files") {
        let imported = import(&data.join(file));
        let table = &imported.table;
        assert_eq!(theirs["rows"], table.rows as u64, "rows of {file}");
        let columns = theirs["columns"].as_array().expect("columns");
        assert_eq!(table.columns.len(), columns.len(), "columns of {file}");
        for (column, theirs) in table.columns.iter().zip(columns) {
            assert_eq!(theirs["name"].as_str().expect("a name").trim(), column.name, "{file}");
            let known =
                ON_PURPOSE.iter().any(|(of, name, _)| (of.is_empty() || *of == file) && *name == column.name);
            if !known {
                wrong.extend(
                    differences(column, is_dates(&imported, column), theirs)
                        .iter()
                        .map(|what| format!("{file} {}: {what}", column.name)),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn encodings_of_real_files_are_found() {
    let Some(data) = data() else { return };
    for (file, encoding) in [
        ("transactions/online_retail_2011-01_cp1252_usdates.csv", "windows-1252"),
        ("transactions/Superstore.csv", "UTF-8"),
        ("nasty/hotel_occupancy_decimalcomma_latin1.csv", "windows-1252"),
        ("nasty/frictionless/table-infer-iso-8859-7.csv", "windows-1253"),
        ("nasty/big5_characters.csv", "Big5"),
        ("nasty/duckdb/encodings__shift_jis.csv", "Shift_JIS"),
    ] {
        assert_eq!(import(&data.join(file)).format.encoding, encoding, "{file}");
    }
}

#[test]
fn dates_of_real_files_become_days() {
    let Some(data) = data() else { return };
    for (file, column, latest, longest) in [
        ("customers/marketing_campaign.csv", "Dt_Customer", "29 June 2014", 699.0),
        ("customers/marketing_campaign_semicolon_iso_bom.csv", "Dt_Customer", "29 June 2014", 699.0),
        ("customers/marketing_campaign_serial_dates.csv", "Dt_Customer", "", 0.0),
        ("transactions/online_retail_2011-01_cp1252_usdates.csv", "InvoiceDate", "31 January 2011", 27.0),
        ("transactions/Superstore.csv", "Order Date", "30 December 2019", 1457.0),
        ("transactions/superstore_quoted_iso.csv", "Ship Date", "", 0.0),
        ("transactions/supermarket_sales.csv", "Date", "30 March 2019", 88.0),
        ("nasty/bitcoin_prices_percent_suffix.csv", "Date", "2 August 2020", 0.0),
    ] {
        let imported = import(&data.join(file));
        let position = imported.table.position(column).unwrap_or_else(|| panic!("{file} has no {column}"));
        let found = &imported.table.columns[position];
        assert!(is_dates(&imported, found), "{file} {column}: {found:?}", found = found.summary);
        let told = imported.notes.iter().any(|note| note.text.contains(latest));
        assert!(told, "{file} {column}: {:?}", imported.notes);
        assert_eq!(found.summary.min, Some(0.0), "{file} {column}");
        if longest > 0.0 {
            assert_eq!(found.summary.max, Some(longest), "{file} {column}");
        }
        assert!(imported.questions.is_empty(), "{file}: {:?}", imported.questions);
    }
}

#[test]
fn columns_used_in_the_references_have_their_figures() {
    let Some(data) = data() else { return };
    let read = |name: &str| -> Value {
        let text =
            fs::read_to_string(data.join("reference").join(format!("{name}.json"))).expect("a reference");
        serde_json::from_str(&text).expect("JSON")
    };
    let mut compared = 0;
    for (name, set) in read("sets").as_object().expect("sets") {
        let path = data.join(set["file"].as_str().unwrap_or("no file"));
        let reference = read(name);
        let Some(columns) =
            reference["column_summary_before_imputation"].as_object().filter(|_| path.exists())
        else {
            continue;
        };
        let imported = import(&path);
        let table = &imported.table;
        assert_eq!(reference["rows_read"], table.rows as u64, "rows of {name}");
        for (column, theirs) in columns {
            // A file without names has its columns numbered from 0 there.
            let Some(ours) = table.position(column).or_else(|| column.parse().ok()) else {
                panic!("{name}: no column {column}");
            };
            let summary = &table.columns[ours].summary;
            assert_eq!(theirs["missing"], summary.missing, "{name} {column}");
            assert_eq!(theirs["distinct"], summary.distinct, "{name} {column}");
            compared += 1;
            if is_dates(&imported, &table.columns[ours]) {
                let range = theirs["max"].as_f64().zip(theirs["min"].as_f64()).map(|(max, min)| max - min);
                assert_eq!(summary.max, range, "{name} {column}: days from first to last");
                continue;
            }
            for (key, ours) in [("min", summary.min), ("max", summary.max), ("mean", summary.mean)] {
                let theirs = theirs[key].as_f64().expect("a number");
                let close = ours.is_some_and(|ours| (ours - theirs).abs() <= 1e-8 * theirs.abs().max(1e-3));
                assert!(close, "{name} {column}: {key} {ours:?} not {theirs}");
            }
        }
    }
    assert!(compared > 100, "{compared} columns compared");
}
