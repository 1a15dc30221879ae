//! `banca ops`: one signed-in session for programs. Requests come as JSON lines, replies leave as JSON lines, one for each
//! and in the same order: exactly what the console asks and is answered.

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader, Lines, Stdin};

use super::{
    World,
    exit::{Exit, Failure},
    out::Out,
    secret,
    server::{Fetch, Server},
    signed::answered,
};
use crate::{
    ops::{Door, House, Reply, Request, SignIn},
    ui::text::cli as t,
};

/// A line above this is no request.
const LONGEST: usize = 1 << 20;

/// What the session came to, for the exit code: the worst that happened wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Course {
    Smooth,
    Unreadable,
    Failed,
}

/// Answers requests until the input ends or the command is asked to leave.
pub async fn run(world: &mut World, user: Option<String>) -> Result<(), Failure> {
    let server = Server::reach(&world.config, &world.out, Fetch::Ask).await?;
    let ended = match server.bring_up().await {
        Ok(_) => {
            let house = House::new(server.app.clone(), Door::CommandLine);
            let ended = session(world, &house, user).await;
            house.close().await;
            ended
        }
        Err(failure) => Err(failure),
    };
    server.leave(&world.out).await;
    match ended? {
        Course::Smooth => Ok(()),
        Course::Unreadable => Err(Failure::Said(Exit::BadData)),
        Course::Failed => Err(Failure::Said(Exit::TryAgain)),
    }
}

async fn session(
    world: &mut World,
    house: &House,
    user: Option<String>,
) -> Result<Course, Failure> {
    if let Some(username) = user {
        let missing = || {
            let say = t::PIN_FROM_ENVIRONMENT.with("name", username.as_str());
            Failure::Usage(say.with("variable", secret::PIN))
        };
        let pin = secret::in_environment(secret::PIN).ok_or_else(missing)?;
        let asked = SignIn {
            username,
            pin,
            terminal: world.config.terminal.clone(),
        };
        answered(house.handle(Request::SignIn(asked)).await)?;
    }
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    let mut course = Course::Smooth;
    let mut number: usize = 0;
    while let Some(line) = next(world, &mut lines).await? {
        number += 1;
        if line.trim().is_empty() {
            continue;
        }
        match read(&line) {
            Ok(request) => {
                tracing::info!(line = number, request = name(&line), "asked");
                let reply = house.handle(request).await;
                if matches!(reply, Reply::Failed(_)) {
                    course = Course::Failed;
                }
                Out::reply(&reply)?;
            }
            Err(reason) => {
                tracing::warn!(line = number, "not a request");
                course = course.max(Course::Unreadable);
                Out::value(&unreadable(number, &reason))?;
            }
        }
    }
    Ok(course)
}

/// The next line; none at the end of the input or when the command is asked to leave. Bytes that are no text are a line that is no
/// request, not the end.
async fn next(
    world: &mut World,
    lines: &mut Lines<BufReader<Stdin>>,
) -> Result<Option<String>, Failure> {
    tokio::select! {
        biased;
        _ = world.stop.wait() => Ok(None),
        line = lines.next_line() => match line {
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => Ok(Some("\u{fffd}".to_owned())),
            line => line.map_err(|error| Failure::reading(&error)),
        },
    }
}

/// Reads a request.
///
/// # Errors
/// Why it is none, without repeating anything of what was written: it may have been a PIN.
fn read(line: &str) -> Result<Request, String> {
    if line.len() > LONGEST {
        return Err(format!("longer than {LONGEST} bytes"));
    }
    serde_json::from_str(line).map_err(|why| {
        let said = why.to_string();
        let said = match said.strip_prefix("invalid ") {
            Some(rest) => match rest.rsplit_once(", expected ") {
                Some((_, wanted)) => format!("expected {wanted}"),
                None => "invalid value".to_owned(),
            },
            None => said,
        };
        let names_only = [
            "missing field",
            "unknown variant",
            "duplicate field",
            "expected",
            "trailing",
            "EOF",
            "key must",
        ];
        if names_only.iter().any(|start| said.starts_with(start)) {
            said
        } else {
            format!("not a request (column {})", why.column())
        }
    })
}

/// A reply for a line that is no request: a refusal like any other, with the line and the reason.
fn unreadable(line: usize, reason: &str) -> Value {
    json!({"refused": [{
        "refusal": "field",
        "field": format!("line {line}"),
        "problem": {"is": "unreadable"},
        "reason": reason,
    }]})
}

/// The name of a request, and nothing of its content.
fn name(line: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Named {
        request: String,
    }
    serde_json::from_str::<Named>(line).map_or_else(|_| String::new(), |named| named.request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_never_repeats_what_was_written() {
        for line in [
            r#"{"request":"sign_in","username":"ana","pin":918273,"terminal":"1"}"#,
            r#"{"request":"sign_in","username":"ana","pin":["918273"],"terminal":"1"}"#,
            r#"{"request":"sign_in" 918273}"#,
            r#"{"request":"unlock","pin":"918273"#,
            "918273",
            r#""918273""#,
        ] {
            let reason = read(line).unwrap_err();
            assert!(!reason.contains("918273"), "{line}: {reason}");
        }
    }

    #[test]
    fn the_reason_names_what_is_missing() {
        let reason = read(r#"{"request":"open_draw"}"#).unwrap_err();
        assert!(reason.contains("missing field `key`"), "{reason}");
        assert!(
            read(r#"{"request":"nonsense"}"#)
                .unwrap_err()
                .contains("nonsense")
        );
    }

    #[test]
    fn a_line_that_is_no_request_is_answered_by_a_reply_like_any_other() {
        let reply: Reply = serde_json::from_value(unreadable(3, "why")).unwrap();
        let Reply::Refused(refusals) = reply else {
            panic!("{reply:?}");
        };
        assert_eq!(refusals.len(), 1);
    }
}
