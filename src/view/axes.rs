//! What the axes of the map can show, and where they place a customer.

use super::{Axis, AxisView};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Feature, Part, Prepared};
use crate::meaning::Meaning;
use crate::profile::Subject;
use crate::profile::wording::{capitalised, may_be_years};
use crate::projection::Projection;
use crate::recipe::Transform;
use crate::table::Table;

/// A second feature is named at an axis end if its loading has at least this share of the first one's size.
const ALSO_NAMED: f64 = 0.5;

/// Every axis that can be shown: the principal components (two, or one for a single feature), then the features.
pub(super) fn choices(prepared: &Prepared) -> Vec<Axis> {
    let components = prepared.features.len().min(2) as u32;
    let columns = prepared
        .features
        .iter()
        .filter(|feature| feature.part == Part::Number)
        .map(|feature| Axis::Column { name: feature.name.clone() });
    (1..=components).map(|number| Axis::Component { number }).chain(columns).collect()
}

/// The axes shown when nobody has chosen any. Two untransformed features are shown as they are, which loses nothing and reads
/// best; a single one against nothing; anything else in its two principal components.
pub(super) fn default_axes(prepared: &Prepared) -> (Axis, Axis) {
    let column = |feature: &Feature| Axis::Column { name: feature.name.clone() };
    match prepared.features.as_slice() {
        [only] if only.part == Part::Number => (column(only), Axis::Component { number: 2 }),
        [x, y] if [x, y].iter().all(|feature| is_plain(feature)) => (column(x), column(y)),
        _ => (Axis::Component { number: 1 }, Axis::Component { number: 2 }),
    }
}

/// Whether a feature is the numbers of its column as they are.
fn is_plain(feature: &Feature) -> bool {
    feature.part == Part::Number && feature.transform == Transform::None && feature.fences.is_none()
}

/// The feature that is the numbers of the column `name`.
fn number(prepared: &Prepared, name: &str) -> Option<usize> {
    prepared.features.iter().position(|feature| feature.part == Part::Number && feature.name == name)
}

/// Checks that the map can show `axis`.
///
/// # Errors
/// [`ErrorKind::Option`] if it names no feature, or a component other than 1 and 2.
pub fn check_axes(prepared: &Prepared, axes: &[Axis]) -> Result<()> {
    for axis in axes {
        let known = match axis {
            Axis::Component { number } => matches!(number, 1 | 2),
            Axis::Column { name } => number(prepared, name).is_some(),
        };
        if !known {
            let what = match axis {
                Axis::Component { number } => format!("there is no component {number}"),
                Axis::Column { name } => format!("{name:?} is not used to tell customers apart"),
            };
            return Err(Error::new(
                ErrorKind::Option,
                "axes of the map",
                what,
                "Choose one of the axes offered.",
            ));
        }
    }
    Ok(())
}

/// Places customers along one axis.
pub(super) struct Placer<'a> {
    source: Source<'a>,
    table: &'a Table,
    prepared: &'a Prepared,
    projection: &'a Projection,
}

enum Source<'a> {
    Component(usize),
    Column(usize, &'a Feature),
}

impl<'a> Placer<'a> {
    /// `None` for an axis [`check_axes`] refuses.
    pub(super) fn new(
        axis: &Axis,
        table: &'a Table,
        prepared: &'a Prepared,
        projection: &'a Projection,
    ) -> Option<Self> {
        let source = match axis {
            Axis::Component { number: number @ (1 | 2) } => Source::Component(*number as usize - 1),
            Axis::Component { .. } => return None,
            Axis::Column { name } => {
                let index = number(prepared, name)?;
                Source::Column(index, &prepared.features[index])
            }
        };
        Some(Self { source, table, prepared, projection })
    }

    /// Where `observation` lies: along the component, or the value of the column, a gap being where it was filled.
    pub(super) fn place(&self, observation: usize) -> f64 {
        match self.source {
            Source::Component(component) => {
                self.projection.place(&self.prepared.matrix.row(observation))[component]
            }
            Source::Column(_, feature) => {
                let x = self.table.columns[feature.column].number(self.prepared.rows.row(observation));
                if x.is_nan() { feature.fill } else { x }
            }
        }
    }

    /// Where a centroid lies.
    pub(super) fn place_centroid(&self, centroid: &[f64]) -> f64 {
        match self.source {
            Source::Component(component) => {
                let row: Vec<f32> = centroid.iter().map(|x| *x as f32).collect();
                self.projection.place(&row)[component]
            }
            Source::Column(index, feature) => feature.invert(centroid[index]),
        }
    }

    /// The axis ready to draw, from `min` to `max`.
    pub(super) fn view(&self, axis: Axis, min: f64, max: f64) -> AxisView {
        let (low, high, share) = match self.source {
            Source::Column(_, feature) => (String::new(), feature.name.clone(), None),
            Source::Component(component) => {
                let loadings = &self.projection.loadings[component];
                let (low, high) = ends(loadings, self.prepared, self.table);
                (low, high, Some(self.projection.shares[component]))
            }
        };
        let years = matches!(axis, Axis::Column { .. }) && may_be_years(min, max);
        AxisView { axis, low, high, share, min, max, years }
    }
}

/// Words at the low and high end of a component: its strongest feature, and the second if it weighs at least half as much.
fn ends(loadings: &[f64], prepared: &Prepared, table: &Table) -> (String, String) {
    let mut order: Vec<usize> = (0..loadings.len()).filter(|&f| loadings[f] != 0.0).collect();
    order.sort_by(|&a, &b| loadings[b].abs().total_cmp(&loadings[a].abs()).then(a.cmp(&b)));
    let Some(&lead) = order.first() else { return (String::new(), String::new()) };
    let named = order.iter().take(2).filter(|&&f| loadings[f].abs() >= ALSO_NAMED * loadings[lead].abs());
    let (mut low, mut high) = (Vec::new(), Vec::new());
    for &feature in named {
        let (less, more) = less_and_more(&prepared.features[feature], table);
        let (at_low, at_high) = if loadings[feature] > 0.0 { (less, more) } else { (more, less) };
        if !high.contains(&at_high) {
            low.push(at_low);
            high.push(at_high);
        }
    }
    (capitalised(&low.join(", ")), capitalised(&high.join(", ")))
}

/// What it means to have little of a feature, and much: for a level, whether it is often met.
fn less_and_more(feature: &Feature, table: &Table) -> (String, String) {
    let subject = Subject::of(&table.columns[feature.column], None);
    match &feature.part {
        Part::Number | Part::Order => (less_or_more(&subject, false), less_or_more(&subject, true)),
        Part::Level { label } => (format!("less often {label}"), format!("more often {label}")),
        Part::Gap => (format!("{} known", subject.words), format!("{} unknown", subject.words)),
    }
}

/// "spend more", "younger", "higher credit score": where values of the subject are low, or high.
fn less_or_more(subject: &Subject, high: bool) -> String {
    let (less, more) = match subject.meaning {
        Meaning::Recency => ("seen lately", "away for long"),
        Meaning::Frequency => ("order rarely", "order often"),
        Meaning::Income => ("earn less", "earn more"),
        Meaning::Spend => ("spend less", "spend more"),
        Meaning::Discount => ("less discount", "more discount"),
        Meaning::Tenure | Meaning::Since => ("newer", "longer with you"),
        Meaning::Age | Meaning::BirthYear => ("younger", "older"),
        _ => {
            let (less, more) = match subject {
                Subject { dated: true, .. } => ("more recent", "earlier"),
                Subject { counts: true, .. } => ("fewer", "more"),
                _ => ("lower", "higher"),
            };
            return format!("{} {}", if high { more } else { less }, subject.words);
        }
    };
    (if high != subject.reversed { more } else { less }).to_owned()
}
