//! Trials in one segment of the result shown.

use super::{Segmentation, Session, Work};
use crate::error::{Error, ErrorKind};
use crate::profile::wording::{count, number};
use crate::protocol::Output;
use crate::trial::{Groups, Request, Split, TrialView, each, groups, split};

/// The trial planned last.
#[derive(Debug)]
pub(super) struct Trial {
    /// Segments shown when it was planned: another number has other segments.
    k: u32,
    segment: u32,
    split: Split,
}

impl Session {
    /// Plans the trial asked for and draws its groups.
    pub(super) fn plan_trial(&mut self, request: Request) {
        let Some(result) = self.result.as_mut().filter(|_| matches!(self.work, Work::Idle)) else { return };
        let sizes = &result.fit().sizes;
        let size = usize::try_from(request.segment).ok().and_then(|number| sizes.get(number.checked_sub(1)?));
        let checked = match size {
            Some(&size) if size >= 2 => request.check().map(|()| size),
            Some(_) => Err(refused("one customer cannot be divided", "Choose a larger segment.")),
            None => Err(refused("there is no such segment", "Choose one of the segments shown.")),
        };
        match checked {
            Err(error) => self.out.tell(Output::Failed { error }),
            Ok(size) => {
                let found = groups(&request, size);
                let split = result.draw(&request, found.holdout);
                let trial = trial_view(request, size, found, split.imbalance);
                result.trial = Some(Trial { k: result.k, segment: request.segment, split });
                self.out.tell(Output::Trial { trial });
            }
        }
    }
}

fn refused(what: &str, advice: &str) -> Error {
    Error::new(ErrorKind::Option, "trial", what, advice)
}

impl Segmentation {
    fn draw(&self, request: &Request, holdout: u64) -> Split {
        let label = request.segment - 1;
        let labels = self.fit().labels.iter().enumerate();
        let members: Vec<usize> =
            labels.filter(|(_, own)| u32::from(**own) == label).map(|(observation, _)| observation).collect();
        let words = [self.recipe.clustering.seed, u64::from(self.k), u64::from(request.segment), holdout];
        split(&self.kept().matrix, &members, holdout as usize, &words)
    }

    /// The trial planned last, if it was planned for what is shown.
    pub(super) fn planned(&self) -> Option<&Trial> {
        self.trial.as_ref().filter(|trial| trial.k == self.k)
    }
}

impl Trial {
    /// Number of the segment it is about.
    pub(super) fn segment(&self) -> u32 {
        self.segment
    }

    /// The group of an observation in segment `number`; empty if the trial is about another one.
    pub(super) fn group(&self, observation: usize, number: u32) -> &'static str {
        match (number == self.segment, self.split.holdout.binary_search(&observation)) {
            (false, _) => "",
            (true, Ok(_)) => "hold_out",
            (true, Err(_)) => "treat",
        }
    }
}

fn trial_view(request: Request, size: u64, found: Groups, imbalance: f64) -> TrialView {
    let Groups { holdout, treated, enough, detectable } = found;
    let points = |share: f64| format!("{} percentage points", number(100.0 * share.abs(), 1));
    let mut text = if enough {
        format!(
            "Hold out {} of {} customers and treat the other {}: a difference of {} then shows in {} of 100 trials.",
            count(holdout),
            count(size),
            count(treated),
            points(request.uplift),
            number(100.0 * request.power, 0)
        )
    } else {
        let least = detectable.map_or_else(
            || "no difference at all can be counted on to show".to_owned(),
            |least| format!("a difference has to be at least {} to show", points(least)),
        );
        format!("{} customers are too few: even with half of them held out, {least}.", count(size))
    };
    text.push_str(&format!(
        " The groups differ by at most {} standard deviations in what tells customers apart.",
        number(imbalance, 2)
    ));
    TrialView { request, size, each: each(&request), holdout, treated, enough, detectable, imbalance, text }
}
