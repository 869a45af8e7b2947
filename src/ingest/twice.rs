//! Cutting lines at a character that stands twice, such as `::`, which csv-core has no notion of.
//!
//! Programs that write such files quote nothing, so a quote opens nothing that could swallow the lines below it; a field that begins and
//! ends with one loses both.

use super::record::Room;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first byte of a line.
    Start,
    /// In a field.
    Field,
    /// Behind one delimiting character, which is a letter unless another follows.
    Half,
}

/// The state of cutting.
#[derive(Debug)]
pub(crate) struct Twice {
    mark: u8,
    quote: Option<u8>,
    state: State,
}

impl Twice {
    /// At the start of a file whose fields have `mark` twice between them.
    pub(crate) fn new(mark: u8, quote: Option<u8>) -> Self {
        Self { mark, quote, state: State::Start }
    }

    /// Takes bytes until a line with fields is complete or none are left. Returns whether one is, and the bytes used.
    pub(crate) fn cut(&mut self, bytes: &[u8], room: &mut Room) -> (bool, usize) {
        let mut used = 0;
        while used < bytes.len() {
            let rest = &bytes[used..];
            let run = memchr::memchr3(self.mark, b'\n', b'\r', rest).unwrap_or(rest.len());
            if run > 0 {
                self.settle_half(room);
                room.extend(&rest[..run]);
                self.state = State::Field;
                used += run;
            } else {
                used += 1;
                if self.step(rest[0], room) {
                    return (true, used);
                }
            }
        }
        (false, used)
    }

    /// Takes the mark or a line end. Returns whether a line is complete.
    fn step(&mut self, byte: u8, room: &mut Room) -> bool {
        match self.state {
            State::Half if byte == self.mark => {
                self.end_field(room);
                self.state = State::Field;
            }
            _ if byte == self.mark => self.state = State::Half,
            State::Start => {}
            _ => {
                self.settle_half(room);
                self.end_field(room);
                self.state = State::Start;
                return true;
            }
        }
        false
    }

    fn settle_half(&mut self, room: &mut Room) {
        if self.state == State::Half {
            room.push(self.mark);
        }
    }

    fn end_field(&self, room: &mut Room) {
        if let (Some(quote), [first, inside @ .., last]) = (self.quote, room.field())
            && (*first, *last) == (quote, quote)
        {
            let mut bare = inside.to_vec();
            let mut after_quote = false;
            bare.retain(|byte| {
                after_quote = *byte == quote && !after_quote;
                *byte != quote || after_quote
            });
            room.restart_field();
            room.extend(&bare);
        }
        room.end_field();
    }
}
