//! A film of k-means drawn up for the page: the customers in it, their places on the map, its labels as bytes.

use super::axes::{Placer, default_axes};
use super::film::{FilmView, Told, steps};
use super::map::extremes;
use super::{Axis, AxisView};
use crate::features::Prepared;
use crate::kmeans::{Film, Init, Options, film};
use crate::profile::wording::count;
use crate::projection::Projection;
use crate::table::Table;

/// Customers in a film at most.
const MOST_ROWS: usize = 2_000;

/// Multiplications of one iteration at most: a film is made in one go.
const WORK: usize = 1_000_000;

/// Segments in a film at most; more could not be followed by eye.
const MOST_SEGMENTS: u32 = 40;

/// Iterations in a film at most.
const MOST_ITERATIONS: u32 = 60;

/// What a film is made of.
#[derive(Debug, Clone, Copy)]
pub struct Reel<'a> {
    /// The table.
    pub table: &'a Table,
    /// The table prepared.
    pub prepared: &'a Prepared,
    /// Principal components of the prepared features.
    pub projection: &'a Projection,
    /// Axes of the map; `None`: the default ones.
    pub axes: Option<&'a (Axis, Axis)>,
    /// Whether the result is one of plain k-means in the prepared features.
    pub plain: bool,
    /// Number of segments.
    pub k: u32,
    /// How the first centres are drawn.
    pub start: Init,
    /// Seed.
    pub seed: u64,
    /// Which draw, from 0.
    pub draw: u32,
}

/// The film of a start and the bytes beside it, see [`FilmView`]. Made on evenly spread customers if there are many; without steps if it
/// cannot be shown.
pub fn watch(reel: &Reel<'_>) -> (FilmView, Vec<u8>) {
    let matrix = &reel.prepared.matrix;
    let all = matrix.observations();
    let rows = rows(all, reel.k as usize * matrix.features(), reel.k as usize);
    let some = matrix.picked(&rows, Vec::new());
    let (start, seed) = (reel.start, reel.seed);
    let options = Options {
        k: reel.k,
        init: start,
        tolerance: 0.0,
        max_iterations: MOST_ITERATIONS,
        swaps: 0,
        seed,
        start: reel.draw,
    };
    let made = if !reel.plain || reel.k > MOST_SEGMENTS || reel.k < 2 || start == Init::Given {
        None
    } else {
        film(&some, options).ok()
    };
    let text = match &made {
        None if !reel.plain => {
            "There is nothing to watch: a film shows plain k-means, and the recipe asks for a variant of it."
                .to_owned()
        }
        None => format!(
            "There is nothing to watch: a film has 2 to {MOST_SEGMENTS} segments, and a start that is drawn."
        ),
        Some(_) if rows.len() == all => "Every customer is in it.".to_owned(),
        Some(_) => format!(
            "{} of {} customers are in it, evenly spread over the file.",
            count(rows.len() as u64),
            count(all as u64)
        ),
    };
    let film = made.unwrap_or(Film { first: Vec::new(), frames: Vec::new(), settled: true });
    let placer = |axis: &Axis| Placer::new(axis, reel.table, reel.prepared, reel.projection);
    let chosen = reel.axes.filter(|(x, y)| placer(x).is_some() && placer(y).is_some());
    let (x_axis, y_axis) = chosen.cloned().unwrap_or_else(|| default_axes(reel.prepared));
    let (x, y) =
        (placer(&x_axis).expect("checked, or a default"), placer(&y_axis).expect("checked, or a default"));
    let order = by_size(&film, reel.k as usize);
    let told = Told { film: &film, start, total: some.total_inertia(), order: &order };
    let steps = if film.frames.is_empty() { Vec::new() } else { steps(&told, (&x, &y)) };
    let places =
        |placer: &Placer<'_>| rows.iter().map(|row| placer.place(*row as usize)).collect::<Vec<f64>>();
    let (xs, ys) = (places(&x), places(&y));
    let axis = |placer: &Placer<'_>, axis, values: &[f64], of: fn(&(f64, f64)) -> f64| -> AxisView {
        let centres = steps.iter().flat_map(|step| &step.centres).map(of);
        let (low, high) = extremes(&values.iter().copied().chain(centres).collect::<Vec<f64>>());
        placer.view(axis, low, high)
    };
    let view = FilmView {
        start,
        draw: reel.draw,
        k: reel.k,
        shown: rows.len() as u32,
        of: all as u64,
        labelings: film.frames.len() as u32,
        x: axis(&x, x_axis, &xs, |centre| centre.0),
        y: axis(&y, y_axis, &ys, |centre| centre.1),
        steps,
        text,
    };
    (view, bytes(&xs, &ys, &film, &order))
}

/// The customers in the film: all, or evenly spread ones, at least ten for each segment. `each`: multiplications a customer takes.
fn rows(all: usize, each: usize, k: usize) -> Vec<u32> {
    let most = (WORK / each.max(1)).min(MOST_ROWS).max(10 * k);
    (0..all as u32).step_by(all.div_ceil(most)).collect()
}

/// The number that each cluster gets: by size at the end, largest first, as the segments of a result are numbered.
fn by_size(film: &Film, k: usize) -> Vec<usize> {
    let mut sizes = vec![0; k];
    film.frames
        .last()
        .iter()
        .flat_map(|frame| &frame.labels)
        .for_each(|label| sizes[usize::from(*label)] += 1);
    let mut clusters: Vec<usize> = (0..k).collect();
    clusters.sort_by_key(|cluster| std::cmp::Reverse(sizes[*cluster]));
    let mut order = vec![0; k];
    clusters.into_iter().enumerate().for_each(|(number, cluster)| order[cluster] = number);
    order
}

fn bytes(xs: &[f64], ys: &[f64], film: &Film, order: &[usize]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(xs.len() * (8 + 2 * film.frames.len()));
    for value in xs.iter().chain(ys) {
        bytes.extend_from_slice(&(*value as f32).clamp(f32::MIN, f32::MAX).to_le_bytes());
    }
    for label in film.frames.iter().flat_map(|frame| &frame.labels) {
        bytes.extend_from_slice(&(order[usize::from(*label)] as u16).to_le_bytes());
    }
    bytes
}
