//! Plain names for segments, backed by their numbers.
//!
//! A name has at most three words beside the noun: what customers are worth, what they do, who they are. Each is a word marketers know, or
//! the column's own words, and is only said where the segment lies at least [`DISTINCT`] standard deviations from everyone else and
//! enough customers bear it out. What nothing sets apart is called by its letter.

mod claim;
mod grammar;
mod levels;
mod lifecycle;
mod numbers;

use super::{Facts, SHORT_NAME, letter};
use crate::profile::wording::capitalised;
use claim::Claim;
pub(super) use claim::enough;
use grammar::{full, phrase};
pub(super) use numbers::{mix, stands};

/// Standard deviations from everyone else from which a name may say so.
pub(super) const DISTINCT: f64 = 0.5;

/// From this strength on a third claim is made without being needed to tell names apart.
const THIRD: f64 = 0.8;

/// Words of a name at most, "customers" not counted: it claims nothing.
const MOST: usize = 3;

/// A segment's names and what earned them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    /// Unique.
    pub(super) full: String,
    /// Unique, at most [`SHORT_NAME`] characters.
    pub(super) short: String,
    /// The claims of `full`; empty where it is a letter.
    pub(super) words: Vec<Word>,
}

/// One claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it stands in the name.
    pub text: String,
    /// Why, in a sentence with numbers.
    pub reason: String,
    /// The measures it stands on: indices into [`Profile::measures`](super::Profile::measures).
    pub measures: Vec<usize>,
}

/// The names of all segments, all different.
pub(super) fn names(facts: Facts<'_>) -> Vec<Name> {
    let k = facts.sizes.len();
    if k == 1 {
        let everyone = "All customers".to_owned();
        return vec![Name { full: everyone.clone(), short: everyone, words: Vec::new() }];
    }
    let claims: Vec<Vec<Claim>> = (0..k).map(|j| claim::claims(facts, j)).collect();
    let chosen = unique(&claims);
    let mut taken = Vec::new();
    chosen
        .into_iter()
        .enumerate()
        .map(|(j, (full, chosen))| {
            let short = short(&chosen, &letter(j), &taken);
            taken.push(short.clone());
            let words = chosen.into_iter().map(Claim::word).collect();
            Name { full, short, words }
        })
        .collect()
}

/// The lifecycle word of segment `j`.
pub(super) fn lifecycle_word(facts: Facts<'_>, j: usize) -> Option<Word> {
    if facts.sizes.len() > 1 { lifecycle::lifecycle(facts, j).map(Claim::word) } else { None }
}

/// The claims made at first: the strongest of each slot, two of them, three if the third is strong, as long as there is room.
fn first(claims: &[Claim]) -> Vec<&Claim> {
    let mut chosen: Vec<&Claim> = Vec::new();
    for claim in claims {
        let enough = chosen.len() < 2 || claim.strength >= THIRD;
        if enough && has_room(&chosen, claim) && chosen.iter().all(|other| claim.goes_with(other)) {
            chosen.push(claim);
        }
    }
    chosen
}

/// Whether a name of `chosen` and `claim` has no more than [`MOST`] words.
fn has_room(chosen: &[&Claim], claim: &Claim) -> bool {
    chosen.iter().map(|other| other.words).sum::<usize>() + claim.words <= MOST
}

/// Full names: where two segments would share one, each tries a further claim or another last one; the letter where that does not help.
fn unique(claims: &[Vec<Claim>]) -> Vec<(String, Vec<Claim>)> {
    let firsts: Vec<Vec<&Claim>> = claims.iter().map(|claims| first(claims)).collect();
    let names: Vec<String> = firsts.iter().enumerate().map(|(j, chosen)| full(chosen, &letter(j))).collect();
    let mut taken: Vec<String> = Vec::new();
    let mut result = Vec::new();
    for (j, chosen) in firsts.into_iter().enumerate() {
        let shared = names.iter().filter(|name| **name == names[j]).count() > 1;
        let free = |name: &String| !taken.contains(name) && !names.contains(name);
        let other = others(&chosen, &claims[j])
            .into_iter()
            .map(|chosen| (full(&chosen, &letter(j)), chosen))
            .find(|(name, _)| free(name))
            .filter(|_| shared);
        let (name, chosen) = match other {
            Some(other) => other,
            None if shared => (format!("{} ({})", names[j], letter(j)), chosen),
            None => (names[j].clone(), chosen),
        };
        taken.push(name.clone());
        result.push((name, chosen.into_iter().cloned().collect()));
    }
    result
}

/// Other choices of claims, the nearest to `chosen` first: two of them with another, then the first with another.
fn others<'a>(chosen: &[&'a Claim], claims: &'a [Claim]) -> Vec<Vec<&'a Claim>> {
    let mut all = Vec::new();
    for keep in [MOST - 1, 1] {
        let kept = &chosen[..chosen.len().min(keep)];
        for claim in claims.iter().filter(|claim| !chosen.contains(claim)) {
            if has_room(kept, claim) && kept.iter().all(|other| claim.agrees_with(other)) {
                all.push(kept.iter().copied().chain([claim]).collect());
            }
        }
    }
    all
}

/// The longest of a few short forms that fits the map and is not taken.
fn short(claims: &[Claim], letter: &str, taken: &[String]) -> String {
    let refs: Vec<&Claim> = claims.iter().collect();
    let mut forms: Vec<String> = Vec::new();
    if !refs.is_empty() {
        forms.push(full(&refs, letter));
    }
    if let [first, second, ..] = refs.as_slice() {
        forms.push(phrase(&[first, second]));
        forms.push(full(&[first, second], letter));
    }
    forms.extend(claims.iter().map(|claim| capitalised(&claim.text)));
    forms.extend(claims.first().map(|claim| {
        let text = capitalised(&claim.text);
        format!("{text} ({letter})")
    }));
    forms
        .into_iter()
        .find(|form| form.chars().count() <= SHORT_NAME && !taken.contains(form))
        .unwrap_or_else(|| format!("Segment {letter}"))
}
