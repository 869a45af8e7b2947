//! The session alone: what it asks for and tells, event by event.

use crate::common::{journey, outputs};
use customer_segmentation::error::ErrorKind;
use customer_segmentation::ingest::Packing;
use customer_segmentation::note::{Note, NoteKind};
use customer_segmentation::protocol::{
    Action, Event, Export, ExportOptions, FileMeta, Message, Origin, Output,
};
use customer_segmentation::recipe::{DateOrder, Missing, Recipe, Role};
use customer_segmentation::sample::{SAMPLE_NAME, sample_csv};
use customer_segmentation::session::Session;
use customer_segmentation::view::{Axis, View};

fn open(bytes: &[u8]) -> Event {
    Event::Open { file: FileMeta { name: SAMPLE_NAME.to_owned(), size: bytes.len() as u64 }, recipe: None }
}

fn sample() -> (Session, View, Vec<u8>) {
    let bytes = sample_csv();
    let mut session = Session::default();
    let view = journey(&mut session, SAMPLE_NAME, &bytes, |recipe| recipe).expect("the sample has segments");
    (session, view, bytes)
}

fn segmented(outputs: Vec<(Output, Vec<u8>)>) -> View {
    let view = outputs.into_iter().find_map(|(output, _)| match output {
        Output::Segmented { view } => Some(*view),
        _ => None,
    });
    view.expect("a result")
}

fn failure(outputs: Vec<(Output, Vec<u8>)>) -> customer_segmentation::error::Error {
    let error = outputs.into_iter().find_map(|(output, _)| match output {
        Output::Failed { error } => Some(error),
        _ => None,
    });
    error.expect("a failure")
}

#[test]
fn the_sample_becomes_its_planted_segments() {
    let (_, view, _) = sample();
    assert_eq!((view.recommended_k, view.k), (Some(5), 5));
    assert_eq!(view.segments.iter().map(|segment| segment.size).sum::<u64>(), view.rows_used);
    assert_eq!(view.segments.iter().map(|segment| segment.percent).sum::<u32>(), 100);
    assert_eq!(view.elbow.points.len(), 10, "k from 1 to 10");
}

#[test]
fn progress_goes_through_the_phases_and_never_back() {
    let bytes = sample_csv();
    let mut totals = Vec::new();
    let mut phases = Vec::new();
    for (output, _) in outputs(&mut Session::default(), open(&bytes), &bytes) {
        if let Output::Progress { phase, total, share, .. } = output {
            assert!((0.0..=1.0).contains(&share), "{phase:?} is {share} done");
            totals.push(total);
            phases.push(format!("{phase:?}"));
        }
    }
    phases.dedup();
    assert_eq!(phases, ["Reading", "Preparing", "Clustering", "Describing"]);
    assert!(totals.is_sorted(), "{totals:?}");
}

#[test]
fn another_k_is_a_lookup_without_a_job() {
    let (mut session, _, bytes) = sample();
    let mut asked = Vec::new();
    let mut view = None;
    let mut events = vec![Event::Choose { k: 7 }];
    while let Some(event) = events.pop() {
        for Message { head, .. } in session.step(event, &[]) {
            match head {
                Action::Wake => events.push(Event::Wake),
                Action::Emit { output: Output::Segmented { view: found } } => view = Some(found),
                other => asked.push(other),
            }
        }
    }
    assert_eq!(asked, [], "nothing but a result");
    let view = view.expect("a result");
    assert_eq!((view.k, view.segments.len(), view.recommended_k), (7, 7, Some(5)));
    assert_eq!(view.recipe.clustering.k, Some(7), "the choice is part of the recipe");
    let told = outputs(&mut session, Event::Choose { k: 99 }, &bytes);
    assert!(matches!(told[..], [(Output::Failed { .. }, _)]), "outside the range nothing changes");
}

#[test]
fn the_map_can_show_two_columns() {
    let (mut session, view, bytes) = sample();
    let axis = |name: &str| Axis::Column { name: name.to_owned() };
    let (x, y) = (axis(&view.features[0]), axis(&view.features[1]));
    let shown = segmented(outputs(&mut session, Event::ShowAxes { x: x.clone(), y: y.clone() }, &bytes));
    assert_eq!((shown.map.x.axis, shown.map.y.axis), (x.clone(), y));
    let error = failure(outputs(&mut session, Event::ShowAxes { x, y: axis("no such column") }, &bytes));
    assert!(error.to_string().contains("no such column"), "{error}");
}

/// Customers whose dates can all be read in two ways.
fn undecided() -> Vec<u8> {
    let mut text = "spend,joined\n".to_owned();
    for row in 0..60_u32 {
        text.push_str(&format!("{},{:02}/{:02}/2024\n", row % 7 * 10 + row % 3, row % 12 + 1, row % 5 + 1));
    }
    text.into_bytes()
}

#[test]
fn an_order_of_dates_that_is_undecided_is_asked_for_and_the_answer_read_again() {
    let bytes = undecided();
    let mut session = Session::default();
    let view = segmented(outputs(&mut session, open(&bytes), &bytes));
    assert_eq!(view.features, ["spend"], "the dates are not used");
    let question = &view.reading.questions[0];
    assert_eq!(
        (question.column.as_str(), question.text.as_str()),
        ("joined", "Is 06/01/2024 in January or in June?")
    );

    let mut recipe = view.recipe.clone();
    recipe.reading.dates.insert("joined".to_owned(), DateOrder::MonthFirst);
    recipe.columns[1].role = Role::Feature;
    let answered = segmented(outputs(&mut session, Event::Apply { recipe: recipe.clone() }, &bytes));
    assert_eq!(answered.features, ["spend", "joined"]);
    assert!(answered.reading.questions.is_empty(), "nothing is left to ask");
    assert_eq!(answered.reading.columns[1].max, Some(339.0), "days from 5 December back to 1 January");

    recipe.reading.dates.clear();
    let taken_back = segmented(outputs(&mut session, Event::Apply { recipe }, &bytes));
    assert_eq!(taken_back.features, ["spend"], "what cannot be used any more is left out, all else is kept");
    let json = answered.recipe.to_json();
    let replayed = Event::Open {
        file: FileMeta { name: SAMPLE_NAME.to_owned(), size: bytes.len() as u64 },
        recipe: Some(Recipe::from_json(&json).expect("its own recipe")),
    };
    assert_eq!(segmented(outputs(&mut session, replayed, &bytes)).recipe.to_json(), json);
}

#[test]
fn a_recipe_replays_to_the_same_bits() {
    let (mut session, view, bytes) = sample();
    let labels = session.shown().expect("a result").0.labels.clone();
    let json = view.recipe.to_json();
    let recipe = Recipe::from_json(&json).expect("its own recipe");
    let again = segmented(outputs(&mut session, Event::Apply { recipe: recipe.clone() }, &bytes));
    assert_eq!(session.shown().expect("a result").0.labels, labels);
    assert_eq!(again.recipe.to_json(), json);
    let mut other = Session::default();
    let file = FileMeta { name: SAMPLE_NAME.to_owned(), size: bytes.len() as u64 };
    segmented(outputs(&mut other, Event::Open { file, recipe: Some(recipe) }, &bytes));
    assert_eq!(other.shown().expect("a result").0.labels, labels);
}

#[test]
fn a_failed_change_keeps_the_result_before() {
    let (mut session, view, bytes) = sample();
    let mut nothing = view.recipe;
    nothing.columns.iter_mut().for_each(|column| column.role = Role::Ignored);
    assert_eq!(
        failure(outputs(&mut session, Event::Apply { recipe: nothing }, &bytes)).kind,
        ErrorKind::Table
    );
    let shown = segmented(outputs(&mut session, Event::Choose { k: 4 }, &bytes));
    assert_eq!(shown.segments.len(), 4, "the result before is still there");
}

#[test]
fn a_file_that_cannot_be_read_keeps_the_one_before() {
    let (mut session, _, bytes) = sample();
    let broken = b"%PDF-1.7 not a table";
    let file = FileMeta { name: "book.pdf".to_owned(), size: broken.len() as u64 };
    let error = failure(outputs(&mut session, Event::Open { file, recipe: None }, broken));
    assert_eq!(error.kind, ErrorKind::File);
    let file = FileMeta { name: "empty.csv".to_owned(), size: 0 };
    let error = failure(outputs(&mut session, Event::Open { file, recipe: None }, b""));
    assert_eq!((error.place.as_str(), error.what.as_str()), ("empty.csv", "the file is empty"));
    assert_eq!(segmented(outputs(&mut session, Event::Choose { k: 3 }, &bytes)).reading.file, SAMPLE_NAME);
}

#[test]
fn a_packed_file_is_named_and_its_text_is_opened_with_where_it_comes_from() {
    let (mut session, _, bytes) = sample();
    let packed = b"PK\x03\x04 a workbook";
    let file = FileMeta { name: "book.xlsx".to_owned(), size: packed.len() as u64 };
    let told = outputs(&mut session, Event::Open { file, recipe: None }, packed);
    let packing = Output::Packed { packing: Packing::Zip };
    assert!(told.iter().any(|(output, _)| *output == packing), "{told:?}");
    assert_eq!(segmented(outputs(&mut session, Event::Choose { k: 3 }, &bytes)).reading.file, SAMPLE_NAME);

    let file = FileMeta { name: "book.xlsx".to_owned(), size: bytes.len() as u64 };
    let note = Note::new(NoteKind::Cells, "a cell with an error").counting(1, &[]);
    let origin = Origin {
        facts: vec!["sheet Customers of a workbook".to_owned()],
        notes: vec![note.clone()],
        typed: false,
        ..Origin::default()
    };
    let view = segmented(outputs(&mut session, Event::OpenMade { file, origin, recipe: None }, &bytes));
    assert_eq!(view.reading.facts[0], "sheet Customers of a workbook");
    assert!(view.notes.contains(&note) && view.reading.findings.contains(&note), "{:?}", view.notes);
    let mut recipe = view.recipe;
    recipe.reading.delimiter = Some(",".to_owned());
    let again = segmented(outputs(&mut session, Event::Apply { recipe }, &bytes));
    assert_eq!(again.reading.facts[0], "sheet Customers of a workbook", "kept when the text is read again");
}

#[test]
fn a_read_that_fails_says_what_the_platform_said() {
    let mut session = Session::default();
    let actions = session.step(open(&[0; 10]), &[]);
    let request = actions.iter().find_map(|message| match message.head {
        Action::ReadRange { request, .. } => Some(request),
        _ => None,
    });
    let event =
        Event::ReadFailed { request: request.expect("a read"), reason: "NotReadableError".to_owned() };
    let actions = session.step(event, &[]);
    let told = actions.iter().any(|message| match &message.head {
        Action::Emit { output: Output::Failed { error } } => error.what.contains("NotReadableError"),
        _ => false,
    });
    assert!(told, "{actions:?}");
}

#[test]
fn cancel_stops_the_jobs_and_late_answers_are_ignored() {
    let bytes = sample_csv();
    let mut session = Session::default();
    let mut jobs = Vec::new();
    let mut events = vec![Message { head: open(&bytes), payload: Vec::new() }];
    while let Some(event) = events.pop() {
        for Message { head, .. } in session.step(event.head, &event.payload) {
            match head {
                Action::ReadRange { request, offset, length } => {
                    let payload = bytes[offset as usize..offset as usize + length as usize].to_vec();
                    events.push(Message { head: Event::Bytes { request }, payload });
                }
                Action::Wake => events.push(Message { head: Event::Wake, payload: Vec::new() }),
                Action::RunJob(job) => jobs.push(job),
                _ => {}
            }
        }
    }
    assert!(jobs.len() > 50, "all starts of all k are handed out: {}", jobs.len());
    let heads =
        |messages: Vec<Message<Action>>| messages.into_iter().map(|message| message.head).collect::<Vec<_>>();
    let cancelled = heads(session.step(Event::Cancel, &[]));
    assert_eq!(cancelled, [Action::StopJobs, Action::Emit { output: Output::Cancelled }]);
    assert_eq!(heads(session.step(Event::JobDone { job: jobs[0].job }, b"late")), []);
    assert_eq!(heads(session.step(Event::Wake, &[])), []);
    assert_eq!(heads(session.step(Event::Cancel, &[])), [], "there is nothing left to stop");
}

#[test]
fn the_labelled_file_is_the_file_and_a_column() {
    let (mut session, view, bytes) = sample();
    let mut drop = view.recipe;
    drop.columns.iter_mut().for_each(|column| column.missing = Missing::Drop);
    let view = segmented(outputs(&mut session, Event::Apply { recipe: drop }, &bytes));
    assert!(view.rows_used < view.reading.rows, "the sample has gaps");
    let parts = outputs(
        &mut session,
        Event::Export { export: Export::LabelledFile, options: ExportOptions::default() },
        &bytes,
    );
    let download: Vec<u8> = parts.into_iter().flat_map(|(_, payload)| payload).collect();
    let (text, labelled) =
        (String::from_utf8(bytes).expect("UTF-8"), String::from_utf8(download).expect("UTF-8"));
    assert_eq!(text.lines().count(), labelled.lines().count());
    let (fit, prepared) = session.shown().expect("a result");
    for (i, (line, with)) in text.lines().zip(labelled.lines()).enumerate() {
        let added = with.strip_prefix(line).expect("every original byte");
        let expected = match i.checked_sub(1) {
            None => ",segment".to_owned(),
            Some(row) => match prepared.rows.observation(row) {
                Some(observation) => format!(",{}", fit.labels[observation] + 1),
                None => ",".to_owned(),
            },
        };
        assert_eq!(added, expected, "line {}", i + 1);
    }
}

#[test]
fn a_file_that_changed_is_not_written_back() {
    let (mut session, _, mut bytes) = sample();
    let last = bytes.len() - 3;
    bytes[last] ^= 1;
    let error = failure(outputs(
        &mut session,
        Event::Export { export: Export::LabelledFile, options: ExportOptions::default() },
        &bytes,
    ));
    assert!(error.what.contains("has changed"), "{error}");
}

#[test]
fn the_recipe_can_be_downloaded() {
    let (mut session, view, bytes) = sample();
    let parts = outputs(
        &mut session,
        Event::Export { export: Export::Recipe, options: ExportOptions::default() },
        &bytes,
    );
    let [(Output::DownloadPart { name, last: true, .. }, json)] = parts.as_slice() else {
        panic!("{parts:?}")
    };
    assert_eq!(name, "sample-customers-recipe.json");
    let recipe = Recipe::from_json(std::str::from_utf8(json).expect("UTF-8")).expect("a recipe");
    assert_eq!(recipe, view.recipe);
}

#[test]
fn an_event_with_a_broken_recipe_says_what_is_wrong() {
    let error =
        Event::from_json(r#"{"type":"apply","recipe":{"version":1,"columns":[{"name":"a","role":"boss"}]}}"#)
            .expect_err("no such role");
    assert_eq!(error.kind, ErrorKind::Recipe);
    assert!(error.what.contains("boss"), "{error}");
}

#[test]
#[should_panic(expected = "a drill")]
fn a_drill_panics() {
    Session::default().step(Event::Drill, &[]);
}
