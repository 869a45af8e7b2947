//! The original file again with one field appended to each record; no original byte is altered.
//!
//! The field follows the file's own encoding, delimiter, quoting and line ends. A record with too few fields gets the
//! delimiters it lacks first, so that the new field stands under its name; a record with too many gets the new field last.
//! Lines above the table and blank lines stay as they are.

use super::formula;
use crate::ingest::Layout;
use crate::ingest::scan::{Delimiter, Encoding, Mask, Record, Records, is_remark};

/// What stands for an empty cell where fields are separated by runs of spaces, which cannot hold one.
const EMPTY_AMONG_SPACES: &str = "NA";

/// Takes the original file in slices and gives it back with a column appended.
///
/// ```
/// use customer_segmentation::{export::Labeller, ingest::Importer};
///
/// let file = b"name,age\r\n\"Berg, Anna\",31\r\nJo,28";
/// let mut importer = Importer::new("shop.csv");
/// importer.feed(file)?;
/// let layout = importer.finish()?.layout;
///
/// let mut label = |record: u64| (record == 1).then(|| "2".to_owned());
/// let mut out = Vec::new();
/// let mut labeller = Labeller::new(&layout, "segment");
/// labeller.feed(file, &mut label, &mut out);
/// labeller.finish(&mut label, &mut out);
/// assert_eq!(out, b"name,age,segment\r\n\"Berg, Anna\",31,\r\nJo,28,2");
/// # Ok::<(), customer_segmentation::error::Error>(())
/// ```
#[derive(Debug)]
pub struct Labeller {
    records: Records,
    field: Field,
    units: Vec<u8>,
    held: Held,
    /// For encodings with several bytes a character.
    mask: Option<Mask>,
    /// Bytes of the byte order mark still to come.
    mark: usize,
    /// The first half of a UTF-16 unit cut by a slice.
    half: Option<u8>,
}

/// The field to append to each record.
#[derive(Debug)]
struct Field {
    layout: Layout,
    name: String,
    seen: u64,
    /// Remarks among the data records so far.
    remarks: u64,
}

impl Labeller {
    /// Starts a copy of the file read as `layout` with the new column `column`, or `column_2`, `column_3` ... where
    /// the file has such a column already. A file without a header gets none.
    pub fn new(layout: &Layout, column: &str) -> Self {
        Self {
            records: Records::new(&layout.dialect),
            field: Field { layout: layout.clone(), name: layout.free_name(column), seen: 0, remarks: 0 },
            units: Vec::new(),
            held: Held { unit: layout.encoding.unit(), ..Held::default() },
            mask: Mask::of(layout.encoding).filter(|_| layout.encoding.unit() == 1),
            mark: layout.mark,
            half: None,
        }
    }

    /// Takes the next slice of the original file, in order and of any length, and appends its copy to `out`.
    /// `label` gives the cell text for a 0-based data record; `None` is an empty cell.
    pub fn feed(&mut self, slice: &[u8], label: &mut dyn FnMut(u64) -> Option<String>, out: &mut Vec<u8>) {
        let (mark, bytes) = slice.split_at(self.mark.min(slice.len()));
        self.mark -= mark.len();
        out.extend_from_slice(mark);
        if let Some(mask) = &mut self.mask {
            let mut text = std::mem::take(&mut self.units);
            text.clear();
            mask.feed(bytes, &mut text);
            self.copy(&text, bytes, 1, label, out);
            self.units = text;
        } else if self.field.layout.encoding.unit() == 1 {
            self.copy(bytes, bytes, 1, label, out);
        } else {
            self.feed_units(bytes, label, out);
        }
    }

    /// Ends the copy: a last record without a line end gets its field here.
    pub fn finish(mut self, label: &mut dyn FnMut(u64) -> Option<String>, out: &mut Vec<u8>) {
        let Self { records, field, held, .. } = &mut self;
        records.finish(&mut |record| {
            held.give(record.end, out);
            field.write(&record, label, out);
        });
        out.extend_from_slice(&held.bytes[held.copied..]);
        out.extend(self.half);
    }

    /// UTF-16: the scanner sees one byte for each unit of two. What is not ASCII cuts nothing, so any letter stands for it.
    fn feed_units(&mut self, bytes: &[u8], label: &mut dyn FnMut(u64) -> Option<String>, out: &mut Vec<u8>) {
        let mut whole: Vec<u8> = self.half.take().into_iter().chain(bytes.iter().copied()).collect();
        if whole.len() % 2 == 1 {
            self.half = whole.pop();
        }
        let high_first = self.field.layout.encoding == Encoding::UTF_16BE;
        let read = if high_first { u16::from_be_bytes } else { u16::from_le_bytes };
        let mut units = std::mem::take(&mut self.units);
        units.clear();
        units.extend(whole.chunks_exact(2).map(|pair| match read([pair[0], pair[1]]) {
            unit @ 0..=0x7F => unit as u8,
            _ => b'x',
        }));
        self.copy(&units, &whole, 2, label, out);
        self.units = units;
    }

    /// Scans `text`, which has one byte for every `unit` bytes of `original`, and copies `original` with the new fields. What follows the
    /// last complete record is held back: where a quote turns out to be none, records end in what was scanned before.
    fn copy(
        &mut self,
        text: &[u8],
        original: &[u8],
        unit: usize,
        label: &mut dyn FnMut(u64) -> Option<String>,
        out: &mut Vec<u8>,
    ) {
        let Self { records, field, held, .. } = self;
        held.unit = unit;
        held.bytes.extend_from_slice(original);
        records.feed(text, &mut |record| {
            held.give(record.end, out);
            field.write(&record, label, out);
        });
        held.forget();
    }
}

/// Bytes of the original that are not copied yet.
#[derive(Debug, Default)]
struct Held {
    bytes: Vec<u8>,
    /// How many of them are copied all the same.
    copied: usize,
    /// Place of the first in the text that is scanned.
    start: u64,
    /// Bytes for each byte of that text.
    unit: usize,
}

impl Held {
    /// Copies up to `end`, a place in the text that is scanned.
    fn give(&mut self, end: u64, out: &mut Vec<u8>) {
        let end = (end - self.start) as usize * self.unit;
        out.extend_from_slice(&self.bytes[self.copied..end]);
        self.copied = end;
    }

    /// Lets go of what is copied.
    fn forget(&mut self) {
        self.bytes.drain(..self.copied);
        self.start += (self.copied / self.unit) as u64;
        self.copied = 0;
    }
}

impl Field {
    /// Appends the field for `record`, if it gets one.
    fn write(
        &mut self,
        record: &Record<'_>,
        label: &mut dyn FnMut(u64) -> Option<String>,
        out: &mut Vec<u8>,
    ) {
        if record.is_blank() {
            return;
        }
        let index = self.seen;
        self.seen += 1;
        let layout = &self.layout;
        let Some(index) = index.checked_sub(layout.skipped) else { return };
        match (layout.header, index) {
            (true, 0) => {
                let name = self.text(&self.name, layout.quoted.0);
                self.append(&name, record, layout.width - usize::from(layout.shifted), out);
            }
            (true, index) if index <= layout.more_names => {
                let text = self.text("", layout.quoted.0);
                self.append(&text, record, layout.width - usize::from(layout.shifted), out);
            }
            _ if layout.remarks && is_remark(record) => self.remarks += 1,
            (header, index) => {
                let names = if header { 1 + layout.more_names } else { 0 };
                let text = label(index - names - self.remarks).unwrap_or_default();
                let text = self.text(&text, layout.quoted.1);
                self.append(&text, record, layout.width, out);
            }
        }
    }

    /// Writes `text` behind `record`, which should have `width` fields.
    fn append(&self, text: &str, record: &Record<'_>, width: usize, out: &mut Vec<u8>) {
        let layout = &self.layout;
        let delimiter = match layout.dialect.delimiter {
            Delimiter::Byte(byte) => char::from(byte).to_string(),
            Delimiter::Spaces => " ".to_owned(),
        };
        let open = usize::from(layout.trailing && record.ends_empty() && record.len() > width);
        let lacking = match layout.dialect.delimiter {
            Delimiter::Byte(_) => width.saturating_sub(record.len()),
            Delimiter::Spaces => 0,
        };
        let mut field = delimiter.repeat(lacking + 1 - open);
        if layout.dialect.delimiter == Delimiter::Spaces {
            let gaps = width.saturating_sub(record.len());
            field.push_str(&format!("{EMPTY_AMONG_SPACES} ").repeat(gaps));
        }
        field.push_str(text);
        if layout.trailing {
            field.push_str(&delimiter);
        }
        layout.encoding.write(&field, out);
    }

    /// A cell's text as it is to stand in the file: harmless to spreadsheet programs, and quoted if need be.
    fn text(&self, text: &str, quote: bool) -> String {
        let dialect = &self.layout.dialect;
        let text = formula::harmless(text);
        let spaces = dialect.delimiter == Delimiter::Spaces;
        if spaces && text.is_empty() {
            return EMPTY_AMONG_SPACES.to_owned();
        }
        let Some(mark) = dialect.quote.map(char::from) else { return text };
        let special = |character: char| match dialect.delimiter {
            _ if character == mark || character == '\r' || character == '\n' => true,
            Delimiter::Byte(byte) => character == char::from(byte),
            Delimiter::Spaces => character == ' ' || character == '\t',
        };
        let quote = quote && !(text.is_empty() && spaces);
        if quote || text.contains(special) {
            let text = if dialect.backslash { text.replace('\\', "\\\\") } else { text };
            format!("{mark}{}{mark}", text.replace(mark, &format!("{mark}{mark}")))
        } else {
            text
        }
    }
}
