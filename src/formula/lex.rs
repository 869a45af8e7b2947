//! A formula cut into words.

use super::Wrong;

/// A word of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word {
    Number(f64),
    /// A name; whether it stands in quotes, so that it can only be a column.
    Name(String, bool),
    /// One of `+ - * / ( ) ,`.
    Mark(char),
}

/// The words with the characters, from 1, at which they begin.
pub(super) fn words(text: &str) -> Result<Vec<(usize, Word)>, Wrong> {
    let letters: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let rest = &letters[at..];
        let (word, length) = match letter {
            _ if letter.is_whitespace() => {
                at += 1;
                continue;
            }
            '+' | '-' | '*' | '/' | '(' | ')' | ',' => (Word::Mark(letter), 1),
            // What keyboards and spreadsheets put in place of the plain signs.
            '−' | '–' => (Word::Mark('-'), 1),
            '×' | '·' => (Word::Mark('*'), 1),
            '÷' => (Word::Mark('/'), 1),
            '"' | '`' => quoted(rest, at)?,
            _ if letter.is_ascii_digit() || letter == '.' => number(rest, at)?,
            _ if letter.is_alphabetic() || letter == '_' => {
                let name: String = rest.iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
                let length = name.chars().count();
                (Word::Name(name, false), length)
            }
            _ => {
                return Err(Wrong::new(
                    at + 1,
                    format!("{letter:?} has no meaning in a formula"),
                    "Use + - * / and parentheses, and put a column's name in double quotes if it holds anything but letters, digits and underscores.",
                ));
            }
        };
        words.push((at + 1, word));
        at += length;
    }
    Ok(words)
}

fn quoted(rest: &[char], at: usize) -> Result<(Word, usize), Wrong> {
    let quote = rest[0];
    let mut name = String::new();
    let mut i = 1;
    while let Some(&letter) = rest.get(i) {
        if letter == quote {
            if rest.get(i + 1) != Some(&quote) {
                return Ok((Word::Name(name, true), i + 1));
            }
            i += 1;
        }
        name.push(letter);
        i += 1;
    }
    Err(Wrong::new(at + 1, "the quote here is never closed", "Close it after the column's name."))
}

fn number(rest: &[char], at: usize) -> Result<(Word, usize), Wrong> {
    let digits = |from: usize| rest[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut length = digits(0);
    if rest.get(length) == Some(&'.') {
        length += 1 + digits(length + 1);
    }
    if matches!(rest.get(length), Some('e' | 'E')) {
        let sign = usize::from(matches!(rest.get(length + 1), Some('+' | '-')));
        let power = rest.get(length + 1 + sign..).map_or(0, |_| digits(length + 1 + sign));
        if power > 0 {
            length += 1 + sign + power;
        }
    }
    let text: String = rest[..length].iter().collect();
    match text.parse::<f64>() {
        Ok(x) if x.is_finite() => Ok((Word::Number(x), length)),
        _ => Err(Wrong::new(
            at + 1,
            format!("{text} is no number"),
            "Write numbers like 12 or 0.5, with a point.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_where_they_begin() {
        let found = words("2.5e1*`a``b` − umsatz_ä").expect("words");
        let expected = vec![
            (1, Word::Number(25.0)),
            (6, Word::Mark('*')),
            (7, Word::Name("a`b".to_owned(), true)),
            (14, Word::Mark('-')),
            (16, Word::Name("umsatz_ä".to_owned(), false)),
        ];
        assert_eq!(found, expected);
        assert_eq!(words("a $ b").map_err(|wrong| wrong.at), Err(3));
        assert_eq!(words("a + \"b").map_err(|wrong| wrong.at), Err(5));
        assert_eq!(words(".").map_err(|wrong| wrong.at), Err(1));
    }
}
