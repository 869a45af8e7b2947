//! One way through the tree as the conditions a row has to meet, those on one column put together.

use super::ask::{Question, Test};

/// What a value of one column has to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// A number above `low` and at most `high`; or no value, if `gap`.
    Range {
        /// Index of the column in the table.
        column: usize,
        /// Lower bound, itself outside.
        low: Option<f64>,
        /// Upper bound, itself inside.
        high: Option<f64>,
        /// Whether a row without a value is among them.
        gap: bool,
    },
    /// One of some levels; or no value, if `gap`.
    Levels {
        /// Index of the column in the table.
        column: usize,
        /// By level: whether it is one of them.
        among: Vec<bool>,
        /// Whether a row without a value is among them.
        gap: bool,
    },
    /// A cell of several values that holds one of them, or does not.
    Holds {
        /// Index of the column in the table.
        column: usize,
        /// The value.
        label: String,
        /// By level: whether it holds it.
        among: Vec<bool>,
        /// Whether it has to hold it.
        yes: bool,
        /// Whether a row without a value is among them.
        gap: bool,
    },
    /// A value, or none.
    Gap {
        /// Index of the column in the table.
        column: usize,
        /// Whether there has to be none.
        yes: bool,
    },
}

impl Condition {
    /// Index of the column in the table.
    pub fn column(&self) -> usize {
        match self {
            Self::Range { column, .. }
            | Self::Levels { column, .. }
            | Self::Holds { column, .. }
            | Self::Gap { column, .. } => *column,
        }
    }

    fn of(test: &Test, answer: bool) -> Self {
        let (column, gap) = (test.column, test.gap == answer);
        match &test.question {
            Question::AtMost(t) if answer => Self::Range { column, low: None, high: Some(*t), gap },
            Question::AtMost(t) => Self::Range { column, low: Some(*t), high: None, gap },
            Question::OneOf(among) => {
                Self::Levels { column, among: among.iter().map(|held| *held == answer).collect(), gap }
            }
            Question::Holds(label, among) => {
                Self::Holds { column, label: label.clone(), among: among.clone(), yes: answer, gap }
            }
            Question::Gap => Self::Gap { column, yes: answer },
        }
    }

    /// Takes another condition on the same column in, if the two can be said as one.
    fn narrowed(&mut self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Range { column, low, high, gap },
                Self::Range { column: same, low: lower, high: upper, gap: also },
            ) if column == same => {
                let larger = |a: Option<f64>, b: Option<f64>| match (a, b) {
                    (Some(a), Some(b)) => Some(a.max(b)),
                    (a, b) => a.or(b),
                };
                *low = larger(*low, *lower);
                *high = larger(high.map(|x| -x), upper.map(|x| -x)).map(|x| -x);
                *gap = *gap && *also;
                true
            }
            (
                Self::Levels { column, among, gap },
                Self::Levels { column: same, among: others, gap: also },
            ) if column == same => {
                among.iter_mut().zip(others).for_each(|(held, other)| *held = *held && *other);
                *gap = *gap && *also;
                true
            }
            _ => false,
        }
    }
}

/// Conditions that lead to one cluster, all to be met. No condition: everyone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Branch {
    /// In the order in which the tree asks.
    pub conditions: Vec<Condition>,
}

impl Branch {
    /// The conditions of a way through the tree.
    pub fn of(way: &[(&Test, bool)]) -> Self {
        let mut conditions: Vec<Condition> = Vec::new();
        for (test, answer) in way {
            let next = Condition::of(test, *answer);
            if !conditions.iter_mut().any(|condition| condition.narrowed(&next)) {
                conditions.push(next);
            }
        }
        Self { conditions }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_on_one_column_become_one() {
        let test = |t: f64, gap: bool| Test { column: 3, question: Question::AtMost(t), gap };
        let (a, b, c) = (test(10.0, true), test(4.0, false), test(7.0, false));
        let branch = Branch::of(&[(&a, true), (&b, false), (&c, true)]);
        let range = Condition::Range { column: 3, low: Some(4.0), high: Some(7.0), gap: false };
        assert_eq!(branch.conditions, [range]);
        let among =
            |levels: [bool; 3]| Test { column: 1, question: Question::OneOf(levels.to_vec()), gap: true };
        let (a, b) = (among([true, true, false]), among([true, false, false]));
        let branch = Branch::of(&[(&a, true), (&b, false)]);
        let levels = Condition::Levels { column: 1, among: vec![false, true, false], gap: false };
        assert_eq!(branch.conditions, [levels]);
    }
}
