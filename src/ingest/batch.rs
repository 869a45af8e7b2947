//! Rows on their way to the columns: some hundred at a time, so that each column takes all its cells one after the other.

use super::record::{Record, Span};

/// Rows and cells that are gathered at most, and bytes from which no row is added.
const MOST_ROWS: usize = 512;
const MOST_CELLS: usize = 1 << 16;
const ENOUGH_BYTES: usize = 1 << 20;

/// Rows that wait.
#[derive(Debug)]
pub(crate) struct Batch {
    width: usize,
    most: usize,
    rows: usize,
    bytes: Vec<u8>,
    /// Where in `bytes` each cell lies, column by column, each with room for `most` rows.
    cells: Vec<Span>,
}

impl Batch {
    /// For rows of `width` cells.
    pub(crate) fn new(width: usize) -> Self {
        let most = (MOST_CELLS / width.max(1)).clamp(1, MOST_ROWS);
        Self { width, most, rows: 0, bytes: Vec::new(), cells: vec![(0, 0); most * width] }
    }

    /// Adds a row; cells that the record lacks are empty, and those it has too many are left out.
    pub(crate) fn push(&mut self, record: &Record<'_>) {
        let mut fields = record.fields();
        for column in 0..self.width {
            let start = self.bytes.len();
            self.bytes.extend_from_slice(fields.next().unwrap_or_default());
            self.cells[column * self.most + self.rows] = (start, self.bytes.len());
        }
        self.rows += 1;
    }

    /// Whether the columns have to take what there is before another row is added.
    pub(crate) fn is_full(&self) -> bool {
        self.rows == self.most || self.bytes.len() >= ENOUGH_BYTES
    }

    /// The cells of the last row, which is taken away; none without a row.
    pub(crate) fn pop(&mut self) -> Vec<Vec<u8>> {
        let Some(row) = self.rows.checked_sub(1) else { return Vec::new() };
        self.rows = row;
        let cell = |column: usize| {
            let (start, end) = self.cells[column * self.most + row];
            self.bytes[start..end].to_vec()
        };
        (0..self.width).map(cell).collect()
    }

    /// The cells of a column.
    pub(crate) fn column(&self, column: usize) -> Cells<'_> {
        let start = column * self.most;
        Cells { bytes: &self.bytes, spans: &self.cells[start..start + self.rows] }
    }

    /// Forgets all rows.
    pub(crate) fn clear(&mut self) {
        self.rows = 0;
        self.bytes.clear();
    }
}

/// Cells of one column in the order of the rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cells<'a> {
    bytes: &'a [u8],
    spans: &'a [Span],
}

impl<'a> Cells<'a> {
    /// The next cell.
    #[inline(always)]
    pub(crate) fn first(&self) -> Option<&'a [u8]> {
        self.spans.first().map(|&(start, end)| &self.bytes[start..end])
    }

    /// Goes on to the one behind it.
    #[inline(always)]
    pub(crate) fn skip(&mut self) {
        self.spans = &self.spans[1..];
    }
}
