//! Large tables: every fit shared by all workers, from the file to the segments.

use customer_segmentation::host::carry_out_with;
use customer_segmentation::kmeans::Fit;
use customer_segmentation::protocol::{Event, Export, ExportOptions, FileMeta, Output};
use customer_segmentation::session::Session;
use customer_segmentation::view::Pace;

/// A file of `rows` customers in four kinds, some of them equal.
fn file(rows: u32) -> Vec<u8> {
    let mut text = "visits,spend,age\n".to_owned();
    for i in 0..rows {
        let kind = i % 4;
        let (a, b) = (i * 7919 % 101, i * 104_729 % 97);
        text +=
            &format!("{},{},{}\n", kind * 40 + a / 9, kind * kind * 300 + b, 20 + kind * 3 + (a + b) % 17);
    }
    text.into_bytes()
}

/// The fit shown by a session that shares tables above `above` rows among `workers`.
fn shown(bytes: &[u8], above: usize, workers: u32) -> (Fit, Vec<u64>) {
    let mut session = Session::sharing_above(above);
    let file = FileMeta { name: "customers.csv".to_owned(), size: bytes.len() as u64 };
    let mut curve = Vec::new();
    carry_out_with(
        workers,
        &mut session,
        Event::Open { file, recipe: None },
        &mut &*bytes,
        &mut |output, _| match output {
            Output::Opened { mut recipe, .. } => {
                (recipe.clustering.restarts, recipe.clustering.k_max) = (8, 5);
                recipe.clustering.k = Some(4);
                Some(Event::Apply { recipe: *recipe })
            }
            Output::Segmented { view } => {
                curve = view.elbow.points.iter().map(|point| point.inertia.to_bits()).collect();
                Some(Event::Cancel)
            }
            _ => None,
        },
    );
    (session.shown().expect("a result").0.clone(), curve)
}

#[test]
fn any_number_of_workers_gives_the_same_segments() {
    let bytes = file(40_000);
    let one = shown(&bytes, 1_000, 1);
    assert_eq!(one.0.labels.len(), 40_000);
    for workers in [2, 4, 8] {
        assert!(shown(&bytes, 1_000, workers) == one, "{workers} workers");
    }
    let alone = shown(&bytes, usize::MAX, 1);
    assert_eq!(alone.0.sizes, one.0.sizes, "clumps this clear are found either way");
}

#[test]
fn more_workers_than_there_are_sections_of_rows_are_no_harm() {
    let bytes = file(500);
    assert!(shown(&bytes, 100, 8) == shown(&bytes, 100, 1));
}

#[test]
fn the_checks_of_a_sample_come_to_an_end_whatever_is_asked_meanwhile() {
    let bytes = file(6_000);
    let checked = |workers: u32, ask: Option<Event>| {
        let mut session = Session::sharing_above(2_000);
        let file = FileMeta { name: "customers.csv".to_owned(), size: bytes.len() as u64 };
        let (mut ask, mut last) = (ask, None);
        let open = Event::Open { file, recipe: None };
        carry_out_with(workers, &mut session, open, &mut &*bytes, &mut |output, _| match output {
            Output::Opened { mut recipe, .. } => {
                (recipe.clustering.restarts, recipe.clustering.k_max) = (2, 5);
                recipe.clustering.k = Some(4);
                Some(Event::Apply { recipe: *recipe })
            }
            // The sample is on its way when this comes.
            Output::Segmented { .. } => ask.take(),
            Output::Checked { trust, .. } => {
                last = Some(*trust);
                None
            }
            _ => None,
        });
        last.expect("checks")
    };
    let one = checked(1, None);
    assert_eq!(one.pace, Pace::Done);
    assert!(one.verdict.is_some());
    assert!(checked(3, None) == one, "by three workers");
    let other = checked(2, Some(Event::Choose { k: 3 }));
    assert_eq!((other.pace, other.segments.len()), (Pace::Done, 3));
    let export = Event::Export { export: Export::LabelledFile, options: ExportOptions::default() };
    assert!(checked(2, Some(export)) == one, "after a download");
}
