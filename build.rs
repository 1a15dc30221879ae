//! The embedded migrations are read at compile time; without this a new file would not be seen.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
