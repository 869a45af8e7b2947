//! How characters are cut into fields.

/// What stands between two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// One ASCII character.
    Byte(u8),
    /// A run of spaces and tabs of any length; runs at either end of a line count for nothing.
    Spaces,
}

impl Delimiter {
    /// What it is called: "comma", "tab", "runs of spaces", or the character itself.
    pub fn name(self) -> String {
        match self {
            Self::Byte(b',') => "comma".to_owned(),
            Self::Byte(b';') => "semicolon".to_owned(),
            Self::Byte(b'\t') => "tab".to_owned(),
            Self::Byte(b'|') => "vertical bar".to_owned(),
            Self::Byte(b' ') => "single space".to_owned(),
            Self::Byte(byte) => format!("\"{}\"", byte.escape_ascii()),
            Self::Spaces => "runs of spaces".to_owned(),
        }
    }
}

/// How one file is cut into fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Between fields. Default: a comma.
    pub delimiter: Delimiter,
    /// Around fields that hold delimiters or line ends; inside, it is doubled. Default: `"`.
    pub quote: u8,
    /// Whether a backslash inside quotes takes the quote's meaning away. Default: no.
    pub backslash: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: Delimiter::Byte(b','), quote: b'"', backslash: false }
    }
}
