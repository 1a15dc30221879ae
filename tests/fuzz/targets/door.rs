//! The lines of `banca ops`: what is read as a request means one thing only, and no secret comes out again.

use banca::ops::{Reply, Request};

use super::Target;

/// A line of JSON, as a request and as a reply.
pub const OPS: Target = Target {
    name: "ops",
    run: ops,
    seeds: || {
        let things = NAMES.map(|name| (name, "0190a0b0-c0d0-7000-8000-000000000001".to_owned()));
        REQUESTS
            .lines()
            .map(|line| with_things(line, &things).into_bytes())
            .collect()
    },
    words: &[
        "{\"request\":\"",
        "\"key\":",
        "null",
        "true",
        "[]",
        "{}",
        "\"\"",
        "-1",
        "0",
        "1e400",
        "9223372036854775807",
        "0.30000000000000004",
        "\"00000000-0000-0000-0000-000000000000\"",
        "\"2026-11-21\"",
        "\"12:00:00\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"123456789018\"",
        "[[[[[[[[[[[[[[[[",
        "\"banca\"",
        "\"straight\"",
        ",",
        ":",
    ],
};

/// One request of each kind, which a house takes.
pub const REQUESTS: &str = include_str!("../requests.jsonl");

/// What stands in them for the things of a house.
pub const NAMES: [&str; 12] = [
    "KEY",
    "OTHER",
    "DRAW",
    "CLOSED",
    "LOTTERY",
    "MULTIPLIER",
    "DRAWER",
    "VENTANA",
    "BANCA",
    "USER",
    "PAYOUT",
    "LIMIT",
];

/// A request with things in the places of their names.
pub fn with_things(line: &str, things: &[(&str, String)]) -> String {
    things.iter().fold(line.to_owned(), |text, (name, id)| {
        text.replace(&format!("\"{name}\""), &format!("\"{id}\""))
    })
}

/// Long enough not to stand in a request by chance.
const MARK: &str = "q7Zx-secret-q7Zx";

fn ops(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(request) = serde_json::from_str::<Request>(&text) {
        let written = serde_json::to_string(&request).expect("a request can be written");
        let again: Request = serde_json::from_str(&written).expect("a request reads back");
        assert_eq!(again, request, "{written}");
        assert_eq!(serde_json::to_string(&again).ok().as_ref(), Some(&written));
        let _ = request.key();
        // Whatever is typed where a PIN stands is neither printed nor written.
        if let Ok(mut value) = serde_json::from_str::<serde_json::Value>(&text)
            && mark_secrets(&mut value)
            && let Ok(marked) = serde_json::from_value::<Request>(value)
        {
            let said = format!(
                "{marked:?}{}",
                serde_json::to_string(&marked).unwrap_or_default()
            );
            assert!(!said.contains(MARK), "{said}");
        }
    }
    if let Ok(reply) = serde_json::from_str::<Reply>(&text) {
        let written = serde_json::to_string(&reply).expect("a reply can be written");
        assert_eq!(
            serde_json::from_str::<Reply>(&written).ok(),
            Some(reply),
            "{written}"
        );
    }
}

/// Puts the mark wherever a secret stands; whether one did.
fn mark_secrets(value: &mut serde_json::Value) -> bool {
    let Some(fields) = value.as_object_mut() else {
        return false;
    };
    let mut any = false;
    for name in ["pin", "old", "new"] {
        if let Some(field) = fields.get_mut(name).filter(|field| field.is_string()) {
            *field = MARK.into();
            any = true;
        }
    }
    any
}
