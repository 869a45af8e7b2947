//! A header cut into words.
//!
//! Headers are hostile text: only their words survive, never punctuation or invisible characters.

use super::fold;

/// Characters the words of a header have at most when they are shown.
pub const WORDS: usize = 28;

/// A suffix of a compound ("Gesamtumsatz", "annualincome") is found from this many letters on.
const COMPOUND: usize = 5;

/// Words that say how something was measured, not what: dropped at the beginning of shown words, and at the end.
const LEADING: &str = "total annual yearly monthly weekly daily avg average mean sum number num no nr n count of the \
    estimated mnt customer amt gesamt anzahl nombre nb numero numéro aantal totaal";
const TRAILING: &str = "usd eur gbp inr chf k total count days months years month year";

/// Words that need the one behind them: "next month".
const POINTING: &str = "next last previous this per a";

/// Abbreviations written out when they are shown.
const WRITTEN_OUT: &[(&str, &str)] = &[
    ("acct", "account"),
    ("amt", "amount"),
    ("amts", "amounts"),
    ("avg", "average"),
    ("bal", "balance"),
    ("cmp", "campaign"),
    ("conf", "confidence"),
    ("cons", "consumer"),
    ("cust", "customer"),
    ("dt", "date"),
    ("emp", "employment"),
    ("freq", "frequency"),
    ("idx", "index"),
    ("num", "number"),
    ("nr", "number"),
    ("pct", "percent"),
    ("prod", "product"),
    ("prods", "products"),
    ("qty", "quantity"),
    ("rev", "revenue"),
    ("trx", "transactions"),
    ("txn", "transactions"),
    ("var", "variation"),
    ("yr", "year"),
];

/// The words of a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    shown: Vec<String>,
    folded: Vec<String>,
}

impl Header {
    /// Cuts a header: at anything that is no letter, digit or mark, at humps, and between letters and the digits after them. What
    /// stands in brackets is left out.
    pub fn of(header: &str) -> Self {
        let shown = tokens(header);
        let folded = shown.iter().map(|word| fold(word)).collect();
        Self { shown, folded }
    }

    /// The words in lower case, without the marks of German, French, Spanish, Portuguese, Italian and Dutch letters.
    pub fn folded(&self) -> &[String] {
        &self.folded
    }

    /// Whether one of the words of `list`, parted by blanks, is a word of the header, or the end of one if it has five letters.
    pub(super) fn has(&self, list: &str) -> bool {
        list.split_whitespace().any(|word| self.folded.iter().any(|token| is_word(token, word)))
    }

    /// Whether one of the words of `list` is a word of the header as it stands.
    pub(super) fn says(&self, list: &str) -> bool {
        list.split_whitespace().any(|word| self.folded.iter().any(|token| token == word))
    }

    /// Whether every word of the header is in one of `lists`, numbers aside.
    pub(super) fn all_of(&self, lists: &[&str]) -> bool {
        let known = |token: &String| {
            lists.iter().any(|list| list.split_whitespace().any(|word| is_word(token, word)))
        };
        self.folded.iter().filter(|token| !starts_with_digit(token)).all(known)
    }

    /// Its plain words in lower case, without those that only say how it was measured, at most [`WORDS`] characters.
    pub fn words(&self) -> String {
        let listed = |list: &str, word: &String| list.split_whitespace().any(|other| other == word);
        let mut kept = behind_time(&self.shown).unwrap_or(&self.shown);
        while let [first, rest @ ..] = kept
            && !rest.is_empty()
            && listed(LEADING, first)
            && !rest.iter().all(|word| starts_with_digit(word))
        {
            kept = rest;
        }
        while let [rest @ .., last] = kept
            && !rest.is_empty()
            && (listed(TRAILING, last) || is_period(last))
            && !rest.last().is_some_and(|before| listed(POINTING, before))
        {
            kept = rest;
        }
        let words: Vec<&str> = kept.iter().map(|word| written_out(word)).collect();
        let text = words.join(" ");
        if text.is_empty() { "unnamed column".to_owned() } else { shortened(&text) }
    }
}

/// "Past 3 years orders": the words behind the time in which something was counted, if that comes first and there are any.
pub(super) fn behind_time(words: &[String]) -> Option<&[String]> {
    let [pointing, number, unit, rest @ ..] = words else { return None };
    let is = |word: &String, list: &str| list.split(' ').any(|known| known == word);
    let timed = is(pointing, "past last previous")
        && number.bytes().all(|b| b.is_ascii_digit())
        && is(unit, "day days week weeks month months year years");
    (timed && !rest.is_empty()).then_some(rest)
}

fn is_word(token: &str, word: &str) -> bool {
    token == word || (word.len() >= COMPOUND && token.ends_with(word))
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn written_out(word: &str) -> &str {
    WRITTEN_OUT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long)
}

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
                if before.is_some_and(|before| is_cut(before, c, characters.get(i + 1).copied())) {
                    tokens.push(String::new());
                }
                tokens.last_mut().expect("never empty").extend(c.to_lowercase());
            }
        }
    }
    tokens.retain(|token| !token.is_empty());
    tokens
}

/// Whether a word begins at `c`: a hump, the last of several capitals before a small letter, or a digit after letters.
fn is_cut(before: char, c: char, after: Option<char>) -> bool {
    let hump = c.is_uppercase()
        && (before.is_lowercase() || (before.is_uppercase() && after.is_some_and(char::is_lowercase)));
    hump || (c.is_ascii_digit() && before.is_alphabetic())
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

    fn words(header: &str) -> String {
        Header::of(header).words()
    }

    #[test]
    fn headers_become_plain_words() {
        for (header, expected) in [
            ("Annual Income (k$)", "income"),
            ("Spending Score (1-100)", "spending score"),
            ("spend_12m", "spend"),
            ("default.payment.next.month", "default payment next month"),
            ("Yearly Amount Spent", "amount spent"),
            ("MntWines", "wines"),
            ("MntGoldProds", "gold products"),
            ("NumWebPurchases", "web purchases"),
            ("BILL_AMT1", "bill amount 1"),
            ("emp.var.rate", "employment variation rate"),
            ("past_3_years_bike_related_purchases", "bike related purchases"),
            ("Last 12 months", "last 12"),
            ("column 3", "column 3"),
            ("Total", "total"),
            ("Größe", "größe"),
            ("<img src=x onerror=alert(1)>", "img src x onerror alert"),
            ("in\u{202e}come\u{0}", "in come"),
            ("$$$", "unnamed column"),
        ] {
            assert_eq!(words(header), expected, "header {header:?}");
        }
        assert!(words(&"x".repeat(5000)).chars().count() <= WORDS, "a long header is cut");
    }

    #[test]
    fn compounds_are_found_by_their_end_and_marks_do_not_matter() {
        assert!(Header::of("Gesamtumsatz").has("umsatz"), "a German compound");
        assert!(Header::of("Âge").says("age"), "a French age");
        assert!(!Header::of("Average").has("age"), "short words are found whole only");
        assert!(Header::of("days since last order").all_of(&["days since", "last order"]), "nothing is left");
    }
}
