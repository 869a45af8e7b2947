//! Claims put together to a name.

use super::claim::{Claim, Form};
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
    let (adjectives, nouns, after) = (texts(Form::Adjective), texts(Form::Noun), texts(Form::After));
    let noun = nouns.first().copied().unwrap_or("customers");
    let mut name = adjectives.into_iter().chain([noun]).collect::<Vec<_>>().join(" ");
    for (i, text) in after.into_iter().enumerate() {
        match text.strip_prefix("with ") {
            Some(rest) if i > 0 && name.contains(" with ") => name.push_str(&format!(" and {rest}")),
            Some(_) => name.push_str(&format!(" {text}")),
            None if text.starts_with("reached ") => name.push_str(&format!(" {text}")),
            None => name.push_str(&format!(", {text}")),
        }
    }
    capitalised(&name)
}

/// Two claims without a noun, for where there is little room.
pub(super) fn phrase(claims: &[&Claim]) -> String {
    let mut ordered: Vec<&Claim> = claims.to_vec();
    ordered.sort_by_key(|claim| (claim.form == Form::Noun, claim.slot));
    let texts: Vec<&str> = ordered.iter().map(|claim| claim.text.trim_start_matches("with ")).collect();
    capitalised(&texts.join(", "))
}
