//! Rules in words.

use super::branch::{Branch, Condition};
use super::dates::Day;
use super::speaker::{Listed, Speaker};
use super::threshold::written;

/// A number below this gets no marks between thousands: it may be a year.
const GROUPED_FROM: f64 = 10_000.0;

/// A way to a segment without its full stop: "income over 52,000 and age at most 40".
pub(super) fn way(speaker: &Speaker<'_>, branch: &Branch) -> String {
    if branch.conditions.is_empty() {
        return "everyone".to_owned();
    }
    let parts: Vec<String> = branch.conditions.iter().map(|condition| told(speaker, condition)).collect();
    parts.join(" and ")
}

fn told(speaker: &Speaker<'_>, condition: &Condition) -> String {
    let column = speaker.column(condition);
    let name = &column.name;
    match condition {
        Condition::Range { low, high, gap, .. } => {
            let said = match column.summary.written.dates {
                Some(dates) => {
                    let day = |days: f64| Day::before(dates, days).in_words();
                    bounds(
                        low.map(|t| format!("before {}", day(t))),
                        high.map(|t| format!("on or after {}", day(t))),
                    )
                }
                None => {
                    let over = low.map(|t| format!("over {}", grouped(t)));
                    bounds(over, high.map(|t| format!("at most {}", grouped(t))))
                }
            };
            let or_gap = if *gap && column.summary.missing > 0 { " or without a value" } else { "" };
            format!("{name} {said}{or_gap}")
        }
        Condition::Levels { column: index, among, gap } => {
            let said = levels(&speaker.named(*index, among));
            let or_gap = if *gap && column.summary.missing > 0 { " or without a value" } else { "" };
            match (among.iter().any(|held| *held), among.iter().all(|held| *held)) {
                (false, _) => format!("{name} without a value"),
                (_, true) => format!("{name} with a value{}", if *gap { " or without" } else { "" }),
                _ => format!("{name} {said}{or_gap}"),
            }
        }
        Condition::Holds { label, yes, .. } => {
            format!("{name} {} {label}", if *yes { "with" } else { "without" })
        }
        Condition::Gap { yes, .. } => format!("{name} {} a value", if *yes { "without" } else { "with" }),
    }
}

fn bounds(low: Option<String>, high: Option<String>) -> String {
    let both: Vec<String> = [low, high].into_iter().flatten().collect();
    both.join(" and ")
}

fn levels(Listed { labels, inside, .. }: &Listed) -> String {
    match (labels.as_slice(), inside) {
        ([one], true) => format!("is {one}"),
        ([one], false) => format!("is not {one}"),
        (several, true) => format!("is one of {}", several.join(", ")),
        (several, false) => format!("is none of {}", several.join(", ")),
    }
}

/// A threshold with commas between thousands, all of its digits kept.
fn grouped(t: f64) -> String {
    let text = written(t);
    if t.abs() < GROUPED_FROM || text.contains('e') {
        return text;
    }
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut marked = String::new();
    for (place, digit) in whole.char_indices() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            marked.push(',');
        }
        marked.push(digit);
    }
    format!("{sign}{marked}{rest}")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thresholds_keep_their_digits() {
        assert_eq!([1975.0, 52_000.0, -1_234_567.25].map(grouped), ["1975", "52,000", "-1,234,567.25"]);
        assert_eq!(grouped(2e-7), "2e-7");
    }
}
