//! The simplest host of a session: one thread, jobs run in turn. The command line example and the tests use it; in
//! the browser `www/worker.js` does the same with workers.

use std::collections::VecDeque;

use crate::fit_worker::FitWorker;
use crate::protocol::{Action, Event, Job, Message, Output};
use crate::session::Session;

/// Where the bytes of the open file come from.
pub trait Source {
    /// `length` bytes from `offset`; the range lies inside the size the file was opened with.
    ///
    /// # Errors
    /// What the platform says, for a person.
    fn read(&mut self, offset: u64, length: u32) -> Result<Vec<u8>, String>;
}

impl Source for &[u8] {
    fn read(&mut self, offset: u64, length: u32) -> Result<Vec<u8>, String> {
        let range = usize::try_from(offset).ok().and_then(|start| self.get(start..start + length as usize));
        range.map(<[u8]>::to_vec).ok_or_else(|| "the file is shorter than it was".to_owned())
    }
}

/// Gives `event` to the session and carries out what it asks for until it asks for nothing more. `tell` hears every output with
/// its bytes, and may answer with an event, which comes next.
pub fn carry_out(
    session: &mut Session,
    event: Event,
    source: &mut dyn Source,
    tell: &mut dyn FnMut(Output, Vec<u8>) -> Option<Event>,
) {
    let mut worker = FitWorker::default();
    let mut events = VecDeque::from([Message { head: event, payload: Vec::new() }]);
    let mut jobs: VecDeque<Message<Job>> = VecDeque::new();
    loop {
        let event = match events.pop_front() {
            Some(event) => event,
            None => match worker.advance() {
                Some(event) => event,
                None => {
                    let Some(job) = jobs.pop_front() else { return };
                    worker.start(job.head, &job.payload);
                    continue;
                }
            },
        };
        for Message { head, payload } in session.step(event.head, &event.payload) {
            match head {
                Action::ReadRange { request, offset, length } => {
                    let (head, payload) = match source.read(offset, length) {
                        Ok(bytes) => (Event::Bytes { request }, bytes),
                        Err(reason) => (Event::ReadFailed { request, reason }, Vec::new()),
                    };
                    events.push_back(Message { head, payload });
                }
                Action::LoadMatrix => worker.load(&payload),
                Action::RunJob(head) => jobs.push_back(Message { head, payload }),
                Action::StopJobs => {
                    jobs.clear();
                    worker = FitWorker::default();
                }
                Action::Wake => events.push_back(Message { head: Event::Wake, payload: Vec::new() }),
                Action::Emit { output } => {
                    if let Some(head) = tell(output, payload) {
                        events.push_front(Message { head, payload: Vec::new() });
                    }
                }
            }
        }
    }
}
