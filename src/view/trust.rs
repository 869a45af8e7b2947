//! How far the result can be trusted: what the page says beside it.

use serde::{Deserialize, Serialize};

use super::panel::{candidates, panel};
use super::sure::{Shown, verdict_view};
use crate::choose::Sweep;
use crate::validate::{Evidence, Kind, STABLE, VERY_STABLE, verdict};

/// Hennig (2007): below this mean overlap a segment is dissolved more often than not.
const DOUBTFUL: f64 = 0.6;

/// How far the checks are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// They go on.
    Running,
    /// All of them are done.
    Done,
    /// A person stopped them.
    Stopped,
}

/// What the checks have found so far.
#[derive(Debug, Clone, Copy)]
pub struct Checks<'a> {
    /// The findings.
    pub evidence: &'a Evidence,
    /// Whether more are to come.
    pub pace: Pace,
    /// Share done, 0 to 1.
    pub share: f64,
}

/// How far the result can be trusted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrustView {
    /// How far the checks are.
    pub pace: Pace,
    /// Share of them done, 0 to 1.
    pub share: f64,
    /// What they came to; `None` before they are done.
    pub verdict: Option<VerdictView>,
    /// One row for each k of at least 2.
    pub panel: Vec<PanelRow>,
    /// The segments shown, in order of number; empty for one segment.
    pub segments: Vec<SegmentTrust>,
}

/// The verdict, in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VerdictView {
    /// The verdict over all k.
    pub kind: Kind,
    /// The number of segments recommended; 1: none.
    pub recommended: u32,
    /// The next best number.
    pub runner_up: Option<u32>,
    /// What the evidence says of the k shown.
    pub shown: Kind,
    /// The same in a word: "Natural".
    pub word: String,
    /// What that means for the k shown, in a sentence.
    pub sentence: String,
    /// The recommendation with its reasons, a sentence each.
    pub reasons: Vec<String>,
    /// Headline in place of the view's; `None`: keep it.
    pub headline: Option<String>,
    /// The sentence below it in place of the view's; `None`: keep it.
    pub lead: Option<String>,
    /// Mark that goes with every segment's name; `None` for natural segments.
    pub mark: Option<String>,
}

/// The evidence for one k; `None` is not known yet, or not defined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PanelRow {
    /// Number of segments.
    pub k: u32,
    /// Customers in the smallest segment.
    pub smallest: u64,
    /// Mean silhouette, -1 to 1.
    pub silhouette: Option<f64>,
    /// Its standard error, if a sample stands for all customers.
    pub silhouette_error: Option<f64>,
    /// Calinski–Harabasz index.
    pub calinski_harabasz: Option<f64>,
    /// Davies–Bouldin index.
    pub davies_bouldin: Option<f64>,
    /// Bayesian information criterion.
    pub bic: Option<f64>,
    /// Gap below the nearer kind of reference, natural logarithm.
    pub gap: Option<f64>,
    /// Standard error of the gap.
    pub gap_error: Option<f64>,
    /// Mean overlap of the weakest segment in re-draws, 0 to 1.
    pub overlap: Option<f64>,
    /// Mean adjusted Rand index of re-draws.
    pub agreement: Option<f64>,
    /// Re-draws so far.
    pub redraws: u32,
}

/// How far one segment can be trusted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentTrust {
    /// Mean overlap in re-draws, 0 to 1.
    pub overlap: Option<f64>,
    /// The same in words: "very steady".
    pub words: String,
    /// Mean silhouette.
    pub silhouette: Option<f64>,
    /// Customers about as near to another segment.
    pub borderline: Option<u64>,
    /// Whether it looks like two.
    pub may_be_two: bool,
}

/// What the checks say of a result of `shown` segments.
pub fn trust_view(sweep: &Sweep, shown: u32, checks: Checks<'_>) -> TrustView {
    let verdict = if checks.pace == Pace::Done { judged(sweep, shown, checks) } else { None };
    TrustView {
        pace: checks.pace,
        share: checks.share,
        verdict,
        panel: panel(sweep, checks),
        segments: segments(shown, checks),
    }
}

fn judged(sweep: &Sweep, shown: u32, checks: Checks<'_>) -> Option<VerdictView> {
    let candidates = candidates(sweep, checks);
    let rows = sweep.best(shown)?.fit.sizes.iter().sum();
    if candidates.is_empty() {
        return None;
    }
    let found = verdict(&candidates, rows);
    Some(verdict_view(found, &candidates, Shown { k: shown, rows }))
}

fn segments(shown: u32, checks: Checks<'_>) -> Vec<SegmentTrust> {
    let stability = checks.evidence.stability(shown);
    let measured = checks.evidence.measured(shown);
    let segment = |j: usize| {
        let overlap = stability.as_ref().map(|found| found.segments[j]);
        SegmentTrust {
            overlap,
            words: overlap.map_or_else(String::new, |overlap| steadiness(overlap).to_owned()),
            silhouette: measured.map(|(silhouette, ..)| silhouette.segments[j]),
            borderline: measured.map(|(_, indices, _)| indices.borderline[j]),
            may_be_two: measured.is_some_and(|(.., twos)| twos[j]),
        }
    };
    if shown < 2 { Vec::new() } else { (0..shown as usize).map(segment).collect() }
}

fn steadiness(overlap: f64) -> &'static str {
    match overlap {
        x if x >= VERY_STABLE => "very steady",
        x if x >= STABLE => "steady",
        x if x >= DOUBTFUL => "doubtful",
        _ => "unreliable",
    }
}
