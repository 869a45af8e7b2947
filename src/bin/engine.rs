//! The engine in a worker: the session and k-means jobs, behind bytes in and bytes out.
//!
//! This module and `tables`, which unpacks files, are the only code that sees customers, and it can reach nothing: it imports no function of the browser, which
//! a list of its imports holds. So everything crosses as text and bytes, and even a panic is fetched, not sent.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod web {
    use std::cell::RefCell;

    use customer_segmentation::fit_worker::FitWorker;
    use customer_segmentation::frames::frames;
    use customer_segmentation::protocol::{Action, Event, Job, Message, Output};
    use customer_segmentation::session::Session;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        static SESSION: RefCell<Session> = RefCell::default();
        static WORKER: RefCell<FitWorker> = RefCell::default();
        static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
    }

    /// Keeps what a panic says for [`last_panic`]. Called when the module is instantiated.
    #[wasm_bindgen(start)]
    pub fn listen_for_panics() {
        std::panic::set_hook(Box::new(|panic| {
            let _ = PANIC.try_with(|last| last.replace(Some(panic.to_string())));
        }));
    }

    /// What the last panic said, and where. To be called after a trap, when nothing else may be called any more.
    #[wasm_bindgen]
    pub fn last_panic() -> Option<String> {
        PANIC.with(|last| last.borrow().clone())
    }

    /// Gives the session an event (JSON) and its bytes. Returns frames of actions. A recipe in it that cannot be read is told as a
    /// failure, and nothing else happens.
    #[wasm_bindgen]
    pub fn session_step(event: &str, payload: &[u8]) -> Vec<u8> {
        match Event::from_json(event) {
            Ok(event) => SESSION.with(|session| frames(&session.borrow_mut().step(event, payload))),
            Err(error) => {
                let output = Output::Failed { error };
                frames(&[Message { head: Action::Emit { output }, payload: Vec::new() }])
            }
        }
    }

    /// Gives the fit worker the matrix of `load_matrix`.
    #[wasm_bindgen]
    pub fn worker_load(matrix: &[u8]) {
        WORKER.with(|worker| worker.borrow_mut().load(matrix));
    }

    /// Gives the fit worker the rows of `load_part`.
    #[wasm_bindgen]
    pub fn worker_load_part(rows: &[u8]) {
        WORKER.with(|worker| worker.borrow_mut().load_part(rows));
    }

    /// Starts the fit worker on a job (JSON) and, if it resumes, the fit to go on from.
    ///
    /// # Panics
    /// If the job is not one of the protocol's.
    #[wasm_bindgen]
    pub fn worker_start(job: &str, payload: &[u8]) {
        let job: Job = serde_json::from_str(job).expect("the session hands out the protocol's jobs");
        WORKER.with(|worker| worker.borrow_mut().start(job, payload));
    }

    /// Works on the job for some milliseconds. Returns frames of events: none if there is no job.
    #[wasm_bindgen]
    pub fn worker_advance() -> Vec<u8> {
        let event = WORKER.with(|worker| worker.borrow_mut().advance());
        frames(event.as_slice())
    }
}
