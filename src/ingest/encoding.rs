//! Bytes as text: which encoding a file is in, and how its cells become strings.
//!
//! Files in UTF-8 or a page of single bytes are scanned as they are, since every byte that cuts fields is ASCII in all of them;
//! only the few cells that are kept as text are ever decoded. All others are turned into UTF-8 on the way in.

use encoding_rs::{Decoder, DecoderResult};

/// How the bytes of a file stand for characters: one of the encodings of the WHATWG Encoding Standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Default for Encoding {
    fn default() -> Self {
        Self::UTF_8
    }
}

impl From<&'static encoding_rs::Encoding> for Encoding {
    fn from(encoding: &'static encoding_rs::Encoding) -> Self {
        Self(encoding)
    }
}

impl Encoding {
    /// UTF-8, ASCII included. The default.
    pub const UTF_8: Self = Self(&encoding_rs::UTF_8_INIT);
    /// Windows-1252, which Latin-1 files are read as too.
    pub const WINDOWS_1252: Self = Self(&encoding_rs::WINDOWS_1252_INIT);
    /// UTF-16, low byte first.
    pub const UTF_16LE: Self = Self(&encoding_rs::UTF_16LE_INIT);
    /// UTF-16, high byte first.
    pub const UTF_16BE: Self = Self(&encoding_rs::UTF_16BE_INIT);

    /// The encoding a label of the standard means, in any case of letters.
    pub(crate) fn of(label: &str) -> Option<Self> {
        encoding_rs::Encoding::for_label(label.as_bytes()).map(Self)
    }

    /// Its name in the standard.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Bytes of one unit of the encoding.
    pub(crate) fn unit(self) -> usize {
        if self == Self::UTF_16LE || self == Self::UTF_16BE { 2 } else { 1 }
    }

    /// Whether text in it can be cut as it is: bytes below 128 are ASCII wherever they stand.
    pub(crate) fn is_plain(self) -> bool {
        self == Self::UTF_8 || self.is_page()
    }

    /// Whether each byte is a character, the first 128 of them ASCII.
    pub(crate) fn is_page(self) -> bool {
        self.0.is_single_byte() && self.0.is_ascii_compatible()
    }

    /// A decoder to UTF-8 for encodings that cannot be scanned as they are.
    pub(crate) fn decoder(self) -> Option<Decoder> {
        (!self.is_plain()).then(|| self.0.new_decoder_without_bom_handling())
    }

    /// A scanned cell as text. What does not exist in the encoding becomes U+FFFD.
    pub(crate) fn text(self, cell: &[u8]) -> String {
        if self.is_page() {
            self.0.decode_without_bom_handling(cell).0.into_owned()
        } else {
            String::from_utf8_lossy(cell).into_owned()
        }
    }

    /// Bytes of the file as text. What does not exist in the encoding becomes U+FFFD.
    pub(crate) fn decoded(self, bytes: &[u8]) -> String {
        self.0.decode_without_bom_handling(bytes).0.into_owned()
    }

    /// Appends `text` to `out` in this encoding. What it cannot write becomes a question mark.
    pub(crate) fn write(self, text: &str, out: &mut Vec<u8>) {
        if self == Self::UTF_16LE {
            out.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        } else if self == Self::UTF_16BE {
            out.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        } else {
            for character in text.chars() {
                let mut utf8 = [0; 4];
                let (bytes, _, unknown) = self.0.encode(character.encode_utf8(&mut utf8));
                out.extend_from_slice(if unknown { b"?" } else { &bytes });
            }
        }
    }

    /// The bytes of the byte order mark `start` begins with, if it is this encoding's.
    pub(crate) fn mark(self, start: &[u8]) -> usize {
        match encoding_rs::Encoding::for_bom(start) {
            Some((encoding, length)) if encoding == self.0 => length,
            _ => 0,
        }
    }

    /// The encoding the first bytes of a file announce or betray, with the length of the byte order mark.
    ///
    /// UTF-16 without a mark shows in zeros at every other byte. Whether all of a file is UTF-8 cannot be told here.
    pub(crate) fn sniff(start: &[u8]) -> (Self, usize) {
        match start {
            [0xEF, 0xBB, 0xBF, ..] => return (Self::UTF_8, 3),
            [0xFF, 0xFE, ..] => return (Self::UTF_16LE, 2),
            [0xFE, 0xFF, ..] => return (Self::UTF_16BE, 2),
            _ => {}
        }
        let pairs = start.len() / 2;
        let zeros = |odd: usize| start.chunks_exact(2).filter(|pair| pair[odd] == 0).count();
        let (first, second) = (zeros(0), zeros(1));
        if pairs >= 4 && second * 4 > pairs * 3 && first * 20 < pairs {
            (Self::UTF_16LE, 0)
        } else if pairs >= 4 && first * 4 > pairs * 3 && second * 20 < pairs {
            (Self::UTF_16BE, 0)
        } else {
            (Self::UTF_8, 0)
        }
    }
}

/// Decodes the next bytes of a file and appends them to `out` as UTF-8; a character cut by the end waits in the decoder. `malformed`
/// is told where in `out` each U+FFFD stands that was not in the file.
pub(crate) fn decode(
    decoder: &mut Decoder,
    bytes: &[u8],
    out: &mut Vec<u8>,
    malformed: &mut dyn FnMut(usize),
) {
    let room = decoder
        .max_utf8_buffer_length(bytes.len())
        .expect("a slice in memory decodes to less than all memory");
    let mut written = out.len();
    let mut read = 0;
    out.resize(written + room, 0);
    loop {
        let (result, taken, given) =
            decoder.decode_to_utf8_without_replacement(&bytes[read..], &mut out[written..], false);
        read += taken;
        written += given;
        if let DecoderResult::Malformed(..) = result {
            malformed(written);
            let replacement = "\u{FFFD}".as_bytes();
            out[written..written + replacement.len()].copy_from_slice(replacement);
            written += replacement.len();
        } else {
            out.truncate(written);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_zeros_give_the_encoding_away() {
        assert_eq!(Encoding::sniff(b"\xEF\xBB\xBFa,b"), (Encoding::UTF_8, 3));
        assert_eq!(Encoding::sniff(b"\xFF\xFEa\0"), (Encoding::UTF_16LE, 2));
        assert_eq!(Encoding::sniff(b"\0a\0,\0b\0\n\x001"), (Encoding::UTF_16BE, 0));
        assert_eq!(Encoding::sniff(b"a\0,\0b\0\n\0"), (Encoding::UTF_16LE, 0));
        assert_eq!(Encoding::sniff(b"a,b\n1,2\n"), (Encoding::UTF_8, 0));
    }

    #[test]
    fn what_windows_1252_cannot_write_becomes_a_question_mark() {
        let mut out = Vec::new();
        Encoding::WINDOWS_1252.write("€ü日", &mut out);
        assert_eq!(out, b"\x80\xFC?");
    }
}
