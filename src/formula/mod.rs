//! Columns computed from others: `spend / orders`, `log1p(spend)`, `last_order - first_order`.
//!
//! A formula is text from a person. It can name columns, numbers, `+ - * /`, parentheses and five functions, and nothing else; its
//! length and depth are limited. What has no value (a gap, a division by zero, a root of a negative number) is a gap.

mod bound;
mod compute;
mod lex;
mod parse;

pub use bound::Bound;
pub use compute::Computer;

use crate::error::{Error, ErrorKind, Result};

/// Characters of a formula, at most.
pub const LONGEST: usize = 500;

/// Parentheses, functions and signs inside one another, at most.
pub const DEEPEST: usize = 32;

/// What can be done with numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `log1p(x)`: ln(1 + x); a gap from -1 down.
    Log1p,
    /// `sqrt(x)`; a gap below 0.
    Sqrt,
    /// `abs(x)`.
    Abs,
    /// `min(a, b, …)`: the smallest; a gap if one of them is.
    Min,
    /// `max(a, b, …)`: the largest, likewise.
    Max,
}

impl Function {
    /// All of them with their names.
    pub const ALL: [(&'static str, Self); 5] = [
        ("log1p", Self::Log1p),
        ("sqrt", Self::Sqrt),
        ("abs", Self::Abs),
        ("min", Self::Min),
        ("max", Self::Max),
    ];

    /// Whether it takes several numbers rather than one.
    pub fn takes_several(self) -> bool {
        matches!(self, Self::Min | Self::Max)
    }
}

/// What stands between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`.
    Plus,
    /// `-`.
    Minus,
    /// `*`.
    Times,
    /// `/`; a gap if the divisor is 0.
    Over,
}

/// A part of a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A number.
    Number(f64),
    /// A column, by its place in [`Formula::names`].
    Column(usize),
    /// The negative of a part.
    Negative(Box<Node>),
    /// Two parts and what stands between them.
    Pair(Operator, Box<Node>, Box<Node>),
    /// A function of one part or of several.
    Call(Function, Vec<Node>),
}

/// A formula that has been read. Which columns there are is not known yet: see [`Bound`].
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// The whole.
    pub root: Node,
    /// The columns it names, each once, in order of appearance, with the character (from 1) where each stands first.
    pub names: Vec<(String, usize)>,
}

impl Formula {
    /// Reads `text`, the formula of the column `name`.
    ///
    /// A column's name stands as it is if it is made of letters, digits and underscores and does not begin with a digit, and else in
    /// double quotes or backticks, doubled inside. Numbers have a decimal point.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`] with the character (from 1) where reading stopped.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        parse::formula(text).map_err(|wrong| wrong.of(name))
    }
}

/// What is wrong at a character of a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wrong {
    /// Counted from 1.
    at: usize,
    what: String,
    advice: String,
}

impl Wrong {
    fn new(at: usize, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { at, what: what.into(), advice: advice.into() }
    }

    /// As an error about the formula of the column `name`.
    fn of(self, name: &str) -> Error {
        let place = format!("recipe, column {name:?}, key formula, character {}", self.at);
        Error::new(ErrorKind::Recipe, place, self.what, self.advice)
    }
}
