//! The journey from slices of a file to a table.

use super::Imported;
use crate::error::{Error, ErrorKind, Result};

/// Takes a file in slices and gives back its table.
#[derive(Debug)]
pub struct Importer {
    file: String,
}

impl Importer {
    /// Starts reading. `file` is the file's name, for messages.
    pub fn new(file: &str) -> Self {
        Self { file: file.to_owned() }
    }

    /// Takes the next slice of the file, in order; of any length.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if the bytes are no table: another kind of file, or a quote that never closes.
    pub fn feed(&mut self, _slice: &[u8]) -> Result<()> {
        Ok(())
    }

    /// Data records complete so far; 0 until the layout is decided.
    pub fn rows(&self) -> u64 {
        0
    }

    /// The table, once the whole file was fed. Cheap: the columns have been built on the way.
    ///
    /// # Errors
    /// As [`Importer::feed`], and [`ErrorKind::Table`] if there is no data record.
    pub fn finish(self) -> Result<Imported> {
        Err(Error::new(ErrorKind::Table, self.file, "the file has no rows", "Choose a file with rows."))
    }
}
