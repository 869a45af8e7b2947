//! Cutting bytes into records and fields: the one scanner that reading and labelling share.
//!
//! Because both use it, "record 7" means the same in both. It takes slices of any length; where a slice ends makes no
//! difference to what comes out.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::dialect::{Delimiter, Dialect};
use super::plain::Plain;
use super::spaces::Spaces;

/// One record, valid until the next is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    bytes: &'a [u8],
    ends: &'a [usize],
    /// Bytes between the end of a field and the start of the next: 1 where the delimiters are still there.
    gap: usize,
    /// Where its line ends, as an offset into the bytes given to the scanner: a field can be appended there.
    pub(crate) end: u64,
}

impl<'a> Record<'a> {
    /// Number of fields, at least 1.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The fields, unquoted, in order.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let (bytes, gap) = (self.bytes, self.gap);
        let mut start = 0;
        self.ends.iter().map(move |&end| &bytes[std::mem::replace(&mut start, end + gap)..end])
    }

    /// Whether its last field is empty.
    pub(crate) fn ends_empty(&self) -> bool {
        self.fields().last().is_none_or(|field| field.trim_ascii().is_empty())
    }

    /// Whether it is a line of white space: not a record of data, in whatever file.
    pub(crate) fn is_blank(&self) -> bool {
        self.len() == 1 && self.bytes[..self.ends[0]].trim_ascii().is_empty()
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
    ends: Vec<usize>,
    ended: usize,
}

impl Room {
    fn new() -> Self {
        Self { bytes: vec![0; 1024], used: 0, ends: vec![0; 32], ended: 0 }
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
        if self.ended == self.ends.len() {
            self.ends.resize(self.ended * 2, 0);
        }
        self.ends[self.ended] = self.used;
        self.ended += 1;
    }
}

#[derive(Debug)]
enum Cutter {
    Csv(Box<Reader>, Plain),
    Spaces(Spaces),
}

/// The scanner.
#[derive(Debug)]
pub(crate) struct Records {
    cutter: Cutter,
    room: Room,
    /// Whether the cutter is in the middle of a record.
    under_way: bool,
    /// Ends of the fields of a record that is cut without being copied.
    ends: Vec<usize>,
    taken: u64,
    after_cr: bool,
    line_ends: LineEnds,
}

impl Records {
    /// A scanner at the start of a file, behind its byte order mark.
    pub(crate) fn new(dialect: &Dialect) -> Self {
        let cutter = match dialect.delimiter {
            Delimiter::Spaces => Cutter::Spaces(Spaces::new(dialect.quote)),
            Delimiter::Byte(delimiter) => {
                Cutter::Csv(Box::new(reader(delimiter, dialect)), Plain::new(delimiter, dialect.quote))
            }
        };
        Self {
            cutter,
            room: Room::new(),
            under_way: false,
            ends: Vec::new(),
            taken: 0,
            after_cr: false,
            line_ends: LineEnds::default(),
        }
    }

    /// Takes the next bytes and gives every record they complete to `sink`.
    pub(crate) fn feed(&mut self, mut bytes: &[u8], sink: &mut impl FnMut(Record<'_>)) {
        while !bytes.is_empty() {
            self.settle_cr(bytes[0]);
            if !self.under_way {
                bytes = &bytes[self.feed_plain(bytes, sink)..];
                if bytes.is_empty() {
                    return;
                }
            }
            let (complete, used) = match &mut self.cutter {
                Cutter::Csv(reader, _) => cut(reader, bytes, &mut self.room),
                Cutter::Spaces(spaces) => spaces.cut(bytes, &mut self.room),
            };
            self.taken += used as u64;
            self.under_way = !complete;
            if complete {
                self.note_line_end(bytes[used - 1]);
                self.emit(self.taken - 1, sink);
            }
            bytes = &bytes[used..];
        }
    }

    /// Takes records without quotes for as long as they come. Returns the bytes used.
    fn feed_plain(&mut self, bytes: &[u8], sink: &mut impl FnMut(Record<'_>)) -> usize {
        let Cutter::Csv(_, plain) = self.cutter else { return 0 };
        let mut ends = std::mem::take(&mut self.ends);
        let mut used = 0;
        while used < bytes.len() {
            let rest = &bytes[used..];
            self.settle_cr(rest[0]);
            if matches!(rest[0], b'\n' | b'\r') {
                used += 1;
                continue;
            }
            let Some(at) = plain.cut(rest, &mut ends) else { break };
            sink(Record { bytes: &rest[..at], ends: &ends, gap: 1, end: self.taken + (used + at) as u64 });
            self.note_line_end(rest[at]);
            used += at + 1;
        }
        self.taken += used as u64;
        self.ends = ends;
        used
    }

    /// Ends the file: gives a last record without a line end to `sink`. Returns whether that record could not be
    /// completed because a quote is open.
    pub(crate) fn finish(&mut self, sink: &mut impl FnMut(Record<'_>)) -> bool {
        self.settle_cr(0);
        // A line end completes whatever can be completed. Inside quotes it becomes part of the field instead.
        let (complete, _) = match &mut self.cutter {
            Cutter::Csv(reader, _) => cut(reader, b"\n", &mut self.room),
            Cutter::Spaces(spaces) => spaces.cut(b"\n", &mut self.room),
        };
        if complete {
            self.emit(self.taken, sink);
        }
        self.room.used > 0 || self.room.ended > 0
    }

    /// Bytes taken so far.
    pub(crate) fn taken(&self) -> u64 {
        self.taken
    }

    /// Bytes of the record under way.
    pub(crate) fn pending(&self) -> usize {
        self.room.used
    }

    /// The line ends seen.
    pub(crate) fn line_ends(&self) -> LineEnds {
        self.line_ends
    }

    fn emit(&mut self, end: u64, sink: &mut impl FnMut(Record<'_>)) {
        let room = &mut self.room;
        sink(Record { bytes: &room.bytes[..room.used], ends: &room.ends[..room.ended], gap: 0, end });
        room.used = 0;
        room.ended = 0;
    }

    fn note_line_end(&mut self, byte: u8) {
        match byte {
            b'\r' => self.after_cr = true,
            _ => self.line_ends.lf += 1,
        }
    }

    /// Only the byte after a carriage return tells which kind of line end it began.
    fn settle_cr(&mut self, next: u8) {
        if std::mem::take(&mut self.after_cr) {
            match next {
                b'\n' => self.line_ends.crlf += 1,
                _ => self.line_ends.cr += 1,
            }
        }
    }
}

fn reader(delimiter: u8, dialect: &Dialect) -> Reader {
    let escape = dialect.backslash.then_some(b'\\');
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).escape(escape).quoting(dialect.quote.is_some());
    let mut reader = builder.quote(dialect.quote.unwrap_or(b'"')).build();
    // The reader would strip a byte order mark of its own if its first input held one whole; after a blank
    // line, which it skips, it no longer looks for one.
    reader.read_record(b"\n", &mut [0], &mut [0]);
    reader
}

/// Runs the reader until a record is complete or the input is used up.
fn cut(reader: &mut Reader, bytes: &[u8], room: &mut Room) -> (bool, usize) {
    let mut used = 0;
    loop {
        let (result, taken, written, ended) =
            reader.read_record(&bytes[used..], &mut room.bytes[room.used..], &mut room.ends[room.ended..]);
        used += taken;
        room.used += written;
        room.ended += ended;
        match result {
            ReadRecordResult::Record => return (true, used),
            ReadRecordResult::InputEmpty | ReadRecordResult::End => return (false, used),
            ReadRecordResult::OutputFull => room.bytes.resize(room.bytes.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => room.ends.resize(room.ends.len() * 2, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    use super::*;

    fn cut_up(text: &[u8], dialect: Dialect, slice: usize) -> Vec<(Vec<String>, u64)> {
        let mut records = Records::new(&dialect);
        let mut out = Vec::new();
        let mut sink = |record: Record<'_>| {
            let fields = record.fields().map(|field| String::from_utf8_lossy(field).into_owned());
            out.push((fields.collect(), record.end));
        };
        for part in text.chunks(slice) {
            records.feed(part, &mut sink);
        }
        records.finish(&mut sink);
        out
    }

    #[test]
    fn a_record_ends_before_its_line_end_whatever_the_slices() {
        let text = b"a,b\r\n\n1,\"x\n\"\"y\"\"\"\r3,\n4,5";
        let whole = cut_up(text, Dialect::default(), text.len());
        assert_eq!(whole[1], (vec!["1".to_owned(), "x\n\"y\"".to_owned()], 17));
        assert_eq!(whole.iter().map(|record| record.1).collect::<Vec<_>>(), [3, 17, 20, 24]);
        assert_eq!(whole, cut_up(text, Dialect::default(), 1));
    }

    #[test]
    fn fields_that_fill_the_room_exactly_survive() {
        for length in [1022, 1023, 1024, 1025, 2048] {
            let text = [vec![b'x'; length], b"\ny".to_vec()].concat();
            let records = cut_up(&text, Dialect::default(), length);
            assert_eq!(records.len(), 2, "{length} bytes");
            assert_eq!(records[0].0[0].len(), length);
        }
    }

    #[test]
    fn runs_of_spaces_are_one_delimiter() {
        let dialect = Dialect { delimiter: Delimiter::Spaces, ..Dialect::default() };
        let records = cut_up(b"  1   2\t3 \n\n4 \"5 6\" 7", dialect, 3);
        assert_eq!(records[0].0, ["1", "2", "3"]);
        assert_eq!(records[1].0, ["4", "5 6", "7"]);
    }

    /// A random file in which every rule of quoting and of line ends comes up within a few bytes.
    fn random_file(random: &mut Xoshiro256PlusPlus) -> Vec<u8> {
        let cells: [&[u8]; 10] = [
            b"a",
            b"",
            b"12.5",
            b"\"x\"",
            b"\"a,\"\"b\"\"\"",
            b"\"1\n2\"",
            b"\"\r\n\"",
            b"y\"z",
            b"\"q\"w",
            b"a rather long field",
        ];
        let mut file = Vec::new();
        for _ in 0..random.random_range(1..12) {
            for field in 0..random.random_range(1..6) {
                if field > 0 {
                    file.push(b',');
                }
                file.extend_from_slice(cells[random.random_range(0..cells.len())]);
            }
            file.extend_from_slice([&b"\n"[..], b"\r\n", b"\r", b"\n\n"][random.random_range(0..4)]);
        }
        let length = file.len();
        file.truncate(length - random.random_range(0..length.min(4)));
        file
    }

    #[test]
    fn records_are_those_of_the_csv_crate() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(7);
        for _ in 0..100_000 {
            let file = random_file(&mut random);
            let mut records = Records::new(&Dialect::default());
            let mut ours: Vec<Vec<Vec<u8>>> = Vec::new();
            let mut sink = |record: Record<'_>| ours.push(record.fields().map(<[u8]>::to_vec).collect());
            let cut = random.random_range(0..=file.len());
            records.feed(&file[..cut], &mut sink);
            records.feed(&file[cut..], &mut sink);
            let open = records.finish(&mut sink);
            let mut reader = csv::ReaderBuilder::new();
            let mut reader = reader.has_headers(false).flexible(true).from_reader(file.as_slice());
            let mut theirs: Vec<Vec<Vec<u8>>> = Vec::new();
            for record in reader.byte_records() {
                theirs.push(record.expect("bytes in memory").iter().map(<[u8]>::to_vec).collect());
            }
            // Where a quote is open the csv crate gives what it has; here the file is refused.
            if open {
                theirs.pop();
            }
            assert_eq!(ours, theirs, "{}", file.escape_ascii());
        }
    }

    #[test]
    fn an_open_quote_is_known_at_the_end() {
        let open = |text: &[u8]| {
            let mut records = Records::new(&Dialect::default());
            records.feed(text, &mut |_| {});
            records.finish(&mut |_| {})
        };
        assert!(open(b"a,b\n1,\""));
        assert!(open(b"a,b\n1,\"x\ny\n"));
        assert!(!open(b"a,b\n1,\"x\""));
        assert!(!open(b"a,b\r\n"));
        assert!(!open(b"a,"));
    }
}
