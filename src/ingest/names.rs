//! Column names: from the header, made unique, with a note about every name that was changed.

use std::collections::BTreeSet;

use super::encoding::Encoding;
use crate::note::{Note, NoteKind};

/// `width` unique names for the fields of a header, trimmed and on one line. `shifted`: the header starts with the second
/// column. Without a header, `header` is empty and nothing is noted.
pub(crate) fn names(
    header: Option<&[Vec<u8>]>,
    shifted: bool,
    width: usize,
    encoding: Encoding,
) -> (Vec<String>, Vec<Note>) {
    let shift = usize::from(shifted);
    let given = |index: usize| {
        let field = header?.get(index.checked_sub(shift)?)?;
        let name = encoding.text(field).split_whitespace().collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then_some(name)
    };
    let mut taken: BTreeSet<String> = (0..width).filter_map(given).collect();
    let mut used = BTreeSet::new();
    let (mut unnamed, mut repeated) = (Vec::new(), Vec::new());
    let mut names = Vec::with_capacity(width);
    for index in 0..width {
        let name = match given(index) {
            Some(name) if used.insert(name.clone()) => name,
            Some(name) => {
                let unique = free(&name, "_", &taken);
                repeated.push(unique.clone());
                unique
            }
            None => {
                let wanted = format!("column {}", index + 1);
                let name = if taken.contains(&wanted) { free(&wanted, " ", &taken) } else { wanted };
                unnamed.push(name.clone());
                name
            }
        };
        taken.insert(name.clone());
        names.push(name);
    }
    let mut notes = Vec::new();
    if header.is_some() {
        notes.extend(note(&unnamed, "The header has no name for some columns; they are called"));
        notes.extend(note(
            &repeated,
            "Some names stand in the header more than once; the later columns are called",
        ));
    }
    (names, notes)
}

/// Adds the names of a further line of the header to those above. Where there is none above, the last one to the left stands for several
/// columns.
pub(crate) fn go_on(header: &mut Vec<Vec<u8>>, more: Vec<Vec<u8>>) {
    let mut last: Vec<u8> = Vec::new();
    header.resize(header.len().max(more.len()), Vec::new());
    for (name, more) in header.iter_mut().zip(more) {
        let (above, below) = (name.trim_ascii(), more.trim_ascii());
        if !above.is_empty() {
            last = above.to_vec();
        }
        // A line of dashes parts the names from the rows.
        let is_rule = below.iter().all(|byte| b"-=_".contains(byte));
        if is_rule || below == above {
            continue;
        }
        let parts = if last.is_empty() { below.to_vec() } else { [&last[..], b" ", below].concat() };
        *name = parts;
    }
}

fn free(name: &str, join: &str, taken: &BTreeSet<String>) -> String {
    (2..)
        .map(|number| format!("{name}{join}{number}"))
        .find(|name| !taken.contains(name))
        .expect("one of endlessly many names is free")
}

fn note(changed: &[String], what: &str) -> Option<Note> {
    let shown = changed.iter().take(5).map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let more = if changed.len() > 5 { " and so on" } else { "" };
    (!changed.is_empty()).then(|| {
        Note::new(NoteKind::Header, format!("{what} {shown}{more}.")).counting(changed.len() as u64, &[])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(header: &[&str], width: usize) -> (Vec<String>, usize) {
        let header: Vec<Vec<u8>> = header.iter().map(|name| name.as_bytes().to_vec()).collect();
        let (names, notes) = names(Some(&header), false, width, Encoding::UTF_8);
        (names, notes.len())
    }

    #[test]
    fn names_are_trimmed_and_unique() {
        assert_eq!(
            named(&[" a ", "a", "a_2", "", "b\nc"], 5),
            (["a", "a_3", "a_2", "column 4", "b c"].map(str::to_owned).to_vec(), 2)
        );
    }

    #[test]
    fn a_short_header_is_filled_up() {
        assert_eq!(named(&["a"], 2), (["a", "column 2"].map(str::to_owned).to_vec(), 1));
    }
}
