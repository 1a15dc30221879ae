//! Inputs made of inputs: pieces are dropped, doubled, swapped, spliced, and words of the language put in. An input that
//! breaks a property is made as small as it goes before it is shown.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{attack::Dice, targets::Target};

/// No input grows beyond this.
const LONGEST: usize = 2_048;

/// Characters that end things, begin things or have more than one byte.
const ODD: &[&str] = &[
    "\0", "\u{7f}", "\"", "\\", "\u{fffd}", "é", "🂡", "\u{301}", "\r\n", "  ", "00000000", "-", "9",
];

/// Makes inputs for one target.
pub struct Engine {
    target: Target,
    inputs: Vec<Vec<u8>>,
    dice: Dice,
}

impl Engine {
    /// An engine that begins with the target's seeds.
    pub fn new(target: Target, dice: Dice) -> Engine {
        let inputs = (target.seeds)();
        Engine {
            target,
            inputs,
            dice,
        }
    }

    /// The seeds as they are.
    pub fn begin(&self) {
        self.inputs.iter().for_each(|input| self.give(input));
    }

    /// One more input.
    pub fn step(&mut self) {
        let mut input = self.any();
        for _ in 0..=self.below(4) {
            self.change(&mut input);
        }
        input.truncate(LONGEST);
        self.give(&input);
        // What was made of a seed is sometimes worth going on from; the seeds stay.
        let seeds = (self.target.seeds)().len();
        if self.below(8) == 0 {
            if self.inputs.len() < seeds + 200 {
                self.inputs.push(input);
            } else {
                let place = seeds + self.below(200);
                self.inputs[place] = input;
            }
        }
    }

    fn any(&mut self) -> Vec<u8> {
        let place = self.below(self.inputs.len());
        self.inputs[place].clone()
    }

    fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).expect("small");
        usize::try_from(self.dice.below(limit)).expect("small")
    }

    fn piece(&mut self, input: &[u8]) -> (usize, usize) {
        let start = self.below(input.len() + 1);
        let most = (input.len() - start).min(24);
        (start, start + self.below(most + 1))
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let (start, end) = self.piece(input);
        match self.below(9) {
            0 => drop(input.drain(start..end)),
            1 => {
                let copy = input[start..end].to_vec();
                input.splice(end..end, copy);
            }
            2 => input[start..end].reverse(),
            3 if start < input.len() => input[start] ^= 1 << self.below(8),
            4 if start < input.len() => {
                input[start] = b'0' + u8::try_from(self.below(10)).expect("a digit")
            }
            5 => {
                let other = self.any();
                let (from, to) = self.piece(&other);
                input.splice(start..end, other[from..to].iter().copied());
            }
            6 => {
                let word = ODD[self.below(ODD.len())];
                input.splice(start..start, word.bytes());
            }
            _ => {
                let word = self.target.words[self.below(self.target.words.len())];
                let kept = if self.below(2) == 0 { start } else { end };
                input.splice(start..kept, word.bytes());
            }
        }
    }

    /// Gives an input to the target.
    fn give(&self, input: &[u8]) {
        if self.breaks(input) {
            let least = self.smaller(input.to_vec());
            panic!(
                "{} breaks over {:?} = {least:?}",
                self.target.name,
                String::from_utf8_lossy(&least)
            );
        }
    }

    fn breaks(&self, input: &[u8]) -> bool {
        catch_unwind(AssertUnwindSafe(|| (self.target.run)(input))).is_err()
    }

    /// The smallest that dropping pieces comes to.
    fn smaller(&self, mut input: Vec<u8>) -> Vec<u8> {
        let mut size = input.len().div_ceil(2);
        while size > 0 {
            let mut start = 0;
            while start < input.len() {
                let mut less = input.clone();
                less.drain(start..(start + size).min(input.len()));
                if self.breaks(&less) {
                    input = less;
                } else {
                    start += size;
                }
            }
            size /= 2;
        }
        input
    }
}
