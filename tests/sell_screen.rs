//! The selling screen on a real house: keys go in, PostgreSQL answers, and the books hold.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use banca::domain::{Id, LimitEffect, LimitRule, ScopeId, VentanaId};
use banca::ops::{House, Request};
use banca::ui::key::Key;
use banca::ui::keymap::Keymap;
use banca::ui::picture;
use banca::ui::source::Source;
use banca::ui::symbols::UNICODE;
use banca::ui::text::{Lang, Voice};
use banca::ui::theme::Themes;
use banca::ui::{App, Errand, Event, Setup};
use chrono::{DateTime, TimeDelta, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::VecDeque;
use support::{World, colones, done, key, morning};
use termprofile::TermProfile;
use uuid::Uuid;

/// A console in front of a house.
struct Till {
    app: App,
    house: House,
    at: DateTime<Utc>,
    copied: Vec<String>,
}

impl Till {
    /// A cashier who opened her drawer and signed in at the console.
    async fn open(world: &World, username: &str) -> Till {
        drop(world.seller(username).await);
        let source = Source::new(Uuid::now_v7, |bound| 7 % bound.max(1));
        let setup = Setup {
            themes: Themes::shipped(TermProfile::TrueColor),
            theme: None,
            voice: Voice {
                lang: Lang::Es,
                ..Voice::default()
            },
            symbols: UNICODE,
            keymap: Keymap::shipped(),
            source,
            terminal: format!("caja-{username}"),
            idle_lock: None,
        };
        let mut till = Till {
            app: App::new(setup, morning()).unwrap(),
            house: world.door(),
            at: morning(),
            copied: Vec::new(),
        };
        let errands = till.app.start();
        till.run(errands).await;
        till.play(&format!("{username}⏎{}⏎", support::PIN)).await;
        till
    }

    /// Does every errand, in order, until none is left.
    async fn run(&mut self, errands: Vec<Errand>) {
        let mut open: VecDeque<Errand> = errands.into();
        while let Some(errand) = open.pop_front() {
            match errand {
                Errand::Ask(job, request) => {
                    let reply = self.house.handle(request).await;
                    let took = TimeDelta::milliseconds(3);
                    open.extend(self.app.handle(Event::Reply { job, reply, took }, self.at));
                }
                Errand::Save { .. } | Errand::Load { .. } => {}
                Errand::Copy(text) => self.copied.push(text),
                Errand::Bell | Errand::Redraw | Errand::Remember { .. } | Errand::Quit => {}
            }
        }
    }

    async fn press(&mut self, name: &str) {
        let key: Key = name.parse().unwrap();
        let errands = self.app.handle(Event::Key(key.event()), self.at);
        self.run(errands).await;
    }

    /// Types characters; `⏎` is Enter.
    async fn play(&mut self, keys: &str) {
        for c in keys.chars() {
            let name = match c {
                '⏎' => "enter".to_owned(),
                ' ' => "space".to_owned(),
                '-' => "minus".to_owned(),
                c => c.to_string(),
            };
            self.press(&name).await;
        }
    }

    /// A second passes.
    async fn second(&mut self) {
        self.at += TimeDelta::milliseconds(1_100);
        let errands = self.app.handle(Event::Wake, self.at);
        self.run(errands).await;
    }

    fn words(&self) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, 120, 40));
        self.app.render(&mut buf);
        picture::text(&buf)
    }

    #[track_caller]
    fn shows(&self, words: &str) {
        let picture = self.words();
        assert!(picture.contains(words), "{words} is not shown:\n{picture}");
    }
}

/// At most so many colones on a number in the shop, which a supervisor may lift.
async fn limit(world: &World, ventana: VentanaId, number: u16, amount: i64) {
    let rule = LimitRule {
        numbers: vec![number],
        liftable: true,
        ..LimitRule::new(
            Id::new(Uuid::now_v7()),
            ScopeId::Ventana(ventana),
            LimitEffect::Accumulated {
                amount: colones(amount),
                per_seller: false,
            },
        )
    };
    let ana = world.signed_in("ana").await;
    done(
        &ana,
        Request::SaveLimit {
            key: key(),
            rule: Box::new(rule),
        },
    )
    .await;
}

#[tokio::test]
async fn a_cashier_sells_repeats_shares_and_voids_from_the_keyboard() {
    let world = World::new().await;
    world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    world
        .open_draw("Tica", morning() + TimeDelta::hours(8))
        .await;
    let mut till = Till::open(&world, "marta").await;
    till.shows("Tica 13:00");

    till.play("234567*500/200⏎05.*1000⏎⏎").await;
    till.shows("Vendido");
    till.shows("caja-marta-000001");
    till.shows("Hoy 1 tiquete · ₡4.100");

    till.play("+⏎⏎").await;
    till.shows("caja-marta-000002");

    till.play("/12⏎88*200*").await;
    till.shows("Vendidos 2 tiquetes: ₡400");

    till.press("f9").await;
    let paper = till.copied.last().expect("the ticket is on the clipboard");
    assert!(
        paper.contains("88 ×200") && paper.contains("Marta"),
        "{paper}"
    );

    till.press("f6").await;
    till.shows("COPIA 1");
    till.press("enter").await;

    till.play("-⏎error⏎s⏎").await;
    till.shows("devuelva ₡200");
    till.play("0⏎").await;
    till.shows("Anulados: 1");
    world.books_hold().await;
}

#[tokio::test]
async fn a_limit_is_sold_down_on_the_line_and_lifted_by_a_supervisor() {
    let world = World::new().await;
    world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    limit(&world, world.ventanas[0], 67, 1_000).await;
    let mut till = Till::open(&world, "marta").await;

    till.play("67*700*").await;
    till.shows("Vendido");
    till.second().await;
    till.play("2367*500⏎").await;
    till.shows("67 ▲ disponible ₡300");
    till.play("⏎⏎").await;
    till.shows("₡800");
    till.second().await;

    till.play("67*500⏎").await;
    till.shows("67 ▲ agotado");
    till.play("a⏎").await;
    till.shows("Autorización de otra persona");
    till.shows("67: límite ₡1.000, vendido ₡1.000, pide ₡500");
    till.play(&format!("vera⏎{}⏎cliente fijo⏎", support::PIN))
        .await;
    till.shows("caja-marta-000003");
    world.books_hold().await;
}

#[tokio::test]
async fn a_limit_reached_between_typing_and_enter_is_told_by_the_house() {
    let world = World::new().await;
    world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    limit(&world, world.ventanas[0], 67, 1_000).await;
    let mut marta = Till::open(&world, "marta").await;
    let mut juan = Till::open(&world, "juan").await;
    marta.play("2367*800⏎").await;
    juan.play("67*600*").await;
    juan.shows("Vendido");
    marta.play("⏎").await;
    marta.shows("67 ▲ disponible ₡400");
    marta.play("⏎⏎").await;
    marta.shows("Vendido");
    marta.shows("₡1.200");
    world.books_hold().await;
}

#[tokio::test]
async fn a_draw_that_closed_at_the_house_keeps_the_ticket_and_offers_the_next() {
    let world = World::new().await;
    let first = morning() + TimeDelta::hours(5);
    world.open_draw("Tica", first).await;
    world.open_draw("Tica", first + TimeDelta::hours(3)).await;
    let mut till = Till::open(&world, "marta").await;
    till.play("23*500⏎").await;
    world.freeze(first).await;
    till.play("⏎").await;
    till.shows("Tica 13:00 cerró. Tab: pasar a Tica 16:00");
    till.press("tab").await;
    till.play("⏎").await;
    till.shows("Vendido");
    world.books_hold().await;
}

#[tokio::test]
async fn without_a_drawer_nothing_is_sold_and_the_ticket_stays() {
    let world = World::new().await;
    world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let mut till = Till::open(&world, "marta").await;
    let other = world.signed_in_at("juan", "otra").await;
    let errands = till.app.handle(Event::Wake, till.at);
    till.run(errands).await;
    till.house = other;
    till.play("23*500*").await;
    till.shows("No hay caja abierta. F10: abrir la caja.");
    till.shows("×500");
}

#[tokio::test]
async fn a_seller_alone_keeps_the_draws_going() {
    let world = World::new().await;
    let at = morning() + TimeDelta::hours(5);
    world.open_draw("Tica", at).await;
    let mut till = Till::open(&world, "marta").await;
    till.shows("Tica 13:00");
    // Nobody else runs: the sale ends by the clock, and the draws of the coming hours are put on sale by it.
    world.freeze(at).await;
    till.at = at;
    for _ in 0..6 {
        till.second().await;
    }
    let open: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM draw WHERE state = 'OPEN' AND cutoff <= banca_now()",
    )
    .fetch_one(&mut world.owner().await)
    .await
    .unwrap();
    assert_eq!(open, 0, "a draw whose sale has ended is sealed");
    till.shows("Nica");
    world.books_hold().await;
}

#[tokio::test]
async fn a_draw_opened_at_the_office_reaches_the_counter_by_itself() {
    let world = World::new().await;
    world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let mut till = Till::open(&world, "marta").await;
    till.second().await;
    till.second().await;
    world
        .open_draw("Primera", morning() + TimeDelta::hours(3))
        .await;
    for _ in 0..3 {
        till.second().await;
    }
    till.shows("Primera 11:00");
}
