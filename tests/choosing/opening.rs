//! Which number of segments a file opens with.

use customer_segmentation::host::carry_out;
use customer_segmentation::kmeans::Draws;
use customer_segmentation::protocol::{Event, FileMeta, Output};
use customer_segmentation::session::Session;
use customer_segmentation::validate::Kind;

use super::tables::{planted, without};

fn csv(columns: &[Vec<f64>]) -> Vec<u8> {
    let names: Vec<String> = (0..columns.len()).map(|f| format!("measure{f}")).collect();
    let mut text = names.join(",");
    for row in 0..columns[0].len() {
        let cells: Vec<String> = columns.iter().map(|column| format!("{:.3}", column[row])).collect();
        text += &format!("\n{}", cells.join(","));
    }
    text.into_bytes()
}

/// The numbers of segments that are shown one after the other, and the verdict with its recommendation. A person does `touch` when the first
/// result is there.
fn opened(bytes: &[u8], touch: Option<Event>) -> (Vec<u32>, (Kind, u32)) {
    let (mut shown, mut verdict, mut touch) = (Vec::new(), None, touch);
    let file = FileMeta { name: "customers.csv".to_owned(), size: bytes.len() as u64 };
    let mut source = bytes;
    carry_out(&mut Session::default(), Event::Open { file, recipe: None }, &mut source, &mut |output, _| {
        match output {
            Output::Segmented { view } => {
                shown.push(view.k);
                touch.take()
            }
            Output::Checked { trust, .. } => {
                verdict = trust.verdict.map(|found| (found.kind, found.recommended)).or(verdict);
                None
            }
            Output::Failed { error } => panic!("{error}"),
            _ => None,
        }
    });
    (shown, verdict.expect("the checks tell what they find"))
}

/// Seven kinds, well apart.
fn kinds() -> Vec<u8> {
    csv(&planted(7, 350, 4, &mut Draws::new(&[0x0BE2, 3])).0)
}

#[test]
fn with_what_the_checks_recommend_once_they_are_done() {
    let (shown, verdict) = opened(&kinds(), None);
    assert_eq!(verdict, (Kind::Natural, 7));
    assert_eq!(shown.last(), Some(&7), "{shown:?}");
}

#[test]
fn with_everyone_together_where_nothing_holds() {
    let (shown, (kind, recommended)) = opened(&csv(&without(0, 400, 6, &mut Draws::new(&[0x0BE2, 1]))), None);
    assert_eq!((kind >= Kind::Constructed, recommended), (true, 1));
    assert!(shown[0] > 1 && shown[1..] == [1], "{shown:?}: the bend or three first, then everyone together");
}

#[test]
fn with_what_was_there_where_a_person_is_at_work_or_has_chosen() {
    let (shown, _) = opened(&csv(&without(0, 400, 6, &mut Draws::new(&[0x0BE2, 1]))), Some(Event::Settle));
    assert_eq!(shown.len(), 1, "{shown:?}");
    let (shown, _) = opened(&kinds(), Some(Event::Choose { k: 3 }));
    assert_eq!((shown.len(), shown.last()), (2, Some(&3)), "{shown:?}");
}
