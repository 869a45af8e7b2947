//! Trials in one segment.

use super::Session;
use crate::trial::Request;

impl Session {
    /// Plans the trial asked for.
    pub(super) fn plan_trial(&mut self, request: Request) {
        let _ = (request, &self.result);
    }
}
