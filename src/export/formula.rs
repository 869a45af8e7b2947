//! Keeping cells from being run as formulas by spreadsheet programs.

/// Characters that make a formula of what follows them, at the beginning of a cell; the wide ones where a program folds them.
const STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// What a spreadsheet program may drop before it looks at a cell, beside white space.
const IGNORED: [char; 5] = ['\0', '\u{feff}', '\u{200b}', '\u{200e}', '\u{200f}'];

/// `text` with an apostrophe before it if a spreadsheet program could take it for a formula.
pub(crate) fn harmless(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether `text` begins with one of [`STARTS`], a tab or a carriage return, behind white space and marks that are not seen, and is
/// neither a number in any notation nor a dash, as many write for a gap.
pub(crate) fn is_formula(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| c.is_whitespace() || IGNORED.contains(&c));
    (text.starts_with(['\t', '\r']) || bare.starts_with(STARTS))
        && !is_number(bare)
        && !bare.chars().all(|c| c == '-')
}

/// Whether `text` is a number as somebody writes one: `-5`, `+3.2`, `-1.234,56`, `-1 234.5`, `-2e-7`, `-12 %`, `-inf`. One sign,
/// digits and marks between them have nothing that a formula could compute with.
fn is_number(text: &str) -> bool {
    let text = text.strip_suffix('%').unwrap_or(text).trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let unsigned = text.strip_prefix(['+', '-', '＋', '－']).unwrap_or(text);
    let grouped = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
            && text.ends_with(|c: char| c.is_ascii_digit() || c == '.')
            && text.chars().all(|c| {
                c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}')
            })
    };
    grouped(unsigned) || text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_disarmed() {
        for formula in [
            "=1+1",
            "@sum",
            "+A1",
            "-A1",
            "-1+2",
            "--1",
            "\tx",
            "\r=1",
            " =1",
            "\u{feff}=1",
            "\0=1",
            "＝1+1",
            "－A1",
            "-1|cmd",
            "=",
            "+",
            "-e5",
        ] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
    }

    #[test]
    fn numbers_and_words_are_left_alone() {
        for text in [
            "-5",
            "+3.2",
            "-1.234,56",
            "-1,234.56",
            "-1 234,5",
            "-1\u{202f}234",
            "-1'234",
            "-.5",
            "-2e-7",
            "-12 %",
            "-12%",
            "－5",
            "-inf",
            " -5",
            "-",
            "--",
            "Big spenders",
            "a=b",
            "",
            " ",
            "'=1",
            "5-3",
        ] {
            assert_eq!(harmless(text), text);
        }
    }
}
