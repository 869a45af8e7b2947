//! Recipes written by hand, replayed: the labels that docs/recipe.md says they give.

use customer_segmentation::recipe::Recipe;
use customer_segmentation::session::Session;

use crate::common::{journey, shared_data};

const DOCUMENT: &str = include_str!("../docs/recipe.md");

/// The cells of the table of recipes that are replayed: recipe, file, sizes, unusual, left out, checksum.
fn documented() -> Vec<Vec<String>> {
    let section = DOCUMENT.split("\n## ").find(|section| section.starts_with("Replayed")).expect("a section");
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    let plain = |cell: &str| {
        let cell = cell.trim();
        cell.strip_prefix('[').and_then(|link| link.split(']').next()).unwrap_or(cell).replace('`', "")
    };
    rows.map(|row| row.trim_matches('|').split('|').map(plain).collect()).collect()
}

/// The label of each row: a segment from 1, `0` where it is unusual, empty where it is not used.
fn labels(session: &Session, rows: usize) -> Vec<String> {
    let (fit, prepared) = session.shown().expect("a result");
    let unusual = session.unusual();
    let label = |row: usize| match prepared.rows.observation(row) {
        Some(observation) => (fit.labels[observation] + 1).to_string(),
        None if unusual.contains(&row) => "0".to_owned(),
        None => String::new(),
    };
    (0..rows).map(label).collect()
}

#[test]
fn recipes_written_by_hand_give_the_documented_labels() {
    let Some(shared) = shared_data() else { return };
    let documented = documented();
    assert_eq!(documented.len(), 3);
    for row in documented {
        let [recipe, file, sizes, unusual, left_out, checksum] = row.as_slice() else { panic!("{row:?}") };
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recipes/");
        let text = std::fs::read_to_string(format!("{folder}{recipe}")).expect("the recipe");
        let recipe = Recipe::from_json(&text).expect("the recipe can be read");
        let bytes = std::fs::read(shared.join("customers").join(file)).expect("a shared file");
        let mut session = Session::default();
        let view = journey(&mut session, file, &bytes, |_| recipe).expect("segments");
        let labels = labels(&session, view.reading.rows as usize);
        let count = |label: &str| labels.iter().filter(|own| *own == label).count();
        let found: Vec<String> =
            (1..=view.segments.len()).map(|segment| count(&segment.to_string()).to_string()).collect();
        assert_eq!(&found.join(", "), sizes, "{file}");
        assert_eq!(
            [count("0").to_string(), count("").to_string()],
            [unusual.clone(), left_out.clone()],
            "{file}"
        );
        let mut crc = flate2::Crc::new();
        crc.update(labels.join("\n").as_bytes());
        assert_eq!(&format!("{:08x}", crc.sum()), checksum, "{file}");
    }
}
