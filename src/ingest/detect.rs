//! Which encoding bytes that are not UTF-8 are in, guessed by chardetng from the words they stand in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use wide::u8x16;

use super::encoding::Encoding;

/// ASCII bytes given to the detector on either side of others.
const AROUND: usize = 16;

/// Bytes given to the detector at most: enough for any language.
const MOST: usize = 1 << 16;

/// Bytes that are looked at together.
const BLOCK: usize = 16;

/// Gives the detector what matters of a file that comes in slices: the bytes beyond ASCII with some ASCII around them. Where slices end
/// makes no difference.
pub(crate) struct Guess {
    detector: EncodingDetector,
    /// The last ASCII bytes not given.
    before: Vec<u8>,
    /// ASCII bytes still to be given.
    after: usize,
    given: usize,
    last: u8,
    /// Neighbours of which one is beyond ASCII and the other is a letter or beyond ASCII too: what words have, and lone signs have not.
    in_words: usize,
}

impl std::fmt::Debug for Guess {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Guess").field("given", &self.given).finish_non_exhaustive()
    }
}

impl Default for Guess {
    fn default() -> Self {
        let detector = EncodingDetector::new(Iso2022JpDetection::Allow);
        Self {
            detector,
            before: Vec::with_capacity(2 * AROUND),
            after: 0,
            given: 0,
            last: b'\n',
            in_words: 0,
        }
    }
}

impl Guess {
    /// Takes the next bytes of the file.
    pub(crate) fn feed(&mut self, mut slice: &[u8]) {
        while !slice.is_empty() && self.given < MOST {
            if self.after == 0 {
                let ascii = quiet_bytes(slice);
                self.pass_by(&slice[..ascii]);
                slice = &slice[ascii..];
                if slice.is_empty() {
                    return;
                }
                let before = std::mem::take(&mut self.before);
                self.give(b"\n");
                self.give(&before);
            }
            let loud = slice.iter().take_while(|byte| !is_quiet(**byte)).count();
            if loud > 0 {
                self.give(&slice[..loud]);
                self.after = AROUND;
            } else {
                let quiet = slice.iter().take(self.after).take_while(|byte| is_quiet(**byte)).count();
                self.give(&slice[..quiet]);
                self.after -= quiet;
                slice = &slice[quiet..];
                continue;
            }
            slice = &slice[loud..];
        }
    }

    /// The encoding the bytes are most likely in; UTF-8 is not among the answers.
    pub(crate) fn best(&self) -> Encoding {
        let best = Encoding::from(self.detector.guess(None, Utf8Detection::Deny));
        // A pound sign before a number tells nothing of a language; signs are the same where most files come from.
        if best.is_page() && self.in_words == 0 { Encoding::WINDOWS_1252 } else { best }
    }

    fn pass_by(&mut self, ascii: &[u8]) {
        let tail = &ascii[ascii.len() - ascii.len().min(AROUND)..];
        let kept = self.before.len().min(AROUND - tail.len());
        self.before.drain(..self.before.len() - kept);
        self.before.extend_from_slice(tail);
    }

    fn give(&mut self, bytes: &[u8]) {
        self.detector.feed(bytes, false);
        for &byte in bytes {
            let letter = |byte: u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
            let beyond = !byte.is_ascii() || !self.last.is_ascii();
            self.in_words += usize::from(beyond && letter(byte) && letter(self.last));
            self.last = byte;
        }
        self.given += bytes.len();
    }
}

/// Whether a byte says nothing about the encoding: ASCII, but not the escape that begins characters in ISO-2022-JP.
fn is_quiet(byte: u8) -> bool {
    byte.is_ascii() && byte != 0x1B
}

/// Quiet bytes at the start, which are nearly all of most files.
fn quiet_bytes(bytes: &[u8]) -> usize {
    let escape = u8x16::splat(0x1B);
    let quiet = |block: &&[u8; BLOCK]| {
        let block = u8x16::new(**block);
        (block | block.simd_eq(escape)).to_bitmask() == 0
    };
    let blocks = bytes.as_chunks::<BLOCK>().0.iter().take_while(quiet).count() * BLOCK;
    blocks + bytes[blocks..].iter().take_while(|byte| is_quiet(**byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(text: &[u8], slice: usize) -> &'static str {
        let mut guess = Guess::default();
        text.chunks(slice).for_each(|part| guess.feed(part));
        guess.best().name()
    }

    #[test]
    fn signs_without_words_are_those_of_windows_1252() {
        assert_eq!(guess(b"item,price\nVOUCHER \xA330.00,5\nVOUCHER \xA320.00,7\n", 3), "windows-1252");
    }

    #[test]
    fn quiet_bytes_end_before_the_first_loud_one() {
        for length in 0..70 {
            let mut bytes = vec![b'a'; length];
            assert_eq!(quiet_bytes(&bytes), length);
            for (at, loud) in (0..length).flat_map(|at| [(at, 0x1B), (at, 0x80), (at, 0xFF)]) {
                bytes[at] = loud;
                assert_eq!(quiet_bytes(&bytes), at);
                bytes[at] = 0x7F;
            }
        }
    }

    #[test]
    fn pages_are_told_by_their_words_whatever_the_slices() {
        for (label, words) in [
            ("windows-1252", "Müller, Straße, Köln; garçon; señor; Gebühr"),
            ("windows-1251", "Иванов, Москва, улица Ленина, Санкт-Петербург"),
            ("Shift_JIS", "名前,東京都千代田区,大阪府,カタカナ,山田太郎"),
            ("EUC-KR", "이름,서울특별시,대한민국,김철수"),
            ("GBK", "姓名,北京市朝阳区,上海市,张三,李四"),
            ("Big5", "姓名,臺北市中正區,高雄市,陳小明,王大華"),
        ] {
            let (bytes, ..) =
                encoding_rs::Encoding::for_label(label.as_bytes()).expect("a label").encode(words);
            let text = [b"id,name,city\n".repeat(9), bytes.into_owned()].concat();
            assert_eq!(guess(&text, text.len()), label, "{words}");
            assert_eq!(guess(&text, 1), label, "{words}");
        }
    }
}
