//! What can be asked, and what the customers of the sample would answer.

use super::ask::Question;
use super::shelf::Shelf;
use super::threshold::between;
use crate::features::{Codebook, Levels, Part, Prepared};
use crate::kmeans::Fit;
use crate::recipe::Recipe;
use crate::table::Table;

/// Observations the tree is built on, at most: evenly spread ones of a longer table.
const MOST: usize = 16_384;

/// The same, counted in prepared values for each centroid, so that a table of hundreds of features takes no longer; but always
/// at least [`LEAST`] observations.
const WORK: usize = 1 << 25;
const LEAST: usize = 2_048;

/// Levels a question lists at most, counting the shorter of those it is about and the others.
pub(super) const LISTED: usize = 40;

/// Characters of a level in a question, at most: spreadsheets take texts of up to 255.
const LEVEL: usize = 200;

/// A sample of the observations, with what the tree is grown from.
#[derive(Debug)]
pub(super) struct Sample {
    /// Observations.
    pub(super) observations: Vec<usize>,
    /// Clusters.
    pub(super) k: usize,
    /// Their cluster.
    pub(super) labels: Vec<usize>,
    /// Squared distance of each to each centroid, row-major.
    pub(super) distances: Vec<f64>,
    /// Prepared values, row-major.
    points: Vec<f32>,
    /// Centroids, row-major.
    centroids: Vec<f64>,
    features: usize,
}

impl Sample {
    pub(super) fn new(prepared: &Prepared, fit: &Fit) -> Self {
        let matrix = &prepared.matrix;
        let (n, k, features) = (matrix.observations(), fit.k(), matrix.features());
        let take = n.min(MOST).min((WORK / (k * features)).max(LEAST));
        let observations: Vec<usize> =
            (0..take).map(|i| (i as u64 * n as u64 / take as u64) as usize).collect();
        let labels = observations.iter().map(|observation| usize::from(fit.labels[*observation])).collect();
        let (mut points, mut distances) = (Vec::with_capacity(take * features), Vec::with_capacity(take * k));
        for observation in &observations {
            points.extend(matrix.values(*observation));
            for centroid in fit.centroids.chunks_exact(features) {
                let square = |(x, c): (f32, &f64)| (f64::from(x) - c) * (f64::from(x) - c);
                distances.push(matrix.values(*observation).zip(centroid).map(square).sum());
            }
        }
        Self { observations, k, labels, distances, points, centroids: fit.centroids.clone(), features }
    }

    /// The squared distances of a point of the sample to the centroids.
    pub(super) fn costs(&self, point: usize) -> &[f64] {
        &self.distances[point * self.k..(point + 1) * self.k]
    }

    /// Where a point of the sample lies along a source's feature, prepared.
    pub(super) fn prepared(&self, source: &Source, point: u32) -> f64 {
        f64::from(self.points[point as usize * self.features + source.feature])
    }

    /// Where centroid `cluster` lies along `feature`, prepared.
    pub(super) fn centroid(&self, cluster: usize, feature: usize) -> f64 {
        self.centroids[cluster * self.features + feature]
    }
}

/// What a feature lets us ask.
#[derive(Debug)]
pub(super) struct Source {
    /// The feature.
    pub(super) feature: usize,
    /// Its column in the table.
    pub(super) column: usize,
    pub(super) values: Values,
}

/// What the points of the sample hold.
#[derive(Debug)]
pub(super) enum Values {
    /// Numbers in original units, the fill value for gaps; and that fill value.
    Numbers(Vec<f64>, f64),
    /// Places in an order, likewise; and the place of each level.
    Places(Vec<f64>, f64, Vec<f64>),
    /// Whether it is one of some levels.
    Members(Vec<bool>, Question, bool),
}

impl Source {
    /// Everything that can be asked about the features, in their order.
    pub(super) fn all(
        (table, shelf): (&Table, &Shelf),
        recipe: &Recipe,
        prepared: &Prepared,
        sample: &Sample,
    ) -> Vec<Self> {
        let features = 0..prepared.features.len();
        features.filter_map(|feature| Self::of(feature, (table, shelf), recipe, prepared, sample)).collect()
    }

    fn of(
        feature: usize,
        (table, shelf): (&Table, &Shelf),
        recipe: &Recipe,
        prepared: &Prepared,
        sample: &Sample,
    ) -> Option<Self> {
        let about = &prepared.features[feature];
        let column = &table.columns[about.column];
        let rows = || sample.observations.iter().map(|observation| prepared.rows.row(*observation));
        let filled = |x: f64| if x.is_nan() { about.fill } else { x };
        let values = match &about.part {
            Part::Number => {
                Values::Numbers(rows().map(|row| filled(column.number(row))).collect(), about.fill)
            }
            Part::Order => {
                let levels = shelf.levels(about.column)?;
                let order = &recipe.column(&column.name)?.order;
                let place = |label: &String| order.iter().position(|known| known == label);
                let places: Vec<f64> = levels
                    .labels()
                    .iter()
                    .map(|label| place(label).map_or(f64::NAN, |at| at as f64 + 1.0))
                    .collect();
                if !listable(levels.labels(), &vec![true; places.len()]) {
                    return None;
                }
                let at = |row| levels.at(column, row).map_or(f64::NAN, |level| places[level]);
                Values::Places(rows().map(|row| filled(at(row))).collect(), about.fill, places)
            }
            Part::Level { label } => {
                let book = prepared.books.iter().find(|book| book.column == about.column)?;
                let levels = shelf.levels(about.column)?;
                let (question, gap) = members(book, feature - book.first, label, levels)?;
                let (Question::OneOf(among) | Question::Holds(_, among)) = &question else { return None };
                let holds =
                    rows().map(|row| levels.at(column, row).map_or(gap, |level| among[level])).collect();
                Values::Members(holds, question, gap)
            }
            Part::Gap => {
                Values::Members(rows().map(|row| column.number(row).is_nan()).collect(), Question::Gap, true)
            }
        };
        Some(Self { feature, column: about.column, values })
    }

    /// The question that parts a value from the next larger one, and the answer for a gap; `None` if no short number lies between.
    pub(super) fn question(&self, low: f64, high: f64) -> Option<(Question, bool)> {
        let threshold = between(low, high)?;
        match &self.values {
            Values::Numbers(_, fill) => Some((Question::AtMost(threshold), *fill <= threshold)),
            Values::Places(_, fill, places) => Some((
                Question::OneOf(places.iter().map(|place| *place <= threshold).collect()),
                *fill <= threshold,
            )),
            Values::Members(..) => None,
        }
    }
}

/// The question whether a cell belongs to a feature of a category, and the answer for a gap.
fn members(book: &Codebook, feature: usize, label: &str, levels: &Levels) -> Option<(Question, bool)> {
    let among: Vec<bool> = levels.labels().iter().map(|level| book.holds(Some(level), feature)).collect();
    let gap = book.holds(None, feature);
    if !listable(levels.labels(), &among) {
        return None;
    }
    let one = among.iter().filter(|held| **held).count() > 0 && !book.separator.is_empty();
    let question = if one { Question::Holds(label.to_owned(), among) } else { Question::OneOf(among) };
    Some((question, gap))
}

/// Whether a question about these levels can be written down.
fn listable(labels: &[String], among: &[bool]) -> bool {
    let inside = among.iter().filter(|held| **held).count();
    let short = |label: &String| label.chars().count() <= LEVEL;
    inside.min(among.len() - inside) <= LISTED && labels.iter().all(short)
}
