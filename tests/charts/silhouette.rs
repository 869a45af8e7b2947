//! The silhouettes: a shape for each segment on one scale.

use customer_segmentation::chart::silhouette::{draw, height};
use customer_segmentation::view::SegmentTrust;

use super::map::segments;
use super::recorder::{assert_tidy, look, record, texts};

fn trust(falling: &[f64]) -> SegmentTrust {
    SegmentTrust {
        overlap: Some(0.9),
        words: "very steady".to_owned(),
        silhouette: Some(0.4),
        borderline: Some(3),
        may_be_two: false,
        mark: None,
        misplaced: Some(0.1),
        falling: falling.to_vec(),
    }
}

#[test]
fn all_segments_stand_on_one_scale_that_reaches_below_zero_where_someone_does() {
    let mut about = segments(3);
    about.iter_mut().zip([0.6, 0.3, 0.1]).for_each(|(segment, share)| segment.share = share);
    let below = [trust(&[0.8, 0.5, 0.1]), trust(&[0.4, 0.0, -0.25]), trust(&[0.7, 0.6, 0.6])];
    let size = (800, height(3) as u32);
    let marks = record(size, |area| {
        draw(area, (&about, &below), Some(0.42), None, &look(1.0)).expect("drawn");
    });
    assert_tidy(&marks, size, 1.0);
    let said = texts(&marks);
    for wanted in ["A", "B", "C", "−0.4", "0.0", "1.0"] {
        assert!(said.contains(&wanted), "{wanted} is not among {said:?}");
    }
    let above = [trust(&[0.8, 0.5, 0.1]), trust(&[0.4, 0.3, 0.2]), trust(&[0.7, 0.6, 0.6])];
    let marks = record(size, |area| {
        draw(area, (&about, &above), Some(0.5), Some(1), &look(1.0)).expect("drawn");
    });
    assert!(!texts(&marks).iter().any(|text| text.starts_with('−')), "nobody is below zero");
}
