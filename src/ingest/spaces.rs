//! Cutting lines at runs of spaces and tabs, which csv-core has no notion of.

use super::record::Room;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first field of a line.
    Start,
    /// Between two fields.
    Between,
    /// In a field.
    Field,
    /// In a field that opened with a quote.
    Quoted,
    /// Behind a quote inside a quoted field: its end, or one half of a doubled quote.
    Quote,
}

/// The state of cutting.
#[derive(Debug)]
pub(crate) struct Spaces {
    quote: Option<u8>,
    state: State,
}

impl Spaces {
    /// At the start of a file.
    pub(crate) fn new(quote: Option<u8>) -> Self {
        Self { quote, state: State::Start }
    }

    /// Takes bytes until a line with fields is complete or none are left. Returns whether one is, and the bytes used.
    pub(crate) fn cut(&mut self, bytes: &[u8], room: &mut Room) -> (bool, usize) {
        for (index, &byte) in bytes.iter().enumerate() {
            if self.step(byte, room) {
                return (true, index + 1);
            }
        }
        (false, bytes.len())
    }

    fn step(&mut self, byte: u8, room: &mut Room) -> bool {
        let inside = matches!(self.state, State::Field | State::Quote);
        match (self.state, byte) {
            (State::Quoted, _) if Some(byte) != self.quote => room.push(byte),
            (State::Quoted, _) => self.state = State::Quote,
            (State::Quote, _) if Some(byte) == self.quote => {
                room.push(byte);
                self.state = State::Quoted;
            }
            (_, b' ' | b'\t') if inside => {
                room.end_field();
                self.state = State::Between;
            }
            (_, b' ' | b'\t') => {}
            (_, b'\r' | b'\n') => {
                if inside {
                    room.end_field();
                }
                return std::mem::replace(&mut self.state, State::Start) != State::Start;
            }
            _ if !inside && Some(byte) == self.quote => self.state = State::Quoted,
            _ => {
                room.push(byte);
                self.state = State::Field;
            }
        }
        false
    }
}
