//! What every column is in every segment, as CSV: a line a column, or a level of a category, and a column a segment.

use std::borrow::Cow;

use super::formula::harmless;
use crate::profile::{Measure, Segment};
use crate::protocol::TableFormat;

/// Customers set aside, who are in no segment.
#[derive(Debug, Clone, Copy)]
pub struct Aside<'a> {
    /// What they are called.
    pub name: &'a str,
    /// How many they are.
    pub size: u64,
    /// Their mean of each measure.
    pub means: &'a [Option<f64>],
}

/// `marks` go with the names of the segments, in brackets; there may be none.
///
/// The table: `column`, `level` (empty for a number), `everyone`, then the mean of each segment; of a level the share from 0 to 1 of
/// the customers with a value. Means without a member who has a value are empty. Numbers are in full precision. Customers set aside have the
/// last column; everyone is everyone in a segment.
pub fn profile_table(
    measures: &[Measure],
    segments: &[Segment],
    marks: &[Option<String>],
    aside: Option<Aside<'_>>,
    format: TableFormat,
) -> String {
    let mut table = format.head().to_owned();
    let names = segments.iter().enumerate().map(|(j, Segment { letter, name, .. })| {
        match marks.get(j).and_then(Option::as_ref) {
            Some(mark) => format!("{letter} {name} ({mark})"),
            None => format!("{letter} {name}"),
        }
    });
    let names = names.chain(aside.map(|aside| aside.name.to_owned()));
    let head = ["column", "level", "everyone"].map(str::to_owned).into_iter().chain(names);
    line(&mut table, head.map(|name| harmless(&name)), format);
    let sizes = segments.iter().map(|segment| segment.size).chain(aside.map(|aside| aside.size));
    let sizes = sizes.map(|size| size.to_string());
    let everyone = segments.iter().map(|segment| segment.size).sum::<u64>().to_string();
    let counts = ["customers".to_owned(), String::new(), everyone].into_iter().chain(sizes);
    line(&mut table, counts, format);
    for (index, measure) in measures.iter().enumerate().filter(|(_, measure)| measure.shown) {
        let name = harmless(&measure.column);
        let level = measure.level.as_deref().map_or_else(String::new, harmless);
        let means = measure.means.iter().copied().chain(aside.map(|aside| aside.means[index]));
        let means = means.map(|mean| mean.map_or_else(String::new, |x| number(x, format)));
        let cells = [name, level, number(measure.average, format)].into_iter().chain(means);
        line(&mut table, cells, format);
    }
    table
}

fn number(x: f64, format: TableFormat) -> String {
    let text = x.to_string();
    if format == TableFormat::Semicolon { text.replace('.', ",") } else { text }
}

fn line(table: &mut String, cells: impl Iterator<Item = String>, format: TableFormat) {
    let between = format.between();
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            table.push(between);
        }
        table.push_str(&quoted(&cell, between));
    }
    table.push_str("\r\n");
}

/// As RFC 4180 writes it; also where there is a mark at which spreadsheet programs of other countries cut.
fn quoted(cell: &str, between: char) -> Cow<'_, str> {
    if cell.contains([between, ';', '\t', '"', '\r', '\n']) {
        Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::testing::sample_measure;

    fn table(format: TableFormat) -> String {
        let measure = |column: &str, level: Option<&str>, means: &[Option<f64>]| Measure {
            level: level.map(str::to_owned),
            average: 1234.5,
            means: means.to_vec(),
            ..sample_measure(column, &vec![0.0; means.len()])
        };
        let measures = [
            measure("=spend", None, &[Some(0.5), None]),
            measure("plan; size", Some("\"big\""), &[Some(1.0), Some(-0.25)]),
        ];
        profile_table(&measures, &[], &[], None, format)
    }

    #[test]
    fn cells_are_quoted_and_formulas_disarmed() {
        assert_eq!(
            table(TableFormat::Comma),
            "column,level,everyone\r\ncustomers,,0\r\n'=spend,,1234.5,0.5,\r\n\"plan; size\",\"\"\"big\"\"\",1234.5,1,-0.25\r\n"
        );
    }

    #[test]
    fn a_mark_or_tabs_change_nothing_else() {
        let plain = table(TableFormat::Comma);
        assert_eq!(table(TableFormat::CommaMarked), format!("\u{feff}{plain}"));
        assert_eq!(table(TableFormat::Tab), plain.replace(',', "\t"));
    }

    #[test]
    fn the_european_form_has_semicolons_commas_and_a_mark() {
        assert_eq!(
            table(TableFormat::Semicolon),
            "\u{feff}column;level;everyone\r\ncustomers;;0\r\n'=spend;;1234,5;0,5;\r\n\"plan; size\";\"\"\"big\"\"\";1234,5;1;-0,25\r\n"
        );
    }
}
