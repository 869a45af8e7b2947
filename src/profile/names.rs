//! Plain names for segments, backed by their numbers.
//!
//! A name says at most two things, three where two segments would share it, each a feature whose mean lies at least
//! [`DISTINCT`] standard deviations from the average. Each meaning is used once, by its strongest column, so a name cannot
//! contradict itself. What nothing sets apart is called by its letter.

use super::meaning::{Meaning, Subject};
use super::traits::ranked;
use super::{Measure, SHORT_NAME, letter};
use crate::profile::wording::capitalised;
use crate::recipe::Role;

/// Standard deviations from the average from which a name may say so.
const DISTINCT: f64 = 0.5;

/// Things a name says at first, and at most.
const FIRST: usize = 2;
const MOST: usize = 3;

/// A segment's names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) full: String,
    pub(super) short: String,
}

/// One thing to say: more of a subject than usual, or less.
#[derive(Debug)]
struct Claim {
    subject: Subject,
    more: bool,
}

/// The names of `k` segments, all different.
pub(super) fn names(measures: &[Measure], k: usize) -> Vec<Name> {
    if k == 1 {
        return vec![Name { full: "All customers".to_owned(), short: "All customers".to_owned() }];
    }
    let claims: Vec<Vec<Claim>> = (0..k).map(|j| claims(measures, j)).collect();
    let mut taken: Vec<String> = Vec::new();
    unique(&claims)
        .into_iter()
        .zip(&claims)
        .enumerate()
        .map(|(j, (full, claims))| {
            let short = short(claims, &letter(j), &taken);
            taken.push(short.clone());
            Name { full, short }
        })
        .collect()
}

/// What segment `j` can be said to be, strongest first.
fn claims(measures: &[Measure], j: usize) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for index in ranked(measures, j, DISTINCT) {
        let measure = &measures[index];
        if measure.role != Role::Feature || claims.len() == MOST {
            break;
        }
        let subject = Subject::of(&measure.column);
        let said = claims.iter().any(|claim| {
            claim.subject.words == subject.words
                || (subject.meaning != Meaning::Other && claim.subject.meaning == subject.meaning)
        });
        if !said {
            let more = (measure.z[j] > 0.0) != subject.reversed;
            claims.push(Claim { subject, more });
        }
    }
    claims
}

/// Full names: as short as possible, longer where two are the same, with the letter where that does not help.
fn unique(claims: &[Vec<Claim>]) -> Vec<String> {
    let named = |depths: &[usize]| -> Vec<String> {
        claims.iter().zip(depths).enumerate().map(|(j, (claims, &depth))| full(claims, depth, j)).collect()
    };
    let mut depths = vec![FIRST; claims.len()];
    let names = named(&depths);
    for (j, depth) in depths.iter_mut().enumerate() {
        if names.iter().filter(|name| **name == names[j]).count() > 1 {
            *depth = MOST;
        }
    }
    let names = named(&depths);
    names
        .iter()
        .enumerate()
        .map(|(j, name)| {
            let alone = names.iter().filter(|other| *other == name).count() == 1;
            if alone { name.clone() } else { format!("{name} ({})", letter(j)) }
        })
        .collect()
}

fn full(claims: &[Claim], depth: usize, j: usize) -> String {
    let said = &claims[..claims.len().min(depth)];
    if said.is_empty() {
        return format!("Segment {}", letter(j));
    }
    if said.iter().any(|claim| claim.adjective().is_none()) {
        let phrases: Vec<String> = said.iter().map(Claim::phrase).collect();
        return capitalised(&phrases.join(", "));
    }
    let mut ordered: Vec<&Claim> = said.iter().collect();
    ordered.sort_by_key(|claim| claim.subject.meaning);
    let mut name = String::new();
    for (i, claim) in ordered.iter().enumerate() {
        if i > 0 {
            // Words of age and standing follow without a comma: "high-spending younger customers".
            name.push_str(if matches!(claim.subject.meaning, Meaning::Age | Meaning::Tenure) {
                " "
            } else {
                ", "
            });
        }
        name.push_str(claim.adjective().expect("asked above"));
    }
    capitalised(&name) + " customers"
}

/// The longest of a few short forms that fits the map and is not taken.
fn short(claims: &[Claim], letter: &str, taken: &[String]) -> String {
    let phrases: Vec<String> =
        claims.iter().map(|claim| claim.adjective().map_or_else(|| claim.phrase(), str::to_owned)).collect();
    let mut forms: Vec<String> = Vec::new();
    if let [first, second, ..] = phrases.as_slice() {
        forms.push(format!("{first}, {second}"));
    }
    forms.extend_from_slice(&phrases);
    forms.extend(phrases.first().map(|first| format!("{first} ({letter})")));
    forms
        .iter()
        .map(|form| capitalised(form))
        .find(|form| form.chars().count() <= SHORT_NAME && !taken.contains(form))
        .unwrap_or_else(|| format!("Segment {letter}"))
}

impl Claim {
    /// The marketing word for it, if there is one.
    fn adjective(&self) -> Option<&'static str> {
        let (more, less) = match self.subject.meaning {
            Meaning::Recency => ("long-inactive", "recently active"),
            Meaning::Frequency => ("frequent", "infrequent"),
            Meaning::Income => ("high-income", "low-income"),
            Meaning::Spend => ("high-spending", "low-spending"),
            Meaning::Balance => ("high-balance", "low-balance"),
            Meaning::Discount => ("high-discount", "low-discount"),
            Meaning::Tenure => ("long-standing", "newer"),
            Meaning::Age => ("older", "younger"),
            Meaning::Other => return None,
        };
        Some(if self.more { more } else { less })
    }

    /// The same as one of several things said: "high income", "many web purchases", "younger".
    fn phrase(&self) -> String {
        let words = &self.subject.words;
        match self.subject.meaning {
            Meaning::Age | Meaning::Recency | Meaning::Tenure => {
                self.adjective().expect("these meanings have one").to_owned()
            }
            _ if self.subject.counts => format!("{} {words}", if self.more { "many" } else { "few" }),
            _ => format!("{} {words}", if self.more { "high" } else { "low" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measures(table: &[(&str, &[f64])]) -> Vec<Measure> {
        table
            .iter()
            .map(|(column, z)| Measure {
                column: (*column).to_owned(),
                role: Role::Feature,
                level: None,
                average: 0.0,
                deviation: 1.0,
                smallest: -3.0,
                means: z.iter().map(|z| Some(*z)).collect(),
                z: z.to_vec(),
                decimals: 1,
            })
            .collect()
    }

    fn full_names(table: &[(&str, &[f64])]) -> Vec<String> {
        names(&measures(table), table[0].1.len()).into_iter().map(|name| name.full).collect()
    }

    #[test]
    fn recognised_meanings_get_marketing_words() {
        let names = full_names(&[
            ("Age", &[-0.8, 0.1, 1.0]),
            ("Annual Income (k$)", &[0.2, 0.3, 0.9]),
            ("Spending Score (1-100)", &[1.2, -0.1, -1.4]),
        ]);
        assert_eq!(names, ["High-spending younger customers", "Segment B", "Low-spending older customers"]);
    }

    #[test]
    fn other_columns_are_called_by_their_words() {
        let names = full_names(&[
            ("MntWines", &[1.5, -0.9]),
            ("Year_Birth", &[0.7, -0.6]),
            ("NumWebPurchases", &[0.1, -1.1]),
        ]);
        assert_eq!(names, ["High wines, younger", "Few web purchases, low wines"]);
    }

    #[test]
    fn a_name_does_not_contradict_itself() {
        let names =
            full_names(&[("sales_2023", &[2.0, -2.0]), ("sales total", &[-1.0, 1.0]), ("x", &[0.0, 0.0])]);
        assert_eq!(names[0].matches("spending").count(), 1, "{names:?}");
    }

    #[test]
    fn equal_names_are_told_apart_by_a_third_trait_or_the_letter() {
        let table: &[(&str, &[f64])] = &[
            ("income", &[2.0, 1.9, 1.8, -1.0]),
            ("spend", &[1.5, 1.4, 1.3, -1.0]),
            ("age", &[0.9, 0.0, 0.0, 0.1]),
        ];
        assert_eq!(
            full_names(table),
            [
                "High-income, high-spending older customers",
                "High-income, high-spending customers (B)",
                "High-income, high-spending customers (C)",
                "Low-income, low-spending customers",
            ]
        );
    }

    #[test]
    fn short_names_fit_the_map_and_differ() {
        let z: Vec<f64> = (0..6).map(|i| 1.0 + f64::from(i)).collect();
        let names = names(&measures(&[("spend", &z), ("a very long header of something", &z)]), 6);
        for (i, name) in names.iter().enumerate() {
            assert!(name.short.chars().count() <= SHORT_NAME, "{name:?}");
            assert!(names[..i].iter().all(|other| other.short != name.short), "{name:?} twice");
            assert!(names[..i].iter().all(|other| other.full != name.full), "{name:?} twice");
        }
    }

    #[test]
    fn one_segment_is_everyone() {
        assert_eq!(full_names(&[("spend", &[0.0])]), ["All customers"]);
    }
}
