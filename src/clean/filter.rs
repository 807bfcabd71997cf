//! A small table that tells of nearly all numbers that they are not in a set.

/// A set that may take a number for one of its own: one bit for each hash, 8 KiB that stay in the nearest cache.
#[derive(Debug)]
pub(super) struct Filter(Box<[u64; 1 << 10]>);

impl Default for Filter {
    fn default() -> Self {
        Self(Box::new([0; 1 << 10]))
    }
}

impl Filter {
    pub(super) fn add(&mut self, number: u64) {
        let hash = hash(number);
        self.0[usize::from(hash >> 6)] |= 1 << (hash & 63);
    }

    #[inline]
    pub(super) fn has(&self, number: u64) -> bool {
        let hash = hash(number);
        self.0[usize::from(hash >> 6)] >> (hash & 63) & 1 == 1
    }
}

#[inline]
fn hash(number: u64) -> u16 {
    (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as u16
}
