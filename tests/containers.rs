//! Other ways in: what workbooks, gzip and JSON become, and what hostile ones are told.

use std::io::{Cursor, Write};
use std::path::Path;

use customer_segmentation::container::{Answer, Conversion, Input, SheetView};
use customer_segmentation::error::{Error, ErrorKind};
use customer_segmentation::protocol::{FileMeta, Message, Origin};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::write::SimpleFileOptions;

/// How a conversion ended.
#[derive(Debug)]
enum End {
    Table { text: String, origin: Origin },
    Ask(Vec<SheetView>),
    Refused(Error),
}

/// Converts `files` (name and bytes) as a host would.
fn convert(files: &[(&str, &[u8])], sheet: Option<&str>) -> End {
    let metas =
        files.iter().map(|(name, bytes)| FileMeta { name: (*name).to_owned(), size: bytes.len() as u64 });
    let mut conversion = Conversion::default();
    let mut answers =
        conversion.step(Input::Begin { files: metas.collect(), sheet: sheet.map(str::to_owned) }, &[]);
    let mut text = Vec::new();
    loop {
        let mut next = None;
        for Message { head, payload } in answers {
            match head {
                Answer::Part => text.extend(payload),
                Answer::Read { file, offset, length, share } => {
                    assert!((0.0..=1.0).contains(&share), "a share: {share}");
                    next = Some(&files[file as usize].1[offset as usize..offset as usize + length as usize]);
                }
                Answer::Plain => {
                    let text = String::from_utf8(files[0].1.to_vec()).expect("UTF-8");
                    return End::Table { text, origin: Origin::default() };
                }
                Answer::Sheets { sheets } => return End::Ask(sheets),
                Answer::Done { origin, .. } => {
                    return End::Table { text: String::from_utf8(text).expect("UTF-8"), origin };
                }
                Answer::Failed { error } => return End::Refused(error),
            }
        }
        answers = conversion.step(Input::Bytes, next.expect("a conversion goes on until it ends"));
    }
}

/// The table that `bytes` become, as text and with where it came from; anything else is a failure of the test.
pub(crate) fn table(name: &str, bytes: &[u8], sheet: Option<&str>) -> (String, Origin) {
    match convert(&[(name, bytes)], sheet) {
        End::Table { text, origin } => (text, origin),
        other => panic!("{name} becomes a table, not {other:?}"),
    }
}

fn refused(name: &str, bytes: &[u8]) -> Error {
    match convert(&[(name, bytes)], None) {
        End::Refused(error) => error,
        other => panic!("{name} is refused, not {other:?}"),
    }
}

fn kept(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/workbooks").join(name);
    std::fs::read(path).expect("kept beside the tests")
}

/// A zip archive of `entries`, deflated.
fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).expect("memory takes everything");
        archive.write_all(bytes).expect("memory takes everything");
    }
    archive.finish().expect("memory takes everything").into_inner()
}

/// The table in every kept workbook.
fn expected() -> String {
    let mut text = "customer,age,spent,joined,active\n".to_owned();
    for i in 0..24 {
        let (age, spent) = (20 + i * 7 % 50, 100.25 + f64::from(i) * 3.0);
        text.push_str(&format!(
            "c{i},{age},{spent},2024-{:02}-{:02},{}\n",
            1 + i % 12,
            1 + i % 28,
            i % 2 == 0
        ));
    }
    text
}

#[test]
fn every_kind_of_workbook_gives_the_same_table() {
    for name in ["customers.xls", "customers.ods", "customers.xlsb"] {
        let (text, origin) = table(name, &kept(name), None);
        assert_eq!(text, expected(), "{name}");
        assert!(origin.facts[0].contains("Customers"), "{:?}", origin.facts);
    }
}

#[test]
fn a_table_with_a_title_above_and_a_margin_beside_it_is_cut_out() {
    for name in ["customers.xlsx", "customers-1904.xlsx"] {
        let (text, origin) = table(name, &kept(name), Some("Customers"));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "Customers of the shop,,,,", "{name}");
        let expected = expected().replace("c2,34,106.25", "c2,34,");
        assert_eq!(
            lines[1..].join("\n") + "\n",
            expected,
            "{name}: dates of either date system, an error as a gap"
        );
        assert!(origin.notes[0].text.contains("D6") && origin.notes[0].count == 1, "{:?}", origin.notes);
    }
}

#[test]
fn sheets_are_asked_for_with_what_they_hold() {
    let End::Ask(sheets) = convert(&[("customers.xlsx", &kept("customers.xlsx"))], None) else {
        panic!("asked")
    };
    let told: Vec<(&str, bool, bool)> =
        sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden, sheet.empty)).collect();
    let expected = [
        ("Customers", false, false),
        ("Prices", false, false),
        ("Secret", true, false),
        ("Empty", false, true),
    ];
    assert_eq!(told, expected);
    assert_eq!((sheets[1].rows, sheets[1].columns), (2, 2));
    assert_eq!(sheets[1].first, ["article", "price"]);
    let End::Refused(error) = convert(&[("customers.xlsx", &kept("customers.xlsx"))], Some("Nobody")) else {
        panic!("refused")
    };
    assert!(error.what.contains("Nobody") && error.advice.contains("Customers"), "{error}");
    assert_eq!(
        table("customers.xlsx", &kept("customers.xlsx"), Some("Secret")).0,
        "x\n",
        "a hidden one can be chosen"
    );
}

#[test]
fn cells_keep_what_they_are() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let moment =
        ExcelDateTime::from_ymd(2023, 12, 31).and_then(|day| day.and_hms(23, 59, 30)).expect("a date");
    sheet.write(0, 0, "n\n\"q\"").and_then(|sheet| sheet.write(0, 1, "when")).expect("written");
    sheet
        .write(1, 0, 0.1 + 0.2)
        .and_then(|sheet| sheet.write_with_format(1, 1, &moment, &date))
        .expect("written");
    sheet.write(2, 0, 9_007_199_254_740_993_f64).expect("written");
    sheet.write_formula(3, 0, rust_xlsxwriter::Formula::new("=1+1").set_result("2")).expect("written");
    sheet.write(3, 1, " x, y ").expect("written");
    let bytes = book.save_to_buffer().expect("memory takes everything");
    let (text, _) = table("made.xlsx", &bytes, None);
    let expected =
        "\"n\n\"\"q\"\"\",when\n0.30000000000000004,2023-12-31 23:59:30\n9007199254740992,\n2,\" x, y \"\n";
    assert_eq!(text, expected);
}

#[test]
fn hostile_archives_are_refused_with_a_reason() {
    let workbook = ("xl/workbook.xml", &b"<workbook/>"[..]);
    let zeros = vec![b' '; 64 << 20];
    let many: Vec<String> = (0..2_001).map(|i| format!("xl/{i}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let mut encrypted = zipped(&[workbook]);
    for (magic, flags) in [(&b"PK\x01\x02"[..], 8), (b"PK\x03\x04", 6)] {
        let at = encrypted.windows(4).position(|four| four == magic).expect("a header");
        encrypted[at + flags] |= 1;
    }
    let mut ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let whole = kept("customers.xlsx");
    for (name, bytes, what) in [
        ("bomb.xlsx", zipped(&[workbook, ("xl/sharedStrings.xml", &zeros)]), "200 times"),
        ("many.xlsx", zipped(&many), "2001 files"),
        ("pictures.zip", zipped(&[("a.png", b"PNG"), ("__MACOSX/a.csv", b"a,b\n")]), "without a table"),
        ("empty.zip", zipped(&[("a.csv", b"")]), "no file with anything in it"),
        ("letter.docx", zipped(&[("word/document.xml", b"<w/>")]), "a document"),
        ("secret.xlsx", encrypted, "password"),
        ("secret2.xlsx", ole, "password"),
        ("cut.xlsx", whole[..whole.len() / 2].to_vec(), "ends in the middle"),
        ("broken.xls", [&b"\xD0\xCF\x11\xE0"[..], &[7; 600]].concat(), "cannot be read"),
        ("bare.xlsx", zipped(&[workbook]), "cannot be read"),
        ("bomb.ods", kept("bomb.ods"), "cannot be read"),
    ] {
        let error = refused(name, &bytes);
        assert!(error.what.contains(what) && error.place == name, "{name}: {error}");
        assert!(error.advice.ends_with('.'), "{name}: {error}");
    }
}

#[test]
fn the_one_table_of_an_archive_is_taken_and_of_several_one_is_chosen() {
    let latin = b"n\xE4me;age\nJ\xF6rg;31\n".repeat(40_000);
    let mut conversion = Conversion::default();
    let bytes = zipped(&[("read.me", b"hello"), ("data/.hidden.csv", b"x"), ("data/l.CSV", &latin)]);
    let meta = FileMeta { name: "l.zip".to_owned(), size: bytes.len() as u64 };
    conversion.step(Input::Begin { files: vec![meta], sheet: None }, &[]);
    let text: Vec<u8> =
        conversion.step(Input::Bytes, &bytes).into_iter().flat_map(|part| part.payload).collect();
    assert_eq!(text, latin, "a text stays as it is, byte by byte");

    let json: &[u8] = b"[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]";
    let two = zipped(&[("a.csv", b"\nid,spent\n1,2\n"), ("b.json", json), ("c.txt", b"PK\x03\x04")]);
    let End::Ask(sheets) = convert(&[("two.zip", &two)], None) else { panic!("a choice") };
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(
        (names, sheets[0].first.as_slice()),
        (vec!["a.csv", "b.json", "c.txt"], &["id,spent".to_owned()][..])
    );
    let (text, origin) = table("two.zip", &two, Some("b.json"));
    assert_eq!(text, "a,b\n1,x\n2,y\n");
    assert_eq!(
        origin.facts,
        ["file b.json in a zip archive", "JSON, a list of objects", "downloads are CSV in UTF-8"]
    );
    let End::Refused(error) = convert(&[("two.zip", &two)], Some("c.txt")) else { panic!("no text") };
    assert!(error.place.starts_with("c.txt in two.zip") && error.what.contains("archive"), "{error}");
    let End::Refused(error) = convert(&[("two.zip", &two)], Some("d.csv")) else { panic!("not there") };
    assert!(error.what.contains("no file \"d.csv\"") && error.advice.contains("a.csv, b.json"), "{error}");
}

#[test]
fn an_entry_that_lies_about_its_size_is_refused() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..5_000 {
        sheet.write(row, 0, f64::from(row)).expect("written");
    }
    let mut bytes = book.save_to_buffer().expect("memory takes everything");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).expect("a workbook");
    let size = archive.by_name("xl/worksheets/sheet1.xml").expect("its sheet").size() as u32;
    let claims = |four: &[u8]| four == size.to_le_bytes();
    let places: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, four)| claims(four)).map(|(at, _)| at).collect();
    assert!(!places.is_empty(), "the size stands in the directory");
    for at in places {
        bytes[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    let error = refused("liar.xlsx", &bytes);
    assert!(error.kind == ErrorKind::File && error.what.contains("larger than its declared"), "{error}");
}

#[test]
fn gzip_and_what_is_in_it() {
    let packed = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).expect("memory takes everything");
        encoder.finish().expect("memory takes everything")
    };
    let latin = b"n\xE4me;age\nJ\xF6rg;31\n".repeat(40_000);
    let End::Refused(_) = convert(&[("empty.gz", &packed(b""))], None) else { panic!("nothing inside") };
    let mut conversion = Conversion::default();
    let bytes = packed(&latin);
    let meta = FileMeta { name: "l.csv.gz".to_owned(), size: bytes.len() as u64 };
    conversion.step(Input::Begin { files: vec![meta], sheet: None }, &[]);
    let parts = conversion.step(Input::Bytes, &bytes);
    let text: Vec<u8> = parts.into_iter().flat_map(|part| part.payload).collect();
    assert_eq!(text, latin, "a text stays as it is, byte by byte");

    let json: String = (0..9_000).map(|i| format!("{{\"id\":{i},\"v\":{{\"x\":{}}}}}\n", i % 7)).collect();
    let (text, origin) = table("x.jsonl.gz", &packed(json.as_bytes()), None);
    assert_eq!(text.lines().count(), 9_001);
    assert!(text.starts_with("id,v.x\n0,0\n1,1\n"), "{}", &text[..30]);
    assert_eq!(origin.facts, ["unpacked from gzip", "JSON, one object a line", "downloads are CSV in UTF-8"]);

    assert!(
        refused("x.gz.gz", &packed(&packed(b"a,b\n1,2\n"))).what.contains("packed twice"),
        "gzip inside gzip"
    );
    let book = kept("customers.xlsx");
    assert!(refused("x.xlsx.gz", &packed(&book)).what.contains("workbook"), "a workbook inside gzip");
    assert!(refused("cut.gz", &bytes[..bytes.len() / 2]).what.contains("ends in the middle"), "cut");
}

#[test]
fn files_of_one_shape_are_put_together_by_the_names_of_their_columns() {
    let a = "name;age;spent\nJ\u{f6}rg;31;1,5\n\u{c5}sa;28;2,25\n";
    let latin: Vec<u8> = a.chars().map(|letter| letter as u8).collect();
    let b = b"\xEF\xBB\xBFSales of May\r\n\r\nAge,Name,spent,visits\r\n40,\"Ba, r\",\"3,75\",7\r\n41,Mo,\"4,5\",8";
    let End::Table { text, origin } = convert(&[("a.csv", &latin), ("b.csv", b)], None) else {
        panic!("a table")
    };
    let expected = "name,age,spent,visits\nJ\u{f6}rg,31,\"1,5\",\n\u{c5}sa,28,\"2,25\",\n\"Ba, r\",40,\"3,75\",7\nMo,41,\"4,5\",8\n";
    assert_eq!(text, expected);
    let facts = ["2 files, one below the other", "rows 1 to 2 from a.csv", "rows 3 to 4 from b.csv"];
    assert_eq!(origin.facts[..3], facts);
    assert!(
        origin.notes.iter().any(|note| note.text == "a.csv has no column visits; its rows have gaps there."),
        "{:?}",
        origin.notes
    );
}

#[test]
fn files_that_do_not_belong_together_are_refused() {
    let rows = |head: &str, row: &str| format!("{head}\n{}", format!("{row}\n").repeat(30));
    let a = rows("name;age;spent", "x;31;1,5");
    for (b, what) in [
        (rows("article;price;stock", "tea;3,5;7"), "0 of 3 have the same name"),
        (rows("name;age;spent", "x;31;1.5"), "written in another way"),
        (String::new(), "empty"),
    ] {
        let End::Refused(error) = convert(&[("a.csv", a.as_bytes()), ("b.csv", b.as_bytes())], None) else {
            panic!("refused: {what}")
        };
        assert!(error.place == "b.csv" && error.what.contains(what), "{error}");
    }
}
