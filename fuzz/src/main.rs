//! One target of the tests under libFuzzer: `BANCA_TARGET` names it, the first folder of the arguments takes what was found.

#![no_main]

#[path = "../../tests/screens/sell_desk.rs"]
#[expect(dead_code, reason = "the console is fuzzed with a part of the desk")]
mod sell_desk;
#[path = "../../tests/screens/stage.rs"]
mod stage;
#[path = "../../tests/fuzz/targets/mod.rs"]
mod targets;

use std::{env, fs, path::PathBuf, sync::OnceLock};

use libfuzzer_sys::fuzz_target;
use targets::{TARGETS, Target};

/// The target that was named.
fn target() -> &'static Target {
    static CHOSEN: OnceLock<Target> = OnceLock::new();
    CHOSEN.get_or_init(|| {
        let name = env::var("BANCA_TARGET").unwrap_or_default();
        let chosen = TARGETS.into_iter().find(|target| target.name == name);
        chosen.unwrap_or_else(|| {
            panic!(
                "BANCA_TARGET is one of {:?}",
                TARGETS.map(|target| target.name)
            )
        })
    })
}

/// Writes the seeds and the words where the fuzzer looks for them.
fn begin() {
    let target = target();
    if let Some(file) = env::var_os("BANCA_WORDS") {
        let escaped =
            |word: &&str| -> String { word.bytes().map(|byte| format!("\\x{byte:02x}")).collect() };
        let lines: String = target
            .words
            .iter()
            .map(|word| format!("\"{}\"\n", escaped(word)))
            .collect();
        fs::write(file, lines).expect("the words can be written");
    }
    let folder = PathBuf::from(env::var_os("BANCA_CORPUS").expect("BANCA_CORPUS is a folder"));
    fs::create_dir_all(&folder).expect("the folder can be made");
    for (number, seed) in (target.seeds)().into_iter().enumerate() {
        fs::write(folder.join(format!("seed-{number:03}")), seed).expect("a seed can be written");
    }
}

fuzz_target!(init: begin(), |bytes: &[u8]| {
    (target().run)(bytes);
});
