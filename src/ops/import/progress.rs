//! How far an import is, for whoever waits for it.

use std::sync::atomic::{AtomicU32, Ordering};

/// Steps done, and all of them; none where nothing is under way.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU32,
    of: AtomicU32,
}

impl Progress {
    /// So many steps begin.
    pub fn begins(&self, steps: usize) {
        self.done.store(0, Ordering::Relaxed);
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        self.of.store(steps, Ordering::Relaxed);
    }

    /// Another step is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// It is over.
    pub fn is_over(&self) {
        self.begins(0);
    }

    /// Steps done, and all of them.
    pub fn so_far(&self) -> (u32, u32) {
        let of = self.of.load(Ordering::Relaxed);
        (self.done.load(Ordering::Relaxed).min(of), of)
    }
}
