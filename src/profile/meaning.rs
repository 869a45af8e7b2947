//! What a column's header says, in words a person would use.
//!
//! Headers are hostile text: only their words survive, never punctuation or invisible characters. A meaning is recognised only
//! if nothing in the header is left over: "spend_12m" is spending, "credit amount" is just called by its words.

/// Meanings that have marketing words of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// Time since the last order or visit: high means long ago.
    Recency,
    /// Number of orders, visits, purchases.
    Frequency,
    /// What a customer earns.
    Income,
    /// What a customer spends.
    Spend,
    /// What lies on an account.
    Balance,
    /// How much of the purchases is discounted.
    Discount,
    /// How long a customer has been one.
    Tenure,
    /// How old a customer is.
    Age,
    /// Anything else, called by its words.
    Other,
}

/// A column as a subject to talk about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What it means.
    pub meaning: Meaning,
    /// Its header in plain lower-case words, without units; at most 28 characters.
    pub words: String,
    /// Whether a high value means little of it: a year of birth tells age backwards.
    pub reversed: bool,
    /// Whether differences tell more than ratios: ages, years, scores have no meaningful zero.
    pub by_difference: bool,
    /// Whether it counts things, so that "many" and "few" fit better than "high" and "low".
    pub counts: bool,
}

/// Characters the words of a subject have at most.
pub const WORDS: usize = 28;

/// Words that say how something was measured, not what.
const NEUTRAL: &[&str] = &[
    "total",
    "annual",
    "yearly",
    "monthly",
    "weekly",
    "daily",
    "avg",
    "average",
    "mean",
    "sum",
    "number",
    "num",
    "no",
    "nr",
    "n",
    "count",
    "of",
    "in",
    "the",
    "per",
    "customer",
    "client",
    "user",
    "estimated",
    "last",
    "previous",
    "past",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "k",
    "usd",
    "eur",
    "gbp",
    "inr",
    "dollar",
    "dollars",
    "euro",
    "euros",
    "mnt",
];

/// Leading words that are dropped from the plain words of a header, and trailing ones.
const LEADING: &[&str] = &[
    "total",
    "annual",
    "yearly",
    "monthly",
    "avg",
    "average",
    "mean",
    "sum",
    "number",
    "num",
    "no",
    "nr",
    "n",
    "count",
    "of",
    "the",
    "estimated",
    "mnt",
    "customer",
];
const TRAILING: &[&str] = &["usd", "eur", "gbp", "inr", "k", "total", "count"];

/// Each meaning with the words of which one must be there, and those that may stand beside it.
const MEANINGS: &[(Meaning, &[&str], &[&str])] = &[
    (Meaning::Age, &["age"], &[]),
    (Meaning::Income, &["income", "salary", "earnings", "wage", "wages"], &["household"]),
    (
        Meaning::Spend,
        &["spend", "spending", "spent", "sales", "revenue", "turnover", "monetary", "expenditure"],
        &["amount", "amt", "score", "value"],
    ),
    (Meaning::Recency, &["recency"], &[]),
    (
        Meaning::Recency,
        &["since"],
        &["order", "purchase", "visit", "login", "transaction", "activity", "seen"],
    ),
    (
        Meaning::Frequency,
        &["frequency", "orders", "visits", "purchases", "transactions"],
        &["order", "visit", "purchase", "transaction"],
    ),
    (Meaning::Discount, &["discount", "discounts"], &["share", "rate", "percent", "used", "usage"]),
    (Meaning::Tenure, &["tenure", "membership"], &["length", "duration", "relationship"]),
    (Meaning::Balance, &["balance"], &["account"]),
];

impl Subject {
    /// Reads a header.
    pub fn of(header: &str) -> Self {
        let tokens = tokens(header);
        let has = |word: &str| tokens.iter().any(|token| token == word);
        let telling: Vec<&str> = tokens
            .iter()
            .map(String::as_str)
            .filter(|token| !NEUTRAL.contains(token) && !token.starts_with(|c: char| c.is_ascii_digit()))
            .collect();
        let birth = has("birth") || has("yob") || has("born");
        let reversed = birth && telling.iter().all(|word| ["birth", "yob", "born"].contains(word));
        let meaning = if reversed { Meaning::Age } else { meaning(&telling, has("last")) };
        let by_difference =
            ["age", "year", "years", "birth", "yob", "born", "score", "rating", "rank", "grade", "index"]
                .iter()
                .any(|word| has(word));
        let counts = meaning == Meaning::Frequency
            || ["num", "number", "count", "nr", "no"].iter().any(|word| has(word));
        Self { meaning, words: words(&tokens), reversed, by_difference, counts }
    }
}

fn meaning(telling: &[&str], last: bool) -> Meaning {
    // "purchase amount" spends; "last order" without a count of days says nothing.
    if telling.len() == 2
        && telling.contains(&"amount")
        && (telling.contains(&"purchase") || telling.contains(&"order"))
    {
        return Meaning::Spend;
    }
    MEANINGS
        .iter()
        .find(|(meaning, one_of, beside)| {
            telling.iter().any(|word| one_of.contains(word))
                && telling.iter().all(|word| one_of.contains(word) || beside.contains(word))
                && (*meaning != Meaning::Recency || telling == ["recency"] || last)
        })
        .map_or(Meaning::Other, |(meaning, ..)| *meaning)
}

/// The words of a header, lower case: cut at anything that is no letter, digit or mark and at humps; what stands in
/// brackets is left out.
fn tokens(header: &str) -> Vec<String> {
    let mut tokens = vec![String::new()];
    let mut depth = 0_u32;
    let characters: Vec<char> = header.chars().take(200).collect();
    for (i, &c) in characters.iter().enumerate() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ if is_separator(c) => tokens.push(String::new()),
            _ => {
                let before = i.checked_sub(1).map(|at| characters[at]);
                let after = characters.get(i + 1);
                let hump = c.is_uppercase()
                    && before.is_some_and(|b| {
                        b.is_lowercase() || (b.is_uppercase() && after.is_some_and(|a| a.is_lowercase()))
                    });
                if hump {
                    tokens.push(String::new());
                }
                tokens.last_mut().expect("never empty").extend(c.to_lowercase());
            }
        }
    }
    tokens.retain(|token| !token.is_empty());
    tokens
}

/// Punctuation, symbols, blanks, control and invisible direction characters part words. Letters and marks of every script stay.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || (c.is_ascii() && !c.is_ascii_alphanumeric())
        || ('\u{80}'..='\u{bf}').contains(&c) && !c.is_alphanumeric()
        || ('\u{2000}'..='\u{2bff}').contains(&c)
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}' | '\u{e0000}'..='\u{e0fff}')
}

/// The plain words of a header: its tokens without those that only say how it was measured.
fn words(tokens: &[String]) -> String {
    let mut kept = tokens;
    while let [first, rest @ ..] = kept
        && !rest.is_empty()
        && LEADING.contains(&first.as_str())
    {
        kept = rest;
    }
    while let [rest @ .., last] = kept
        && !rest.is_empty()
        && (TRAILING.contains(&last.as_str()) || is_period(last))
    {
        kept = rest;
    }
    let text = kept.join(" ");
    if text.is_empty() { "unnamed column".to_owned() } else { shortened(&text) }
}

/// "12m", "90d", "2y".
fn is_period(token: &str) -> bool {
    let digits = token.trim_end_matches(['d', 'w', 'm', 'y']);
    digits.len() + 1 == token.len() && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// At most [`WORDS`] characters, cut between words if that is possible.
fn shortened(text: &str) -> String {
    if text.chars().count() <= WORDS {
        return text.to_owned();
    }
    let cut: String = text.chars().take(WORDS - 1).collect();
    match cut.rfind(' ') {
        Some(at) if at > 0 => cut[..at].to_owned(),
        _ => format!("{cut}…"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> (Meaning, String) {
        let subject = Subject::of(header);
        (subject.meaning, subject.words)
    }

    #[test]
    fn headers_become_words_and_meanings() {
        for (header, meaning, words) in [
            ("Annual Income (k$)", Meaning::Income, "income"),
            ("EstimatedSalary", Meaning::Income, "salary"),
            ("Spending Score (1-100)", Meaning::Spend, "spending score"),
            ("spend_12m", Meaning::Spend, "spend"),
            ("Yearly Amount Spent", Meaning::Spend, "amount spent"),
            ("Purchase Amount (USD)", Meaning::Spend, "purchase amount"),
            ("Monetary", Meaning::Spend, "monetary"),
            ("Age", Meaning::Age, "age"),
            ("Year_Birth", Meaning::Age, "year birth"),
            ("days_since_last_order", Meaning::Recency, "days since last order"),
            ("DaySinceLastOrder", Meaning::Recency, "day since last order"),
            ("Recency", Meaning::Recency, "recency"),
            ("orders_12m", Meaning::Frequency, "orders"),
            ("Number of visits", Meaning::Frequency, "visits"),
            ("Length of Membership", Meaning::Tenure, "length of membership"),
            ("discount_share", Meaning::Discount, "discount share"),
            ("Balance", Meaning::Balance, "balance"),
            ("MntWines", Meaning::Other, "wines"),
            ("NumWebPurchases", Meaning::Other, "web purchases"),
            ("CreditScore", Meaning::Other, "credit score"),
            ("recency_score", Meaning::Other, "recency score"),
            ("Credit amount", Meaning::Other, "credit amount"),
            ("BILL_AMT1", Meaning::Other, "bill amt1"),
            ("column 3", Meaning::Other, "column 3"),
            ("Total", Meaning::Other, "total"),
            ("Größe", Meaning::Other, "größe"),
        ] {
            assert_eq!(read(header), (meaning, words.to_owned()), "header {header:?}");
        }
        assert!(Subject::of("Year_Birth").reversed, "a late birth is a low age");
        assert!(Subject::of("Spending Score (1-100)").by_difference, "a score has no zero");
        assert!(!Subject::of("Yearly Amount Spent").by_difference, "an amount has one");
    }

    #[test]
    fn hostile_headers_leave_only_words() {
        assert_eq!(read("<img src=x onerror=alert(1)>").1, "img src x onerror alert");
        assert_eq!(read("in\u{202e}come\u{0}").1, "in come");
        assert_eq!(read("$$$").1, "unnamed column");
        let long = read(&"x".repeat(5000)).1;
        assert!(long.chars().count() <= WORDS, "{long}");
    }
}
