//! Fits one after the other, each shared by all workers: for tables too large for every worker to have a copy.

use std::collections::VecDeque;
use std::ops::Range;

use crate::choose::Job;
use crate::kmeans::{Ask, Came, Course, Facts, Fit, Options, SECTION_BLOCKS, Told, complete};
use crate::matrix::{Matrix, Slice};
use crate::protocol;

/// The first of the numbers that questions have as jobs, so that no answer is taken for that of a check.
const FIRST: u32 = 1 << 31;

/// The fits to run, the one that runs, and what its workers are being asked.
#[derive(Debug)]
pub struct Shared {
    facts: Facts,
    workers: u32,
    /// The worker that is given its part, and the slices of it that it has.
    loaded: (usize, usize),
    queue: VecDeque<Job>,
    current: Option<Current>,
    /// Number of the question to the first worker; the others follow.
    first: u32,
}

#[derive(Debug)]
struct Current {
    id: u32,
    options: Options,
    course: Course,
    /// The fit without its labels, once they are asked for.
    ending: Option<Fit>,
    ask: Ask,
    begun: bool,
    told: Vec<Option<Told>>,
}

/// A question to a worker, as a job with its payload.
pub type Question = (protocol::Job, Vec<u8>);

impl Shared {
    /// Fits of data with these facts, whose sections are shared by up to `workers`.
    pub fn new(facts: Facts, workers: u32) -> Self {
        let workers = workers.clamp(1, u32::try_from(facts.sections).unwrap_or(u32::MAX).max(1));
        Self { facts, workers, loaded: (0, 0), queue: VecDeque::new(), current: None, first: FIRST }
    }

    /// The sections of each worker, in order.
    fn sections(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let (all, workers) = (self.facts.sections, self.workers as usize);
        (0..workers).map(move |worker| all * worker / workers..all * (worker + 1) / workers)
    }

    /// Gives the workers the next rows of `matrix`, if there are any they do not have: which worker, and a slice of its part. Fits can
    /// begin once there are none.
    pub fn load(&mut self, matrix: &Matrix) -> Option<(u32, Vec<u8>)> {
        let (worker, sections) = (0..).zip(self.sections()).nth(self.loaded.0)?;
        let part = sections.start * SECTION_BLOCKS..(sections.end * SECTION_BLOCKS).min(matrix.blocks());
        let mut slices = Slice::ranges(part.clone(), matrix.features()).skip(self.loaded.1);
        let blocks = slices.next()?;
        self.loaded =
            if slices.next().is_some() { (self.loaded.0, self.loaded.1 + 1) } else { (self.loaded.0 + 1, 0) };
        Some((worker, Slice::to_bytes(matrix, sections.start, &part, blocks)))
    }

    /// Takes in a job to be run after those there are; before them if it goes on from a fit, so that its number of segments is done with.
    pub fn add(&mut self, mut job: Job) {
        match &mut job.resume {
            Some(fit) => {
                // The parts assign anew, by the centroids.
                fit.labels = Vec::new();
                self.queue.push_front(job);
            }
            None => self.queue.push_back(job),
        }
    }

    /// What to ask the workers now, if a job begins: nothing while one runs, or while they do not have their rows.
    pub fn begin(&mut self, given: &[f64]) -> Vec<Question> {
        if self.current.is_some() || self.loaded.0 < self.workers as usize {
            return Vec::new();
        }
        let Some(job) = self.queue.pop_front() else { return Vec::new() };
        let Job { id, options, resume } = job;
        let facts = self.facts.clone();
        let course = match resume {
            Some(fit) => {
                let mut course = Course::from_centroids(facts, options, fit.centroids.clone());
                course.go_on_from(fit.centroids, fit.trace);
                course
            }
            None if !given.is_empty() => Course::from_centroids(facts, options, given.to_vec()),
            None => Course::new(facts, options),
        };
        let ask = course.ask().clone();
        self.current =
            Some(Current { id, options, course, ending: None, ask, begun: false, told: Vec::new() });
        self.ask()
    }

    /// Takes in what a worker told. Gives the next questions once all have, and the fit with the number of its job once it has ended.
    pub fn take(&mut self, id: u32, told: &[u8]) -> (Vec<Question>, Option<(u32, Fit)>) {
        let Some(current) = &mut self.current else { return (Vec::new(), None) };
        let slot = id.checked_sub(self.first).and_then(|worker| current.told.get_mut(worker as usize));
        if let Some(slot) = slot {
            *slot = postcard::from_bytes(told).ok();
        }
        if current.told.iter().any(Option::is_none) {
            return (Vec::new(), None);
        }
        let told: Vec<Told> = current.told.drain(..).flatten().collect();
        if let Some(fit) = current.ending.take() {
            let id = current.id;
            self.current = None;
            return (Vec::new(), Some((id, complete(fit, told))));
        }
        current.ask = match current.course.take(told) {
            Came::Rested(converged) => {
                let (sums, trace) = (current.course.sums().clone(), current.course.trace().to_vec());
                let (fit, end) = current.course.end(&sums, trace, converged);
                current.ending = Some(fit);
                Ask::Finish(end)
            }
            Came::Going | Came::Iterated => current.course.ask().clone(),
        };
        (self.ask(), None)
    }

    /// The job that runs, and how far it is, 0 to 1.
    pub fn progress(&self) -> Option<(u32, f64)> {
        self.current.as_ref().map(|current| (current.id, current.course.share()))
    }

    fn ask(&mut self) -> Vec<Question> {
        let Some(current) = &mut self.current else { return Vec::new() };
        self.first = self.first.wrapping_add(self.workers).max(FIRST);
        current.told = vec![None; self.workers as usize];
        let payload = postcard::to_allocvec(&current.ask).expect("a question is plain data");
        let resume = std::mem::replace(&mut current.begun, true);
        let question = |worker: u32| {
            let (job, options, part) = (self.first.wrapping_add(worker), current.options, Some(worker));
            (protocol::Job { job, options, resume, check: None, part, variant: None }, payload.clone())
        };
        (0..self.workers).map(question).collect()
    }
}
