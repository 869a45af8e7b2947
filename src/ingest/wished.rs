//! The type of a column as a person asked for it.

use super::column::Builder;
use super::figures::Figures;
use super::readings::Mark;
use crate::note::{Note, NoteKind};
use crate::recipe::ReadAs;
use crate::table::ColumnType;

/// The type as a person may choose it.
pub(super) fn read_as(kind: ColumnType) -> ReadAs {
    match kind {
        ColumnType::Number => ReadAs::Number,
        ColumnType::Category => ReadAs::Category,
        ColumnType::Text | ColumnType::Empty => ReadAs::Text,
    }
}

/// The type a person wished for, if the cells allow it.
pub(super) fn wished(
    builder: &Builder,
    figures: Option<&(Mark, Figures)>,
    notes: &mut Vec<Note>,
) -> Option<ColumnType> {
    let wish = builder.wish.read_as.filter(|_| builder.present() > 0)?;
    let kind = match wish {
        ReadAs::Number if figures.is_some_and(|(_, figures)| figures.count > 0) => ColumnType::Number,
        ReadAs::Category if builder.levels.is_some() => ColumnType::Category,
        ReadAs::Text => ColumnType::Text,
        ReadAs::Number => return not_followed("No cell can be read as a number", notes),
        ReadAs::Date => return not_followed("No cell can be read as a date", notes),
        ReadAs::Category => return not_followed("There are more than 1,000 different values", notes),
    };
    Some(kind)
}

fn not_followed(what: &str, notes: &mut Vec<Note>) -> Option<ColumnType> {
    let text = format!("{what}, so the type asked for is not followed.");
    notes.push(Note::new(NoteKind::Cells, text));
    None
}
