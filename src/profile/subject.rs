//! A column as a subject to talk about.

use crate::meaning::{Header, Meaning, Values};
use crate::recipe::{ColumnRecipe, is_sensitive};
use crate::table::{Column, ColumnType, Summary};

/// What a count of time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// A column as a subject to talk about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What it means.
    pub meaning: Meaning,
    /// Its header in plain lower-case words, without units; at most 28 characters.
    pub words: String,
    /// Whether a high value means little of it: a year of birth tells age backwards.
    pub reversed: bool,
    /// Whether differences tell more than ratios: ages, years, scores have no meaningful zero.
    pub by_difference: bool,
    /// Whether it counts things, so that "many" and "few" fit better than "high" and "low".
    pub counts: bool,
    /// Whether its numbers are only 0 and 1.
    pub flag: bool,
    /// Whether it tells something no segment is named after: gender, origin, religion, health.
    pub sensitive: bool,
    /// Whether it is a day, a month or a season, and not how many.
    pub times: bool,
    /// Whether its numbers are dates, as days before the latest of them: the larger, the earlier.
    pub dated: bool,
    /// What time is counted in, where the header or the cells say so.
    pub unit: Option<Unit>,
}

/// The words of a header, better ones where it is a known abbreviation.
fn plain_words(meaning: Meaning, header: &Header) -> String {
    let words = header.words();
    match (meaning, words.as_str()) {
        (Meaning::CreditLimit, "limit balance" | "limit") => "credit limit".to_owned(),
        (Meaning::Delay, pay) if pay.starts_with("pay ") => pay.replacen("pay", "payment delay", 1),
        _ => words,
    }
}

/// Header words of things that are scored or ranked.
const SCORED: &[&str] =
    &["age", "year", "years", "birth", "yob", "born", "score", "rating", "rank", "grade", "index", "level"];

/// Header words of columns that say when something was.
const TIMES: &[&str] = &[
    "day",
    "weekday",
    "month",
    "quarter",
    "season",
    "hour",
    "monat",
    "quartal",
    "wochentag",
    "jahreszeit",
    "mois",
    "saison",
    "jour",
    "mes",
    "dia",
    "estacion",
    "maand",
    "seizoen",
    "dag",
];

const UNITS: &[(Unit, &str)] = &[
    (Unit::Days, "day days tage tagen jours dias dagen date datum fecha dt"),
    (Unit::Weeks, "week weeks wochen semaines semanas weken"),
    (Unit::Months, "month months monate mois meses maanden"),
    (Unit::Years, "year years jahre ans annees anos jaren"),
];

impl Subject {
    /// What `column` is about; the recipe's `entry` may say what it means.
    pub fn of(column: &Column, entry: Option<&ColumnRecipe>) -> Self {
        let header = Header::of(&column.name);
        let values = Values::of(column);
        let meaning = entry.and_then(|entry| entry.meaning).unwrap_or_else(|| Meaning::of(column));
        let says =
            |words: &[&str]| words.iter().any(|word| header.folded().iter().any(|token| token == word));
        let reversed = matches!(meaning, Meaning::BirthYear | Meaning::Since) && values.grows_with_the_date();
        let by_difference = says(SCORED)
            || matches!(
                meaning,
                Meaning::Age
                    | Meaning::BirthYear
                    | Meaning::Rating
                    | Meaning::Nps
                    | Meaning::CreditScore
                    | Meaning::Delay
            );
        let counts = column.kind == ColumnType::Number
            && (matches!(
                meaning,
                Meaning::Frequency
                    | Meaning::ChannelOrders
                    | Meaning::Quantity
                    | Meaning::Complaints
                    | Meaning::Returns
                    | Meaning::Children
            ) || says(&["num", "number", "count", "nr", "no", "anzahl", "aantal", "nb"]));
        let named = UNITS.iter().find(|(_, words)| {
            words.split_whitespace().any(|word| header.folded().iter().any(|token| token == word))
        });
        let unit = if values.dated() { Some(Unit::Days) } else { named.map(|(unit, _)| *unit) };
        let Summary { distinct, min, max, .. } = column.summary;
        let flag = distinct == 2 && min == Some(0.0) && max == Some(1.0);
        let sensitive = is_sensitive(column) || meaning == Meaning::Gender;
        let words = plain_words(meaning, &header);
        let times = says(TIMES);
        let dated = column.summary.written.dates.is_some();
        Self {
            meaning,
            words,
            reversed,
            by_difference,
            counts: counts && !flag,
            flag,
            sensitive,
            times,
            dated,
            unit,
        }
    }

    /// Several columns added up, called by `words`.
    pub(super) fn added_up(meaning: Meaning, words: &str) -> Self {
        let counts = meaning != Meaning::Spend;
        let (flag, sensitive, times) = (false, false, false);
        let words = words.to_owned();
        Self {
            meaning,
            words,
            reversed: false,
            by_difference: false,
            counts,
            flag,
            sensitive,
            times,
            dated: false,
            unit: None,
        }
    }

    /// `value` in days, where it is known what it is counted in.
    pub(super) fn days(&self, value: f64) -> Option<f64> {
        let days = match self.unit? {
            Unit::Days => 1.0,
            Unit::Weeks => 7.0,
            Unit::Months => 30.4375,
            Unit::Years => 365.25,
        };
        Some(value * days)
    }

    /// What a time is counted in, to stand behind its number with a blank before it; empty where the words say it, and for what is no time.
    pub(super) fn unit_word(&self) -> &'static str {
        let counts_time = matches!(self.meaning, Meaning::Recency | Meaning::Tenure | Meaning::Since);
        if self.dated && !counts_time {
            return " days before the latest";
        }
        let said = ["day", "week", "month", "year"].iter().any(|unit| self.words.contains(unit));
        match self.unit.filter(|_| counts_time && !said) {
            Some(Unit::Days) => " days",
            Some(Unit::Weeks) => " weeks",
            Some(Unit::Months) => " months",
            Some(Unit::Years) => " years",
            None => "",
        }
    }

    /// The words without a number at the end: what the columns of a series ("bill amount 1", "bill amount 2") have in common.
    pub fn family(&self) -> &str {
        self.words.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ')
    }
}
