//! What the words of a header say a column is.

use crate::meaning::{fold, is_usual};
use crate::table::Column;

/// The words of a header: lower case, cut at everything but letters and digits and at humps ("YearBirth"), marks of German, French,
/// Spanish, Portuguese, Italian and Dutch letters taken off so that a list needs each word once.
pub(crate) fn words(header: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in header.chars().take(200) {
        let hump = c.is_uppercase() && before.is_lowercase();
        if !c.is_alphanumeric() || hump {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            let word = words.last_mut().expect("never empty");
            word.push(c);
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words.iter().map(|word| fold(word)).collect()
}

/// What the law and decency keep apart from other facts about a person. English, German, French, Spanish, Portuguese, Italian, Dutch.
const SENSITIVE: &[(&str, &[&str])] = &[
    (
        "gender",
        &[
            "gender",
            "sex",
            "geschlecht",
            "sexe",
            "sexo",
            "genero",
            "geslacht",
            "anrede",
            "salutation",
            "sesso",
            "genere",
        ],
    ),
    (
        "ethnic origin",
        &[
            "ethnicity",
            "ethnic",
            "race",
            "ethnie",
            "ethnizitaet",
            "herkunft",
            "ethnique",
            "etnia",
            "raza",
            "etniciteit",
            "afkomst",
            "nationality",
            "nationalitaet",
            "staatsangehoerigkeit",
            "nationalite",
            "nacionalidad",
            "nationaliteit",
            "raca",
            "etnica",
            "nacionalidade",
            "nazionalita",
        ],
    ),
    (
        "religion",
        &[
            "religion",
            "religious",
            "faith",
            "konfession",
            "glaube",
            "religieuse",
            "confession",
            "religie",
            "geloof",
            "religiao",
            "religione",
            "fede",
            "fe",
        ],
    ),
    (
        "health",
        &[
            "health",
            "disease",
            "diagnosis",
            "disability",
            "disabled",
            "medical",
            "pregnant",
            "pregnancy",
            "smoker",
            "bmi",
            "gesundheit",
            "krankheit",
            "diagnose",
            "behinderung",
            "schwanger",
            "raucher",
            "sante",
            "maladie",
            "diagnostic",
            "handicap",
            "enceinte",
            "salud",
            "enfermedad",
            "discapacidad",
            "embarazo",
            "gezondheid",
            "ziekte",
            "zwanger",
            "saude",
            "doenca",
            "deficiencia",
            "gravida",
            "fumante",
            "salute",
            "malattia",
            "disabilita",
            "fumatore",
        ],
    ),
];

/// The ways men and women are written, by which a column is one of gender whatever its name.
const GENDERS: &[&str] = &[
    "m",
    "f",
    "w",
    "v",
    "h",
    "d",
    "x",
    "male",
    "female",
    "man",
    "woman",
    "men",
    "women",
    "other",
    "diverse",
    "non-binary",
    "mann",
    "frau",
    "maennlich",
    "weiblich",
    "divers",
    "homme",
    "femme",
    "masculin",
    "feminin",
    "hombre",
    "mujer",
    "masculino",
    "femenino",
    "vrouw",
    "mannelijk",
    "vrouwelijk",
];

/// Whether `column` tells what the law and decency keep apart: gender, ethnic origin, religion, health.
pub fn is_sensitive(column: &Column) -> bool {
    sensitive(&words(&column.name), column.levels()).is_some()
}

/// The sensitive matter a column tells, if it tells one.
pub(super) fn sensitive(words: &[String], levels: &[String]) -> Option<&'static str> {
    let named = SENSITIVE.iter().find(|(_, names)| words.iter().any(|word| names.contains(&word.as_str())));
    named.map(|(matter, _)| *matter).or_else(|| are_genders(levels).then_some("gender"))
}

fn are_genders(levels: &[String]) -> bool {
    let plain: Vec<String> =
        levels.iter().map(|level| fold(&level.trim().chars().take(20).collect::<String>())).collect();
    // Two different ones at least, one of them spelled out or a pair no other coding uses.
    let pair = |a: &str, b: &str| plain.iter().any(|l| l == a) && plain.iter().any(|l| l == b);
    (2..=5).contains(&plain.len())
        && plain.iter().all(|level| GENDERS.contains(&level.as_str()))
        && (plain.iter().any(|level| level.len() > 2) || pair("m", "f") || pair("m", "w") || pair("m", "v"))
}

/// Last words of names whose numbers are codes.
const CODES: &[&str] = &[
    "channel",
    "region",
    "education",
    "marriage",
    "marital",
    "married",
    "status",
    "type",
    "category",
    "class",
    "group",
    "code",
    "cd",
    "zone",
    "department",
    "store",
    "branch",
    "plan",
    "country",
    "state",
    "city",
    "area",
    "occupation",
    "job",
    "profession",
    "sector",
    "industry",
    "language",
    "currency",
    "method",
    "kind",
    "flag",
    "district",
    "territory",
    "kanal",
    "bildung",
    "familienstand",
    "typ",
    "kategorie",
    "klasse",
    "gruppe",
    "filiale",
    "beruf",
    "branche",
    "abteilung",
    "canal",
    "formation",
    "categorie",
    "classe",
    "groupe",
    "magasin",
    "metier",
    "pays",
    "ville",
    "departement",
    "educacion",
    "estado",
    "tipo",
    "categoria",
    "clase",
    "grupo",
    "tienda",
    "profesion",
    "ocupacion",
    "pais",
    "ciudad",
    "kanaal",
    "regio",
    "opleiding",
    "burgerlijke",
    "soort",
    "groep",
    "winkel",
    "beroep",
    "land",
    "cidade",
    "uf",
    "loja",
    "regiao",
    "profissao",
    "citta",
    "regione",
    "negozio",
    "professione",
];

/// Whether small whole numbers under this header are codes: the last word says so, as in "Marital status" and "Jobtype".
pub(super) fn names_codes(words: &[String]) -> bool {
    let Some(last) = words.iter().rev().find(|word| !word.chars().all(|c| c.is_ascii_digit())) else {
        return false;
    };
    CODES.contains(&last.as_str()) || ["type", "code", "class", "group"].iter().any(|end| last.ends_with(end))
}

/// Names of an outcome that somebody may want to predict: using it to tell customers apart would mix cause and effect.
const OUTCOMES: &[&str] = &[
    "churn",
    "churned",
    "exited",
    "attrition",
    "default",
    "target",
    "label",
    "outcome",
    "response",
    "converted",
    "conversion",
    "subscribed",
    "fraud",
    "kuendigung",
    "gekuendigt",
    "abgewandert",
    "resilie",
    "desabonne",
    "baja",
    "abandono",
    "opgezegd",
    "cancelou",
    "abbandono",
];

/// Whether the header names an outcome.
pub(super) fn names_outcome(words: &[String]) -> bool {
    let outcome = words.iter().any(|word| OUTCOMES.contains(&word.as_str())) && !is_usual(words);
    outcome || *words == ["y"]
}

/// Names of groups somebody has formed already.
const GROUPINGS: &[&str] = &[
    "cluster",
    "clusters",
    "segment",
    "segments",
    "segmentation",
    "kmeans",
    "cohort",
    "kundensegment",
    "kundengruppe",
    "segmento",
    "segmentos",
    "segmentacion",
    "segmentacao",
    "klantsegment",
    "klantgroep",
];

/// Whether the header names groups that were formed before.
pub(super) fn names_grouping(words: &[String]) -> bool {
    words.last().is_some_and(|word| GROUPINGS.contains(&word.as_str()))
}

/// Whether the header names a latitude or a longitude.
pub(super) fn names_coordinate(words: &[String]) -> bool {
    const COORDINATES: &[&str] = &[
        "latitude",
        "longitude",
        "lat",
        "lng",
        "lon",
        "breitengrad",
        "laengengrad",
        "latitud",
        "longitud",
        "latitudine",
        "longitudine",
        "breedtegraad",
        "lengtegraad",
    ];
    words.iter().any(|word| COORDINATES.contains(&word.as_str())) || *words == ["long"]
}

/// Whether the header names an age or a year of birth.
pub(super) fn names_age(words: &[String]) -> bool {
    const AGE: &[&str] = &[
        "age",
        "birth",
        "yob",
        "alter",
        "geburtsjahr",
        "edad",
        "nacimiento",
        "naissance",
        "leeftijd",
        "geboortejaar",
        "idade",
        "nascimento",
        "eta",
        "nascita",
    ];
    words.iter().any(|word| AGE.contains(&word.as_str()))
}

/// Whether the header names a score or a rating, which has no tail to bend.
pub(super) fn names_score(words: &[String]) -> bool {
    words.iter().any(|word| ["score", "rating", "rank", "grade", "year", "percent"].contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str) -> Vec<String> {
        words(header)
    }

    #[test]
    fn headers_say_what_is_sensitive_in_five_languages() {
        for (header, matter) in [
            ("Gender", Some("gender")),
            ("Geschlecht", Some("gender")),
            ("código_género", Some("gender")),
            ("Ethnizität", Some("ethnic origin")),
            ("Santé", Some("health")),
            ("religie", Some("religion")),
            ("Genre", None),
            ("Essex stores", None),
            ("income", None),
        ] {
            assert_eq!(sensitive(&of(header), &[]), matter, "{header}");
        }
        let levels = |list: &[&str]| list.iter().map(|level| (*level).to_owned()).collect::<Vec<_>>();
        assert_eq!(sensitive(&of("Genre"), &levels(&["Male", "Female"])), Some("gender"), "by its levels");
        assert_eq!(sensitive(&of("Genre"), &levels(&["Rock", "Pop"])), None);
        assert_eq!(sensitive(&of("size"), &levels(&["M", "X"])), None, "sizes are no genders");
    }

    #[test]
    fn the_last_word_says_what_is_a_code() {
        for (header, code) in [
            ("Channel", true),
            ("Jobtype", true),
            ("Marital status", true),
            ("EDUCATION", true),
            ("JobSatisfaction", false),
            ("store visits", false),
            ("Kidhome", false),
            ("PAY_0", false),
        ] {
            assert_eq!(names_codes(&of(header)), code, "{header}");
        }
        assert!(names_outcome(&of("default.payment.next.month")), "an outcome");
        assert!(!names_outcome(&of("Default Address City")), "the usual address");
        assert!(names_age(&of("Year_Birth")) && !names_age(&of("Average")), "ages");
    }
}
