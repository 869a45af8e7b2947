//! Letters without their marks, so that a list needs each word once.

/// Lower-case `word` with the marks of German, French, Spanish, Portuguese, Italian and Dutch letters taken off: "Größe" is "groesse".
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'å' => folded.push('a'),
            'ç' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ñ' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' => folded.push('o'),
            'ù' | 'ú' | 'û' => folded.push('u'),
            'ä' => folded.push_str("ae"),
            'ö' | 'œ' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn marks_are_taken_off() {
        assert_eq!(fold("Größe"), "groesse");
        assert_eq!(fold("PRÉNOM"), "prenom");
        assert_eq!(fold("Œuvre ñ"), "oeuvre n");
    }
}
