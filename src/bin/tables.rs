//! Unpacking and converting in a worker of its own, behind bytes in and bytes out.
//!
//! Like the engine this module imports no function of the browser, which a list of its imports holds. What it reads is trusted
//! least of all, so a panic or a lack of memory here ends this worker alone.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod web {
    use std::cell::RefCell;

    use customer_segmentation::container::{Conversion, Input};
    use customer_segmentation::frames::frames;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        static CONVERSION: RefCell<Conversion> = RefCell::default();
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

    /// Gives the conversion an input (JSON) and its bytes. Returns frames of answers.
    ///
    /// # Panics
    /// If the input is not one of the protocol's.
    #[wasm_bindgen]
    pub fn convert_step(input: &str, payload: &[u8]) -> Vec<u8> {
        let input: Input = serde_json::from_str(input).expect("the page sends the protocol's inputs");
        CONVERSION.with(|conversion| frames(&conversion.borrow_mut().step(input, payload)))
    }
}
