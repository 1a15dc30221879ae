//! The one table that the benchmarks print: what, figure, compared with.

use std::time::Duration;

/// Prints the head of a table.
pub fn head(title: &str) {
    println!("\n### {title}\n\n| what | figure | compared with |\n|---|---|---|");
}

/// Prints one row.
pub fn row(what: &str, figure: &str, beside: &str) {
    println!("| {what} | {figure} | {beside} |");
}

/// Many durations of one thing.
#[derive(Default)]
pub struct Durations(Vec<Duration>);

impl Durations {
    /// Adds one.
    pub fn push(&mut self, one: Duration) {
        self.0.push(one);
    }

    /// The duration below which `percent` of all lie, in milliseconds.
    pub fn percentile(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * percent)
            .div_ceil(100)
            .clamp(1, sorted.len());
        sorted[at - 1].as_secs_f64() * 1_000.0
    }

    /// The longest, in milliseconds.
    pub fn longest(&self) -> f64 {
        self.percentile(100)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}
