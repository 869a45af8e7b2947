//! Which number of segments a file opens with. The bend of the curve is there first; once the checks are done, the number that they
//! recommend takes its place, unless a person is at work with what is shown.

use super::segment::Describing;
use super::{Session, Work};
use crate::view::recommended;

impl Session {
    /// A person works with what is shown: it stays.
    pub(super) fn settle(&mut self) {
        if let Some(result) = &mut self.result {
            result.settled = true;
        }
    }

    /// Shows what the checks recommend: everyone together if that is no number of segments.
    pub(super) fn follow_checks(&mut self) {
        let Some(result) = self.result.as_mut().filter(|_| matches!(self.work, Work::Idle)) else { return };
        if result.settled || result.recipe.clustering.k.is_some() {
            return;
        }
        result.settled = true;
        let recommended = recommended(&result.sweep, result.checks());
        let Some(k) = recommended.filter(|k| *k != result.k && result.sweep.best(*k).is_some()) else {
            return;
        };
        self.describe(Box::new(Describing::of(k)));
    }
}
