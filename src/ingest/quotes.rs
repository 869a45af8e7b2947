//! Cutting records with quotes, byte by byte: what RFC 4180 says, and what people and programs write instead.
//!
//! A quote opens a field only where the field begins, spaces before it left aside. Inside, a doubled quote is one; a quote before a
//! delimiter or a line end closes the field; any other is a letter like others. If one of those stands where a field would begin, or
//! the file ends before the quote closes, the quote that opened was none: the field is cut again with it as a letter.

use super::record::Room;

/// A field inside quotes that is longer than this has a quote that never closes.
const LONGEST_QUOTED: usize = 8 << 20;

/// Where in a record the cutter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the start of a field, or in spaces there.
    Start,
    /// In a field without quotes.
    Bare,
    /// Behind a backslash there.
    BareEscape,
    /// Inside quotes.
    Quoted,
    /// Behind a backslash there.
    QuotedEscape,
    /// Behind a quote inside quotes: the end of the field, half of a doubled quote, or a letter.
    Quote,
    /// In spaces behind such a quote: so many.
    QuoteSpace(usize),
}

/// What a byte did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The record goes on.
    More,
    /// It is complete; the byte was its line end.
    Record,
    /// The quote that opened the field was none. The byte is not taken.
    Recut,
}

/// The state of cutting.
#[derive(Debug)]
pub(crate) struct Quotes {
    delimiter: u8,
    quote: Option<u8>,
    backslash: bool,
    state: State,
    /// The field inside quotes as it stands in the file, from its start.
    raw: Vec<u8>,
    /// Whether the next quote at the start of a field is a letter.
    literal: bool,
    /// Whether some quote of this record was read as a letter where it should not stand.
    mended: bool,
}

impl Quotes {
    /// At the start of a file.
    pub(crate) fn new(delimiter: u8, quote: Option<u8>, backslash: bool) -> Self {
        Self {
            delimiter,
            quote,
            backslash,
            state: State::Start,
            raw: Vec::new(),
            literal: false,
            mended: false,
        }
    }

    /// Takes as many of `bytes` as surely belong to the inside of the field under way. Returns how many those are.
    pub(crate) fn run(&mut self, bytes: &[u8], room: &mut Room) -> usize {
        let escape = self.backslash.then_some(b'\\');
        let run = match (self.state, self.quote) {
            (State::Quoted, Some(quote)) => match escape {
                Some(escape) => memchr::memchr2(quote, escape, bytes),
                None => memchr::memchr(quote, bytes),
            },
            (State::Bare, _) if escape.is_none() => memchr::memchr3(self.delimiter, b'\n', b'\r', bytes),
            _ => Some(0),
        };
        let room_left = if self.state == State::Quoted {
            LONGEST_QUOTED.saturating_sub(self.raw.len())
        } else {
            bytes.len()
        };
        let run = &bytes[..run.unwrap_or(bytes.len()).min(room_left)];
        room.extend(run);
        if self.state == State::Quoted {
            self.raw.extend_from_slice(run);
        }
        run.len()
    }

    /// Takes a byte. `again` says that it has been seen before, in a field that is cut again.
    pub(crate) fn step(&mut self, byte: u8, room: &mut Room, again: bool) -> Step {
        let ends_line = matches!(byte, b'\r' | b'\n');
        match self.state {
            State::Start => return self.begin(byte, room),
            State::Bare => return self.bare(byte, room),
            State::BareEscape if ends_line || self.is_mark(byte) => {
                room.push(byte);
                self.state = State::Bare;
                return Step::More;
            }
            State::BareEscape => {
                room.push(b'\\');
                return self.bare(byte, room);
            }
            State::Quoted if Some(byte) == self.quote => self.state = State::Quote,
            State::Quoted if self.backslash && byte == b'\\' => self.state = State::QuotedEscape,
            State::Quoted => room.push(byte),
            State::QuotedEscape => {
                if byte != b'\\' && Some(byte) != self.quote {
                    room.push(b'\\');
                }
                room.push(byte);
                self.state = State::Quoted;
            }
            State::Quote if Some(byte) == self.quote => {
                room.push(byte);
                self.state = State::Quoted;
            }
            State::Quote | State::QuoteSpace(_) if ends_line || byte == self.delimiter => {
                self.raw.clear();
                room.end_field();
                self.state = State::Start;
                return if ends_line { Step::Record } else { Step::More };
            }
            State::Quote if matches!(byte, b' ' | b'\t') => self.state = State::QuoteSpace(1),
            State::QuoteSpace(spaces) if matches!(byte, b' ' | b'\t') => {
                self.state = State::QuoteSpace(spaces + 1);
            }
            State::Quote | State::QuoteSpace(_) => {
                // Behind a space a quote is no better than a guess.
                let spaced = self.raw.first() == Some(&b' ');
                if (spaced || self.opens_another()) && !again {
                    return Step::Recut;
                }
                self.quote_as_letter(byte, room);
            }
        }
        self.raw.push(byte);
        Step::More
    }

    /// Whether a backslash takes the meaning from `byte`.
    fn is_mark(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\\' || Some(byte) == self.quote
    }

    fn begin(&mut self, byte: u8, room: &mut Room) -> Step {
        if matches!(byte, b'\r' | b'\n') && room.is_empty() {
            return Step::More;
        }
        if Some(byte) == self.quote && room.field().iter().all(|byte| *byte == b' ') {
            if !std::mem::take(&mut self.literal) {
                self.raw = [room.field(), &[byte]].concat();
                room.restart_field();
                self.state = State::Quoted;
                return Step::More;
            }
            self.mended = true;
        }
        if byte == b' ' && self.delimiter != b' ' {
            room.push(byte);
            return Step::More;
        }
        self.state = State::Bare;
        self.bare(byte, room)
    }

    fn bare(&mut self, byte: u8, room: &mut Room) -> Step {
        if byte == b'\\' && self.backslash {
            self.state = State::BareEscape;
        } else if byte == self.delimiter {
            room.end_field();
            self.state = State::Start;
        } else if matches!(byte, b'\r' | b'\n') {
            room.end_field();
            self.state = State::Start;
            return Step::Record;
        } else {
            room.push(byte);
            self.state = State::Bare;
        }
        Step::More
    }

    /// Whether the quote just seen, which does not close the field, stands where a field would begin.
    fn opens_another(&self) -> bool {
        let spaces = if let State::QuoteSpace(spaces) = self.state { spaces } else { 0 };
        let before = self.raw.len().checked_sub(spaces + 2).map(|at| self.raw[at]);
        spaces == 0 && before.is_some_and(|byte| byte == self.delimiter || matches!(byte, b'\r' | b'\n'))
    }

    fn quote_as_letter(&mut self, byte: u8, room: &mut Room) {
        let spaces = if let State::QuoteSpace(spaces) = self.state { spaces } else { 0 };
        let kept = self.raw.len() - spaces;
        room.extend(&self.raw[kept - 1..]);
        room.push(byte);
        self.mended = true;
        self.state = State::Quoted;
    }

    /// Whether a field inside quotes is under way.
    pub(crate) fn is_open(&self) -> bool {
        !self.raw.is_empty()
    }

    /// Bytes of that field so far.
    pub(crate) fn open_bytes(&self) -> usize {
        self.raw.len()
    }

    /// Whether that field is so long that its quote will not close.
    pub(crate) fn is_endless(&self) -> bool {
        self.raw.len() >= LONGEST_QUOTED
    }

    /// Takes the last byte of that field back.
    pub(crate) fn forget_last(&mut self) {
        self.raw.pop();
    }

    /// Goes back to the start of the field under way, whose quote was none. Returns its bytes, which are to be taken again.
    pub(crate) fn go_back(&mut self, room: &mut Room) -> Vec<u8> {
        room.restart_field();
        self.state = State::Start;
        self.literal = true;
        std::mem::take(&mut self.raw)
    }

    /// No quote means anything any more.
    pub(crate) fn give_up(&mut self) {
        self.quote = None;
        self.mended = true;
    }

    /// Whether some quote of the record that is complete was read as a letter where it should not stand.
    pub(crate) fn take_mended(&mut self) -> bool {
        std::mem::take(&mut self.mended)
    }
}
