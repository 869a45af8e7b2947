//! Claims that stand on a column of numbers.

use super::claim::{Claim, Form, Slot, distinct};
use super::levels::{mostly_yes, weight};
use super::lifecycle::ACTIVITY;
use crate::meaning::Meaning;
use crate::profile::wording::{comparison, number, per_cent};
use crate::profile::{Facts, Measure};

/// The weight of a column's own words.
pub(super) const OWN_WORDS: f64 = 0.5;

/// From so many standard deviations on a high income is called affluent.
const AFFLUENT: f64 = 1.0;

/// A goods column is a preference if its share of the segment's spending is this much larger than of everyone's.
const PREFERRED: f64 = 1.25;

/// What customers with children are called before a noun; without another noun they are families.
pub(super) const FAMILY: &str = "family";

/// Who has never bought.
pub(super) const YET_TO_BUY: &str = "yet-to-buy";

/// Who may be written to.
pub(super) const OPTED_IN: &str = "opted-in";

/// "Young": three quarters are at most so old, and half of them. "Senior": three quarters are at least so old.
const YOUNG: (f64, f64) = (32.0, 36.0);
const SENIOR: f64 = 60.0;

/// "New": three quarters are customers for at most so many days.
const NEW: f64 = 366.0;

/// The claim of measure `m`, in which segment `j` lies clearly apart, if there is a word for it.
pub(super) fn of_number(facts: Facts<'_>, m: usize, j: usize) -> Option<Claim> {
    let measure = &facts.measures[m];
    let subject = &measure.subject;
    let high = (measure.apart[j] > 0.0) != subject.reversed;
    let pick = |more: &str, less: &str| (if high { more } else { less }).to_owned();
    let quartiles = facts.columns[measure.profile].segments.get(j).and_then(|summary| summary.quartiles);
    let (slot, form, text) = match subject.meaning {
        Meaning::Spend | Meaning::Frequency if never(measure, j) => {
            (Slot::Behaviour, Form::Adjective, YET_TO_BUY.into())
        }
        Meaning::Spend => (Slot::Value, Form::Adjective, pick("high-spending", "low-spending")),
        Meaning::Basket => (Slot::Value, Form::Adjective, pick("big-basket", "small-basket")),
        Meaning::Profit if high && measure.means[j]? > 0.0 => {
            (Slot::Value, Form::Adjective, "profitable".into())
        }
        Meaning::Profit => (Slot::Value, Form::Adjective, pick("less-loss-making", "low-profit")),
        Meaning::Balance if !high && quartiles.is_some_and(|[.., third]| third == 0.0) => {
            (Slot::Value, Form::Adjective, "zero-balance".into())
        }
        Meaning::Balance => (Slot::Value, Form::Adjective, pick("high-balance", "low-balance")),
        Meaning::Debt if subject.words.contains("bill") => {
            (Slot::Value, Form::Adjective, pick("high-bill", "low-bill"))
        }
        Meaning::Debt => (Slot::Value, Form::Adjective, pick("high-debt", "low-debt")),
        Meaning::CreditLimit => (Slot::Means, Form::Adjective, pick("high-limit", "low-limit")),
        Meaning::CreditScore => (Slot::Means, Form::Adjective, pick("good-credit", "weak-credit")),
        Meaning::Income if high && measure.apart[j].abs() >= AFFLUENT => {
            (Slot::Means, Form::Adjective, "affluent".into())
        }
        Meaning::Income => (Slot::Means, Form::Adjective, pick("high-income", "low-income")),
        Meaning::Frequency => (Slot::Behaviour, Form::Adjective, pick("frequent", "infrequent")),
        Meaning::Recency => (Slot::Behaviour, Form::Adjective, pick("inactive", "recently-active")),
        Meaning::ChannelOrders if high => (Slot::Behaviour, Form::Noun, shoppers(&subject.words)),
        Meaning::Discount if high => (Slot::Behaviour, Form::Noun, "bargain hunters".into()),
        Meaning::Discount => (Slot::Behaviour, Form::Adjective, "full-price".into()),
        Meaning::Engagement => (Slot::Behaviour, Form::Adjective, pick("highly-engaged", "less-engaged")),
        Meaning::Response if high => (Slot::Behaviour, Form::Adjective, "responsive".into()),
        Meaning::Delay => (Slot::Behaviour, Form::Adjective, pick("late-paying", "prompt-paying")),
        Meaning::Nps if high && quartiles?[1] >= 9.0 => (Slot::Behaviour, Form::Noun, "promoters".into()),
        Meaning::Nps if !high && quartiles?[1] <= 6.0 => (Slot::Behaviour, Form::Noun, "detractors".into()),
        Meaning::Rating => rating(measure, j, high)?,
        Meaning::Tenure | Meaning::Since => {
            let new = quartiles.and_then(|[.., third]| subject.days(third)).is_some_and(|days| days <= NEW);
            let less = if new && !subject.reversed { "new" } else { "newer" };
            (Slot::Demographic, Form::Adjective, pick("long-standing", less))
        }
        Meaning::Age | Meaning::BirthYear => {
            let word = if subject.meaning == Meaning::Age { age(quartiles) } else { None };
            let word = word.filter(|word| (*word == "senior") == high);
            (Slot::Demographic, Form::Adjective, word.map_or_else(|| pick("older", "younger"), str::to_owned))
        }
        Meaning::Children if high && quartiles?[1] >= 1.0 => {
            (Slot::Demographic, Form::Adjective, FAMILY.into())
        }
        Meaning::Children if !high && quartiles?[2] == 0.0 => {
            (Slot::Demographic, Form::Adjective, "child-free".into())
        }
        Meaning::Household => {
            (Slot::Demographic, Form::Adjective, pick("large-household", "small-household"))
        }
        Meaning::Complaints if !high => return None,
        Meaning::Consent if high && measure.means[j]? >= 0.5 => {
            (Slot::Other, Form::Adjective, OPTED_IN.to_owned())
        }
        // The state of the economy tells of the time, not of the customer.
        Meaning::Economy
        | Meaning::CategorySpend
        | Meaning::Consent
        | Meaning::Response
        | Meaning::Gender
        | Meaning::Outcome
        | Meaning::Churn
        | Meaning::Identifier => return None,
        _ => own_words(measure, j, high)?,
    };
    let key = match slot {
        _ if ["new", "newer", YET_TO_BUY].contains(&text.as_str()) => ACTIVITY.to_owned(),
        Slot::Other => subject.family().to_owned(),
        _ => format!("{:?}", same_subject(subject.meaning)),
    };
    // One column that has to be quoted is enough for a name.
    let key = if text.contains('“') { "quoted".to_owned() } else { key };
    // A column's own words are second choice: they read less well than words marketers know.
    let second = if slot == Slot::Other { OWN_WORDS } else { 1.0 };
    let strength = measure.apart[j].abs() * weight(measure) * second;
    let reason = stands(measure, j) + &because(&text, quartiles) + ".";
    let words = if form == Form::After { 2 } else { 1 };
    Some(Claim { slot, form, text, words, key, strength, measures: vec![m], reason })
}

/// Whether nobody in segment `j` has ordered or paid anything, who could have: a visit is no order.
pub(super) fn never(measure: &Measure, j: usize) -> bool {
    const VISITS: [&str; 8] = ["visit", "besuch", "visite", "visita", "bezoek", "login", "session", "click"];
    let orders = !VISITS.iter().any(|word| measure.subject.words.contains(word));
    orders && measure.level.is_none() && measure.smallest >= 0.0 && measure.means[j] == Some(0.0)
}

/// Meanings that tell the same are one: a name says one thing about it.
fn same_subject(meaning: Meaning) -> Meaning {
    match meaning {
        Meaning::BirthYear => Meaning::Age,
        Meaning::Since => Meaning::Tenure,
        other => other,
    }
}

/// What recency, frequency and spending are scored by.
const RFM_SCORES: [&str; 10] = [
    "r score",
    "f score",
    "m score",
    "r",
    "f",
    "m",
    "recency score",
    "frequency score",
    "monetary score",
    "rfm score",
];

/// "many-return", "high-credit-score", "early-order-date"; of a yes or no, only what most say.
fn own_words(measure: &Measure, j: usize, high: bool) -> Option<(Slot, Form, String)> {
    let words = measure.subject.words.as_str();
    // Whether 1 or 5 is best nobody can tell: what was scored says it better.
    if RFM_SCORES.contains(&words) {
        return None;
    }
    if measure.subject.flag {
        let most = high && measure.means[j]? >= 0.5;
        return most.then(|| (Slot::Other, Form::After, mostly_yes(words)));
    }
    // Of a series ("pay amount 4") the name says what its columns have in common; the reason says which.
    let words = if subject_is_named(measure) { measure.subject.family() } else { words };
    // A single word nothing is known of may be no noun: quoted, it is the name of a column.
    let bare = measure.subject.meaning == Meaning::Other && !words.contains(' ');
    let hyphenated = words.replace(' ', "-");
    let text = match (measure.subject.counts, high) {
        (true, true) => format!("many-{}", one_of(&hyphenated)),
        (true, false) => format!("few-{}", one_of(&hyphenated)),
        (false, _) if measure.subject.dated => {
            let when = if high { "early" } else { "recent" };
            if bare { format!("{when}-“{words}”") } else { format!("{when}-{hyphenated}") }
        }
        (false, true) if bare => format!("high-“{words}”"),
        (false, false) if bare => format!("low-“{words}”"),
        (false, true) => format!("high-{hyphenated}"),
        (false, false) => format!("low-{hyphenated}"),
    };
    Some((Slot::Other, Form::Adjective, text))
}

/// Whether something is left of its words without the number at the end.
fn subject_is_named(measure: &Measure) -> bool {
    !measure.subject.family().is_empty()
}

/// An English plural in the singular, as it stands before a noun: "web purchases" are "many-web-purchase customers".
fn one_of(words: &str) -> String {
    match words.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None if words.ends_with("ss") => words.to_owned(),
        None => words.strip_suffix('s').unwrap_or(words).to_owned(),
    }
}

/// "satisfied" where the mean lies in the top fifth of the scale, "dissatisfied" below three fifths.
fn rating(measure: &Measure, j: usize, high: bool) -> Option<(Slot, Form, String)> {
    let top =
        [1.0, 5.0, 10.0, 100.0].into_iter().find(|top| measure.largest <= *top).unwrap_or(measure.largest);
    let mean = measure.means[j]?;
    Some(if high && mean >= 0.8 * top {
        (Slot::Behaviour, Form::Adjective, "satisfied".into())
    } else if !high && mean <= 0.6 * top {
        (Slot::Behaviour, Form::Adjective, "dissatisfied".into())
    } else {
        (Slot::Behaviour, Form::Adjective, if high { "higher-rating" } else { "lower-rating" }.into())
    })
}

/// The age group that quartiles of ages in years allow to speak of.
fn age(quartiles: Option<[f64; 3]>) -> Option<&'static str> {
    let [first, median, third] = quartiles?;
    if median <= YOUNG.0 && third <= YOUNG.1 {
        Some("young")
    } else if first >= SENIOR {
        Some("senior")
    } else {
        None
    }
}

/// What quartiles add to the reason of an absolute word.
fn because(text: &str, quartiles: Option<[f64; 3]>) -> String {
    match (text, quartiles) {
        ("young" | "new", Some([.., third])) => format!("; three quarters have at most {}", number(third, 0)),
        ("senior", Some([first, ..])) => format!("; three quarters have at least {}", number(first, 0)),
        _ => String::new(),
    }
}

/// "web purchases" becomes "web shoppers".
fn shoppers(words: &str) -> String {
    let channel = words.split(' ').next().unwrap_or(words);
    format!("{channel} shoppers")
}

/// What a measure says of segment `j`, in words and numbers.
pub(in crate::profile) fn stands(measure: &Measure, j: usize) -> String {
    let mean = measure.means[j].unwrap_or(measure.average);
    let side = if measure.apart[j] < 0.0 { "below" } else { "above" };
    let apart = format!("{} standard deviations {side} everyone else", number(measure.apart[j].abs(), 1));
    // Where few very large values make the mean, it hardly shows the difference that is meant.
    let hardly = 2.0 * measure.z[j] * measure.apart[j].signum() < measure.apart[j].abs();
    let apart = if hardly { format!("with very large values weighing less, {apart}") } else { apart };
    match &measure.level {
        Some(level) => format!("{} “{level}”: {}", measure.column, comparison(measure, mean)),
        None if measure.subject.flag => {
            format!(
                "{}: {} against {} overall; {apart}",
                measure.column,
                per_cent(mean),
                per_cent(measure.average)
            )
        }
        None => format!(
            "{} is {}{} on average, {}; {apart}",
            measure.column,
            measure.written(mean),
            measure.subject.unit_word(),
            overall(measure)
        ),
    }
}

/// "against 38.9 overall".
fn overall(measure: &Measure) -> String {
    format!("against {} overall", measure.written(measure.average))
}

/// "wine buyers": the goods of which segment `j` buys more than everyone else, as a part of all it buys as well; of several those
/// with the highest share beside everyone's.
pub(super) fn preference(facts: Facts<'_>, j: usize) -> Option<Claim> {
    let preferred = mix(facts.measures, j).into_iter().filter(|(m, lift)| {
        *lift >= PREFERRED && distinct(facts, *m, j) && facts.measures[*m].apart[j] > 0.0
    });
    let (m, lift) = preferred.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let measure = &facts.measures[m];
    Some(Claim {
        slot: Slot::Behaviour,
        form: Form::Noun,
        text: format!("{} buyers", measure.subject.words.trim_end_matches(" products")),
        words: 1,
        key: "preference".to_owned(),
        strength: measure.apart[j] * weight(measure),
        measures: vec![m],
        reason: format!("{}; {} × everyone's share of what is spent.", stands(measure, j), number(lift, 1)),
    })
}

/// For each goods column the share of segment `j`'s spending on goods that goes there, over that of everyone.
pub(in crate::profile) fn mix(measures: &[Measure], j: usize) -> Vec<(usize, f64)> {
    let goods: Vec<usize> = (0..measures.len())
        .filter(|&m| measures[m].subject.meaning == Meaning::CategorySpend && measures[m].level.is_none())
        .collect();
    let own = |m: usize| measures[m].means[j].unwrap_or(0.0);
    let (all_own, all): (f64, f64) =
        goods.iter().fold((0.0, 0.0), |(of_own, of_all), &m| (of_own + own(m), of_all + measures[m].average));
    let lift = |m: usize| (own(m) / all_own) / (measures[m].average / all);
    if goods.len() < 2 || all_own <= 0.0 || all <= 0.0 {
        return Vec::new();
    }
    goods.into_iter().map(|m| (m, lift(m))).filter(|(_, lift)| lift.is_finite()).collect()
}
