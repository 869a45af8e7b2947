//! The course of one fit: what is asked next, and what follows from the answers.

use super::ask::{Ask, End, Far, Told};
use super::facts::Facts;
use super::fit::{Fit, Step};
use super::options::Options;
use super::result::outline;
use super::rules::{Rules, shift};
use super::seeding::Seeding;
use super::sums::Sums;

/// A fit in progress without its observations: first centroids, then assignment and update in turn until the stopping rule is
/// met. The same questions go to all [`Part`](super::Part)s, and their answers come back together, in the order of the parts.
#[derive(Debug)]
pub struct Course {
    facts: Facts,
    options: Options,
    rules: Rules,
    seeding: Option<Seeding>,
    ask: Ask,
    centroids: Vec<f64>,
    sums: Sums,
    changed: bool,
    trace: Vec<Step>,
}

/// What an answer came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// There is a next question.
    Going,
    /// An iteration is over, and there is a next question.
    Iterated,
    /// The stopping rule was met, or with `false` the iteration limit. [`Course::end`] says how to end.
    Rested(bool),
}

/// Share of a fit's time that seeding takes, about.
const SEEDING_SHARE: f64 = 0.2;

impl Course {
    /// A fit from first centroids that are drawn.
    pub fn new(facts: Facts, options: Options) -> Self {
        let mut course = Self::from_centroids(facts, options, Vec::new());
        let seeding = Seeding::new(&course.facts, &options);
        course.ask = seeding.ask().clone();
        course.seeding = Some(seeding);
        course
    }

    /// A fit from first `centroids`, k × features, row-major.
    pub fn from_centroids(facts: Facts, options: Options, centroids: Vec<f64>) -> Self {
        Self {
            rules: Rules::new(&facts, &options),
            seeding: None,
            ask: Ask::Assign(centroids.clone()),
            centroids,
            sums: Sums::new(options.k as usize, facts.features),
            changed: false,
            trace: Vec::new(),
            facts,
            options,
        }
    }

    /// What all parts are to be asked.
    pub fn ask(&self) -> &Ask {
        &self.ask
    }

    /// The centroids everyone is assigned by, k × features, row-major; none while they are drawn.
    pub fn centroids(&self) -> &[f64] {
        &self.centroids
    }

    /// Exact sums of the clusters after the last iteration.
    pub fn sums(&self) -> &Sums {
        &self.sums
    }

    /// The iterations so far.
    pub fn trace(&self) -> &[Step] {
        &self.trace
    }

    /// What the data are known by.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Takes in the answers of all parts, in their order.
    pub fn take(&mut self, told: Vec<Told>) -> Came {
        if let Some(seeding) = &mut self.seeding {
            match seeding.take(told) {
                None => self.ask = seeding.ask().clone(),
                Some(centroids) => {
                    self.ask = Ask::Assign(centroids.clone());
                    self.centroids = centroids;
                    self.seeding = None;
                }
            }
            return Came::Going;
        }
        match &self.ask {
            Ask::Farthest { .. } => match farthest(told) {
                Some(far) => {
                    let empty = self.empty().unwrap_or_default();
                    self.ask = Ask::Move { observation: far.observation, to: empty as u16 };
                    Came::Going
                }
                None => self.update(),
            },
            _ => {
                self.add_up(told);
                if self.empty().is_none() {
                    return self.update();
                }
                let (masses, centroids) = (self.sums.masses().to_vec(), self.centroids.clone());
                self.ask = Ask::Farthest { masses, centroids };
                Came::Going
            }
        }
    }

    fn add_up(&mut self, told: Vec<Told>) {
        let mut all: Option<Sums> = None;
        for told in told {
            let Told::Sums(sums, changed) = told else { continue };
            self.changed |= changed;
            match &mut all {
                None => all = Some(sums),
                Some(all) => all.join(&sums),
            }
        }
        self.sums = all.unwrap_or_else(|| Sums::new(self.options.k as usize, self.facts.features));
    }

    /// The first cluster without members.
    fn empty(&self) -> Option<usize> {
        self.sums.masses().iter().position(|mass| *mass <= 0.0)
    }

    /// Moves the centroids once all observations are assigned.
    fn update(&mut self) -> Came {
        let means = self.sums.means();
        let moved = shift(&self.centroids, &means);
        self.trace.push(Step { inertia: self.rules.inertia(&self.sums), shift: moved });
        self.ask = Ask::Assign(means.clone());
        self.centroids = means;
        let same = !std::mem::take(&mut self.changed);
        match self.rules.stop(same, moved, &self.sums, self.trace.len() as u32) {
            None => Came::Iterated,
            Some(converged) => Came::Rested(converged),
        }
    }

    /// Goes on from other centroids, with another story of how they came about. Gives that of the way so far.
    pub fn go_on_from(&mut self, centroids: Vec<f64>, trace: Vec<Step>) -> Vec<Step> {
        self.ask = Ask::Assign(centroids.clone());
        self.centroids = centroids;
        self.rules.begin_again();
        std::mem::replace(&mut self.trace, trace)
    }

    /// The fit of `sums` but for its sizes and labels, and what to ask the parts for those.
    pub fn end(&self, sums: &Sums, trace: Vec<Step>, converged: bool) -> (Fit, End) {
        outline(&self.facts, &self.options, &self.rules, sums, trace, converged)
    }

    /// How far the fit probably is: the number of iterations to come is not known, so each is taken for a tenth of the rest.
    pub fn share(&self) -> f64 {
        match &self.seeding {
            Some(seeding) => SEEDING_SHARE * seeding.share_done(),
            None => SEEDING_SHARE + (1.0 - SEEDING_SHARE) * (1.0 - libm::pow(0.9, self.trace.len() as f64)),
        }
    }
}

/// The farthest of all parts, the earliest of equals.
fn farthest(told: Vec<Told>) -> Option<Far> {
    let mut farthest: Option<Far> = None;
    for told in told {
        if let Told::Farthest(Some(far)) = told
            && farthest.is_none_or(|most| far.distance > most.distance)
        {
            farthest = Some(far);
        }
    }
    farthest
}
