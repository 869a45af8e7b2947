//! Rules and spreads of the result shown, made once for each number of segments.

use super::segment::Describing;
use super::{Opened, Segmentation, Session};
use crate::rules::{RuleMaker, Rules};
use crate::spread::Spreader;

impl Opened {
    /// The row in a spreadsheet that holds the first customer of the file.
    fn first_row(&self) -> u64 {
        self.layout.skipped + u64::from(self.layout.header) + 1
    }
}

impl Segmentation {
    /// The rules of the number of segments shown; `None` where there are none.
    pub(super) fn shown_rules(&self) -> Option<&Rules> {
        self.rules.get(&self.k)
    }
}

impl Session {
    /// Works on the rules of the result described. Returns whether there is more to do.
    pub(super) fn make_rules(&mut self, describing: &mut Describing) -> bool {
        let (Some(opened), Some(result)) = (&self.opened, &mut self.result) else { return false };
        // In principal components a segment has no bounds in single columns.
        if result.rules.contains_key(&result.k) || result.prepared.space.is_some() {
            return false;
        }
        let (table, prepared, fit) = (&opened.table, result.kept(), result.fit());
        let maker = describing.rules.get_or_insert_with(|| RuleMaker::new(table, prepared));
        if maker.step((table, &result.recipe), prepared, fit) {
            return true;
        }
        if let Some(maker) = describing.rules.take() {
            let rules = maker.finish((table, &result.recipe), prepared, fit, opened.first_row());
            result.rules.insert(result.k, rules);
        }
        false
    }

    /// Counts how the columns of the result described are spread. Returns whether there is more to do.
    pub(super) fn count_spreads(&mut self, describing: &mut Describing) -> bool {
        let (Some(opened), Some(result)) = (&self.opened, &mut self.result) else { return false };
        if result.spreads.contains_key(&result.k) {
            return false;
        }
        let (table, recipe) = (&opened.table, &result.recipe);
        let fit = result.fit();
        let spreader = describing.spreader.get_or_insert_with(|| Spreader::new(table, recipe));
        if spreader.step(table, recipe, result.kept(), fit) {
            return true;
        }
        if let Some(spreader) = describing.spreader.take() {
            result.spreads.insert(result.k, spreader.finish());
        }
        false
    }

    /// By row of the file: the 0-based segment that the rules of the result shown name; `None` for a row that was left out because of a
    /// gap. Nothing without a result.
    pub fn rule_labels(&self) -> Vec<Option<usize>> {
        let (Some(opened), Some(result)) = (&self.opened, &self.result) else { return Vec::new() };
        let Some(rules) = result.shown_rules() else { return Vec::new() };
        (0..opened.table.rows).map(|row| rules.label(&opened.table, row)).collect()
    }
}
