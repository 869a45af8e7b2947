//! The actions of one step, and which answers are still awaited.

use crate::protocol::{Action, Message, Output, Phase};

/// Collects actions. Requests are numbered; an answer to one that was forgotten is recognised.
#[derive(Debug, Default)]
pub struct Outbox {
    messages: Vec<Message<Action>>,
    next_request: u32,
    /// Requests before this one are forgotten.
    valid_from: u32,
    waking: bool,
    total: f64,
}

impl Outbox {
    /// Everything collected since the last call.
    pub fn take(&mut self) -> Vec<Message<Action>> {
        std::mem::take(&mut self.messages)
    }

    /// Adds an action without a payload.
    pub fn push(&mut self, action: Action) {
        self.push_with(action, Vec::new());
    }

    /// Adds an action with a payload.
    pub fn push_with(&mut self, head: Action, payload: Vec<u8>) {
        self.messages.push(Message { head, payload });
    }

    /// Tells the person something.
    pub fn tell(&mut self, output: Output) {
        self.emit(output, Vec::new());
    }

    /// Tells the person something, with bytes.
    pub fn emit(&mut self, output: Output, payload: Vec<u8>) {
        self.push_with(Action::Emit { output }, payload);
    }

    /// Asks for `length` bytes from `offset`.
    pub fn read(&mut self, offset: u64, length: u32) {
        let request = self.next_request;
        self.next_request = request.wrapping_add(1);
        self.push(Action::ReadRange { request, offset, length });
    }

    /// Whether the answer to `request` is still wanted.
    pub fn awaits(&self, request: u32) -> bool {
        // Numbers wrap; the distance from the oldest valid one does not.
        request.wrapping_sub(self.valid_from) < self.next_request.wrapping_sub(self.valid_from)
    }

    /// Answers to all requests so far are no longer wanted.
    pub fn forget_requests(&mut self) {
        self.valid_from = self.next_request;
    }

    /// Asks to be woken, once.
    pub fn wake(&mut self) {
        if !std::mem::replace(&mut self.waking, true) {
            self.push(Action::Wake);
        }
    }

    /// Takes in that the session was woken. Returns whether it had asked for it.
    pub fn woken(&mut self) -> bool {
        std::mem::take(&mut self.waking)
    }

    /// A new journey begins: its total progress starts at 0.
    pub fn begin(&mut self) {
        self.total = 0.0;
    }

    /// Tells how far `phase` is. The total never falls.
    pub fn progress(&mut self, phase: Phase, share: f64, detail: String) {
        let share = share.clamp(0.0, 1.0);
        let (from, to) = stretch(phase);
        self.total = self.total.max(from + (to - from) * share);
        let total = self.total;
        self.tell(Output::Progress { phase, share, total, detail });
    }
}

/// The part of a journey that a phase takes, about, from a share of the whole to a share of the whole.
fn stretch(phase: Phase) -> (f64, f64) {
    match phase {
        Phase::Reading => (0.0, 0.30),
        Phase::Preparing => (0.30, 0.35),
        Phase::Clustering => (0.35, 0.95),
        Phase::Describing => (0.95, 1.0),
        Phase::Exporting => (0.0, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgotten_requests_are_not_awaited() {
        let mut out = Outbox { next_request: u32::MAX, valid_from: u32::MAX, ..Outbox::default() };
        out.read(0, 1);
        out.read(1, 1);
        assert!(
            out.awaits(u32::MAX) && out.awaits(0) && !out.awaits(1) && !out.awaits(u32::MAX - 1),
            "numbers wrap"
        );
        out.forget_requests();
        assert!(!out.awaits(0), "an answer that comes late");
        out.read(2, 1);
        assert!(out.awaits(1) && !out.awaits(0), "only the new one");
    }

    #[test]
    fn the_total_never_falls() {
        let mut out = Outbox::default();
        out.progress(Phase::Clustering, 0.5, String::new());
        out.progress(Phase::Clustering, 0.2, String::new());
        let totals: Vec<f64> = out
            .take()
            .into_iter()
            .filter_map(|message| match message.head {
                Action::Emit { output: Output::Progress { total, .. } } => Some(total),
                _ => None,
            })
            .collect();
        assert_eq!(totals.len(), 2);
        assert!((totals[0] - 0.65).abs() < 1e-9, "half of the way from 0.35 to 0.95: {totals:?}");
        assert_eq!(totals[1], totals[0]);
    }
}
