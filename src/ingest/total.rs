//! A last line that adds up the others, as people end their tables with: it is no customer.

use super::column::Builder;
use super::number::{self, Reading};

/// What stands in such a line, in six languages.
const WORDS: [&str; 21] = [
    "total",
    "totals",
    "grand total",
    "sum",
    "sums",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "summe",
    "summen",
    "totaux",
    "total général",
    "somme",
    "suma",
    "totales",
    "total general",
    "totale",
    "totali",
    "somma",
    "totaal",
    "eindtotaal",
];

/// Rows above it at least.
const FEWEST_ROWS: u64 = 3;

/// How far, relatively, a sum may be from the one that is written, which may be rounded.
const ROUNDED: f64 = 1e-3;

/// The word in `cells` that says they are a line of totals below the `rows` rows of `columns`: it stands among numbers and gaps alone,
/// and a number is the sum of its column or half of the cells are empty.
pub(crate) fn word(cells: &[&[u8]], columns: &[Builder], rows: u64) -> Option<String> {
    if rows < FEWEST_ROWS || cells.len() < 2 {
        return None;
    }
    let (mut found, mut sums, mut empty) = (None, 0, 0);
    for (cell, column) in cells.iter().zip(columns) {
        let cell = cell.trim_ascii();
        if cell.is_empty() {
            empty += 1;
        } else if let Reading::Number(number) = number::read(cell) {
            let [point, comma] = column.sums();
            let near = |sum: f64, written: f64| sum != 0.0 && (written / sum - 1.0).abs() <= ROUNDED;
            sums += usize::from(near(point, number.point) || near(comma, number.comma));
        } else if found.is_none() && is_word(cell) {
            found = Some(String::from_utf8_lossy(cell).into_owned());
        } else {
            return None;
        }
    }
    found.filter(|_| sums > 0 || empty * 2 >= cells.len())
}

fn is_word(cell: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(cell) else { return false };
    let text = text.trim_end_matches([':', '.']).trim().to_lowercase();
    WORDS.contains(&text.as_str())
}

#[cfg(test)]
mod tests {
    use crate::ingest::{Importer, Rereader};

    /// Rows, the sum of the last column, and what the note about a line of totals says.
    fn read(text: &str) -> (usize, Option<f64>, Option<String>) {
        let mut importer = Importer::new("x.csv");
        importer.feed(text.as_bytes()).expect("a file");
        let imported = importer.finish().expect("a table");
        let mut again = 0;
        let mut rereader = Rereader::new(&imported.layout);
        rereader.feed(text.as_bytes(), &mut |_| again += 1);
        rereader.finish(&mut |_| again += 1);
        assert_eq!(again, imported.table.rows, "the same rows once more");
        let note = imported.notes.iter().find(|note| note.text.contains("adds up"));
        let sum = imported.table.columns.last().and_then(|column| column.summary.sum);
        (imported.table.rows, sum, note.map(|note| note.text.clone()))
    }

    #[test]
    fn a_line_of_totals_is_no_row() {
        let (rows, sum, note) =
            read("name,orders,spent\nAnna,1,\"$1,000.50\"\nJo,2,$5\nKim,3,$7\nTOTAL,,\"$1,012.50\"\n");
        assert_eq!((rows, sum), (3, Some(1012.5)));
        let text = "The last line, row 4, says \u{201c}TOTAL\u{201d} and adds up the others, so it is left out. If it is a customer, write another word there.";
        assert_eq!(note.as_deref(), Some(text));
        assert_eq!(read("name;orders;spent\nA;1;1,5\nB;2;2,5\nC;3;3,5\nSumme:;6;7,5\n").0, 3);
    }

    #[test]
    fn a_customer_called_total_stays() {
        assert_eq!(read("name,orders,spent\nA,1,5\nB,2,6\nC,3,8\nTotal,4,9\n").0, 4);
        assert_eq!(read("name,city,spent\nA,x,5\nB,y,6\nC,z,8\nTotal,Paris,19\n").0, 4);
        assert_eq!(read("name,orders,spent\nA,1,5\nTOTAL,1,5\nB,2,6\nC,3,8\n").0, 4);
    }
}
