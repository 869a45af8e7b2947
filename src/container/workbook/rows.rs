//! Cells by and by become records: blank rows and blank columns around the table fall away.

use calamine::DataRef;

use super::cell::{self, CellError};
use crate::container::csv;

/// Cells that a sheet may span. More would be gaps that only blow up memory.
pub(super) const MOST_CELLS: u64 = 100_000_000;

/// Addresses of cells that are named as examples.
const EXAMPLES: usize = 3;

/// Where the table's columns begin and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) left: u32,
    pub(super) width: u32,
}

/// Why a sheet was not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A cell lies outside the frame; it is to be written again with this one.
    Frame(Frame),
    /// A row comes behind one that lies below it.
    Order,
    /// More than [`MOST_CELLS`].
    Large,
}

/// Writes the cells of one sheet, row by row.
#[derive(Debug)]
pub(super) struct Rows {
    frame: Option<Frame>,
    row: u32,
    cells: Vec<String>,
    /// Records written.
    pub(super) records: u64,
    /// Cells with an error.
    pub(super) errors: u64,
    /// Addresses of the first of them.
    pub(super) examples: Vec<String>,
}

impl Rows {
    /// `frame`: as another try has found it; else the first row that is not blank decides.
    pub(super) fn new(frame: Option<Frame>) -> Self {
        Self { frame, row: 0, cells: Vec::new(), records: 0, errors: 0, examples: Vec::new() }
    }

    /// Takes the cell in `row` and `column`, both from 0, in the order of rows.
    ///
    /// # Errors
    /// [`Fault`]: what was written is of no use.
    pub(super) fn take(
        &mut self,
        row: u32,
        column: u32,
        value: &DataRef<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        if row != self.row {
            if row < self.row {
                return Err(Fault::Order);
            }
            self.end_row(out)?;
            self.row = row;
        }
        let text = match cell::text(value) {
            Ok(text) => text,
            Err(CellError) => {
                self.errors += 1;
                if self.examples.len() < EXAMPLES {
                    self.examples.push(address(row, column));
                }
                return Ok(());
            }
        };
        if text.is_empty() {
            return Ok(());
        }
        let at = column as usize;
        if self.cells.len() <= at {
            self.cells.resize(at + 1, String::new());
        }
        self.cells[at].clear();
        self.cells[at].push_str(&text);
        Ok(())
    }

    /// Ends the sheet.
    ///
    /// # Errors
    /// As [`Rows::take`].
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Fault> {
        self.end_row(out)
    }

    fn end_row(&mut self, out: &mut Vec<u8>) -> Result<(), Fault> {
        let cells = std::mem::take(&mut self.cells);
        let Some(first) = cells.iter().position(|cell| !cell.is_empty()) else { return Ok(()) };
        let (first, end) = (first as u32, cells.len() as u32);
        let frame = *self.frame.get_or_insert(Frame { left: first, width: end - first });
        if first < frame.left || end > frame.left + frame.width {
            let left = frame.left.min(first);
            return Err(Fault::Frame(Frame { left, width: end.max(frame.left + frame.width) - left }));
        }
        self.records += 1;
        if self.records * u64::from(frame.width) > MOST_CELLS {
            return Err(Fault::Large);
        }
        let empty = String::new();
        let columns = frame.left..frame.left + frame.width;
        csv::record(columns.map(|column| cells.get(column as usize).unwrap_or(&empty).as_str()), out);
        self.cells = cells;
        self.cells.clear();
        Ok(())
    }
}

/// A cell's address as a spreadsheet program shows it: `C5`.
fn address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    format!("{}{}", String::from_utf8_lossy(&letters), u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::CellErrorType;

    fn written(cells: &[(u32, u32, DataRef<'_>)], frame: Option<Frame>) -> Result<(String, Rows), Fault> {
        let mut rows = Rows::new(frame);
        let mut out = Vec::new();
        for (row, column, value) in cells {
            rows.take(*row, *column, value, &mut out)?;
        }
        rows.finish(&mut out)?;
        Ok((String::from_utf8(out).expect("CSV is UTF-8"), rows))
    }

    #[test]
    fn blank_rows_and_columns_around_fall_away() {
        let cells = [
            (2, 1, DataRef::SharedString("a")),
            (2, 3, DataRef::SharedString("c")),
            (4, 1, DataRef::Float(1.0)),
            (4, 2, DataRef::Error(CellErrorType::NA)),
            (4, 3, DataRef::Empty),
        ];
        let (text, rows) = written(&cells, None).expect("written");
        assert_eq!(text, "a,,c\n1,,\n");
        assert_eq!((rows.errors, rows.examples), (1, vec!["C5".to_owned()]));
    }

    #[test]
    fn a_wider_row_further_down_asks_for_a_wider_frame() {
        let cells = [
            (0, 1, DataRef::SharedString("title")),
            (1, 0, DataRef::Float(1.0)),
            (1, 2, DataRef::Float(2.0)),
        ];
        let Err(Fault::Frame(frame)) = written(&cells, None) else { panic!("a wider frame") };
        assert_eq!(frame, Frame { left: 0, width: 3 });
        assert_eq!(written(&cells, Some(frame)).expect("written").0, ",title,\n1,,2\n");
    }

    #[test]
    fn rows_out_of_order_and_endless_gaps_are_refused() {
        let cells = [(3, 0, DataRef::Float(1.0)), (1, 0, DataRef::Float(1.0))];
        assert_eq!(written(&cells, None).err(), Some(Fault::Order));
        let mut rows = Rows::new(Some(Frame { left: 0, width: 16_384 }));
        rows.records = MOST_CELLS / 16_384;
        let mut out = Vec::new();
        rows.take(0, 16_383, &DataRef::Float(1.0), &mut out).expect("the row has not ended");
        assert_eq!(rows.finish(&mut out), Err(Fault::Large));
        assert_eq!(
            (address(0, 25), address(9, 26), address(0, 16_383)),
            ("Z1".into(), "AA10".into(), "XFD1".into())
        );
    }
}
