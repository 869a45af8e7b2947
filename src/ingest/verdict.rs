//! From all the evidence about a column to the column.

use super::column::{Builder, Spots};
use super::encoding::Encoding;
use super::figures::Figures;
use super::identify::{self, Evidence};
use super::levels::Levels;
use super::missing;
use super::readings::Mark;
use crate::note::{Note, NoteKind};
use crate::table::{Column, ColumnType, DISTINCT_LIMIT, Summary, Values};

/// Categories of at most this many levels need no proof that values repeat.
const FEW_LEVELS: u64 = 20;

/// Longest example, in characters.
const EXAMPLE: usize = 40;

/// What the rest of the file says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    /// How cells become text.
    pub(crate) encoding: Encoding,
    /// The decimal mark of the columns that can only be read one way, if they agree.
    pub(crate) mark: Option<Mark>,
    /// Whether fields are separated by semicolons, as they are where a comma is the decimal mark.
    pub(crate) semicolons: bool,
}

/// A finished column.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) column: Column,
    /// The decimal mark it was read with, if its numbers have one.
    pub(crate) mark: Option<Mark>,
    pub(crate) notes: Vec<Note>,
}

/// Decides what `builder` holds.
pub(crate) fn finish(mut builder: Builder, name: String, context: &Context) -> Finished {
    builder.distinct.settle();
    builder.stray_distinct.settle();
    let mut notes = Vec::new();
    note_missing_words(&builder, &mut notes);
    let mark = mark(&builder, context, &mut notes);
    let used_mark = (builder.votes.only.iter().chain(&builder.votes.either).sum::<u64>() > 0).then_some(mark);
    let readings = std::mem::replace(&mut builder.readings, super::readings::Readings::Lost);
    let figures = readings.under(mark);
    let kind = kind(&builder, figures.as_ref(), &mut notes);
    if kind == ColumnType::Number {
        note_strays(&builder, mark, context.encoding, &mut notes);
        note_units(&builder, &mut notes);
    } else if kind != ColumnType::Empty {
        note_lost_numbers(
            &builder,
            figures.as_ref().map_or(0, |(_, figures)| figures.count),
            context.encoding,
            &mut notes,
        );
    }
    let mut column = column(builder, name, kind, figures.map(|(_, figures)| figures), context.encoding);
    if column.identifying.is_some() {
        column.examples.clear();
    }
    let notes = notes.into_iter().map(|note| note.on(&column.name)).collect();
    Finished { mark: used_mark.filter(|_| kind == ColumnType::Number), column, notes }
}

/// The decimal mark to read the column with. Cells decide; where they cannot, the file does.
fn mark(builder: &Builder, context: &Context, notes: &mut Vec<Note>) -> Mark {
    if let Some(mark) = builder.votes.decided() {
        return mark;
    }
    let [points, commas] = builder.votes.either;
    if points + commas == 0 {
        return Mark::Point;
    }
    let (mark, why) = match context.mark {
        Some(mark) => (mark, "as in the other columns"),
        None if context.semicolons && commas > 0 && points == 0 => {
            (Mark::Comma, "because semicolons separate the fields")
        }
        None => (Mark::Point, "because nothing in the file says otherwise"),
    };
    let sure = points > 0 && commas == 0 && mark == Mark::Point && !context.semicolons;
    if !sure {
        let (sign, meaning) = match (mark, commas > 0) {
            (Mark::Point, true) => ("1,234", "one thousand two hundred and thirty-four"),
            (Mark::Comma, true) => ("1,234", "one and a bit"),
            (Mark::Point, false) => ("1.234", "one and a bit"),
            (Mark::Comma, false) => ("1.234", "one thousand two hundred and thirty-four"),
        };
        let text = format!("Numbers like {sign} can be read in two ways; here {sign} is {meaning}, {why}.");
        notes.push(Note::new(NoteKind::Cells, text).counting(points + commas, &[]));
    }
    mark
}

fn kind(builder: &Builder, figures: Option<&(Mark, Figures)>, notes: &mut Vec<Note>) -> ColumnType {
    let present = builder.present();
    if present == 0 {
        return ColumnType::Empty;
    }
    let dates = builder.looks.mostly(builder.looks.dates) && builder.strays.count * 10 >= present * 9;
    if dates || figures.is_some_and(|(_, figures)| is_compact_date(figures, present)) {
        notes.push(Note::new(
            NoteKind::Cells,
            "These look like dates or times. They are not used yet; segments are formed without them.",
        ));
        return if builder.levels.is_some() && builder.distinct.count() <= FEW_LEVELS {
            ColumnType::Category
        } else {
            ColumnType::Text
        };
    }
    if figures.is_some_and(|(_, figures)| is_number(builder, figures, present)) {
        ColumnType::Number
    } else if builder.levels.is_some() && is_category(builder.distinct.count(), present) {
        ColumnType::Category
    } else {
        ColumnType::Text
    }
}

/// Eight digits that are a day of the calendar in nearly every row, and not one and the same.
fn is_compact_date(figures: &Figures, present: u64) -> bool {
    figures.count >= 3 && figures.compact_dates * 100 >= present * 99 && figures.min < figures.max
}

/// Numbers with at most one stray cell in a hundred; or with up to half of the cells holding one of at most three words,
/// which then stand for "missing".
fn is_number(builder: &Builder, figures: &Figures, present: u64) -> bool {
    let strays = present - figures.count;
    let different = builder.distinct.count() - builder.stray_distinct.count();
    let words = !builder.many_stray_words() && builder.codes == 0;
    let few_words = words && strays * 2 <= present && different > FEW_LEVELS;
    figures.count > 0 && (strays * 100 <= present || few_words)
}

/// Whether values repeat enough to be levels: a few at least once, many twice on average.
fn is_category(distinct: u64, present: u64) -> bool {
    present < 3 || (distinct < present && (distinct <= FEW_LEVELS || distinct * 2 <= present))
}

fn column(
    builder: Builder,
    name: String,
    kind: ColumnType,
    figures: Option<Figures>,
    encoding: Encoding,
) -> Column {
    let summary = summary(&builder, kind, figures.as_ref());
    let examples = builder.examples.iter().map(|cell| example(cell, encoding)).collect();
    let evidence = Evidence {
        name: &name,
        kind,
        present: builder.present(),
        distinct: summary.distinct,
        whole: figures.as_ref().is_some_and(|figures| figures.whole),
        counting: kind == ColumnType::Number && figures.as_ref().is_some_and(|figures| figures.counting),
        looks: &builder.looks,
    };
    let identifying = identify::identify(&evidence);
    let values = match (kind, figures, builder.levels) {
        (ColumnType::Number, Some(figures), _) => Values::Numbers(figures.chunks),
        (ColumnType::Category, _, Some(levels)) => categories(levels, encoding),
        _ => Values::NotKept,
    };
    Column { name, kind, values, summary, identifying, examples }
}

fn categories(levels: Levels, encoding: Encoding) -> Values {
    Values::Categories {
        levels: levels.names.iter().map(|name| encoding.text(name)).collect(),
        codes: levels.codes,
    }
}

fn summary(builder: &Builder, kind: ColumnType, figures: Option<&Figures>) -> Summary {
    let distinct = builder.distinct.count();
    match figures {
        Some(figures) if kind == ColumnType::Number => Summary {
            missing: builder.rows - figures.count,
            distinct: if distinct == DISTINCT_LIMIT {
                distinct
            } else {
                distinct - builder.strays_seen(figures)
            },
            min: Some(figures.min),
            max: Some(figures.max),
            mean: Some(figures.sum() / figures.count as f64),
            sum: Some(figures.sum()),
        },
        _ => Summary { missing: builder.rows - builder.present(), distinct, ..Summary::default() },
    }
}

fn example(cell: &[u8], encoding: Encoding) -> String {
    encoding.text(cell).chars().take(EXAMPLE).collect()
}

fn note_missing_words(builder: &Builder, notes: &mut Vec<Note>) {
    let words: Vec<String> = builder
        .missing
        .iter()
        .zip(missing::WORDS)
        .skip(1)
        .filter(|(count, _)| **count > 0)
        .map(|(count, word)| format!("\"{word}\" ({count})"))
        .collect();
    if !words.is_empty() {
        let count = builder.missing[1..].iter().sum();
        let text = format!("Cells with {} count as missing.", words.join(", "));
        notes.push(Note::new(NoteKind::Cells, text).counting(count, &[]));
    }
}

/// Most cells are numbers, but too many are not for the column to be one.
fn note_lost_numbers(builder: &Builder, numbers: u64, encoding: Encoding, notes: &mut Vec<Note>) {
    let Spots { count, rows } = &builder.strays;
    if *count == 0 || numbers <= *count {
        return;
    }
    let text = format!(
        "{numbers} cells are numbers and {count} are not, such as {}; so all are read as words. Correct or empty these cells to use the column as a number.",
        stray_words(builder, encoding)
    );
    notes.push(Note::new(NoteKind::Cells, text).counting(*count, rows));
}

fn stray_words(builder: &Builder, encoding: Encoding) -> String {
    let words = builder.stray_words.iter().take(3);
    words.map(|word| format!("\"{}\"", example(word, encoding))).collect::<Vec<_>>().join(", ")
}

fn note_strays(builder: &Builder, mark: Mark, encoding: Encoding, notes: &mut Vec<Note>) {
    let Spots { count, rows } = &builder.strays;
    if *count > 0 {
        let text = format!(
            "{count} {} {} not read as numbers, such as {}; they count as missing.",
            if *count == 1 { "cell" } else { "cells" },
            if *count == 1 { "is" } else { "are" },
            stray_words(builder, encoding)
        );
        notes.push(Note::new(NoteKind::Cells, text).counting(*count, rows));
    }
    let (other, name) = match mark {
        Mark::Point => (&builder.one_sided[1], "comma"),
        Mark::Comma => (&builder.one_sided[0], "point"),
    };
    if other.count > 0 {
        let text = format!(
            "{} of the numbers have a decimal {name} unlike the others; they count as missing.",
            other.count
        );
        notes.push(Note::new(NoteKind::Cells, text).counting(other.count, &other.rows));
    }
}

fn note_units(builder: &Builder, notes: &mut Vec<Note>) {
    let units = &builder.units;
    let numbers = builder.present() - builder.strays.count;
    if units.currencies.len() > 1 {
        let text = format!(
            "Amounts in different currencies ({}) are read as plain numbers and not converted. Leave the column out if they do not compare.",
            units.currencies.join(", ")
        );
        notes.push(Note::new(NoteKind::Cells, text).counting(units.money, &[]));
    }
    if units.percent > 0 && units.percent < numbers {
        let text = "Some numbers have a per cent sign and some have none; the sign is ignored, so 5% and 5 are the same.";
        notes.push(Note::new(NoteKind::Cells, text).counting(units.percent, &[]));
    }
}

impl Builder {
    /// Different values that are not among `figures`: words, and numbers with the other decimal mark.
    fn strays_seen(&self, figures: &Figures) -> u64 {
        let unread = self.present() - self.strays.count - figures.count;
        // Numbers with the other mark are at most a handful; each counts once.
        (self.stray_distinct.count() + unread).min(self.distinct.count() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: Context = Context { encoding: Encoding::Utf8, mark: None, semicolons: false };

    fn read(cells: &[&str]) -> Finished {
        read_in(cells, &CONTEXT)
    }

    fn read_in(cells: &[&str], context: &Context) -> Finished {
        let mut builder = Builder::new();
        cells.iter().for_each(|cell| builder.push(cell.as_bytes()));
        finish(builder, "spend".to_owned(), context)
    }

    #[test]
    fn numbers_with_gaps() {
        let finished = read(&["1", "NA", " 2.5 ", "", "1.0"]);
        let column = finished.column;
        assert_eq!(column.kind, ColumnType::Number);
        assert_eq!((column.summary.missing, column.summary.distinct, column.summary.sum), (2, 2, Some(4.5)));
        assert!(column.number(1).is_nan());
        assert_eq!(finished.notes.len(), 1, "the word NA is told of");
    }

    #[test]
    fn thousands_alone_are_a_guess_that_is_told() {
        let plain = read(&["1,234", "5,678"]);
        assert_eq!(plain.column.summary.sum, Some(6912.0));
        assert_eq!(plain.notes.len(), 1);
        let german = Context { mark: Some(Mark::Comma), semicolons: true, ..CONTEXT };
        assert_eq!(read_in(&["1.234", "5.678"], &german).column.summary.sum, Some(6912.0));
    }

    #[test]
    fn zero_padded_codes_are_no_numbers() {
        assert_eq!(read(&["0001", "0002", "0010", "0003"]).column.kind, ColumnType::Text);
        assert_eq!(read(&["01", "02", "12", "01", "12", "02"]).column.kind, ColumnType::Category);
    }

    #[test]
    fn one_stray_in_a_hundred_leaves_a_number() {
        let mut cells = vec!["7"; 150];
        cells[99] = "seven";
        let finished = read(&cells);
        assert_eq!((finished.column.kind, finished.column.summary.missing), (ColumnType::Number, 1));
        assert_eq!(finished.notes[0].rows, [99]);
        cells[..3].fill("seven");
        assert_eq!(read(&cells).column.kind, ColumnType::Category);
    }

    #[test]
    fn dates_are_never_numbers() {
        let dates: Vec<String> = (1..=28).map(|day| format!("202401{day:02}")).collect();
        let finished = read(&dates.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(finished.column.kind, ColumnType::Text);
        assert!(finished.notes[0].text.contains("dates"));
    }

    #[test]
    fn examples_of_identifiers_are_not_kept() {
        let mails: Vec<String> = (0..12).map(|number| format!("a{number}@example.org")).collect();
        let column = read(&mails.iter().map(String::as_str).collect::<Vec<_>>()).column;
        assert!(column.identifying.is_some() && column.examples.is_empty());
    }
}
