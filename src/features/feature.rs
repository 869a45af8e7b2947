//! One column of the matrix: where it comes from, how it was made, and the way back.

use super::Bend;
use crate::recipe::{Missing, Transform};
use serde::{Deserialize, Serialize};

/// What of its column a feature is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Its numbers.
    Number,
    /// The place of its level in the order given, from 1.
    Order,
    /// The share of one level, or of a group of rare ones: 1 or 0, or between where a cell holds several.
    Level {
        /// The level, or words for the group.
        label: String,
    },
    /// 1 where it has a gap, 0 elsewhere.
    Gap,
}

/// One feature. Its original value is a number of the column, or a share from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// Index of its column in the table.
    pub column: usize,
    /// Name of that column.
    pub name: String,
    /// What of the column it is.
    pub part: Part,
    /// How gaps are treated.
    pub missing: Missing,
    /// What gaps are filled with, original units; NaN if rows with a gap are dropped, or if gaps are a level. Where gaps are left out of
    /// distances, what has the mean of the prepared values: it stands in for them wherever they cannot be left out.
    pub fill: f64,
    /// Gaps filled among the rows used.
    pub filled: u64,
    /// Transform asked for.
    pub transform: Transform,
    /// The transform with what was found for it.
    pub bend: Bend,
    /// The lowest and highest transformed value; what lay outside was moved in. `None` if outliers are kept.
    pub fences: Option<(f64, f64)>,
    /// Values moved in: those that were too low, and those that were too high.
    pub moved: (u64, u64),
    /// Subtracted after the transform.
    pub center: f64,
    /// Divided by afterwards; 1 for a feature that does not vary.
    pub spread: f64,
    /// Multiplied with at the end.
    pub weight: f64,
}

impl Feature {
    /// The prepared value of `x` (original units; NaN is a gap and becomes the prepared fill value).
    pub fn prepare(&self, x: f64) -> f64 {
        let bent = self.bend.apply(if x.is_nan() { self.fill } else { x });
        let inside = self.fences.map_or(bent, |(low, high)| bent.clamp(low, high));
        (inside - self.center) / self.spread * self.weight
    }

    /// The original value whose prepared value is `z`.
    pub fn invert(&self, z: f64) -> f64 {
        self.bend.invert(z / self.weight * self.spread + self.center)
    }

    /// Its name among all features: that of the column, with the level where the column has several.
    pub fn label(&self) -> String {
        match &self.part {
            Part::Number | Part::Order => self.name.clone(),
            Part::Level { label } => format!("{}: {label}", self.name),
            Part::Gap => format!("{}: gap", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preparing_and_inverting_is_the_identity() {
        let feature = Feature {
            column: 0,
            name: "spend".to_owned(),
            part: Part::Number,
            missing: Missing::Median,
            fill: 20.0,
            filled: 0,
            transform: Transform::Log1p,
            bend: Bend::Log1p,
            fences: None,
            moved: (0, 0),
            center: 3.0,
            spread: 0.5,
            weight: 2.0,
        };
        for x in [0.0, 1.0, 20.0, 1e6] {
            let back = feature.invert(feature.prepare(x));
            assert!((back - x).abs() <= 1e-9 * x.max(1.0), "{x} came back as {back}");
        }
        assert_eq!(feature.prepare(f64::NAN), feature.prepare(20.0), "a gap is the fill value");
        let fenced = Feature { fences: Some((0.0, 3.0)), ..feature };
        assert_eq!(fenced.prepare(1e9), fenced.prepare(libm::expm1(3.0)), "what is outside is moved in");
    }
}
