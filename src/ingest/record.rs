//! One record with its fields, and the room in which it is put together.

/// From where to where.
pub(super) type Span = (usize, usize);

/// One record, valid until the next is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    pub(super) bytes: &'a [u8],
    /// Where in `bytes` each field lies.
    pub(super) spans: &'a [Span],
    /// Where its line ends, as an offset into the bytes given to the scanner: a field can be appended there.
    pub(crate) end: u64,
    /// Whether quotes in it were read as letters where they should not stand.
    pub(crate) mended: bool,
}

impl<'a> Record<'a> {
    /// Number of fields, at least 1.
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The fields, unquoted, in order.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let bytes = self.bytes;
        self.spans.iter().map(move |&(start, end)| &bytes[start..end])
    }

    /// Whether its last field is empty.
    pub(crate) fn ends_empty(&self) -> bool {
        self.fields().last().is_none_or(|field| field.trim_ascii().is_empty())
    }

    /// Whether it is a line of white space, or of delimiters as spreadsheets write an empty line: not a record of data, in whatever file.
    pub(crate) fn is_blank(&self) -> bool {
        // Most records have something in their first field.
        self.fields().all(|field| field.trim_ascii().is_empty())
    }
}

/// How often each kind of line end closed a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct LineEnds {
    pub(crate) lf: u64,
    pub(crate) crlf: u64,
    pub(crate) cr: u64,
}

/// Room for the fields of the record under way.
#[derive(Debug)]
pub(crate) struct Room {
    bytes: Vec<u8>,
    used: usize,
    spans: Vec<Span>,
}

impl Room {
    pub(super) fn new() -> Self {
        Self { bytes: vec![0; 1024], used: 0, spans: Vec::with_capacity(32) }
    }

    /// Whether the record has neither a field nor a byte.
    pub(crate) fn is_empty(&self) -> bool {
        self.used == 0 && self.spans.is_empty()
    }

    /// Bytes in it.
    pub(super) fn used(&self) -> usize {
        self.used
    }

    /// The record put together, whose line ends at `end`.
    pub(super) fn record(&self, end: u64, mended: bool) -> Record<'_> {
        Record { bytes: &self.bytes[..self.used], spans: &self.spans, end, mended }
    }

    /// Makes room for the next record.
    pub(super) fn clear(&mut self) {
        self.used = 0;
        self.spans.clear();
    }

    /// The field under way.
    pub(crate) fn field(&self) -> &[u8] {
        &self.bytes[self.field_start()..self.used]
    }

    /// Empties the field under way.
    pub(crate) fn restart_field(&mut self) {
        self.used = self.field_start();
    }

    fn field_start(&self) -> usize {
        self.spans.last().map_or(0, |(_, end)| *end)
    }

    /// Adds bytes to the field under way.
    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        let end = self.used + bytes.len();
        if end > self.bytes.len() {
            self.bytes.resize(end.next_power_of_two(), 0);
        }
        self.bytes[self.used..end].copy_from_slice(bytes);
        self.used = end;
    }

    /// Adds a byte to the field under way.
    pub(crate) fn push(&mut self, byte: u8) {
        if self.used == self.bytes.len() {
            self.bytes.resize(self.used * 2, 0);
        }
        self.bytes[self.used] = byte;
        self.used += 1;
    }

    /// Ends the field under way.
    pub(crate) fn end_field(&mut self) {
        self.spans.push((self.field_start(), self.used));
    }
}
