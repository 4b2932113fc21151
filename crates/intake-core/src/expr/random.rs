//! A small random source for tests; its seed is printed, and `INTAKE_SEED` sets it.

pub(crate) struct Random(u64);

impl Random {
    #[allow(clippy::disallowed_methods, reason = "a test may read its environment and a clock")]
    pub(crate) fn new(name: &str) -> Self {
        let seed = std::env::var("INTAKE_SEED").ok().and_then(|seed| seed.parse().ok());
        let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let seed = seed.unwrap_or_else(|| clock.map_or(1, |time| time.as_nanos() as u64));
        println!("{name}: INTAKE_SEED={seed}");
        Self(seed)
    }

    /// One of several sources that another one seeds.
    #[allow(dead_code, reason = "not every test has several")]
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `end - 1`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }
}
