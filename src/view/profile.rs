//! The tables behind the cards: every column over every segment, what made the difference, what customers are worth.

use super::card::{
    Cell, ColumnProfile, CustomerView, DriverView, Evidence, LevelProfile, LevelShare, LorenzPoint, NameWord,
    NumberSummary, SegmentValue, ValueView,
};
use crate::features::{Levels, Prepared};
use crate::profile::wording::{number, per_cent};
use crate::profile::{ColumnSummary, Example, Measure, Profile, Summary, Word};
use crate::recipe::{Recipe, Role};
use crate::table::{Column, Table};

/// Every column: features by η², then descriptors and sums.
pub(super) fn profile_view(profile: &Profile) -> Vec<ColumnProfile> {
    let drivers = profile.drivers();
    let others = (0..profile.columns.len()).filter(|column| !drivers.contains(column));
    drivers.iter().copied().chain(others).map(|column| column_profile(profile, column)).collect()
}

fn column_profile(profile: &Profile, index: usize) -> ColumnProfile {
    let column = &profile.columns[index];
    let measures: Vec<&Measure> =
        profile.measures.iter().filter(|measure| measure.profile == index).collect();
    let of = |j: usize, summary: &Summary| {
        let measure = measures.first();
        NumberSummary {
            apart: measure.map_or(0.0, |measure| measure.apart[j]),
            v_test: measure.and_then(|measure| measure.v_test[j]),
            q: measure.and_then(|measure| measure.q[j]),
            ..summary_view(summary)
        }
    };
    ColumnProfile {
        column: column.column.clone(),
        role: column.role,
        meaning: column.subject.meaning,
        eta_squared: column.eta_squared,
        decimals: measures.first().map_or(0, |measure| measure.decimals),
        everyone: column.everyone.as_ref().map(summary_view),
        segments: column.segments.iter().enumerate().map(|(j, summary)| of(j, summary)).collect(),
        levels: column
            .levels
            .iter()
            .zip(measures)
            .map(|(level, measure)| LevelProfile {
                level: level.level.clone(),
                count: level.count(),
                share: measure.average,
                segments: (0..level.counts.len())
                    .map(|j| LevelShare {
                        count: level.counts[j],
                        share: measure.means[j],
                        lift: measure.lift[j],
                        v_test: measure.v_test[j],
                        q: measure.q[j],
                    })
                    .collect(),
            })
            .collect(),
    }
}

fn summary_view(summary: &Summary) -> NumberSummary {
    NumberSummary {
        count: summary.count,
        missing: summary.missing,
        mean: summary.mean,
        low: summary.interval.map(|(low, _)| low),
        high: summary.interval.map(|(_, high)| high),
        deviation: summary.deviation,
        first_quartile: summary.quartiles.map(|[first, ..]| first),
        median: summary.quartiles.map(|[_, median, _]| median),
        third_quartile: summary.quartiles.map(|[.., third]| third),
        apart: 0.0,
        v_test: None,
        q: None,
    }
}

/// Features by how much of their differences lies between segments; nothing for one segment.
pub(super) fn drivers_view(profile: &Profile) -> Vec<DriverView> {
    if profile.segments.len() < 2 {
        return Vec::new();
    }
    profile.drivers().into_iter().map(|index| driver(&profile.columns[index])).collect()
}

fn driver(column: &ColumnSummary) -> DriverView {
    let share = per_cent(column.eta_squared);
    let text = match column.without {
        Some(without) => format!(
            "{share} of its differences lie between the segments. Without it, assigned to the same centres, customers agree with the segments shown by {} (adjusted Rand index; 1 is all).",
            number(without, 2)
        ),
        None => format!("{share} of its differences lie between the segments. It is the only column used."),
    };
    DriverView {
        column: column.column.clone(),
        eta_squared: column.eta_squared,
        without: column.without,
        text,
    }
}

/// What customers are worth, where a column tells.
pub(super) fn value_view(profile: &Profile, table: &Table) -> Option<ValueView> {
    let worth = profile.worth.as_ref()?;
    let column = &profile.columns[worth.column];
    let words = &column.subject.words;
    let text = match &worth.lorenz {
        Some(lorenz) => {
            format!("The fifth of customers worth most bring {} of all {words}.", per_cent(lorenz.top_fifth))
        }
        None => format!("Some {words} is negative, so no shares are given."),
    };
    let points = worth.lorenz.iter().flat_map(|lorenz| &lorenz.points);
    Some(ValueView {
        column: column.column.clone(),
        columns: column.sources.iter().map(|&index| table.columns[index].name.clone()).collect(),
        total: worth.total,
        gini: worth.lorenz.as_ref().map(|lorenz| lorenz.gini),
        lorenz: points.map(|&(customers, value)| LorenzPoint { customers, value }).collect(),
        text,
    })
}

/// What segment `j` is worth.
pub(super) fn segment_value(profile: &Profile, j: usize) -> Option<SegmentValue> {
    let worth = profile.worth.as_ref()?;
    let summary = &profile.columns[worth.column].segments[j];
    Some(SegmentValue {
        total: worth.totals[j],
        share: worth.lorenz.is_some().then(|| worth.totals[j] / worth.total),
        mean: summary.mean?,
        low: summary.interval.map(|(low, _)| low),
        high: summary.interval.map(|(_, high)| high),
    })
}

/// A word of the name of segment `j` with its numbers.
pub(super) fn word_view(word: &Word, profile: &Profile, j: usize) -> NameWord {
    let evidence = |m: &usize| {
        let measure = &profile.measures[*m];
        Evidence {
            column: measure.column.clone(),
            level: measure.level.clone(),
            value: measure.means[j].unwrap_or(measure.average),
            average: measure.average,
            apart: measure.apart[j],
        }
    };
    NameWord {
        text: word.text.clone(),
        reason: word.reason.clone(),
        evidence: word.measures.iter().map(evidence).collect(),
    }
}

/// The columns that single customers are told in: what is used and what describes, never what identifies.
pub(super) struct Told<'a> {
    prepared: &'a Prepared,
    columns: Vec<(&'a Column, Option<Levels>)>,
}

impl<'a> Told<'a> {
    pub(super) fn new(table: &'a Table, recipe: &Recipe, prepared: &'a Prepared, profile: &Profile) -> Self {
        let shown = |column: &&Column| {
            let role = recipe.column(&column.name).map(|entry| entry.role);
            column.identifying.is_none()
                && matches!(role, Some(Role::Feature | Role::Descriptor))
                && profile.columns.iter().any(|told| told.column == column.name)
        };
        let levels =
            |column: &Column| recipe.column(&column.name).and_then(|entry| Levels::of(column, entry));
        let columns = table.columns.iter().filter(shown).map(|column| (column, levels(column))).collect();
        Self { prepared, columns }
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.columns.iter().map(|(column, _)| column.name.clone()).collect()
    }

    pub(super) fn customers(&self, examples: &[Example]) -> Vec<CustomerView> {
        examples.iter().map(|example| self.customer(example)).collect()
    }

    fn customer(&self, example: &Example) -> CustomerView {
        let row = self.prepared.rows.row(example.observation);
        let cell = |(column, levels): &(&Column, Option<Levels>)| match levels {
            Some(levels) => levels
                .at(column, row)
                .map_or(Cell::Gap(()), |level| Cell::Level(levels.labels()[level].clone())),
            None => match column.number(row) {
                x if x.is_nan() => Cell::Gap(()),
                x => Cell::Number(x),
            },
        };
        CustomerView {
            row: row as u64,
            distance: example.distance,
            next: example.next.map(|next| next as u32 + 1),
            margin: example.margin,
            values: self.columns.iter().map(cell).collect(),
        }
    }
}
