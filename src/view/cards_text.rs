//! All cards as text: Markdown, for a page of documentation, a message or a printer.

use super::{PlayView, SegmentView, View};
use crate::profile::wording::per_cent;

/// The cards of `view`, one after the other, with the mark of each segment beside its name.
pub fn cards_text(view: &View) -> String {
    let mark = |j: usize| view.trust.segments.get(j).and_then(|trust| trust.mark.as_deref());
    let cards = view.segments.iter().enumerate().map(|(j, segment)| card(segment, mark(j), view));
    let mut text: String = cards.collect();
    if let Some(unusual) = &view.unusual {
        text.push_str(&format!("### {}\n\n{}\n\n", unusual.name, plain(&unusual.text)));
    }
    text
}

fn card(segment: &SegmentView, mark: Option<&str>, view: &View) -> String {
    let mark = mark.map_or_else(String::new, |mark| format!(" ({mark})"));
    let mut text = format!("### {} · {}{mark}\n\n", segment.letter, plain(&segment.name));
    for sentence in &segment.sentences {
        text.push_str(&format!("{}\n", plain(sentence)));
    }
    if !segment.words.is_empty() {
        text.push_str("\nWhat earned the name:\n\n");
    }
    for word in &segment.words {
        text.push_str(&format!("- *{}*: {}\n", plain(&word.text), plain(&word.reason)));
    }
    if !segment.plays.is_empty() {
        text.push_str("\nWhat to do:\n\n");
    }
    segment.plays.iter().for_each(|play| text.push_str(&play_line(play)));
    let trust = view.trust.segments.get(segment.number as usize - 1);
    if let Some(overlap) = trust.and_then(|trust| trust.overlap) {
        let words = trust.map_or("", |trust| trust.words.as_str());
        text.push_str(&format!("\nComes back by {} in re-draws: {words}.\n", per_cent(overlap)));
    }
    text.push_str(&format!("\n{}\n\n", examples(segment)));
    text
}

fn play_line(play: &PlayView) -> String {
    format!(
        "- **{}.** {} *Why:* {} *Watch:* {}.\n",
        plain(&play.title),
        plain(&play.text),
        plain(&play.reason),
        play.measure
    )
}

/// "Typical: rows 4, 9. On the border: row 7."
fn examples(segment: &SegmentView) -> String {
    let rows = |list: &[super::CustomerView]| {
        list.iter().map(|customer| (customer.row + 1).to_string()).collect::<Vec<_>>().join(", ")
    };
    let typical = format!("Typical customers, by row of the table: {}.", rows(&segment.typical));
    if segment.borderline.is_empty() {
        return typical;
    }
    format!("{typical} On the border: {}.", rows(&segment.borderline))
}

/// Text from a file with what Markdown or a browser would take for markup escaped.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => plain.push_str("&lt;"),
            '&' => plain.push_str("&amp;"),
            '*' | '_' | '`' | '[' | ']' | '\\' | '|' => plain.extend(['\\', c]),
            '\n' | '\r' => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn cells_cannot_become_markup() {
        assert_eq!(plain("<b>*x*</b>\n[a](b) & c_d"), "&lt;b>\\*x\\*&lt;/b> \\[a\\](b) &amp; c\\_d");
    }
}
