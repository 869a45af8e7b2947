//! How a file is laid out: what it takes to cut it into the same records again and to add a column to it.

use super::dialect::Dialect;
use super::encoding::Encoding;
use super::record::Record;

/// The layout of one file, as found when it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// How bytes stand for characters.
    pub(crate) encoding: Encoding,
    /// Bytes of the byte order mark at the start; 0 if there is none.
    pub(crate) mark: usize,
    /// How characters are cut into records and fields.
    pub(crate) dialect: Dialect,
    /// Records above the header, or above the first data record if there is no header.
    pub(crate) skipped: u64,
    /// Whether a header record follows them.
    pub(crate) header: bool,
    /// Records behind it that go on with the names.
    pub(crate) more_names: u64,
    /// Whether lines below the header that begin with `#` are remarks.
    pub(crate) remarks: bool,
    /// Fields in a full record, the empty one behind a trailing delimiter not counted.
    pub(crate) width: usize,
    /// Whether every record ends with a delimiter.
    pub(crate) trailing: bool,
    /// Whether the header has no name for the first column, so that its fields belong to the second and later ones.
    pub(crate) shifted: bool,
    /// Whether the last field of the header, and of every data record looked at, is quoted.
    pub(crate) quoted: (bool, bool),
    /// Which data record is a line of totals, the last one, and no row; counted from 0.
    pub(crate) total: Option<u64>,
    /// The column names.
    pub(crate) names: Vec<String>,
}

/// Whether a record begins with `#`: in a file with remarks it is one.
pub(crate) fn is_remark(record: &Record<'_>) -> bool {
    record.fields().next().is_some_and(|field| field.trim_ascii_start().starts_with(b"#"))
}

impl Layout {
    /// The column names in file order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// `wanted`, or `wanted_2`, `wanted_3` ... if the file has such a column already, in any case of letters.
    pub fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &str| self.names.iter().any(|other| other.eq_ignore_ascii_case(name));
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        std::iter::once(wanted.to_owned())
            .chain(numbered)
            .find(|name| !taken(name))
            .expect("one of endlessly many names is free")
    }
}
