//! How the features move together, and how much of the distance each column is.

use serde::{Deserialize, Serialize};

use crate::features::{Part, Prepared};
use crate::note::{Note, NoteKind};
use crate::profile::wording::per_cent;
use crate::projection::Moments;

/// Columns in the chart and its table, at most: the first ones.
const MOST: usize = 30;

/// From this correlation on, by size, two features largely say the same.
const ALIKE: f64 = 0.9;

/// Pairs told, at most.
const PAIRS: usize = 10;

/// A column with more than this share of all squared distances decides nearly alone who belongs where.
const DOMINANT: f64 = 0.6;

/// Correlations of the features, and their part in the distance.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RelatedView {
    /// Features that are numbers, at most thirty, in matrix order.
    pub columns: Vec<String>,
    /// Pearson's correlation of each with each as they are clustered on, row by row; 0 with one that does not vary.
    pub r: Vec<Vec<f64>>,
    /// Pairs of them with a correlation of 0.9 or more by size, strongest first.
    pub pairs: Vec<PairView>,
    /// Every column that is used, most of the distance first; none after whitening and with prototypes, where distances are measured
    /// otherwise.
    pub shares: Vec<DistanceShare>,
}

/// Two features that largely say the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairView {
    /// The one.
    pub a: String,
    /// The other.
    pub b: String,
    /// Their correlation.
    pub r: f64,
}

/// A column's part in the distances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DistanceShare {
    /// Its name.
    pub column: String,
    /// Its share of the squared distances between customers, after transform, scale and weight, 0 to 1.
    pub share: f64,
}

/// What `moments`, those of the matrix of `prepared`, say.
pub(super) fn related_view(prepared: &Prepared, moments: &Moments) -> RelatedView {
    let features = &prepared.features;
    let covariance = moments.covariance();
    let d = features.len();
    if covariance.len() != d * d {
        return RelatedView::default();
    }
    let numbers: Vec<usize> =
        (0..d).filter(|at| matches!(features[*at].part, Part::Number | Part::Order)).take(MOST).collect();
    let correlation = |a: usize, b: usize| {
        let both = covariance[a * d + a] * covariance[b * d + b];
        if a == b {
            1.0
        } else if both > 0.0 {
            (covariance[a * d + b] / libm::sqrt(both)).clamp(-1.0, 1.0)
        } else {
            0.0
        }
    };
    let r: Vec<Vec<f64>> =
        numbers.iter().map(|a| numbers.iter().map(|b| correlation(*a, *b)).collect()).collect();
    let columns: Vec<String> = numbers.iter().map(|at| features[*at].name.clone()).collect();
    RelatedView { pairs: pairs(&columns, &r), columns, r, shares: shares(prepared, &covariance) }
}

fn pairs(columns: &[String], r: &[Vec<f64>]) -> Vec<PairView> {
    let mut pairs = Vec::new();
    for (at, a) in columns.iter().enumerate() {
        for (other, b) in
            columns.iter().enumerate().skip(at + 1).filter(|(other, _)| r[at][*other].abs() >= ALIKE)
        {
            pairs.push(PairView { a: a.clone(), b: b.clone(), r: r[at][other] });
        }
    }
    pairs.sort_by(|a, b| b.r.abs().total_cmp(&a.r.abs()));
    pairs.truncate(PAIRS);
    pairs
}

/// Each column's variance, all its features together, as a share of the whole. Nothing where distances are measured otherwise: after
/// whitening, and with prototypes.
fn shares(prepared: &Prepared, covariance: &[f64]) -> Vec<DistanceShare> {
    if prepared.space.is_some() || prepared.lambda.is_some() {
        return Vec::new();
    }
    let d = prepared.features.len();
    let total: f64 = (0..d).map(|at| covariance[at * d + at]).sum();
    let mut shares: Vec<DistanceShare> = Vec::new();
    for (at, feature) in prepared.features.iter().enumerate() {
        let share = if total > 0.0 { covariance[at * d + at] / total } else { 0.0 };
        match shares.last_mut().filter(|last| last.column == feature.name) {
            Some(last) => last.share += share,
            None => shares.push(DistanceShare { column: feature.name.clone(), share }),
        }
    }
    shares.sort_by(|a, b| b.share.total_cmp(&a.share));
    shares
}

/// What a person should know of it: a column that drowns the others, and pairs that count twice.
pub(super) fn related_notes(related: &RelatedView) -> Vec<Note> {
    let mut notes = Vec::new();
    if let [first, _, ..] = related.shares.as_slice()
        && first.share > DOMINANT
    {
        let text = format!(
            "It is {} of the distance between customers, so the other columns hardly decide who belongs where. Give it the scale standard, a smaller weight, or the others larger ones.",
            per_cent(first.share)
        );
        notes.push(Note::new(NoteKind::Preparation, text).on(&first.column));
    }
    if let Some(strongest) = related.pairs.first() {
        let others = related.pairs.len() - 1;
        let more = match others {
            0 => String::new(),
            1 => " So do the columns of one other pair.".to_owned(),
            _ => format!(" So do the columns of {others} other pairs."),
        };
        let text = format!(
            "It moves with {} (correlation {:.2}), so what both say counts twice.{more} Leave one out, or give both a smaller weight.",
            strongest.b, strongest.r
        );
        notes.push(Note::new(NoteKind::Preparation, text).on(&strongest.a));
    }
    notes
}
