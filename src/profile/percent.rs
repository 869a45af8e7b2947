//! Whole per cents that add up to 100, and letters for segments.

/// The shares of `sizes` in whole per cent, adding up to 100 by largest remainder (ties to the earlier one). All 0 if
/// the sizes are.
pub fn percents(sizes: &[u64]) -> Vec<u32> {
    let total: u128 = sizes.iter().map(|size| u128::from(*size)).sum();
    if total == 0 {
        return vec![0; sizes.len()];
    }
    let hundredfold = |size: &u64| u128::from(*size) * 100;
    let mut percents: Vec<u32> = sizes.iter().map(|size| (hundredfold(size) / total) as u32).collect();
    let missing = 100 - percents.iter().sum::<u32>();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&j| (std::cmp::Reverse(hundredfold(&sizes[j]) % total), j));
    for &j in order.iter().take(missing as usize) {
        percents[j] += 1;
    }
    percents
}

/// The letter of segment `index`, counted from 0: A to Z, then AA, AB and so on.
pub fn letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_cents_add_up_to_a_hundred() {
        assert_eq!(percents(&[1, 1, 1]), [34, 33, 33]);
        assert_eq!(percents(&[81, 39, 35, 23, 22]), [41, 20, 17, 11, 11]);
        assert_eq!(percents(&[999, 1]), [100, 0]);
        assert_eq!(percents(&[7]), [100]);
        assert_eq!(percents(&[0, 0]), [0, 0]);
        for n in 1..40_u64 {
            let sizes: Vec<u64> = (0..n).map(|i| (i * 7919) % 1013 + 1).collect();
            assert_eq!(percents(&sizes).iter().sum::<u32>(), 100, "for {n} segments");
        }
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(letter), ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
