//! Text made fit to be drawn: names from the customer's file are hostile, and numbers follow the locale.

use super::look::Look;

/// The text on one line, without control and direction characters, cut to `most` characters with an ellipsis.
pub(super) fn plain(text: &str, most: usize) -> String {
    let visible = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let line: String =
        text.chars().filter(visible).map(|c| if c.is_control() { ' ' } else { c }).take(most + 1).collect();
    if line.chars().count() <= most {
        return line.trim().to_owned();
    }
    let kept: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Ever shorter forms of an enumeration, longest first: "spend less, order rarely", then "spend less", then cut
/// words with an ellipsis.
pub(super) fn shorter(text: &str) -> Vec<String> {
    let whole = plain(text, 60);
    let mut forms = vec![whole.clone()];
    let mut rest = whole.as_str();
    while let Some((head, _)) = rest.rsplit_once(", ") {
        forms.push(head.to_owned());
        rest = head;
    }
    forms.extend(
        [24, 18, 14, 10, 6]
            .into_iter()
            .filter(|&most| most < rest.chars().count())
            .map(|most| plain(rest, most)),
    );
    forms
}

/// A number with the locale's marks and `decimals` places, a true minus sign and no negative zero.
pub(super) fn number(value: f64, decimals: usize, look: &Look) -> String {
    number_parted(value, decimals, true, look)
}

/// See [`number`]; marks between thousands only if it is `parted`.
pub(super) fn number_parted(value: f64, decimals: usize, parted: bool, look: &Look) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if parted && place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push_str(&look.group);
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) { "−" } else { "" };
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}{}{fraction}", look.decimal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::look::tests::look;

    #[test]
    fn hostile_text_becomes_one_short_line() {
        assert_eq!(plain(" two\nlines\u{202e} ", 20), "two lines");
        assert_eq!(plain("Young occasional", 16), "Young occasional");
        assert_eq!(plain("Young occasional", 7), "Young…");
        assert_eq!(plain("", 7), "");
        assert_eq!(plain("äöü", 0), "…");
    }

    #[test]
    fn an_enumeration_loses_its_last_part_first() {
        assert_eq!(
            shorter("spend less, order rarely, quiet")[..3],
            ["spend less, order rarely, quiet", "spend less, order rarely", "spend less"]
        );
        assert_eq!(
            shorter("number of orders"),
            ["number of orders", "number of ord…", "number of…", "numbe…"]
        );
    }

    #[test]
    fn numbers_follow_the_locale() {
        let mut look = look(1.0);
        assert_eq!(number(1_234_567.0, 0, &look), "1,234,567");
        assert_eq!(number(-1500.25, 1, &look), "−1,500.2");
        assert_eq!(number(-0.04, 1, &look), "0.0");
        assert_eq!(number_parted(1972.0, 0, false, &look), "1972");
        (look.decimal, look.group) = (",".to_owned(), "\u{202f}".to_owned());
        assert_eq!(number(999.5, 2, &look), "999,50");
        assert_eq!(number(12_000.0, 0, &look), "12\u{202f}000");
    }
}
