//! A zip archive of texts: one of its files becomes the table.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::stream::Stream;
use super::wire::SheetView;
use crate::error::{Error, ErrorKind, Result};
use crate::protocol::Origin;

/// Endings of names that are tables as texts. Anything else in an archive is passed over: pictures, notes, licences.
const TABLES: [&str; 7] = ["csv", "tsv", "tab", "txt", "json", "jsonl", "ndjson"];

/// Bytes of a file's beginning that are looked at to show its first line.
const HEAD: usize = 512;

/// Letters of that line that are shown.
const LETTERS: usize = 120;

/// An open archive; its directory has been checked.
pub(super) struct Archive {
    file: String,
    zip: ZipArchive<Cursor<Vec<u8>>>,
}

impl Archive {
    /// Opens the archive `bytes`, called `file`.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if it holds no text that may be a table.
    pub(super) fn open(file: &str, bytes: Vec<u8>) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(file, &error.to_string()))?;
        let archive = Self { file: file.to_owned(), zip };
        if archive.names().is_empty() {
            let what = "this is a zip archive without a table: no .csv, .tsv, .txt or .json file is in it";
            let advice = "Unpack it and choose the table inside.";
            return Err(Error::new(ErrorKind::File, file, what, advice));
        }
        Ok(archive)
    }

    /// Its tables in the order of the archive, as if they were sheets.
    pub(super) fn sheets(&mut self) -> Vec<SheetView> {
        self.names().into_iter().map(|name| self.look(name)).collect()
    }

    /// Appends one of its files to `out`: a text as it is, JSON as CSV. Returns where the text comes from.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if it is damaged, or holds something that is no text.
    pub(super) fn write(&mut self, name: &str, out: &mut Vec<u8>) -> Result<Origin> {
        let mut stream = Stream::new(&format!("{name} in {}", self.file), None);
        loop {
            let file = self.file.clone();
            let mut entry = self.zip.by_name(name).map_err(|error| damaged(&file, &error.to_string()))?;
            let mut slice = vec![0; 1 << 16];
            loop {
                let read = entry.read(&mut slice).map_err(|error| damaged(&file, &error.to_string()))?;
                if read == 0 {
                    break;
                }
                stream.feed(&slice[..read], out)?;
            }
            if !stream.finish(out)? {
                break;
            }
        }
        let mut origin = stream.origin();
        origin.facts.insert(0, format!("file {name} in a zip archive"));
        Ok(origin)
    }

    /// Names of the files that may be tables. What programs leave behind for themselves is none.
    fn names(&self) -> Vec<String> {
        let table = |name: &str| {
            let base = name.rsplit('/').next().unwrap_or_default();
            let ending = base.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
            let known = ending.is_some_and(|ending| TABLES.contains(&ending.as_str()));
            known && !base.starts_with('.') && !name.starts_with("__MACOSX/")
        };
        self.zip.file_names().flatten().filter(|name| table(name)).map(Cow::into_owned).collect()
    }

    fn look(&mut self, name: String) -> SheetView {
        let head = self.zip.by_name(&name).ok().map(|entry| beginning(entry)).unwrap_or_default();
        let text = String::from_utf8_lossy(&head);
        let line = text.lines().map(str::trim).find(|line| !line.is_empty());
        let first = line.map(|line| line.chars().take(LETTERS).collect()).into_iter().collect();
        SheetView { name, hidden: false, empty: head.is_empty(), rows: 0, columns: 0, first }
    }
}

/// The first bytes of a file; what cannot be unpacked has none, and choosing it says why.
fn beginning<R: Read>(entry: ZipFile<'_, R>) -> Vec<u8> {
    let mut head = Vec::new();
    match entry.take(HEAD as u64).read_to_end(&mut head) {
        Ok(_) => head,
        Err(_) => vec![b'?'],
    }
}

fn damaged(file: &str, reason: &str) -> Error {
    let what = format!("the zip archive is damaged ({reason})");
    Error::new(ErrorKind::File, file, what, "Fetch it again, or unpack it and choose the table inside.")
}
