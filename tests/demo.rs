//! Every demo script at full speed, in both languages: an expectation that fails, fails the build.

#![expect(
    clippy::unwrap_used,
    reason = "a demo that cannot be played fails its test"
)]

use banca::{
    demo::{Look, Player, SCRIPTS, Script, World, recite},
    postgres::{Durability, Install, PrivateServer, Settings},
    ui::{symbols::Symbols, text::Lang},
};

/// Somebody at a fresh world of their own.
async fn player(name: &str, lang: Lang) -> Player {
    let settings = Settings::for_tests(Durability::Off);
    let server = PrivateServer::open(settings, Install::Allowed, &mut |_| {})
        .await
        .unwrap();
    let world = World::make(server, name, &mut |_, _| {}).await.unwrap();
    let look = Look {
        lang,
        theme: None,
        profile: termprofile::TermProfile::TrueColor,
        symbols: Symbols::for_terminal(None, Some("es_CR.UTF-8")),
    };
    Player::new(world, look).await.unwrap()
}

async fn play(name: &str, text: &str, lang: Lang) {
    let script = Script::parse(text).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
    let mut player = player(&format!("test_{}", lang.name()), lang).await;
    let mut told = Vec::new();
    let verdict = recite(&mut player, &script, &mut told).await.unwrap();
    Box::pin(player.finish()).await.unwrap();
    assert!(
        verdict.good(),
        "{name} in {}:\n{}",
        lang.name(),
        String::from_utf8_lossy(&told)
    );
}

#[tokio::test]
async fn every_script_holds_in_spanish() {
    for (name, text) in SCRIPTS {
        Box::pin(play(name, text, Lang::Es)).await;
    }
}

#[tokio::test]
async fn every_script_holds_in_english() {
    for (name, text) in SCRIPTS {
        Box::pin(play(name, text, Lang::En)).await;
    }
}

/// The script cut at the line that begins like this.
fn cut(text: &str, at: &str) -> (Script, Script) {
    let script = Script::parse(text).unwrap();
    let number = 1 + text.lines().position(|line| line.starts_with(at)).unwrap();
    let (before, after): (Vec<_>, Vec<_>) = script
        .lines
        .into_iter()
        .partition(|line| line.number < number);
    (Script { lines: before }, Script { lines: after })
}

async fn press(player: &mut Player, keys: &str) {
    for key in keys.split_whitespace() {
        player.press(key.parse().unwrap()).await;
    }
}

async fn holds(player: &mut Player, script: &Script) {
    let mut told = Vec::new();
    let verdict = recite(player, script, &mut told).await.unwrap();
    assert_eq!(verdict.failed, 0, "{}", String::from_utf8_lossy(&told));
}

#[tokio::test]
async fn what_is_typed_by_hand_is_taken_back_and_the_script_goes_on() {
    let text = SCRIPTS[0].1;
    let mut player = Box::pin(player("test_hand", Lang::Es)).await;
    // In the middle of a line, in the middle of the sale.
    let (before, after) = cut(text, "clock 12:50");
    Box::pin(holds(&mut player, &before)).await;
    for by_hand in [
        "9 9 * 5 k",
        "f1",
        "ctrl-p 2 2",
        "f2",
        "f1 esc backspace backspace",
        "alt-s alt-v",
    ] {
        let mark = player.mark().await.unwrap();
        press(&mut player, by_hand).await;
        let back = player.return_to(&mark).await.unwrap();
        let shown = banca::ui::picture::text(&player.picture());
        assert!(back, "{by_hand}: {shown}");
        assert!(shown.contains("23*500"), "{by_hand}: {shown}");
    }
    Box::pin(holds(&mut player, &after)).await;
    Box::pin(player.finish()).await.unwrap();
}

#[tokio::test]
async fn after_a_sale_by_hand_the_script_says_that_it_cannot_go_on_and_begins_again() {
    let text = SCRIPTS[0].1;
    let mut player = Box::pin(player("test_again", Lang::En)).await;
    let (before, _) = cut(text, "type 2*200");
    Box::pin(holds(&mut player, &before)).await;
    for (by_hand, why) in [
        ("f2 1 2 3 4", "a code is left on another screen"),
        ("alt-v 9 9 * 5 0 0 enter enter", "a ticket was sold"),
    ] {
        let mark = player.mark().await.unwrap();
        press(&mut player, by_hand).await;
        assert!(!player.return_to(&mark).await.unwrap(), "{why}");
    }
    Box::pin(player.restart()).await.unwrap();
    Box::pin(holds(&mut player, &Script::parse(text).unwrap())).await;
    Box::pin(player.finish()).await.unwrap();
}
