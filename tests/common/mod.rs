//! What several tests need: the shared data, and a journey through the session without a screen.

mod fits;

use std::path::PathBuf;

use customer_segmentation::error::Error;
use customer_segmentation::host::carry_out;
use customer_segmentation::protocol::{Event, FileMeta, Output};
use customer_segmentation::recipe::Recipe;
use customer_segmentation::session::Session;
use customer_segmentation::view::View;

pub use fits::labelled;

/// The shared data beside the project. `None`, said aloud, where it is absent: the test that asked is skipped.
pub fn shared_data() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: ../shared/data is not there");
    None
}

/// Opens `bytes` as a file and gives what came of it. `decide` turns the suggested recipe into the one to carry out. The checks of the
/// result are stopped.
pub fn journey(
    session: &mut Session,
    name: &str,
    bytes: &[u8],
    decide: impl FnOnce(Recipe) -> Recipe,
) -> Result<View, Error> {
    journey_with_points(session, name, bytes, decide).map(|(view, _)| view)
}

/// The same, with the points of the map as bytes.
pub fn journey_with_points(
    session: &mut Session,
    name: &str,
    bytes: &[u8],
    decide: impl FnOnce(Recipe) -> Recipe,
) -> Result<(View, Vec<u8>), Error> {
    let mut decide = Some(decide);
    let mut outcome = None;
    let file = FileMeta { name: name.to_owned(), size: bytes.len() as u64 };
    carry_out(
        session,
        Event::Open { file, recipe: None },
        &mut &*bytes,
        &mut |output, points| match output {
            Output::Opened { recipe, .. } => {
                decide.take().map(|decide| Event::Apply { recipe: decide(*recipe) })
            }
            Output::Segmented { view } => {
                outcome = Some(Ok((*view, points)));
                Some(Event::Cancel)
            }
            Output::Failed { error } => {
                outcome = Some(Err(error));
                None
            }
            _ => None,
        },
    );
    outcome.expect("a journey ends with segments or an error")
}

/// All outputs that follow `event`, with their bytes.
pub fn outputs(session: &mut Session, event: Event, bytes: &[u8]) -> Vec<(Output, Vec<u8>)> {
    let mut all = Vec::new();
    carry_out(session, event, &mut &*bytes, &mut |output, payload| {
        all.push((output, payload));
        None
    });
    all
}
