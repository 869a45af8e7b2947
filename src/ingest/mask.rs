//! A file whose characters have several bytes, as one byte for each of its own: what is ASCII stays, all else becomes a letter. So
//! it can be cut as it is, and a place in the mask is a place in the file.

use encoding_rs::Decoder;

use super::encoding::Encoding;

/// Makes the mask of a file given in slices.
pub(crate) struct Mask(Decoder);

impl std::fmt::Debug for Mask {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Mask").field(&self.0.encoding().name()).finish()
    }
}

impl Mask {
    /// A mask for files that have to be decoded before they can be cut; `None` for all others.
    pub(crate) fn of(encoding: Encoding) -> Option<Self> {
        encoding.decoder().map(Self)
    }

    /// Appends one byte for each of `bytes` to `out`.
    ///
    /// The decoder is given one byte at a time: an ASCII character comes out with its own byte, and any other with its last.
    pub(crate) fn feed(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        let mut utf8 = [0; 16];
        for byte in bytes {
            let (_, _, written, _) = self.0.decode_to_utf8(std::slice::from_ref(byte), &mut utf8, false);
            let last = utf8[..written].last().filter(|last| last.is_ascii());
            out.push(last.copied().unwrap_or(b'x'));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_ascii_shows() {
        let mut out = Vec::new();
        let mut mask = Mask::of(Encoding::of("Shift_JIS").expect("a label")).expect("several bytes");
        // The second byte of the first character is a vertical bar.
        mask.feed(b"\x83\x7C|a\x81,\n", &mut out);
        assert_eq!(out, b"xx|ax,\n");
        assert!(Mask::of(Encoding::UTF_8).is_none());
    }
}
