//! What holds several tables of which one is taken: the sheets of a workbook, the files of a zip archive.

use super::archive::Archive;
use super::directory::{self, Holds};
use super::wire::SheetView;
use super::workbook::Workbook;
use crate::error::Result;
use crate::ingest::Packing;
use crate::protocol::Origin;

/// A file with tables to choose from.
pub(super) enum Shelf {
    Workbook(Box<Workbook>),
    Archive(Box<Archive>),
}

impl Shelf {
    /// Opens `bytes`, called `file`.
    ///
    /// # Errors
    /// [`ErrorKind::File`](crate::error::ErrorKind::File) if it is damaged, protected, a bomb, or holds no table.
    pub(super) fn open(file: &str, packing: Packing, bytes: Vec<u8>) -> Result<Self> {
        let holds = if packing == Packing::Zip { Some(directory::check(file, &bytes)?) } else { None };
        match holds {
            Some(Holds::Files) => Archive::open(file, bytes).map(|archive| Self::Archive(Box::new(archive))),
            _ => Workbook::open(file, holds, bytes).map(|book| Self::Workbook(Box::new(book))),
        }
    }

    /// What it is, and what its tables are, in words.
    pub(super) fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Workbook(_) => ("the workbook", "sheet"),
            Self::Archive(_) => ("the zip archive", "file"),
        }
    }

    /// Its tables in their order.
    pub(super) fn sheets(&mut self) -> Vec<SheetView> {
        match self {
            Self::Workbook(book) => book.sheets(),
            Self::Archive(archive) => archive.sheets(),
        }
    }

    /// Appends one of its tables to `out` as a text, and says where it comes from.
    ///
    /// # Errors
    /// As [`Workbook::write`] and [`Archive::write`].
    pub(super) fn write(&mut self, name: &str, out: &mut Vec<u8>) -> Result<Origin> {
        match self {
            Self::Workbook(book) => {
                let written = book.write(name, out)?;
                let facts = vec![format!("sheet {name} of a workbook"), super::MADE.to_owned()];
                Ok(Origin { facts, notes: written.notes, typed: true, ..Origin::default() })
            }
            Self::Archive(archive) => archive.write(name, out),
        }
    }
}
