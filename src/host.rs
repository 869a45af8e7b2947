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
    carry_out_with(1, session, event, source, tell);
}

/// As [`carry_out`], with so many fit workers, all in this thread. The results are the same.
pub fn carry_out_with(
    workers: u32,
    session: &mut Session,
    event: Event,
    source: &mut dyn Source,
    tell: &mut dyn FnMut(Output, Vec<u8>) -> Option<Event>,
) {
    let mut fitters: Vec<FitWorker> = (0..workers.max(1)).map(|_| FitWorker::default()).collect();
    let first = [Event::Workers { count: workers.max(1) }, event];
    let mut events: VecDeque<Message<Event>> = first.map(|head| Message { head, payload: Vec::new() }).into();
    let mut jobs: VecDeque<Message<Job>> = VecDeque::new();
    loop {
        let event = match events.pop_front() {
            Some(event) => event,
            None => match fitters.iter_mut().find_map(FitWorker::advance) {
                Some(event) => event,
                None => {
                    let Some(Message { head, payload }) = jobs.pop_front() else { return };
                    fitters[head.part.unwrap_or(0) as usize].start(head, &payload);
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
                Action::LoadMatrix => fitters[0].load(&payload),
                Action::LoadPart { worker } => fitters[worker as usize].load_part(&payload),
                Action::RunJob(head) => jobs.push_back(Message { head, payload }),
                Action::StopJobs => {
                    jobs.clear();
                    fitters.iter_mut().for_each(FitWorker::stop);
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
