//! The demo's world: a scratch database on the private server with a house, shops, people, a calendar of draws and a
//! morning of trade, the same every time. Everything but the clock and the people's PIN comes in through the ops.

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use sqlx::{ConnectOptions, Connection, PgConnection};
use uuid::Uuid;

use crate::{
    domain::{
        BetKind, CommandKey, CommissionShare, DrawOnSale, LimitEffect, LimitRule, LimitRuleId,
        Money, Number, Origin, Percent, Role, ScopeId, UserId, VentanaId,
    },
    ops::{
        Answer, Door, DrawFilter, FirstRun, House, Reply, Request, SaveUser, Secret, Sell, SellBet,
        SignIn,
    },
    postgres::PrivateServer,
    store,
};

/// Everybody's PIN in the demo.
pub const PIN: &str = "2468";

/// The house's zone.
pub const ZONE: Tz = Tz::America__Costa_Rica;

/// The people beside the administrator `ana`: sign-in name, name, role, shop.
const PEOPLE: [(&str, &str, Role, Option<&str>); 7] = [
    ("olga", "Olga Mora", Role::Admin, None),
    ("vera", "Vera Solís", Role::Ventana, Some("Centro")),
    ("marta", "Marta Rojas", Role::Vendedor, Some("Centro")),
    ("juan", "Juan Castro", Role::Vendedor, Some("Centro")),
    ("rita", "Rita Vega", Role::Ventana, Some("Mercado")),
    ("luis", "Luis Arias", Role::Vendedor, Some("Mercado")),
    ("sara", "Sara Núñez", Role::Vendedor, Some("Mercado")),
];

/// The sellers who have worked all morning when the demo begins.
const EARLY: [&str; 3] = ["juan", "luis", "sara"];

/// The number that the house has limited in the Tica of 12:55.
const LIMITED: u16 = 45;

/// What is left of it when the demo begins, in colones.
const LEFT: i64 = 5_000;

/// Tickets that each of them has sold.
const TICKETS: u32 = 40;

/// Who hears how far the world's making is: steps done, of how many.
type Told<'a> = &'a mut (dyn FnMut(usize, usize) + Send);

/// A scratch database with a house in it.
pub struct World {
    server: PrivateServer,
    database: String,
    day: NaiveDate,
}

impl World {
    /// Makes the database, named after the script, and furnishes it. `told` hears how far it is, in steps of the whole.
    ///
    /// # Errors
    /// When the server or one of the operations fails: a demo does not begin on half a world.
    pub async fn make(
        server: PrivateServer,
        name: &str,
        told: &mut (dyn FnMut(usize, usize) + Send),
    ) -> anyhow::Result<Self> {
        let day = NaiveDate::from_ymd_opt(2026, 11, 16).context("the demo's day exists")?;
        let database = format!("demo_{name}_{}", std::process::id());
        let world = Self {
            server,
            database,
            day,
        };
        match world.build(told).await {
            Ok(()) => Ok(world),
            Err(why) => {
                world
                    .take_down()
                    .await
                    .with_context(|| format!("{why:#}"))?;
                Err(why)
            }
        }
    }

    async fn build(&self, told: &mut (dyn FnMut(usize, usize) + Send)) -> anyhow::Result<()> {
        self.server.ensure_database(&self.database).await?;
        store::connect::migrate(self.server.owner_options(&self.database)).await?;
        self.set_clock(self.at(7, 0)?).await?;
        self.furnish(told).await
    }

    /// An instant of the demo's day, by the house's wall clock.
    ///
    /// # Errors
    /// Only for an hour or minute that no clock shows.
    pub fn at(&self, hour: u32, minute: u32) -> anyhow::Result<DateTime<Utc>> {
        let wall = self
            .day
            .and_hms_opt(hour, minute, 0)
            .context("no such time of day")?;
        let local = wall
            .and_local_timezone(ZONE)
            .single()
            .context("Costa Rica has no clock changes")?;
        Ok(local.with_timezone(&Utc))
    }

    /// Stops the database's clock at `at`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_clock(&self, at: DateTime<Utc>) -> anyhow::Result<()> {
        let mut owner = self.owner().await?;
        store::scratch::freeze(&mut owner, at).await?;
        owner.close().await?;
        Ok(())
    }

    /// A connection with the owner's rights.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn owner(&self) -> anyhow::Result<PgConnection> {
        Ok(self.server.owner_options(&self.database).connect().await?)
    }

    /// A house with nobody signed in.
    pub fn door(&self) -> House {
        House::new(self.server.app_options(&self.database), Door::Demo)
    }

    /// Takes the world down again: the scratch database goes, the server goes when nobody else uses it.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn take_down(self) -> anyhow::Result<()> {
        let mut admin = self.server.owner_options("postgres").connect().await?;
        store::scratch::drop_database(&mut admin, &self.database).await?;
        admin.close().await?;
        self.server.release().await?;
        Ok(())
    }

    async fn furnish(&self, told: &mut (dyn FnMut(usize, usize) + Send)) -> anyhow::Result<()> {
        let early = usize::try_from(TICKETS)?.saturating_mul(EARLY.len());
        let whole = early.saturating_add(PEOPLE.len()).saturating_add(3);
        let mut step = 0_usize;
        let mut tell = move |told: Told| {
            step = step.saturating_add(1);
            told(step.min(whole), whole);
        };
        let ana = self.door();
        done(
            &ana,
            Request::FirstRun(FirstRun {
                banca: "Banca La Esquina".to_owned(),
                ventana: "Centro".to_owned(),
                name: "Ana Jiménez".to_owned(),
                username: "ana".to_owned(),
                pin: Secret::new(PIN),
                samples: true,
                single_person: false,
            }),
        )
        .await?;
        tell(told);
        let market = VentanaId::new(Uuid::now_v7());
        let name = "Mercado".to_owned();
        done(
            &ana,
            Request::SaveVentana {
                key: key(),
                ventana: market,
                name,
                active: true,
            },
        )
        .await?;
        let Answer::Ventanas(shops) = done(&ana, Request::Ventanas).await? else {
            bail!("no shops")
        };
        for (username, name, role, shop) in PEOPLE {
            let ventana = shop
                .and_then(|shop| shops.iter().find(|row| row.name == shop))
                .map(|row| row.id);
            done(
                &ana,
                Request::SaveUser(SaveUser {
                    key: key(),
                    user: UserId::new(Uuid::now_v7()),
                    username: username.to_owned(),
                    name: name.to_owned(),
                    role,
                    ventana,
                    pin: Some(Secret::new(PIN)),
                    payout_limit: None,
                    may_confirm: false,
                    active: true,
                }),
            )
            .await?;
            tell(told);
        }
        for shop in &shops {
            for (share, percent) in [
                (CommissionShare::Listero, "10"),
                (CommissionShare::Vendedor, "6"),
            ] {
                let (scope, percent) = (ScopeId::Ventana(shop.id), Percent::parse(percent)?);
                let (default_percent, rules) = (Some(percent), Vec::new());
                done(
                    &ana,
                    Request::SaveCommission {
                        key: key(),
                        scope,
                        share,
                        default_percent,
                        rules,
                        from: None,
                        to: None,
                    },
                )
                .await?;
            }
        }
        done(
            &ana,
            Request::GenerateDraws {
                key: key(),
                days: 3,
            },
        )
        .await?;
        done(&ana, Request::Tick).await?;
        tell(told);
        ana.close().await;
        self.trade(told, &mut tell).await?;
        self.limit().await
    }

    /// A limit on 45 in the Tica of 12:55, which leaves just [`LEFT`] to be sold.
    async fn limit(&self) -> anyhow::Result<()> {
        let ana = self.door();
        let terminal = "oficina".to_owned();
        let asked = SignIn {
            username: "ana".to_owned(),
            pin: Secret::new(PIN),
            terminal,
        };
        let Answer::SignedIn(me) = done(&ana, Request::SignIn(asked)).await? else {
            bail!("nobody signed in")
        };
        let Answer::Draws(draws) = done(&ana, Request::Draws(DrawFilter::default())).await? else {
            bail!("no draws")
        };
        let noon = self.at(12, 55)?;
        let tica = draws
            .iter()
            .find(|draw| draw.name == "Tica" && draw.at == noon)
            .context("the Tica is drawn at 12:55")?;
        let scope = ScopeId::Banca(me.banca);
        let Answer::Exposure(seen) = done(
            &ana,
            Request::Exposure {
                draw: tica.id,
                scope,
            },
        )
        .await?
        else {
            bail!("no exposure")
        };
        let used = seen
            .cells
            .iter()
            .find(|cell| cell.number.value() == LIMITED)
            .and_then(|cell| cell.used.of(None))
            .unwrap_or(Money::ZERO);
        let amount = Money::colones(LEFT)
            .and_then(|left| used.checked_add(left))
            .context("a small limit")?;
        let rule = LimitRule {
            id: LimitRuleId::new(Uuid::now_v7()),
            scope,
            lottery: None,
            draw: Some(tica.id),
            numbers: vec![LIMITED],
            kind: None,
            multiplier: None,
            from: None,
            to: None,
            liftable: true,
            effect: LimitEffect::Accumulated {
                amount,
                per_seller: false,
            },
            reason: String::new(),
        };
        done(&ana, Request::SaveLimit { key: key(), rule }).await?;
        ana.close().await;
        Ok(())
    }

    /// The morning's tickets: the same numbers every time.
    async fn trade(
        &self,
        told: &mut (dyn FnMut(usize, usize) + Send),
        tell: &mut (dyn FnMut(Told) + Send),
    ) -> anyhow::Result<()> {
        let mut dice = Dice::new(20_261_116);
        for (place, username) in (1_i64..).zip(EARLY) {
            self.set_clock(self.at(7, 0)? + TimeDelta::minutes(place * 12))
                .await?;
            let house = self.door();
            let terminal = format!("caja-{username}");
            let asked = SignIn {
                username: username.to_owned(),
                pin: Secret::new(PIN),
                terminal,
            };
            done(&house, Request::SignIn(asked)).await?;
            let float = Money::colones(30_000).context("a small float")?;
            done(&house, Request::OpenDrawer { key: key(), float }).await?;
            let Answer::Desk(desk) = done(&house, Request::Desk).await? else {
                bail!("no desk")
            };
            let open: Vec<&DrawOnSale> = desk
                .draws
                .iter()
                .filter(|draw| draw.cutoff > desk.now && draw.state.name() == "OPEN")
                .collect();
            if open.is_empty() {
                bail!("no draw is on sale in the demo's world");
            }
            for _ in 0..TICKETS {
                let draw = open[dice.below(open.len().min(6))];
                done(&house, Request::Sell(dice.ticket(draw)?)).await?;
                tell(told);
            }
            house.close().await;
        }
        Ok(())
    }
}

/// Asks and takes only a done thing for an answer.
async fn done(house: &House, request: Request) -> anyhow::Result<Answer> {
    let told = format!("{request:?}");
    match house.handle(request).await {
        Reply::Done(answer) => Ok(*answer),
        Reply::Refused(refusals) => bail!("{told} was refused: {refusals:?}"),
        Reply::Failed(fault) => bail!("{told} failed: {fault}"),
    }
}

fn key() -> CommandKey {
    CommandKey::new(Uuid::now_v7())
}

/// Numbers that look like chance and are the same every time (`SplitMix64`).
pub struct Dice(u64);

impl Dice {
    /// Begins with a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// An even number below `bound`; zero for an empty range.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.roll().checked_rem(bound).unwrap_or_default()).unwrap_or_default()
    }

    /// A number that people like: low ones and birthdays more often.
    fn number(&mut self, draw: &DrawOnSale) -> anyhow::Result<Number> {
        let all = usize::from(draw.rules.digits.numbers());
        let (one, two) = (self.below(all), self.below(all));
        let liked = if self.below(3) == 0 {
            one.min(two).min(31)
        } else {
            one
        };
        Ok(Number::new(u16::try_from(liked)?, draw.rules.digits)?)
    }

    fn ticket(&mut self, draw: &DrawOnSale) -> anyhow::Result<Sell> {
        let mut bets: Vec<SellBet> = Vec::new();
        for _ in 0..=self.below(5) {
            let number = self.number(draw)?;
            if bets.iter().any(|bet| bet.number == number) {
                continue;
            }
            let stakes = [200, 300, 500, 500, 1_000, 2_000];
            let stake =
                Money::colones(stakes[self.below(stakes.len())]).context("a small stake")?;
            let bet = |kind, stake| SellBet {
                kind,
                number,
                stake,
                multiplier: None,
                origin: Origin::Typed,
            };
            bets.push(bet(BetKind::Straight, stake));
            if draw.rules.plays_reventado() && self.below(4) == 0 {
                bets.push(bet(
                    BetKind::Reventado,
                    Money::colones(200).context("a small stake")?,
                ));
            }
        }
        Ok(Sell {
            key: key(),
            draws: vec![draw.id],
            bets,
            expected_total: None,
            received: None,
            note: None,
            approval: None,
            repeats: None,
        })
    }
}
