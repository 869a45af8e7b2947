//! Answers to a question: yes and no in English, German, French, Spanish, Portuguese, Italian and Dutch.

use super::fold;

/// What says yes, and what then says no, folded.
const PAIRS: [(&str, &str); 19] = [
    ("yes", "no"),
    ("y", "n"),
    ("true", "false"),
    ("t", "f"),
    ("ja", "nein"),
    ("j", "n"),
    ("wahr", "falsch"),
    ("oui", "non"),
    ("o", "n"),
    ("vrai", "faux"),
    ("v", "f"),
    ("si", "no"),
    ("s", "n"),
    ("verdadero", "falso"),
    ("vero", "falso"),
    ("sim", "nao"),
    ("verdadeiro", "falso"),
    ("ja", "nee"),
    ("waar", "onwaar"),
];

/// Single letters that say as much without the other answer beside them: "F" may be female, "S" a size.
const LETTERS: [&str; 3] = ["y", "j", "n"];

/// What a level says that may be an answer: whether yes. `None` if it is no answer.
pub fn answer(level: &str) -> Option<bool> {
    let level = fold(level.trim());
    if level.len() == 1 && !LETTERS.contains(&level.as_str()) {
        return None;
    }
    PAIRS
        .iter()
        .find_map(|(yes, no)| if level == *yes { Some(true) } else { (level == *no).then_some(false) })
}

/// Whether two levels are the two answers to one question: the place of the one that says yes, 0 or 1.
pub fn answers(levels: [&str; 2]) -> Option<usize> {
    let [first, second] = levels.map(|level| fold(level.trim()));
    let are = |yes: &str, no: &str| PAIRS.contains(&(yes, no));
    if are(&first, &second) { Some(0) } else { are(&second, &first).then_some(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_answers_of_seven_languages_are_known() {
        for (yes, no) in [
            ("Yes", "No"),
            ("JA", "nein"),
            ("oui", "Non"),
            ("Sí", "No"),
            ("sì", "no"),
            ("ja", "nee"),
            ("Sim", "Não"),
        ] {
            assert_eq!((answer(yes), answer(no)), (Some(true), Some(false)), "{yes}, {no}");
            assert_eq!((answers([yes, no]), answers([no, yes])), (Some(0), Some(1)), "{yes}, {no}");
        }
    }

    #[test]
    fn a_letter_needs_the_other_one() {
        assert_eq!(answers(["F", "T"]), Some(1));
        assert_eq!((answer("F"), answer("s"), answer("M")), (None, None, None));
        assert_eq!((answers(["F", "M"]), answers(["ja", "no"]), answers(["yes", "yes"])), (None, None, None));
    }
}
