//! Labels dealt out at random: names have to be neutral, and no descriptor may be a trait.

use customer_segmentation::kmeans::Draws;
use customer_segmentation::profile::Profile;
use customer_segmentation::recipe::{Recipe, Role};
use customer_segmentation::sample::sample_csv;
use customer_segmentation::table::Table;

use crate::common::labelled;

use super::{describe, import, prepare};

const RUNS: u64 = 200;
const SEGMENTS: usize = 5;

/// Segments of unequal sizes, dealt out by the draws of `run`.
fn dealt(rows: usize, run: u64) -> Vec<u16> {
    let mut draws = Draws::new(&[7, run]);
    // Shares of 5, 4, 3, 2 and 1 in 15.
    (0..rows)
        .map(|_| match draws.below(15) {
            0..5 => 0,
            5..9 => 1,
            9..12 => 2,
            12..14 => 3,
            _ => 4,
        })
        .collect()
}

/// Runs in which a name says something, and runs in which a descriptor is a trait.
fn false_findings(table: &Table) -> (u64, u64) {
    let recipe = Recipe::suggest(table);
    let prepared = prepare(table, &recipe);
    let (mut named, mut described) = (0, 0);
    for run in 0..RUNS {
        let labels = dealt(prepared.rows.len(), run);
        let fit = labelled(&prepared.matrix, &labels, SEGMENTS);
        let profile = describe(table, &recipe, &prepared, &fit);
        named += u64::from(!neutral(&profile));
        described += u64::from(has_descriptor_trait(&profile));
    }
    (named, described)
}

fn neutral(profile: &Profile) -> bool {
    profile
        .segments
        .iter()
        .all(|segment| segment.name == format!("Segment {}", segment.letter) && segment.words.is_empty())
}

fn has_descriptor_trait(profile: &Profile) -> bool {
    let traits = profile.segments.iter().flat_map(|segment| &segment.traits);
    traits.into_iter().any(|found| profile.measures[found.measure].role != Role::Feature)
}

#[test]
fn shuffled_labels_are_given_letters_and_no_traits() {
    let mut files = vec![("sample.csv".to_owned(), sample_csv())];
    if let Some(folder) = crate::common::shared_data() {
        for name in ["Mall_Customers.csv", "marketing_campaign.csv", "shopping_trends.csv"] {
            let bytes =
                std::fs::read(folder.join("customers").join(name)).expect("a shared file can be read");
            files.push((name.to_owned(), bytes));
        }
    }
    for (name, bytes) in files {
        let (named, described) = false_findings(&import(&name, &bytes));
        assert!(named <= RUNS / 20, "{name}: {named} of {RUNS} runs have a name that says something");
        assert!(
            described <= RUNS / 20,
            "{name}: {described} of {RUNS} runs have a trait among the descriptors"
        );
    }
}
