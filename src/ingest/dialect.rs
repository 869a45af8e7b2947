//! How characters are cut into fields.

use crate::recipe::SPACES;

/// What stands between two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// One ASCII character.
    Byte(u8),
    /// The same ASCII character twice, as in `1::F::25`; standing alone it is a letter.
    Twice(u8),
    /// A run of spaces and tabs of any length; runs at either end of a line count for nothing.
    Spaces,
}

impl Delimiter {
    /// The delimiter a recipe means by `text`: one ASCII character, once or twice, or the word for runs of spaces.
    pub(crate) fn of(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [byte] if byte.is_ascii() => Some(Self::Byte(*byte)),
            [byte, again] if byte.is_ascii() && byte == again => Some(Self::Twice(*byte)),
            _ => (text == SPACES).then_some(Self::Spaces),
        }
    }

    /// As a recipe holds it.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Byte(byte) => char::from(byte).to_string(),
            Self::Twice(byte) => char::from(byte).to_string().repeat(2),
            Self::Spaces => SPACES.to_owned(),
        }
    }

    /// What it is called: "comma", "tab", "runs of spaces", or the character itself.
    pub fn name(self) -> String {
        match self {
            Self::Byte(b',') => "comma".to_owned(),
            Self::Byte(b';') => "semicolon".to_owned(),
            Self::Byte(b'\t') => "tab".to_owned(),
            Self::Byte(b'|') => "vertical bar".to_owned(),
            Self::Byte(b' ') => "single space".to_owned(),
            Self::Byte(byte) => format!("\"{}\"", byte.escape_ascii()),
            Self::Twice(byte) => format!("\"{0}{0}\"", byte.escape_ascii()),
            Self::Spaces => "runs of spaces".to_owned(),
        }
    }
}

/// How one file is cut into fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Between fields. Default: a comma.
    pub delimiter: Delimiter,
    /// Around fields that hold delimiters or line ends; inside, it is doubled. `None`: no character does that. Default: `"`.
    pub quote: Option<u8>,
    /// Whether a backslash inside quotes takes the quote's meaning away. Default: no.
    pub backslash: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: Delimiter::Byte(b','), quote: Some(b'"'), backslash: false }
    }
}
