//! Chance that can be played again: splitmix64, the same as the engine's.

use landfall::engine::splitmix::mixed;

#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(mixed(seed ^ 0x5eed))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = mixed(self.0);
        self.0
    }

    /// A number below `n`, which must not be zero.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n).unwrap()).unwrap()
    }

    /// True in `percent` of a hundred cases.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }
}
