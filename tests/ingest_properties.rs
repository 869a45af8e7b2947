//! What must hold for any file: slices change nothing, and labelling adds a column without touching a byte.

use customer_segmentation::export::{Label, Labeller};
use customer_segmentation::ingest::{Imported, Importer};
use customer_segmentation::table::Table;
use proptest::prelude::*;

/// A small file in one of many dialects: delimiter, line end, encoding, header, last line end, and its cells.
#[derive(Debug, Clone)]
struct File {
    delimiter: char,
    line_end: &'static str,
    coding: Coding,
    last_end: bool,
    rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Coding {
    Utf8,
    Utf8Marked,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

impl File {
    fn bytes(&self) -> Vec<u8> {
        let mut text = String::new();
        for (index, row) in self.rows.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|cell| self.cell(cell)).collect();
            text.push_str(&cells.join(&self.delimiter.to_string()));
            if self.last_end || index + 1 < self.rows.len() {
                text.push_str(self.line_end);
            }
        }
        match self.coding {
            Coding::Utf8 => text.into_bytes(),
            Coding::Utf8Marked => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            Coding::Utf16Le => {
                [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
            }
            Coding::Utf16Be => {
                [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
            }
            Coding::Windows1252 => {
                text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
            }
        }
    }

    fn cell(&self, cell: &str) -> String {
        if cell.contains(['"', '\n', self.delimiter]) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0..5000_i32).prop_map(|number| number.to_string()),
        2 => (0..5000_i32).prop_map(|number| format!("{}.{:02}", number / 100, number % 100)),
        2 => prop::sample::select(vec!["red", "blue", "Zoë", "straße", "", "NA"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["a, b; c", "say \"hi\"", "two\nlines", "x\ty"]).prop_map(str::to_owned),
    ]
}

fn file() -> impl Strategy<Value = File> {
    let coding = prop::sample::select(vec![
        Coding::Utf8,
        Coding::Utf8Marked,
        Coding::Utf16Le,
        Coding::Utf16Be,
        Coding::Windows1252,
    ]);
    let rows = (2..5_usize)
        .prop_flat_map(|width| prop::collection::vec(prop::collection::vec(cell(), width), 3..30));
    let delimiter = prop::sample::select(vec![',', ';', '\t', '|']);
    let line_end = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (rows, delimiter, line_end, coding, any::<bool>()).prop_map(
        |(mut rows, delimiter, line_end, coding, last_end)| {
            let width = rows[0].len();
            // A line of nothing but delimiters is no row.
            for row in rows.iter_mut().filter(|row| row.iter().all(String::is_empty)) {
                "0".clone_into(&mut row[0]);
            }
            rows.insert(0, (0..width).map(|index| format!("name {index}")).collect());
            File { delimiter, line_end, coding, last_end, rows }
        },
    )
}

fn import(bytes: &[u8], cuts: &[usize]) -> Imported {
    let mut importer = Importer::new("shop.csv");
    for part in parts(bytes, cuts) {
        importer.feed(part).expect("a table");
    }
    importer.finish().expect("a table")
}

/// `bytes` cut at every offset of `cuts` that lies within.
fn parts<'a>(bytes: &'a [u8], cuts: &[usize]) -> Vec<&'a [u8]> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    cuts.extend([0, bytes.len()]);
    cuts.sort_unstable();
    cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect()
}

fn label_text(row: u64) -> Label {
    if row % 5 == 3 { Label::Empty } else { Label::Cells(vec![format!("{}", row % 4 + 1)]) }
}

fn labelled(bytes: &[u8], imported: &Imported, cuts: &[usize]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut labeller = Labeller::new(&imported.layout, &["segment"]);
    for part in parts(bytes, cuts) {
        labeller.feed(part, &mut label_text, &mut out);
    }
    labeller.finish(&mut label_text, &mut out);
    out
}

/// Equality under which missing numbers are equal.
fn same(a: &Table, b: &Table) -> bool {
    format!("{a:?}") == format!("{b:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn slices_change_nothing(file in file(), cuts in prop::collection::vec(any::<usize>(), 0..12)) {
        let bytes = file.bytes();
        let whole = import(&bytes, &[]);
        let sliced = import(&bytes, &cuts);
        prop_assert!(same(&whole.table, &sliced.table));
        prop_assert_eq!((&whole.layout, &whole.facts, &whole.notes), (&sliced.layout, &sliced.facts, &sliced.notes));
        prop_assert_eq!(labelled(&bytes, &whole, &[]), labelled(&bytes, &whole, &cuts));
    }

    #[test]
    fn labelling_adds_one_column_and_touches_nothing(file in file(), cuts in prop::collection::vec(any::<usize>(), 0..5)) {
        let bytes = file.bytes();
        let before = import(&bytes, &[]);
        let copy = labelled(&bytes, &before, &cuts);
        let mut after = import(&copy, &[]);
        let segment = after.table.columns.pop().expect("a column");
        prop_assert_eq!(&segment.name, "segment");
        prop_assert_eq!(segment.summary.missing, (0..before.table.rows as u64).filter(|row| row % 5 == 3).count() as u64);
        prop_assert!(same(&before.table, &after.table));

        let mut rows = file.rows.clone();
        for (index, row) in rows.iter_mut().enumerate() {
            let label = index.checked_sub(1).map(|row| match label_text(row as u64) {
                Label::Cells(cells) => cells.concat(),
                Label::Empty | Label::LeftOut => String::new(),
            });
            row.push(label.unwrap_or_else(|| "segment".to_owned()));
        }
        prop_assert_eq!(copy, File { rows, ..file }.bytes());
    }
}
