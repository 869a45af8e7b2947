//! Words of a formula become a tree: `*` and `/` before `+` and `-`, equals from the left.

use super::lex::{Word, words};
use super::{DEEPEST, Formula, Function, LONGEST, Node, Operator, Wrong};

pub(super) fn formula(text: &str) -> Result<Formula, Wrong> {
    let length = text.chars().count();
    if length > LONGEST {
        return Err(Wrong::new(
            LONGEST + 1,
            format!("it has {length} characters"),
            format!("Use {LONGEST} at most; what is longer is better computed before."),
        ));
    }
    let words = words(text)?;
    let mut reader = Reader { words: &words, next: 0, end: length + 1, names: Vec::new() };
    let root = reader.sum(0)?;
    match reader.peek() {
        None => Ok(Formula { root, names: reader.names }),
        Some(word) => {
            let what = format!("{} does not continue the formula", told(word));
            Err(Wrong::new(reader.at(), what, "Put + - * or / between two parts."))
        }
    }
}

struct Reader<'a> {
    words: &'a [(usize, Word)],
    next: usize,
    /// The character after the last.
    end: usize,
    names: Vec<(String, usize)>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.next).map(|(_, word)| word)
    }

    /// The character at which the next word begins.
    fn at(&self) -> usize {
        self.words.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    /// Goes past one of `marks`, if it comes next.
    fn take(&mut self, marks: &[char]) -> Option<char> {
        match self.peek() {
            Some(&Word::Mark(mark)) if marks.contains(&mark) => {
                self.next += 1;
                Some(mark)
            }
            _ => None,
        }
    }

    fn sum(&mut self, depth: usize) -> Result<Node, Wrong> {
        let mut left = self.product(depth)?;
        while let Some(mark) = self.take(&['+', '-']) {
            let operator = if mark == '+' { Operator::Plus } else { Operator::Minus };
            left = Node::Pair(operator, Box::new(left), Box::new(self.product(depth)?));
        }
        Ok(left)
    }

    fn product(&mut self, depth: usize) -> Result<Node, Wrong> {
        let mut left = self.part(depth)?;
        while let Some(mark) = self.take(&['*', '/']) {
            let operator = if mark == '*' { Operator::Times } else { Operator::Over };
            left = Node::Pair(operator, Box::new(left), Box::new(self.part(depth)?));
        }
        Ok(left)
    }

    /// A number, a column, a sign before a part, a function, or a formula in parentheses.
    fn part(&mut self, depth: usize) -> Result<Node, Wrong> {
        let at = self.at();
        if depth >= DEEPEST {
            let what = format!("more than {DEEPEST} parentheses or signs inside one another");
            return Err(Wrong::new(at, what, "Write it with fewer."));
        }
        let Some(word) = self.peek().cloned() else {
            return Err(Wrong::new(at, "something is missing at the end", "Add a column or a number there."));
        };
        self.next += 1;
        match word {
            Word::Number(x) => Ok(Node::Number(x)),
            Word::Name(name, false) if self.peek() == Some(&Word::Mark('(')) => self.call(&name, at, depth),
            Word::Name(name, _) => Ok(self.column(name, at)),
            Word::Mark('-') => Ok(Node::Negative(Box::new(self.part(depth + 1)?))),
            Word::Mark('+') => self.part(depth + 1),
            Word::Mark('(') => {
                let inside = self.sum(depth + 1)?;
                self.close(at)?;
                Ok(inside)
            }
            Word::Mark(mark) => {
                let what = format!("{mark:?} stands where a column or a number should");
                Err(Wrong::new(at, what, "Add what is missing before it, or remove it."))
            }
        }
    }

    fn column(&mut self, name: String, at: usize) -> Node {
        let known = self.names.iter().position(|(known, _)| *known == name);
        Node::Column(known.unwrap_or_else(|| {
            self.names.push((name, at));
            self.names.len() - 1
        }))
    }

    /// A function, whose name has been read.
    fn call(&mut self, name: &str, at: usize, depth: usize) -> Result<Node, Wrong> {
        let Some((_, function)) = Function::ALL.iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = Function::ALL.iter().map(|(known, _)| *known).collect();
            let advice = format!("There are {}.", known.join(", "));
            return Err(Wrong::new(at, format!("there is no function {name:?}"), advice));
        };
        let opened = self.at();
        self.next += 1;
        let mut parts = vec![self.sum(depth + 1)?];
        while self.take(&[',']).is_some() {
            parts.push(self.sum(depth + 1)?);
        }
        self.close(opened)?;
        match (function.takes_several(), parts.len()) {
            (true, 1) => Err(Wrong::new(
                at,
                format!("{name} of one part"),
                "Give it two or more, with commas between.",
            )),
            (false, count) if count > 1 => Err(Wrong::new(
                at,
                format!("{name} of {count} parts"),
                "Give it one; numbers have a decimal point.",
            )),
            _ => Ok(Node::Call(*function, parts)),
        }
    }

    fn close(&mut self, opened: usize) -> Result<(), Wrong> {
        if self.take(&[')']).is_some() {
            return Ok(());
        }
        let what = match self.peek() {
            None => format!("the parenthesis at character {opened} is never closed"),
            Some(word) => {
                format!("{} stands where the parenthesis at character {opened} should be closed", told(word))
            }
        };
        Err(Wrong::new(self.at(), what, "Close it, or put + - * or / between two parts."))
    }
}

fn told(word: &Word) -> String {
    match word {
        Word::Number(x) => x.to_string(),
        Word::Name(name, _) => format!("{name:?}"),
        Word::Mark(mark) => format!("{mark:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (usize, String) {
        let wrong = formula(text).expect_err(text);
        (wrong.at, wrong.what)
    }

    #[test]
    fn products_come_before_sums_and_equals_from_the_left() {
        let found = formula("a - b - c * 2").expect("a formula");
        let pair = |operator, left, right| Node::Pair(operator, Box::new(left), Box::new(right));
        let product = pair(Operator::Times, Node::Column(2), Node::Number(2.0));
        let left = pair(Operator::Minus, Node::Column(0), Node::Column(1));
        assert_eq!(found.root, pair(Operator::Minus, left, product));
        let names: Vec<(&str, usize)> = found.names.iter().map(|(name, at)| (name.as_str(), *at)).collect();
        assert_eq!(names, [("a", 1), ("b", 5), ("c", 9)]);
    }

    #[test]
    fn a_function_is_one_only_before_a_parenthesis() {
        let found = formula("min + min(min, 1)").expect("a formula");
        assert_eq!(found.names, [("min".to_owned(), 1)]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        assert_eq!(refused(""), (1, "something is missing at the end".to_owned()));
        assert_eq!(refused("a +"), (4, "something is missing at the end".to_owned()));
        assert_eq!(refused("a b"), (3, "\"b\" does not continue the formula".to_owned()));
        assert_eq!(refused("(a + b").0, 7);
        assert_eq!(refused("a + )").0, 5);
        assert_eq!(refused("ln(a)"), (1, "there is no function \"ln\"".to_owned()));
        assert_eq!(refused("sqrt(1,5)"), (1, "sqrt of 2 parts".to_owned()));
        assert_eq!(refused("max(a)").0, 1);
        assert_eq!(refused(&format!("{}a", "(".repeat(40))).0, 33);
        assert_eq!(refused(&"-".repeat(400)).0, 33);
        assert_eq!(refused(&"a".repeat(501)).0, 501);
    }

    #[test]
    fn a_long_sum_is_no_deep_one() {
        let text = vec!["a"; 200].join("+");
        assert!(formula(&text).is_ok(), "two hundred parts");
    }
}
