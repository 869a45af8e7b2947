//! What a fit worker does: one matrix, one job at a time, a little at a time.

use crate::kmeans::{Ask, Distinct, Fit, Init, Part, Progress, Search, Variant, VariantRun};
use crate::matrix::{Matrix, Slice};
use crate::protocol::{Event, Job, Message};
use crate::validate::Checking;

/// A worker's state. Everything it is given comes from a [`Session`](crate::session::Session), so it is well formed: a broken
/// message is a bug of this program and panics.
#[derive(Debug, Default)]
pub struct FitWorker {
    matrix: Option<Matrix>,
    /// Its different rows, on which fits run; made when the first fit asks for them.
    distinct: Option<Distinct>,
    /// Its rows in the order of their content, on which variants run, and the row of the matrix that each is.
    ordered: Option<(Matrix, Vec<u32>)>,
    /// The rows it shares with other workers, where they begin, and its answers so far.
    part: Option<(Matrix, usize, Option<Part>)>,
    running: Option<(u32, Running)>,
}

/// A job in progress.
#[derive(Debug)]
enum Running {
    Fit(Box<Search>),
    Variant(Box<VariantRun>),
    /// With the rows that are kept, if the fit checked sets some aside.
    Check(Box<Checking>, Option<Matrix>),
    Part(Ask),
}

/// Multiplications that make a call to [`FitWorker::advance`] last some milliseconds on a part.
const WORK: usize = 30_000_000;

impl FitWorker {
    /// Takes rows of the matrix of [`Action::LoadMatrix`](crate::protocol::Action::LoadMatrix): in place of all it had if they are the first.
    pub fn load(&mut self, bytes: &[u8]) {
        let slice = Slice::from_bytes(bytes).expect("a slice the session wrote");
        if slice.first == 0 {
            *self = Self::default();
            self.matrix = Some(with_room(slice));
        } else {
            self.matrix.as_mut().expect("slices come in order").append(slice.rows);
        }
    }

    /// Takes the rows of [`Action::LoadPart`](crate::protocol::Action::LoadPart): in place of all it had if they begin a part.
    pub fn load_part(&mut self, bytes: &[u8]) {
        let slice = Slice::from_bytes(bytes).expect("a slice the session wrote");
        if slice.first == 0 {
            *self = Self::default();
            let section = slice.first_section as usize;
            self.part = Some((with_room(slice), section, None));
        } else {
            let (rows, ..) = self.part.as_mut().expect("slices come in order");
            rows.append(slice.rows);
        }
    }

    /// Forgets the job it runs.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// Starts on `job`; `payload` is the fit to go on from if it resumes, or the first centroids if they are given. A job still running
    /// is forgotten.
    pub fn start(&mut self, job: Job, payload: &[u8]) {
        if job.part.is_some() {
            return self.start_on_part(job, payload);
        }
        let running = if job.check.is_some() {
            self.check(job, payload)
        } else if let Some(length) = job.variant {
            let (variant, payload) = payload.split_at(length as usize);
            self.variant(job, &Variant::from_bytes(variant).expect("a variant the session wrote"), payload)
        } else {
            self.fit(job, payload)
        };
        self.running = Some((job.job, running));
    }

    fn matrix(&self) -> &Matrix {
        self.matrix.as_ref().expect("a matrix is loaded before jobs are handed out")
    }

    fn fit(&mut self, job: Job, payload: &[u8]) -> Running {
        let distinct = self.distinct.take().unwrap_or_else(|| Distinct::of(self.matrix()));
        let (matrix, samples) = (distinct.matrix(), distinct.samples());
        let search = if job.resume {
            Search::resume(matrix, samples, job.options, distinct.contract(read_fit(payload)))
        } else if job.options.init == Init::Given {
            Search::from_centroids(matrix, job.options, centroids(payload))
        } else {
            Search::new(matrix, samples, job.options)
        };
        self.distinct = Some(distinct);
        Running::Fit(Box::new(search.expect("the session asks for what can be done")))
    }

    fn variant(&mut self, job: Job, variant: &Variant, payload: &[u8]) -> Running {
        let (rows, order) = self.ordered.take().unwrap_or_else(|| {
            let order = Distinct::of(self.matrix()).order();
            (self.matrix().picked(&order, Vec::new()), order)
        });
        let run = if job.resume {
            let fit = read_fit(payload);
            VariantRun::from_centroids(&rows, job.options, variant, fit.centroids, fit.trace)
        } else if job.options.init == Init::Given {
            VariantRun::from_centroids(&rows, job.options, variant, centroids(payload), Vec::new())
        } else {
            VariantRun::new(&rows, job.options, variant)
        };
        self.ordered = Some((rows, order));
        Running::Variant(Box::new(run.expect("the session asks for what can be done")))
    }

    fn check(&self, job: Job, payload: &[u8]) -> Running {
        let check = job.check.expect("it is one");
        let asked = (job.options.k, job.options.seed);
        match (!payload.is_empty()).then(|| read_fit(payload)) {
            Some(fit) if fit.sets_aside() => {
                let (kept, fit) = fit.without_aside(self.matrix());
                Running::Check(Box::new(Checking::new(&kept, check, asked, Some(fit))), Some(kept))
            }
            fit => Running::Check(Box::new(Checking::new(self.matrix(), check, asked, fit)), None),
        }
    }

    fn start_on_part(&mut self, job: Job, payload: &[u8]) {
        let (rows, section, part) = self.part.as_mut().expect("a part is loaded before it is asked about");
        if !job.resume || part.is_none() {
            *part = Some(Part::new(rows, job.options.k as usize, *section));
        }
        let ask = postcard::from_bytes(payload).expect("a question the session wrote");
        self.running = Some((job.job, Running::Part(ask)));
    }

    /// Works on for some milliseconds: the event to tell the session, or nothing if there is no job.
    pub fn advance(&mut self) -> Option<Message<Event>> {
        let (job, running) = self.running.as_mut()?;
        let job = *job;
        let step = match running {
            Running::Part(ask) => {
                let (rows, _, part) = self.part.as_mut()?;
                let told = part.as_mut()?.work(rows, ask, &mut WORK.clone());
                told.map(|told| postcard::to_allocvec(&told).expect("an answer is plain data")).ok_or(0.0)
            }
            Running::Fit(search) => {
                let distinct = self.distinct.as_ref()?;
                match search.advance(distinct.matrix(), distinct.samples()) {
                    Progress::Going(share) => Err(share),
                    Progress::Done(fit) => Ok(distinct.expand(*fit).to_bytes()),
                }
            }
            Running::Variant(run) => {
                let (rows, order) = self.ordered.as_ref()?;
                match run.advance(rows) {
                    Progress::Going(share) => Err(share),
                    Progress::Done(fit) => Ok(in_order_of_the_file(*fit, order).to_bytes()),
                }
            }
            Running::Check(checking, kept) => {
                let matrix = kept.as_ref().or(self.matrix.as_ref())?;
                checking.step(matrix).map(|outcome| outcome.to_bytes())
            }
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

/// The rows of the first slice, with room for those that follow.
fn with_room(slice: Slice) -> Matrix {
    let mut rows = slice.rows;
    rows.reserve(slice.observations as usize);
    rows
}

fn read_fit(bytes: &[u8]) -> Fit {
    Fit::from_bytes(bytes).expect("a fit the session wrote")
}

fn centroids(bytes: &[u8]) -> Vec<f64> {
    bytes.as_chunks::<8>().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect()
}

/// A fit of rows that are the rows `order` of the matrix, as one of the matrix.
fn in_order_of_the_file(mut fit: Fit, order: &[u32]) -> Fit {
    let labels = fit.labels.clone();
    order.iter().zip(labels).for_each(|(row, label)| fit.labels[*row as usize] = label);
    fit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kmeans::Options;

    #[test]
    fn a_matrix_that_comes_in_slices_is_the_matrix() {
        let rows = 700_000;
        let column = |step: u32| (0..rows).map(|i: u32| f64::from(i.wrapping_mul(step) % 1009)).collect();
        let matrix = Matrix::from_columns(&[column(7919), column(104_729)]).expect("finite");
        let all = 0..matrix.blocks();
        let slices: Vec<Vec<u8>> =
            Slice::ranges(all.clone(), 2).map(|blocks| Slice::to_bytes(&matrix, 0, &all, blocks)).collect();
        assert_eq!(slices.len(), 2);
        let init = Init::default();
        let options = Options { k: 3, init, tolerance: 0.0, max_iterations: 3, swaps: 0, seed: 1, start: 0 };
        let job = Job { job: 1, options, resume: false, check: None, part: None, variant: None };
        let fitted = |slices: &[Vec<u8>]| {
            let mut worker = FitWorker::default();
            // What came before the first slice is forgotten, a half of another matrix as well.
            for slice in slices[..1].iter().chain(slices) {
                worker.load(slice);
            }
            worker.start(job, &[]);
            loop {
                if let Message { head: Event::JobDone { .. }, payload } = worker.advance().expect("a job") {
                    return payload;
                }
            }
        };
        assert_eq!(fitted(&slices), fitted(&[Slice::whole_to_bytes(&matrix)]));
    }
}
