//! The `banca` program: parse the arguments, choose a door, nothing else.

fn main() {}
