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
    match cell {
        [] => Some(0),
        [first, ..] if cell.len() <= LONGEST && b"nu-?.#<\\(kidso".contains(&first.to_ascii_lowercase()) => {
            WORDS.iter().position(|word| word.as_bytes().eq_ignore_ascii_case(cell))
        }
        _ => None,
    }
}

/// The words that occurred, each with its count; `counts` has one entry for each of [`WORDS`].
pub(crate) fn counted(counts: &[u64; WORDS.len()]) -> Vec<String> {
    let occurred = counts.iter().zip(WORDS).skip(1).filter(|(count, _)| **count > 0);
    occurred.map(|(number, word)| format!("\"{word}\" ({})", count(*number))).collect()
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn words_are_known_in_any_case() {
        for cell in ["", "NA", "n/a", "NaN", "NULL", "None", "Unknown", "-", "?"] {
            assert!(word(cell.as_bytes()).is_some(), "{cell}");
        }
        for cell in ["0", "-5", "nonexistent", "no", "Nancy", "x"] {
            assert!(word(cell.as_bytes()).is_none(), "{cell}");
        }
    }
}
