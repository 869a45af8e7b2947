//! Snake plot, heat map, spread, ribbon and Lorenz curve: what is drawn, and where the values stand.

use customer_segmentation::chart::{self, ChartSegment, Place};
use customer_segmentation::recipe::Role;
use customer_segmentation::view::{LorenzPoint, MeasureView, SegmentValue, SpreadView};

use super::map::segments;
use super::recorder::{Form, Mark, assert_tidy, look, record, texts};

fn measure(column: &str, z: &[f64]) -> MeasureView {
    MeasureView {
        column: column.to_owned(),
        role: Role::Feature,
        level: None,
        average: 40.0,
        means: z.iter().map(|z| z.is_finite().then_some(40.0 + 10.0 * z)).collect(),
        z: z.to_vec(),
        decimals: 1,
        years: false,
    }
}

fn measures() -> Vec<MeasureView> {
    vec![
        measure("age", &[-1.0, 0.5, 0.52]),
        measure("<b>spend</b>\u{202e}", &[4.0, -0.2, 0.0]),
        measure("visits", &[0.1, f64::NAN, -1.5]),
    ]
}

fn worth(shares: &[f64]) -> Vec<ChartSegment> {
    let mut all = segments(shares.len());
    for (segment, share) in all.iter_mut().zip(shares) {
        segment.share = 1.0 / shares.len() as f64;
        segment.value = Some(SegmentValue {
            total: 100.0 * share,
            share: Some(*share),
            mean: 1.0,
            low: None,
            high: None,
        });
    }
    all
}

fn spread() -> SpreadView {
    SpreadView {
        column: "age".to_owned(),
        role: Role::Feature,
        log: false,
        edges: vec![0.0, 10.0, 20.0, 30.0],
        years: false,
        counts: vec![vec![4, 0, 0], vec![0, 2, 2], vec![0, 0, 0]],
    }
}

fn device(dpr: f64, css: (f64, f64)) -> (u32, u32) {
    ((css.0 * dpr) as u32, (css.1 * dpr) as u32)
}

/// Every place is inside a canvas of this many CSS pixels.
fn assert_inside(places: &[Place], (width, height): (f64, f64)) {
    for place in places {
        let inside = (0.0..=width).contains(&place.x) && (0.0..=height).contains(&place.y);
        assert!(inside, "{place:?} is outside {width} by {height}");
    }
}

#[test]
fn the_snake_plot_has_a_line_a_segment_and_a_place_for_each_value() {
    let css = (700.0, chart::snake::height(3));
    for dpr in [1.0, 2.0] {
        let marks = record(device(dpr, css), |area| {
            chart::snake::draw(area, &measures(), &segments(3), None, &look(dpr)).expect("drawn");
        });
        assert_tidy(&marks, device(dpr, css), dpr);
        let lines = marks.iter().filter(|mark| matches!(mark.form, Form::Path { .. })).count();
        assert_eq!(lines, 3);
        assert!(texts(&marks).iter().any(|text| text.contains("average")), "the middle is named");
        let places = chart::snake::places(device(dpr, css), &measures(), 3, &look(dpr));
        assert_eq!(places.len(), 8, "nine values less the one that is missing");
        assert_inside(&places, css);
        assert!(places[0].x < places[1].x && places[1].x <= places[2].x, "from low to high: {places:?}");
    }
}

#[test]
fn a_segment_in_the_light_alone_keeps_its_strength() {
    let css = (700.0, chart::snake::height(3));
    let strength = |highlight| {
        let marks = record(device(1.0, css), |area| {
            chart::snake::draw(area, &measures(), &segments(3), highlight, &look(1.0)).expect("drawn");
        });
        let lines = marks.into_iter().filter(|mark| matches!(mark.form, Form::Path { .. }));
        lines.map(|mark: Mark| mark.alpha).collect::<Vec<f64>>()
    };
    assert_eq!(strength(None), [1.0; 3]);
    let quiet = strength(Some(1));
    assert_eq!((quiet[2], quiet[0] < 0.2, quiet[1] < 0.2), (1.0, true, true), "drawn last, the others quiet");
}

#[test]
fn the_heat_map_tells_means_in_their_own_units() {
    let css = (700.0, chart::heat::height(3));
    let marks = record(device(1.0, css), |area| {
        chart::heat::draw(area, &measures(), &segments(3), None, &look(1.0)).expect("drawn");
    });
    assert_tidy(&marks, device(1.0, css), 1.0);
    let told = texts(&marks);
    for text in ["30.0", "45.0", "80.0", "–", "Everyone", "40.0"] {
        assert!(told.contains(&text), "{text} in {told:?}");
    }
    let places = chart::heat::places(device(1.0, css), &measures(), 3, &look(1.0));
    assert_eq!(places.len(), 9);
    assert_inside(&places, css);
    let narrow = record((120, 200), |area| {
        chart::heat::draw(area, &measures(), &segments(3), None, &look(1.0)).expect("drawn");
    });
    assert!(!texts(&narrow).contains(&"30.0"), "a value without room is left out");
}

#[test]
fn the_spread_has_a_panel_a_segment_and_the_highest_share_on_top() {
    let css = (500.0, chart::spread::height(3));
    let marks = record(device(1.0, css), |area| {
        chart::spread::draw(area, &spread(), &segments(3), None, &look(1.0)).expect("drawn");
    });
    assert_tidy(&marks, device(1.0, css), 1.0);
    let places = chart::spread::places(device(1.0, css), &spread(), &look(1.0));
    assert_eq!(places.len(), 9);
    assert_inside(&places, css);
    assert!(places[0].y < places[3].y, "all of the first segment are in the first bar");
    assert!(places[0].y < places[1].y && places[1].y < places[2].y, "panels from top to bottom");
}

#[test]
fn the_ribbon_shares_out_customers_and_value() {
    let css = (600.0, chart::ribbon::HEIGHT);
    let all = worth(&[0.7, 0.3, 0.0]);
    let marks = record(device(1.0, css), |area| {
        chart::ribbon::draw(area, &all, "spend", None, &look(1.0)).expect("drawn");
    });
    assert_tidy(&marks, device(1.0, css), 1.0);
    assert!(texts(&marks).contains(&"70\u{a0}%"), "{:?}", texts(&marks));
    let places = chart::ribbon::places(device(1.0, css), &all, &look(1.0));
    assert_eq!((places.len(), places[3].x, places[4].x), (6, 210.0, 510.0), "middles of 70 and 30 per cent");
    assert_inside(&places, css);
}

#[test]
fn the_curve_ends_where_everybody_has_everything() {
    let css = (480.0, 320.0);
    let points: Vec<LorenzPoint> =
        (0..=10).map(|i| f64::from(i) / 10.0).map(|x| LorenzPoint { customers: x, value: x * x }).collect();
    let marks = record(device(2.0, css), |area| {
        chart::lorenz::draw(area, &points, &look(2.0)).expect("drawn");
    });
    assert_tidy(&marks, device(2.0, css), 2.0);
    let places = chart::lorenz::places(device(2.0, css), &points, &look(2.0));
    assert_eq!(places.len(), 11);
    assert_inside(&places, css);
    assert!(places.windows(2).all(|pair| pair[0].x < pair[1].x && pair[0].y >= pair[1].y), "it rises");
}
