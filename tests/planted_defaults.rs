//! Planted segments by default settings against what can be reached: `planted_oracle.py` beside the files says how both were made.
//!
//! Each file has 2,000 rows of planted segments, 5 % of its cells empty and an absurd value in 1 % of its rows, which are not counted. The
//! oracle is k-means on the complete planted features after logarithms.

use std::io::Read;

use crate::common::journey;
use customer_segmentation::session::Session;
use customer_segmentation::validate::adjusted_rand;
use flate2::read::GzDecoder;
use serde_json::Value;

const ORACLE: &str = include_str!("reference/planted_oracle.json");

const FILES: [(u32, &[u8], &str); 3] = [
    (
        3,
        include_bytes!("reference/planted/defaults_3.csv.gz"),
        include_str!("reference/planted/defaults_3.labels.txt"),
    ),
    (
        6,
        include_bytes!("reference/planted/defaults_6.csv.gz"),
        include_str!("reference/planted/defaults_6.labels.txt"),
    ),
    (
        8,
        include_bytes!("reference/planted/defaults_8.csv.gz"),
        include_str!("reference/planted/defaults_8.labels.txt"),
    ),
];

/// The adjusted Rand index of the oracle for `segments` segments, spread 1, seed 1.
fn oracle(segments: u32) -> f64 {
    let all: Value = serde_json::from_str(ORACLE).expect("JSON");
    let is_it = |each: &&Value| each["spread"] == 1.0 && each["segments"] == segments && each["seed"] == 1;
    let found = all.as_array().expect("a list").iter().find(is_it).expect("an oracle");
    found["oracle"].as_f64().expect("a number")
}

#[test]
fn default_settings_come_near_to_the_oracle() {
    for (segments, packed, labels) in FILES {
        let mut file = Vec::new();
        GzDecoder::new(packed).read_to_end(&mut file).expect("a packed file");
        let mut session = Session::default();
        let k = |mut recipe: customer_segmentation::recipe::Recipe| {
            let clustering = &mut recipe.clustering;
            (clustering.k_min, clustering.k_max, clustering.k) = (segments, segments, Some(segments));
            recipe
        };
        journey(&mut session, "planted.csv", &file, k).expect("segments");
        let (fit, prepared) = session.shown().expect("a result");
        let labels: Vec<&str> = labels.lines().collect();
        assert_eq!(prepared.rows.len(), labels.len(), "every row is used");
        let counted = labels.iter().enumerate().filter(|(_, label)| !label.ends_with('*'));
        let (truth, found): (Vec<u16>, Vec<u16>) = counted
            .map(|(row, label)| (label.trim().parse::<u16>().expect("a label"), fit.labels[row]))
            .unzip();
        let reached = adjusted_rand(&truth, &found, (segments as usize, segments as usize));
        let asked = (oracle(segments) - 0.02).min(0.95);
        assert!(reached >= asked, "{segments} segments: {reached:.4} and not {asked:.4}");
    }
}
