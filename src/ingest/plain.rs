//! Records without quotes, cut sixteen bytes at a time. All others are left to csv-core.

use wide::u8x16;

/// Finds the bytes that cut fields and records.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain {
    delimiter: u8,
    quote: Option<u8>,
    escape: u8,
    /// Delimiter, quote, LF, CR and what else no plain record holds, each in all lanes.
    marks: [u8x16; 5],
}

impl Plain {
    /// For these two marks.
    pub(crate) fn new(delimiter: u8, quote: Option<u8>, backslash: bool) -> Self {
        let looked_for = quote.unwrap_or(delimiter);
        let escape = if backslash { b'\\' } else { looked_for };
        Self {
            delimiter,
            quote,
            escape,
            marks: [delimiter, looked_for, b'\n', b'\r', escape].map(u8x16::splat),
        }
    }

    /// Where the record at the start of `bytes` ends, its fields' ends being left in `ends`; `None` if it holds a quote or
    /// does not end here.
    pub(crate) fn cut(&self, bytes: &[u8], ends: &mut Vec<usize>) -> Option<usize> {
        ends.clear();
        let (blocks, rest) = bytes.as_chunks::<16>();
        for (number, block) in blocks.iter().enumerate() {
            let mut found = self.find(u8x16::new(*block));
            while found != 0 {
                let at = found.trailing_zeros() as usize;
                found &= found - 1;
                if self.is_end(block[at % 16], number * 16 + at, ends)? {
                    return ends.last().copied();
                }
            }
        }
        for (at, &byte) in (blocks.len() * 16..).zip(rest) {
            let cuts = byte == self.delimiter
                || Some(byte) == self.quote
                || byte == self.escape
                || matches!(byte, b'\n' | b'\r');
            if cuts && self.is_end(byte, at, ends)? {
                return ends.last().copied();
            }
        }
        None
    }

    /// Takes a byte that cuts: whether it ends the record; `None` if it is a quote.
    fn is_end(&self, byte: u8, at: usize, ends: &mut Vec<usize>) -> Option<bool> {
        if Some(byte) == self.quote || (byte == self.escape && byte != self.delimiter) {
            return None;
        }
        ends.push(at);
        Some(byte != self.delimiter)
    }

    /// One bit for each byte that cuts.
    fn find(&self, block: u8x16) -> u32 {
        let [delimiter, quote, lf, cr, escape] = self.marks.map(|mark| block.simd_eq(mark));
        (delimiter | quote | lf | cr | escape).to_bitmask()
    }
}
