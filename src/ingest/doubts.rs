//! Bytes that do not exist in a file's encoding: counted, and told by row.

use std::collections::VecDeque;

use wide::i8x16;

use super::encoding::Encoding;
use crate::note::NOTE_ROWS;

/// Bytes that are looked at together.
const BLOCK: usize = 16;

/// What is wrong with the bytes of a file that is scanned as it is, given in slices. UTF-8 is checked always, since only the end tells
/// whether a file is; a page of single bytes only if it is known from the beginning.
#[derive(Debug, Clone, Default)]
pub(crate) struct Doubts {
    /// The bytes that do not exist in the page, where one is known.
    unmapped: Option<Box<[bool; 256]>>,
    /// Well-formed characters of UTF-8 beyond ASCII.
    good: u64,
    /// Places that are not UTF-8, or bytes that are not in the page.
    bad: u64,
    /// A character cut by the end of a slice.
    cut: Vec<u8>,
    /// How often each byte beyond ASCII occurred.
    bytes: Vec<u64>,
    taken: u64,
    /// The first bad places as offsets, until their rows are known.
    places: VecDeque<u64>,
    placed: usize,
}

impl Doubts {
    /// For a file in `encoding`, if that is known.
    pub(crate) fn about(encoding: Option<Encoding>) -> Self {
        let page = encoding.filter(|encoding| encoding.is_page());
        Self { unmapped: page.map(unmapped), ..Self::default() }
    }

    /// Looks at the next slice.
    pub(crate) fn feed(&mut self, slice: &[u8]) {
        let start = self.taken;
        self.taken += slice.len() as u64;
        if self.cut.is_empty() && slice.is_ascii() {
            return;
        }
        if self.bytes.is_empty() {
            self.bytes = vec![0; 256];
        }
        match self.unmapped.take() {
            None => self.feed_utf8(slice, start),
            Some(unmapped) => {
                self.count(slice);
                let bad = slice.iter().enumerate().filter(|(_, byte)| unmapped[usize::from(**byte)]);
                for (at, _) in bad {
                    self.doubt(start + at as u64);
                }
                self.unmapped = Some(unmapped);
            }
        }
    }

    fn count(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.bytes[usize::from(*byte)] += 1);
    }

    /// Looks at what is not ASCII, with what stands around it: a character ends before ASCII begins.
    fn feed_utf8(&mut self, slice: &[u8], start: u64) {
        let mut at = 0;
        while at < slice.len() {
            if self.cut.is_empty() {
                at += ascii_blocks(&slice[at..]);
            }
            let loud = loud_blocks(&slice[at..]);
            self.feed_loud(&slice[at..at + loud], start + at as u64);
            at += loud;
        }
    }

    fn feed_loud(&mut self, slice: &[u8], start: u64) {
        if slice.is_empty() {
            return;
        }
        self.count(slice);
        let before = self.cut.len() as u64;
        let mut bytes = std::mem::take(&mut self.cut);
        let joined;
        let mut rest = slice;
        if before > 0 {
            bytes.extend_from_slice(slice);
            joined = bytes;
            rest = &joined;
        }
        let mut at = start - before;
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => return self.good += beyond_ascii(text.as_bytes()),
                Err(error) => {
                    let valid = error.valid_up_to();
                    self.good += beyond_ascii(&rest[..valid]);
                    let Some(length) = error.error_len() else {
                        self.cut = rest[valid..].to_vec();
                        return;
                    };
                    self.doubt(at + valid as u64);
                    at += (valid + length) as u64;
                    rest = &rest[valid + length..];
                }
            }
        }
    }

    /// Counts a bad place at an offset into what is scanned. They come in order.
    pub(crate) fn doubt(&mut self, at: u64) {
        self.bad += 1;
        if self.placed < NOTE_ROWS {
            self.placed += 1;
            self.places.push_back(at);
        }
    }

    /// Takes out whether a place lies before `end`, where a record ends.
    pub(crate) fn within(&mut self, end: u64) -> bool {
        let before = self.places.len();
        while self.places.front().is_some_and(|at| *at < end) {
            self.places.pop_front();
        }
        self.places.len() < before
    }

    /// Whether some place waits for its row.
    pub(crate) fn waiting(&self) -> bool {
        !self.places.is_empty()
    }

    /// Well-formed characters beyond ASCII.
    pub(crate) fn good(&self) -> u64 {
        self.good
    }

    /// Bad places, a cut character at the end included.
    pub(crate) fn bad(&self) -> u64 {
        self.bad + u64::from(!self.cut.is_empty())
    }

    /// Bytes seen that do not exist in `page`.
    pub(crate) fn bad_in(&self, page: Encoding) -> u64 {
        let unmapped = unmapped(page);
        self.bytes
            .iter()
            .zip(unmapped.iter())
            .filter(|(_, unmapped)| **unmapped)
            .map(|(count, _)| count)
            .sum()
    }

    /// Whether the file is better read as another encoding: more is wrong as UTF-8 than right.
    pub(crate) fn speaks_against_utf8(&self) -> bool {
        // These two are no letters anywhere, or as good as none: what holds no others is ASCII with slips.
        let letters = self.bytes.iter().enumerate().skip(128).any(|(byte, count)| *count > 0 && byte < 0xFE);
        self.bad() > self.good && letters
    }
}

/// Bytes of the blocks at the start of `bytes` that are ASCII.
fn ascii_blocks(bytes: &[u8]) -> usize {
    let blocks = bytes.as_chunks::<BLOCK>().0;
    blocks.iter().take_while(|block| i8x16::new(block.map(u8::cast_signed)).to_bitmask() == 0).count() * BLOCK
}

/// Bytes up to the end of the first block that is ASCII, or all there are.
fn loud_blocks(bytes: &[u8]) -> usize {
    let blocks = bytes.as_chunks::<BLOCK>().0;
    blocks.iter().position(|block| block.is_ascii()).map_or(bytes.len(), |quiet| (quiet + 1) * BLOCK)
}

/// The bytes that do not exist in a page.
fn unmapped(page: Encoding) -> Box<[bool; 256]> {
    Box::new(std::array::from_fn(|byte| page.text(&[byte as u8]) == "\u{FFFD}"))
}

/// Characters beyond ASCII in well-formed UTF-8: the bytes that start one.
fn beyond_ascii(text: &[u8]) -> u64 {
    text.iter().filter(|&&byte| byte >= 0xC0).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_cut_by_a_slice_is_not_an_error() {
        let text = "Zoë,Łódź,日本".as_bytes();
        let mut doubts = Doubts::default();
        text.iter().for_each(|byte| doubts.feed(&[*byte]));
        assert_eq!((doubts.bad(), doubts.good), (0, 6));
    }

    #[test]
    fn the_same_is_found_whatever_the_slices_and_wherever_it_stands() {
        let pieces: [&[u8]; 7] = [
            "é".as_bytes(),
            "日".as_bytes(),
            b"\xFF",
            b"\xE6\x97",
            b"\xF0\x9F\x98",
            b"plain text of some length",
            b"x",
        ];
        for shift in 0..40 {
            let mut text = vec![b'a'; shift];
            for (number, piece) in pieces.iter().cycle().take(40).enumerate() {
                text.extend_from_slice(piece);
                text.extend(vec![b'-'; number * shift % 23]);
            }
            let found = |slice: usize| {
                let mut doubts = Doubts::default();
                text.chunks(slice).for_each(|part| doubts.feed(part));
                (doubts.good(), doubts.bad(), doubts.places, doubts.bytes[128..].to_vec())
            };
            let whole = found(text.len());
            let mut plain = (0, 0);
            let mut rest = text.as_slice();
            while let Err(error) = std::str::from_utf8(rest) {
                plain.0 += beyond_ascii(&rest[..error.valid_up_to()]);
                plain.1 += 1;
                rest = &rest[error.valid_up_to() + error.error_len().unwrap_or(rest.len())..];
            }
            assert_eq!((whole.0, whole.1), (plain.0 + beyond_ascii(rest), plain.1), "{shift}");
            for slice in [1, 2, 7, 16, 33] {
                assert_eq!(found(slice), whole, "{shift}, slices of {slice}");
            }
        }
    }

    #[test]
    fn latin_1_is_told_from_a_slip_in_utf_8() {
        let mut latin = Doubts::default();
        latin.feed(b"gesti\xF3n, se\xF1or");
        assert!(latin.speaks_against_utf8());
        let mut slip = Doubts::default();
        slip.feed("señor, señora, niño".as_bytes());
        slip.feed(b"\xF1");
        assert!(!slip.speaks_against_utf8());
        assert_eq!(slip.bad(), 1);
    }

    #[test]
    fn bad_places_are_found_in_their_record() {
        let mut doubts = Doubts::default();
        for slice in [&b"ab\xFF"[..], b"\ncd\xE2", b"\x28\n"] {
            doubts.feed(slice);
        }
        assert_eq!((doubts.bad(), doubts.within(3), doubts.within(4)), (2, true, false));
        assert!(doubts.within(8) && !doubts.waiting());
    }

    #[test]
    fn a_page_has_bytes_that_do_not_exist() {
        let greek = Encoding::of("windows-1253").expect("a page");
        let mut doubts = Doubts::about(Some(greek));
        doubts.feed(b"\xE1\xD2\xE2");
        assert_eq!((doubts.bad(), doubts.bad_in(greek)), (1, 1));
    }
}
