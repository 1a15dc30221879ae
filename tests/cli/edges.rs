//! What is wrong before the house is asked, and what happens when nobody reads the answer.

use std::{fs, os::unix::fs::PermissionsExt, process::Stdio};

use super::{
    program::Place,
    support::{PIN, World},
};

#[test]
fn wrong_arguments_are_told_in_the_language_of_the_user() {
    let place = Place::alone();
    for (line, said) in [
        ("drow", "There is no command drow"),
        ("draw list --usr ana", "There is no --usr"),
        ("draw list", "Missing: --user"),
        ("draw list --user ana --state sold", "It can be: scheduled"),
        ("pay 1234 --user ana", "the code has 12"),
        ("pay 899018949149 --amount x --user ana", "does not fit"),
        ("demo --speed 9", "does not fit"),
        ("draw", "--help"),
    ] {
        let ran = place.run(line);
        assert_eq!(ran.code, 2, "{line}: {ran:?}");
        assert!(ran.err.contains(said), "{line}: {ran:?}");
        assert!(ran.out.is_empty(), "{line}: {ran:?}");
    }
    let spanish = place.run("drow --lang es");
    assert!(
        spanish.err.contains("No existe el comando drow"),
        "{spanish:?}"
    );
}

#[test]
fn help_and_version_are_results() {
    let place = Place::alone();
    let help = place.run("--help");
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    assert!(
        help.out.contains("Usage:") && help.out.contains("Exit codes:"),
        "{help:?}"
    );
    let help = place.run("draw close --help --lang es");
    assert!(
        help.out
            .contains("Uso: banca draw close [OPCIONES] --user <NOMBRE> <SORTEO>"),
        "{help:?}"
    );
    assert!(place.run("--version").out.starts_with("banca "));
}

#[test]
fn a_harmless_error_of_the_configuration_is_told_and_the_command_goes_on() {
    let place = Place::alone();
    let usual = fs::read_to_string(place.config()).unwrap();
    let wrong = "theme = \"nope\"\nkolor = 1\n[keys]\n\"sell.chage\" = \"f5\"\n\"sell.totals\" = \"f99\"\n\"sell.charge\" = \"f2\"\n";
    fs::write(place.config(), format!("{usual}{wrong}")).unwrap();
    let ran = place.run("db status");
    assert_eq!(ran.code, 0, "{ran:?}");
    for told in [
        "line 3: there is no theme “nope”. There are: default, light",
        "line 4: there is no setting “kolor”",
        "line 6: [keys]: there is no action “sell.chage”. Did you mean “sell.charge”?",
        "line 7: [keys] sell.totals: “f99” is no key",
        "line 8: [keys] sell.charge: f2 is go.pay already",
    ] {
        assert!(ran.err.contains(told), "{told}: {ran:?}");
    }
    assert_eq!(ran.err.matches("config.toml").count(), 5, "{ran:?}");
}

#[test]
fn an_error_in_what_says_where_the_books_are_stops_with_everything_that_is_wrong() {
    let place = Place::alone();
    for wrong in ["databse_url = \"postgres://h/b\"", "data_dir = 3"] {
        fs::write(place.config(), format!("lang = \"fr\"\n{wrong}\n")).unwrap();
        let ran = place.run("db status");
        assert_eq!(ran.code, 78, "{ran:?}");
        assert!(
            ran.err.contains("line 1: “lang”") && ran.err.contains("line 2"),
            "{ran:?}"
        );
    }
}

#[test]
fn the_actions_are_listed_with_the_keys_in_force() {
    let place = Place::alone();
    let usual = fs::read_to_string(place.config()).unwrap();
    let keys = "[keys]\n\"sell.charge\" = \"ctrl-g\"\n";
    fs::write(place.config(), format!("{usual}{keys}")).unwrap();
    let ran = place.run("keys");
    assert_eq!(ran.code, 0, "{ran:?}");
    let charge = ran.out.lines().find(|line| line.starts_with("sell.charge"));
    assert!(
        charge.is_some_and(|line| line.contains("ctrl-g")),
        "{ran:?}"
    );
    let json: serde_json::Value = serde_json::from_str(&place.run("keys --json").out).unwrap();
    assert_eq!(
        json.as_array().unwrap().len(),
        banca::ui::action::rows().count()
    );
}

#[test]
fn the_console_needs_a_terminal() {
    let ran = Place::alone().run("");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("needs a terminal"), "{ran:?}");
}

#[test]
fn without_server_programs_the_command_that_gets_them_is_told() {
    let place = Place::alone();
    let empty = place.file("empty");
    fs::create_dir(&empty).unwrap();
    let mut command = place.command("verify");
    // The folder that is named is the only one that is looked into.
    let output = command.env("BANCA_PG_BIN", &empty).output().unwrap();
    assert_eq!(output.status.code(), Some(69), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("install"), "{said}");
}

#[test]
fn an_unreachable_server_may_be_tried_again() {
    let place = Place::alone();
    let mut command = place.command("migrate");
    let nowhere = format!("postgres:///banca?host={}", place.file("nowhere").display());
    let output = command.env("BANCA_DATABASE_URL", nowhere).output().unwrap();
    assert_eq!(output.status.code(), Some(75), "{output:?}");
    let password = place.run("verify --database-url postgres://ana:2468@db/banca");
    assert_eq!(password.code, 2, "{password:?}");
    assert!(!password.err.contains("2468"), "{password:?}");
    let unreadable = place
        .command("verify")
        .env("BANCA_DATABASE_URL", "nonsense")
        .output()
        .unwrap();
    assert_eq!(unreadable.status.code(), Some(78), "{unreadable:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_pipe_ends_quietly() {
    let world = World::new().await;
    let place = Place::at(&world);
    let mut child = place
        .command("user list --user olga")
        .env("BANCA_PIN", PIN)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert!(ended.stderr.is_empty(), "{ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_pin_and_a_missing_one_are_different_things() {
    let world = World::new().await;
    let place = Place::at(&world);
    let wrong = place.feed("draw list --user marta --json", "91827364\n");
    assert_eq!(wrong.code, 1, "{wrong:?}");
    assert!(
        wrong.out.contains("wrong_credentials") && wrong.err.contains("ACC-1001"),
        "{wrong:?}"
    );
    let missing = place.feed("draw list --user marta", "");
    assert_eq!(missing.code, 2, "{missing:?}");
    assert!(!place.log().contains("91827364"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_waits_for_input_leaves_when_it_is_asked_to() {
    let world = World::new().await;
    let place = Place::at(&world);
    let mut child = place
        .command("ops")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    {
        use std::io::{BufRead, BufReader, Write};
        let stdin = child.stdin.as_mut().unwrap();
        writeln!(stdin, "{{\"request\":\"hello\"}}").unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.contains("hello"), "{line}");
    }
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    let stdin = child.stdin.take();
    assert_eq!(
        child.wait().unwrap().code(),
        Some(0),
        "the session ended as at the end of its input"
    );
    drop(stdin);
}

#[test]
fn a_log_that_cannot_be_written_stops_nothing() {
    let place = Place::alone();
    let locked = place.file("locked");
    fs::write(&locked, "a file where a folder should be").unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o400)).unwrap();
    let config = format!(
        "log_dir = {locked:?}\ndata_dir = {:?}\n",
        place.file("data")
    );
    fs::write(place.config(), config).unwrap();
    let ran = place.run("db status");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("Going on without it"), "{ran:?}");
}
