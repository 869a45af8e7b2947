//! Random draws that are the same on every machine.
//!
//! The generator is named, so it can never change with a platform or a library version, and only its `next_u64` is used:
//! whole numbers and reals are made from it here. Known answers hold both.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

/// A stream of draws that depends on the words it was made from and on nothing else.
#[derive(Debug, Clone)]
pub struct Draws(Xoshiro256PlusPlus);

impl Draws {
    /// The stream of these words, in this order.
    pub fn new(words: &[u64]) -> Self {
        let mut state = 0;
        for word in words {
            state = mix(state ^ *word);
        }
        let mut seed = [0; 32];
        for bytes in seed.as_chunks_mut::<8>().0 {
            state = mix(state);
            *bytes = state.to_le_bytes();
        }
        Self(Xoshiro256PlusPlus::from_seed(seed))
    }

    /// A whole number below `limit`, which is above 0, every one equally likely (Lemire 2019, multiply and reject).
    pub fn below(&mut self, limit: u64) -> u64 {
        let reject_under = limit.wrapping_neg() % limit;
        loop {
            let product = u128::from(self.0.next_u64()) * u128::from(limit);
            if product as u64 >= reject_under {
                return (product >> 64) as u64;
            }
        }
    }

    /// A real number from 0 up to, not including, 1: a multiple of 2^-53.
    pub fn real(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }
}

/// One step of SplitMix64 (Steele, Lea & Flood 2014).
fn mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_mix_gives_its_published_numbers() {
        assert_eq!(mix(0), 0xE220_A839_7B1D_CDAF);
        assert_eq!(mix(0x9E37_79B9_7F4A_7C15), 0x6E78_9E6A_A1B9_65F4);
    }

    #[test]
    fn the_stream_is_pinned() {
        let mut draws = Draws::new(&[42, 5, 0]);
        let known: Vec<u64> = (0..4).map(|_| draws.below(1_000_000)).collect();
        assert_eq!(known, KNOWN_BELOW);
        assert_eq!(draws.real().to_bits(), KNOWN_REAL);
        assert_ne!(
            Draws::new(&[42, 0, 5]).below(1 << 60),
            Draws::new(&[42, 5, 0]).below(1 << 60),
            "order counts"
        );
    }

    const KNOWN_BELOW: [u64; 4] = [394_708, 427_389, 982_132, 205_815];
    const KNOWN_REAL: u64 = 4_592_116_314_804_012_984;

    #[test]
    fn every_number_below_the_limit_is_drawn_about_equally_often() {
        let mut draws = Draws::new(&[1]);
        let mut counts = [0_u32; 7];
        for _ in 0..70_000 {
            counts[draws.below(7) as usize] += 1;
        }
        // Six standard deviations of a binomial count.
        assert!(counts.iter().all(|count| count.abs_diff(10_000) < 560), "{counts:?}");
        assert!((0..1000).all(|_| (0.0..1.0).contains(&draws.real())), "reals lie in the unit interval");
    }
}
