//! A table judged from beginning to end, without a session: the sweep, every check, the rule.

use customer_segmentation::choose::{Best, Sweep};
use customer_segmentation::kmeans::Run;
use customer_segmentation::matrix::Matrix;
use customer_segmentation::recipe::Clustering;
use customer_segmentation::validate::{
    Candidate, Checking, Evidence, Plan, Useful, Verdict, log_share, verdict,
};

/// A finished sweep with its checks.
pub struct Judged {
    pub sweep: Sweep,
    pub plan: Plan,
    pub verdict: Verdict,
}

impl Judged {
    pub fn best(&self, k: u32) -> &Best {
        self.sweep.best(k).expect("a k of the sweep")
    }

    pub fn evidence(&self) -> &Evidence {
        self.plan.evidence()
    }
}

/// Sweeps `columns`, each scaled to mean 0 and variance 1, and runs all checks.
pub fn judge(columns: &[Vec<f64>], seed: u64) -> Judged {
    let scaled: Vec<Vec<f64>> = columns.iter().map(|column| standard(column)).collect();
    let matrix = Matrix::from_columns(&scaled).expect("finite");
    let clustering = Clustering { seed, restarts: 6, swaps: 50, ..Clustering::default() };
    let sweep = swept(&matrix, &clustering);
    let mut plan = Plan::new(sweep.range(), (matrix.observations(), matrix.features()), 0);
    for task in plan.open().collect::<Vec<_>>() {
        let fit = sweep.best(task.k).map(Best::whole);
        let mut checking = Checking::new(&matrix, task.check, (task.k, seed), fit);
        let outcome = loop {
            if let Ok(outcome) = checking.step(&matrix) {
                break outcome;
            }
        };
        assert!(plan.take(task.id, &outcome.to_bytes()), "job {} was open", task.id);
    }
    let verdict =
        verdict(&candidates(&sweep, plan.evidence()), matrix.observations() as u64, Useful::default());
    Judged { sweep, plan, verdict }
}

pub fn candidates(sweep: &Sweep, evidence: &Evidence) -> Vec<Candidate> {
    let (low, high) = sweep.range();
    let candidate = |k: u32| {
        let fit = &sweep.best(k)?.fit;
        Some(Candidate {
            k,
            smallest: fit.sizes.last().copied()?,
            stability: evidence.stability(k)?,
            gap: evidence.gap(k, log_share(fit.inertia, fit.total_inertia))?,
            whole: !evidence.measured(k)?.2.contains(&true),
        })
    };
    (low.max(2)..=high).filter_map(candidate).collect()
}

fn swept(matrix: &Matrix, clustering: &Clustering) -> Sweep {
    let mut sweep = Sweep::new(clustering, matrix.distinct_rows(clustering.k_max as usize));
    let mut jobs = sweep.first_jobs();
    while let Some(job) = jobs.pop() {
        let run = match job.resume {
            None => Run::new(matrix, job.options),
            Some(fit) => Run::resume(matrix, job.options, *fit),
        };
        let fit = run.expect("a job of the sweep").finish(matrix);
        jobs.extend(sweep.finished(job.id, fit));
    }
    sweep
}

/// The column with mean 0 and variance 1.
pub fn standard(column: &[f64]) -> Vec<f64> {
    let n = column.len() as f64;
    let mean = column.iter().sum::<f64>() / n;
    let variance = column.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    column.iter().map(|x| (x - mean) / variance.sqrt().max(1e-300)).collect()
}
