//! Names people give: they stay with their customers, and trials are drawn for what is shown.

use customer_segmentation::protocol::{Action, Event, Export, Output};
use customer_segmentation::recipe::Recipe;
use customer_segmentation::sample::sample_csv;
use customer_segmentation::session::Session;
use customer_segmentation::trial::Request;
use customer_segmentation::view::View;

use crate::common::{journey, outputs};

/// The last view that `event` brings.
fn shown(session: &mut Session, event: Event, bytes: &[u8]) -> View {
    let told = outputs(session, event, bytes);
    let view = told.into_iter().rev().find_map(|(output, _)| match output {
        Output::Segmented { view } => Some(*view),
        _ => None,
    });
    view.expect("a result is shown")
}

fn rename(segment: u32, name: &str) -> Event {
    Event::Rename { segment, name: name.to_owned() }
}

fn of_name<'a>(view: &'a View, name: &str) -> Option<&'a customer_segmentation::view::SegmentView> {
    view.segments.iter().find(|segment| segment.name == name)
}

fn opened(bytes: &[u8], decide: impl FnOnce(Recipe) -> Recipe) -> (Session, View) {
    let mut session = Session::default();
    let view = journey(&mut session, "shop.csv", bytes, decide).expect("segments");
    (session, view)
}

#[test]
fn a_name_stays_when_k_and_seed_change_and_goes_when_it_is_blank() {
    let file = sample_csv();
    let (mut session, first) = opened(&file, |recipe| recipe);
    let own = first.segments[1].own_name.clone();
    let size = first.segments[1].size;
    let view = shown(&mut session, rename(2, " Bargain \u{202e} lovers "), &file);
    let named = of_name(&view, "Bargain lovers").expect("it is called so");
    assert_eq!((named.number, named.renamed, named.own_name.as_str()), (2, true, own.as_str()));

    let view = shown(&mut session, Event::Choose { k: 4 }, &file);
    let named = of_name(&view, "Bargain lovers").expect("another k keeps it");
    assert!(named.size.abs_diff(size) * 5 < size, "with the same customers: {} of {size}", named.size);

    let mut recipe = view.recipe.clone();
    recipe.clustering.seed = 7;
    recipe.clustering.k = Some(5);
    let view = shown(&mut session, Event::Apply { recipe }, &file);
    let number = of_name(&view, "Bargain lovers").expect("another seed keeps it").number;

    let view = shown(&mut session, rename(number, "  "), &file);
    assert!(of_name(&view, "Bargain lovers").is_none(), "a blank name takes it back");
    assert!(
        view.segments.iter().all(|segment| !segment.renamed && segment.name == segment.own_name),
        "all own"
    );
}

#[test]
fn two_segments_cannot_have_one_name() {
    let file = sample_csv();
    let (mut session, first) = opened(&file, |recipe| recipe);
    let taken = first.segments[0].name.clone();
    let told = outputs(&mut session, rename(2, &taken), &file);
    let refused = told.iter().any(
        |(output, _)| matches!(output, Output::Failed { error } if error.to_string().contains("already")),
    );
    assert!(refused, "{taken:?} is the name of the first");
}

#[test]
fn a_name_finds_its_customers_in_another_file() {
    let file = sample_csv();
    let (mut session, first) = opened(&file, |recipe| recipe);
    let (number, size) = (first.segments[2].number, first.segments[2].size);
    shown(&mut session, rename(number, "Sleepers"), &file);
    // Two customers fewer, and the others in reverse.
    let text = String::from_utf8(file).expect("UTF-8");
    let mut lines: Vec<&str> = text.lines().collect();
    let header = lines.remove(0);
    lines.truncate(lines.len() - 2);
    lines.reverse();
    let other = format!("{header}\n{}\n", lines.join("\n"));
    let view = journey(&mut session, "shop later.csv", other.as_bytes(), |recipe| recipe).expect("segments");
    let named = of_name(&view, "Sleepers").expect("the customers are found again");
    assert!(named.size.abs_diff(size) * 5 < size, "{} of {size}", named.size);
}

#[test]
fn a_trial_is_planned_drawn_and_written() {
    let file = sample_csv();
    let (mut session, view) = opened(&file, |recipe| recipe);
    let request = Request { segment: 1, rate: 0.1, uplift: 0.1, power: 0.8, level: 0.05 };
    let plan = |session: &mut Session| outputs(session, Event::PlanTrial { request }, &file);
    let told = plan(&mut session);
    let trial = told.iter().find_map(|(output, _)| match output {
        Output::Trial { trial } => Some(trial.clone()),
        _ => None,
    });
    let trial = trial.expect("a trial is planned");
    assert_eq!((trial.size, trial.holdout + trial.treated), (view.segments[0].size, trial.size));
    assert!(trial.imbalance <= 0.1, "{}", trial.imbalance);
    let export = |session: &mut Session| {
        let told =
            outputs(session, Event::Export { export: Export::Trial, options: Default::default() }, &file);
        let mut whole: Option<(String, String)> = None;
        for (output, bytes) in told {
            if let Output::DownloadPart { name, .. } = output {
                let part = String::from_utf8(bytes).expect("UTF-8");
                whole.get_or_insert((name, String::new())).1.push_str(&part);
            }
        }
        whole
    };
    let (name, csv) = export(&mut session).expect("it is written");
    assert_eq!(name, "shop-trial-A.csv");
    let header = String::from_utf8_lossy(&file).lines().next().expect("a header").to_owned();
    assert_eq!(csv.lines().next(), Some(format!("{header},segment,trial_group").as_str()));
    assert_eq!(csv.lines().count() as u64, trial.size + 1, "the rows of the segment alone");
    let held = csv.lines().filter(|line| line.ends_with(",hold_out")).count() as u64;
    let treated = csv.lines().filter(|line| line.ends_with(",treat")).count() as u64;
    assert_eq!((held, treated), (trial.holdout, trial.treated));
    plan(&mut session);
    assert_eq!(export(&mut session).map(|(_, csv)| csv), Some(csv), "the same seed draws the same customers");
    let bad = Request { rate: 1.2, ..request };
    let told = outputs(&mut session, Event::PlanTrial { request: bad }, &file);
    assert!(told.iter().any(|(output, _)| matches!(output, Output::Failed { .. })), "120 % cannot act");
}

#[test]
fn names_outlive_a_crash() {
    let file = sample_csv();
    let (mut session, first) = opened(&file, |recipe| recipe);
    shown(&mut session, rename(2, "Bargain lovers"), &file);
    let told = outputs(&mut session, Event::Choose { k: 4 }, &file);
    let view = told.into_iter().find_map(|(output, _)| match output {
        Output::Segmented { view } => Some(view),
        _ => None,
    });
    let own = view.expect("four segments").segments[3].own_name.clone();
    // The bytes that are told last hold every name: those of the number that is not shown as well.
    let told = outputs(&mut session, rename(4, "Sleepers"), &file);
    let kept = told.iter().rev().find_map(|(output, bytes)| matches!(output, Output::Names).then_some(bytes));
    let kept = kept.expect("names are handed out").clone();
    drop(session);

    let mut session = Session::default();
    assert!(session.step(Event::RecallNames, &kept).is_empty(), "there is nothing to say yet");
    let recipe = first.recipe.clone();
    let view = journey(&mut session, "shop.csv", &file, |_| recipe).expect("segments");
    let named = of_name(&view, "Bargain lovers").expect("the name is there again");
    assert_eq!((named.number, named.size), (2, first.segments[1].size));
    let view = shown(&mut session, Event::Choose { k: 4 }, &file);
    assert_eq!(of_name(&view, "Sleepers").map(|named| named.own_name.clone()), Some(own));

    let mut session = Session::default();
    session.step(Event::RecallNames, &kept[..kept.len() / 2]);
    let view = journey(&mut session, "shop.csv", &file, |recipe| recipe).expect("segments");
    assert!(view.segments.iter().all(|segment| !segment.renamed), "half of the bytes hold no name");
}

#[test]
fn a_question_that_cannot_be_answered_is_answered_all_the_same() {
    let file = sample_csv();
    let (mut session, view) = opened(&file, |recipe| recipe);
    let axis = view.map.x.axis.clone();
    let fails = |session: &mut Session, event: Event| {
        let told = session.step(event, &[]);
        told.iter().any(|message| matches!(message.head, Action::Emit { output: Output::Failed { .. } }))
    };
    assert!(fails(&mut session, rename(99, "Nobody")), "there is no such segment");
    assert!(fails(&mut session, Event::Choose { k: 4000 }), "so many were not tried");
    let mut recipe = view.recipe;
    recipe.clustering.seed = 9;
    session.step(Event::Apply { recipe }, &[]);
    for event in [rename(1, "Early"), Event::Choose { k: 3 }, Event::ShowAxes { x: axis.clone(), y: axis }] {
        assert!(fails(&mut session, event.clone()), "{event:?} while the recipe is being applied");
    }
    let told = outputs(&mut session, Event::Wake, &file);
    let shown = told
        .iter()
        .any(|(output, _)| matches!(output, Output::Segmented { view } if view.recipe.clustering.seed == 9));
    assert!(shown, "what was going on goes on");
}

#[test]
fn axes_chosen_while_another_number_is_on_its_way_are_shown_with_it() {
    let file = sample_csv();
    let (mut session, view) = opened(&file, |recipe| recipe);
    let [.., first, second] = &view.map.choices[..] else { panic!("a choice of axes") };
    let axes = (first.clone(), second.clone());
    session.step(Event::Choose { k: 7 }, &[]);
    session.step(Event::ShowAxes { x: axes.0.clone(), y: axes.1.clone() }, &[]);
    let view = shown(&mut session, Event::Wake, &file);
    assert_eq!((view.k, view.map.x.axis, view.map.y.axis), (7, axes.0, axes.1));
}
