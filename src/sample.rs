//! A customer file to try the product with, made on the spot.
//!
//! The shop and all its customers are invented. Five kinds of customers are planted and overlap as people do: regulars, big
//! spenders, young bargain hunters, customers who stay away, and older ones who order rarely but much. The same bytes come out everywhere.

use std::fmt::Write;

use crate::kmeans::Draws;

/// Name of the sample file.
pub const SAMPLE_NAME: &str = "sample-customers.csv";

/// Customers in it.
const CUSTOMERS: u32 = 1_000;

const HEADER: &str = "customer_id,age,income,spend_12m,orders_12m,days_since_last_order,discount_share,preferred_category,newsletter,city\n";

const CATEGORIES: [&str; 5] = ["Outdoor", "Kitchen", "Books", "Toys", "Electronics"];
const CITIES: [(&str, f64); 5] =
    [("Northport", 0.34), ("Elmford", 0.24), ("Lakeside", 0.18), ("Stonebridge", 0.14), ("Hillcrest", 0.10)];

/// Shares of the cells of age and income that are empty: not everyone tells.
const AGE_GAPS: f64 = 0.015;
const INCOME_GAPS: f64 = 0.03;

/// What customers of one kind have in common: means with a spread, or a median with a spread of its logarithm.
struct Kind {
    share: f64,
    age: (f64, f64),
    income: (f64, f64),
    basket: (f64, f64),
    orders: (f64, f64),
    days: (f64, f64),
    discount: (f64, f64),
    categories: [f64; 5],
    newsletter: f64,
}

const KINDS: [Kind; 5] = [
    // Regulars.
    Kind {
        share: 0.24,
        age: (45.0, 7.0),
        income: (50_000.0, 0.16),
        basket: (55.0, 0.25),
        orders: (12.0, 0.2),
        days: (21.0, 0.55),
        discount: (0.2, 0.06),
        categories: [0.2, 0.35, 0.2, 0.15, 0.1],
        newsletter: 0.6,
    },
    // Big spenders.
    Kind {
        share: 0.17,
        age: (42.0, 7.0),
        income: (76_000.0, 0.13),
        basket: (98.0, 0.18),
        orders: (17.0, 0.16),
        days: (11.0, 0.5),
        discount: (0.08, 0.04),
        categories: [0.3, 0.2, 0.1, 0.05, 0.35],
        newsletter: 0.7,
    },
    // Young bargain hunters.
    Kind {
        share: 0.22,
        age: (25.0, 4.0),
        income: (27_000.0, 0.18),
        basket: (31.0, 0.28),
        orders: (9.0, 0.25),
        days: (30.0, 0.5),
        discount: (0.54, 0.08),
        categories: [0.15, 0.1, 0.15, 0.1, 0.5],
        newsletter: 0.85,
    },
    // Customers who stay away.
    Kind {
        share: 0.19,
        age: (41.0, 8.0),
        income: (39_000.0, 0.2),
        basket: (46.0, 0.3),
        orders: (1.9, 0.35),
        days: (235.0, 0.22),
        discount: (0.22, 0.08),
        categories: [0.25, 0.25, 0.2, 0.2, 0.1],
        newsletter: 0.2,
    },
    // Older, rarely but much.
    Kind {
        share: 0.18,
        age: (71.0, 5.0),
        income: (36_000.0, 0.15),
        basket: (150.0, 0.2),
        orders: (3.1, 0.25),
        days: (84.0, 0.35),
        discount: (0.05, 0.03),
        categories: [0.05, 0.2, 0.35, 0.35, 0.05],
        newsletter: 0.3,
    },
];

/// The sample file: UTF-8, commas, a header, 1,000 records with a few gaps in age and income.
pub fn sample_csv() -> Vec<u8> {
    let mut draws = Draws::new(&[2_026, 5]);
    let mut text = String::with_capacity(64 * CUSTOMERS as usize);
    text.push_str(HEADER);
    for customer in 0..CUSTOMERS {
        let kind = &KINDS[one_of(&mut draws, KINDS.iter().map(|kind| kind.share))];
        customer_line(&mut text, &mut draws, 10_001 + customer, kind);
    }
    text.into_bytes()
}

fn customer_line(text: &mut String, draws: &mut Draws, id: u32, kind: &Kind) {
    let age = (kind.age.0 + kind.age.1 * normal(draws)).clamp(18.0, 92.0);
    let income = (spread(draws, kind.income) / 100.0).round() * 100.0;
    let orders = spread(draws, kind.orders).round().max(1.0);
    let spend = orders * spread(draws, kind.basket);
    let days = spread(draws, kind.days).round().clamp(1.0, 365.0);
    let discount = (kind.discount.0 + kind.discount.1 * normal(draws)).clamp(0.0, 0.9);
    let category = CATEGORIES[one_of(draws, kind.categories)];
    let newsletter = if draws.real() < kind.newsletter { "yes" } else { "no" };
    let city = CITIES[one_of(draws, CITIES.map(|(_, share)| share))].0;
    let told = |draws: &mut Draws, x: f64, gaps: f64| {
        if draws.real() < gaps { String::new() } else { format!("{x:.0}") }
    };
    let (age, income) = (told(draws, age, AGE_GAPS), told(draws, income, INCOME_GAPS));
    writeln!(
        text,
        "K{id},{age},{income},{spend:.2},{orders:.0},{days:.0},{discount:.2},{category},{newsletter},{city}"
    )
    .expect("writing to a string cannot fail");
}

/// An index, drawn in proportion to `shares`, which add up to 1.
fn one_of(draws: &mut Draws, shares: impl IntoIterator<Item = f64>) -> usize {
    let mut left = draws.real();
    let mut last = 0;
    for (i, share) in shares.into_iter().enumerate() {
        if left < share {
            return i;
        }
        left -= share;
        last = i;
    }
    last
}

/// A standard normal number, by the transform of Box and Muller (1958).
fn normal(draws: &mut Draws) -> f64 {
    let (u, v) = (1.0 - draws.real(), draws.real());
    libm::sqrt(-2.0 * libm::log(u)) * libm::cos(std::f64::consts::TAU * v)
}

/// A log-normal number with this median and standard deviation of the logarithm.
fn spread(draws: &mut Draws, (median, sigma): (f64, f64)) -> f64 {
    median * libm::exp(sigma * normal(draws))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_a_table_with_a_few_gaps() {
        let text = String::from_utf8(sample_csv()).expect("UTF-8");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 1 + CUSTOMERS as usize);
        assert!(lines.iter().all(|line| line.split(',').count() == 10), "ten fields in every line");
        let gaps = |field: usize| lines.iter().filter(|line| line.split(',').nth(field) == Some("")).count();
        assert!((5..40).contains(&gaps(1)) && (10..60).contains(&gaps(2)), "{} and {}", gaps(1), gaps(2));
        assert!((3..10).all(|field| gaps(field) == 0), "gaps in age and income only");
    }

    #[test]
    fn the_sample_is_the_same_everywhere() {
        assert_eq!(sample_csv(), sample_csv());
        // FNV-1a, to notice a change.
        let hash = sample_csv().iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3)
        });
        assert_eq!(hash, 0x3767_B56D_3768_0447, "the sample changed");
    }

    #[test]
    fn normal_numbers_have_mean_0_and_deviation_1() {
        let mut draws = Draws::new(&[9]);
        let values: Vec<f64> = (0..40_000).map(|_| normal(&mut draws)).collect();
        let mean = values.iter().sum::<f64>() / 40_000.0;
        let variance = values.iter().map(|x| x * x).sum::<f64>() / 40_000.0 - mean * mean;
        // Five standard errors.
        assert!(mean.abs() < 0.025 && (variance - 1.0).abs() < 0.036, "{mean}, {variance}");
    }
}
