//! Records that can be given as they stand in the file, found sixteen bytes at a time: those without quotes, and those whose quotes are
//! all around whole fields with none inside. All others are left to [`Quotes`](super::quotes::Quotes).

use wide::u8x16;

use super::record::Span;

/// A field inside quotes that is longer than this is left to others.
const LONGEST_QUOTED: usize = 1 << 16;

/// Finds the bytes that cut fields and records.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain {
    delimiter: u8,
    quote: Option<u8>,
    escape: u8,
    /// Delimiter, quote, LF, CR and what else no plain record holds, each in all lanes.
    marks: [u8x16; 5],
}

/// A record being cut.
struct Cut<'a> {
    spans: &'a mut Vec<Span>,
    /// Where the field under way begins.
    start: usize,
    /// What is inside its quotes.
    quoted: Option<Span>,
}

impl Cut<'_> {
    /// Ends the field under way at the byte that cuts it off.
    #[inline(always)]
    fn end_field(&mut self, at: usize) {
        self.spans.push(self.quoted.take().unwrap_or((self.start, at)));
        self.start = at + 1;
    }
}

/// What a byte that cuts did.
enum Mark {
    /// It ended a field.
    Field,
    /// It ended the record.
    Record,
    /// It opened a quote; this is the first byte behind the one that closes it.
    Quoted(usize),
    /// The record is none of ours, or does not end here.
    Foreign,
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

    /// Where the record at the start of `bytes` ends, its fields being left in `spans`; `None` if quotes in it are more than signs around
    /// fields, or it does not end here.
    pub(crate) fn cut(&self, bytes: &[u8], spans: &mut Vec<Span>) -> Option<usize> {
        spans.clear();
        let mut cut = Cut { spans, start: 0, quoted: None };
        let mut next = 0;
        'blocks: while let Some(block) = bytes[next..].first_chunk::<16>() {
            let (delimiters, mut found) = self.find(u8x16::new(*block));
            while found != 0 {
                let place = found.trailing_zeros();
                let at = next + place as usize;
                found &= found - 1;
                if delimiters >> place & 1 != 0 {
                    cut.end_field(at);
                    continue;
                }
                match self.take(bytes, at, &mut cut) {
                    Mark::Field => {}
                    Mark::Record => return Some(at),
                    Mark::Quoted(behind) => {
                        next = behind;
                        continue 'blocks;
                    }
                    Mark::Foreign => return None,
                }
            }
            next += 16;
        }
        while let Some(&byte) = bytes.get(next) {
            if self.is_mark(byte) {
                match self.take(bytes, next, &mut cut) {
                    Mark::Field => {}
                    Mark::Record => return Some(next),
                    Mark::Quoted(behind) => {
                        next = behind;
                        continue;
                    }
                    Mark::Foreign => return None,
                }
            }
            next += 1;
        }
        None
    }

    /// Takes the byte at `at`, which cuts.
    #[inline(always)]
    fn take(&self, bytes: &[u8], at: usize, cut: &mut Cut<'_>) -> Mark {
        let byte = bytes[at];
        if byte == self.delimiter || matches!(byte, b'\n' | b'\r') {
            cut.end_field(at);
            return if byte == self.delimiter { Mark::Field } else { Mark::Record };
        }
        self.quoted(bytes, at, cut).map_or(Mark::Foreign, Mark::Quoted)
    }

    /// Takes the quote at `at` with all up to the one that closes it: where that field ends. `None` unless it opens a field, closes it
    /// before a delimiter or a line end, and no mark inside means anything.
    fn quoted(&self, bytes: &[u8], at: usize, cut: &mut Cut<'_>) -> Option<usize> {
        let quote = self.quote.filter(|quote| *quote == bytes[at] && cut.start == at)?;
        let inside = &bytes[at + 1..bytes.len().min(at + 1 + LONGEST_QUOTED)];
        let length = memchr::memchr2(quote, self.escape, inside)?;
        let (close, behind) = (at + 1 + length, at + 2 + length);
        let next = *bytes.get(behind)?;
        if bytes[close] != quote || !(next == self.delimiter || matches!(next, b'\n' | b'\r')) {
            return None;
        }
        cut.quoted = Some((at + 1, close));
        Some(behind)
    }

    fn is_mark(&self, byte: u8) -> bool {
        byte == self.delimiter
            || Some(byte) == self.quote
            || (byte == self.escape && self.escape != self.delimiter)
            || matches!(byte, b'\n' | b'\r')
    }

    /// One bit for each delimiter, and for each byte that cuts.
    #[inline(always)]
    fn find(&self, block: u8x16) -> (u32, u32) {
        let [delimiter, quote, lf, cr, escape] = self.marks.map(|mark| block.simd_eq(mark));
        (delimiter.to_bitmask(), (delimiter | quote | lf | cr | escape).to_bitmask())
    }
}
