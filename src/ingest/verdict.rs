//! From all the evidence about a column to the column.

use super::column::Builder;
use super::dated::{self, Dated};
use super::decided_column::{self, Grounds};
use super::distinct::Distinct;
use super::encoding::Encoding;
use super::figures::Figures;
use super::identify::{self, Evidence};
use super::levels::Levels;
use super::moments::Moments;
use super::readings::Mark;
use super::remarks::{
    example, note_lost_numbers, note_missing_words, note_sentinels, note_strays, note_units, sentinels,
};
use super::wished::{read_as, wished};
use crate::meaning::answers;
use crate::note::{Note, NoteKind};
use crate::recipe::{DateQuestion, Decision, ReadAs, Reading};
use crate::table::{Column, ColumnType, Summary, Values, Written};

/// Categories of at most this many levels need no proof that values repeat.
const FEW_LEVELS: u64 = 20;

/// What the rest of the file says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// How cells become text.
    pub(crate) encoding: Encoding,
    /// The decimal mark of the columns that can only be read one way, if they agree.
    pub(crate) mark: Option<Mark>,
    /// Whether fields are separated by semicolons, as they are where a comma is the decimal mark.
    pub(crate) semicolons: bool,
    /// What a person decided.
    pub(crate) choices: &'a Reading,
}

/// A finished column.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) column: Column,
    /// The decimal mark it was read with, if its numbers have one.
    pub(crate) mark: Option<Mark>,
    pub(crate) notes: Vec<Note>,
    /// What cannot be decided.
    pub(crate) question: Option<DateQuestion>,
    /// What was.
    pub(crate) decisions: Vec<Decision>,
}

/// Decides what `builder` holds.
pub(crate) fn finish(mut builder: Builder, name: String, context: &Context<'_>) -> Finished {
    builder.settle();
    let mut notes = Vec::new();
    note_missing_words(&builder, &mut notes);
    let (mark, why) = mark(&builder, context, &mut notes);
    let used_mark = (builder.votes.only.iter().chain(&builder.votes.either).sum::<u64>() > 0).then_some(mark);
    let readings = std::mem::replace(&mut builder.readings, super::readings::Readings::Lost);
    let figures = readings.under(mark);
    let as_numbers = figures.as_ref().map(|(_, figures)| figures);
    let mut grounds = grounds(&builder, as_numbers, &name, context);
    grounds.why = why;
    grounds.mark = used_mark.or(builder.wish.mark.filter(|_| builder.wish.own_mark));
    let question = match dated::read(&mut builder, &name, as_numbers, context, &mut notes) {
        Dated::Days(days, dates) => {
            let mut finished = finish_days(builder, name, *days, context.encoding, &grounds, notes);
            finished.column.summary.written.dates = Some(dates);
            return finished;
        }
        Dated::Open(question) => {
            let text = "Nothing tells in which order day, month and year stand in the dates of this column, so it is not used. Say which it is to use it.";
            notes.push(Note::new(NoteKind::Cells, text).counting(question.dates, &[]));
            Some(question)
        }
        Dated::No => None,
    };
    let kind = match wished(&builder, figures.as_ref(), &mut notes) {
        Some(kind) => kind,
        None => kind(&builder, figures.as_ref(), question.is_some(), &mut notes),
    };
    if kind == ColumnType::Number {
        note_strays(&builder, mark, context.encoding, &mut notes);
        note_units(&builder, &mut notes);
        if let Some((_, figures)) = &figures {
            grounds.sentinels = sentinels(figures);
            note_sentinels(&grounds.sentinels, &mut notes);
        }
    } else if kind != ColumnType::Empty {
        note_lost_numbers(
            &builder,
            figures.as_ref().map_or(0, |(_, figures)| figures.count),
            context.encoding,
            &mut notes,
        );
    }
    if kind != ColumnType::Number {
        grounds.mark = None;
    }
    if kind == ColumnType::Category {
        grounds.answers = builder.levels.as_ref().and_then(|levels| answered(levels, context.encoding));
    }
    let decisions = decided_column::decisions(&builder, kind, read_as(kind), &grounds);
    let mut column = column(builder, name, kind, figures.map(|(_, figures)| figures), context.encoding);
    if column.identifying.is_some() {
        column.examples.clear();
    }
    column.summary.written.comma = kind == ColumnType::Number && used_mark == Some(Mark::Comma);
    let notes = on(&column, notes);
    Finished { mark: used_mark.filter(|_| kind == ColumnType::Number), column, notes, question, decisions }
}

/// What the decisions about the column rest on, before its dates and numbers are used up.
fn grounds(builder: &Builder, figures: Option<&Figures>, name: &str, context: &Context<'_>) -> Grounds {
    let given = context.choices.dates.get(name).copied();
    let moments = builder.moments.as_ref();
    let ordered = moments.filter(|moments| moments.ordered() > 0);
    Grounds {
        numbers: figures.map_or(0, |figures| figures.count),
        dates: moments.map_or(0, |moments| moments.dates),
        orders: moments.map(Moments::orders).unwrap_or_default(),
        order: ordered.and_then(|moments| moments.order(given)),
        order_given: given
            .is_some_and(|given| ordered.and_then(|moments| moments.order(Some(given))) == Some(given)),
        ..Grounds::default()
    }
}

fn on(column: &Column, notes: Vec<Note>) -> Vec<Note> {
    notes.into_iter().map(|note| note.on(&column.name)).collect()
}

/// A column of dates, as days.
fn finish_days(
    builder: Builder,
    name: String,
    days: Figures,
    encoding: Encoding,
    grounds: &Grounds,
    notes: Vec<Note>,
) -> Finished {
    let decisions = {
        let dates = if grounds.dates == 0 { days.count } else { grounds.dates };
        let grounds = Grounds { mark: None, dates, ..grounds.clone() };
        decided_column::decisions(&builder, ColumnType::Number, ReadAs::Date, &grounds)
    };
    let examples = builder.examples.iter().map(|cell| example(cell, encoding)).collect();
    let mut summary = numbers(&builder, &days);
    let mut distinct = Distinct::new(1);
    days.numbers.iter().filter(|day| !day.is_nan()).for_each(|day| distinct.insert_number(day));
    summary.distinct = distinct.count();
    let values = Values::Numbers(days.numbers.finish());
    let column = Column { name, kind: ColumnType::Number, values, summary, identifying: None, examples };
    let notes = on(&column, notes);
    Finished { mark: None, column, notes, question: None, decisions }
}

/// The decimal mark to read the column with, and why if that needs saying. A person decides, or else the cells; where they cannot,
/// the file does.
fn mark(builder: &Builder, context: &Context<'_>, notes: &mut Vec<Note>) -> (Mark, &'static str) {
    if let Some(mark) = builder.wish.mark.or_else(|| builder.votes.decided()) {
        return (mark, "");
    }
    let [points, commas] = builder.votes.either;
    if points + commas == 0 {
        return (Mark::Point, "");
    }
    let (mark, why) = match context.mark {
        Some(mark) => (mark, ", as in the other columns"),
        None if context.semicolons && commas > 0 && points == 0 => {
            (Mark::Comma, ", because semicolons separate the fields")
        }
        None => (Mark::Point, ", because nothing in the file says otherwise"),
    };
    let sure = points > 0 && commas == 0 && mark == Mark::Point && !context.semicolons;
    if !sure {
        let (sign, meaning) = match (mark, commas > 0) {
            (Mark::Point, true) => ("1,234", "one thousand two hundred and thirty-four"),
            (Mark::Comma, true) => ("1,234", "one and a bit"),
            (Mark::Point, false) => ("1.234", "one and a bit"),
            (Mark::Comma, false) => ("1.234", "one thousand two hundred and thirty-four"),
        };
        let text = format!("Numbers like {sign} can be read in two ways; here {sign} is {meaning}{why}.");
        notes.push(Note::new(NoteKind::Cells, text).counting(points + commas, &[]));
    }
    (mark, why)
}

fn kind(
    builder: &Builder,
    figures: Option<&(Mark, Figures)>,
    asked: bool,
    notes: &mut Vec<Note>,
) -> ColumnType {
    let present = builder.present();
    if present == 0 {
        return ColumnType::Empty;
    }
    let dates = builder.looks.mostly(builder.looks.dates) && builder.strays.count * 10 >= present * 9;
    if dates || asked {
        if !asked {
            let text = "These look like dates or times, but cannot be read as days; segments are formed without them.";
            notes.push(Note::new(NoteKind::Cells, text));
        }
        return if builder.levels.is_some() && builder.distinct() <= FEW_LEVELS {
            ColumnType::Category
        } else {
            ColumnType::Text
        };
    }
    if figures.is_some_and(|(_, figures)| is_number(builder, figures, present)) {
        ColumnType::Number
    } else if builder.levels.is_some() && is_category(builder.distinct(), present) {
        ColumnType::Category
    } else {
        ColumnType::Text
    }
}

/// Numbers with at most one stray cell in a hundred; or with up to half of the cells holding one of at most three words,
/// which then stand for "missing".
fn is_number(builder: &Builder, figures: &Figures, present: u64) -> bool {
    let strays = present - figures.count;
    let different = builder.distinct().saturating_sub(builder.stray_distinct());
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
        (ColumnType::Number, Some(figures), _) => Values::Numbers(figures.numbers.finish()),
        (ColumnType::Category, _, Some(levels)) => categories(levels, encoding),
        _ => Values::NotKept,
    };
    Column { name, kind, values, summary, identifying, examples }
}

/// The levels that say yes and no with how many cells have each, if these two are all there are.
fn answered(levels: &Levels, encoding: Encoding) -> Option<[(String, u64); 2]> {
    let [first, second] = levels.names.as_slice() else { return None };
    let names = [encoding.text(first), encoding.text(second)];
    let yes = answers([&names[0], &names[1]])?;
    let cells = |level: usize| {
        levels.codes.iter().flatten().filter(|code| usize::from(**code) == level).count() as u64
    };
    Some([yes, 1 - yes].map(|level| (names[level].clone(), cells(level))))
}

fn categories(levels: Levels, encoding: Encoding) -> Values {
    Values::Categories {
        levels: levels.names.iter().map(|name| encoding.text(name)).collect(),
        codes: levels.codes,
    }
}

fn summary(builder: &Builder, kind: ColumnType, figures: Option<&Figures>) -> Summary {
    let levels = builder.levels.as_ref().filter(|_| kind == ColumnType::Category);
    let distinct = levels.map_or_else(|| builder.distinct(), |levels| levels.names.len() as u64);
    match figures {
        Some(figures) if kind == ColumnType::Number => Summary {
            distinct: distinct.saturating_sub(builder.strays_seen(figures)).max(1),
            ..numbers(builder, figures)
        },
        _ => Summary { missing: builder.rows - builder.present(), distinct, ..Summary::default() },
    }
}

/// All of a number column's summary but its different values.
fn numbers(builder: &Builder, figures: &Figures) -> Summary {
    Summary {
        missing: builder.rows - figures.count,
        distinct: 0,
        min: Some(figures.min),
        max: Some(figures.max),
        mean: Some(figures.sum() / figures.count as f64),
        sum: Some(figures.sum()),
        written: Written::default(),
    }
}

impl Builder {
    /// Different values that are not among `figures`: words, and numbers with the other decimal mark.
    fn strays_seen(&self, figures: &Figures) -> u64 {
        let unread = self.present() - self.strays.count - figures.count;
        // Numbers with the other mark are at most a handful; each counts once.
        (self.stray_distinct() + unread).min(self.distinct() - 1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::recipe::DateOrder;

    static CHOICES: Reading = Reading {
        encoding: None,
        delimiter: None,
        quote: None,
        header: None,
        preamble_lines: None,
        decimal: None,
        dates: BTreeMap::new(),
        columns: BTreeMap::new(),
    };
    const CONTEXT: Context<'_> =
        Context { encoding: Encoding::UTF_8, mark: None, semicolons: false, choices: &CHOICES };

    fn read(cells: &[&str]) -> Finished {
        read_in(cells, &CONTEXT)
    }

    fn read_in(cells: &[&str], context: &Context<'_>) -> Finished {
        let mut builder = Builder::new(1);
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

    fn sum(cells: &[&str]) -> Option<f64> {
        read(cells).column.summary.sum
    }

    #[test]
    fn dates_become_days_before_the_latest() {
        let finished = read(&["2024-01-31", "", "2024-01-01", "2024-01-30 10:00"]);
        let column = &finished.column;
        assert_eq!(
            (column.kind, column.summary.missing, column.summary.distinct),
            (ColumnType::Number, 1, 3)
        );
        assert_eq!((column.number(0), column.number(2), column.number(3)), (0.0, 30.0, 1.0));
        assert!(finished.notes[0].text.contains("31 January 2024") && finished.question.is_none());
    }

    #[test]
    fn one_late_cell_decides_the_order_of_all() {
        assert_eq!(sum(&["01/02/2024", "05/02/2024", "13/02/2024"]), Some(20.0));
        assert_eq!(sum(&["01/02/2024", "02/01/2024", "02/13/2024"]), Some(54.0));
    }

    #[test]
    fn dates_without_marks_and_day_numbers() {
        assert_eq!(sum(&["20240131", "20240130", "20240101"]), Some(31.0));
        let context = CONTEXT;
        let named = |name: &str, cells: &[&str]| {
            let mut builder = Builder::new(1);
            cells.iter().for_each(|cell| builder.push(cell.as_bytes()));
            finish(builder, name.to_owned(), &context).column.summary.max
        };
        assert_eq!(named("Dt_Customer", &["41154", "41254", "41100"]), Some(154.0));
        assert_eq!(named("Income", &["41154", "41254", "41100"]), Some(41_254.0));
        assert_eq!(named("created", &["1700000000", "1700086400"]), Some(1.0));
        assert_eq!(named("timestamp", &["1700000000000", "1700259200000"]), Some(3.0));
    }

    #[test]
    fn an_order_nobody_can_tell_is_asked_for_and_answered() {
        let cells = ["03/04/2024", "01/02/2024", "05/05/2024"];
        let finished = read(&cells);
        let question = finished.question.expect("a question");
        assert_eq!(question.text, "Is 03/04/2024 in April or in March?");
        assert_eq!((question.dates, finished.column.kind), (2, ColumnType::Category));
        assert_eq!(
            question.answers[1].consequence,
            "The column then runs from 2 January 2024 to 5 May 2024."
        );
        let dates = BTreeMap::from([("spend".to_owned(), DateOrder::DayFirst)]);
        let choices = Reading { dates, ..Reading::default() };
        let answered = read_in(&cells, &Context { choices: &choices, ..CONTEXT });
        assert_eq!((answered.column.summary.sum, answered.question), (Some(126.0), None));
    }

    #[test]
    fn examples_of_identifiers_are_not_kept() {
        let mails: Vec<String> = (0..12).map(|number| format!("a{number}@example.org")).collect();
        let column = read(&mails.iter().map(String::as_str).collect::<Vec<_>>()).column;
        assert!(column.identifying.is_some() && column.examples.is_empty());
    }
}
