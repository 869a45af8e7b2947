//! One segment with nearly everyone in it: why, and what helps.

use crate::features::{Feature, Part, Prepared};
use crate::note::{Note, NoteKind};
use crate::profile::Profile;
use crate::profile::wording::per_cent;
use crate::recipe::Transform;
use crate::table::Table;

/// A segment with this share of all customers or more leaves little told apart.
const ALMOST_ALL: f64 = 0.9;

/// A treated column with more skewness than this, by size, still has values that stand alone.
const SKEWED: f64 = 2.0;

/// Columns named at most.
const NAMED: usize = 3;

/// A result whose first segment holds nearly everyone.
pub(super) struct Lopsided {
    /// Share of the customers it holds.
    pub(super) share: f64,
    /// What is wrong, in a sentence.
    pub(super) text: String,
    /// Columns whose few extremes pull centres to themselves, most skewed first.
    skewed: Vec<String>,
    /// Those of them of which a logarithm can be taken.
    pub(super) bendable: Vec<String>,
}

/// Looks whether one segment holds nearly everyone.
pub(super) fn lopsided(profile: &Profile, prepared: &Prepared, table: &Table) -> Option<Lopsided> {
    let largest = profile.segments.first().filter(|largest| largest.share >= ALMOST_ALL)?;
    if profile.segments.len() < 2 {
        return None;
    }
    let mut skewed: Vec<_> =
        prepared.outcomes.iter().filter(|outcome| outcome.skewness.abs() > SKEWED).collect();
    skewed.sort_by(|a, b| b.skewness.abs().total_cmp(&a.skewness.abs()).then(a.column.cmp(&b.column)));
    let features: Vec<&Feature> = skewed
        .iter()
        .filter_map(|outcome| prepared.features.iter().find(|feature| feature.column == outcome.column))
        .collect();
    let bends = |feature: &&&Feature| {
        feature.part == Part::Number
            && feature.transform == Transform::None
            && table.columns[feature.column].summary.min.is_some_and(|min| min > -1.0)
    };
    let names = |features: &mut dyn Iterator<Item = &&Feature>| {
        features.take(NAMED).map(|feature| feature.name.clone()).collect()
    };
    let text = format!(
        "Segment A holds {} of all customers: the others are few and far from the rest.",
        per_cent(largest.share)
    );
    Some(Lopsided {
        share: largest.share,
        text,
        skewed: names(&mut features.iter()),
        bendable: names(&mut features.iter().filter(bends)),
    })
}

impl Lopsided {
    /// It as a finding, with what helps.
    pub(super) fn note(&self) -> Note {
        let advice = if self.skewed.is_empty() {
            "A logarithm for columns with a few very large values often helps; so does setting the few customers aside.".to_owned()
        } else {
            format!(
                "A few values of {} lie far out: take the logarithm, or cap outliers, in the sheet of columns, or set the few customers aside.",
                self.skewed.join(", ")
            )
        };
        Note::new(NoteKind::Clustering, format!("{} {advice}", self.text))
    }
}
