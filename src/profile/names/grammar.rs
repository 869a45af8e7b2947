//! Claims put together to a name.

use super::claim::{Claim, Form};
use super::numbers::FAMILY;
use crate::profile::wording::capitalised;

/// The whole name: adjectives in the order of their slots, a noun, and what comes after it.
pub(super) fn full(claims: &[&Claim], letter: &str) -> String {
    if claims.is_empty() {
        return format!("Segment {letter}");
    }
    let mut ordered: Vec<&Claim> = claims.to_vec();
    ordered.sort_by_key(|claim| claim.slot);
    let texts = |form: Form| {
        ordered
            .iter()
            .filter(move |claim| claim.form == form)
            .map(|claim| claim.text.as_str())
            .collect::<Vec<_>>()
    };
    let (mut adjectives, nouns, after) = (texts(Form::Adjective), texts(Form::Noun), texts(Form::After));
    let family = nouns.is_empty() && adjectives.pop_if(|last| *last == FAMILY).is_some();
    let noun = if family { "families" } else { nouns.first().copied().unwrap_or("customers") };
    let name = adjectives.into_iter().chain([noun]).collect::<Vec<_>>().join(" ");
    capitalised(&[&[name.as_str()], after.as_slice()].concat().join(", "))
}

/// Two claims without a noun, for where there is little room.
pub(super) fn phrase(claims: &[&Claim]) -> String {
    let mut ordered: Vec<&Claim> = claims.to_vec();
    ordered.sort_by_key(|claim| (claim.form == Form::Noun, claim.slot));
    let texts: Vec<&str> = ordered.iter().map(|claim| claim.text.as_str()).collect();
    capitalised(&texts.join(", "))
}
