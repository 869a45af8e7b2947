//! Lines of the table that is made.

/// Adds `cells` as a line of comma-separated values.
pub(super) fn push(text: &mut String, cells: &[String]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) || cell.trim() != cell {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}

/// A number with at most four decimals, so that a sum of amounts does not end in the noise of adding; nothing for none.
pub(super) fn number(x: f64) -> String {
    if x.is_nan() {
        return String::new();
    }
    let rounded = libm::round(x * 1e4) / 1e4;
    // Beyond that a number has no four decimals to lose.
    let shown = if rounded.is_finite() { rounded } else { x };
    if shown == 0.0 { "0".to_owned() } else { format!("{shown}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were() {
        let cells = ["a", "b,c", "say \"x\"", " y", "1\n2", ""].map(str::to_owned);
        let mut text = String::new();
        push(&mut text, &cells);
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).from_reader(text.as_bytes());
        let record = reader.records().next().expect("a record").expect("well-formed");
        assert_eq!(record.iter().collect::<Vec<_>>(), cells);
    }

    #[test]
    fn sums_end_where_amounts_do() {
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(-0.00001), "0");
        assert_eq!(number(1e300), format!("{}", 1e300));
        assert_eq!(number(f64::NAN), "");
    }
}
