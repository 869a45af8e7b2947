//! What a person decided about one column, in the form its cells are compared in.

use super::encoding::Encoding;
use super::number::{self, Reading};
use super::readings::Mark;
use crate::recipe::{ColumnReading, ReadAs, Reading as Choices};

/// The wishes for one column; the default is none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wish {
    /// What it is to be read as.
    pub(crate) read_as: Option<ReadAs>,
    /// Its decimal mark.
    pub(crate) mark: Option<Mark>,
    /// Whether the decimal mark was wished for this column, and not for the whole file.
    pub(crate) own_mark: bool,
    /// Words that stand for "missing", as the recipe has them.
    pub(crate) missing: Vec<String>,
    /// The same as bytes, in UTF-8 and as a page of single bytes has them.
    words: Vec<Vec<u8>>,
    /// Those that are numbers.
    numbers: Vec<f64>,
}

impl Wish {
    /// What `choices` say about the column called one of `names`; `page` is what its bytes may be besides UTF-8.
    pub(crate) fn of(choices: &Choices, names: &[&str], page: Encoding) -> Self {
        let none = ColumnReading::default();
        let column = names.iter().find_map(|name| choices.columns.get(*name)).unwrap_or(&none);
        let mut wish = Self {
            read_as: column.read_as,
            mark: column.decimal.or(choices.decimal),
            own_mark: column.decimal.is_some(),
            missing: column.missing.clone(),
            words: Vec::new(),
            numbers: Vec::new(),
        };
        for word in column.missing.iter().map(|word| word.trim()) {
            wish.words.push(word.as_bytes().to_vec());
            if !word.is_ascii() {
                let mut bytes = Vec::new();
                page.write(word, &mut bytes);
                wish.words.push(bytes);
            }
            if let Reading::Number(number) = number::read(word.as_bytes()) {
                wish.numbers.push(if number.point.is_nan() { number.comma } else { number.point });
            }
        }
        wish
    }

    /// Whether a cell, without surrounding white space, is one of the words or numbers that stand for "missing".
    pub(crate) fn misses(&self, cell: &[u8]) -> bool {
        if self.words.is_empty() {
            return false;
        }
        let number = |cell| match number::read(cell) {
            Reading::Number(number) => {
                self.numbers.contains(&number.point) || self.numbers.contains(&number.comma)
            }
            _ => false,
        };
        self.words.iter().any(|word| word.eq_ignore_ascii_case(cell))
            || (!self.numbers.is_empty() && number(cell))
    }

    /// Whether nothing was decided that a cell could be touched by.
    pub(crate) fn is_none(&self) -> bool {
        self.read_as.is_none() && self.words.is_empty()
    }

    /// Whether the column is to be read as `kind` and nothing else.
    pub(crate) fn is(&self, kind: ReadAs) -> bool {
        self.read_as == Some(kind)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn words_and_numbers_are_missed_however_they_are_written() {
        let column = ColumnReading {
            missing: vec!["keine".to_owned(), "-200".to_owned()],
            ..ColumnReading::default()
        };
        let choices = Choices { columns: BTreeMap::from([("a".to_owned(), column)]), ..Choices::default() };
        let wish = Wish::of(&choices, &["a"], Encoding::WINDOWS_1252);
        for cell in ["Keine", "-200", "-200.0", "-200,00"] {
            assert!(wish.misses(cell.as_bytes()), "{cell}");
        }
        assert!(!wish.misses(b"200") && !Wish::of(&choices, &["b"], Encoding::UTF_8).misses(b"keine"));
    }
}
