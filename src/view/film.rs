//! k-means at work, ready to be watched: a start step by step on the map, with a sentence for each step.

use serde::{Deserialize, Serialize};

use super::AxisView;
use super::axes::Placer;
use crate::kmeans::{Film, Init};
use crate::profile::wording::{capitalised, count, number, per_cent, segments};

/// What happens in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// The first centres are drawn.
    Start,
    /// Everyone goes to the nearest centre.
    Assign,
    /// Every centre moves to the mean of its customers.
    Recompute,
    /// Nothing moves any more, or the film has an end.
    Stop,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FilmStep {
    /// What happens.
    pub kind: StepKind,
    /// Number of the iteration, from 1; 0 for the start.
    pub iteration: u32,
    /// Which labels of the bytes beside the film the customers have; `None` before the first assignment.
    pub labels: Option<u32>,
    /// Where the centres stand, across and up.
    pub centres: Vec<(f64, f64)>,
    /// Customers who changed segment.
    pub changed: u64,
    /// Share of the differences left inside segments, 0 to 1; `None` before there are segments.
    pub left: Option<f64>,
    /// What happens, in a sentence or two.
    pub text: String,
}

/// A start from beginning to end. Beside it come bytes: `shown` little-endian f32 across, as many up, then for each of the
/// `labelings` `shown` u16 segments from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FilmView {
    /// How the first centres were drawn.
    pub start: Init,
    /// Which draw it is, from 0.
    pub draw: u32,
    /// Number of segments.
    pub k: u32,
    /// Customers in the film.
    pub shown: u32,
    /// Customers clustered.
    pub of: u64,
    /// Labels in the bytes.
    pub labelings: u32,
    /// Horizontal.
    pub x: AxisView,
    /// Vertical.
    pub y: AxisView,
    /// The steps; none where there is nothing to watch, and `text` says why.
    pub steps: Vec<FilmStep>,
    /// How many customers are in it, in a sentence.
    pub text: String,
}

/// What a film is told with.
pub(super) struct Told<'a> {
    pub film: &'a Film,
    pub start: Init,
    /// Sum of squared distances to the mean of all, units of the matrix.
    pub total: f64,
    /// Number of each cluster on the screen.
    pub order: &'a [usize],
}

/// The steps of a film along two axes.
pub(super) fn steps(told: &Told<'_>, (x, y): (&Placer<'_>, &Placer<'_>)) -> Vec<FilmStep> {
    let k = told.order.len();
    let place = |centroids: &[f64]| {
        let features = centroids.len() / k;
        let mut centres = vec![(0.0, 0.0); k];
        for (centroid, number) in centroids.chunks_exact(features).zip(told.order) {
            centres[*number] = (x.place_centroid(centroid), y.place_centroid(centroid));
        }
        centres
    };
    let mut centres = place(&told.film.first);
    let step = |kind, iteration, labels, centres: &[(f64, f64)], changed, left, text| FilmStep {
        kind,
        iteration,
        labels,
        centres: centres.to_vec(),
        changed,
        left,
        text,
    };
    let mut steps = vec![step(StepKind::Start, 0, None, &centres, 0, None, drawn(told.start, k as u32))];
    let mut left = None;
    for (number, frame) in (0_u32..).zip(&told.film.frames) {
        let (iteration, labels) = (number + 1, Some(number));
        let text = assigned(iteration, frame.changed, frame.labels.len() as u64);
        steps.push(step(StepKind::Assign, iteration, labels, &centres, frame.changed, left, text));
        let inside = if told.total > 0.0 { frame.inertia / told.total } else { 0.0 };
        left = Some(inside);
        if frame.changed == 0 {
            break;
        }
        centres = place(&frame.centroids);
        let text = recomputed(iteration, inside);
        steps.push(step(StepKind::Recompute, iteration, labels, &centres, 0, left, text));
    }
    let iterations = told.film.frames.len() as u32;
    let text = stopped(told.film.settled, iterations, left.unwrap_or_default());
    steps.push(step(StepKind::Stop, iterations, iterations.checked_sub(1), &centres, 0, left, text));
    steps
}

fn drawn(start: Init, k: u32) -> String {
    let how = match start {
        Init::KMeansPlusPlus => "spread out over the customers, each the best of a few candidates",
        Init::PlainKMeansPlusPlus => "spread out over the customers",
        Init::RandomRows => "on customers picked at random",
        Init::DataSpace => {
            "anywhere between the smallest and the largest values, whether or not anybody is there"
        }
        Init::Given => "where the recipe says",
    };
    let centres = segments(k).replace("segment", "centre");
    format!("Start: {centres} drawn {how}. Nobody belongs to a segment yet.")
}

fn assigned(iteration: u32, changed: u64, customers: u64) -> String {
    let who = match changed {
        0 => "nobody changes segment".to_owned(),
        _ if changed == customers => "all of them for the first time".to_owned(),
        1 => "1 changes segment".to_owned(),
        _ => format!("{} change segment", count(changed)),
    };
    format!("Iteration {iteration}, assign: every customer goes to the nearest centre; {who}.")
}

fn recomputed(iteration: u32, inside: f64) -> String {
    format!(
        "Iteration {iteration}, recompute: every centre moves to the mean of its customers. {} of the differences are left inside.",
        per_cent(inside)
    )
}

fn stopped(settled: bool, iterations: u32, inside: f64) -> String {
    let rounds =
        if iterations == 1 { "one iteration".to_owned() } else { format!("{iterations} iterations") };
    if settled {
        return format!(
            "Stop: nobody changes segment any more, so no centre can move. {} took it to {} % left inside; another start may end elsewhere.",
            capitalised(&rounds),
            number(100.0 * inside, 1)
        );
    }
    format!(
        "The film ends after {rounds}, before everyone has settled; {} % are left inside.",
        number(100.0 * inside, 1)
    )
}
