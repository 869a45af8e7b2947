//! Tables inside something else: gzip, zip, workbooks, JSON, several files of one shape. All become one text table, which
//! the session then reads as a file.
//!
//! Nothing here is trusted: sizes are checked before memory is used, nesting has an end, and what is refused says
//! why. Still the code runs in a module and a worker of its own, so that even a panic costs nothing but this table.

mod append;
mod archive;
mod conversion;
mod csv;
mod directory;
mod gzip;
mod json;
mod shelf;
mod stream;
mod wire;
mod workbook;

pub use conversion::Conversion;
pub use directory::{MOST_ENTRIES, MOST_RATIO, MOST_UNPACKED};
pub use wire::{Answer, Input, SheetView};
pub use workbook::LARGEST;

/// What the page says of a text that was made here.
const MADE: &str = "downloads are CSV in UTF-8";
