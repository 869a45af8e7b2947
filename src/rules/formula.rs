//! Rules as a spreadsheet formula, in the notation of the file format (English names, commas, decimal points), which LibreOffice and
//! Excel share. A cell that is no number is a gap of a column of numbers; texts are compared letter by letter.

use super::ask::{Question, Test};
use super::branch::{Branch, Condition};
use super::dates::Day;
use super::speaker::{Listed, Speaker};
use super::threshold::written;
use super::tree::{Node, Tree};
use crate::table::{DateForm, Dates};

/// Characters of a formula, at most: the limit of Excel.
const LONGEST: usize = 8192;

/// The 1-based segment of a row, an empty text for rows left out. Empty if it would be too long for a spreadsheet, or if
/// a column in it is computed from dates that are none for a spreadsheet.
pub(super) fn nested(speaker: &Speaker<'_>, tree: &Tree) -> String {
    let tests = tree.nodes.iter().filter_map(|node| match node {
        Node::Split { test, .. } => Some(test.column),
        Node::Leaf(_) => None,
    });
    if !speaker.has_cells(tests) {
        return String::new();
    }
    let segment = at(speaker, tree, 0);
    let strict: Vec<String> = speaker.strict.iter().map(|column| missing(speaker, *column)).collect();
    bounded(match strict.as_slice() {
        [] => format!("={segment}"),
        gaps => format!("=IF({},\"\",{segment})", any(gaps)),
    })
}

/// TRUE for the rows of one segment. Empty in the same cases.
pub(super) fn condition(speaker: &Speaker<'_>, branches: &[Branch]) -> String {
    let mut columns = branches.iter().flat_map(|branch| branch.conditions.iter().map(Condition::column));
    if !speaker.has_cells(&mut columns) {
        return String::new();
    }
    let ways: Vec<String> = branches
        .iter()
        .map(|branch| {
            all(&branch.conditions.iter().map(|condition| one(speaker, condition)).collect::<Vec<_>>())
        })
        .collect();
    let mut parts: Vec<String> =
        speaker.strict.iter().map(|column| format!("NOT({})", missing(speaker, *column))).collect();
    parts.push(any(&ways));
    bounded(format!("={}", all(&parts)))
}

fn at(speaker: &Speaker<'_>, tree: &Tree, node: usize) -> String {
    match &tree.nodes[node] {
        Node::Leaf(cluster) => (cluster + 1).to_string(),
        Node::Split { test, yes, no } => {
            let (yes, no) = (at(speaker, tree, *yes), at(speaker, tree, *no));
            format!("IF({},{yes},{no})", asked(speaker, test))
        }
    }
}

fn asked(speaker: &Speaker<'_>, Test { column, question, gap }: &Test) -> String {
    let (column, gap) = (*column, *gap);
    one(
        speaker,
        &match question {
            Question::AtMost(t) => Condition::Range { column, low: None, high: Some(*t), gap },
            Question::OneOf(among) | Question::Holds(_, among) => {
                Condition::Levels { column, among: among.clone(), gap }
            }
            Question::Gap => Condition::Gap { column, yes: true },
        },
    )
}

fn one(speaker: &Speaker<'_>, condition: &Condition) -> String {
    let index = condition.column();
    let cell = speaker.cell(index);
    match condition {
        Condition::Range { low, high, gap, .. } => {
            let (over, up_to) = match speaker.column(condition).summary.written.dates {
                Some(dates) => (low.map(|t| ("<", date(dates, t))), high.map(|t| (">=", date(dates, t)))),
                None => (low.map(|t| (">", written(t))), high.map(|t| ("<=", written(t)))),
            };
            let bounds = [over, up_to].into_iter().flatten().map(|(sign, t)| format!("{cell}{sign}{t}"));
            numbers(&cell, bounds.collect(), *gap)
        }
        Condition::Levels { among, gap, .. } => member(&cell, &speaker.listed(index, among, *gap), *gap),
        Condition::Holds { among, yes, gap, .. } => {
            let among: Vec<bool> = among.iter().map(|held| held == yes).collect();
            member(&cell, &speaker.listed(index, &among, *gap), *gap)
        }
        Condition::Gap { yes: true, .. } => missing(speaker, index),
        Condition::Gap { .. } => format!("NOT({})", missing(speaker, index)),
    }
}

/// Bounds that a number has to meet; what is no number is a gap.
fn numbers(cell: &str, bounds: Vec<String>, gap: bool) -> String {
    if gap {
        any(&[format!("NOT(ISNUMBER({cell}))"), all(&bounds)])
    } else {
        all(&std::iter::once(format!("ISNUMBER({cell})")).chain(bounds).collect::<Vec<_>>())
    }
}

fn member(cell: &str, Listed { labels, inside, codes }: &Listed, gap: bool) -> String {
    let is = |label: &String| {
        if *codes {
            format!("{cell}={label}")
        } else {
            format!("EXACT({cell},\"{}\")", label.replace('"', "\"\""))
        }
    };
    let listed = any(&labels.iter().map(is).collect::<Vec<_>>());
    let empty = if *codes { format!("NOT(ISNUMBER({cell}))") } else { format!("{cell}=\"\"") };
    // An empty cell counts as 0 in a comparison with a number.
    let listed = if *codes { format!("AND(ISNUMBER({cell}),{listed})") } else { listed };
    match (inside, gap) {
        (true, false) => listed,
        (false, true) => format!("NOT({listed})"),
        (true, true) => any(&[empty, listed]),
        (false, false) => format!("NOT({})", any(&[empty, listed])),
    }
}

fn missing(speaker: &Speaker<'_>, column: usize) -> String {
    let cell = speaker.cell(column);
    if speaker.numeric(column) { format!("NOT(ISNUMBER({cell}))") } else { format!("{cell}=\"\"") }
}

fn date(dates: Dates, days: f64) -> String {
    let day = Day::before(dates, days);
    match dates.form {
        DateForm::DayFirst | DateForm::MonthFirst | DateForm::YearFirst => {
            format!("DATE({},{},{})", day.year, day.month, day.day)
        }
        form => day.number(form).map(|number| number.to_string()).unwrap_or_default(),
    }
}

fn all(parts: &[String]) -> String {
    joined("AND", parts, "TRUE()")
}

fn any(parts: &[String]) -> String {
    joined("OR", parts, "FALSE()")
}

fn joined(function: &str, parts: &[String], none: &str) -> String {
    match parts {
        [] => none.to_owned(),
        [one] => one.clone(),
        several => format!("{function}({})", several.join(",")),
    }
}

fn bounded(formula: String) -> String {
    if formula.chars().count() <= LONGEST { formula } else { String::new() }
}

/// A cell by letters and row: the first column is A, the 27th AA.
pub(super) fn cell(column: usize, row: u64) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().chain(row.to_string().chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 25, 26, 701, 702].map(|column| cell(column, 2)), ["A2", "Z2", "AA2", "ZZ2", "AAA2"]);
    }
}
