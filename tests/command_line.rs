//! The command line: its files, its exit codes, its sentences.

use std::path::PathBuf;
use std::process::{Command, Output};

use customer_segmentation::sample::sample_csv;
use serde_json::Value;

/// The example that `cargo test` has built beside this test.
fn segment(folder: &PathBuf, arguments: &[&str]) -> Output {
    let test = std::env::current_exe().expect("a test has a path");
    let example = test.ancestors().nth(2).expect("target/PROFILE").join("examples").join("segment");
    assert!(example.exists(), "the example is built by `cargo test`, or by `cargo build --example segment`");
    Command::new(example).current_dir(folder).args(arguments).output().expect("the example runs")
}

/// A folder of its own with the sample in it.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    std::fs::write(folder.join("sample.csv"), sample_csv()).expect("the sample");
    folder
}

fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_json_has_its_documented_keys() {
    let folder = folder("json");
    let output = segment(
        &folder,
        &["sample.csv", "--k", "4", "--json", "out.json", "--labels", "out.csv", "--suggest", "r.json"],
    );
    assert!(output.status.success(), "{output:?}");
    let json: Value =
        serde_json::from_slice(&std::fs::read(folder.join("out.json")).expect("written")).expect("JSON");
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let expected =
        ["file", "records", "columns", "rows_used", "features", "sweep", "recommended_k", "fit", "notes"];
    assert!(expected.iter().all(|key| keys(&json).contains(&(*key).to_owned())), "{:?}", keys(&json));
    assert_eq!(
        keys(&json["columns"][0]),
        ["decisions", "distinct", "max", "mean", "min", "missing", "name", "role", "type"]
    );
    assert_eq!(keys(&json["sweep"][0]), ["explained_variance", "inertia", "iterations", "k"]);
    assert_eq!(keys(&json["fit"]), ["centroids", "converged", "inertia", "iterations", "k", "sizes"]);
    assert_eq!(json["fit"]["k"], 4);
    assert_eq!(json["fit"]["centroids"].as_array().map(Vec::len), Some(4));
    assert_eq!(
        json["fit"]["centroids"][0].as_array().map(Vec::len),
        json["features"].as_array().map(Vec::len)
    );

    let labels = std::fs::read_to_string(folder.join("out.csv")).expect("written");
    let mut lines = labels.lines();
    assert_eq!(lines.next(), Some("row,segment"));
    let mut sizes = [0_u64; 4];
    for (row, line) in lines.enumerate() {
        let (number, segment) = line.split_once(',').expect("two fields");
        assert_eq!(number, row.to_string());
        sizes[segment.parse::<usize>().expect("every row is used") - 1] += 1;
    }
    let expected: Vec<u64> =
        json["fit"]["sizes"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    assert_eq!(sizes.to_vec(), expected);

    let again = segment(&folder, &["sample.csv", "--recipe", "r.json", "--k", "4", "--labels", "again.csv"]);
    assert!(again.status.success(), "{again:?}");
    assert_eq!(
        std::fs::read_to_string(folder.join("again.csv")).expect("written"),
        labels,
        "the recipe replays"
    );
}

#[test]
fn bad_input_ends_with_2_and_a_sentence_on_what_to_do() {
    let folder = folder("refused");
    std::fs::write(folder.join("book.csv"), b"PK\x03\x04").expect("a file");
    std::fs::write(folder.join("r.json"), br#"{"version":1,"columns":[{"name":"nobody","role":"feature"}]}"#)
        .expect("a file");
    for (arguments, expected) in [
        (vec!["missing.csv"], "missing.csv"),
        (vec!["book.csv"], "the workbook is damaged"),
        (vec!["sample.csv", "--use", "nobody"], "no column \"nobody\""),
        (vec!["sample.csv", "--recipe", "r.json"], "the file has no such column"),
        (vec!["sample.csv", "--k", "0"], "clustering.k"),
        (vec!["sample.csv", "--scale", "loud"], "--scale"),
        (vec!["sample.csv", "--use", "age", "--recipe", "r.json"], "contradict"),
        (vec![], "0 files given"),
    ] {
        let told = refused(&segment(&folder, &arguments));
        assert!(told.contains(expected), "{arguments:?} says {told:?}");
        assert!(
            told.trim_end().ends_with('.') && told.matches(". ").count() >= 1,
            "where, what, what to do: {told:?}"
        );
    }
}

#[test]
fn workbooks_packed_files_json_and_several_files_are_read() {
    let folder = folder("ways");
    let book = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/workbooks/customers.xlsx");
    std::fs::copy(book, folder.join("customers.xlsx")).expect("a file");
    let told = refused(&segment(&folder, &["customers.xlsx"]));
    assert!(told.contains("--sheet: Customers, Prices, Secret (hidden)."), "{told}");
    let rows = |arguments: &[&str]| {
        let output = segment(&folder, &[arguments, &["--json", "out.json"]].concat());
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        let bytes = std::fs::read(folder.join("out.json")).expect("written");
        let json: Value = serde_json::from_slice(&bytes).expect("JSON");
        (json["records"].as_u64(), json["columns"].as_array().map(Vec::len))
    };
    assert_eq!(rows(&["customers.xlsx", "--sheet", "Customers"]), (Some(24), Some(5)));

    let sample = sample_csv();
    let lines = sample.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count() as u64 - 1;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, &sample).expect("memory takes everything");
    std::fs::write(folder.join("sample.csv.gz"), packed.finish().expect("memory takes everything"))
        .expect("a file");
    assert_eq!(rows(&["sample.csv.gz"]).0, Some(lines));
    assert_eq!(rows(&["sample.csv", "sample.csv.gz"]).0, Some(2 * lines));

    let objects: Vec<String> = (0..60)
        .map(|i| format!("{{\"age\":{},\"spent\":{}}}", 20 + i % 3 * 20 + i % 5, i % 3 * 300 + i % 7))
        .collect();
    std::fs::write(folder.join("list.json"), format!("[{}]", objects.join(","))).expect("a file");
    assert_eq!(rows(&["list.json"]), (Some(60), Some(2)));
}

#[test]
fn orders_become_customers_first_if_that_is_asked_for() {
    let folder = folder("orders");
    let mut orders = String::from("Order No;Customer No;Betrag;Order Date\n");
    for row in 0..400_u32 {
        let (customer, day) = (row % 80, 1 + row % 12);
        let spent = [900, 240, 60][(customer % 3) as usize] + row % 7;
        orders += &format!("A{row};K{customer};{spent},50;{day:02}/{:02}/2024\n", 1 + row % 11);
    }
    std::fs::write(folder.join("orders.csv"), orders).expect("written");
    let asked =
        ["orders.csv", "--customers", "customers.csv", "--date-order", "day_first", "--decimal", "comma"];
    let more = ["--labels", "labels.csv", "--k", "3", "--suggest", "r.json"];
    let output = segment(&folder, &[&asked[..], &more].concat());
    assert!(output.status.success(), "{output:?}");
    let customers = std::fs::read_to_string(folder.join("customers.csv")).expect("written");
    let mut lines = customers.lines();
    assert_eq!(
        lines.next(),
        Some("\u{feff}Customer No;orders;spent;average order value;days as customer;days since last order")
    );
    assert_eq!(lines.count(), 80);
    let labels = std::fs::read_to_string(folder.join("labels.csv")).expect("written");
    assert_eq!(labels.lines().count(), 81, "a label for each customer");
    // The recipe says how they were made, and how the orders are read.
    let again = ["orders.csv", "--recipe", "r.json", "--labels", "again.csv", "--k", "3"];
    assert!(segment(&folder, &again).status.success());
    assert_eq!(std::fs::read_to_string(folder.join("again.csv")).expect("written"), labels);
    let made = ["customers.csv", "--recipe", "r.json", "--labels", "made.csv", "--k", "3"];
    assert!(segment(&folder, &made).status.success());
    assert_eq!(std::fs::read_to_string(folder.join("made.csv")).expect("written"), labels);
    let refusal = refused(&segment(&folder, &["sample.csv", "--customers", "customers.csv"]));
    assert!(refusal.contains("no column names customers who are in several rows"), "{refusal}");
}
