//! Columns of dates become numbers: days before the latest date in the column, never before today, so that the same file
//! gives the same numbers on every day.

use super::calendar::{self, written};
use super::column::Builder;
use super::date;
use super::encoding::Encoding;
use super::figures::Figures;
use super::identify::words;
use super::moments::Moments;
use super::verdict::Context;
use crate::note::{Note, NoteKind};
use crate::recipe::{DateAnswer, DateOrder, DateQuestion, ReadAs};
use crate::table::{DateForm, Dates};

/// Words of a column name that say "date".
const NAMES: [&str; 18] = [
    "date",
    "dt",
    "datum",
    "fecha",
    "jour",
    "giorno",
    "dob",
    "birthday",
    "birthdate",
    "timestamp",
    "datetime",
    "joined",
    "created",
    "updated",
    "registered",
    "signup",
    "purchased",
    "since",
];

/// Serial day numbers of spreadsheets count from 30 December 1899; these are 1954 to 2064.
const SERIALS: std::ops::RangeInclusive<f64> = 20_000.0..=60_000.0;
const SERIAL_EPOCH: f64 = 25_569.0;

/// Unix times from 2000 to 2037, in seconds.
const SECONDS: std::ops::RangeInclusive<f64> = 946_684_800.0..=2_145_916_800.0;
const SECONDS_A_DAY: f64 = 86_400.0;

/// What a column is as dates.
#[derive(Debug)]
pub(crate) enum Dated {
    /// Days before the latest date, and how the dates are written.
    Days(Box<Figures>, Dates),
    /// Dates the file cannot tell the order of.
    Open(DateQuestion),
    /// Not a column of dates.
    No,
}

/// Reads the column `name` as dates if 99 in 100 of its values are; `figures` are its values as numbers.
pub(crate) fn read(
    builder: &mut Builder,
    name: &str,
    figures: Option<&Figures>,
    context: &Context<'_>,
    notes: &mut Vec<Note>,
) -> Dated {
    let present = builder.present();
    let wished = builder.wish.is(ReadAs::Date);
    if builder.wish.read_as.is_some() && !wished {
        return Dated::No;
    }
    let enough = |dates: u64| dates > 0 && (wished || dates * 100 >= present * 99);
    if let Some(moments) = builder.moments.take()
        && (enough(moments.dates) || moments.but_for_words(present))
    {
        let order = moments.order(context.choices.dates.get(name).copied());
        return match order {
            None if moments.ordered() > 0 => Dated::Open(question(&moments, name)),
            _ => from_texts(moments, order, present, context.encoding, notes),
        };
    }
    let numbers = figures.filter(|figures| enough(figures.count));
    match numbers.and_then(|figures| from_numbers(name, figures, wished)) {
        Some((days, text, form)) => {
            let dates = Dates { latest: days.max, form };
            Dated::Days(Box::new(before_latest(&days, text, present, &[], notes)), dates)
        }
        None => Dated::No,
    }
}

fn from_texts(
    moments: Moments,
    order: Option<DateOrder>,
    present: u64,
    encoding: Encoding,
    notes: &mut Vec<Note>,
) -> Dated {
    let words: Vec<String> =
        moments.words().iter().map(|word| format!("\u{201c}{}\u{201d}", encoding.text(word))).collect();
    let form = match order {
        Some(order) if moments.ordered() > 0 => format!("Read as dates, {}.", order.words()),
        _ => "Read as dates.".to_owned(),
    };
    let written = match order {
        Some(DateOrder::MonthFirst) => DateForm::MonthFirst,
        Some(DateOrder::YearFirst) => DateForm::YearFirst,
        _ => DateForm::DayFirst,
    };
    match moments.days(order.unwrap_or(DateOrder::DayFirst)) {
        Some(days) if days.count > 0 => {
            let dates = Dates { latest: days.max, form: written };
            Dated::Days(Box::new(before_latest(&days, &form, present, &words, notes)), dates)
        }
        _ => Dated::No,
    }
}

/// Numbers that stand for days: 20240131 in any column, serial days and Unix times under a name that says so.
/// `wished`: a person says that they are dates.
fn from_numbers(name: &str, figures: &Figures, wished: bool) -> Option<(Figures, &'static str, DateForm)> {
    let within =
        |range: std::ops::RangeInclusive<f64>| range.contains(&figures.min) && range.contains(&figures.max);
    let named = wished || words(name).iter().any(|word| NAMES.contains(&word.as_str()));
    if figures.count >= 3 && figures.compact_dates * 100 >= figures.count * 99 && figures.min < figures.max {
        let text = "Read as dates: year, month and day without marks between them.";
        Some((figures.map(compact), text, DateForm::Compact))
    } else if named && within(SERIALS) {
        Some((
            figures.map(|value| value.floor() - SERIAL_EPOCH),
            "Read as dates: day numbers of a spreadsheet.",
            DateForm::Serial,
        ))
    } else if named && within(SECONDS) {
        Some((
            figures.map(|value| (value / SECONDS_A_DAY).floor()),
            "Read as dates: seconds since 1970 (Unix time).",
            DateForm::Seconds,
        ))
    } else if named && within(SECONDS.start() * 1e3..=SECONDS.end() * 1e3) {
        let day = |value: f64| (value / (SECONDS_A_DAY * 1e3)).floor();
        let text = "Read as dates: milliseconds since 1970 (Unix time).";
        Some((figures.map(day), text, DateForm::Milliseconds))
    } else {
        None
    }
}

fn compact(value: f64) -> f64 {
    let digits = value as u32;
    calendar::day(digits / 10_000, digits / 100 % 100, digits % 100).map_or(f64::NAN, f64::from)
}

fn before_latest(
    days: &Figures,
    form: &str,
    present: u64,
    words: &[String],
    notes: &mut Vec<Note>,
) -> Figures {
    let latest = days.max;
    let text = format!(
        "{form} Used as the number of days before {}, the latest date in the column: 0 is the newest, larger is longer ago.",
        written(latest)
    );
    notes.push(Note::new(NoteKind::Cells, text).counting(days.count, &[]));
    if days.count < present {
        let lost = present - days.count;
        let named = if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) };
        let what = if lost == 1 {
            format!("1 cell is no date{named} and counts")
        } else {
            format!("{lost} cells are no dates{named} and count")
        };
        notes.push(Note::new(NoteKind::Cells, format!("{what} as missing.")).counting(lost, &[]));
    }
    days.map(|day| latest - day)
}

fn question(moments: &Moments, column: &str) -> DateQuestion {
    let (orders, cell) = moments.open();
    let nothing = date::Date { day_first: f64::NAN, month_first: f64::NAN, year_first: f64::NAN };
    let days = date::read(cell).unwrap_or(nothing).orders();
    let told = |order: &DateOrder| Some(days[*order as usize]).filter(|day| !day.is_nan());
    // The years if they tell the orders apart, or the months.
    let place: fn(f64) -> String = match orders.contains(&DateOrder::YearFirst) {
        true => |day| calendar::year(day).to_string(),
        false => |day| calendar::month(day).to_owned(),
    };
    let mut places: Vec<String> = orders.iter().filter_map(told).map(place).collect();
    places.dedup();
    let text = if places.len() > 1 {
        format!("Is {} in {}?", String::from_utf8_lossy(cell), places.join(" or in "))
    } else {
        format!("Which comes first in the dates of {column}?")
    };
    let answer = |order: DateOrder| {
        let (first, last) = moments.range(order);
        DateAnswer {
            order,
            example: told(&order).map_or_else(|| "Others then count as missing".to_owned(), written),
            consequence: format!("The column then runs from {} to {}.", written(first), written(last)),
        }
    };
    let answers = orders.iter().map(|order| answer(*order)).collect();
    DateQuestion { column: column.to_owned(), text, dates: moments.ordered(), answers }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ingest::{Imported, Importer};
    use crate::recipe::Reading;

    fn read_as(cells: &[&str], order: Option<DateOrder>) -> Imported {
        let dates = order.map(|order| ("when".to_owned(), order)).into_iter().collect::<BTreeMap<_, _>>();
        let mut importer = Importer::choosing("x.csv", Reading { dates, ..Reading::default() });
        let rows: String = cells.iter().map(|cell| format!("{cell},x\n")).collect();
        importer.feed(format!("when,what\n{rows}").as_bytes()).expect("a file");
        importer.finish().expect("a table")
    }

    /// The days before the latest date, added up; `None` where the column holds no dates.
    fn days(cells: &[&str]) -> Option<f64> {
        read_as(cells, None).table.columns[0].summary.sum
    }

    fn question(cells: &[&str]) -> DateQuestion {
        read_as(cells, None).questions.pop().expect("a question")
    }

    #[test]
    fn a_word_in_place_of_some_dates_leaves_them_dates() {
        let mut cells = vec!["2024-01-31"; 18];
        cells.extend(["2024-01-01", "never", "never"]);
        let found = read_as(&cells, None);
        let summary = &found.table.columns[0].summary;
        assert_eq!((summary.sum, summary.missing), (Some(30.0), 2));
        let text = "2 cells are no dates (\u{201c}never\u{201d}) and count as missing.";
        assert!(found.notes.iter().any(|note| note.text == text), "{:?}", found.notes);
        cells.extend(["never"; 3]);
        assert_eq!(days(&cells), None, "too many to be a gap");
    }

    #[test]
    fn a_column_tells_years_in_front_from_days() {
        let nine = |order: fn(u32) -> String| {
            let cells: Vec<String> = (10..=18).map(order).collect();
            days(&cells.iter().map(String::as_str).collect::<Vec<_>>())
        };
        // Nine days of one month, whichever end the year stands at.
        assert_eq!(nine(|day| format!("13-01-{day}")), Some(36.0));
        assert_eq!(nine(|day| format!("13/01/{day}")), Some(36.0));
        assert_eq!(nine(|day| format!("{day}-01-13")), Some(36.0));
        // No day is 99, and nobody writes 2031.01.20 so.
        assert_eq!(days(&["99-12-30", "00-01-01", "99-12-31"]), Some(3.0));
        assert_eq!(days(&["31.12.20", "30.12.20"]), Some(1.0));
        assert_eq!(days(&["99-12-..30", "99-12--31"]), Some(1.0));
    }

    #[test]
    fn a_year_that_may_be_a_day_is_asked_for_and_answered() {
        let cells = ["13-01-05", "14-02-07", "13-03-21"];
        let asked = question(&cells);
        assert_eq!(asked.text, "Is 13-01-05 in 2005 or in 2013?");
        let orders: Vec<DateOrder> = asked.answers.iter().map(|answer| answer.order).collect();
        assert_eq!(orders, [DateOrder::DayFirst, DateOrder::YearFirst]);
        assert_eq!(asked.answers[1].example, "5 January 2013");
        let open = question(&["01-02-03", "04-05-06"]);
        assert_eq!((open.text.as_str(), open.answers.len()), ("Is 01-02-03 in 2003 or in 2001?", 3));
        let answered = read_as(&cells, Some(DateOrder::YearFirst));
        assert_eq!(answered.table.columns[0].summary.sum, Some(398.0 + 323.0));
        assert!(answered.questions.is_empty(), "nothing is left to ask");
    }

    #[test]
    fn an_order_that_no_date_allows_answers_nothing() {
        let cells = ["03/04/2024", "01/02/2024"];
        assert_eq!(read_as(&cells, Some(DateOrder::YearFirst)).questions.len(), 1);
    }

    #[test]
    fn dates_that_contradict_each_other_are_asked_about() {
        assert_eq!(question(&["13/01/2020", "01/14/2020"]).text, "Which comes first in the dates of when?");
    }
}
