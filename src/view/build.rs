//! Everything the result page shows, put together.

use super::elbow::elbow_checked;
use super::lopsided::{Lopsided, lopsided};
use super::map::map;
use super::notes::clustering_notes;
use super::offer::offers;
use super::profile::{Told, drivers_view, profile_view, segment_value, value_view, word_view};
use super::related::{related_notes, related_view};
use super::repeats::Repeats;
use super::rules::{rule_view, rules_view};
use super::spread::spread_views;
use super::trust::{Checks, trust_view};
use super::unusual::unusual_view;
use super::{Axis, MeasureView, PlayView, ReadingView, SegmentView, TraitView, View};
use crate::choose::Sweep;
use crate::features::Prepared;
use crate::kmeans::Fit;
use crate::note::Note;
use crate::plays::{Play, plays};
use crate::profile::wording::{capitalised, count_word, segments};
use crate::profile::{Measure, Profile, Segment, Trait};
use crate::projection::{Moments, Projection};
use crate::recipe::Recipe;
use crate::rules::Rules;
use crate::spread::Spread;
use crate::table::Table;

/// A feature with less of its variance between segments divides nobody.
const DIVIDES: f64 = 0.1;

/// What a view is built from.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// What was read, see [`reading_view`](super::reading_view).
    pub reading: &'a ReadingView,
    /// Findings of reading; those of preparation and clustering are added.
    pub notes: &'a [Note],
    /// The recipe carried out.
    pub recipe: &'a Recipe,
    /// The table.
    pub table: &'a Table,
    /// The table prepared by the recipe: the customers in segments.
    pub prepared: &'a Prepared,
    /// The fit described, one of these customers.
    pub fit: &'a Fit,
    /// All customers prepared, and those of them who are set aside, ascending.
    pub aside: (&'a Prepared, &'a [u32]),
    /// The finished sweep.
    pub sweep: &'a Sweep,
    /// Sums of squares and products of the prepared features.
    pub moments: &'a Moments,
    /// Principal components of the prepared features.
    pub projection: &'a Projection,
    /// The profile of the fit that is shown, one of the sweep's.
    pub profile: &'a Profile,
    /// Its rules; `None` where segments have no bounds in single columns.
    pub rules: Option<&'a Rules>,
    /// How its columns are spread.
    pub spreads: &'a [Spread],
    /// What the checks have found.
    pub checks: Checks<'a>,
}

/// The view of `parts` and the bytes of its map's points. `axes` that are `None`, or that
/// [`check_axes`](super::check_axes) refuses, become the default ones.
///
/// # Panics
/// If the sweep has no fit with as many segments as the profile.
pub fn build(parts: &Parts<'_>, axes: Option<(Axis, Axis)>) -> (View, Vec<u8>) {
    let Parts { profile, prepared, sweep, .. } = *parts;
    let k = profile.segments.len() as u32;
    let best = sweep.best(k).expect("a profile is made of a fit of the sweep");
    let map = map(parts, axes);
    let told = Told::new(parts.table, parts.recipe, prepared, profile);
    let elbow = elbow_checked(sweep, k, parts.checks);
    let mut notes = parts.notes.to_vec();
    notes.extend_from_slice(&prepared.notes);
    notes.extend(clustering_notes(parts.recipe, sweep, best));
    let lopsided = lopsided(profile, prepared, parts.table);
    notes.extend(lopsided.as_ref().map(Lopsided::note));
    let repeats = Repeats::of(parts.table);
    notes.extend(repeats.as_ref().map(Repeats::note));
    let related = related_view(prepared, parts.moments);
    notes.extend(related_notes(&related));
    let view = View {
        reading: parts.reading.clone(),
        k,
        recommended_k: elbow.knee,
        headline: headline(k),
        lead: lead(profile, elbow.knee),
        caution: repeats.as_ref().map(Repeats::sentence),
        rows_used: profile.customers,
        gaps_filled: prepared.features.iter().map(|feature| feature.filled).sum(),
        features: columns_used(prepared),
        elbow,
        trust: trust_view(sweep, k, parts.checks),
        segments: profile
            .segments
            .iter()
            .zip(map.centroids)
            .enumerate()
            .map(|(j, (segment, place))| segment_view(j, segment, parts, place, &told))
            .collect(),
        measures: profile.measures.iter().filter(|measure| measure.shown).map(measure_view).collect(),
        profile: profile_view(profile),
        drivers: drivers_view(profile),
        value: value_view(profile, parts.table),
        customer_columns: told.names(),
        spreads: spread_views(parts.spreads, parts.table),
        rules: rules_view(parts.rules, !parts.recipe.filters.is_empty()),
        related,
        map: map.view,
        unusual: unusual_view(parts.table, prepared, parts.aside),
        notes,
        offers: offers(lopsided.as_ref(), parts.recipe),
        recipe: parts.recipe.clone(),
    };
    (view, map.points)
}

/// The columns behind the features, each once.
fn columns_used(prepared: &Prepared) -> Vec<String> {
    let mut names: Vec<String> = prepared.features.iter().map(|feature| feature.name.clone()).collect();
    names.dedup();
    names
}

/// What is said before anything is checked: that there are kinds of customers is for the verdict to say.
fn headline(k: u32) -> String {
    let segments = if k == 1 { "segment" } else { "segments" };
    format!("{} {segments}", capitalised(&count_word(k)))
}

/// One sentence: without an elbow that there is none; what divides the customers most; the largest segment.
fn lead(profile: &Profile, knee: Option<u32>) -> String {
    let k = profile.segments.len() as u32;
    let Some(largest) = profile.segments.first().filter(|_| k > 1) else {
        return "Everyone together: what is below are averages over all customers.".to_owned();
    };
    let mut dividing: Vec<&str> = Vec::new();
    for column in profile.drivers().into_iter().map(|column| &profile.columns[column]) {
        let words = column.subject.words.as_str();
        if column.eta_squared >= DIVIDES && !dividing.contains(&words) && dividing.len() < 2 {
            dividing.push(words);
        }
    }
    let divided = if dividing.is_empty() {
        "customers differ little in any single feature".to_owned()
    } else {
        format!("customers differ most in {}", dividing.join(" and "))
    };
    let share = format!("the largest segment, “{}”, holds {} % of all.", largest.name, largest.percent);
    match knee {
        Some(_) => format!("{}; {share}", capitalised(&divided)),
        None => format!("No clear elbow, {} shown: {divided}; {share}", segments(k)),
    }
}

fn segment_view(
    j: usize,
    segment: &Segment,
    parts: &Parts<'_>,
    (x, y): (f64, f64),
    told: &Told<'_>,
) -> SegmentView {
    let profile = parts.profile;
    SegmentView {
        number: j as u32 + 1,
        letter: segment.letter.clone(),
        name: segment.name.clone(),
        own_name: segment.own_name.clone(),
        renamed: segment.renamed,
        words: segment.words.iter().map(|word| word_view(word, profile, j)).collect(),
        short_name: segment.short_name.clone(),
        size: segment.size,
        share: segment.share,
        percent: segment.percent,
        value: segment_value(profile, j),
        sentences: segment.sentences.clone(),
        traits: segment.traits.iter().map(|t| trait_view(t, profile, j)).collect(),
        plays: plays(profile, j).into_iter().map(play_view).collect(),
        typical: told.customers(&segment.typical),
        borderline: told.customers(&segment.borderline),
        rule: parts.rules.map_or_else(Default::default, |rules| rule_view(&rules.segments[j])),
        x,
        y,
    }
}

fn play_view(play: Play) -> PlayView {
    PlayView {
        id: play.row.id.to_owned(),
        kind: play.row.kind,
        title: play.title,
        text: play.text,
        reason: play.reason,
        measure: play.row.measure.to_owned(),
    }
}

fn trait_view(found: &Trait, profile: &Profile, j: usize) -> TraitView {
    let measure = &profile.measures[found.measure];
    let summary = profile.columns[measure.profile].segments.get(j);
    let interval = summary.and_then(|summary| summary.interval);
    TraitView {
        column: measure.column.clone(),
        level: measure.level.clone(),
        role: measure.role,
        meaning: measure.subject.meaning,
        mean: measure.means[j].unwrap_or(measure.average),
        low: interval.map(|(low, _)| low),
        high: interval.map(|(_, high)| high),
        median: summary.and_then(|summary| summary.quartiles).map(|[_, median, _]| median),
        average: measure.average,
        z: found.z,
        apart: measure.apart[j],
        lift: measure.lift[j],
        v_test: measure.v_test[j],
        q: measure.q[j],
        text: found.text.clone(),
    }
}

fn measure_view(measure: &Measure) -> MeasureView {
    MeasureView {
        column: measure.column.clone(),
        role: measure.role,
        level: measure.level.clone(),
        average: measure.average,
        means: measure.means.clone(),
        z: measure.z.clone(),
        decimals: measure.decimals,
        years: measure.years(),
    }
}
