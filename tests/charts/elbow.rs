use customer_segmentation::chart::elbow;
use customer_segmentation::view::{BandPoint, CurvePoint, ElbowView, ReturnPoint};

use super::recorder::{ACCENT, Area, Form, Mark, assert_tidy, look, record, texts};

const INK: (u8, u8, u8) = (21, 24, 27);

fn view(first: u32, explained: &[f64], knee: Option<u32>) -> ElbowView {
    let point = |(k, &explained_variance): (u32, &f64)| CurvePoint {
        k,
        inertia: 100.0 * (1.0 - explained_variance),
        explained_variance,
        iterations: 3,
        starts_agreeing: 2,
        starts: 3,
    };
    ElbowView {
        points: (first..).zip(explained).map(point).collect(),
        knee,
        text: String::new(),
        band: Vec::new(),
        returns: Vec::new(),
    }
}

fn bent() -> ElbowView {
    view(1, &[0.0, 0.3, 0.46, 0.55, 0.61, 0.635, 0.65, 0.665], Some(5))
}

fn drawn(view: &ElbowView, chosen: Option<u32>, dpr: f64) -> Vec<Mark> {
    let size = ((456.0 * dpr) as u32, (260.0 * dpr) as u32);
    record(size, |area| elbow::draw(area, view, chosen, &look(dpr)).expect("the recorder takes everything"))
}

fn radii(marks: &[Mark], of: (u8, u8, u8)) -> Vec<u32> {
    let radius = |mark: &Mark| match mark.form {
        Form::Disc { radius, .. } if mark.colour == of => Some(radius),
        _ => None,
    };
    marks.iter().filter_map(radius).collect()
}

fn line(marks: &[Mark]) -> (u32, Vec<(i32, i32)>) {
    let lines: Vec<_> = (marks.iter())
        .filter_map(|mark| match &mark.form {
            Form::Path { width, corners } => Some((*width, corners.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(lines.len(), 1, "one curve");
    lines[0].clone()
}

#[test]
fn the_bend_is_marked_and_named_and_every_size_follows_the_density() {
    for (dpr, dot, bend, stroke) in [(1.0, 4, 7, 2), (1.5, 5, 10, 3), (2.0, 7, 13, 4), (3.0, 11, 20, 6)] {
        let marks = drawn(&bent(), Some(5), dpr);
        assert_eq!(radii(&marks, INK), [dot; 7], "at {dpr}");
        assert_eq!(radii(&marks, ACCENT), [bend], "at {dpr}");
        assert_eq!(line(&marks).0, stroke, "at {dpr}");
        assert!(texts(&marks).contains(&"the bend: 5"), "{:?}", texts(&marks));
        assert!(!texts(&marks).iter().any(|text| text.starts_with("shown")), "the bend is what is shown");
        let drops = marks.iter().filter(|mark| mark.form == Form::Rect && mark.colour == ACCENT);
        assert!(
            drops.clone().count() == 1 && drops.clone().all(|mark| mark.to.1 - mark.from.1 > 20),
            "one line down"
        );
    }
}

#[test]
fn without_a_bend_none_is_drawn() {
    let marks = drawn(&ElbowView { knee: None, ..bent() }, Some(3), 2.0);
    assert!(!marks.iter().any(|mark| mark.colour == ACCENT), "the accent is the bend's");
    assert!(texts(&marks).contains(&"shown: 3"), "{:?}", texts(&marks));
    assert!(!texts(&marks).iter().any(|text| text.contains("bend")), "{:?}", texts(&marks));
}

#[test]
fn another_number_than_the_bend_is_marked_too() {
    let marks = drawn(&bent(), Some(6), 1.0);
    assert_eq!(radii(&marks, INK), [4, 4, 4, 4, 4, 4, 4, 5]);
    assert!(texts(&marks).contains(&"shown: 6"), "{:?}", texts(&marks));
    let absent = drawn(&bent(), Some(40), 1.0);
    assert!(!texts(&absent).iter().any(|text| text.starts_with("shown")), "40 was not tried");
}

#[test]
fn at_most_five_grid_lines_with_the_unit_on_the_top_one_alone() {
    for (view, numbers) in [
        (bent(), ["20", "40", "60", "80", "100\u{a0}%"]),
        (view(1, &[0.0, 0.5, 0.9], None), ["0", "25", "50", "75", "100\u{a0}%"]),
    ] {
        let marks = drawn(&view, None, 1.0);
        let line = |mark: &&Mark| mark.form == Form::Rect && mark.colour != ACCENT;
        let lines = marks[1..].iter().filter(line).count();
        assert_eq!(lines, 5, "the first rectangle is the background, the others are lines");
        let texts = texts(&marks);
        assert_eq!(texts[1..6], numbers);
    }
}

#[test]
fn a_range_above_one_is_drawn_as_a_share_of_one_segment() {
    let frame = line(&drawn(&view(1, &[0.0, 0.3, 0.5], None), None, 1.0)).1;
    let later = line(&drawn(&view(2, &[0.3, 0.5, 0.6], None), None, 1.0)).1;
    assert_eq!(later[0].1, frame[1].1, "70 per cent lie where they lay");
    assert_eq!(later[1].1, frame[2].1, "50 per cent lie where they lay");
}

#[test]
fn any_curve_fits_any_canvas() {
    let explained =
        |points: usize| -> Vec<f64> { (0..points).map(|i| 1.0 - 1.0 / (1.0 + i as f64)).collect() };
    let broken = view(1, &[0.0, f64::NAN, 2.0, -1.0, f64::INFINITY, 0.5], Some(2));
    let curves = (0..=20).map(|points| view(1, &explained(points), Some(4))).chain([broken]);
    for (points, view) in curves.enumerate() {
        for dpr in [1.0, 1.25, 3.0] {
            for size in [(0, 0), (1, 900), (200, 5), (160, 140), (280, 200), (456, 260), (1200, 300)] {
                for chosen in [None, Some(1), Some(3), Some(4), Some(20)] {
                    let draw = |area: &Area| elbow::draw(area, &view, chosen, &look(dpr)).expect("drawn");
                    assert_tidy(&record(size, draw), size, dpr);
                }
            }
        }
        let marks = drawn(&view, None, 1.0);
        let dots = radii(&marks, INK).len() + radii(&marks, ACCENT).len();
        assert_eq!(dots, if points > 20 { 4 } else { points }, "a dot for every value that is a number");
    }
}

#[test]
fn numbers_below_the_axis_keep_apart() {
    let explained: Vec<f64> = (0..20).map(|i| 1.0 - 1.0 / (1.0 + 0.5 * f64::from(i))).collect();
    let view = view(1, &explained, Some(7));
    for width in [200, 280, 456, 900] {
        let marks =
            record((width, 260), |area| elbow::draw(area, &view, Some(8), &look(1.0)).expect("drawn"));
        let places: Vec<i32> = (marks.iter())
            .filter(|mark| matches!(&mark.form, Form::Text { across: 0, .. }))
            .map(|mark| mark.from.0)
            .collect();
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 22), "{places:?} in {width}");
        assert!(texts(&marks).contains(&"7"), "the bend is always named");
    }
}

#[test]
fn the_references_and_the_returns_are_drawn_and_named() {
    let view = ElbowView {
        band: (1..=8)
            .map(|k| BandPoint { k, low: 1.0 - 0.05 * f64::from(k - 1), high: 1.0 - 0.04 * f64::from(k - 1) })
            .collect(),
        returns: (2..=8).map(|k| ReturnPoint { k, overlap: if k < 6 { 0.9 } else { 0.5 } }).collect(),
        ..bent()
    };
    let size = (456, 412);
    let marks = record(size, |area| elbow::draw(area, &view, Some(5), &look(1.0)).expect("drawn"));
    let texts = texts(&marks);
    for text in ["without segments", "How well the weakest segment comes back", "90\u{a0}%", "the bend: 5"] {
        assert!(texts.contains(&text), "{text} in {texts:?}");
    }
    assert_tidy(&marks, size, 1.0);
}
