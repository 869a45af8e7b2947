//! k-means to watch, customers on a border, limits of use and marks: what the session answers and what leaves it.

use customer_segmentation::host::carry_out;
use customer_segmentation::kmeans::Init;
use customer_segmentation::protocol::{Event, Export, ExportOptions, FileMeta, LabelColumn, Output};
use customer_segmentation::recipe::Recipe;
use customer_segmentation::sample::{SAMPLE_NAME, sample_csv};
use customer_segmentation::session::Session;
use customer_segmentation::validate::Kind;
use customer_segmentation::view::{BorderView, FilmView, StepKind, TrustView, View};

/// Customers of the sample, with or without the checks run to their end.
fn opened(customers: usize, decide: impl Fn(Recipe) -> Recipe) -> (Session, View, TrustView, Vec<u8>) {
    let text = String::from_utf8(sample_csv()).expect("UTF-8");
    let bytes: Vec<u8> = text.split_inclusive('\n').take(1 + customers).collect::<String>().into_bytes();
    let (session, view, trust) = judged(SAMPLE_NAME, &bytes, decide);
    (session, view, trust, bytes)
}

fn judged(name: &str, bytes: &[u8], decide: impl Fn(Recipe) -> Recipe) -> (Session, View, TrustView) {
    let mut session = Session::default();
    let (mut shown, mut trust, mut decided) = (None, None, false);
    let file = FileMeta { name: name.to_owned(), size: bytes.len() as u64 };
    let open = Event::Open { file, recipe: None };
    carry_out(&mut session, open, &mut &*bytes, &mut |output, _| match output {
        Output::Opened { recipe, .. } if !std::mem::replace(&mut decided, true) => {
            Some(Event::Apply { recipe: decide(*recipe) })
        }
        Output::Segmented { view } => {
            shown = Some(*view);
            None
        }
        Output::Checked { trust: found, .. } => {
            trust = Some(*found);
            None
        }
        Output::Failed { error } => panic!("{error}"),
        _ => None,
    });
    (session, shown.expect("segments"), trust.expect("checked"))
}

fn film(session: &mut Session, start: Init, bytes: &[u8]) -> (FilmView, Vec<u8>) {
    let all = crate::common::outputs(session, Event::Watch { start, draw: 1 }, bytes);
    match all.into_iter().next() {
        Some((Output::Film { film }, payload)) => (*film, payload),
        other => panic!("a film, and not {other:?}"),
    }
}

fn border(session: &mut Session, bytes: &[u8]) -> BorderView {
    match crate::common::outputs(session, Event::ListBorder, bytes).into_iter().next() {
        Some((Output::Border { border }, _)) => *border,
        other => panic!("a list, and not {other:?}"),
    }
}

fn labelled(session: &mut Session, options: ExportOptions, bytes: &[u8]) -> String {
    let event = Event::Export { export: Export::LabelledFile, options };
    let parts = crate::common::outputs(session, event, bytes);
    let parts = parts.into_iter().filter(|(output, _)| matches!(output, Output::DownloadPart { .. }));
    String::from_utf8(parts.flat_map(|(_, bytes)| bytes).collect()).expect("UTF-8")
}

#[test]
fn a_film_begins_with_the_draw_and_ends_when_nobody_changes() {
    let (mut session, view, _, bytes) = opened(150, |recipe| recipe);
    for start in [Init::DataSpace, Init::RandomRows, Init::KMeansPlusPlus] {
        let (film, payload) = film(&mut session, start, &bytes);
        let (k, shown) = (view.k as usize, film.shown as usize);
        assert_eq!((film.k, film.shown, film.of), (view.k, 150, 150), "{}", film.text);
        assert_eq!(payload.len(), shown * (8 + 2 * film.labelings as usize));
        assert_eq!(film.steps[0].kind, StepKind::Start);
        assert_eq!(film.steps[0].labels, None);
        let last = film.steps.last().expect("steps");
        assert_eq!(last.kind, StepKind::Stop, "{}", last.text);
        assert!(last.text.starts_with("Stop: nobody changes segment"), "{}", last.text);
        let inside: Vec<f64> = film.steps.iter().filter_map(|step| step.left).collect();
        assert!(inside.is_sorted_by(|a, b| a >= b), "{start:?}: never more left inside");
        assert!(film.steps.iter().all(|step| step.centres.len() == k), "a place for every centre");
        let labels = &payload[8 * shown..];
        let highest = labels.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).max();
        assert_eq!(highest.map(usize::from), Some(k - 1), "every segment has someone");
        let within = |x: f64, low: f64, high: f64| (low..=high).contains(&x);
        let inside =
            |(x, y): &(f64, f64)| within(*x, film.x.min, film.x.max) && within(*y, film.y.min, film.y.max);
        assert!(film.steps.iter().flat_map(|step| &step.centres).all(inside), "all centres are on the map");
    }
}

#[test]
fn there_is_nothing_to_watch_with_one_segment() {
    let (mut session, _, _, bytes) = opened(100, |mut recipe| {
        recipe.clustering.k = Some(1);
        recipe
    });
    let (film, _) = film(&mut session, Init::DataSpace, &bytes);
    assert!(film.steps.is_empty() && film.text.starts_with("There is nothing to watch"), "{}", film.text);
}

#[test]
fn the_customers_on_a_border_are_counted_listed_and_exported_alike() {
    let (mut session, _, trust, bytes) = opened(400, |mut recipe| {
        recipe.clustering.k = Some(6);
        recipe
    });
    let counted: u64 = trust.segments.iter().filter_map(|segment| segment.borderline).sum();
    let list = border(&mut session, &bytes);
    assert!(counted > 0, "someone is on a border");
    assert_eq!((list.all, list.customers.len() as u64), (Some(counted), counted.min(200)));
    assert!(list.customers.is_sorted_by(|a, b| a.margin <= b.margin), "nearest to a border first");
    let options = ExportOptions {
        border: true,
        columns: vec![LabelColumn::RunnerUp, LabelColumn::Confidence],
        ..ExportOptions::default()
    };
    let text = labelled(&mut session, options, &bytes);
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(rows.len() as u64, counted);
    for row in rows {
        let confidence = row.rsplit(',').next().and_then(|cell| cell.parse::<f64>().ok());
        assert!(confidence.is_some_and(|x| x < 0.0910), "{row}");
    }
}

#[test]
fn a_cut_carries_its_mark_into_every_export() {
    // One cloud, evenly spread along one line: it can be cut in two, and there is no gap.
    let mut text = String::from("spent\n");
    (0..240).for_each(|row| text += &format!("{}\n", 100 + (row * 7919) % 2400));
    let bytes = text.into_bytes();
    let (mut session, view, trust) = judged("line.csv", &bytes, |mut recipe| {
        recipe.clustering.k = Some(2);
        recipe
    });
    let verdict = trust.verdict.expect("a verdict");
    assert_ne!(verdict.shown, Kind::Natural, "{}", verdict.sentence);
    let mark = verdict.mark.expect("a mark");
    assert!(
        trust.segments.iter().all(|segment| segment.mark.as_ref().is_some_and(|own| own.starts_with(&mark))),
        "{mark}"
    );
    let options = ExportOptions { columns: vec![LabelColumn::Mark], ..ExportOptions::default() };
    let labelled = labelled(&mut session, options, &bytes);
    assert!(labelled.starts_with("spent,segment,segment_mark\n"), "{}", &labelled[..40]);
    assert!(labelled.lines().skip(1).all(|line| line.contains(&mark)), "a mark in every row");
    let options = ExportOptions { columns: vec![LabelColumn::Name], ..ExportOptions::default() };
    let named = self::labelled(&mut session, options, &bytes);
    assert!(named.lines().skip(1).all(|line| line.contains(&format!("({mark}"))), "no name without it");
    for export in [Export::Cards, Export::Profile] {
        let options = ExportOptions::default();
        let parts = crate::common::outputs(&mut session, Event::Export { export, options }, &bytes);
        let text =
            String::from_utf8(parts.into_iter().flat_map(|(_, bytes)| bytes).collect()).expect("UTF-8");
        assert_eq!(text.matches(&mark).count(), view.segments.len(), "{export:?}: {text}");
    }
}

#[test]
fn the_limit_of_use_binds_the_recommendation_and_says_so() {
    let clumps = |mut text: String, sizes: &[u32]| {
        for (clump, size) in (0_u32..).zip(sizes) {
            (0..*size).for_each(|row| {
                text += &format!("{},{}\n", 1000 * clump + row % 17, 900 * (clump % 2) + row % 13);
            });
        }
        text.into_bytes()
    };
    let bytes = clumps("spent,orders\n".to_owned(), &[150, 120, 12]);
    let with = |share: f64| {
        let (_, _, trust) = judged("clumps.csv", &bytes, |mut recipe| {
            (recipe.clustering.k_max, recipe.clustering.smallest_share) = (6, share);
            recipe
        });
        trust.verdict.expect("a verdict")
    };
    let (free, bound) = (with(0.01), with(0.2));
    assert_eq!(free.recommended, 3, "{:?}", free.reasons);
    assert_ne!(bound.recommended, 3, "{:?}", bound.reasons);
    assert!(
        bound.reasons.iter().any(|reason| reason.contains("below the limit of use, 57 customers")),
        "{:?}",
        bound.reasons
    );
}
