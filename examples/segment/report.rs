//! The result as JSON, as labels and as text. The keys are documented in `docs/segment-json.md`.

use customer_segmentation::features::{Feature, Prepared, Space};
use customer_segmentation::kmeans::Fit;
use customer_segmentation::note::Note;
use customer_segmentation::recipe::{DateQuestion, DecimalMark, Decision, DecisionKey, Role, Setting};
use customer_segmentation::table::ColumnType;
use customer_segmentation::validate::Kind;
use customer_segmentation::view::{
    ColumnProfile, CustomerView, DriverView, NameWord, OfferView, PanelRow, PlayView, ReadingView, RuleView,
    RulesView, SegmentTrust, SegmentValue, SegmentView, TraitView, TrustView, UnusualView, ValueView, View,
    Vote, cards_text,
};
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    file: FileReport<'a>,
    records: u64,
    columns: Vec<Column<'a>>,
    rows_used: u64,
    features: Vec<String>,
    sweep: Vec<Point>,
    recommended_k: Option<u32>,
    recommended: Option<u32>,
    knee: Option<u32>,
    verdict: Option<VerdictReport<'a>>,
    panel: &'a [PanelRow],
    votes: &'a [Vote],
    segments: Vec<SegmentReport<'a>>,
    rules: &'a RulesView,
    profile: &'a [ColumnProfile],
    drivers: &'a [DriverView],
    value: Option<&'a ValueView>,
    customer_columns: &'a [String],
    fit: FitReport,
    unusual: Option<&'a UnusualView>,
    whitened: Option<Whitened>,
    lambda: Option<f64>,
    offers: &'a [OfferView],
    notes: &'a [Note],
}

#[derive(Serialize)]
struct Whitened {
    components: usize,
    kept: f64,
}

#[derive(Serialize)]
struct FileReport<'a> {
    encoding: &'a str,
    delimiter: &'a str,
    quote: &'a str,
    decimal: Option<&'a str>,
    header: bool,
    preamble_lines: u64,
    invalid_bytes: u64,
    ragged_rows: u64,
    decisions: Vec<Told<'a>>,
    questions: &'a [DateQuestion],
}

impl<'a> FileReport<'a> {
    fn of(reading: &'a ReadingView) -> Self {
        let format = &reading.format;
        Self {
            encoding: &format.encoding,
            delimiter: &format.delimiter,
            quote: &format.quote,
            decimal: format.decimal.map(DecimalMark::sign),
            header: format.header,
            preamble_lines: format.preamble_lines,
            invalid_bytes: format.invalid_bytes,
            ragged_rows: format.ragged_rows,
            decisions: Told::all(&reading.decisions),
            questions: &reading.questions,
        }
    }
}

/// A decision without what could be decided instead.
#[derive(Serialize)]
struct Told<'a> {
    key: DecisionKey,
    value: &'a Setting,
    evidence: &'a str,
    given: bool,
}

impl<'a> Told<'a> {
    fn all(decisions: &'a [Decision]) -> Vec<Self> {
        decisions
            .iter()
            .map(|Decision { key, value, evidence, given, .. }| Self {
                key: *key,
                value,
                evidence,
                given: *given,
            })
            .collect()
    }
}

#[derive(Serialize)]
struct VerdictReport<'a> {
    kind: Kind,
    shown: Kind,
    runner_up: Option<u32>,
    reasons: &'a [String],
}

impl<'a> VerdictReport<'a> {
    fn of(trust: &'a TrustView) -> Option<Self> {
        let verdict = trust.verdict.as_ref()?;
        let (kind, shown, runner_up) = (verdict.kind, verdict.shown, verdict.runner_up);
        Some(Self { kind, shown, runner_up, reasons: &verdict.reasons })
    }
}

#[derive(Serialize)]
struct SegmentReport<'a> {
    number: u32,
    letter: &'a str,
    name: &'a str,
    size: u64,
    share: f64,
    value_share: Option<f64>,
    value: Option<&'a SegmentValue>,
    name_words: &'a [NameWord],
    traits: &'a [TraitView],
    sentences: &'a [String],
    plays: &'a [PlayView],
    typical: &'a [CustomerView],
    borderline_customers: &'a [CustomerView],
    rule: &'a RuleView,
    #[serde(flatten)]
    trust: Option<&'a SegmentTrust>,
}

impl<'a> SegmentReport<'a> {
    fn of(segment: &'a SegmentView, trust: &'a TrustView) -> Self {
        Self {
            number: segment.number,
            letter: &segment.letter,
            name: &segment.name,
            size: segment.size,
            share: segment.share,
            value_share: segment.value.as_ref().and_then(|value| value.share),
            value: segment.value.as_ref(),
            name_words: &segment.words,
            traits: &segment.traits,
            sentences: &segment.sentences,
            plays: &segment.plays,
            typical: &segment.typical,
            borderline_customers: &segment.borderline,
            rule: &segment.rule,
            trust: trust.segments.get(segment.number as usize - 1),
        }
    }
}

#[derive(Serialize)]
struct Column<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: ColumnType,
    role: Role,
    missing: u64,
    distinct: u64,
    min: Option<f64>,
    max: Option<f64>,
    mean: Option<f64>,
    decisions: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Point {
    k: u32,
    inertia: f64,
    explained_variance: f64,
    iterations: u32,
}

#[derive(Serialize)]
struct FitReport {
    k: u32,
    inertia: f64,
    iterations: u32,
    converged: bool,
    sizes: Vec<u64>,
    centroids: Vec<Vec<f64>>,
}

/// The result as indented JSON.
pub fn json(view: &View, fit: &Fit, prepared: &Prepared) -> String {
    let columns = view.reading.columns.iter().map(|column| Column {
        name: &column.name,
        kind: column.kind,
        role: column.role,
        missing: column.missing,
        distinct: column.distinct,
        min: column.min,
        max: column.max,
        mean: column.mean,
        decisions: Told::all(&column.decisions),
    });
    let sweep = view.elbow.points.iter().map(|point| Point {
        k: point.k,
        inertia: point.inertia,
        explained_variance: point.explained_variance,
        iterations: point.iterations,
    });
    let original = |j: usize| {
        prepared.features.iter().zip(fit.centroid(j)).map(|(feature, z)| feature.invert(*z)).collect()
    };
    let recommended = view.trust.verdict.as_ref().map(|verdict| verdict.recommended);
    let report = Report {
        file: FileReport::of(&view.reading),
        records: view.reading.rows,
        columns: columns.collect(),
        rows_used: view.rows_used,
        // One a coordinate of the centroids: a category has one for each level.
        features: prepared.features.iter().map(Feature::label).collect(),
        sweep: sweep.collect(),
        recommended_k: recommended.or(view.recommended_k),
        recommended,
        knee: view.recommended_k,
        verdict: VerdictReport::of(&view.trust),
        panel: &view.trust.panel,
        votes: &view.trust.votes,
        segments: view.segments.iter().map(|segment| SegmentReport::of(segment, &view.trust)).collect(),
        rules: &view.rules,
        profile: &view.profile,
        drivers: &view.drivers,
        value: view.value.as_ref(),
        customer_columns: &view.customer_columns,
        fit: FitReport {
            k: view.k,
            inertia: fit.inertia,
            iterations: fit.iterations,
            converged: fit.converged,
            sizes: fit.sizes.clone(),
            centroids: (0..fit.k()).map(original).collect(),
        },
        unusual: view.unusual.as_ref(),
        whitened: prepared.space.as_ref().map(|Space { whitening, .. }| Whitened {
            components: whitening.components(),
            kept: whitening.kept(),
        }),
        lambda: prepared.lambda,
        offers: &view.offers,
        notes: &view.notes,
    };
    serde_json::to_string_pretty(&report).expect("a report has string keys and finite numbers") + "\n"
}

/// `row,segment` for each of `records` records: from 0, and from 1; 0 for the rows that are `unusual` (ascending), and no segment for a
/// record that was not used.
pub fn labels(records: u64, fit: &Fit, prepared: &Prepared, unusual: &[usize]) -> String {
    let mut text = "row,segment\n".to_owned();
    for row in 0..records {
        let place = usize::try_from(row).unwrap_or(usize::MAX);
        let segment = match prepared.rows.observation(place) {
            Some(observation) => (u32::from(fit.labels[observation]) + 1).to_string(),
            None if unusual.binary_search(&place).is_ok() => "0".to_owned(),
            None => String::new(),
        };
        text.push_str(&format!("{row},{segment}\n"));
    }
    text
}

/// `row,segment` for each record by the rules: from 0, and from 1; no segment for a record left out because of a gap.
pub fn rule_labels(labels: &[Option<usize>]) -> String {
    let mut text = "row,segment\n".to_owned();
    for (row, label) in labels.iter().enumerate() {
        let segment = label.map_or_else(String::new, |segment| (segment + 1).to_string());
        text.push_str(&format!("{row},{segment}\n"));
    }
    text
}

/// The result for a person to read in a terminal.
pub fn text(view: &View) -> String {
    let verdict = view.trust.verdict.as_ref();
    let headline = verdict.and_then(|verdict| verdict.headline.as_ref()).unwrap_or(&view.headline);
    let lead = verdict.and_then(|verdict| verdict.lead.as_ref()).unwrap_or(&view.lead);
    let mut text = format!("{headline}\n{lead}\n");
    if let Some(caution) = &view.caution {
        text.push_str(&format!("{caution}\n"));
    }
    text.push('\n');
    text.push_str(&format!(
        "{} of {} rows, told apart by {}\n",
        view.rows_used,
        view.reading.rows,
        view.features.join(", ")
    ));
    if let Some(unusual) = &view.unusual {
        text.push_str(&format!("{}: {}\n", unusual.name, unusual.text));
    }
    text.push_str(&format!("{}\n", view.elbow.text));
    if let Some(verdict) = verdict {
        text.push_str(&format!("{}. {}\n", verdict.word, verdict.sentence));
        verdict.reasons.iter().for_each(|reason| text.push_str(&format!("{reason}\n")));
    }
    text.push_str(&panel(&view.trust.panel));
    let votes: Vec<String> =
        view.trust.votes.iter().map(|vote| format!("{} {}", vote.index, vote.k)).collect();
    if !votes.is_empty() {
        text.push_str(&format!("Each index alone would choose: {}\n\n", votes.join(", ")));
    }
    text.push_str(&cards_text(view));
    for segment in &view.segments {
        for way in &segment.rule.ways {
            text.push_str(&format!("{}  rule: {way}\n", segment.letter));
        }
    }
    text.push_str(&format!("\n{}\n", view.rules.sentence));
    for note in &view.notes {
        let column = note.column.as_ref().map_or_else(String::new, |column| format!("{column}: "));
        text.push_str(&format!("\nNote: {column}{}", note.text));
    }
    text.push('\n');
    text
}

/// The evidence for each number of segments, in columns.
fn panel(rows: &[PanelRow]) -> String {
    let mut text = "\n k  comes back    gap  prediction  silhouette     CH     DB  smallest\n".to_owned();
    let number =
        |x: Option<f64>, decimals: usize| x.map_or_else(|| "-".to_owned(), |x| format!("{x:.decimals$}"));
    for row in rows {
        text.push_str(&format!(
            "{:>2}  {:>10}  {:>5}  {:>10}  {:>10}  {:>5}  {:>5}  {:>8}\n",
            row.k,
            number(row.overlap, 2),
            number(row.gap, 2),
            number(row.prediction, 2),
            number(row.silhouette, 3),
            number(row.calinski_harabasz, 0),
            number(row.davies_bouldin, 2),
            row.smallest
        ));
    }
    text + "\n"
}
