//! Words that say a cell has no value.

use super::count::count;

/// The words as they are usually written. An empty cell is the first.
///
/// "unknown" is among them in every column: it says that nothing is known, and a level made of it would become a
/// group of customers who have only that in common.
pub(crate) const WORDS: [&str; 32] = [
    "",
    "NA",
    "N/A",
    "n.a.",
    "#N/A",
    "<NA>",
    "NaN",
    "NULL",
    "None",
    "nil",
    "\\N",
    "-",
    "--",
    "?",
    ".",
    "unknown",
    "#VALUE!",
    "#REF!",
    "#DIV/0!",
    "#NAME?",
    "#NV",
    "#NUM!",
    "#NULL!",
    "(null)",
    "(blank)",
    "(leer)",
    "k.A.",
    "unbekannt",
    "inconnu",
    "desconocido",
    "sconosciuto",
    "onbekend",
];

/// Bytes of the longest of them.
const LONGEST: usize = 12;

/// Which of [`WORDS`] the cell is, in any case of letters. The cell has no surrounding white space.
pub(crate) fn word(cell: &[u8]) -> Option<usize> {
    let Some(first) = cell.first() else { return Some(0) };
    let mut candidates = BEGIN[usize::from(*first)];
    if candidates == 0 || cell.len() > LONGEST {
        return None;
    }
    while candidates != 0 {
        let word = candidates.trailing_zeros() as usize;
        candidates &= candidates - 1;
        if WORDS[word].len() == cell.len() && WORDS[word].as_bytes().eq_ignore_ascii_case(cell) {
            return Some(word);
        }
    }
    None
}

/// For each byte the words that begin with it in either case, a bit each.
const BEGIN: [u32; 256] = {
    let mut begin = [0; 256];
    let mut word = 1;
    while word < WORDS.len() {
        let first = WORDS[word].as_bytes()[0];
        begin[first.to_ascii_lowercase() as usize] |= 1 << word;
        begin[first.to_ascii_uppercase() as usize] |= 1 << word;
        word += 1;
    }
    begin
};

/// The words that occurred, each with its count; `counts` has one entry for each of [`WORDS`].
pub(crate) fn counted(counts: &[u64; WORDS.len()]) -> Vec<String> {
    let occurred = counts.iter().zip(WORDS).skip(1).filter(|(count, _)| **count > 0);
    occurred.map(|(number, word)| format!("\"{word}\" ({})", count(*number))).collect()
}

#[cfg(test)]
mod tests {
    use super::{WORDS, word};

    #[test]
    fn words_are_known_in_any_case() {
        for cell in ["", "NA", "n/a", "NaN", "NULL", "None", "Unknown", "-", "?"] {
            assert!(word(cell.as_bytes()).is_some(), "{cell}");
        }
        for (word, text) in WORDS.iter().enumerate() {
            assert_eq!(super::word(text.as_bytes()), Some(word));
            assert_eq!(super::word(text.to_ascii_uppercase().as_bytes()), Some(word));
        }
        for cell in ["0", "-5", "nonexistent", "no", "Nancy", "x"] {
            assert!(word(cell.as_bytes()).is_none(), "{cell}");
        }
    }
}
