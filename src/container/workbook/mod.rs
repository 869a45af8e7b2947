//! Workbooks of spreadsheet programs: one sheet becomes a table.

mod cell;
mod rows;

use std::io::Cursor;

use calamine::{Data, DataRef, Ods, Range, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx};

use super::directory::Holds;
use super::wire::SheetView;
use crate::error::{Error, ErrorKind, Result};
use crate::note::{Note, NoteKind};
use rows::{Fault, MOST_CELLS, Rows};

/// A workbook file larger than this is not taken into memory, in bytes.
pub const LARGEST: u64 = 128 << 20;

/// Cells of a sheet's first row that are shown when sheets are to be chosen from.
const SHOWN: usize = 6;

/// Letters of such a cell that are shown.
const LETTERS: usize = 40;

type Bytes = Cursor<Vec<u8>>;

/// An open workbook.
pub(super) struct Workbook {
    file: String,
    book: Book,
}

enum Book {
    Xlsx(Box<Xlsx<Bytes>>),
    Xlsb(Box<Xlsb<Bytes>>),
    Xls(Box<Xls<Bytes>>),
    Ods(Box<Ods<Bytes>>),
}

/// What was written of a sheet.
pub(super) struct Written {
    /// What was out of line.
    pub(super) notes: Vec<Note>,
}

/// Why reading cells stopped.
enum Stop {
    Fault(Fault),
    /// Enough was seen.
    Enough,
    /// What the workbook's reader says.
    Broken(String),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Workbook {
    /// Opens the workbook `bytes`, called `file`; `holds` is what its zip directory says, `None` if it is no zip archive.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if it is damaged, protected, or no workbook at all.
    pub(super) fn open(file: &str, holds: Option<Holds>, bytes: Vec<u8>) -> Result<Self> {
        let protected = holds.is_none() && holds_utf16(&bytes, "EncryptedPackage");
        let bytes = Cursor::new(bytes);
        let book = match holds {
            _ if protected => Err("password".to_owned()),
            Some(Holds::Xlsx) => {
                Xlsx::new(bytes).map(|book| Book::Xlsx(Box::new(book))).map_err(|e| e.to_string())
            }
            Some(Holds::Xlsb) => {
                Xlsb::new(bytes).map(|book| Book::Xlsb(Box::new(book))).map_err(|e| e.to_string())
            }
            Some(Holds::Ods) => {
                Ods::new(bytes).map(|book| Book::Ods(Box::new(book))).map_err(|e| e.to_string())
            }
            Some(Holds::Files) => Err("no workbook".to_owned()),
            None => Xls::new(bytes).map(|book| Book::Xls(Box::new(book))).map_err(|e| e.to_string()),
        };
        match book {
            Ok(book) => Ok(Self { file: file.to_owned(), book }),
            Err(reason) => Err(broken(file, &reason)),
        }
    }

    /// Its sheets in their order, with what their first rows hold. Charts and macros are none.
    pub(super) fn sheets(&mut self) -> Vec<SheetView> {
        let metadata = match &self.book {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xlsb(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
            Book::Ods(book) => book.sheets_metadata(),
        };
        let sheets: Vec<(String, bool)> = metadata
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
            .collect();
        sheets.into_iter().map(|(name, hidden)| self.look(name, hidden)).collect()
    }

    /// The first row of a sheet that is not blank, and how far the sheet reaches.
    fn look(&mut self, name: String, hidden: bool) -> SheetView {
        let mut first: Vec<String> = Vec::new();
        let mut at = None;
        let mut see = |row: u32, _: u32, value: &DataRef<'_>| {
            let text = cell::text(value).unwrap_or_default();
            if text.is_empty() {
                return Ok(());
            }
            if *at.get_or_insert(row) != row || first.len() == SHOWN {
                return Err(Stop::Enough);
            }
            first.push(text.chars().take(LETTERS).collect());
            Ok(())
        };
        let (done, (rows, columns)) = self.cells(&name, &mut see);
        // What is broken is not empty: choosing the sheet says what is wrong with it.
        let empty = first.is_empty() && done.is_ok();
        SheetView { name, hidden, empty, rows, columns, first }
    }

    /// Writes a sheet as CSV.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if it is damaged or too large, [`ErrorKind::Table`] if it is empty.
    pub(super) fn write(&mut self, sheet: &str, out: &mut Vec<u8>) -> Result<Written> {
        let mut frame = None;
        loop {
            let start = out.len();
            let mut rows = Rows::new(frame);
            let taken =
                self.cells(sheet, &mut |row, column, value| Ok(rows.take(row, column, value, out)?)).0;
            match taken.and_then(|()| Ok(rows.finish(out)?)) {
                Ok(()) if rows.records == 0 => {
                    let place = format!("sheet {sheet} of {}", self.file);
                    return Err(Error::new(
                        ErrorKind::Table,
                        place,
                        "the sheet is empty",
                        "Choose another sheet.",
                    ));
                }
                Ok(()) => return Ok(Written { notes: notes(&rows) }),
                Err(Stop::Fault(Fault::Frame(wider))) => {
                    frame = Some(wider);
                    out.truncate(start);
                }
                Err(stop) => return Err(self.stopped(sheet, stop)),
            }
        }
    }

    fn stopped(&self, sheet: &str, stop: Stop) -> Error {
        let place = format!("sheet {sheet} of {}", self.file);
        match stop {
            Stop::Fault(Fault::Large) => Error::new(
                ErrorKind::Memory,
                place,
                format!(
                    "the sheet spans more than {} million cells, most of them empty",
                    MOST_CELLS / 1_000_000
                ),
                "Delete what lies far to the right of the table or below it, or save the sheet as CSV.",
            ),
            Stop::Broken(reason) => broken(&place, &reason),
            Stop::Fault(_) | Stop::Enough => broken(&place, "its rows are out of order"),
        }
    }

    /// Calls `take` with the cells of a sheet, row by row. Also returns how many rows and columns the sheet says it has.
    fn cells(
        &mut self,
        sheet: &str,
        take: &mut dyn FnMut(u32, u32, &DataRef<'_>) -> std::result::Result<(), Stop>,
    ) -> (std::result::Result<(), Stop>, (u64, u64)) {
        /// The readers of both newer kinds have the same methods and no common trait.
        macro_rules! by_and_by {
            ($book:expr) => {
                match $book.worksheet_cells_reader(sheet) {
                    Err(error) => (Err(Stop::Broken(error.to_string())), (0, 0)),
                    Ok(mut cells) => {
                        let extent = extent(cells.dimensions());
                        let done = loop {
                            match cells.next_cell() {
                                Ok(None) => break Ok(()),
                                Err(error) => break Err(Stop::Broken(error.to_string())),
                                Ok(Some(cell)) => {
                                    let (row, column) = cell.get_position();
                                    if let Err(stop) = take(row, column, cell.get_value()) {
                                        break Err(stop);
                                    }
                                }
                            }
                        };
                        (done, extent)
                    }
                }
            };
        }
        match &mut self.book {
            Book::Xlsx(book) => by_and_by!(book),
            Book::Xlsb(book) => by_and_by!(book),
            Book::Xls(book) => at_once(book.worksheet_range(sheet).map_err(|error| error.to_string()), take),
            Book::Ods(book) => at_once(book.worksheet_range(sheet).map_err(|error| error.to_string()), take),
        }
    }
}

fn at_once(
    range: std::result::Result<Range<Data>, String>,
    take: &mut dyn FnMut(u32, u32, &DataRef<'_>) -> std::result::Result<(), Stop>,
) -> (std::result::Result<(), Stop>, (u64, u64)) {
    let range = match range {
        Ok(range) => range,
        Err(reason) => return (Err(Stop::Broken(reason)), (0, 0)),
    };
    let (top, left) = range.start().unwrap_or_default();
    let extent = (range.height() as u64, range.width() as u64);
    let done = range.used_cells().try_for_each(|(row, column, value)| {
        take(top + row as u32, left + column as u32, &cell::borrowed(value))
    });
    (done, extent)
}

fn extent(dimensions: calamine::Dimensions) -> (u64, u64) {
    let span = |start: u32, end: u32| u64::from(end.saturating_sub(start)) + 1;
    match dimensions.end {
        // Where a sheet does not say, this is what stands in its place.
        (0, 0) => (0, 0),
        (row, column) => (span(dimensions.start.0, row), span(dimensions.start.1, column)),
    }
}

fn notes(rows: &Rows) -> Vec<Note> {
    if rows.errors == 0 {
        return Vec::new();
    }
    let text = format!(
        "Cells with an error such as #DIV/0! are read as gaps: {}{}.",
        rows.examples.join(", "),
        if rows.errors > rows.examples.len() as u64 { " and more" } else { "" }
    );
    vec![Note::new(NoteKind::Cells, text).counting(rows.errors, &[])]
}

fn broken(place: &str, reason: &str) -> Error {
    if reason.to_lowercase().contains("password") {
        let advice = "Open it in its program, save it without a password, or as CSV, and choose that file.";
        return Error::new(ErrorKind::File, place, "it is protected by a password", advice);
    }
    Error::new(
        ErrorKind::File,
        place,
        format!("the workbook cannot be read ({reason})"),
        "Open it in a spreadsheet program, save the sheet as CSV, and choose that file.",
    )
}

/// Whether `bytes` hold `text` in UTF-16, as the directory of a compound file does.
fn holds_utf16(bytes: &[u8], text: &str) -> bool {
    let wanted: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
