//! The correlation heat map and the small histograms.

use customer_segmentation::chart::{self, Place};
use customer_segmentation::view::RelatedView;

use super::recorder::{ACCENT, Form, Mark, assert_tidy, look, record, texts};

fn related() -> RelatedView {
    RelatedView {
        columns: ["age", "<b>spend</b>\u{202e}", "visits"].map(str::to_owned).to_vec(),
        r: vec![vec![1.0, -0.5, f64::NAN], vec![-0.5, 1.0, 0.98], vec![f64::NAN, 0.98, 1.0]],
        pairs: Vec::new(),
        shares: Vec::new(),
    }
}

#[test]
fn each_pair_has_a_cell_with_its_correlation_and_a_place() {
    for dpr in [1.0, 2.0] {
        let size = ((600.0 * dpr) as u32, (chart::related::height(3) * dpr) as u32);
        let marks = record(size, |area| chart::related::draw(area, &related(), &look(dpr)).expect("drawn"));
        assert_tidy(&marks, size, dpr);
        let said = texts(&marks);
        for text in ["−0.50", "0.98", "0.00", "age", "visits"] {
            assert!(said.contains(&text), "{text:?} among {said:?}");
        }
        let places: Vec<Place> = chart::related::places(size, &related(), &look(dpr));
        assert_eq!(places.iter().map(|place| place.row).collect::<Vec<_>>(), [0, 1, 2]);
        for place in places {
            assert!(place.x < 600.0 && place.y < chart::related::height(3), "{place:?}");
        }
    }
}

#[test]
fn a_view_without_its_numbers_and_a_narrow_canvas_are_drawn_all_the_same() {
    let mut broken = related();
    broken.r.clear();
    for size in [(1, 1), (40, 90), (600, 90)] {
        record(size, |area| chart::related::draw(area, &broken, &look(1.0)).expect("drawn"));
        chart::related::places(size, &RelatedView::default(), &look(1.0));
    }
}

#[test]
fn the_tallest_bar_is_as_high_as_the_picture_and_a_single_row_is_seen() {
    let size = (100, 24);
    let bars = [1, 0, 4000, 2000];
    let marks = record(size, |area| chart::bars::draw(area, &bars, true, &look(1.0)).expect("drawn"));
    let drawn: Vec<&Mark> =
        marks.iter().filter(|mark| mark.form == Form::Rect && mark.colour == ACCENT).collect();
    let heights: Vec<i32> = drawn.iter().map(|mark| 24 - mark.from.1).collect();
    assert_eq!(heights, [1, 24, 12]);
    record(size, |area| chart::bars::draw(area, &[], false, &look(1.0)).expect("nothing to draw"));
}
