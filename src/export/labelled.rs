//! The original file again with fields appended to each record; no original byte is altered, unless formulas are to be disarmed.
//!
//! The fields follow the file's own encoding, delimiter, quoting and line ends. A record with too few fields gets the
//! delimiters it lacks first, so that a new field stands under its name; a record with too many gets the new fields last.
//! Lines above the table and blank lines stay as they are.

use super::formula;
use crate::ingest::Layout;
use crate::ingest::scan::{Delimiter, Encoding, Mask, Record, Records, is_remark};

/// What stands for an empty cell where fields are separated by runs of spaces, which cannot hold one.
const EMPTY_AMONG_SPACES: &str = "NA";

/// What becomes of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// It gets these cells, one for each new column.
    Cells(Vec<String>),
    /// It gets empty cells.
    Empty,
    /// It is left out, for a file of some of the customers.
    LeftOut,
}

/// Takes the original file in slices and gives it back with columns appended.
///
/// ```
/// use customer_segmentation::{export::{Label, Labeller}, ingest::Importer};
///
/// let file = b"name,age\r\n\"Berg, Anna\",31\r\nJo,28";
/// let mut importer = Importer::new("shop.csv");
/// importer.feed(file)?;
/// let layout = importer.finish()?.layout;
///
/// let mut label = |record: u64| if record == 1 { Label::Cells(vec!["2".to_owned()]) } else { Label::Empty };
/// let mut out = Vec::new();
/// let mut labeller = Labeller::new(&layout, &["segment"]);
/// labeller.feed(file, &mut label, &mut out);
/// labeller.finish(&mut label, &mut out);
/// assert_eq!(out, b"name,age,segment\r\n\"Berg, Anna\",31,\r\nJo,28,2");
/// # Ok::<(), customer_segmentation::error::Error>(())
/// ```
#[derive(Debug)]
pub struct Labeller {
    records: Records,
    fields: Fields,
    units: Vec<u8>,
    /// Bytes that are not written yet: those of a record that is not over.
    held: Held,
    /// For encodings with several bytes a character.
    mask: Option<Mask>,
    /// Bytes of the byte order mark still to come.
    mark: usize,
    /// The first half of a UTF-16 unit cut by a slice.
    half: Option<u8>,
}

/// The fields to append to each record.
#[derive(Debug)]
struct Fields {
    layout: Layout,
    names: Vec<String>,
    seen: u64,
    /// Remarks among the data records so far.
    remarks: u64,
    /// Whether no cell may be a formula.
    disarm: bool,
}

impl Labeller {
    /// Starts a copy of the file read as `layout` with the new `columns`; one of them is called `column_2`, `column_3` ... where
    /// the file has such a column already. A file without a header gets no names.
    pub fn new(layout: &Layout, columns: &[&str]) -> Self {
        let names = columns.iter().map(|column| layout.free_name(column)).collect();
        Self {
            records: Records::new(&layout.dialect),
            fields: Fields { layout: layout.clone(), names, seen: 0, remarks: 0, disarm: false },
            units: Vec::new(),
            held: Held { unit: layout.encoding.unit(), ..Held::default() },
            mask: Mask::of(layout.encoding).filter(|_| layout.encoding.unit() == 1),
            mark: layout.mark,
            half: None,
        }
    }

    /// Has cells disarmed that spreadsheet programs would run as formulas: for a text that was made of cells which were none.
    pub fn disarm(&mut self) {
        self.fields.disarm = true;
    }

    /// Takes the next slice of the original file, in order and of any length, and appends its copy to `out`.
    /// `label` says what becomes of a 0-based data record.
    pub fn feed(&mut self, slice: &[u8], label: &mut dyn FnMut(u64) -> Label, out: &mut Vec<u8>) {
        let (mark, bytes) = slice.split_at(self.mark.min(slice.len()));
        self.mark -= mark.len();
        out.extend_from_slice(mark);
        if let Some(mask) = &mut self.mask {
            let mut text = std::mem::take(&mut self.units);
            text.clear();
            mask.feed(bytes, &mut text);
            self.copy(&text, bytes, label, out);
            self.units = text;
        } else if self.fields.layout.encoding.unit() == 1 {
            self.copy(bytes, bytes, label, out);
        } else {
            self.feed_units(bytes, label, out);
        }
    }

    /// Ends the copy: a last record without a line end gets its fields here.
    pub fn finish(mut self, label: &mut dyn FnMut(u64) -> Label, out: &mut Vec<u8>) {
        let (fields, held) = (&mut self.fields, &mut self.held);
        self.records.finish(&mut |record| match fields.of(&record, label) {
            None => held.leave_out(record.end),
            Some(cells) => {
                held.give(record.end, fields.disarmed(&record), out);
                fields.write(cells, &record, out);
            }
        });
        out.extend_from_slice(&held.bytes[held.copied..]);
        out.extend(self.half);
    }

    /// UTF-16: the scanner sees one byte for each unit of two. What is not ASCII cuts nothing, so any letter stands for it.
    fn feed_units(&mut self, bytes: &[u8], label: &mut dyn FnMut(u64) -> Label, out: &mut Vec<u8>) {
        let mut whole: Vec<u8> = self.half.take().into_iter().chain(bytes.iter().copied()).collect();
        if whole.len() % 2 == 1 {
            self.half = whole.pop();
        }
        let high_first = self.fields.layout.encoding == Encoding::UTF_16BE;
        let read = if high_first { u16::from_be_bytes } else { u16::from_le_bytes };
        let mut units = std::mem::take(&mut self.units);
        units.clear();
        units.extend(whole.chunks_exact(2).map(|pair| match read([pair[0], pair[1]]) {
            unit @ 0..=0x7F => unit as u8,
            _ => b'x',
        }));
        self.copy(&units, &whole, label, out);
        self.units = units;
    }

    /// Scans `text`, which has one byte for every unit of `original`, and copies `original` with the new fields.
    fn copy(&mut self, text: &[u8], original: &[u8], label: &mut dyn FnMut(u64) -> Label, out: &mut Vec<u8>) {
        let (fields, held) = (&mut self.fields, &mut self.held);
        held.bytes.extend_from_slice(original);
        self.records.feed(text, &mut |record| match fields.of(&record, label) {
            // The line end before a record belongs to it, so that a record that is left out takes one with it.
            None => held.leave_out(record.end),
            Some(cells) => {
                held.give(record.end, fields.disarmed(&record), out);
                fields.write(cells, &record, out);
            }
        });
        held.forget();
    }
}

/// Bytes of the original behind the last record that is over. Where a quote turns out to be none, records end in what was scanned before.
#[derive(Debug, Default)]
struct Held {
    bytes: Vec<u8>,
    /// How many of them are done with all the same.
    copied: usize,
    /// Place of the first in the text that is scanned.
    start: u64,
    /// Bytes for each byte of that text.
    unit: usize,
}

impl Held {
    fn place(&self, end: u64) -> usize {
        (end - self.start) as usize * self.unit
    }

    /// Writes up to `end`, a place in the text that is scanned; with `instead` in place of the record that ends there.
    fn give(&mut self, end: u64, instead: Option<String>, out: &mut Vec<u8>) {
        let end = self.place(end);
        let bytes = &self.bytes[self.copied..end];
        match instead {
            None => out.extend_from_slice(bytes),
            Some(text) => {
                let line_ends = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                out.extend_from_slice(&bytes[..line_ends]);
                out.extend_from_slice(text.as_bytes());
            }
        }
        self.copied = end;
    }

    /// Leaves out what comes before `end`.
    fn leave_out(&mut self, end: u64) {
        self.copied = self.place(end);
    }

    /// Lets go of what is done with.
    fn forget(&mut self) {
        self.bytes.drain(..self.copied);
        self.start += (self.copied / self.unit) as u64;
        self.copied = 0;
    }
}

/// Cells of one record, and how many fields it should have; none for a record that gets nothing.
type Cells = Option<(Vec<String>, usize)>;

impl Fields {
    /// What `record` gets; `None` if it is left out.
    fn of(&mut self, record: &Record<'_>, label: &mut dyn FnMut(u64) -> Label) -> Option<Cells> {
        if record.is_blank() {
            return Some(None);
        }
        let index = self.seen;
        self.seen += 1;
        let layout = &self.layout;
        let Some(index) = index.checked_sub(layout.skipped) else { return Some(None) };
        if layout.header && index == 0 {
            let names = self.names.iter().map(|name| self.text(name, layout.quoted.0)).collect();
            return Some(Some((names, layout.width - usize::from(layout.shifted))));
        }
        let names = if layout.header { 1 + layout.more_names } else { 0 };
        if index < names {
            let cells = vec![self.text("", layout.quoted.0); self.names.len()];
            return Some(Some((cells, layout.width - usize::from(layout.shifted))));
        }
        if layout.remarks && is_remark(record) {
            self.remarks += 1;
            return Some(None);
        }
        let cells = match label(index - names - self.remarks) {
            Label::LeftOut => return None,
            Label::Empty => vec![String::new(); self.names.len()],
            Label::Cells(cells) => cells,
        };
        Some(Some((cells.iter().map(|cell| self.text(cell, layout.quoted.1)).collect(), layout.width)))
    }

    /// `record` without formulas, if it is to have none and has some. Only text made here is changed, which is UTF-8.
    fn disarmed(&self, record: &Record<'_>) -> Option<String> {
        let cells = || record.fields().map(String::from_utf8_lossy);
        if !self.disarm || !cells().any(|cell| formula::is_formula(&cell)) {
            return None;
        }
        let cells: Vec<String> = cells().map(|cell| self.text(&cell, false)).collect();
        Some(cells.join(&self.delimiter()))
    }

    fn delimiter(&self) -> String {
        match self.layout.dialect.delimiter {
            Delimiter::Byte(byte) => char::from(byte).to_string(),
            Delimiter::Twice(byte) => char::from(byte).to_string().repeat(2),
            Delimiter::Spaces => " ".to_owned(),
        }
    }

    /// Writes `cells` behind `record`.
    fn write(&self, cells: Cells, record: &Record<'_>, out: &mut Vec<u8>) {
        let Some((cells, width)) = cells else { return };
        let layout = &self.layout;
        let delimiter = self.delimiter();
        let open = usize::from(layout.trailing && record.ends_empty() && record.len() > width);
        let lacking = match layout.dialect.delimiter {
            Delimiter::Byte(_) | Delimiter::Twice(_) => width.saturating_sub(record.len()),
            Delimiter::Spaces => 0,
        };
        let mut field = delimiter.repeat(lacking + 1 - open);
        if layout.dialect.delimiter == Delimiter::Spaces {
            let gaps = width.saturating_sub(record.len());
            field.push_str(&format!("{EMPTY_AMONG_SPACES} ").repeat(gaps));
        }
        field.push_str(&cells.join(&delimiter));
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
            Delimiter::Byte(byte) | Delimiter::Twice(byte) => character == char::from(byte),
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
