//! Asking a socket whether a server is behind it: the smallest conversation in PostgreSQL's protocol, `SELECT 1` as the owner.
//!
//! Plain blocking code with time-outs, because it runs beside the programs that start and stop the server.

use std::{
    io::{self, ErrorKind, Read, Write},
    os::unix::net::UnixStream,
    path::Path,
    time::Duration,
};

use super::OWNER_ROLE;

/// How long a server that took the connection may think before it counts as mute.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the socket said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pulse {
    /// A query was answered, or the server is so busy that it says so.
    Answers,
    /// A server is there and not ready: it starts, recovers or shuts down.
    NotYet,
    /// Nobody listens.
    Absent,
    /// Somebody listens and says nothing, or hangs up.
    Mute,
    /// The server refuses the owner, with this error code.
    Refuses(String),
}

/// Takes the pulse of the server at this socket file.
pub(super) fn pulse(socket: &Path) -> Pulse {
    let Ok(stream) = UnixStream::connect(socket) else {
        return Pulse::Absent;
    };
    converse(stream).unwrap_or(Pulse::Mute)
}

fn converse(mut stream: UnixStream) -> io::Result<Pulse> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(&startup())?;
    let mut asked = false;
    let mut answered = false;
    loop {
        let (kind, body) = message(&mut stream)?;
        match kind {
            b'E' => {
                let code = sqlstate(&body);
                return Ok(match code.as_str() {
                    // too_many_connections
                    "53300" => Pulse::Answers,
                    // cannot_connect_now, admin_shutdown, crash_shutdown
                    "57P03" | "57P01" | "57P02" => Pulse::NotYet,
                    _ => Pulse::Refuses(code),
                });
            }
            b'D' => answered = true,
            b'Z' if answered => {
                // Terminate, so that the server's log stays quiet.
                stream.write_all(&framed(b'X', b""))?;
                return Ok(Pulse::Answers);
            }
            b'Z' if !asked => {
                stream.write_all(&framed(b'Q', b"SELECT 1\0"))?;
                asked = true;
            }
            _ => {}
        }
    }
}

/// The first message: protocol 3.0, user, database.
fn startup() -> Vec<u8> {
    let mut body = 196_608_u32.to_be_bytes().to_vec();
    for word in [
        "user",
        OWNER_ROLE,
        "database",
        "postgres",
        "application_name",
        "banca probe",
    ] {
        body.extend_from_slice(word.as_bytes());
        body.push(0);
    }
    body.push(0);
    let mut message = length(&body).to_vec();
    message.extend(body);
    message
}

fn framed(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut message = vec![kind];
    message.extend(length(body));
    message.extend_from_slice(body);
    message
}

/// The length field, which counts itself.
fn length(body: &[u8]) -> [u8; 4] {
    u32::try_from(body.len().saturating_add(4))
        .unwrap_or(u32::MAX)
        .to_be_bytes()
}

/// Reads one message: its kind and its body, never more than a sane server sends here.
fn message(stream: &mut UnixStream) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    stream.read_exact(&mut head)?;
    let [kind, length @ ..] = head;
    let length = u32::from_be_bytes(length);
    if !(4..=65_536).contains(&length) {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut body = Vec::new();
    stream.take(u64::from(length - 4)).read_to_end(&mut body)?;
    Ok((kind, body))
}

/// The `C` field of an error message.
fn sqlstate(body: &[u8]) -> String {
    body.split(|byte| *byte == 0)
        .find_map(|field| field.strip_prefix(b"C"))
        .map(|code| String::from_utf8_lossy(code).into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_that_is_not_there_is_absent() {
        assert_eq!(
            pulse(Path::new("/nonexistent/.s.PGSQL.5432")),
            Pulse::Absent
        );
    }

    #[test]
    fn a_listener_that_hangs_up_is_mute() {
        let (ours, theirs) = UnixStream::pair().unwrap();
        drop(theirs);
        assert!(converse(ours).is_err());
    }

    #[test]
    fn a_server_that_recovers_is_not_yet_ready() {
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        theirs
            .write_all(&framed(b'E', b"SFATAL\0C57P03\0Mnot yet\0\0"))
            .unwrap();
        assert_eq!(converse(ours).unwrap(), Pulse::NotYet);
    }

    #[test]
    fn a_server_that_does_not_know_the_owner_refuses() {
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        theirs
            .write_all(&framed(b'E', b"SFATAL\0C28000\0Mno\0\0"))
            .unwrap();
        assert_eq!(converse(ours).unwrap(), Pulse::Refuses("28000".to_owned()));
    }
}
