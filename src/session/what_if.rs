//! A customer who is not in the file.

use super::Session;
use crate::protocol::Output;
use crate::what_if::{Against, Customer, ask};

impl Session {
    /// Says where `customer` would belong. Nothing without a result.
    pub(super) fn what_if(&mut self, customer: &Customer) {
        let (Some(opened), Some(result)) = (&self.opened, &self.result) else { return };
        let against = Against {
            table: &opened.table,
            layout: &opened.layout,
            recipe: &result.recipe,
            prepared: result.kept(),
            fit: result.fit(),
        };
        let answer = Box::new(ask(customer, against));
        self.out.tell(Output::WhatIf { answer });
    }
}
