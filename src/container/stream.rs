//! A container that is read from its beginning to its end, slice by slice: gzip, JSON, and JSON in gzip.

use super::gzip::Unpacker;
use super::json::JsonTable;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::Packing;
use crate::protocol::Origin;

/// Bytes of text by which is decided what it is.
const HEAD: usize = 4096;

/// One file being unpacked.
#[derive(Debug)]
pub(super) struct Stream {
    file: String,
    unpacker: Option<Unpacker>,
    /// Unpacked bytes that are handed on next.
    unpacked: Vec<u8>,
    inner: Inner,
    second: bool,
}

/// The text inside.
#[derive(Debug)]
enum Inner {
    /// Not yet known: its beginning.
    Head(Vec<u8>),
    /// A text as any other.
    Plain,
    Json(Box<JsonTable>),
}

impl Stream {
    /// `file` is its name.
    pub(super) fn new(file: &str, packing: Option<Packing>) -> Self {
        Self {
            file: file.to_owned(),
            unpacker: (packing == Some(Packing::Gzip)).then(|| Unpacker::new(file)),
            unpacked: Vec::new(),
            inner: Inner::Head(Vec::new()),
            second: false,
        }
    }

    /// Whether this is the second of two passes over the file; `None` where one is enough.
    pub(super) fn second_of_two(&self) -> Option<bool> {
        matches!(self.inner, Inner::Json(_)).then_some(self.second)
    }

    /// Takes the next slice of the file and appends what it holds to `out`.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if it is damaged, a bomb, or a container within a container.
    pub(super) fn feed(&mut self, slice: &[u8], out: &mut Vec<u8>) -> Result<()> {
        let Some(unpacker) = &mut self.unpacker else { return self.text(slice, false, out) };
        let mut unpacked = std::mem::take(&mut self.unpacked);
        unpacked.clear();
        unpacker.feed(slice, &mut unpacked)?;
        self.text(&unpacked, false, out)?;
        self.unpacked = unpacked;
        Ok(())
    }

    /// Ends a pass over the file. Returns whether it is to be read once more.
    ///
    /// # Errors
    /// As [`Stream::feed`].
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) -> Result<bool> {
        let mut rest = Vec::new();
        if let Some(unpacker) = &mut self.unpacker {
            unpacker.finish(&mut rest)?;
        }
        self.text(&rest, true, out)?;
        let again = match &mut self.inner {
            Inner::Json(table) => table.finish(out)?,
            Inner::Head(_) | Inner::Plain => false,
        };
        if again {
            self.second = true;
            self.unpacker = self.unpacker.as_ref().map(|_| Unpacker::new(&self.file));
        }
        Ok(again)
    }

    /// Where the text comes from.
    pub(super) fn origin(&self) -> Origin {
        let mut facts: Vec<String> = Vec::new();
        if self.unpacker.is_some() {
            facts.push("unpacked from gzip".to_owned());
        }
        let mut notes = Vec::new();
        if let Inner::Json(table) = &self.inner {
            facts.extend([table.fact().to_owned(), super::MADE.to_owned()]);
            notes = table.notes();
        }
        Origin { facts, notes, typed: matches!(self.inner, Inner::Json(_)), ..Origin::default() }
    }

    /// Takes text; `last` says that there is no more.
    fn text(&mut self, text: &[u8], last: bool, out: &mut Vec<u8>) -> Result<()> {
        match &mut self.inner {
            Inner::Plain => out.extend_from_slice(text),
            Inner::Json(table) => table.feed(text, out)?,
            Inner::Head(head) => {
                head.extend_from_slice(text);
                if head.len() >= HEAD || last {
                    let head = std::mem::take(head);
                    self.inner = self.decide(&head)?;
                    return self.text(&head, last, out);
                }
            }
        }
        Ok(())
    }

    fn decide(&self, head: &[u8]) -> Result<Inner> {
        let refused = |what: &str, advice: &str| Err(Error::new(ErrorKind::File, &self.file, what, advice));
        match Packing::of(head) {
            Some(Packing::Json) => Ok(Inner::Json(Box::new(JsonTable::new(&self.file)))),
            Some(Packing::Gzip) => {
                refused("it is packed twice: gzip inside", "Unpack it once and choose the file inside.")
            }
            Some(Packing::Zip | Packing::Ole) => refused(
                "it holds a workbook or an archive, packed",
                "Unpack it and choose the workbook inside.",
            ),
            None if head.is_empty() => refused(
                "it is empty",
                "Choose a file with a line of column names and a line for each customer.",
            ),
            None => Ok(Inner::Plain),
        }
    }
}
