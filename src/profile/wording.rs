//! Numbers and comparisons in plain English.
//!
//! Texts are finished sentences and fragments in English, with a comma between thousands and a point before decimals. Bare
//! numbers stay numbers: the page writes those in the reader's own way.

use super::Measure;

/// A ratio below this is told in per cent: "30 % above average", not "1.3 × average".
const TIMES_FROM: f64 = 1.5;

/// A ratio nearer to 1 than this tells less than the difference does.
const RATIO_TELLS: f64 = 0.1;

/// Whether numbers from `smallest` to `largest` may all be years. Nobody parts the digits of a year.
pub fn may_be_years(smallest: f64, largest: f64) -> bool {
    smallest >= 1800.0 && largest <= 2100.0
}

/// Decimals that show two significant digits of `deviation`, 0 to 6.
pub fn decimals(deviation: f64) -> u32 {
    if deviation <= 0.0 || !deviation.is_finite() {
        return 0;
    }
    (1.0 - libm::floor(libm::log10(deviation))).clamp(0.0, 6.0) as u32
}

/// `x` with `decimals` decimals and a comma between thousands; no "-0".
pub fn number(x: f64, decimals: u32) -> String {
    let text = format!("{:.*}", decimals as usize, x.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::with_capacity(text.len() + 8);
    let is_zero = text.bytes().all(|b| b == b'0' || b == b'.');
    if x < 0.0 && !is_zero {
        grouped.push('-');
    }
    for (i, digit) in whole.char_indices() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

/// A mean of numbers that may be `years`, as [`number`] or without the comma.
pub fn mean(x: f64, decimals: u32, years: bool) -> String {
    if years { format!("{x:.*}", decimals as usize) } else { number(x, decimals) }
}

/// A count with a comma between thousands.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + 6);
    for (i, digit) in digits.char_indices() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Small counts as words: "three"; digits above twelve.
pub fn count_word(n: u32) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(n as usize).map_or_else(|| count(u64::from(n)), |word| (*word).to_owned())
}

/// "three segments", "one segment".
pub fn segments(n: u32) -> String {
    format!("{} segment{}", count_word(n), if n == 1 { "" } else { "s" })
}

/// "2,000 customers", "1 customer".
pub fn customers(n: u64) -> String {
    format!("{} customer{}", count(n), if n == 1 { "" } else { "s" })
}

/// `text` with its first letter upper case.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A share from 0 to 1 in whole per cent: "47 %"; "under 1 %" and "over 99 %" where rounding would claim none or all.
pub fn per_cent(share: f64) -> String {
    if share > 0.0 && share < 0.005 {
        "under 1 %".to_owned()
    } else if (0.995..1.0).contains(&share) {
        "over 99 %".to_owned()
    } else {
        format!("{} %", number(100.0 * share, 0))
    }
}

/// How a segment's `mean` of `measure` compares with the average, in words.
///
/// A level: "75 % against 48 % overall". Amounts that are never negative, if the ratio tells enough: "2.6 × average", "30 % above
/// average", "75 % below average". Ages, years, scores and everything else: "10 below average".
pub fn comparison(measure: &Measure, mean: f64) -> String {
    if measure.level.is_some() {
        return format!("{} against {} overall", per_cent(mean), per_cent(measure.average));
    }
    let ratio = mean / measure.average;
    let by_ratio = !measure.subject.by_difference
        && measure.smallest >= 0.0
        && measure.average > 0.0
        && (ratio - 1.0).abs() >= RATIO_TELLS;
    if by_ratio { times(ratio) } else { difference(measure, mean) }
}

fn times(ratio: f64) -> String {
    if ratio >= TIMES_FROM {
        let decimals = if ratio < 9.95 { 1 } else { 0 };
        return format!("{} × average", number(ratio, decimals));
    }
    if ratio > 1.0 {
        return format!("{} % above average", number(100.0 * (ratio - 1.0), 0));
    }
    if ratio == 0.0 {
        return "none at all".to_owned();
    }
    format!("{} % below average", number((100.0 * (1.0 - ratio)).min(99.0), 0))
}

fn difference(measure: &Measure, mean: f64) -> String {
    let away = mean - measure.average;
    let text = number(away.abs(), decimals(away.abs()).min(measure.decimals));
    format!("{text} {} average", if away < 0.0 { "below" } else { "above" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::testing::sample_measure;

    fn measure(column: &str, average: f64, deviation: f64, smallest: f64) -> Measure {
        Measure { average, deviation, smallest, decimals: decimals(deviation), ..sample_measure(column, &[]) }
    }

    #[test]
    fn decimals_show_two_digits_of_the_deviation() {
        assert_eq!(
            [0.0, 26.0, 14.0, 9.9, 1.5, 0.3, 0.034, 1e-9, 1e9].map(decimals),
            [0, 0, 0, 1, 1, 2, 3, 6, 0]
        );
    }

    #[test]
    fn numbers_are_grouped_and_never_minus_zero() {
        assert_eq!(number(1_234_567.891, 1), "1,234,567.9");
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(number(-1234.0, 0), "-1,234");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_200_000), "1,200,000");
    }

    #[test]
    fn counts_are_words_up_to_twelve() {
        assert_eq!([1, 12, 13].map(count_word), ["one", "twelve", "13"]);
        assert_eq!([1, 3].map(segments), ["one segment", "three segments"]);
        assert_eq!(capitalised("élan"), "Élan");
    }

    #[test]
    fn amounts_compare_by_ratio() {
        let spend = measure("spend_12m", 400.0, 300.0, 0.0);
        assert_eq!(comparison(&spend, 1040.0), "2.6 × average");
        assert_eq!(comparison(&spend, 520.0), "30 % above average");
        assert_eq!(comparison(&spend, 100.0), "75 % below average");
        assert_eq!(comparison(&spend, 0.0), "none at all");
        assert_eq!(comparison(&spend, 0.1), "99 % below average");
        assert_eq!(comparison(&spend, 4800.0), "12 × average");
    }

    #[test]
    fn ages_scores_and_signed_numbers_compare_by_difference() {
        assert_eq!(comparison(&measure("Age", 38.85, 13.97, 18.0), 28.5), "10 below average");
        assert_eq!(comparison(&measure("Spending Score (1-100)", 50.2, 25.8, 1.0), 82.1), "32 above average");
        assert_eq!(comparison(&measure("profit", 40.0, 30.0, -5.0), 90.0), "50 above average");
        assert_eq!(comparison(&measure("temperature", 100.0, 2.0, 90.0), 103.0), "3.0 above average");
    }

    #[test]
    fn levels_compare_by_share() {
        let level = Measure { level: Some("yes".to_owned()), ..measure("churn", 0.204, 0.4, 0.0) };
        assert_eq!(comparison(&level, 0.75), "75 % against 20 % overall");
        assert_eq!(comparison(&level, 0.001), "under 1 % against 20 % overall");
        assert_eq!(comparison(&level, 1.0), "100 % against 20 % overall");
    }
}
