//! How far the result can be trusted: what the page says beside it.

use serde::{Deserialize, Serialize};

use super::panel::{candidates, panel};
use super::sure::{Shown, verdict_view};
use super::votes::{Vote, votes};
use crate::choose::Sweep;
use crate::validate::{Evidence, Kind, STABLE, Useful, VERY_STABLE, verdict};

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
    /// What a segment has to hold to be of use.
    pub useful: Useful,
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
    /// What each index would choose alone, as far as it is known.
    #[serde(default)]
    pub votes: Vec<Vote>,
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
    /// The number of segments to look at all the same, if none is recommended: the steadiest.
    pub anyway: Option<u32>,
}

/// The evidence for one k; `None` is not known yet, or not defined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PanelRow {
    /// Number of segments.
    pub k: u32,
    /// Customers in the smallest segment.
    pub smallest: u64,
    /// Whether that is enough to be of use.
    pub useful: bool,
    /// Mean silhouette, -1 to 1.
    pub silhouette: Option<f64>,
    /// Its standard error, if a sample stands for all customers.
    pub silhouette_error: Option<f64>,
    /// Customers whose silhouette was measured.
    pub measured: Option<u64>,
    /// Mean silhouette of squared distances, of every customer, or of evenly spread ones above a million.
    pub silhouette_squared: Option<f64>,
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
    /// Mean prediction strength of halves, 0 to 1.
    pub prediction: Option<f64>,
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
    /// What goes with its name wherever it stands: the mark of the verdict, and whether it may be two. `None` for a natural segment
    /// that looks whole, and before the checks are done.
    #[serde(default)]
    pub mark: Option<String>,
    /// Share of its customers that are nearer to another segment on average: a silhouette below 0.
    #[serde(default)]
    pub misplaced: Option<f64>,
    /// Its silhouettes in falling order: 101 at even distances, from the largest to the smallest.
    #[serde(default)]
    pub falling: Vec<f64>,
}

/// What the checks say of a result of `shown` segments.
pub fn trust_view(sweep: &Sweep, shown: u32, checks: Checks<'_>) -> TrustView {
    let verdict = if checks.pace == Pace::Done { judged(sweep, shown, checks) } else { None };
    let panel = panel(sweep, checks);
    let votes = votes(&panel, sweep.recommended());
    let segments = segments(shown, checks, verdict.as_ref());
    TrustView { pace: checks.pace, share: checks.share, verdict, panel, votes, segments }
}

/// The number of segments that the checks recommend, 1 if none; `None` before they are done, and where there is nothing to compare.
pub fn recommended(sweep: &Sweep, checks: Checks<'_>) -> Option<u32> {
    let candidates = candidates(sweep, checks);
    let (rows, done) = (rows(sweep)?, checks.pace == Pace::Done);
    (done && !candidates.is_empty()).then(|| verdict(&candidates, rows, checks.useful).k)
}

fn judged(sweep: &Sweep, shown: u32, checks: Checks<'_>) -> Option<VerdictView> {
    let candidates = candidates(sweep, checks);
    if candidates.is_empty() {
        return None;
    }
    let rows = rows(sweep)?;
    let found = verdict(&candidates, rows, checks.useful);
    Some(verdict_view(found, &candidates, Shown { k: shown, rows, useful: checks.useful }))
}

/// Customers in segments.
fn rows(sweep: &Sweep) -> Option<u64> {
    Some(sweep.best(sweep.shown())?.fit.sizes.iter().sum())
}

fn segments(shown: u32, checks: Checks<'_>, verdict: Option<&VerdictView>) -> Vec<SegmentTrust> {
    let stability = checks.evidence.stability(shown);
    let measured = checks.evidence.measured(shown);
    let of_all = verdict.and_then(|verdict| verdict.mark.as_deref());
    let segment = |j: usize| {
        let two = measured.is_some_and(|(.., twos)| twos[j]);
        let marks: Vec<&str> =
            of_all.into_iter().chain((two && verdict.is_some()).then_some("may be two")).collect();
        let overlap = stability.as_ref().map(|found| found.segments[j]);
        SegmentTrust {
            overlap,
            words: overlap.map_or_else(String::new, |overlap| steadiness(overlap).to_owned()),
            silhouette: measured.map(|(silhouette, ..)| silhouette.segments[j]),
            borderline: measured.map(|(_, indices, _)| indices.borderline[j]),
            may_be_two: two,
            mark: (!marks.is_empty()).then(|| marks.join("; ")),
            misplaced: measured.map(|(silhouette, ..)| silhouette.misplaced[j]),
            falling: measured.map_or_else(Vec::new, |(silhouette, ..)| rounded(&silhouette.falling[j])),
        }
    };
    if shown < 2 { Vec::new() } else { (0..shown as usize).map(segment).collect() }
}

/// To a ten-thousandth: they are drawn, and sent with every piece of news.
fn rounded(values: &[f64]) -> Vec<f64> {
    values.iter().map(|x| libm::round(x * 1e4) / 1e4).collect()
}

fn steadiness(overlap: f64) -> &'static str {
    match overlap {
        x if x >= VERY_STABLE => "very steady",
        x if x >= STABLE => "steady",
        x if x >= DOUBTFUL => "doubtful",
        _ => "unreliable",
    }
}
