//! Taking a recipe over to a table that was read in another way.

use super::{Recipe, Role};
use crate::table::Table;

impl Recipe {
    /// The recipe for `table`, which was read from the same file as `before` but in another way: every entry that still fits is kept, under
    /// the new name where only the name of the column changed; the others become those of `suggested`, the suggestion for `table`.
    #[must_use]
    pub fn carried(&self, before: &Table, table: &Table, suggested: &Self) -> Self {
        let same_width = before.columns.len() == table.columns.len();
        let mut columns = Vec::with_capacity(table.columns.len());
        for (position, column) in table.columns.iter().enumerate() {
            let by_place = before.columns.get(position).filter(|_| same_width);
            let old = self.column(&column.name).or_else(|| by_place.and_then(|old| self.column(&old.name)));
            let kept = old.filter(|old| {
                let kind = before.position(&old.name).map(|at| before.columns[at].kind);
                let fits = old.role != Role::Feature || old.check_against(column).is_ok();
                // What a column of another type is for is to be thought about anew, unless it goes on being used.
                fits && (kind == Some(column.kind) || old.role == Role::Feature)
            });
            if let Some(kept) = kept {
                columns.push(super::ColumnRecipe { name: column.name.clone(), ..kept.clone() });
            } else if let Some(entry) = suggested.column(&column.name) {
                columns.push(entry.clone());
            }
        }
        columns.extend(self.computed().filter(|entry| table.position(&entry.name).is_none()).cloned());
        let mut carried = Self { columns, ..self.clone() };
        if carried.features().next().is_none() {
            carried.columns.clone_from(&suggested.columns);
        }
        carried
    }
}
