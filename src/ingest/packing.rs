//! Tables inside something else: told by first bytes, never by a file's name.

use serde::{Deserialize, Serialize};

/// What a table can be packed in. Such a file is unpacked first; see [`container`](crate::container).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Packing {
    /// Compressed with gzip.
    Gzip,
    /// A zip archive, which workbooks of today are (`.xlsx`, `.xlsb`, `.ods`).
    Zip,
    /// An OLE compound file, which older workbooks are (`.xls`), and workbooks with a password.
    Ole,
    /// JSON: a list of objects, or one object a line.
    Json,
}

/// Bytes that are looked at, so that a longer or shorter first slice gives the same answer.
const LOOKED_AT: usize = 4096;

impl Packing {
    /// What a file that begins with `start` is packed in; `None` for plain text and for anything else.
    pub fn of(start: &[u8]) -> Option<Self> {
        let start = &start[..start.len().min(LOOKED_AT)];
        match start {
            [0x1F, 0x8B, ..] => Some(Self::Gzip),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::Zip),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => Some(Self::Ole),
            _ => is_json(start).then_some(Self::Json),
        }
    }
}

/// Whether a text begins as JSON does: an object with a first key, or a list whose first element is an object or a list.
pub(crate) fn is_json(start: &[u8]) -> bool {
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let second = text.get(1..).and_then(|rest| rest.trim_ascii_start().first());
    matches!((text.first(), second), (Some(b'{'), Some(b'"')) | (Some(b'['), Some(b'{' | b'[')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packings_are_told_by_their_first_bytes() {
        for (start, expected) in [
            (&b"\x1F\x8B\x08"[..], Some(Packing::Gzip)),
            (b"PK\x03\x04rest", Some(Packing::Zip)),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Some(Packing::Ole)),
            (b"\xEF\xBB\xBF [ {\"a\":1}]", Some(Packing::Json)),
            (b"{ \"a\": 1 }\n", Some(Packing::Json)),
            (b"[[\"a\"],[1]]", Some(Packing::Json)),
            (b"[a],b\n1,2\n", None),
            (b"a,b\n1,2\n", None),
            (b"", None),
        ] {
            assert_eq!(Packing::of(start), expected, "{}", start.escape_ascii());
        }
    }
}
