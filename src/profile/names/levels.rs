//! Claims that stand on how often a level of a category is met.

use super::claim::{Claim, Form, Slot};
use super::numbers::{OPTED_IN, OWN_WORDS, stands};
use crate::meaning::{Meaning, answer};
use crate::profile::{Facts, Measure};
use crate::recipe::Role;

/// A level a segment is named by is the most of its members', and this much more frequent than in everyone.
const MOST_OF_THEM: f64 = 0.5;
const MORE_FREQUENT: f64 = 1.3;

/// A preferred kind of goods need not be that of most: so large a share, and so much more frequent than in everyone.
const PREFERRED: f64 = 0.35;
const FAVOURITE: f64 = 1.5;

/// Levels count less than numbers, and descriptors less than what the segments were made of.
const OF_LEVELS: f64 = 0.9;
const OF_DESCRIPTORS: f64 = 0.7;

/// Characters of a level in a name at most.
const LONGEST: usize = 24;

/// How much weight a measure's difference has beside others.
pub(super) fn weight(measure: &Measure) -> f64 {
    let role = if measure.role == Role::Feature { 1.0 } else { OF_DESCRIPTORS };
    if measure.level.is_some() { role * OF_LEVELS } else { role }
}

/// The claim of a level that is over-represented in segment `j`, if there is a word for it.
pub(super) fn of_level(facts: Facts<'_>, m: usize, j: usize) -> Option<Claim> {
    let measure = &facts.measures[m];
    let (share, lift) = (measure.means[j]?, measure.lift[j]?);
    let category = measure.subject.meaning == Meaning::Category;
    let (least, times) = if category { (PREFERRED, FAVOURITE) } else { (MOST_OF_THEM, MORE_FREQUENT) };
    if share < least || lift < times {
        return None;
    }
    let level = plain(measure.level.as_deref()?)?;
    let words = &measure.subject.words;
    let after = |slot: Slot, text: String| (slot, Form::After, text, 2);
    let (slot, form, text, count) = match (measure.subject.meaning, answer(&level)) {
        (Meaning::Gender | Meaning::Outcome | Meaning::Churn | Meaning::Identifier, _) | (_, Some(false)) => {
            return None;
        }
        (Meaning::Consent, Some(true)) => (Slot::Other, Form::Adjective, OPTED_IN.to_owned(), 1),
        (_, Some(true)) => after(Slot::Other, mostly_yes(words)),
        // When something was tells of the time, not of the customer.
        _ if measure.subject.times => return None,
        // A code is no word: "channel 2" tells nobody who is meant.
        _ if !level.chars().any(char::is_alphabetic) => return None,
        (Meaning::Category, None) => {
            let goods = if level.to_uppercase() == level { level } else { level.to_lowercase() };
            (Slot::Behaviour, Form::Noun, format!("{goods} buyers"), 1)
        }
        (Meaning::Family, None) if ["married", "single"].contains(&level.to_lowercase().as_str()) => {
            (Slot::Demographic, Form::Adjective, level.to_lowercase(), 1)
        }
        (Meaning::Place, None) => after(Slot::Demographic, format!("mostly in {level}")),
        (Meaning::Family | Meaning::Education | Meaning::Occupation | Meaning::Age, None) => {
            after(Slot::Demographic, format!("mostly {level}"))
        }
        (_, None) => after(Slot::Other, format!("mostly {level}")),
    };
    Some(Claim {
        slot,
        form,
        text,
        words: count,
        key: measure.column.clone(),
        strength: measure.apart[j].abs()
            * weight(measure)
            * if slot == Slot::Other { OWN_WORDS } else { 1.0 },
        measures: vec![m],
        reason: stands(measure, j) + ".",
    })
}

/// What most members are or have, by the words of a question they answer with yes: "is active member", "has credit card".
pub(super) fn mostly_yes(words: &str) -> String {
    match words.strip_prefix("is ").or_else(|| words.strip_prefix("has ")) {
        Some(rest) if words.starts_with("is ") => format!("mostly {rest}"),
        Some(rest) => format!("mostly with {rest}"),
        None => format!("mostly with {words}"),
    }
}

/// A level as a name can have it: letters, digits, blanks and a few joints, cut between words. Cells are hostile text.
fn plain(level: &str) -> Option<String> {
    let kept: String = level
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '&' | '-' | '\'' | '/' | ',') { c } else { ' ' })
        .collect();
    let mut text = String::new();
    for word in kept.split_whitespace() {
        if text.chars().count() + 1 + word.chars().count() > LONGEST {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text.chars().any(char::is_alphanumeric).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_lose_what_is_no_word() {
        assert_eq!(plain("Home & Garden").as_deref(), Some("Home & Garden"));
        assert_eq!(plain("<b>=cmd|'x'</b>").as_deref(), Some("b cmd 'x' /b"));
        assert_eq!(plain("$$$"), None);
        assert_eq!(plain(&"word ".repeat(20)).map(|text| text.len()), Some(24));
    }
}
