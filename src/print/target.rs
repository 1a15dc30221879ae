//! Where bytes go: a device, a file, a printer in the network. Blocking, so it runs on a thread of its own; every way has an
//! end, because a printer may hang for ever.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::OFlags;

use crate::domain::PrinterTarget;

/// How long a printer may take, from the first to the last byte. Shorter than the lease of a job.
pub const PATIENCE: Duration = Duration::from_secs(15);
/// How soon a device that takes nothing is asked again.
const AGAIN: Duration = Duration::from_millis(20);

/// Writes a paper and waits until it is out of our hands.
///
/// # Errors
/// When the target cannot be opened, refuses, breaks off, or takes longer than `patience`.
pub fn send(
    target: PrinterTarget,
    address: &str,
    bytes: &[u8],
    patience: Duration,
) -> io::Result<()> {
    match target {
        PrinterTarget::Tcp => tcp(address, bytes, Instant::now(), patience),
        PrinterTarget::Device => path(Path::new(address), bytes, false, Instant::now(), patience),
        PrinterTarget::File => path(Path::new(address), bytes, true, Instant::now(), patience),
    }
}

fn late() -> io::Error {
    io::Error::new(
        io::ErrorKind::TimedOut,
        "the printer does not take the paper",
    )
}

fn left(since: Instant, patience: Duration) -> io::Result<Duration> {
    patience
        .checked_sub(since.elapsed())
        .filter(|left| !left.is_zero())
        .ok_or_else(late)
}

fn tcp(address: &str, bytes: &[u8], since: Instant, patience: Duration) -> io::Result<()> {
    // The port of most printers goes without saying.
    let named = if address
        .rsplit_once(':')
        .is_some_and(|(_, port)| port.parse::<u16>().is_ok())
    {
        address.to_owned()
    } else {
        format!("{address}:9100")
    };
    let mut last = io::Error::new(io::ErrorKind::NotFound, "no such host");
    for found in named.to_socket_addrs()? {
        let stream = match TcpStream::connect_timeout(&found, left(since, patience)?) {
            Ok(stream) => stream,
            Err(why) => {
                last = why;
                continue;
            }
        };
        return through(stream, bytes, since, patience);
    }
    Err(last)
}

fn through(
    mut stream: TcpStream,
    bytes: &[u8],
    since: Instant,
    patience: Duration,
) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        stream.set_write_timeout(Some(left(since, patience)?))?;
        match stream.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) if why.kind() == io::ErrorKind::WouldBlock => return Err(late()),
            Err(why) => return Err(why),
        }
    }
    // Closing alone would tell nothing of a printer that dropped the line: what it had not read yet would be lost unseen.
    stream.shutdown(std::net::Shutdown::Write)?;
    settled(&mut stream, since, patience)
}

/// Waits until the printer has closed its side too. One that keeps the line open has taken the paper; one that broke it off
/// has not.
fn settled(stream: &mut TcpStream, since: Instant, patience: Duration) -> io::Result<()> {
    use std::io::Read;
    let until = left(since, patience)?.min(Duration::from_secs(2));
    stream.set_read_timeout(Some(until))?;
    let mut heard = [0_u8; 64];
    loop {
        match stream.read(&mut heard) {
            Ok(0) => return Ok(()),
            // Printers may tell their state; nobody asked for it.
            Ok(_) => {}
            Err(why)
                if matches!(
                    why.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
                ) =>
            {
                return Ok(());
            }
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) => return Err(why),
        }
        left(since, patience)?;
    }
}

/// Writes to a path without ever being held by it: a device that takes nothing gives way when the time is over, and a pipe
/// that nobody reads refuses at once.
fn path(
    path: &Path,
    bytes: &[u8],
    append: bool,
    since: Instant,
    patience: Duration,
) -> io::Result<()> {
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
    let mut file = OpenOptions::new()
        .write(true)
        .create(append)
        .append(append)
        .custom_flags(flags)
        .open(path)?;
    let mut rest = bytes;
    while !rest.is_empty() {
        let left = left(since, patience)?;
        match file.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) if why.kind() == io::ErrorKind::WouldBlock => thread::sleep(left.min(AGAIN)),
            Err(why) => return Err(why),
        }
    }
    file.flush()
}
