//! Where fresh identities and random numbers come from. The door supplies them: the console from the operating system,
//! a demo or a test from a seed, so that a run can be repeated.

use uuid::Uuid;

/// A source of UUIDs and of random numbers.
pub struct Source {
    uuid: Box<dyn Fn() -> Uuid + Send + Sync>,
    below: Box<dyn Fn(u16) -> u16 + Send + Sync>,
}

impl Source {
    /// `uuid` makes UUIDs of version 7; `below` draws evenly from zero up to, and without, its argument.
    pub fn new(
        uuid: impl Fn() -> Uuid + Send + Sync + 'static,
        below: impl Fn(u16) -> u16 + Send + Sync + 'static,
    ) -> Self {
        Self {
            uuid: Box::new(uuid),
            below: Box::new(below),
        }
    }

    /// A fresh UUID.
    pub fn uuid(&self) -> Uuid {
        (self.uuid)()
    }

    /// A random number below `bound`.
    pub fn below(&self, bound: u16) -> u16 {
        (self.below)(bound)
    }
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Source")
    }
}
