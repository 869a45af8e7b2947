//! The directory of a zip archive, checked before anything in it is unpacked.
//!
//! Sizes in the directory can lie; the zip crate stops at an entry that unpacks to more than it claims, which a test holds.

use std::io::Cursor;

use zip::ZipArchive;

use crate::error::{Error, ErrorKind, Result};

/// Entries at most.
pub const MOST_ENTRIES: usize = 2_000;

/// Unpacked bytes of all entries together at most.
pub const MOST_UNPACKED: u64 = 512 << 20;

/// Unpacked bytes for one packed byte at most, in each entry larger than 1 MiB.
pub const MOST_RATIO: u64 = 200;

/// Unpacked bytes of an entry that are never called a bomb.
const FREE: u64 = 1 << 20;

const UNTRUSTED: &str =
    "If you trust it, open it in a spreadsheet program, save the sheet as CSV, and choose that file.";

/// What the archive holds, by its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Xlsx,
    Xlsb,
    Ods,
    /// No workbook, but files that are no document either: tables as texts, perhaps.
    Files,
}

/// Checks the archive `bytes`, called `file`, and says what it holds.
///
/// # Errors
/// [`ErrorKind::File`] if it is damaged, encrypted, too large, a bomb, or a document.
pub(super) fn check(file: &str, bytes: &[u8]) -> Result<Holds> {
    let refused = |what: String, advice: &str| Err(Error::new(ErrorKind::File, file, what, advice));
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return refused(
            "the workbook is damaged or ends in the middle: its directory cannot be read".to_owned(),
            "It was probably not copied whole. Fetch it again, or open it in a spreadsheet program and save it as CSV.",
        );
    };
    if archive.len() > MOST_ENTRIES {
        return refused(format!("it holds {} files, more than {MOST_ENTRIES}", archive.len()), UNTRUSTED);
    }
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index_raw(index) else {
            return refused(
                "the workbook is damaged: a part of it cannot be found".to_owned(),
                "Fetch it again.",
            );
        };
        if entry.encrypted() {
            return refused(
                "it is protected by a password".to_owned(),
                "Save it without a password, or as CSV.",
            );
        }
        total = total.saturating_add(entry.size());
        let bomb = entry.size() > FREE && entry.size() / MOST_RATIO > entry.compressed_size();
        if bomb || total > MOST_UNPACKED {
            return refused(too_large(), UNTRUSTED);
        }
    }
    holds(file, &archive)
}

fn too_large() -> String {
    format!(
        "it unpacks to more than {} MB or to more than {MOST_RATIO} times its size, as no customer list does",
        MOST_UNPACKED >> 20
    )
}

/// What it holds, by the names of its parts.
fn holds(file: &str, archive: &ZipArchive<Cursor<&[u8]>>) -> Result<Holds> {
    let has = |wanted: &str| archive.file_names().flatten().any(|name| name.eq_ignore_ascii_case(wanted));
    if has("xl/workbook.bin") {
        return Ok(Holds::Xlsb);
    }
    if has("xl/workbook.xml") {
        return Ok(Holds::Xlsx);
    }
    if has("content.xml") && has("mimetype") {
        return Ok(Holds::Ods);
    }
    let document =
        archive.file_names().flatten().any(|name| name.starts_with("word/") || name.starts_with("ppt/"));
    if document {
        return Err(Error::new(
            ErrorKind::File,
            file,
            "this is a document, not a workbook",
            "Copy its table into a spreadsheet program, save that as CSV, and choose that file.",
        ));
    }
    Ok(Holds::Files)
}
