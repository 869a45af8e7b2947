//! The whole way: what a person sees and takes away.

use std::collections::BTreeMap;

use customer_segmentation::protocol::{Event, Export, ExportOptions, LabelColumn, Output};
use customer_segmentation::recipe::{Categories, Recipe, Role, Scale, Transform};
use customer_segmentation::sample::{SAMPLE_NAME, sample_csv};
use customer_segmentation::session::Session;
use customer_segmentation::view::{UNUSUAL, View};
use customer_segmentation::what_if::{Customer, WhatIfView};

use crate::common::{journey, journey_with_points, outputs, shared_data};

/// Three kinds of customers, and six like nobody else.
fn shop() -> Vec<u8> {
    let mut text = String::from("id,spent,orders\n");
    for row in 0..294_u32 {
        let (spent, orders) = [(900, 120), (240, 300), (60, 20)][(row % 3) as usize];
        let jitter = (row * 7919) % 23;
        text += &format!("C{row},{},{}\n", spent + jitter, orders + jitter % 7);
    }
    for row in 294..300_u32 {
        text += &format!("C{row},{},{}\n", 40_000 + 9_000 * (row % 3), 9_000 - 1_300 * (row % 4));
    }
    text.into_bytes()
}

fn plain(mut recipe: Recipe) -> Recipe {
    for column in recipe.columns.iter_mut().filter(|column| column.name != "id") {
        column.role = Role::Feature;
        (column.transform, column.outliers, column.scale) =
            (Transform::None, Default::default(), Scale::Standard);
    }
    recipe.clustering.k = Some(3);
    recipe
}

fn trimmed(recipe: Recipe) -> Recipe {
    let mut recipe = plain(recipe);
    recipe.clustering.trim = 0.02;
    recipe
}

pub(super) fn ask(session: &mut Session, line: &str) -> WhatIfView {
    let customer = Customer { cells: BTreeMap::new(), row: line.to_owned() };
    let answers = outputs(session, Event::WhatIf { customer }, &[]);
    let answer = answers.into_iter().find_map(|(output, _)| match output {
        Output::WhatIf { answer } => Some(*answer),
        _ => None,
    });
    answer.expect("an answer")
}

pub(super) fn taken(session: &mut Session, bytes: &[u8], options: ExportOptions) -> String {
    exported(session, bytes, Export::LabelledFile, options)
}

fn exported(session: &mut Session, bytes: &[u8], export: Export, options: ExportOptions) -> String {
    let export = Event::Export { export, options };
    let mut text = Vec::new();
    for (output, payload) in outputs(session, export, bytes) {
        if matches!(output, Output::DownloadPart { .. }) {
            text.extend(payload);
        }
    }
    String::from_utf8(text).expect("UTF-8")
}

#[test]
fn customers_set_aside_are_unusual_everywhere_and_no_segment() {
    let bytes = shop();
    let mut session = Session::default();
    let (view, points) = journey_with_points(&mut session, "shop.csv", &bytes, trimmed).expect("segments");
    let unusual = view.unusual.as_ref().expect("six are");
    assert_eq!((unusual.name.as_str(), unusual.size, unusual.share), (UNUSUAL, 6, 0.02));
    assert!(unusual.text.starts_with("6 of 300 customers"), "{}", unusual.text);
    assert_eq!(session.unusual(), (294..300).collect::<Vec<usize>>());
    assert_eq!(view.segments.iter().map(|segment| segment.size).collect::<Vec<_>>(), [98; 3]);
    assert_eq!((view.rows_used, view.map.shown, view.map.of), (294, 300, 300));
    let (coordinates, labels) = points.split_at(300 * 8);
    let labels: Vec<u16> = labels.as_chunks::<2>().0.iter().map(|two| u16::from_le_bytes(*two)).collect();
    assert_eq!(labels.iter().filter(|label| **label == 3).count(), 6, "with a number no segment has");
    let x: Vec<f32> =
        coordinates.as_chunks::<4>().0[..300].iter().map(|four| f32::from_le_bytes(*four)).collect();
    assert!(x.iter().all(|x| f64::from(*x) <= view.map.x.max + 1.0), "nobody is outside the frame");
    assert!(view.map.x.max < 2_000.0, "those far away leave the frame to the others: {}", view.map.x.max);
    assert!(view.map.caption.contains("grey"), "{}", view.map.caption);

    let columns = vec![LabelColumn::Name, LabelColumn::Confidence];
    let text = taken(&mut session, &bytes, ExportOptions { columns, ..ExportOptions::default() });
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[1..295].iter().all(|line| !line.contains(UNUSUAL)), "{text}");
    assert!(lines[295..].iter().all(|line| line.ends_with(",0,Unusual customers,")), "{text}");
    let only = taken(&mut session, &bytes, ExportOptions { only: Some(0), ..ExportOptions::default() });
    assert_eq!(only.lines().count(), 7);
    let only = taken(&mut session, &bytes, ExportOptions { only: Some(2), ..ExportOptions::default() });
    assert_eq!(only.lines().count(), 99);

    let averages = exported(&mut session, &bytes, Export::Profile, ExportOptions::default());
    let lines: Vec<Vec<&str>> = averages.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!((lines[0].last(), lines[1].last()), (Some(&UNUSUAL), Some(&"6")), "{averages}");
    let spent = lines.iter().find(|line| line[0] == "spent").expect("a line");
    assert_eq!(spent.last(), Some(&"49000"), "the mean of 40,000, 49,000 and 58,000, each twice");

    let lines: Vec<String> = String::from_utf8(bytes).expect("UTF-8").lines().map(str::to_owned).collect();
    assert_eq!(ask(&mut session, &lines[300]).segment, None, "unusual");
    assert!(ask(&mut session, &lines[300]).text.starts_with("Unusual"), "and it is said");
    assert!(ask(&mut session, &lines[1]).segment.is_some(), "one of the many");
}

#[test]
fn other_numbers_of_segments_can_be_chosen_and_named() {
    let bytes = shop();
    let mut session = Session::default();
    journey(&mut session, "shop.csv", &bytes, trimmed).expect("segments");
    for k in [1, 5, 2, 3] {
        let told = outputs(&mut session, Event::Choose { k }, &bytes);
        let view = told.into_iter().find_map(|(output, _)| match output {
            Output::Segmented { view } => Some(*view),
            _ => None,
        });
        let view = view.expect("a result");
        assert_eq!(view.segments.len(), k as usize);
        assert_eq!(view.unusual.map(|unusual| unusual.size), Some(6), "k = {k}");
    }
    let told = outputs(&mut session, Event::Rename { segment: 1, name: "Anna’s".to_owned() }, &bytes);
    assert!(told.iter().any(
        |(output, _)| matches!(output, Output::Segmented { view } if view.segments[0].name == "Anna’s")
    ));
}

#[test]
fn the_checks_look_at_those_who_are_kept() {
    let bytes = shop();
    let mut session = Session::default();
    let mut last = None;
    let file =
        customer_segmentation::protocol::FileMeta { name: "shop.csv".to_owned(), size: bytes.len() as u64 };
    let recipe = Recipe::from_json(
        r#"{"version": 1, "columns": [{"name": "spent", "role": "feature"}, {"name": "orders", "role": "feature"}],
            "clustering": {"trim": 0.02, "k_max": 5, "k": 3}}"#,
    );
    let open = Event::Open { file, recipe: Some(recipe.expect("a recipe")) };
    for (output, _) in outputs(&mut session, open, &bytes) {
        if let Output::Checked { trust, .. } = output {
            last = Some(trust);
        }
    }
    let trust = last.expect("checks");
    let verdict = trust.verdict.expect("they are done");
    assert_eq!((verdict.recommended, verdict.word.as_str()), (3, "Natural"));
    assert_eq!(trust.segments.len(), 3);
}

#[test]
fn the_order_of_the_file_changes_nobody() {
    let bytes = shop();
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    let turned = lines.join("\n").into_bytes();
    let unscaled = |recipe| {
        let mut recipe = trimmed(recipe);
        recipe.columns.iter_mut().for_each(|column| column.scale = Scale::None);
        recipe
    };
    let (mut one, mut other) = (Session::default(), Session::default());
    journey(&mut one, "shop.csv", &bytes, unscaled).expect("segments");
    journey(&mut other, "shop.csv", &turned, unscaled).expect("segments");
    let (fit, again) = (one.shown().expect("a result").0, other.shown().expect("a result").0);
    assert_eq!((&fit.centroids, fit.inertia.to_bits()), (&again.centroids, again.inertia.to_bits()));
    assert_eq!(other.unusual(), (0..6).collect::<Vec<usize>>());
}

#[test]
fn one_segment_with_nearly_everyone_comes_with_an_offer_that_helps() {
    let bytes = shop();
    let mut session = Session::default();
    let three = |recipe| {
        let mut recipe = plain(recipe);
        recipe.clustering.k = Some(2);
        recipe
    };
    let view = journey(&mut session, "shop.csv", &bytes, three).expect("segments");
    assert!(view.segments[0].share >= 0.9, "{}", view.segments[0].share);
    let buttons: Vec<&str> = view.offers.iter().map(|offer| offer.button.as_str()).collect();
    assert_eq!(buttons, ["Take logarithms", "Set 2 % aside"]);
    for offer in view.offers {
        let view = journey(&mut session, "shop.csv", &bytes, |_| offer.recipe.clone()).expect("segments");
        assert!(view.segments[0].share < 0.9, "{}: {}", offer.button, view.segments[0].share);
        assert!(view.offers.is_empty(), "{}", offer.button);
    }
}

/// Every row asked about goes where it went.
fn every_row(session: &mut Session, bytes: &[u8]) {
    let (fit, prepared) = session.shown().expect("a result");
    let (labels, rows) = (fit.labels.clone(), prepared.rows.clone());
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    for (row, line) in text.lines().skip(1).enumerate() {
        let own = rows.observation(row).map(|observation| u32::from(labels[observation]) + 1);
        assert_eq!(ask(session, line).segment, own, "row {row}: {line}");
    }
}

/// The mean of `column` over the members of each segment, by hand.
fn means(session: &Session, bytes: &[u8], place: usize) -> Vec<f64> {
    let (fit, prepared) = session.shown().expect("a result");
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let lines: Vec<&str> = text.lines().skip(1).collect();
    let mut sums = vec![(0.0, 0.0); fit.k()];
    for (observation, label) in fit.labels.iter().enumerate() {
        let cell = lines[prepared.rows.row(observation)].split(',').nth(place).expect("a cell");
        if let Ok(x) = cell.parse::<f64>() {
            let (sum, count) = &mut sums[usize::from(*label)];
            (*sum, *count) = (*sum + x, *count + 1.0);
        }
    }
    sums.into_iter().map(|(sum, count)| sum / count).collect()
}

fn shown_means(view: &View, column: &str) -> Vec<f64> {
    let measure = view.measures.iter().find(|measure| measure.column == column).expect("a measure");
    measure.means.iter().map(|mean| mean.expect("a mean")).collect()
}

#[test]
fn after_whitening_profiles_stay_in_their_units_and_rules_say_why_there_are_none() {
    let bytes = sample_csv();
    let mut session = Session::default();
    let view = journey(&mut session, SAMPLE_NAME, &bytes, |mut recipe| {
        (recipe.clustering.whiten, recipe.clustering.k) = (Some(0.9), Some(4));
        recipe
    });
    let view = view.expect("segments");
    assert!(
        view.rules.sentence.starts_with("Rules are not available after whitening"),
        "{}",
        view.rules.sentence
    );
    assert!(view.rules.sql.is_empty() && view.segments.iter().all(|segment| segment.rule.ways.is_empty()));
    assert!(view.notes.iter().any(|note| note.text.contains("principal components of")), "it is told");
    assert!(view.drivers.iter().all(|driver| driver.without.is_none()), "no column can be left out");
    for (ours, theirs) in shown_means(&view, "age").iter().zip(means(&session, &bytes, 1)) {
        assert!((ours - theirs).abs() < 1e-9 * theirs, "{ours} and {theirs}");
    }
    let space = session.shown().expect("a result").1.space.as_ref().expect("components");
    assert!(space.whitening.kept() >= 0.9 && space.matrix.features() < view.features.len());
    every_row(&mut session, &bytes);
    let pulls = ask(&mut session, "C,44,52000,800,13,20,0.2,Books,yes,Elmford").pulls;
    assert!(!pulls.is_empty() && pulls.iter().all(|pull| pull.pull.abs() <= 1.0), "{pulls:?}");
}

#[test]
fn prototypes_have_modes_for_centres_and_shares_in_profiles() {
    let bytes = sample_csv();
    let mut session = Session::default();
    let view = journey(&mut session, SAMPLE_NAME, &bytes, |mut recipe| {
        let mixed = ["age", "income", "preferred_category", "city"];
        for column in &mut recipe.columns {
            let used = mixed.contains(&column.name.as_str());
            column.role = if used { Role::Feature } else { Role::Ignored };
        }
        (recipe.clustering.categories, recipe.clustering.trim) = (Categories::Prototypes, 0.01);
        recipe.clustering.k = Some(4);
        recipe
    });
    let view = view.expect("segments");
    let prepared = session.shown().expect("a result").1;
    assert_eq!(prepared.categories.len(), 2);
    let lambda = prepared.lambda.expect("prototypes have one");
    assert!((lambda - 0.5).abs() < 1e-12, "standardised numbers have deviation 1: {lambda}");
    let centres = prepared.centroids.as_ref().expect("modes");
    let (first, count) = prepared.categories[0];
    for centre in centres.chunks_exact(prepared.features.len()) {
        let block = &centre[first as usize..(first + count) as usize];
        assert_eq!(block.iter().filter(|x| **x > 0.0).count(), 1, "{block:?}");
    }
    let shares: f64 = view
        .measures
        .iter()
        .filter(|measure| measure.column == "city")
        .map(|measure| measure.means[0].expect("a share"))
        .sum();
    assert!((shares - 1.0).abs() < 0.2, "shares of levels are told, not modes: {shares}");
    assert!(view.unusual.is_some() && !view.rules.sql.is_empty());
    assert_eq!(view.rules.price, None, "groups of rules have means, so their costs do not compare");
}

#[test]
fn real_files_take_every_variant() {
    let Some(shared) = shared_data() else { return };
    for name in ["Mall_Customers.csv", "Wholesale_customers_data.csv", "german_credit_data.csv"] {
        let bytes = std::fs::read(shared.join("customers").join(name)).expect("a shared file");
        let rows = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        for variant in 0..3 {
            let mut session = Session::default();
            let view = journey(&mut session, name, &bytes, |mut recipe| {
                match variant {
                    0 => recipe.clustering.trim = 0.05,
                    1 => recipe.clustering.whiten = Some(0.9),
                    _ => recipe.clustering.categories = Categories::Prototypes,
                }
                recipe
            });
            let view = view.unwrap_or_else(|error| panic!("{name}, {variant}: {error}"));
            let aside = view.unusual.as_ref().map_or(0, |unusual| unusual.size);
            let all: u64 = view.segments.iter().map(|segment| segment.size).sum::<u64>() + aside;
            assert!(all.abs_diff(rows) <= 1, "{name}, {variant}: {all} of {rows}");
            assert_eq!(aside > 0, variant == 0, "{name}, {variant}");
        }
    }
}
