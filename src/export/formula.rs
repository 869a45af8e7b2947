//! Keeping cells from being run as formulas by spreadsheet programs.

/// `text` with an apostrophe before it if a spreadsheet program would take it for a formula: if it begins with one of
/// `= + - @`, a tab or a carriage return and is no plain number.
pub(crate) fn harmless(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    if formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_disarmed_and_numbers_left_alone() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@sum"), "'@sum");
        assert_eq!(harmless("-3.5"), "-3.5");
        assert_eq!(harmless("Big spenders"), "Big spenders");
    }
}
