//! What a fit worker does: one matrix, one job at a time, a little at a time.

use crate::kmeans::{Fit, Progress, Run};
use crate::matrix::Matrix;
use crate::protocol::{Event, Job, Message};

/// A worker's state. Everything it is given comes from a [`Session`](crate::session::Session), so it is well formed: a broken
/// message is a bug of this program and panics.
#[derive(Debug, Default)]
pub struct FitWorker {
    matrix: Option<Matrix>,
    running: Option<(u32, Run)>,
}

impl FitWorker {
    /// Takes the matrix of [`Action::LoadMatrix`](crate::protocol::Action::LoadMatrix); a job on the one before is forgotten.
    pub fn load(&mut self, bytes: &[u8]) {
        self.running = None;
        self.matrix = Some(Matrix::from_bytes(bytes).expect("a matrix the session wrote"));
    }

    /// Starts on `job`; `payload` is the fit to go on from if it resumes. A job still running is forgotten.
    pub fn start(&mut self, job: Job, payload: &[u8]) {
        let matrix = self.matrix.as_ref().expect("a matrix is loaded before jobs are handed out");
        let run = if job.resume {
            Run::resume(matrix, job.options, Fit::from_bytes(payload).expect("a fit the session wrote"))
        } else {
            Run::new(matrix, job.options)
        };
        self.running = Some((job.job, run.expect("the session asks for what can be done")));
    }

    /// Works on for some milliseconds: the event to tell the session, or nothing if there is no job.
    pub fn advance(&mut self) -> Option<Message<Event>> {
        let (matrix, (job, run)) = (self.matrix.as_ref()?, self.running.as_mut()?);
        let job = *job;
        match run.advance(matrix) {
            Progress::Going(share) => {
                Some(Message { head: Event::JobProgress { job, share }, payload: Vec::new() })
            }
            Progress::Done(fit) => {
                self.running = None;
                Some(Message { head: Event::JobDone { job }, payload: fit.to_bytes() })
            }
        }
    }
}
