//! One segment with nearly everyone in it: why, and what helps.

use crate::features::Prepared;
use crate::note::{Note, NoteKind};
use crate::profile::Profile;
use crate::profile::wording::per_cent;

/// A segment with more than this share of all customers leaves little told apart.
const ALMOST_ALL: f64 = 0.9;

/// A treated column with more skewness than this, by size, still has values that stand alone.
const SKEWED: f64 = 2.0;

/// Columns named at most.
const NAMED: usize = 3;

/// What to do if one segment holds nearly everyone: the columns whose few extremes pull centres to themselves, most skewed first.
pub(super) fn lopsided(profile: &Profile, prepared: &Prepared) -> Option<Note> {
    let largest = profile.segments.first().filter(|largest| largest.share > ALMOST_ALL)?;
    if profile.segments.len() < 2 {
        return None;
    }
    let mut skewed: Vec<_> =
        prepared.outcomes.iter().filter(|outcome| outcome.skewness.abs() > SKEWED).collect();
    skewed.sort_by(|a, b| b.skewness.abs().total_cmp(&a.skewness.abs()).then(a.column.cmp(&b.column)));
    let names: Vec<&str> = skewed
        .iter()
        .filter_map(|outcome| prepared.features.iter().find(|feature| feature.column == outcome.column))
        .take(NAMED)
        .map(|feature| feature.name.as_str())
        .collect();
    let advice = match names.as_slice() {
        [] => "A logarithm for columns with a few very large values often helps.".to_owned(),
        names => format!(
            "A few values of {} lie far out: take the logarithm, or cap outliers, in the sheet of columns.",
            names.join(", ")
        ),
    };
    let text = format!(
        "Segment A holds {} of all customers: the others are few and far from the rest. {advice}",
        per_cent(largest.share)
    );
    Some(Note::new(NoteKind::Clustering, text))
}
