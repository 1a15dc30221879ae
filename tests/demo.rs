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

async fn play(name: &str, text: &str, lang: Lang) {
    let script = Script::parse(text).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
    let settings = Settings::for_tests(Durability::Off);
    let server = PrivateServer::open(settings, Install::Allowed, &mut |_| {})
        .await
        .unwrap();
    let world = World::make(server, &format!("test_{}", lang.name()), &mut |_, _| {})
        .await
        .unwrap();
    let look = Look {
        lang,
        theme: None,
        profile: termprofile::TermProfile::TrueColor,
        symbols: Symbols::for_terminal(None, Some("es_CR.UTF-8")),
    };
    let mut player = Player::new(world, look).await.unwrap();
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
