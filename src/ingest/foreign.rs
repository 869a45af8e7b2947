//! Files that are no text tables: recognised by their first bytes, and said what to do with.

use super::encoding::Encoding;
use crate::error::{Error, ErrorKind, Result};

const AS_CSV: &str = "Open it in the program it comes from, save it as CSV, and choose that file.";
const UNPACK: &str = "Unpack it and choose the CSV file inside.";

/// First bytes of kinds of files, what they are, and what to do.
const KINDS: [(&[u8], &str, &str); 10] = [
    (
        b"PK\x03\x04",
        "a workbook or a zip archive, not a text file",
        "Save the workbook as CSV, or unpack the archive, and choose the CSV file.",
    ),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook, not a text file", AS_CSV),
    (b"%PDF", "a PDF document, not a text file", AS_CSV),
    (b"\x1F\x8B", "compressed with gzip", UNPACK),
    (b"BZh", "compressed with bzip2", UNPACK),
    (b"\xFD7zXZ", "compressed with xz", UNPACK),
    (b"\x28\xB5\x2F\xFD", "compressed with zstd", UNPACK),
    (b"PAR1", "a Parquet file, not a text file", AS_CSV),
    (b"SQLite format 3", "a SQLite database, not a text file", AS_CSV),
    (b"{\\rtf", "a text document with formatting, not a table", AS_CSV),
];

/// Refuses what is recognised.
///
/// # Errors
/// [`ErrorKind::File`] if `start`, the beginning of `file`, belongs to another kind of file or holds many zero bytes.
pub(crate) fn refuse(file: &str, start: &[u8], encoding: Encoding) -> Result<()> {
    let error = |what: &str, advice: &str| Err(Error::new(ErrorKind::File, file, what, advice));
    if let Some((_, what, advice)) = KINDS.iter().find(|(magic, ..)| start.starts_with(magic)) {
        return error(&format!("this is {what}"), advice);
    }
    let text = start.trim_ascii_start();
    let lower = text[..text.len().min(14)].to_ascii_lowercase();
    if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") {
        return error(
            "this is a web page, not a table",
            "Download the data itself as CSV and choose that file.",
        );
    }
    if lower.starts_with(b"<?xml") {
        return error("this is an XML file, not a table", AS_CSV);
    }
    let next = |text: &[u8]| text.get(1..).and_then(|rest| rest.trim_ascii_start().first().copied());
    if (text.first() == Some(&b'{') && next(text) == Some(b'"'))
        || (text.first() == Some(&b'[') && next(text) == Some(b'{'))
    {
        return error("this is a JSON file, not a table", "Convert it to CSV and choose that file.");
    }
    let zeros = start.iter().filter(|&&byte| byte == 0).count();
    if encoding.unit() == 1 && zeros * 100 > start.len() {
        return error("this is not a text file: it is full of zero bytes", AS_CSV);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told() {
        for start in [
            &b"PK\x03\x04rest"[..],
            b"%PDF-1.7",
            b"\x1F\x8B\x08",
            b"<!DOCTYPE html>",
            b"[{\"a\":1}]",
            b"ab\0\0\0c",
        ] {
            let error = refuse("x.csv", start, Encoding::UTF_8).expect_err("refused");
            assert_eq!((error.kind, error.place.as_str()), (ErrorKind::File, "x.csv"));
        }
        assert!(refuse("x.csv", b"a,b\n1,2\n", Encoding::UTF_8).is_ok());
    }
}
