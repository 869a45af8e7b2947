//! Names that people give. A name belongs to customers, not to a number: it stays with the segment that holds most of them, whatever
//! becomes of k, seed, recipe or file.

use super::{Segmentation, Session, Work};
use crate::error::{Error, ErrorKind};
use crate::profile::Model;
use crate::protocol::Output;
use crate::table::Table;

/// Characters of a name at most.
const LONGEST: usize = 60;

/// A name stays with a segment that shares at least this much with the one it was given to: more than half of what both hold together
/// (Jaccard), so that no two segments can claim it.
const SAME: f64 = 0.5;

/// Rows of another file that are compared at most, evenly spread.
const COMPARED: usize = 20_000;

/// A name and the customers it was given to.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) name: String,
    /// Checksum of the file.
    pub(super) file: u64,
    /// Whether each row of that file was a member.
    pub(super) members: Vec<bool>,
    /// How to find such customers in another file: the centroids then, and which of them was named.
    pub(super) model: Model,
    pub(super) segment: usize,
}

impl Session {
    /// For each segment shown the name people gave it.
    pub(super) fn given_names(&self) -> Vec<Option<String>> {
        let (Some(opened), Some(result)) = (&self.opened, &self.result) else { return Vec::new() };
        given_names(&self.given, result, &opened.table, opened.checksum)
    }

    /// Gives segment number `segment` a name, or its own again if the name is blank.
    pub(super) fn rename(&mut self, segment: u32, name: &str) {
        let (Some(opened), Some(result), Work::Idle) = (&self.opened, &self.result, &self.work) else {
            return self.refuse("name", "there is no result to name");
        };
        let names = self.given_names();
        let Some(index) = segment.checked_sub(1).map(|index| index as usize).filter(|i| *i < names.len())
        else {
            return self.refuse("name", &format!("there is no segment {segment}"));
        };
        let name = cleaned(name);
        let own = result.profiles.get(&result.k).map(|profile| &profile.segments);
        let shown = |j: usize| names[j].as_deref().or_else(|| Some(own?[j].own_name.as_str()));
        if !name.is_empty() && (0..names.len()).any(|j| j != index && shown(j) == Some(name.as_str())) {
            let what = format!("another segment is called {name:?} already");
            let error = Error::new(ErrorKind::Option, "name", what, "Give every segment a name of its own.");
            return self.out.tell(Output::Failed { error });
        }
        let before = names[index].clone();
        let given =
            (!name.is_empty()).then(|| Given::new(name, result, opened.checksum, opened.table.rows, index));
        self.given.retain(|given| Some(&given.name) != before.as_ref());
        self.given.extend(given);
        self.keep_names();
        self.show();
    }

    /// Says that a question about the result cannot be answered now: whoever asked waits for an answer. What is going on goes on.
    pub(super) fn refuse(&mut self, place: &str, what: &str) {
        let advice = "Wait until the result is shown, and try again.";
        let error = Error::new(ErrorKind::Option, place, what, advice);
        self.out.tell(Output::Failed { error });
    }
}

impl Given {
    fn new(name: String, result: &Segmentation, file: u64, rows: usize, segment: usize) -> Self {
        let fit = result.fit();
        let mut members = vec![false; rows];
        for (observation, label) in fit.labels.iter().enumerate() {
            members[result.kept().rows.row(observation)] = usize::from(*label) == segment;
        }
        let model = Model::new(&result.prepared.features, &result.recipe, &fit.centroids);
        Self { name, file, members, model, segment }
    }

    /// For each segment of `result` the share of customers in common among all in either.
    fn overlaps(&self, result: &Segmentation, table: &Table, file: u64) -> Option<Vec<f64>> {
        let (fit, rows) = (result.fit(), &result.kept().rows);
        let same_file = file == self.file && self.members.len() == table.rows;
        let scorer = if same_file { None } else { Some(self.model.on(table)?) };
        let stride = if same_file { 1 } else { rows.len().div_ceil(COMPARED).max(1) };
        let (mut both, mut sizes, mut named) = (vec![0_u64; fit.k()], vec![0_u64; fit.k()], 0_u64);
        for observation in (0..rows.len()).step_by(stride) {
            let row = rows.row(observation);
            let member = match &scorer {
                Some(scorer) => scorer.nearest(row) == Some(self.segment),
                None => self.members[row],
            };
            let label = usize::from(fit.labels[observation]);
            sizes[label] += 1;
            named += u64::from(member);
            both[label] += u64::from(member);
        }
        let jaccard = |j: usize| both[j] as f64 / (sizes[j] + named - both[j]).max(1) as f64;
        Some((0..fit.k()).map(jaccard).collect())
    }
}

/// For each segment of `result` the name people gave it, the one with the most in common if several claim it.
pub(super) fn given_names(
    given: &[Given],
    result: &Segmentation,
    table: &Table,
    file: u64,
) -> Vec<Option<String>> {
    let mut names: Vec<Option<(f64, String)>> = vec![None; result.fit().k()];
    for given in given {
        let Some(overlaps) = given.overlaps(result, table, file) else { continue };
        for (best, overlap) in names.iter_mut().zip(overlaps) {
            if overlap >= SAME && best.as_ref().is_none_or(|(most, _)| overlap > *most) {
                *best = Some((overlap, given.name.clone()));
            }
        }
    }
    names.into_iter().map(|best| best.map(|(_, name)| name)).collect()
}

/// One line without invisible characters.
fn cleaned(name: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let visible: String =
        name.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !hidden(*c)).collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_line_of_visible_characters() {
        assert_eq!(cleaned("  Loyal\n\tfamilies \u{202e}"), "Loyal families");
        assert_eq!(cleaned(&"x".repeat(200)).len(), LONGEST);
        assert_eq!(cleaned(" \u{200b} "), "");
    }
}
