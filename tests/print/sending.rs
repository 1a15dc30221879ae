//! Writing to printers that work, hang, refuse, and die.

use banca::domain::PrinterTarget as Target;
use banca::print::target::send;
use std::fs;
use std::io::{self, Read};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

/// Long enough for a busy machine.
const PATIENT: Duration = Duration::from_secs(20);
/// Soon enough for a test.
const BRIEF: Duration = Duration::from_millis(300);

fn listening() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

#[test]
fn a_printer_in_the_network_gets_every_byte() {
    let (listener, address) = listening();
    let printer = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard).unwrap();
        heard
    });
    let paper: Vec<u8> = (0..200_000_u32).map(|at| at.to_le_bytes()[0]).collect();
    send(Target::Tcp, &address, &paper, PATIENT).unwrap();
    assert_eq!(printer.join().unwrap(), paper);
}

#[test]
fn a_printer_that_refuses_is_told_at_once() {
    let (listener, address) = listening();
    drop(listener);
    let refused = send(Target::Tcp, &address, b"paper", PATIENT).unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
}

#[test]
fn a_printer_that_hangs_is_given_up() {
    let (listener, address) = listening();
    // It takes the call and never reads; the paper is larger than what the line holds.
    let paper = vec![b'x'; 32 * 1024 * 1024];
    let late = send(Target::Tcp, &address, &paper, BRIEF).unwrap_err();
    assert!(
        matches!(
            late.kind(),
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock
        ),
        "{late:?}"
    );
    drop(listener);
}

#[test]
fn a_printer_that_dies_in_the_middle_is_a_failure() {
    let (listener, address) = listening();
    let printer = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut first = [0; 64];
        stream.read_exact(&mut first).unwrap();
        // Closing with bytes unread breaks the line off.
    });
    let paper = vec![b'x'; 8 * 1024 * 1024];
    assert!(send(Target::Tcp, &address, &paper, PATIENT).is_err());
    printer.join().unwrap();
}

#[test]
fn papers_are_added_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("papers.txt");
    let address = path.to_str().unwrap();
    send(Target::File, address, b"one\n", PATIENT).unwrap();
    send(Target::File, address, b"two\n", PATIENT).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"one\ntwo\n");
}

#[test]
fn a_device_gets_every_byte_and_one_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lp0");
    let made = std::process::Command::new("mkfifo")
        .arg(&path)
        .status()
        .unwrap();
    assert!(made.success());
    let address = path.to_str().unwrap().to_owned();
    // Nobody reads: it refuses at once.
    assert!(send(Target::Device, &address, b"paper", PATIENT).is_err());
    let (ready, begun) = std::sync::mpsc::channel();
    let reader = {
        let path = path.clone();
        thread::spawn(move || {
            // Opened for both, so that opening waits for nobody.
            let mut device = fs::OpenOptions::new()
                .read(true)
                .write(true)
                .open(path)
                .unwrap();
            ready.send(()).unwrap();
            let mut heard = vec![0; 200_000];
            device.read_exact(&mut heard).unwrap();
            heard
        })
    };
    begun.recv().unwrap();
    let paper: Vec<u8> = (0..200_000_u32).map(|at| at.to_le_bytes()[0]).collect();
    send(Target::Device, &address, &paper, PATIENT).unwrap();
    assert_eq!(reader.join().unwrap(), paper);
    let missing = folder.path().join("lp1");
    let missing = send(Target::Device, missing.to_str().unwrap(), b"paper", PATIENT).unwrap_err();
    assert_eq!(missing.kind(), io::ErrorKind::NotFound);
}

#[test]
fn a_device_that_hangs_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lp0");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    let _held = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(&path)
        .unwrap();
    let paper = vec![b'x'; 8 * 1024 * 1024];
    let late = send(Target::Device, path.to_str().unwrap(), &paper, BRIEF).unwrap_err();
    assert_eq!(late.kind(), io::ErrorKind::TimedOut);
}
