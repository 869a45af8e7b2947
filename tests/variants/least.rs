//! Segments of a least size, from the recipe to what is taken away.

use customer_segmentation::protocol::{ExportOptions, LabelColumn};
use customer_segmentation::recipe::{Missing, Recipe, Role, Scale, Transform};
use customer_segmentation::session::Session;

use super::journeys::taken;
use crate::common::journey;

/// 200 customers around three amounts, a handful of them around the last.
fn shop() -> Vec<u8> {
    let mut text = String::from("spent,orders\n");
    for row in 0..200_u32 {
        let (spent, orders) = if row < 5 { (900, 90) } else { [(100, 10), (400, 60)][(row % 2) as usize] };
        text += &format!("{},{}\n", spent + (row * 37) % 41, orders + (row * 17) % 7);
    }
    text.into_bytes()
}

fn held(least: u32) -> impl Fn(Recipe) -> Recipe {
    move |mut recipe| {
        for column in &mut recipe.columns {
            column.role = Role::Feature;
            (column.transform, column.outliers, column.scale) =
                (Transform::None, Default::default(), Scale::Standard);
        }
        (recipe.clustering.k, recipe.clustering.min_size) = (Some(3), least);
        recipe
    }
}

#[test]
fn every_segment_holds_as_many_as_asked() {
    let mut session = Session::default();
    let bytes = shop();
    let view = journey(&mut session, "shop.csv", &bytes, held(0)).expect("a result");
    let free: Vec<u64> = view.segments.iter().map(|segment| segment.size).collect();
    assert_eq!(free.last(), Some(&5), "{free:?}: left alone, the five are a segment");

    let mut session = Session::default();
    let view = journey(&mut session, "shop.csv", &bytes, held(30)).expect("a result");
    let sizes: Vec<u64> = view.segments.iter().map(|segment| segment.size).collect();
    assert_eq!((sizes.iter().sum::<u64>(), sizes.last()), (200, Some(&30)), "{sizes:?}");
    assert!(view.notes.iter().any(|note| note.text.contains("at least 30 customers")), "{:?}", view.notes);
    let options = ExportOptions { columns: vec![LabelColumn::Confidence], ..ExportOptions::default() };
    let text = taken(&mut session, &bytes, options);
    let unwilling = text
        .lines()
        .skip(1)
        .filter(|line| line.rsplit(',').next().is_some_and(|cell| cell.starts_with('-')))
        .count();
    assert!(unwilling > 0, "some are in a segment that is not the nearest, and their confidence says so");
}

#[test]
fn it_is_held_where_gaps_are_left_out_of_distances() {
    let text = String::from_utf8(shop()).expect("UTF-8");
    let line = |(row, line): (usize, &str)| match line.split_once(',') {
        Some((spent, _)) if row % 9 == 4 => format!("{spent},"),
        _ => line.to_owned(),
    };
    let gappy: Vec<String> = text.lines().enumerate().map(line).collect();
    let mut session = Session::default();
    let recipe = |recipe| {
        let mut recipe = held(30)(recipe);
        recipe.columns.iter_mut().for_each(|column| column.missing = Missing::LeaveOut);
        recipe
    };
    let view = journey(&mut session, "shop.csv", gappy.join("\n").as_bytes(), recipe).expect("a result");
    let sizes: Vec<u64> = view.segments.iter().map(|segment| segment.size).collect();
    assert_eq!((sizes.iter().sum::<u64>(), sizes.last()), (200, Some(&30)), "{sizes:?}");
}

#[test]
fn numbers_that_cannot_be_filled_are_not_tried() {
    let mut session = Session::default();
    let recipe = |recipe| {
        let mut recipe = held(60)(recipe);
        recipe.clustering.k = None;
        recipe
    };
    let view = journey(&mut session, "shop.csv", &shop(), recipe).expect("a result");
    assert_eq!(
        view.elbow.points.last().map(|point| point.k),
        Some(3),
        "200 customers fill three segments of 60"
    );
}

#[test]
fn what_cannot_be_held_is_refused() {
    let refused = |least: u32, change: fn(&mut Recipe)| {
        let mut session = Session::default();
        let recipe = |recipe| {
            let mut recipe = held(least)(recipe);
            change(&mut recipe);
            recipe
        };
        let error = journey(&mut session, "shop.csv", &shop(), recipe).expect_err("it cannot be held");
        assert!(error.place.contains("min_size"), "{error}");
        error.to_string()
    };
    let few = refused(150, |recipe| (recipe.clustering.k, recipe.clustering.k_min) = (Some(2), 2));
    assert!(few.contains("more than 200 customers"), "{few}");
    let absurd = refused(u32::MAX, |recipe| (recipe.clustering.k, recipe.clustering.k_min) = (Some(2), 2));
    assert!(absurd.contains("4294967295"), "no product of the two overflows: {absurd}");
    let both = refused(30, |recipe| recipe.clustering.trim = 0.1);
    assert!(both.contains("set aside"), "{both}");
    let many = refused(2, |recipe| recipe.clustering.k_max = 60);
    assert!(many.contains("up to 50 segments"), "{many}");
}
