//! What was decided about one column, with the evidence and what could be decided instead.

use super::column::Builder;
use super::count::{count, counted, or_none};
use super::decided::{capital, setting, words};
use super::missing;
use super::moments::Orders;
use super::readings::Mark;
use super::remarks::Sentinel;
use super::year_first::ORDERS;
use crate::recipe::{Alternative, DateOrder, Decision, DecisionKey, ReadAs, Setting};
use crate::table::ColumnType;

/// What the column's cells amount to, as far as its decisions go.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grounds {
    /// Cells that are numbers.
    pub(crate) numbers: u64,
    /// Cells that are dates.
    pub(crate) dates: u64,
    /// What the cells that are dates can be read as.
    pub(crate) orders: Orders,
    /// The order the dates were read with, if it matters.
    pub(crate) order: Option<DateOrder>,
    /// Whether a person gave it.
    pub(crate) order_given: bool,
    /// The decimal mark, if it matters.
    pub(crate) mark: Option<Mark>,
    /// Why it was taken where the cells do not decide.
    pub(crate) why: &'static str,
    /// The levels that say yes and no, each with how many cells have it, if there are these two.
    pub(crate) answers: Option<[(String, u64); 2]>,
    /// Numbers that may stand for "missing".
    pub(crate) sentinels: Vec<Sentinel>,
}

/// The decisions about the column of `builder`, which was read as `read_as`.
pub(crate) fn decisions(
    builder: &Builder,
    kind: ColumnType,
    read_as: ReadAs,
    grounds: &Grounds,
) -> Vec<Decision> {
    let mut decisions = vec![type_of(builder, kind, read_as, grounds)];
    decisions.extend(decimal(builder, grounds));
    decisions.extend(dates(grounds));
    decisions.extend(missing(builder, grounds));
    decisions
}

fn alternative(value: &str, words: &str, consequence: String) -> Alternative {
    Alternative { value: Setting::Text(value.to_owned()), words: words.to_owned(), consequence }
}

/// The name of a type in the recipe.
fn name(read_as: ReadAs) -> &'static str {
    match read_as {
        ReadAs::Number => "number",
        ReadAs::Date => "date",
        ReadAs::Category => "category",
        ReadAs::Text => "text",
    }
}

fn type_of(builder: &Builder, kind: ColumnType, read_as: ReadAs, grounds: &Grounds) -> Decision {
    let present = builder.present();
    let share = |part: u64, what: &str| {
        let rest = present - part.min(present);
        let behind = match rest {
            0 => String::new(),
            1 => ", 1 is not and counts as missing".to_owned(),
            rest => format!(", {} are not and count as missing", count(rest)),
        };
        format!("{} of {} {what}{behind}.", count(part), counted(present, "value"))
    };
    let different = |distinct: u64| {
        format!("{} in {}.", capital(&counted(distinct, "different value")), counted(present, "row"))
    };
    let levels = builder.levels.as_ref().map(|levels| levels.names.len() as u64);
    let evidence = match (kind, read_as) {
        (ColumnType::Empty, _) => "No cell has a value.".to_owned(),
        (_, ReadAs::Number) => share(grounds.numbers, "are numbers"),
        (_, ReadAs::Date) => share(grounds.dates, "are dates"),
        _ => {
            let codes = match builder.codes {
                0 => String::new(),
                codes => format!(
                    " {} with leading zeros, or more digits than a number keeps.",
                    capital(&counted(codes, "value"))
                ),
            };
            different(levels.unwrap_or_else(|| builder.distinct())) + &codes + &answered(grounds)
        }
    };
    let consequence = |read_as| match read_as {
        ReadAs::Number if grounds.numbers > 0 => share(grounds.numbers, "are numbers"),
        ReadAs::Date if grounds.dates > 0 => share(grounds.dates, "are dates"),
        ReadAs::Category => levels.map(different).unwrap_or_default(),
        ReadAs::Text => "It is not kept and tells nobody apart.".to_owned(),
        _ => String::new(),
    };
    let all = [ReadAs::Number, ReadAs::Date, ReadAs::Category, ReadAs::Text];
    Decision {
        key: DecisionKey::Type,
        value: Setting::Text(name(read_as).to_owned()),
        words: if kind == ColumnType::Empty { "empty".to_owned() } else { name(read_as).to_owned() },
        evidence,
        given: builder.wish.read_as.is_some(),
        alternatives: all.map(|one| alternative(name(one), name(one), consequence(one))).to_vec(),
    }
}

/// That a category is a question answered with yes and no.
fn answered(grounds: &Grounds) -> String {
    let Some([(yes, said_yes), (no, said_no)]) = &grounds.answers else { return String::new() };
    format!(
        " They answer a question: {} “{yes}” for yes, {} “{no}” for no.",
        count(*said_yes),
        count(*said_no)
    )
}

fn decimal(builder: &Builder, grounds: &Grounds) -> Option<Decision> {
    let mark = grounds.mark?;
    let [point, comma] = builder.votes.only;
    let either: u64 = builder.votes.either.iter().sum();
    let (ours, theirs, other) = match mark {
        Mark::Point => (point, comma, "comma"),
        Mark::Comma => (comma, point, "point"),
    };
    let mut evidence = format!(
        "{} of {} use a {}, {} a decimal {other}.",
        count(ours),
        counted(builder.present(), "value"),
        words(mark),
        or_none(theirs)
    );
    if either > 0 {
        evidence.push_str(&format!(" {} could be thousands or decimals{}.", count(either), grounds.why));
    }
    let consequence = |one: Mark| {
        let lost = builder.votes.only[1 - one as usize];
        if lost == 0 {
            String::new()
        } else {
            format!("{} then count as missing.", capital(&counted(lost, "value")))
        }
    };
    let one = |one: Mark| alternative(setting(one), words(one), consequence(one));
    Some(Decision {
        key: DecisionKey::Decimal,
        value: Setting::Text(setting(mark).to_owned()),
        words: words(mark).to_owned(),
        evidence,
        given: builder.wish.own_mark,
        alternatives: [Mark::Point, Mark::Comma].map(one).to_vec(),
    })
}

fn dates(grounds: &Grounds) -> Option<Decision> {
    let order = grounds.order?;
    let Orders { only: [day, month], both, year } = grounds.orders;
    let setting = |order| match order {
        DateOrder::DayFirst => "day_first",
        DateOrder::MonthFirst => "month_first",
        DateOrder::YearFirst => "year_first",
    };
    let mut evidence = format!(
        "{} can only be read with the day first, {} only with the month first, {} both ways.",
        capital(&counted(day, "date")),
        or_none(month),
        or_none(both)
    );
    if let Some((only, [first, last])) = year {
        evidence = format!(
            "{} can only be read with the year first. The first number takes {}, the last {last}: a day of the month takes many, a year few.",
            capital(&counted(only, "date")),
            counted(first.into(), "value")
        );
    }
    let consequence = |order| {
        let other = year.map_or(0, |(only, _)| only);
        let lost = match order {
            DateOrder::DayFirst => month + other,
            DateOrder::MonthFirst => day + other,
            DateOrder::YearFirst => 0,
        };
        if lost == 0 {
            String::new()
        } else {
            format!("{} then count as missing.", capital(&counted(lost, "date")))
        }
    };
    let one = |order: DateOrder| alternative(setting(order), order.words(), consequence(order));
    let possible = |order: &DateOrder| *order != DateOrder::YearFirst || year.is_some();
    Some(Decision {
        key: DecisionKey::Dates,
        value: Setting::Text(setting(order).to_owned()),
        words: order.words().to_owned(),
        evidence,
        given: grounds.order_given,
        alternatives: ORDERS.into_iter().filter(possible).map(one).collect(),
    })
}

/// Only where a word or number may stand for "missing".
fn missing(builder: &Builder, grounds: &Grounds) -> Option<Decision> {
    let given = &builder.wish.missing;
    let words: u64 = builder.missing[1..].iter().sum();
    if given.is_empty() && words == 0 && grounds.sentinels.is_empty() {
        return None;
    }
    let listed =
        |words: &[String]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    let mut evidence = vec![];
    let counts: Vec<String> = missing::counted(&builder.missing);
    if !counts.is_empty() {
        evidence.push(format!("Cells with {} count as missing in every column.", counts.join(", ")));
    }
    if !given.is_empty() {
        evidence.push(format!("{} with {} here.", capital(&counted(builder.missed, "cell")), listed(given)));
    }
    evidence.extend(grounds.sentinels.iter().map(Sentinel::sentence));
    let with = |more: &[String], consequence: String| {
        let all: Vec<String> = given.iter().chain(more).cloned().collect();
        let words = if all.is_empty() { "no other word or number".to_owned() } else { listed(&all) };
        Alternative { value: Setting::Words(all), words, consequence }
    };
    let mut alternatives = vec![with(&[], String::new())];
    for sentinel in &grounds.sentinels {
        let more = format!("{} more count as missing.", capital(&counted(sentinel.cells, "cell")));
        alternatives.push(with(&[sentinel.value.to_string()], more));
    }
    if !given.is_empty() {
        let back = format!("{} then count as values again.", capital(&counted(builder.missed, "cell")));
        alternatives.push(Alternative {
            value: Setting::Words(Vec::new()),
            words: "no other word or number".to_owned(),
            consequence: back,
        });
    }
    Some(Decision {
        key: DecisionKey::Missing,
        value: Setting::Words(given.clone()),
        words: if given.is_empty() { "no other word or number".to_owned() } else { listed(given) },
        evidence: evidence.join(" "),
        given: !given.is_empty(),
        alternatives,
    })
}
