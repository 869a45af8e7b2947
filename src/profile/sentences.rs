//! Three sentences about a segment, each claim with its number: how many and what they are worth, what sets them apart, and what else
//! is known of them.

use super::names::enough;
use super::percent::percents;
use super::traits::is_trait;
use super::wording::{count, number, per_cent};
use super::{Facts, Measure, Trait};
use crate::recipe::Role;

/// Traits told in one sentence.
const TOLD: usize = 3;

/// The sentences of segment `j`; of one segment only the first.
pub(super) fn sentences(facts: Facts<'_>, traits: &[Trait], j: usize) -> Vec<String> {
    let first = size_and_worth(facts, j);
    if facts.sizes.len() == 1 {
        return vec![first];
    }
    let (features, descriptors): (Vec<&Trait>, Vec<&Trait>) =
        traits.iter().partition(|t| facts.measures[t.measure].role == Role::Feature);
    // What customers are worth is told in the first sentence.
    let worth = facts.worth.map(|worth| worth.column);
    let others: Vec<&Trait> =
        features.iter().copied().filter(|t| Some(facts.measures[t.measure].profile) != worth).collect();
    let others = one_of_a_family(facts, others);
    let (told, left) = others.split_at(others.len().min(TOLD));
    let family = |t: &Trait| facts.measures[t.measure].subject.family();
    let descriptors: Vec<&Trait> = descriptors
        .into_iter()
        .filter(|t| family(t).is_empty() || told.iter().all(|other| family(other) != family(t)))
        .collect();
    vec![first, standing_out(facts, told, j), besides(facts, &descriptors, left, j)]
}

/// Of columns in a series ("bill amount 1", "bill amount 2") the strongest is enough.
fn one_of_a_family<'a>(facts: Facts<'_>, traits: Vec<&'a Trait>) -> Vec<&'a Trait> {
    let mut kept: Vec<&Trait> = Vec::new();
    for found in traits {
        let family = |t: &Trait| facts.measures[t.measure].subject.family();
        if family(found).is_empty() || kept.iter().all(|other| family(other) != family(found)) {
            kept.push(found);
        }
    }
    kept
}

fn size_and_worth(facts: Facts<'_>, j: usize) -> String {
    let size = facts.sizes[j];
    let all: u64 = facts.sizes.iter().sum();
    let customers = if size == 1 { "customer" } else { "customers" };
    // The per cents of the whole, which add up; at either end the share itself tells more.
    let share = match percents(facts.sizes)[j] {
        0 | 100 => per_cent(size as f64 / all.max(1) as f64),
        percent => format!("{percent} %"),
    };
    let mut text = format!("{} {customers}, {share} of all", count(size));
    let Some(worth) = facts.worth else { return text + "." };
    let column = &facts.columns[worth.column];
    let Some((mean, measure)) = column.segments[j].mean.zip(measure_of(facts, worth.column)) else {
        return text + ".";
    };
    if worth.lorenz.is_some() && facts.sizes.len() > 1 {
        if worth.totals[j] == 0.0 {
            let average = number(measure.average, measure.decimals);
            return format!("{text}, without any {}; overall it is {average} each.", column.subject.words);
        }
        let share = worth.totals[j] / worth.total;
        text.push_str(&format!(", who account for {} of {}", per_cent(share), column.subject.words));
    }
    let decimals = if mean.abs() >= 100.0 { 0 } else { measure.decimals };
    text.push_str(&format!(": {} each on average", number(mean, decimals)));
    if let Some((low, high)) = column.segments[j].interval {
        text.push_str(&format!(" (95 % interval {} to {})", number(low, decimals), number(high, decimals)));
    }
    if facts.sizes.len() > 1 {
        text.push_str(&format!(", against {} overall", number(measure.average, decimals)));
    }
    text + "."
}

fn measure_of<'a>(facts: Facts<'a>, column: usize) -> Option<&'a Measure> {
    facts.measures.iter().find(|measure| measure.profile == column)
}

fn standing_out(facts: Facts<'_>, told: &[&Trait], j: usize) -> String {
    if told.is_empty() {
        return near_the_average(facts, j);
    }
    let parts: Vec<String> = told.iter().map(|t| told_of(&facts.measures[t.measure], j, &t.text)).collect();
    format!("What sets them apart: {}.", listed(&parts))
}

/// "age 27 on average (12 below average)"; of a level "plan premium, 75 % against 48 % overall".
fn told_of(measure: &Measure, j: usize, comparison: &str) -> String {
    // Behind a number at the end of the words another would be read with it.
    let words = match &measure.subject.words {
        words if words.ends_with(|c: char| c.is_ascii_digit()) => format!("{words}:"),
        words => words.clone(),
    };
    match (&measure.level, measure.means[j]) {
        (Some(level), _) => format!("{} “{level}”, {comparison}", measure.subject.words),
        (None, Some(mean)) if measure.subject.flag => {
            format!("{words} {} (overall {})", per_cent(mean), per_cent(measure.average))
        }
        (None, Some(mean)) => {
            let unit = measure.subject.unit_word();
            format!("{words} {}{unit} ({comparison})", measure.written(mean))
        }
        (None, None) => measure.subject.words.clone(),
    }
}

fn near_the_average(facts: Facts<'_>, j: usize) -> String {
    let features = || facts.measures.iter().filter(|m| m.role == Role::Feature && m.level.is_none());
    let farthest = features().max_by(|a, b| a.apart[j].abs().total_cmp(&b.apart[j].abs()));
    let (Some(farthest), Some(mean)) = (farthest, farthest.and_then(|farthest| farthest.means[j])) else {
        return "Nothing sets them clearly apart from the others.".to_owned();
    };
    format!(
        "Nothing sets them clearly apart: of what tells customers apart, {} differs most, with {} against {} overall.",
        farthest.subject.words,
        farthest.written(mean),
        farthest.written(farthest.average)
    )
}

fn besides(facts: Facts<'_>, descriptors: &[&Trait], left: &[&Trait], j: usize) -> String {
    let tested = facts.columns.iter().filter(|column| column.role != Role::Feature).count();
    if !descriptors.is_empty() {
        let parts: Vec<String> =
            descriptors.iter().take(2).map(|t| told_of(&facts.measures[t.measure], j, &t.text)).collect();
        return format!("They also differ in what did not form the segments: {}.", listed(&parts));
    }
    if !left.is_empty() {
        let parts: Vec<String> =
            left.iter().take(TOLD).map(|t| told_of(&facts.measures[t.measure], j, &t.text)).collect();
        return format!("Further: {}.", listed(&parts));
    }
    like_everyone(facts, tested, j)
}

/// That no descriptor differs enough to be told, with the widest difference among them.
fn like_everyone(facts: Facts<'_>, tested: usize, j: usize) -> String {
    let descriptors = (0..facts.measures.len())
        .filter(|m| facts.measures[*m].role != Role::Feature && !is_trait(facts.measures, *m, j));
    let descriptors = descriptors.map(|m| &facts.measures[m]);
    let widest = descriptors.max_by(|a, b| a.apart[j].abs().total_cmp(&b.apart[j].abs()));
    let Some(widest) = widest else {
        let borne = (0..facts.measures.len()).filter(|&m| enough(facts.measures, m, j)).count();
        if let [only] = facts.measures {
            let words = &only.subject.words;
            return format!("The file tells nothing else of them: {words} alone shaped the segments.");
        }
        return format!(
            "The file tells nothing else of them: of {} measures, all of which shaped the segments, {borne} {} here by more than chance.",
            facts.measures.len(),
            if borne == 1 { "differs" } else { "differ" }
        );
    };
    let columns =
        if tested == 1 { "the one other column".to_owned() } else { format!("the {tested} other columns") };
    let level = widest.level.as_ref().map_or_else(String::new, |level| format!(" “{level}”"));
    let told = match (&widest.level, widest.means[j]) {
        (Some(_), Some(share)) => format!("{} against {}", per_cent(share), per_cent(widest.average)),
        (None, Some(mean)) => {
            format!("{} against {}", widest.written(mean), widest.written(widest.average))
        }
        (_, None) => return format!("In {columns} of the file nothing is known of them."),
    };
    format!(
        "In {columns} of the file they hardly differ: the widest difference is {}{level}, {told} overall.",
        widest.subject.words
    )
}

/// "a, b and c", with semicolons where the parts have commas.
fn listed(parts: &[String]) -> String {
    let comma = if parts.iter().any(|part| part.contains(',')) { "; " } else { ", " };
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [firsts @ .., last] => format!("{} and {last}", firsts.join(comma)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_like_sentences() {
        let parts = |list: &[&str]| list.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
        assert_eq!(listed(&parts(&["a", "b", "c"])), "a, b and c");
        assert_eq!(listed(&parts(&["a, b", "c", "d"])), "a, b; c and d");
        assert_eq!(listed(&parts(&["a"])), "a");
    }
}
