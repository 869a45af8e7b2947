//! Names of months in English, German, French, Spanish, Portuguese, Italian and Dutch.

/// The names of each month, in lower case and without letters beyond ASCII: "mrz" is "März".
const NAMES: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "gennaio", "januari", "janeiro"],
    &["february", "februar", "fvrier", "febrero", "febbraio", "februari", "fevereiro"],
    &["march", "mrz", "maerz", "mars", "marzo", "maart", "mrt", "maro", "marco"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio", "mei", "maio"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "aot", "aout", "agosto", "augustus"],
    &["september", "septembre", "septiembre", "setiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "dcembre", "decembre", "diciembre", "dicembre", "dc", "dezembro"],
];

/// Letters of the longest name.
const LONGEST: usize = 10;

/// The month, 1 to 12, that `word` names: in full, or by its first three letters or more if they mean one month alone.
pub(crate) fn month(word: &[u8]) -> Option<u32> {
    let mut letters = [0; LONGEST];
    let mut length = 0;
    for byte in word.iter().filter(|byte| byte.is_ascii()) {
        *letters.get_mut(length)? = byte.to_ascii_lowercase();
        length += 1;
    }
    let word = &letters[..length];
    let means = |names: &[&str], whole: bool| {
        names.iter().any(|name| {
            name.as_bytes() == word || (!whole && length >= 3 && name.as_bytes().starts_with(word))
        })
    };
    let find =
        |whole: bool| (1..).zip(NAMES).filter(move |(_, names)| means(names, whole)).map(|(month, _)| month);
    find(true).next().or_else(|| {
        let mut months = find(false);
        months.next().filter(|_| months.next().is_none())
    })
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn months_are_known_in_seven_languages() {
        for (word, number) in [
            ("Mar", 3),
            ("M\u{e4}rz", 3),
            ("f\u{e9}vr", 2),
            ("ao\u{fb}t", 8),
            ("d\u{e9}c", 12),
            ("Dez", 12),
            ("ene", 1),
            ("GIU", 6),
            ("juil", 7),
            ("mrt", 3),
            ("Mei", 5),
            ("sept", 9),
            ("ottobre", 10),
            ("may", 5),
            ("fev", 2),
            ("mar\u{e7}o", 3),
            ("out", 10),
        ] {
            assert_eq!(month(word.as_bytes()), Some(number), "{word}");
        }
        assert_eq!(month(b"f\xE9vrier"), Some(2), "in Windows-1252");
        for word in ["jui", "ma", "Marketing", "Monday", "", "decemberly", "x"] {
            assert_eq!(month(word.as_bytes()), None, "{word}");
        }
    }
}
