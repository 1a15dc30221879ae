//! The variables that make a run long, the dice of a seed, and the line of figures at the end of a run.
//!
//! `BANCA_FIGURES` names a file to which every run adds its line, so that many runs add up to one figure.

use std::{fmt, fs::OpenOptions, io::Write, time::Instant};

/// A number from the environment.
pub fn variable(name: &str, otherwise: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{name}={text} is not a number")),
        Err(_) => otherwise,
    }
}

/// Numbers that look random and are the same for the same seed.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The dice of `BANCA_SEED`, or of this moment; the line of figures names the seed.
    pub fn thrown() -> (Dice, u64) {
        let (_, now) = uuid::Uuid::now_v7().as_u64_pair();
        let seed = variable("BANCA_SEED", now >> 32);
        (Dice(seed), seed)
    }

    /// The dice of this seed.
    pub fn from(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Dice of their own for somebody, which throw differently for each `who`.
    pub fn of(&mut self) -> Dice {
        Dice(self.throw())
    }

    /// The next number, below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.throw() % limit
    }

    /// The next number, below `limit`, which is small.
    pub fn small(&mut self, limit: u16) -> u16 {
        u16::try_from(self.below(u64::from(limit))).expect("it is below a u16")
    }

    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// What a run came to.
#[derive(Debug)]
pub struct Figures {
    what: &'static str,
    seed: u64,
    begun: Instant,
    counts: Vec<(&'static str, u64)>,
}

impl Figures {
    /// The figures of a run that begins now. `names` are printed in this order, also when nothing was counted.
    pub fn of(what: &'static str, seed: u64, names: &[&'static str]) -> Figures {
        Figures {
            what,
            seed,
            begun: Instant::now(),
            counts: names.iter().map(|name| (*name, 0)).collect(),
        }
    }

    /// Adds to a count.
    pub fn add(&mut self, name: &'static str, more: usize) {
        let more = u64::try_from(more).expect("a count");
        match self.counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += more,
            None => self.counts.push((name, more)),
        }
    }

    /// A count.
    pub fn count(&self, name: &str) -> u64 {
        let found = self.counts.iter().find(|(known, _)| *known == name);
        found.map_or(0, |(_, count)| *count)
    }

    /// Whether the time of a long run is over: `BANCA_SECONDS`, none by default.
    pub fn is_over(&self) -> bool {
        self.is_over_after(u64::MAX)
    }

    /// The same, with so many seconds where the variable says nothing.
    pub fn is_over_after(&self, seconds: u64) -> bool {
        self.begun.elapsed().as_secs() >= variable("BANCA_SECONDS", seconds)
    }

    /// Asserts that nothing was lost, double or over.
    pub fn nothing_is_wrong(&self) {
        for name in ["lost", "double", "over", "broken"] {
            assert_eq!(self.count(name), 0, "{self}");
        }
    }

    /// Prints the line and adds it to the file of figures.
    pub fn print(&self) {
        eprintln!("{self}");
        if let Some(path) = std::env::var_os("BANCA_FIGURES") {
            let mut file = OpenOptions::new()
                .create(true)
                .append(true)
                .open(path)
                .expect("the file of figures opens");
            writeln!(file, "{self}").expect("the file of figures takes a line");
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.what)?;
        for (name, count) in &self.counts {
            write!(f, " {name} {count},")?;
        }
        let seconds = self.begun.elapsed().as_secs_f64();
        write!(f, " {seconds:.1} s, seed {}", self.seed)
    }
}
