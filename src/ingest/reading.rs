//! Reading with the layout decided: every record goes to the columns, deviations are counted.

use encoding_rs::Decoder;

use super::Imported;
use super::batch::Batch;
use super::column::{Builder, Spots};
use super::detect::Guess;
use super::dialect::{Delimiter, Dialect};
use super::doubts::Doubts;
use super::encoding::{Encoding, decode};
use super::first::FIRST_COLUMNS;
use super::layout::Layout;
use super::record::{LineEnds, Record};
use super::records::Records;
use super::shape::{self, Fields, Shape};
use super::wish::Wish;
use super::{layout, names, report, sniff, total};
use crate::error::{Error, ErrorKind, Result};
use crate::recipe::Reading as Choices;

/// Records of the sample that the shape is decided by.
const SAMPLE_RECORDS: usize = 1_000;

/// Rows shown to a person.
const FIRST_ROWS: usize = 20;

/// A record longer than this is none.
const LONGEST_RECORD: usize = 16 << 20;

/// The state of reading.
#[derive(Debug)]
pub(crate) struct Reading {
    file: String,
    records: Records,
    decoder: Option<Decoder>,
    decoded: Vec<u8>,
    doubts: Doubts,
    /// What else the file may be in, while its encoding is not known.
    guess: Option<Guess>,
    /// Bytes of decoded text so far.
    text: u64,
    pub(crate) body: Body,
}

/// What is known before the first record.
#[derive(Debug)]
pub(crate) struct Start<'a> {
    /// The file's name.
    pub(crate) file: &'a str,
    /// What a person decided.
    pub(crate) choices: &'a Choices,
    pub(crate) encoding: Encoding,
    /// Whether there is no doubt about it.
    pub(crate) known: bool,
    /// Bytes of the byte order mark.
    pub(crate) mark: usize,
    pub(crate) dialect: Dialect,
    /// The first words beyond ASCII, as they stand in the file.
    pub(crate) strange: Vec<Vec<u8>>,
}

/// What the records amount to so far.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) encoding: Encoding,
    pub(crate) mark: usize,
    pub(crate) dialect: Dialect,
    pub(crate) shape: Shape,
    pub(crate) quoted: (bool, bool),
    /// Lines above the table, blank ones counted.
    pub(crate) preamble: u64,
    /// Lines of the sample, and those of them in which the quote stands.
    pub(crate) sampled: (u64, u64),
    /// Other delimiters, with the fields records of the sample would usually have.
    pub(crate) alternatives: Vec<(Delimiter, usize)>,
    /// The first words beyond ASCII, as they stand in the file.
    pub(crate) strange: Vec<Vec<u8>>,
    /// Whether a person said if there are names.
    pub(crate) header_given: bool,
    /// What a person decided.
    pub(crate) choices: Choices,
    /// Records that are not blank, those above the data included.
    seen: u64,
    pub(crate) header: Option<Fields>,
    pub(crate) columns: Vec<Builder>,
    /// Rows that the columns have not taken yet.
    batch: Batch,
    /// Room for the numbers of a column among them.
    values: Vec<f64>,
    pub(crate) rows: u64,
    /// The first rows, as far as they are shown.
    pub(crate) first: Vec<Fields>,
    pub(crate) short: Spots,
    pub(crate) long: Spots,
    pub(crate) hollow: Spots,
    /// Whether the last row is among the short, and among the long ones.
    last: (bool, bool),
    /// The word by which the last line is one of totals and no row.
    pub(crate) total: Option<String>,
    /// The first rows in which bytes do not exist in the encoding.
    pub(crate) invalid: Vec<u64>,
    /// Lines left out as remarks, by the row above which they stand.
    pub(crate) remarks: Spots,
    /// Rows with quotes read as letters where they should not stand.
    pub(crate) mended: Spots,
    /// Rows that are the header once more.
    pub(crate) repeats: Spots,
}

impl Reading {
    /// Decides the shape by `sample`, the beginning of the file as text; `whole` says it is all of it.
    pub(crate) fn new(start: &Start<'_>, sample: &[u8], whole: bool) -> Self {
        let Start { encoding, known, mark, dialect, choices, .. } = *start;
        let Sample { fields, quotes, lines } = sample_records(sample, &dialect, whole);
        let above =
            |lines_above: u32| lines.iter().take_while(|line| **line < u64::from(lines_above)).count();
        let given = shape::Given { header: choices.header, skipped: choices.preamble_lines.map(above) };
        let shape = shape::find(&fields, sniff::declared(sample).is_some(), given);
        let table = &quotes[shape.skipped.min(quotes.len())..];
        let names = usize::from(shape.header) + shape.more_names;
        let (head, data) = table.split_at(names.min(table.len()));
        let all = |quotes: &[bool]| !quotes.is_empty() && quotes.iter().all(|&quoted| quoted);
        let body = Body {
            encoding,
            mark,
            dialect,
            shape,
            quoted: (all(head), all(data)),
            preamble: lines.get(shape.skipped).or(lines.last()).copied().unwrap_or(0),
            sampled: quoted_lines(sample, dialect.quote),
            alternatives: sniff::alternatives(sample, whole, &dialect),
            strange: start.strange.clone(),
            header_given: choices.header.is_some(),
            choices: choices.clone(),
            seen: 0,
            header: None,
            columns: (0..shape.width).map(|_| Builder::new(shape.width)).collect(),
            batch: Batch::new(shape.width),
            values: Vec::new(),
            first: Vec::new(),
            rows: 0,
            short: Spots::default(),
            long: Spots::default(),
            hollow: Spots::default(),
            last: (false, false),
            total: None,
            invalid: Vec::new(),
            remarks: Spots::default(),
            mended: Spots::default(),
            repeats: Spots::default(),
        };
        let mut body = body;
        if !shape.header {
            body.follow_choices();
        }
        Self {
            file: start.file.to_owned(),
            records: Records::new(&dialect),
            decoder: encoding.decoder(),
            decoded: Vec::new(),
            doubts: Doubts::about(Some(encoding).filter(|_| known)),
            guess: (!known).then(Guess::default),
            text: 0,
            body,
        }
    }

    /// Takes the next bytes of the file, behind the byte order mark.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if a record does not end.
    pub(crate) fn feed(&mut self, bytes: &[u8]) -> Result<()> {
        let text = match &mut self.decoder {
            Some(decoder) => {
                self.decoded.clear();
                let (doubts, start) = (&mut self.doubts, self.text);
                decode(decoder, bytes, &mut self.decoded, &mut |at| doubts.doubt(start + at as u64));
                self.text += self.decoded.len() as u64;
                &self.decoded
            }
            None => {
                self.doubts.feed(bytes);
                if let Some(guess) = &mut self.guess {
                    guess.feed(bytes);
                }
                bytes
            }
        };
        let (body, doubts) = (&mut self.body, &mut self.doubts);
        self.records.feed(text, &mut |record| body.take_with(&record, doubts));
        if self.records.pending() > LONGEST_RECORD {
            return Err(Error::new(
                ErrorKind::File,
                format!("row {} of {}", self.body.rows + 1, self.file),
                "is longer than 16 MB",
                "Look whether its line ends are missing there, or whether the file is a table at all.",
            ));
        }
        Ok(())
    }

    /// Data records so far.
    pub(crate) fn rows(&self) -> u64 {
        self.body.rows
    }

    /// The table.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if a quote is open at the end, [`ErrorKind::Table`] if there is no data record.
    pub(crate) fn finish(mut self) -> Result<Imported> {
        let (body, doubts) = (&mut self.body, &mut self.doubts);
        if self.records.finish(&mut |record| body.take_with(&record, doubts)) {
            return Err(self.open_quote("holds a quote that opens and never closes"));
        }
        self.body.end();
        if self.body.rows == 0 {
            return Err(Error::new(
                ErrorKind::Table,
                self.file,
                "the file has column names but no rows below them",
                "Choose a file with one row for each customer.",
            ));
        }
        let guess = self.guess.filter(|_| self.doubts.speaks_against_utf8());
        let settled = guess.map_or(self.body.encoding, |guess| guess.best());
        Ok(report::finish(self.body, settled, &self.doubts, self.records.line_ends()))
    }

    fn open_quote(&self, what: &str) -> Error {
        let quote = char::from(self.body.dialect.quote.unwrap_or(b'"'));
        Error::new(
            ErrorKind::File,
            format!("row {} of {}", self.body.rows + 1, self.file),
            what,
            format!(
                "Look for a {quote} too many in that row or shortly above it: remove it, or write it twice if it belongs to the text."
            ),
        )
    }
}

impl Body {
    /// Takes a record, and notes its row if bytes in it do not exist in the encoding.
    fn take_with(&mut self, record: &Record<'_>, doubts: &mut Doubts) {
        let row = self.rows;
        self.take(record);
        if doubts.waiting() && doubts.within(record.end) && self.rows > row {
            self.invalid.push(row);
        }
    }

    fn take(&mut self, record: &Record<'_>) {
        if record.is_blank() {
            if record.len() > 1 && self.rows > 0 {
                self.hollow.add(self.rows);
            }
            return;
        }
        let index = self.seen;
        self.seen += 1;
        let above = self.shape.skipped as u64;
        if index < above {
            return;
        }
        let names = u64::from(self.shape.header) + self.shape.more_names as u64;
        if index < above + names {
            let fields = record.fields().map(<[u8]>::to_vec).collect();
            match &mut self.header {
                None => self.header = Some(fields),
                Some(header) => names::go_on(header, fields),
            }
            if index + 1 == above + names {
                self.follow_choices();
            }
            return;
        }
        if self.shape.remarks && layout::is_remark(record) {
            self.remarks.add(self.rows);
            return;
        }
        if record.mended {
            self.mended.add(self.rows);
        }
        let repeats = |header: &Fields| {
            header.len() == record.len()
                && header.iter().zip(record.fields()).all(|(name, field)| **name == *field)
        };
        if record.len() > 1 && self.header.as_ref().is_some_and(repeats) {
            self.repeats.add(self.rows);
        }
        self.take_row(record);
    }

    /// Tells the columns, once they have names, what a person decided about them.
    fn follow_choices(&mut self) {
        if self.choices.columns.is_empty() && self.choices.decimal.is_none() {
            return;
        }
        let page = if self.encoding.is_page() { self.encoding } else { Encoding::WINDOWS_1252 };
        let named =
            |encoding| names::names(self.header.as_deref(), self.shape.shifted, self.shape.width, encoding).0;
        let (ours, theirs) = (named(self.encoding), named(page));
        for ((builder, ours), theirs) in self.columns.iter_mut().zip(&ours).zip(&theirs) {
            builder.follow(Wish::of(&self.choices, &[ours, theirs], page));
        }
    }

    fn take_row(&mut self, record: &Record<'_>) {
        if self.first.len() < FIRST_ROWS {
            self.first.push(record.fields().take(FIRST_COLUMNS + 1).map(<[u8]>::to_vec).collect());
        }
        // The last row waits for the end, which may show that it is none.
        if self.batch.is_full() {
            self.hand_over();
        }
        self.batch.push(record);
        let more = |record: &Record<'_>| {
            record.fields().skip(self.columns.len()).any(|field| !field.trim_ascii().is_empty())
        };
        self.last = (record.len() < self.columns.len(), record.len() > self.columns.len() && more(record));
        if self.last.0 {
            self.short.add(self.rows);
        } else if self.last.1 {
            self.long.add(self.rows);
        }
        self.rows += 1;
    }

    /// Gives the columns the rows that wait.
    fn hand_over(&mut self) {
        for (number, column) in self.columns.iter_mut().enumerate() {
            column.take(self.batch.column(number), &mut self.values);
        }
        self.batch.clear();
    }

    /// Gives the columns the last rows, but not a line of totals.
    fn end(&mut self) {
        let last = self.batch.pop();
        self.hand_over();
        let cells: Vec<&[u8]> = last.iter().map(Vec::as_slice).collect();
        let above = self.rows.saturating_sub(1);
        self.total = total::word(&cells, &self.columns, above);
        if self.total.is_some() {
            self.rows = above;
            self.first.truncate(usize::try_from(above).unwrap_or(usize::MAX));
            self.short.forget(above, self.last.0);
            self.long.forget(above, self.last.1);
        } else {
            self.columns.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
        }
    }

    /// How the file is laid out, its columns being called `names`.
    pub(crate) fn layout(&self, encoding: Encoding, names: Vec<String>) -> Layout {
        Layout {
            encoding,
            mark: self.mark,
            dialect: self.dialect,
            skipped: self.shape.skipped as u64,
            header: self.shape.header,
            more_names: self.shape.more_names as u64,
            remarks: self.shape.remarks,
            width: self.shape.width,
            trailing: self.shape.trailing,
            shifted: self.shape.shifted,
            quoted: self.quoted,
            total: self.total.as_ref().map(|_| self.rows),
            names,
        }
    }
}

/// The first complete records, blank lines left out.
struct Sample {
    fields: Vec<Fields>,
    /// Whether the last field of each is quoted.
    quotes: Vec<bool>,
    /// Lines above each.
    lines: Vec<u64>,
}

fn sample_records(sample: &[u8], dialect: &Dialect, whole: bool) -> Sample {
    let (mut fields, mut quotes, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    let (mut counted, mut above) = (0, 0);
    let mut records = Records::new(dialect);
    let mut sink = |record: Record<'_>| {
        if fields.len() == SAMPLE_RECORDS {
            return;
        }
        let end = (record.end as usize).min(sample.len());
        let line_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let start = counted + sample[counted..end].iter().take_while(line_end).count();
        above += line_ends(&sample[counted..start]);
        if !record.is_blank() {
            fields.push(record.fields().map(<[u8]>::to_vec).collect());
            let before = end.checked_sub(1).map(|at| sample[at]);
            quotes.push(before.is_some() && before == dialect.quote);
            lines.push(above);
        }
        above += line_ends(&sample[start..end]);
        counted = end;
    };
    records.feed(sample, &mut sink);
    // A quote that is open all through the sample closes nothing, and is not to hide what the records are like.
    if whole || records.is_quoted_through() {
        records.finish(&mut sink);
    }
    Sample { fields, quotes, lines }
}

/// Lines of `sample` that are not empty, and those in which `quote` stands.
fn quoted_lines(sample: &[u8], quote: Option<u8>) -> (u64, u64) {
    let lines = sample.split(|byte| matches!(byte, b'\r' | b'\n')).filter(|line| !line.is_empty());
    lines.fold((0, 0), |(all, quoted), line| {
        (all + 1, quoted + u64::from(quote.is_some_and(|quote| line.contains(&quote))))
    })
}

/// Line ends in `text`, a carriage return with a line feed being one.
fn line_ends(text: &[u8]) -> u64 {
    let feeds = text.iter().filter(|byte| **byte == b'\n').count();
    let lone =
        text.iter().enumerate().filter(|(at, byte)| **byte == b'\r' && text.get(at + 1) != Some(&b'\n'));
    (feeds + lone.count()) as u64
}

/// The kind of line end most records have, as a fact, and whether there are others.
pub(crate) fn line_end_fact(ends: LineEnds) -> (Option<&'static str>, bool) {
    let kinds = [(ends.lf, "LF line ends"), (ends.crlf, "CRLF line ends"), (ends.cr, "CR line ends")];
    let most = kinds.iter().max_by_key(|(count, _)| *count).filter(|(count, _)| *count > 0);
    (most.map(|(_, name)| *name), kinds.iter().filter(|(count, _)| *count > 0).count() > 1)
}
