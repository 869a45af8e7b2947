//! The nearest of known centroids for the rows of a table that may be another one: how names find their segments in a new file.

use crate::features::{Feature, Levels, Part};
use crate::recipe::{ColumnRecipe, Recipe};
use crate::table::{Column, Table};

/// Centroids with the features they were found in.
#[derive(Debug, Clone)]
pub struct Model {
    features: Vec<Feature>,
    columns: Vec<ColumnRecipe>,
    centroids: Vec<f64>,
}

/// A model applied to one table.
#[derive(Debug)]
pub struct Scorer<'a> {
    model: &'a Model,
    /// For each feature its column, with the levels if it is a category.
    sources: Vec<(&'a Column, Option<Levels>)>,
}

impl Model {
    /// Centroids in the order of the segments, one number a feature.
    pub fn new(features: &[Feature], recipe: &Recipe, centroids: &[f64]) -> Self {
        Self {
            features: features.to_vec(),
            columns: recipe.features().cloned().collect(),
            centroids: centroids.to_vec(),
        }
    }

    /// Bytes from which [`Model::from_bytes`] makes the same model.
    pub fn to_bytes(&self) -> Vec<u8> {
        // A recipe's columns leave out what is as usual, which only a form with names can.
        let columns = serde_json::to_string(&self.columns).expect("a recipe is plain data");
        postcard::to_allocvec(&(&self.features, columns, &self.centroids)).expect("a model is plain data")
    }

    /// The model of these bytes; `None` if they are not of this version's making.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (features, columns, centroids): (Vec<Feature>, String, Vec<f64>) =
            postcard::from_bytes(bytes).ok()?;
        Some(Self { features, columns: serde_json::from_str(&columns).ok()?, centroids })
    }

    /// Applies it to `table`; `None` if a column it needs is missing or of another kind, or holds several values a cell.
    pub fn on<'a>(&'a self, table: &'a Table) -> Option<Scorer<'a>> {
        let source = |feature: &Feature| {
            let entry = self.columns.iter().find(|entry| entry.name == feature.name)?;
            let column = &table.columns[table.position(&feature.name)?];
            let levels = Levels::of(column, entry);
            let numbers = matches!(feature.part, Part::Number);
            let fits = if numbers { column.numbers().next().is_some() } else { levels.is_some() };
            let gaps = feature.part == Part::Gap;
            ((fits || gaps) && entry.separator.is_empty()).then_some((column, levels))
        };
        let sources = self.features.iter().map(source).collect::<Option<Vec<_>>>()?;
        Some(Scorer { model: self, sources })
    }
}

impl Scorer<'_> {
    /// The nearest segment of `row`, ties to the first; `None` where a gap leaves the row without a segment.
    pub fn nearest(&self, row: usize) -> Option<usize> {
        let features = &self.model.features;
        let values: Vec<f64> = (0..features.len()).map(|f| self.value(f, row)).collect();
        if values.iter().any(|x| x.is_nan()) {
            return None;
        }
        let mut best = (0, f64::INFINITY);
        for (j, centroid) in self.model.centroids.chunks_exact(features.len()).enumerate() {
            let squared = values.iter().zip(centroid).map(|(x, c)| (x - c) * (x - c)).sum();
            if squared < best.1 {
                best = (j, squared);
            }
        }
        Some(best.0)
    }

    /// The prepared value of feature `f`.
    fn value(&self, f: usize, row: usize) -> f64 {
        let feature = &self.model.features[f];
        let (column, levels) = &self.sources[f];
        let level =
            levels.as_ref().and_then(|levels| levels.at(column, row).map(|at| levels.labels()[at].as_str()));
        let share = |holds: bool| f64::from(u8::from(holds));
        let x = match &feature.part {
            Part::Number => column.number(row),
            Part::Order => {
                let order = &self.model.columns.iter().find(|entry| entry.name == feature.name);
                let place =
                    order.and_then(|entry| entry.order.iter().position(|own| Some(own.as_str()) == level));
                place.map_or(f64::NAN, |place| place as f64 + 1.0)
            }
            Part::Gap => share(level.is_none() && column.number(row).is_nan()),
            Part::Level { label } => share(level.is_some_and(|level| self.is_level(f, label, level))),
        };
        feature.prepare(x)
    }

    /// Whether `level` counts for the feature of `label`: it is that level, or one of the others where the feature stands for them.
    fn is_level(&self, f: usize, label: &str, level: &str) -> bool {
        let features = &self.model.features;
        let own = |feature: &Feature, level: &str| {
            feature.name == features[f].name
                && matches!(&feature.part, Part::Level { label } if label == level)
        };
        let last = features.get(f + 1).is_none_or(|next| next.name != features[f].name);
        label == level || (last && !features.iter().any(|feature| own(feature, level)))
    }
}
