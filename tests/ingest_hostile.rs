//! Files made to bring a reader down: each ends in a table or in an error, in time that grows with the file and no faster. Sizes are small
//! here; `FULL_SIZE=1` (`make test-large`) takes those a browser has to stand.

use customer_segmentation::error::Result;
use customer_segmentation::ingest::{Imported, Importer};
use customer_segmentation::table::ColumnType;

/// The full size if it was asked for, or a hundredth.
fn size(full: usize) -> usize {
    if std::env::var_os("FULL_SIZE").is_some() { full } else { full / 100 }
}

/// Feeds `parts` one after another.
fn read(parts: impl Iterator<Item = Vec<u8>>) -> Result<Imported> {
    let mut importer = Importer::new("hostile.csv");
    for part in parts {
        importer.feed(&part)?;
    }
    importer.finish()
}

/// `bytes` bytes of `pattern` over and over, in slices, behind `head`.
fn repeated(head: &str, pattern: &[u8], bytes: usize) -> impl Iterator<Item = Vec<u8>> {
    let slice = pattern.repeat((1 << 20) / pattern.len());
    let slices = bytes.div_ceil(slice.len());
    std::iter::once(head.as_bytes().to_vec()).chain(std::iter::repeat_n(slice, slices))
}

#[test]
fn a_line_without_end_is_refused_or_read() {
    match read(repeated("id,text\n1,", b"x", size(200 << 20))) {
        Ok(imported) => assert_eq!(imported.table.rows, 1),
        Err(error) => assert!(error.what.contains("longer than 16 MB"), "{error}"),
    }
}

#[test]
fn a_hundred_thousand_columns_are_columns() {
    let columns = size(100_000);
    let line = |cell: &dyn Fn(usize) -> String| (0..columns).map(cell).collect::<Vec<_>>().join(",") + "\n";
    let file =
        [line(&|at| format!("c{at}")), line(&|at| at.to_string()), line(&|at| (at * 2).to_string())].concat();
    let imported = read(std::iter::once(file.into_bytes())).expect("a table");
    assert_eq!((imported.table.columns.len(), imported.table.rows), (columns, 2));
    assert!(imported.first_rows[0].cells.len() <= 200, "only so many are shown");
}

#[test]
fn a_header_longer_than_what_is_looked_at_first_is_a_header() {
    let columns = 12_000;
    let line = |cell: &dyn Fn(usize) -> String| (0..columns).map(cell).collect::<Vec<_>>().join(";") + "\n";
    let names = line(&|at| format!("what is known of customers, number {at}"));
    assert!(names.len() > 256 * 1024);
    let file = [names, line(&|at| format!("{at},5")), line(&|at| format!("{},25", at * 2))].concat();
    for slice in [file.len(), 100_000] {
        let imported = read(file.as_bytes().chunks(slice).map(<[u8]>::to_vec)).expect("a table");
        assert_eq!((imported.table.columns.len(), imported.table.rows), (columns, 2));
        assert_eq!(imported.table.columns[7].summary.sum, Some(21.75));
    }
}

#[test]
fn blank_lines_are_passed_over() {
    let file = repeated("a,b\n1,2\n", b"\n", size(10_000_000)).chain(std::iter::once(b"3,4\n".to_vec()));
    assert_eq!(read(file).expect("a table").table.rows, 2);
}

#[test]
fn nothing_but_zero_bytes_is_refused() {
    let error = read(repeated("", b"\0", size(1 << 30))).expect_err("no table");
    assert!(error.what.contains("zero bytes"), "{error}");
}

#[test]
fn zero_bytes_among_data_do_no_harm() {
    let imported = read(repeated("a,b\n", b"1,\0x\n2,y\n", 1 << 20)).map(|imported| imported.table.rows);
    assert!(imported.is_err() || imported.is_ok_and(|rows| rows > 100), "an error or a table");
}

#[test]
fn an_unclosed_quote_at_the_first_byte_swallows_nothing() {
    let imported = read(repeated("\"a,b\n", b"1,2\n", size(64 << 20))).expect("a table");
    assert_eq!(imported.table.columns.len(), 2);
    assert!(imported.table.rows > 100_000, "{} rows", imported.table.rows);
}

#[test]
fn quotes_that_open_and_never_close_take_linear_time() {
    for pattern in [&b",\"\"b"[..], b"\"x\n", b",\"x", b" \"x,", b"\"\"\"a\n\""] {
        let result = read(repeated("a,b\n1,2\n", pattern, size(64 << 20)));
        assert!(
            result.is_err() || result.is_ok_and(|imported| imported.table.rows > 0),
            "an error or a table"
        );
    }
}

#[test]
fn names_that_mean_something_to_a_browser_are_names() {
    let file = b"__proto__,constructor,toString,__proto__,</script>\n1,2,3,4,5\n6,7,8,9,10\n".to_vec();
    let imported = read(std::iter::once(file)).expect("a table");
    let names: Vec<&str> = imported.table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["__proto__", "constructor", "toString", "__proto___2", "</script>"]);
    assert!(imported.table.columns.iter().all(|column| column.kind == ColumnType::Number));
}
