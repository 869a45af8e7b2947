//! Lines of the table that is made.

/// How the table is written: as the file of orders is, so that the program that made that opens this one as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    between: char,
    comma: bool,
}

impl Style {
    /// For a file with `between` between fields; `comma` says that commas stand before decimals.
    pub fn of(between: Option<char>, comma: bool) -> Self {
        let between = between.filter(|between| matches!(between, ';' | '\t' | '|')).unwrap_or(',');
        // Commas around commas would need quotes in every line.
        Self { between: if comma && between == ',' { ';' } else { between }, comma }
    }

    /// What stands before the first cell: spreadsheet programs of where semicolons are usual know UTF-8 by it.
    pub(super) fn head(self) -> &'static str {
        if self.between == ';' { "\u{feff}" } else { "" }
    }

    /// Adds `cells` as a line, each as `disarm` gives it back.
    pub(super) fn push(self, text: &mut String, cells: &[String], disarm: &dyn Fn(&str) -> String) {
        for (at, cell) in cells.iter().map(|cell| disarm(cell)).enumerate() {
            if at > 0 {
                text.push(self.between);
            }
            if cell.contains([self.between, '"', '\n', '\r']) || cell.trim() != cell.as_str() {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(&cell);
            }
        }
        text.push('\n');
    }

    /// A number with at most four decimals, so that a sum of amounts does not end in the noise of adding; nothing for none.
    pub(super) fn number(self, x: f64) -> String {
        if x.is_nan() {
            return String::new();
        }
        let rounded = libm::round(x * 1e4) / 1e4;
        // Beyond that a number has no four decimals to lose.
        let shown = if rounded.is_finite() { rounded } else { x };
        let mut text = if shown == 0.0 { "0".to_owned() } else { format!("{shown}") };
        // Three digits behind a mark could be thousands.
        if text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3) {
            text.push('0');
        }
        if self.comma { text.replace('.', ",") } else { text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were() {
        let cells = ["a", "b;c", "say \"x\"", " y", "1\n2", ""].map(str::to_owned);
        let mut text = String::new();
        Style::of(Some(';'), true).push(&mut text, &cells, &str::to_owned);
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).delimiter(b';').from_reader(text.as_bytes());
        let record = reader.records().next().expect("a record").expect("well-formed");
        assert_eq!(record.iter().collect::<Vec<_>>(), cells);
    }

    #[test]
    fn sums_end_where_amounts_do() {
        let style = Style::of(None, false);
        assert_eq!(style.number(0.1 + 0.2), "0.3");
        assert_eq!(style.number(-0.00001), "0");
        assert_eq!(style.number(1e300), format!("{}", 1e300));
        assert_eq!(style.number(f64::NAN), "");
        assert_eq!(style.number(25.125), "25.1250", "and not twenty-five thousand");
        assert_eq!(Style::of(Some(','), true), Style::of(Some(';'), true));
        assert_eq!(Style::of(Some(';'), true).number(2.5), "2,5");
    }
}
