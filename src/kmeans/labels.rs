//! Clusters of observations in as few bits as they need: where they are kept for later, and on their way between workers.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::variant::ASIDE;

/// The cluster of each observation, packed. Fewer than 2^16 clusters, and [`ASIDE`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Labels {
    count: usize,
    /// Bits of one label: 4, 8 or 16. The largest number of so many bits is [`ASIDE`].
    bits: usize,
    /// Label after label, the lowest bits first.
    bytes: Vec<u8>,
}

impl Labels {
    /// Packs `labels`.
    pub fn pack(labels: &[u16]) -> Self {
        let largest = labels.iter().copied().filter(|label| *label != ASIDE).max().unwrap_or(0);
        let bits = if largest < 15 {
            4
        } else if largest < 255 {
            8
        } else {
            16
        };
        // The lowest bits of ASIDE are the largest number of so many bits.
        let bytes = match bits {
            4 => labels
                .chunks(2)
                .map(|two| two.iter().rev().fold(0, |byte, label| byte << 4 | (label & 15) as u8))
                .collect(),
            8 => labels.iter().map(|label| *label as u8).collect(),
            _ => labels.iter().flat_map(|label| label.to_le_bytes()).collect(),
        };
        Self { count: labels.len(), bits, bytes }
    }

    /// How many there are.
    #[expect(clippy::len_without_is_empty, reason = "nothing is clustered without observations")]
    pub fn len(&self) -> usize {
        self.count
    }

    /// The label of `observation`.
    ///
    /// # Panics
    /// If there are not as many.
    pub fn at(&self, observation: usize) -> u16 {
        assert!(observation < self.count, "{observation} is none of {} observations", self.count);
        let label = match self.bits {
            4 => u16::from(self.bytes[observation / 2] >> (4 * (observation % 2)) & 15),
            8 => u16::from(self.bytes[observation]),
            _ => u16::from_le_bytes([self.bytes[2 * observation], self.bytes[2 * observation + 1]]),
        };
        if label == ASIDE >> (16 - self.bits) { ASIDE } else { label }
    }

    /// All of them, in order.
    pub fn all(&self) -> Vec<u16> {
        (0..self.count).map(|observation| self.at(observation)).collect()
    }
}

/// Writes labels packed.
pub(super) fn serialize<S: Serializer>(labels: &[u16], serializer: S) -> Result<S::Ok, S::Error> {
    Labels::pack(labels).serialize(serializer)
}

/// Reads what [`serialize`] wrote.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u16>, D::Error> {
    Labels::deserialize(deserializer).map(|labels| labels.all())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        for k in [1_usize, 2, 14, 15, 16, 17, 254, 255, 256, 257, 1024] {
            for count in [0, 1, 2, 7, 1001] {
                let label = |i: usize| if i % 13 == 5 { ASIDE } else { (i * 7919 % k) as u16 };
                let labels: Vec<u16> = (0..count).map(label).collect();
                let packed = Labels::pack(&labels);
                assert_eq!(packed.all(), labels, "{count} labels of {k}");
                assert!((0..count).all(|i| packed.at(i) == labels[i]));
            }
        }
        assert_eq!(Labels::pack(&[8; 1000]).bytes.len(), 500, "half a byte each");
    }
}
