//! Tails and quantiles of the normal, Student's t and the hypergeometric distribution, by `libm` alone so that every machine gives the
//! same digits.

/// Two-sided tail probability of the standard normal beyond `|z|`.
pub fn normal_two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / core::f64::consts::SQRT_2)
}

/// The value above which the standard normal has probability `p`, 0 < p < 1: algorithm AS 241 (PPND16) of Wichura (1988), to about
/// sixteen digits.
pub fn normal_upper(p: f64) -> f64 {
    let q = 0.5 - p;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(&CENTRE, r);
    }
    let tail = if q < 0.0 { 1.0 - p } else { p };
    let r = libm::sqrt(-libm::log(tail));
    let z = if r <= 5.0 { ratio(&MIDDLE, r - 1.6) } else { ratio(&FAR, r - 5.0) };
    if q < 0.0 { -z } else { z }
}

type Rational = ([f64; 8], [f64; 8]);

/// Numerators and denominators of AS 241, lowest power first.
const CENTRE: Rational = (
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_545,
    ],
);
const MIDDLE: Rational = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
);
const FAR: Rational = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
);

fn ratio((numerator, denominator): &Rational, x: f64) -> f64 {
    let value = |powers: &[f64; 8]| powers.iter().rev().fold(0.0, |sum, power| sum * x + power);
    value(numerator) / value(denominator)
}

/// Largest degrees of freedom for which Student's t is told from the normal in a 95 % interval; the difference is below 3e-6 beyond.
const NEARLY_NORMAL: f64 = 1e6;

/// The value beyond which, on both sides together, Student's t with `freedom` degrees has probability 0.05.
pub fn student_95(freedom: f64) -> f64 {
    let normal = normal_upper(0.025);
    if freedom >= NEARLY_NORMAL {
        return normal;
    }
    // The tail falls as t grows: bisection between the normal's value and that of one degree of freedom.
    let (mut low, mut high) = (normal, 12.8);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        let tail = incomplete_beta(freedom / 2.0, 0.5, freedom / (freedom + middle * middle));
        if tail > 0.05 { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// The regularised incomplete beta function by its continued fraction (Lentz's method), for 0 < x < 1.
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, 1.0 - x);
    }
    let front = libm::exp(
        libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log1p(-x),
    ) / a;
    let keep = |x: f64| if x.abs() < 1e-300 { 1e-300 } else { x };
    let (mut c, mut d) = (1.0, 1.0 / keep(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for m in 1..10_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        for step in [even, odd] {
            d = 1.0 / keep(1.0 + step * d);
            c = keep(1.0 + step / c);
            fraction *= d * c;
        }
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    front * fraction
}

/// The p-value and sign of FactoMineR's `catdes` for a level: of `n` customers `marked` have it, and of the `drawn` in the segment
/// `found` do. `2 P(X > found) + P(X = found)` under the hypergeometric distribution, or the same for the other side, whichever is
/// smaller; positive if the level is over-represented.
pub fn hypergeometric_v(n: u64, marked: u64, drawn: u64, found: u64) -> f64 {
    let expected = marked as f64 * drawn as f64 / n as f64;
    let over = found as f64 >= expected;
    let p = (2.0 * tail(n, marked, drawn, found, over) + point(n, marked, drawn, found)).min(1.0);
    // Below the smallest number there is the quantile stays where it is then.
    let v = normal_upper((p / 2.0).max(f64::MIN_POSITIVE));
    if over { v } else { -v }
}

fn point(n: u64, marked: u64, drawn: u64, found: u64) -> f64 {
    let choose = |n: u64, k: u64| {
        let (n, k) = (n as f64, k as f64);
        libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0)
    };
    libm::exp(choose(marked, found) + choose(n - marked, drawn - found) - choose(n, drawn))
}

/// `P(X > found)` if `over`, else `P(X < found)`: the terms grow smaller away from the expected count, each found from the one before.
fn tail(n: u64, marked: u64, drawn: u64, found: u64, over: bool) -> f64 {
    let (n, marked, drawn) = (n as f64, marked as f64, drawn as f64);
    let mut term = point(n as u64, marked as u64, drawn as u64, found);
    let (mut sum, mut x) = (0.0, found as f64);
    loop {
        // P(x + 1) / P(x) = (marked - x)(drawn - x) / ((x + 1)(n - marked - drawn + x + 1)).
        let factor = if over {
            (marked - x) * (drawn - x) / ((x + 1.0) * (n - marked - drawn + x + 1.0))
        } else {
            x * (n - marked - drawn + x) / ((marked - x + 1.0) * (drawn - x + 1.0))
        };
        term *= factor;
        x += if over { 1.0 } else { -1.0 };
        if term <= sum * 1e-17 || term.is_nan() {
            return sum;
        }
        sum += term;
    }
}

/// The p-values after Benjamini & Hochberg (1995), in the same order: `min over larger ranks of p · count / rank`, at most 1.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]).then(b.cmp(a)));
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (place, &index) in order.iter().enumerate() {
        let rank = (p.len() - place) as f64;
        least = least.min(p[index] * p.len() as f64 / rank);
        adjusted[index] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, relative: f64) {
        assert!((found / expected - 1.0).abs() < relative, "{found}, not {expected}");
    }

    #[test]
    fn quantiles_are_the_known_ones() {
        // scipy.stats.norm.isf
        close(normal_upper(0.025), 1.959_963_984_540_054, 1e-14);
        close(normal_upper(1e-10), 6.361_340_902_404_056, 1e-13);
        close(normal_upper(0.975), -1.959_963_984_540_054, 1e-14);
        close(normal_two_sided(1.959_963_984_540_054), 0.05, 1e-13);
        // scipy.stats.t.isf(0.025, df)
        for (freedom, t) in
            [(1.0, 12.706_204_736_432_095), (4.0, 2.776_445_105_198_066_4), (199.0, 1.971_956_544_249_395_5)]
        {
            close(student_95(freedom), t, 1e-10);
        }
    }

    #[test]
    fn a_level_found_as_often_as_expected_is_no_news() {
        assert!(hypergeometric_v(100, 50, 20, 10).abs() < 0.3, "{}", hypergeometric_v(100, 50, 20, 10));
        assert!(hypergeometric_v(100, 50, 20, 20) > 4.0, "all of them");
        assert!(hypergeometric_v(100, 50, 20, 0) < -4.0, "none of them");
        assert!(hypergeometric_v(1_000_000, 500_000, 200_000, 180_000).is_finite(), "far out");
    }

    #[test]
    fn adjusted_p_values_are_those_of_the_paper() {
        // statsmodels.stats.multitest.multipletests(method="fdr_bh")
        let adjusted = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005]);
        let expected = [0.02, 0.04, 0.04, 0.02];
        for (found, expected) in adjusted.iter().zip(expected) {
            close(*found, expected, 1e-12);
        }
        assert!(benjamini_hochberg(&[]).is_empty(), "nothing to adjust");
    }
}
