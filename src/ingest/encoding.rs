//! Bytes as text: which encoding a file is in, and how its cells become strings.
//!
//! Files in UTF-8 or Windows-1252 are scanned as they are, since every byte that cuts fields is ASCII in both;
//! only the few cells that are kept as text are ever decoded. UTF-16 is turned into UTF-8 on the way in.

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How the bytes of a file stand for characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8, ASCII included. The default.
    #[default]
    Utf8,
    /// Windows-1252, which Latin-1 files are read as too: what is left when bytes are not UTF-8.
    Windows1252,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Encoding {
    /// Its name, as a person knows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
        }
    }

    /// Bytes of one unit of the encoding.
    pub(crate) fn unit(self) -> usize {
        match self {
            Self::Utf8 | Self::Windows1252 => 1,
            Self::Utf16Le | Self::Utf16Be => 2,
        }
    }

    /// A decoder to UTF-8 for encodings that cannot be scanned as they are.
    pub(crate) fn decoder(self) -> Option<Decoder> {
        match self {
            Self::Utf8 | Self::Windows1252 => None,
            Self::Utf16Le => Some(UTF_16LE.new_decoder_without_bom_handling()),
            Self::Utf16Be => Some(UTF_16BE.new_decoder_without_bom_handling()),
        }
    }

    /// A scanned cell as text. What does not exist in the encoding becomes U+FFFD.
    pub(crate) fn text(self, cell: &[u8]) -> String {
        match self {
            Self::Windows1252 => WINDOWS_1252.decode_without_bom_handling(cell).0.into_owned(),
            _ => String::from_utf8_lossy(cell).into_owned(),
        }
    }

    /// Appends `text` to `out` in this encoding. What it cannot write becomes a question mark.
    pub(crate) fn write(self, text: &str, out: &mut Vec<u8>) {
        match self {
            Self::Utf8 => out.extend_from_slice(text.as_bytes()),
            Self::Utf16Le => out.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
            Self::Utf16Be => out.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
            Self::Windows1252 => {
                for character in text.chars() {
                    let mut utf8 = [0; 4];
                    let (bytes, _, unknown) = WINDOWS_1252.encode(character.encode_utf8(&mut utf8));
                    out.extend_from_slice(if unknown { b"?" } else { &bytes });
                }
            }
        }
    }

    /// The encoding the first bytes of a file announce or betray, with the length of the byte order mark.
    ///
    /// UTF-16 without a mark shows in zeros at every other byte. Windows-1252 cannot be told here: it is what a
    /// file turns out to be when [`Utf8Check`] has seen all of it.
    pub(crate) fn sniff(start: &[u8]) -> (Self, usize) {
        match start {
            [0xEF, 0xBB, 0xBF, ..] => return (Self::Utf8, 3),
            [0xFF, 0xFE, ..] => return (Self::Utf16Le, 2),
            [0xFE, 0xFF, ..] => return (Self::Utf16Be, 2),
            _ => {}
        }
        let pairs = start.len() / 2;
        let zeros = |odd: usize| start.chunks_exact(2).filter(|pair| pair[odd] == 0).count();
        let (first, second) = (zeros(0), zeros(1));
        if pairs >= 4 && second * 4 > pairs * 3 && first * 20 < pairs {
            (Self::Utf16Le, 0)
        } else if pairs >= 4 && first * 4 > pairs * 3 && second * 20 < pairs {
            (Self::Utf16Be, 0)
        } else {
            (Self::Utf8, 0)
        }
    }
}

/// Decodes the next bytes of a file and appends them to `out` as UTF-8; a character cut by the end waits in the decoder.
pub(crate) fn decode(decoder: &mut Decoder, bytes: &[u8], out: &mut Vec<u8>) {
    let room = decoder
        .max_utf8_buffer_length(bytes.len())
        .expect("a slice in memory decodes to less than all memory");
    let start = out.len();
    out.resize(start + room, 0);
    let (_, _, written, _) = decoder.decode_to_utf8(bytes, &mut out[start..], false);
    out.truncate(start + written);
}

/// Counts, over a whole file given in slices, what speaks for UTF-8 and what against it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Utf8Check {
    /// Well-formed characters beyond ASCII.
    good: u64,
    /// Places that are not UTF-8.
    bad: u64,
    /// A character cut by the end of a slice.
    cut: Vec<u8>,
}

impl Utf8Check {
    /// Looks at the next slice.
    pub(crate) fn feed(&mut self, slice: &[u8]) {
        if self.cut.is_empty() && slice.is_ascii() {
            return;
        }
        let joined;
        let mut rest = slice;
        if !self.cut.is_empty() {
            let mut bytes = std::mem::take(&mut self.cut);
            bytes.extend_from_slice(slice);
            joined = bytes;
            rest = &joined;
        }
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => return self.good += beyond_ascii(text.as_bytes()),
                Err(error) => {
                    self.good += beyond_ascii(&rest[..error.valid_up_to()]);
                    let Some(length) = error.error_len() else {
                        self.cut = rest[error.valid_up_to()..].to_vec();
                        return;
                    };
                    self.bad += 1;
                    rest = &rest[error.valid_up_to() + length..];
                }
            }
        }
    }

    /// Places that are not UTF-8, a cut character at the end included.
    pub(crate) fn bad(&self) -> u64 {
        self.bad + u64::from(!self.cut.is_empty())
    }

    /// Whether the file is better read as Windows-1252: more is wrong as UTF-8 than right.
    pub(crate) fn prefers_windows_1252(&self) -> bool {
        self.bad() > self.good
    }
}

/// Characters beyond ASCII in well-formed UTF-8: the bytes that start one.
fn beyond_ascii(text: &[u8]) -> u64 {
    text.iter().filter(|&&byte| byte >= 0xC0).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_zeros_give_the_encoding_away() {
        assert_eq!(Encoding::sniff(b"\xEF\xBB\xBFa,b"), (Encoding::Utf8, 3));
        assert_eq!(Encoding::sniff(b"\xFF\xFEa\0"), (Encoding::Utf16Le, 2));
        assert_eq!(Encoding::sniff(b"\0a\0,\0b\0\n\x001"), (Encoding::Utf16Be, 0));
        assert_eq!(Encoding::sniff(b"a\0,\0b\0\n\0"), (Encoding::Utf16Le, 0));
        assert_eq!(Encoding::sniff(b"a,b\n1,2\n"), (Encoding::Utf8, 0));
    }

    #[test]
    fn a_character_cut_by_a_slice_is_not_an_error() {
        let text = "Zoë,Łódź,日本".as_bytes();
        let mut check = Utf8Check::default();
        text.iter().for_each(|byte| check.feed(&[*byte]));
        assert_eq!((check.bad(), check.good), (0, 6));
    }

    #[test]
    fn latin_1_is_told_from_a_slip_in_utf_8() {
        let mut latin = Utf8Check::default();
        latin.feed(b"gesti\xF3n, se\xF1or");
        assert!(latin.prefers_windows_1252());
        let mut slip = Utf8Check::default();
        slip.feed("señor, señora, niño".as_bytes());
        slip.feed(b"\xF1");
        assert!(!slip.prefers_windows_1252());
        assert_eq!(slip.bad(), 1);
    }

    #[test]
    fn what_windows_1252_cannot_write_becomes_a_question_mark() {
        let mut out = Vec::new();
        Encoding::Windows1252.write("€ü日", &mut out);
        assert_eq!(out, b"\x80\xFC?");
    }
}
