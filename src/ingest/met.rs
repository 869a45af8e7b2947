//! Which small whole numbers were met: a bit each, where a set of keys would be searched.

/// Numbers from here on are not remembered: 32 kB of bits are enough for ages, counts, days and most amounts without decimals.
const MOST: usize = 1 << 18;

/// The numbers met. It spares work and decides nothing, so there is nothing of it to show.
#[derive(Clone, Default)]
pub(crate) struct Met(Vec<u64>);

impl std::fmt::Debug for Met {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Met")
    }
}

impl Met {
    /// Meets `number`. Returns whether it surely was met before.
    #[inline]
    pub(crate) fn meet(&mut self, number: usize) -> bool {
        let (place, bit) = (number / 64, 1 << (number % 64));
        match self.0.get_mut(place) {
            Some(bits) => {
                let before = *bits & bit != 0;
                *bits |= bit;
                before
            }
            None => {
                self.grow(number);
                false
            }
        }
    }

    /// Bytes that remembering takes.
    pub(crate) fn bytes(&self) -> usize {
        self.0.len() * size_of::<u64>()
    }

    #[cold]
    fn grow(&mut self, number: usize) {
        if number < MOST {
            self.0.resize((number / 64 + 1).next_power_of_two(), 0);
            self.0[number / 64] |= 1 << (number % 64);
        }
    }
}

/// The place of a number among those that can be met: itself, or one that is never met if it is negative, has decimals or is large.
#[inline(always)]
pub(crate) fn place(value: f64) -> usize {
    let place = nearest(value);
    if f64::from(place) == value { place as usize } else { usize::MAX }
}

/// The place in hundredths of a number with two decimals. A quotient is the number next to what it stands for, so no other has the same.
#[inline(always)]
pub(crate) fn place_in_hundredths(value: f64) -> usize {
    let place = nearest(value * 100.0);
    if f64::from(place) / 100.0 == value { place as usize } else { usize::MAX }
}

/// The whole number next to one that can be met; any other number for one that cannot.
#[inline(always)]
fn nearest(value: f64) -> u32 {
    // Between here and twice as much doubles are the whole numbers, and their lowest bits count from here.
    const WHOLE: f64 = (1_u64 << 52) as f64;
    (value + WHOLE).to_bits() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_met_is_known_unless_it_is_large() {
        let mut met = Met::default();
        for number in [3, 0, 64, MOST - 1] {
            assert!(!met.meet(number) && met.meet(number), "{number}");
        }
        assert!(!met.meet(4) && !met.meet(MOST) && !met.meet(MOST) && !met.meet(usize::MAX));
    }

    #[test]
    fn small_whole_numbers_have_places() {
        assert_eq!([0.0, -0.0, 1.0, 262_143.0].map(place), [0, 0, 1, MOST - 1]);
        for value in [-1.0, 0.5, 1e-300, 1e16, 1e300, f64::INFINITY, f64::NAN, 2.999_999_999] {
            assert_eq!(place(value), usize::MAX, "{value}");
        }
    }

    #[test]
    fn hundredths_have_places_of_their_own() {
        for hundredths in 0..300_000_u32 {
            let value = f64::from(hundredths) / 100.0;
            assert_eq!(place_in_hundredths(value), hundredths as usize);
            for other in [value.next_up(), value + 0.001, -value - 0.01] {
                assert_eq!(place_in_hundredths(other), usize::MAX, "{other}");
            }
        }
    }
}
