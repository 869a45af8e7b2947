//! Cutting bytes into records and fields: the one scanner that reading and labelling share.
//!
//! Because both use it, "record 7" means the same in both. It takes slices of any length; where a slice ends makes no
//! difference to what comes out.

use super::dialect::{Delimiter, Dialect};
use super::plain::Plain;
use super::quotes::{Quotes, Step};
use super::record::{LineEnds, Record, Room, Span};
use super::spaces::Spaces;
use super::twice::Twice;

/// Bytes that may be taken again however short the file is; beyond that, as many as it has.
const MOST_AGAIN: u64 = 32 << 20;

#[derive(Debug)]
enum Cutter {
    Quotes(Box<Quotes>, Plain),
    Spaces(Spaces),
    Twice(Twice),
}

/// The scanner.
#[derive(Debug)]
pub(crate) struct Records {
    cutter: Cutter,
    room: Room,
    /// Whether the cutter is in the middle of a record.
    under_way: bool,
    /// The fields of a record that is cut without being copied.
    spans: Vec<Span>,
    taken: u64,
    after_cr: bool,
    line_ends: LineEnds,
    /// Bytes taken again.
    again: u64,
}

impl Records {
    /// A scanner at the start of a file, behind its byte order mark.
    pub(crate) fn new(dialect: &Dialect) -> Self {
        let cutter = match dialect.delimiter {
            Delimiter::Spaces => Cutter::Spaces(Spaces::new(dialect.quote)),
            Delimiter::Twice(mark) => Cutter::Twice(Twice::new(mark, dialect.quote)),
            Delimiter::Byte(delimiter) => {
                let quotes = Quotes::new(delimiter, dialect.quote, dialect.backslash);
                Cutter::Quotes(Box::new(quotes), Plain::new(delimiter, dialect.quote, dialect.backslash))
            }
        };
        Self {
            cutter,
            room: Room::new(),
            under_way: false,
            spans: Vec::new(),
            taken: 0,
            after_cr: false,
            line_ends: LineEnds::default(),
            again: 0,
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
            let used = match &mut self.cutter {
                Cutter::Quotes(..) => self.feed_quoted(bytes, sink),
                Cutter::Spaces(spaces) => {
                    let cut = spaces.cut(bytes, &mut self.room);
                    self.feed_cut(bytes, cut, sink)
                }
                Cutter::Twice(twice) => {
                    let cut = twice.cut(bytes, &mut self.room);
                    self.feed_cut(bytes, cut, sink)
                }
            };
            bytes = &bytes[used..];
        }
    }

    /// Notes that so many of `bytes` were taken, and whether they complete a record. Returns how many.
    fn feed_cut(
        &mut self,
        bytes: &[u8],
        (complete, used): (bool, usize),
        sink: &mut impl FnMut(Record<'_>),
    ) -> usize {
        self.taken += used as u64;
        self.under_way = !complete;
        if complete {
            self.note_line_end(bytes[used - 1]);
            self.emit(self.taken - 1, sink);
        }
        used
    }

    /// Takes bytes until a record is complete. Returns how many.
    fn feed_quoted(&mut self, bytes: &[u8], sink: &mut impl FnMut(Record<'_>)) -> usize {
        let mut used = 0;
        while used < bytes.len() {
            if let Cutter::Quotes(quotes, _) = &mut self.cutter {
                if quotes.is_endless() {
                    self.cut_again(sink);
                    continue;
                }
                let run = quotes.run(&bytes[used..], &mut self.room);
                self.taken += run as u64;
                used += run;
            }
            let Some(&byte) = bytes.get(used) else { break };
            used += 1;
            if self.take(byte, sink) {
                self.under_way = false;
                return used;
            }
        }
        self.under_way = true;
        used
    }

    /// Takes a byte; a field whose quote turns out to be none is cut again before. Returns whether a record is complete.
    fn take(&mut self, byte: u8, sink: &mut impl FnMut(Record<'_>)) -> bool {
        loop {
            let Cutter::Quotes(quotes, _) = &mut self.cutter else { return false };
            match quotes.step(byte, &mut self.room, false) {
                Step::More => {
                    self.taken += 1;
                    return false;
                }
                Step::Record => {
                    self.complete(byte, sink);
                    return true;
                }
                Step::Recut => self.cut_again(sink),
            }
        }
    }

    /// Takes the field under way again with its quote as a letter, which may complete records. In a file made to have that happen over
    /// and over quotes mean nothing any more from some point on, so that reading takes linear time.
    fn cut_again(&mut self, sink: &mut impl FnMut(Record<'_>)) {
        let Cutter::Quotes(quotes, _) = &mut self.cutter else { return };
        let raw = quotes.go_back(&mut self.room);
        self.again += raw.len() as u64;
        if self.again > MOST_AGAIN + self.taken {
            quotes.give_up();
        }
        self.taken -= raw.len() as u64;
        for byte in raw {
            self.settle_cr(byte);
            let Cutter::Quotes(quotes, _) = &mut self.cutter else { return };
            match quotes.step(byte, &mut self.room, true) {
                Step::Record => self.complete(byte, sink),
                _ => self.taken += 1,
            }
        }
    }

    /// Gives the record that `byte` ends to `sink`.
    fn complete(&mut self, byte: u8, sink: &mut impl FnMut(Record<'_>)) {
        self.taken += 1;
        self.note_line_end(byte);
        self.emit(self.taken - 1, sink);
    }

    /// Takes records that can be cut without being copied for as long as they come. Returns the bytes used.
    fn feed_plain(&mut self, bytes: &[u8], sink: &mut impl FnMut(Record<'_>)) -> usize {
        let Cutter::Quotes(_, plain) = self.cutter else { return 0 };
        let mut spans = std::mem::take(&mut self.spans);
        let mut used = 0;
        while used < bytes.len() {
            let rest = &bytes[used..];
            self.settle_cr(rest[0]);
            if matches!(rest[0], b'\n' | b'\r') {
                used += 1;
                continue;
            }
            let Some(at) = plain.cut(rest, &mut spans) else { break };
            sink(Record {
                bytes: &rest[..at],
                spans: &spans,
                end: self.taken + (used + at) as u64,
                mended: false,
            });
            self.note_line_end(rest[at]);
            used += at + 1;
        }
        self.taken += used as u64;
        self.spans = spans;
        used
    }

    /// Ends the file: gives a last record without a line end to `sink`. Returns whether that record could not be
    /// completed because a quote is open, which only a file cut at runs of spaces can come to.
    pub(crate) fn finish(&mut self, sink: &mut impl FnMut(Record<'_>)) -> bool {
        self.settle_cr(0);
        // A line end completes whatever can be completed. Inside quotes it would become part of the field instead.
        let complete = match &mut self.cutter {
            Cutter::Quotes(..) => self.finish_quoted(sink),
            Cutter::Spaces(spaces) => spaces.cut(b"\n", &mut self.room).0,
            Cutter::Twice(twice) => twice.cut(b"\n", &mut self.room).0,
        };
        if complete {
            self.emit(self.taken, sink);
        }
        !self.room.is_empty()
    }

    fn finish_quoted(&mut self, sink: &mut impl FnMut(Record<'_>)) -> bool {
        loop {
            let Cutter::Quotes(quotes, _) = &mut self.cutter else { return false };
            match quotes.step(b'\n', &mut self.room, false) {
                Step::Record => return true,
                Step::More if quotes.is_open() => {
                    quotes.forget_last();
                    self.cut_again(sink);
                }
                Step::More if self.room.is_empty() => return false,
                // A backslash before the end of the file took the meaning from the line end.
                Step::More => {}
                Step::Recut => self.cut_again(sink),
            }
        }
    }

    /// Whether most of what was taken is one field whose quote is open.
    pub(crate) fn is_quoted_through(&self) -> bool {
        matches!(&self.cutter, Cutter::Quotes(quotes, _) if quotes.open_bytes() as u64 * 2 > self.taken)
    }

    /// Bytes of the record under way.
    pub(crate) fn pending(&self) -> usize {
        self.room.used()
    }

    /// The line ends seen.
    pub(crate) fn line_ends(&self) -> LineEnds {
        self.line_ends
    }

    fn emit(&mut self, end: u64, sink: &mut impl FnMut(Record<'_>)) {
        let mended = match &mut self.cutter {
            Cutter::Quotes(quotes, _) => quotes.take_mended(),
            Cutter::Spaces(_) | Cutter::Twice(_) => false,
        };
        sink(self.room.record(end, mended));
        self.room.clear();
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

    #[test]
    fn a_character_that_stands_twice_cuts_and_alone_does_not() {
        let dialect = Dialect { delimiter: Delimiter::Twice(b':'), ..Dialect::default() };
        let rows = fields(
            b"1::Heat: a film::x\r\n\n2::\"Great\" cats::\n3::\"say \"\"a\"\"\"::5:\n4:::::6",
            dialect,
        );
        assert_eq!(
            rows,
            [
                ["1", "Heat: a film", "x"],
                ["2", "\"Great\" cats", ""],
                ["3", "say \"a\"", "5:"],
                ["4", "", ":6"]
            ]
        );
    }

    /// A random file in which every rule of quoting and of line ends comes up within a few bytes.
    fn random_file(random: &mut Xoshiro256PlusPlus) -> Vec<u8> {
        let cells: [&[u8]; 9] = [
            b"a",
            b"",
            b"12.5",
            b"\"x\"",
            b"\"a,\"\"b\"\"\"",
            b"\"1\n2\"",
            b"\"\r\n\"",
            b"y\"z",
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
        // The last line end may be missing, in whole or in part.
        for _ in 0..random.random_range(0..3) {
            file.pop_if(|byte| matches!(byte, b'\r' | b'\n'));
        }
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
            records.finish(&mut sink);
            let mut reader = csv::ReaderBuilder::new();
            let mut reader = reader.has_headers(false).flexible(true).from_reader(file.as_slice());
            let mut theirs: Vec<Vec<Vec<u8>>> = Vec::new();
            for record in reader.byte_records() {
                theirs.push(record.expect("bytes in memory").iter().map(<[u8]>::to_vec).collect());
            }
            assert_eq!(ours, theirs, "{}", file.escape_ascii());
        }
    }

    fn fields(text: &[u8], dialect: Dialect) -> Vec<Vec<String>> {
        let whole = cut_up(text, dialect, text.len());
        assert_eq!(whole, cut_up(text, dialect, 1), "whatever the slices");
        whole.into_iter().map(|(fields, _)| fields).collect()
    }

    #[test]
    fn a_quote_that_never_closes_swallows_nothing() {
        let rows = fields(b"\"a,b\n1,2\n3,\"x,y\"\n", Dialect::default());
        assert_eq!(rows, [vec!["\"a", "b"], vec!["1", "2"], vec!["3", "x,y"]]);
        let rows = fields(b"a,b\n1,\"2\n3,4\n", Dialect::default());
        assert_eq!(rows, [["a", "b"], ["1", "\"2"], ["3", "4"]]);
        assert_eq!(fields(b"a,\"", Dialect::default()), [["a", "\""]]);
        assert_eq!(fields(b"a\n\"1\n", Dialect::default()), [["a"], ["\"1"]]);
    }

    #[test]
    fn quotes_inside_texts_are_letters() {
        let rows = fields(b"\"10\" wide, flat\",\"b\" ,c\n a, \"d,e\",f\n", Dialect::default());
        assert_eq!(rows, [["10\" wide, flat", "b", "c"], [" a", "d,e", "f"]]);
    }

    #[test]
    fn backslashes_take_the_meaning_from_what_follows() {
        let dialect = Dialect { backslash: true, ..Dialect::default() };
        let rows = fields(b"\"a\\\"b\",c\\,d,C:\\dir\n", dialect);
        assert_eq!(rows, [["a\"b", "c,d", "C:\\dir"]]);
    }

    #[test]
    fn a_file_of_nothing_but_doubled_quotes_takes_linear_time() {
        let text = [b"\"a".to_vec(), b",\"\"b".repeat(400_000)].concat();
        let mut records = Records::new(&Dialect::default());
        let mut found = 0;
        records.feed(&text, &mut |_| {});
        records.finish(&mut |record| found = record.len());
        assert!(found > 1 && records.again <= MOST_AGAIN + 2 * text.len() as u64, "{}", records.again);
    }
}
