//! Rows on their way to the columns: some hundred at a time, so that each column takes all its cells one after the other.

use super::record::{Record, Span};

/// Rows and cells that are gathered at most, few enough to stay close to the processor, and bytes from which no row is added.
const MOST_ROWS: usize = 250;
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
        // The record in one piece: most fields are too short to be worth a copy of their own.
        let base = self.bytes.len();
        self.bytes.extend_from_slice(record.bytes);
        let moved = record.spans.iter().map(|(start, end)| (base + start, base + end));
        let fields = moved.chain(std::iter::repeat((base, base)));
        for (cell, field) in self.cells.iter_mut().skip(self.rows).step_by(self.most).zip(fields) {
            *cell = field;
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
    pub(crate) fn first(&self) -> Option<&'a [u8]> {
        self.spans.first().map(|&(start, end)| &self.bytes[start..end])
    }

    /// Goes on to the one behind it.
    pub(crate) fn skip(&mut self) {
        self.spans = &self.spans[1..];
    }

    /// Gives the cells to `take` for as long as it takes them, and goes on to the first that it does not. Returns how many it took.
    #[inline(always)]
    pub(crate) fn take_while(&mut self, mut take: impl FnMut(Cell<'a>) -> bool) -> u64 {
        let bytes = self.bytes;
        let left = self.spans.iter().position(|&(start, end)| !take(Cell { bytes, start, end }));
        let taken = left.unwrap_or(self.spans.len());
        self.spans = &self.spans[taken..];
        taken as u64
    }
}

/// One cell, with what stands behind it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell<'a> {
    bytes: &'a [u8],
    start: usize,
    end: usize,
}

impl<'a> Cell<'a> {
    /// Its bytes.
    #[inline(always)]
    pub(crate) fn bytes(self) -> &'a [u8] {
        &self.bytes[self.start..self.end]
    }

    /// Whether it has none.
    #[inline(always)]
    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// A cell of at most eight bytes with what stands behind it, first byte lowest, and its length; `None` if it is longer or what stands
    /// behind it is too short.
    #[inline(always)]
    pub(crate) fn eight(self) -> Option<(u64, usize)> {
        let eight = self.bytes.get(self.start..)?.first_chunk::<8>()?;
        let length = self.end - self.start;
        (length <= 8).then(|| (u64::from_le_bytes(*eight), length))
    }

    /// A cell of one to seven bytes as a number that no other cell is: these, and their count above them.
    #[inline(always)]
    pub(crate) fn brief(self) -> Option<u64> {
        let (word, length) = self.eight().filter(|(_, length)| (1..8).contains(length))?;
        Some(word & (u64::MAX >> (64 - 8 * length)) | (length as u64) << 56)
    }
}
