//! The checks of a result: when they run, that their order leaves no trace, and how they stop and go on.

use customer_segmentation::fit_worker::FitWorker;
use customer_segmentation::protocol::{Action, Event, FileMeta, Job, Message, Output};
use customer_segmentation::sample::{SAMPLE_NAME, sample_csv};
use customer_segmentation::session::Session;
use customer_segmentation::view::{ElbowView, Pace, TrustView, View};

/// A host whose jobs wait until they are run, from either end of the queue.
struct Host {
    session: Session,
    bytes: Vec<u8>,
    worker: FitWorker,
    jobs: Vec<Message<Job>>,
    /// Matrices loaded and stops heard.
    loads: usize,
    stops: usize,
    views: Vec<View>,
    checked: Vec<(ElbowView, TrustView)>,
}

impl Host {
    /// The first customers of the sample, read, with the jobs of the sweep waiting.
    fn open(customers: usize) -> Self {
        let text = String::from_utf8(sample_csv()).expect("UTF-8");
        let bytes: Vec<u8> = text.split_inclusive('\n').take(1 + customers).collect::<String>().into_bytes();
        let file = FileMeta { name: SAMPLE_NAME.to_owned(), size: bytes.len() as u64 };
        let mut host = Self {
            session: Session::default(),
            bytes,
            worker: FitWorker::default(),
            jobs: Vec::new(),
            loads: 0,
            stops: 0,
            views: Vec::new(),
            checked: Vec::new(),
        };
        host.give(Event::Open { file, recipe: None }, Vec::new());
        host
    }

    /// Gives an event and everything that follows from it but jobs.
    fn give(&mut self, event: Event, payload: Vec<u8>) {
        let mut events = std::collections::VecDeque::from([(event, payload)]);
        while let Some((event, payload)) = events.pop_front() {
            for Message { head, payload } in self.session.step(event, &payload) {
                match head {
                    Action::ReadRange { request, offset, length } => {
                        let range = offset as usize..offset as usize + length as usize;
                        events.push_back((Event::Bytes { request }, self.bytes[range].to_vec()));
                    }
                    Action::LoadMatrix => {
                        self.worker.load(&payload);
                        self.loads += 1;
                    }
                    Action::RunJob(head) => self.jobs.push(Message { head, payload }),
                    Action::StopJobs => {
                        self.jobs.clear();
                        self.stops += 1;
                    }
                    Action::Wake => events.push_back((Event::Wake, Vec::new())),
                    Action::Emit { output: Output::Segmented { view } } => self.views.push(*view),
                    Action::Emit { output: Output::Checked { elbow, trust } } => {
                        self.checked.push((elbow, *trust));
                    }
                    Action::LoadPart { .. } => unreachable!("a small table is not shared"),
                    Action::Emit { .. } => {}
                }
            }
        }
    }

    /// Runs one waiting job, the first or the last. Returns whether there was one.
    fn run(&mut self, first: bool) -> bool {
        if self.jobs.is_empty() {
            return false;
        }
        let job = self.jobs.remove(if first { 0 } else { self.jobs.len() - 1 });
        self.worker.start(job.head, &job.payload);
        while let Some(event) = self.worker.advance() {
            self.give(event.head, event.payload);
        }
        true
    }

    fn run_until_shown(&mut self) {
        while self.views.is_empty() && self.run(true) {}
    }
}

#[test]
fn the_result_comes_first_and_the_verdict_last_whatever_the_order() {
    let verdicts = [true, false].map(|first| {
        let mut host = Host::open(150);
        host.run_until_shown();
        let trust = &host.views[0].trust;
        assert_eq!((trust.pace, trust.share, &trust.verdict), (Pace::Running, 0.0, &None));
        assert!(host.jobs.iter().all(|job| job.head.check.is_some()), "only checks are left");
        while host.run(first) {}
        let shares: Vec<f64> = host.checked.iter().map(|(_, trust)| trust.share).collect();
        assert!(shares.is_sorted() && shares.len() > 20 && shares.len() < 100, "{}", shares.len());
        host.checked.pop().expect("news")
    });
    let (elbow, trust) = &verdicts[0];
    assert_eq!(trust.pace, Pace::Done);
    assert!(trust.verdict.is_some(), "a verdict");
    assert_eq!((elbow.band.len(), elbow.returns.len(), trust.panel.len()), (10, 9, 9));
    assert_eq!(verdicts[0], verdicts[1], "the order of the jobs leaves no trace");
}

#[test]
fn a_person_can_stop_the_checks() {
    let mut host = Host::open(100);
    host.run_until_shown();
    host.run(true);
    host.give(Event::Cancel, Vec::new());
    assert_eq!((host.stops, host.jobs.len()), (1, 0));
    assert_eq!(host.checked.last().expect("news").1.pace, Pace::Stopped);
    host.give(Event::Choose { k: 4 }, Vec::new());
    let trust = &host.views.last().expect("a result").trust;
    assert_eq!((trust.pace, trust.segments.len(), host.jobs.len()), (Pace::Stopped, 4, 0));
}

#[test]
fn choosing_another_number_leaves_the_checks_alone() {
    let mut host = Host::open(100);
    host.run_until_shown();
    let (waiting, loads) = (host.jobs.len(), host.loads);
    host.give(Event::Choose { k: 3 }, Vec::new());
    assert_eq!((host.jobs.len(), host.loads, host.stops), (waiting, loads, 0));
}

#[test]
fn a_sweep_that_is_cancelled_gives_the_workers_back() {
    let mut host = Host::open(100);
    host.run_until_shown();
    host.run(true);
    let waiting = host.jobs.len();
    let recipe = host.views[0].recipe.clone();
    host.give(Event::Apply { recipe }, Vec::new());
    assert_eq!(host.stops, 1, "the checks make room");
    assert!(host.jobs.iter().all(|job| job.head.check.is_none()), "only fits are handed out");
    host.give(Event::Cancel, Vec::new());
    assert_eq!(host.stops, 2);
    assert_eq!(host.jobs.len(), waiting, "what was open is handed out again");
    while host.run(true) {}
    assert_eq!(host.checked.last().expect("news").1.pace, Pace::Done);
}

#[test]
fn news_of_a_number_that_is_not_shown_yet_comes_with_it() {
    let mut host = Host::open(100);
    host.run_until_shown();
    let k = if host.views[0].k == 3 { 4 } else { 3 };
    let actions = host.session.step(Event::Choose { k }, &[]);
    assert!(
        actions.iter().any(|message| matches!(message.head, Action::Wake)),
        "it takes more than one step"
    );
    for _ in 0..30 {
        assert!(host.run(true), "each check that is done makes room for another");
    }
    assert!(host.jobs.len() <= 4, "a few are handed out at a time");
    assert_eq!(host.checked.len(), 0, "nothing is told of segments that are not on the screen");
    host.give(Event::Cancel, Vec::new());
    assert_eq!((host.views.len(), host.jobs.len()), (1, 0), "the checks stop");
    host.give(Event::Wake, Vec::new());
    let view = host.views.last().expect("a result");
    assert_eq!((view.k, view.trust.segments.len(), view.trust.pace), (k, k as usize, Pace::Stopped));
    assert!(view.trust.share > 0.0, "what was found by then");
}

#[test]
fn a_number_that_was_not_described_in_the_end_is_not_what_is_shown() {
    let mut host = Host::open(100);
    host.run_until_shown();
    let before = host.views[0].k;
    host.session.step(Event::Choose { k: if before == 3 { 4 } else { 3 } }, &[]);
    let mut recipe = host.views[0].recipe.clone();
    recipe.columns[0].name = "no such column".to_owned();
    host.give(Event::Apply { recipe }, Vec::new());
    let (fit, _) = host.session.shown().expect("the result before");
    assert_eq!(fit.k() as u32, before);
}
