//! Rules as SQL that SQLite and DuckDB read alike: standard quotes, CASE, IN, IS NULL and comparisons, nothing else.

use super::branch::{Branch, Condition};
use super::dates::Day;
use super::speaker::{Listed, Speaker};
use super::threshold::written;
use crate::table::{DateForm, Dates};

/// The 1-based segment of a row; NULL for rows left out. `segments` holds the ways to each. Empty if a column in them is computed from
/// dates.
pub(super) fn case(speaker: &Speaker<'_>, segments: &[Vec<Branch>]) -> String {
    if !speaker.has_sql(columns(segments.iter().flatten())) {
        return String::new();
    }
    let mut text = "CASE\n".to_owned();
    for column in &speaker.strict {
        let name = speaker.sql(*column);
        text.push_str(&format!("  WHEN {name} IS NULL THEN NULL\n"));
    }
    let mut sole = None;
    for (segment, branches) in segments.iter().enumerate() {
        for branch in branches {
            match way(speaker, branch) {
                Some(conditions) => text.push_str(&format!("  WHEN {conditions} THEN {}\n", segment + 1)),
                None => sole = Some(segment + 1),
            }
        }
    }
    if let Some(segment) = sole {
        // CASE needs a WHEN.
        let always = if speaker.strict.is_empty() { "  WHEN 1 = 1 THEN " } else { "  ELSE " };
        text.push_str(&format!("{always}{segment}\n"));
    }
    text + "END"
}

/// A condition that holds for the rows of one segment; empty in the same case.
pub(super) fn condition(speaker: &Speaker<'_>, branches: &[Branch]) -> String {
    if !speaker.has_sql(columns(branches.iter())) {
        return String::new();
    }
    let strict = speaker.strict.iter().map(|column| format!("{} IS NOT NULL", speaker.sql(*column)));
    let ways: Option<Vec<String>> = branches.iter().map(|branch| way(speaker, branch)).collect();
    let ways = match ways.as_deref() {
        None => String::new(),
        Some([]) => "1 = 0".to_owned(),
        Some([one]) => one.clone(),
        Some(several) => {
            let all = several.iter().map(|way| format!("({way})")).collect::<Vec<_>>().join("\n  OR ");
            if speaker.strict.is_empty() { all } else { format!("({all})") }
        }
    };
    let parts: Vec<String> = strict.chain((!ways.is_empty()).then_some(ways)).collect();
    if parts.is_empty() { "1 = 1".to_owned() } else { parts.join(" AND ") }
}

/// All conditions of a way; `None` if there are none.
fn way(speaker: &Speaker<'_>, branch: &Branch) -> Option<String> {
    let parts: Vec<String> = branch.conditions.iter().map(|condition| one(speaker, condition)).collect();
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

fn one(speaker: &Speaker<'_>, condition: &Condition) -> String {
    let column = speaker.column(condition);
    let name = speaker.sql(condition.column());
    match condition {
        Condition::Range { low, high, gap, .. } => {
            let (over, up_to) = match column.summary.written.dates {
                // Many days before the latest date are early dates.
                Some(dates) => (low.map(|t| ("<", date(dates, t))), high.map(|t| (">=", date(dates, t)))),
                None => (low.map(|t| (">", written(t))), high.map(|t| ("<=", written(t)))),
            };
            let bounds: Vec<String> =
                [over, up_to].into_iter().flatten().map(|(sign, t)| format!("{name} {sign} {t}")).collect();
            or_null(&name, bounds.join(" AND "), *gap)
        }
        Condition::Levels { column, among, gap } => {
            member(&name, &speaker.listed(*column, among, *gap), *gap)
        }
        Condition::Holds { column, among, yes, gap, .. } => {
            let among: Vec<bool> = among.iter().map(|held| held == yes).collect();
            member(&name, &speaker.listed(*column, &among, *gap), *gap)
        }
        Condition::Gap { yes, .. } => format!("{name} IS {}NULL", if *yes { "" } else { "NOT " }),
    }
}

fn member(name: &str, Listed { labels, inside, codes }: &Listed, gap: bool) -> String {
    if labels.is_empty() {
        return match (inside, gap) {
            (true, false) => "1 = 0".to_owned(),
            (true, true) => format!("{name} IS NULL"),
            (false, false) => format!("{name} IS NOT NULL"),
            (false, true) => "1 = 1".to_owned(),
        };
    }
    let write = |label: &String| if *codes { label.clone() } else { literal(label) };
    let list = labels.iter().map(write).collect::<Vec<_>>().join(", ");
    or_null(name, format!("{name} {}IN ({list})", if *inside { "" } else { "NOT " }), gap)
}

fn or_null(name: &str, condition: String, gap: bool) -> String {
    if gap { format!("({condition} OR {name} IS NULL)") } else { condition }
}

fn date(dates: Dates, days: f64) -> String {
    let day = Day::before(dates, days);
    match dates.form {
        DateForm::DayFirst | DateForm::MonthFirst | DateForm::YearFirst => literal(&day.iso()),
        form => day.number(form).map(|number| number.to_string()).unwrap_or_default(),
    }
}

/// The columns that conditions are about.
fn columns<'a>(branches: impl Iterator<Item = &'a Branch> + 'a) -> impl Iterator<Item = usize> + 'a {
    branches.flat_map(|branch| branch.conditions.iter().map(Condition::column))
}

/// A column name in double quotes.
pub(super) fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text in single quotes.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
