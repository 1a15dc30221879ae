//! The screens of the house on a real one: draws from the schedule to the winners, the risk of a draw, and its limits. Keys go
//! in, PostgreSQL answers, and the books hold.

mod support;

use banca::ops::{House, Refusal, Request};
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
use support::{World, morning, refused, sale, sold, straight};
use termprofile::TermProfile;
use uuid::Uuid;

/// A console of somebody who runs the house.
struct Office {
    app: App,
    house: House,
    at: DateTime<Utc>,
}

impl Office {
    async fn open(world: &World, username: &str) -> Office {
        let setup = Setup {
            themes: Themes::shipped(TermProfile::TrueColor),
            theme: None,
            voice: Voice {
                lang: Lang::Es,
                ..Voice::default()
            },
            symbols: UNICODE,
            keymap: Keymap::shipped(),
            source: Source::new(Uuid::now_v7, |bound| 7 % bound.max(1)),
            terminal: format!("oficina-{username}"),
            idle_lock: None,
        };
        let mut office = Office {
            app: App::new(setup, morning()).expect("the shipped theme is right"),
            house: world.door(),
            at: morning(),
        };
        let errands = office.app.start();
        office.run(errands).await;
        office.text(username).await;
        office.keys("enter").await;
        office.text(support::PIN).await;
        office.keys("enter").await;
        office
    }

    /// Does every errand, in order, until none is left.
    async fn run(&mut self, errands: Vec<Errand>) {
        let mut open: VecDeque<Errand> = errands.into();
        while let Some(errand) = open.pop_front() {
            if let Errand::Ask(job, request) = errand {
                let reply = self.house.handle(request).await;
                let took = TimeDelta::milliseconds(3);
                open.extend(self.app.handle(Event::Reply { job, reply, took }, self.at));
            }
        }
    }

    async fn keys(&mut self, names: &str) {
        for name in names.split_whitespace() {
            let key: Key = name.parse().expect("the test names keys");
            let errands = self.app.handle(Event::Key(key.event()), self.at);
            self.run(errands).await;
        }
    }

    async fn text(&mut self, text: &str) {
        for c in text.chars() {
            let name = match c {
                ' ' => "space".to_owned(),
                c => c.to_string(),
            };
            self.keys(&name).await;
        }
    }

    /// The clock of house and terminal stands at `at` from now on.
    async fn at(&mut self, world: &World, at: DateTime<Utc>) {
        world.freeze(at).await;
        self.at = at;
        let errands = self.app.handle(Event::Wake, at);
        self.run(errands).await;
    }

    #[track_caller]
    fn shows(&self, words: &str) {
        let mut buf = Buffer::empty(Rect::new(0, 0, 120, 40));
        self.app.render(&mut buf);
        let picture = picture::text(&buf);
        assert!(picture.contains(words), "{words} is not shown:\n{picture}");
    }
}

#[tokio::test]
async fn a_draw_goes_from_its_schedule_to_its_winners_by_two_people() {
    let world = World::new().await;
    let mut ana = Office::open(&world, "ana").await;
    ana.keys("alt-s g backspace 1 enter").await;
    ana.shows("nuevo");
    ana.keys("enter").await;
    ana.shows("sorteos generados");
    ana.shows("10:00 ■ Primera");
    ana.keys("home o").await;
    ana.shows("Primera 10:00: venta abierta.");

    let marta = world.seller("marta").await;
    let primera = draw(&ana.house, "Primera").await;
    let ticket = sold(&marta, sale(&[primera], vec![straight(23, 1_000)])).await;

    // She is faster than the console, which would close it by itself.
    ana.at = morning() + TimeDelta::minutes(115);
    world.freeze(ana.at).await;
    ana.keys("ctrl-r home c s enter").await;
    ana.shows("Sorteo sellado");
    ana.shows("1 tiquete por ₡1.000");
    ana.keys("enter r").await;
    ana.shows("El sorteo es a las 10:00: todavía no hay resultado.");

    ana.at(&world, morning() + TimeDelta::minutes(121)).await;
    ana.keys("ctrl-r home r 2 3 enter").await;
    ana.shows("resultado escrito");
    ana.keys("f").await;
    ana.shows("Usted escribió este resultado: lo confirma otra persona.");

    let mut olga = Office::open(&world, "olga").await;
    olga.at = ana.at;
    olga.keys("alt-s home").await;
    olga.shows("Por confirmar");
    olga.keys("f 2 4 enter s enter").await;
    olga.shows("No coinciden");

    ana.keys("ctrl-r home r 2 3 enter").await;
    olga.keys("enter ctrl-r home f 2 3 enter").await;
    olga.shows("₡85.000");
    olga.keys("s enter").await;
    olga.shows("Sorteo evaluado");
    olga.keys("enter home w").await;
    olga.shows(&ticket.tickets[0].code.to_string());
    world.books_hold().await;
}

async fn draw(house: &House, lottery: &str) -> banca::domain::DrawId {
    let asked = Request::Draws(banca::ops::DrawFilter::default());
    let banca::ops::Answer::Draws(rows) = support::done(house, asked).await else {
        panic!("not draws");
    };
    let found = rows.iter().find(|row| row.name == lottery);
    found.expect("the lottery draws today").id
}

#[tokio::test]
async fn a_number_is_watched_blocked_sold_again_and_limited() {
    let world = World::new().await;
    let tica = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[tica], vec![straight(23, 1_000)])).await;

    let mut ana = Office::open(&world, "ana").await;
    ana.keys("alt-x 2 3").await;
    ana.shows("Tica 13:00");
    ana.shows("85.000");
    ana.keys("w").await;
    ana.shows("Pierde la banca");
    ana.shows("Centro");
    ana.keys("esc b b").await;
    ana.shows("23 bloqueado en Tica 13:00");
    let asked = || sale(&[tica], vec![straight(23, 500)]);
    let no = refused(&marta, Request::Sell(asked())).await;
    assert!(matches!(no[..], [Refusal::Sale(_)]), "{no:?}");
    ana.keys("u").await;
    ana.shows("23 se vende otra vez.");
    sold(&marta, asked()).await;

    ana.keys("l n").await;
    ana.shows("Límite nuevo");
    ana.shows("Tica 13:00");
    ana.keys("enter enter enter enter").await;
    ana.text("20-29").await;
    ana.keys("enter enter enter enter").await;
    ana.text("2.000").await;
    ana.keys("enter enter").await;
    ana.text("prueba").await;
    ana.keys("enter").await;
    ana.shows("Límite guardado");
    ana.shows("hasta ₡2.000 acumulado");
    let no = refused(
        &marta,
        Request::Sell(sale(&[tica], vec![straight(23, 1_000)])),
    )
    .await;
    assert!(matches!(no[..], [Refusal::Sale(_)]), "{no:?}");
    ana.keys("esc").await;
    ana.shows("75 %");

    ana.keys("l x s enter").await;
    ana.shows("Límite quitado.");
    sold(&marta, sale(&[tica], vec![straight(23, 1_000)])).await;
    world.books_hold().await;
}

#[tokio::test]
async fn a_shop_watches_its_own_numbers_and_its_own_limits() {
    let world = World::new().await;
    let tica = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[tica], vec![straight(23, 1_000)])).await;
    let luis = world.seller("luis").await;
    sold(&luis, sale(&[tica], vec![straight(45, 3_000)])).await;

    let mut vera = Office::open(&world, "vera").await;
    vera.keys("alt-x 4 5").await;
    vera.shows("Centro (ventana)");
    vera.shows("Número 45");
    vera.keys("enter").await;
    vera.shows("Ningún tiquete lleva el 45.");
    vera.keys("esc 2 3 enter").await;
    vera.shows("Marta Rojas");
    vera.keys("esc b enter").await;
    vera.shows("23 bloqueado");
    sold(&luis, sale(&[tica], vec![straight(23, 1_000)])).await;
    let asked = Request::Sell(sale(&[tica], vec![straight(23, 500)]));
    assert!(!refused(&marta, asked).await.is_empty());
    world.books_hold().await;
}
