//! Which columns say who a customer is rather than what a customer is like.

use super::column::Looks;
use crate::table::{ColumnType, Identifying};

/// What identifying goes by.
#[derive(Debug)]
pub(crate) struct Evidence<'a> {
    /// The column's name.
    pub(crate) name: &'a str,
    /// Its type.
    pub(crate) kind: ColumnType,
    /// Rows with a value.
    pub(crate) present: u64,
    /// Different values.
    pub(crate) distinct: u64,
    /// Whether it holds whole numbers only.
    pub(crate) whole: bool,
    /// Whether each row's number is one more than the one before.
    pub(crate) counting: bool,
    /// What its texts look like.
    pub(crate) looks: &'a Looks,
}

/// Names that say "identifier" on their own.
const IDS: [&str; 17] = [
    "id",
    "ids",
    "uid",
    "uuid",
    "guid",
    "sno",
    "rowid",
    "rownumber",
    "customerid",
    "custid",
    "userid",
    "clientid",
    "memberid",
    "accountid",
    "orderid",
    "ssn",
    "iban",
];

/// Names that say so if every value is different.
const NUMBERS: [&str; 12] =
    ["no", "nr", "nbr", "num", "number", "nummer", "code", "key", "ref", "rk", "pk", "sk"];

/// What programs call the numbering of rows that came with a file. It stays when rows are drawn or sorted.
const NUMBERING: [&str; 3] = ["index", "idx", "rownum"];

/// Documents: a number of one of these names a purchase, not a quantity.
const DOCUMENTS: [&str; 6] = ["invoice", "order", "transaction", "receipt", "ticket", "booking"];

/// Names of columns that name people or reach them.
const PEOPLE: [&str; 16] = [
    "name",
    "surname",
    "firstname",
    "lastname",
    "fullname",
    "forename",
    "address",
    "street",
    "email",
    "mail",
    "phone",
    "telephone",
    "tel",
    "mobile",
    "fax",
    "username",
];

/// What makes a "name" one of people, and words that are one by themselves, however few different ones there are.
const OF_PEOPLE: [&str; 12] = [
    "first",
    "last",
    "given",
    "family",
    "middle",
    "full",
    "sur",
    "fore",
    "nick",
    "maiden",
    "contact",
    "christian",
];
const PERSONAL: [&str; 18] = [
    "surname",
    "firstname",
    "lastname",
    "fullname",
    "forename",
    "username",
    "nickname",
    "vorname",
    "nachname",
    "familienname",
    "prenom",
    "prénom",
    "apellido",
    "apellidos",
    "cognome",
    "voornaam",
    "achternaam",
    "sobrenome",
];

/// What makes a "name" one of things.
const THINGS: [&str; 14] = [
    "product",
    "item",
    "category",
    "brand",
    "company",
    "store",
    "city",
    "country",
    "state",
    "region",
    "segment",
    "file",
    "department",
    "plan",
];

const POSTAL: [&str; 7] = ["zip", "zipcode", "postal", "postcode", "postalcode", "plz", "postleitzahl"];

/// Why the column identifies customers, if it does.
pub(crate) fn identify(evidence: &Evidence<'_>) -> Option<Identifying> {
    reason(evidence).map(|reason| Identifying { reason: reason.to_owned() })
}

fn reason(evidence: &Evidence<'_>) -> Option<&'static str> {
    if evidence.kind == ColumnType::Empty {
        return None;
    }
    let words = words(evidence.name);
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let ends = |list: &[&str]| {
        [words.first(), words.last()].iter().flatten().any(|word| list.contains(&word.as_str()))
    };
    if evidence.kind == ColumnType::Number && !evidence.whole {
        // A share can be called after an id; what is different in nearly every row is one.
        let nearly = evidence.distinct * 10 >= evidence.present * 9 && evidence.present >= 20;
        return (words.last().is_some_and(|word| word == "id") && nearly).then_some("its name says so");
    }
    if ends(&IDS) || words.last().is_some_and(|word| is_compound(word)) {
        return Some("its name says so");
    }
    if any(&DOCUMENTS) && ends(&NUMBERS) {
        return Some("the number of an order or a document");
    }
    if any(&POSTAL) {
        return Some("a postal code names a place and is no quantity");
    }
    let year = any(&["year", "yr", "jahr"]);
    if evidence.counting && evidence.present >= 10 && !year {
        return Some("row numbers, each one more than the one before");
    }
    let different = evidence.distinct >= evidence.present && evidence.present >= 3;
    if different && !year && words.last().is_some_and(|word| NUMBERS.contains(&word.as_str())) {
        return Some("a number that is different in every row");
    }
    if different && evidence.kind == ColumnType::Number && evidence.present >= 10 && is_numbering(&words) {
        return Some("the list's own numbering, different in every row");
    }
    if evidence.kind == ColumnType::Number && !any(&PEOPLE) {
        return None;
    }
    let last_name = words.last().is_some_and(|word| word == "name") && any(&OF_PEOPLE);
    if evidence.kind != ColumnType::Number && (last_name || any(&PERSONAL)) && !any(&THINGS) {
        return Some("its name says that it names people");
    }
    personal(evidence, different, any(&PEOPLE) && !any(&THINGS))
}

/// "Leistungsid": a compound of another language, and no word that ends so by itself.
fn is_compound(word: &str) -> bool {
    word.len() >= 8 && word.ends_with("id") && !["paid", "oid", "amid"].iter().any(|end| word.ends_with(end))
}

/// Whether words are the name of a numbering, or of a first column without a name.
fn is_numbering(words: &[String]) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["column", "1"] | ["unnamed", ..] => true,
        [only] => NUMBERING.contains(&only),
        _ => false,
    }
}

/// What texts, and numbers under the name of a phone, give away.
fn personal(evidence: &Evidence<'_>, different: bool, named: bool) -> Option<&'static str> {
    let looks = evidence.looks;
    let many = evidence.distinct > 20 || evidence.distinct * 2 > evidence.present.max(4);
    if looks.mostly(looks.dates) {
        None
    } else if looks.mostly(looks.emails) {
        Some("e-mail addresses")
    } else if looks.mostly(looks.phones) && evidence.distinct * 2 > evidence.present {
        Some("phone numbers")
    } else if named && many {
        Some("its name says that it names or reaches people")
    } else if different && evidence.kind == ColumnType::Text && evidence.present >= 10 {
        Some("a text that is different in every row")
    } else {
        None
    }
}

/// The words of a column name in lower case: "CustomerID", "customer_id" and "Customer ID" are "customer", "id".
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for character in name.chars() {
        let starts = character.is_uppercase() && before.is_lowercase();
        if starts || !character.is_alphanumeric() {
            words.push(String::new());
        }
        if character.is_alphanumeric() {
            words.last_mut().expect("there is always a word").extend(character.to_lowercase());
        }
        before = character;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(name: &str, present: u64, distinct: u64) -> bool {
        let looks = Looks::default();
        let evidence = Evidence {
            name,
            kind: ColumnType::Number,
            present,
            distinct,
            whole: true,
            counting: false,
            looks: &looks,
        };
        identify(&evidence).is_some()
    }

    #[test]
    fn names_are_cut_into_words() {
        assert_eq!(words("CustomerID"), ["customer", "id"]);
        assert_eq!(words("Annual Income (k$)"), ["annual", "income", "k"]);
        assert_eq!(words("nr.employed"), ["nr", "employed"]);
    }

    #[test]
    fn names_of_people_are_found_however_few_there_are() {
        let looks = Looks::default();
        let text = |name| {
            let kind = ColumnType::Category;
            let evidence = Evidence {
                name,
                kind,
                present: 100,
                distinct: 12,
                whole: false,
                counting: false,
                looks: &looks,
            };
            identify(&evidence).is_some()
        };
        for name in ["First Name", "last_name", "Vorname", "prénom", "Contact name"] {
            assert!(text(name), "{name}");
        }
        for name in ["Product name", "First product", "Name of store", "City"] {
            assert!(!text(name), "{name}");
        }
    }

    #[test]
    fn ids_are_found_and_quantities_left_alone() {
        for name in ["ID", "CustomerId", "customer_id", "Row ID", "sno", "InvoiceNo"] {
            assert!(number(name, 100, 90), "{name}");
        }
        assert!(number("EmployeeNumber", 100, 100));
        for name in ["Unnamed: 0", "Unnamed: 0.1", "index", "column 1", "LEISTUNGSID", "AGREEMENT_RK"] {
            assert!(number(name, 100, 100), "{name}");
        }
        for name in ["Price index", "column 2", "Overpaid", "Prepaid"] {
            assert!(!number(name, 100, 100), "{name}");
        }
        for name in ["Income", "Paid", "NumOfProducts", "Number of orders", "nr.employed", "Age"] {
            assert!(!number(name, 100, 100), "{name}");
        }
    }
}
