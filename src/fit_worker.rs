//! What a fit worker does: one matrix, one job at a time, a little at a time.

use crate::kmeans::{Distinct, Fit, Init, Progress, Run};
use crate::matrix::Matrix;
use crate::protocol::{Event, Job, Message};
use crate::validate::Checking;

/// A worker's state. Everything it is given comes from a [`Session`](crate::session::Session), so it is well formed: a broken
/// message is a bug of this program and panics.
#[derive(Debug, Default)]
pub struct FitWorker {
    matrix: Option<Matrix>,
    /// Its different rows, on which fits run; made when the first fit asks for them.
    distinct: Option<Distinct>,
    running: Option<(u32, Running)>,
}

/// A job in progress.
#[derive(Debug)]
enum Running {
    Fit(Box<Run>),
    Check(Box<Checking>),
}

impl FitWorker {
    /// Takes the matrix of [`Action::LoadMatrix`](crate::protocol::Action::LoadMatrix); a job on the one before is forgotten.
    pub fn load(&mut self, bytes: &[u8]) {
        (self.running, self.distinct) = (None, None);
        self.matrix = Some(Matrix::from_bytes(bytes).expect("a matrix the session wrote"));
    }

    /// Starts on `job`; `payload` is the fit to go on from if it resumes, or the first centroids if they are given. A job still running
    /// is forgotten.
    pub fn start(&mut self, job: Job, payload: &[u8]) {
        let matrix = self.matrix.as_ref().expect("a matrix is loaded before jobs are handed out");
        let fit = || Fit::from_bytes(payload).expect("a fit the session wrote");
        let running = if let Some(check) = job.check {
            let asked = (job.options.k, job.options.seed);
            let fit = (!payload.is_empty()).then(fit);
            Running::Check(Box::new(Checking::new(matrix, check, asked, fit)))
        } else {
            let distinct = self.distinct.get_or_insert_with(|| Distinct::of(matrix));
            let run = if job.resume {
                Run::resume(distinct.matrix(), job.options, distinct.contract(fit()))
            } else if job.options.init == Init::Given {
                let given = payload.as_chunks::<8>().0.iter().map(|bytes| f64::from_le_bytes(*bytes));
                Run::from_centroids(distinct.matrix(), job.options, given.collect())
            } else {
                Run::new(distinct.matrix(), job.options)
            };
            Running::Fit(Box::new(run.expect("the session asks for what can be done")))
        };
        self.running = Some((job.job, running));
    }

    /// Works on for some milliseconds: the event to tell the session, or nothing if there is no job.
    pub fn advance(&mut self) -> Option<Message<Event>> {
        let (matrix, (job, running)) = (self.matrix.as_ref()?, self.running.as_mut()?);
        let job = *job;
        let step = match running {
            Running::Fit(run) => {
                let distinct = self.distinct.as_ref()?;
                match run.advance(distinct.matrix()) {
                    Progress::Going(share) => Err(share),
                    Progress::Done(fit) => Ok(distinct.expand(*fit).to_bytes()),
                }
            }
            Running::Check(checking) => checking.step(matrix).map(|outcome| outcome.to_bytes()),
        };
        match step {
            Err(share) => Some(Message { head: Event::JobProgress { job, share }, payload: Vec::new() }),
            Ok(payload) => {
                self.running = None;
                Some(Message { head: Event::JobDone { job }, payload })
            }
        }
    }
}
