use customer_segmentation::chart::{self, ChartSegment, Points, map_nearest};
use customer_segmentation::view::{Axis, AxisView, MapView};

use super::recorder::{Area, CANVAS, Form, Mark, assert_tidy, look, record, texts};

const FIRST: (u8, u8, u8) = (0, 119, 192);
const SIZE: (u32, u32) = (552, 548);

fn component(number: u32, low: &str, high: &str, min: f64, max: f64) -> AxisView {
    let axis = Axis::Component { number };
    AxisView { axis, low: low.to_owned(), high: high.to_owned(), share: Some(0.4), min, max, years: false }
}

fn column(name: &str, min: f64, max: f64) -> AxisView {
    let axis = Axis::Column { name: name.to_owned() };
    AxisView { axis, low: String::new(), high: name.to_owned(), share: None, min, max, years: false }
}

fn view(x: AxisView, y: AxisView, points: &Points) -> MapView {
    let shown = u32::try_from(points.len()).expect("few");
    MapView { x, y, shown, of: u64::from(shown), choices: Vec::new(), caption: String::new() }
}

/// A map of two components, from -4 to 4 across and -3 to 3 up.
fn components(points: &Points) -> MapView {
    let x = component(1, "spend less, order rarely", "spend more, order often", -4.0, 4.0);
    view(x, component(2, "older", "younger", -3.0, 3.0), points)
}

fn segment(index: usize, of: usize) -> ChartSegment {
    let turn = std::f64::consts::TAU * index as f64 / of as f64;
    ChartSegment {
        letter: char::from(b'A' + u8::try_from(index % 26).expect("a letter")).to_string(),
        short_name: format!("Name {index}"),
        share: 0.1,
        value: None,
        x: 2.5 * turn.cos(),
        y: 2.0 * turn.sin(),
    }
}

pub fn segments(count: usize) -> Vec<ChartSegment> {
    (0..count).map(|index| segment(index, count)).collect()
}

/// A round cloud for each segment, one segment after the other.
fn clouds(count: usize, segments: usize) -> Points {
    let mut points = Points { x: Vec::new(), y: Vec::new(), segment: Vec::new() };
    for index in 0..count {
        let own = index * segments / count;
        let centre = segment(own, segments);
        // Turning by the golden angle fills a disc evenly.
        let (turn, far) = (2.399_963 * index as f64, 0.8 * ((index % 97) as f64 / 97.0).sqrt());
        points.x.push((centre.x + far * turn.cos()) as f32);
        points.y.push((centre.y + far * turn.sin()) as f32);
        points.segment.push(u16::try_from(own).expect("few"));
    }
    points
}

fn drawn(points: &Points, count: usize, highlight: Option<usize>, dpr: f64) -> Vec<Mark> {
    let size = ((552.0 * dpr) as u32, (548.0 * dpr) as u32);
    let draw = |area: &Area| {
        chart::map::draw(area, &components(points), &segments(count), points, highlight, &look(dpr))
            .expect("drawn");
    };
    record(size, draw)
}

fn dots(marks: &[Mark], radius: u32) -> Vec<&Mark> {
    let dot = |mark: &&Mark| mark.form == Form::Disc { radius, filled: true } && mark.alpha < 1.0;
    marks.iter().filter(dot).collect()
}

#[test]
fn many_points_are_discs_interleaved_so_that_no_segment_covers_another() {
    let marks = drawn(&clouds(3000, 3), 3, None, 1.0);
    let dots = dots(&marks, 2);
    assert_eq!(dots.len(), 3000);
    assert!(dots.iter().all(|dot| (dot.alpha - 0.5).abs() < 1e-9), "half transparent");
    for stretch in dots.chunks(3) {
        let different = stretch.windows(2).all(|pair| pair[0].colour != pair[1].colour);
        assert!(different && stretch[0].colour != stretch[2].colour, "{stretch:?}");
    }
}

#[test]
fn size_and_opacity_follow_the_number_of_points_and_the_density() {
    for (count, dpr, radius, alpha) in
        [(900, 1.0, 2, 0.6), (900, 2.0, 4, 0.6), (3000, 2.0, 4, 0.5), (3000, 3.0, 6, 0.5)]
    {
        let marks = drawn(&clouds(count, 2), 2, None, dpr);
        let dots = dots(&marks, radius);
        assert_eq!(dots.len(), count, "{count} at {dpr}");
        assert!(dots.iter().all(|dot| (dot.alpha - alpha).abs() < 1e-9), "{count} at {dpr}");
    }
    let squares = drawn(&clouds(12_000, 2), 2, None, 2.0);
    let of_segment =
        |mark: &&Mark| mark.form == Form::Rect && mark.alpha == 0.25 && mark.to.0 - mark.from.0 == 6;
    assert_eq!(squares.iter().filter(of_segment).count(), 12_000);
}

#[test]
fn few_points_have_the_shape_of_their_segment() {
    let marks = drawn(&clouds(400, 8), 8, None, 2.0);
    let shaped = |corners: usize| {
        let of_point =
            |mark: &&Mark| mark.form == Form::Polygon { corners } && (mark.alpha - 0.85).abs() < 1e-9;
        marks.iter().filter(of_point).count()
    };
    assert_eq!(dots(&marks, 7).len(), 50, "circles");
    // Squares and diamonds; triangles up and down; hexagons; pentagons; crosses.
    assert_eq!([4, 3, 6, 5, 12].map(shaped), [100, 100, 50, 50, 50]);
}

#[test]
fn segments_beyond_the_eighth_are_hollow() {
    let marks = drawn(&clouds(200, 10), 10, None, 1.0);
    let hollow = |mark: &&Mark| matches!(&mark.form, Form::Path { corners, .. } if corners.len() < 6);
    assert_eq!(marks.iter().filter(hollow).count(), 40, "hollow squares and triangles");
    for letter in ["A", "H", "I", "J"] {
        assert!(texts(&marks).contains(&letter), "{letter} in {:?}", texts(&marks));
    }
}

#[test]
fn names_axis_words_and_outlines_are_there() {
    let marks = drawn(&clouds(3000, 4), 4, None, 1.0);
    let texts = texts(&marks);
    for text in ["A", "D", "Name 0", "Name 3", "↑ younger", "↓ older", "← spend less, order rarely"] {
        assert!(texts.contains(&text), "{text} in {texts:?}");
    }
    assert!(texts.contains(&"spend more, order often →"), "{texts:?}");
    let outlines =
        marks.iter().filter(|mark| matches!(&mark.form, Form::Path { corners, .. } if corners.len() > 48));
    assert_eq!(outlines.count(), 4);
    let halo =
        marks.iter().filter(|mark| matches!(mark.form, Form::Text { .. }) && mark.colour == CANVAS).count();
    assert_eq!(halo, 8 * 4, "each name has a halo");
}

#[test]
fn axis_words_lose_their_second_half_before_they_meet() {
    let points = clouds(500, 2);
    let draw = |area: &Area| {
        chart::map::draw(area, &components(&points), &segments(2), &points, None, &look(1.0)).expect("drawn");
    };
    let narrow = record((300, 360), draw);
    assert!(texts(&narrow).contains(&"← spend less"), "{:?}", texts(&narrow));
    assert!(texts(&narrow).contains(&"spend more →"), "{:?}", texts(&narrow));
}

#[test]
fn a_highlighted_segment_keeps_its_strength_and_lies_on_top() {
    let marks = drawn(&clouds(3000, 3), 3, Some(0), 1.0);
    let dots = dots(&marks, 2);
    let (rest, top) = dots.split_at(2000);
    assert!(top.iter().all(|dot| dot.colour == FIRST && (dot.alpha - 0.5).abs() < 1e-9), "the first on top");
    assert!(
        rest.iter().all(|dot| dot.colour != FIRST && (dot.alpha - 0.07).abs() < 1e-9),
        "the others quiet"
    );
    let name =
        |text: &str| marks.iter().rfind(|mark| matches!(&mark.form, Form::Text { text: t, .. } if t == text));
    assert_eq!(name("Name 0").map(|mark| mark.alpha), Some(1.0));
    assert_eq!(name("Name 1").map(|mark| mark.alpha), Some(0.14));
    assert_eq!(drawn(&clouds(30, 3), 3, Some(99), 1.0).len(), drawn(&clouds(30, 3), 3, Some(98), 1.0).len());
}

#[test]
fn two_components_have_one_scale_and_columns_fill_the_room() {
    let corners = Points { x: vec![-4.0, 4.0], y: vec![-3.0, 3.0], segment: vec![0, 0] };
    let places = |map: &MapView, points: &Points| -> (i32, i32) {
        let draw =
            |area: &Area| chart::map::draw(area, map, &segments(1), points, None, &look(1.0)).expect("drawn");
        let marks = record((700, 400), draw);
        let dots = dots(&marks, 4);
        (dots[1].from.0 - dots[0].from.0, dots[0].from.1 - dots[1].from.1)
    };
    let (across, up) = places(&components(&corners), &corners);
    assert!((f64::from(across) / f64::from(up) - 8.0 / 6.0).abs() < 0.02, "{across} by {up}");
    let map = view(column("spend", -4.0, 4.0), column("age", -3.0, 3.0), &corners);
    let (across, up) = places(&map, &corners);
    assert!(across > 600 && up > 280, "{across} by {up}");
}

#[test]
fn columns_have_plain_numbers_in_the_marks_of_the_locale() {
    let points = Points { x: vec![0.0, 12_000.0], y: vec![0.0, 0.9], segment: vec![0, 1] };
    let map = view(column("spend_12m", 0.0, 12_000.0), column("share", 0.0, 0.9), &points);
    let mut german = look(1.0);
    (german.decimal, german.group) = (",".to_owned(), ".".to_owned());
    let draw =
        |area: &Area| chart::map::draw(area, &map, &segments(2), &points, None, &german).expect("drawn");
    let marks = record(SIZE, draw);
    let texts = texts(&marks);
    for text in ["5.000", "10.000", "spend_12m →", "↑ share", "0,4"] {
        assert!(texts.contains(&text), "{text} in {texts:?}");
    }
    assert_tidy(&marks, SIZE, 1.0);
}

#[test]
fn hostile_names_are_drawn_as_one_short_line() {
    let mut hostile = segments(2);
    hostile[0].short_name = format!("a\u{202e}b\nc{}", "x".repeat(5000));
    hostile[1].short_name = String::new();
    let points = clouds(50, 2);
    let mut map = components(&points);
    map.x.high = format!("{}\t\u{200f}", "wide ".repeat(2000));
    let draw =
        |area: &Area| chart::map::draw(area, &map, &hostile, &points, None, &look(1.0)).expect("drawn");
    for text in texts(&record(SIZE, draw)) {
        assert!(text.chars().count() <= 62, "{} characters", text.chars().count());
        assert!(!text.chars().any(|c| c.is_control() || matches!(c, '\u{200f}' | '\u{202e}')), "{text:?}");
    }
}

#[test]
fn any_map_fits_any_canvas() {
    let mut broken = clouds(60, 3);
    (broken.x[0], broken.y[1], broken.x[2]) = (f32::NAN, f32::INFINITY, 1e30);
    broken.segment[3] = 200;
    let single = Points { x: vec![2.0; 20], y: vec![1.0; 20], segment: vec![0; 20] };
    let empty = Points { x: vec![], y: vec![], segment: vec![] };
    for points in [clouds(500, 12), broken, single, empty] {
        let flat = view(component(1, "", "", 2.0, 2.0), column("", f64::NAN, f64::NAN), &points);
        let columns = view(column("x", 1e9, 3e9), column("y", -0.002, 0.001), &points);
        let vast = view(column("x", -f64::MAX, f64::MAX), column("y", 0.0, f64::INFINITY), &points);
        for map in [components(&points), flat, columns, vast] {
            for dpr in [1.0, 1.25, 3.0] {
                for size in [(0, 0), (3, 900), (900, 3), (120, 140), (280, 300), (552, 548), (1200, 400)] {
                    let draw = |area: &Area| {
                        chart::map::draw(area, &map, &segments(12), &points, Some(1), &look(dpr))
                            .expect("drawn");
                    };
                    assert_tidy(&record(size, draw), size, dpr);
                }
            }
        }
    }
}

#[test]
fn the_pointer_finds_the_point_it_is_on() {
    let points = clouds(900, 3);
    let map = components(&points);
    for dpr in [1.0, 2.0] {
        let size = ((552.0 * dpr) as u32, (548.0 * dpr) as u32);
        for mark in dots(&drawn(&points, 3, None, dpr), if dpr > 1.0 { 4 } else { 2 }).iter().step_by(50) {
            let at = (
                f64::from(mark.from.0 + mark.to.0) / 2.0 / dpr,
                f64::from(mark.from.1 + mark.to.1) / 2.0 / dpr,
            );
            let found = map_nearest(&points, &map, size, at, &look(dpr)).expect("a point is drawn there");
            let fills = [FIRST, (201, 124, 1), (3, 119, 84)];
            assert_eq!(fills[usize::from(points.segment[found])], mark.colour, "at {at:?}");
        }
        assert_eq!(map_nearest(&points, &map, size, (1.0, 1.0), &look(dpr)), None);
        assert_eq!(map_nearest(&points, &map, (0, 0), (1.0, 1.0), &look(dpr)), None);
    }
}

#[test]
fn the_middle_of_each_segment_has_a_place_that_is_hit_as_that_segment() {
    let points = clouds(900, 3);
    let map = components(&points);
    for dpr in [1.0, 2.0] {
        let size = ((552.0 * dpr) as u32, (548.0 * dpr) as u32);
        let places = chart::map::places(size, &map, &segments(3), &look(dpr));
        let of: Vec<Option<u32>> = places.iter().map(|place| place.segment).collect();
        assert_eq!(of, [Some(0), Some(1), Some(2)]);
        for (own, place) in (0..).zip(&places) {
            let nearest = map_nearest(&points, &map, size, (place.x, place.y), &look(dpr));
            assert_eq!(nearest.map(|index| points.segment[index]), Some(own), "{place:?}");
        }
    }
}
