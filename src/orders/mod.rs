//! Order lines to customers: one row of each, with what is known of what they bought.
//!
//! A list of orders, invoices or order lines has a row for each thing that somebody did. Here rows that name the same customer become
//! one: how many orders, what was spent, when the first and the last one was, and what all rows of a customer agree in.
//! The outcome is a text table like any other, which is then read as if it had been chosen.

mod fold;
mod guess;
mod line;
mod more;
mod told;
mod write;

pub use fold::{Folded, Folder};
pub(crate) use guess::customer_column;
pub use guess::{FoldChoices, guess};
pub use line::Style;

pub(crate) use write::MADE;
