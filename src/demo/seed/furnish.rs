//! The house itself: shops, people, commissions, a calendar of draws, and a limit.

use anyhow::{Context, bail};
use uuid::Uuid;

use super::{PIN, Told, World, done, key, morning};
use crate::{
    domain::{
        CommissionShare, LimitEffect, LimitRule, LimitRuleId, Money, Percent, Role, ScopeId,
        UserId, VentanaId,
    },
    ops::{
        Answer, DrawFilter, FirstRun, Request, SaveCommission, SaveUser, SaveVentana, Secret,
        SignIn,
    },
};

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

/// The number that the house has limited in the Tica of 12:55.
const LIMITED: u16 = 45;

/// What is left of it when the demo begins, in colones.
const LEFT: i64 = 5_000;

impl World {
    pub(super) async fn furnish(
        &self,
        told: &mut (dyn FnMut(usize, usize) + Send),
    ) -> anyhow::Result<()> {
        let early = usize::try_from(morning::TICKETS)?.saturating_mul(morning::SELLERS.len());
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
            Request::SaveVentana(SaveVentana {
                key: key(),
                ventana: market,
                name,
                active: true,
            }),
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
                    Request::SaveCommission(SaveCommission {
                        key: key(),
                        scope,
                        share,
                        default_percent,
                        rules,
                        from: None,
                        to: None,
                    }),
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
        let shops: Vec<VentanaId> = shops.iter().map(|shop| shop.id).collect();
        self.stock_shelves(&ana, &shops).await?;
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
                price: None,
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
        let effect = LimitEffect::Accumulated {
            amount,
            per_seller: false,
        };
        let rule = LimitRule {
            draw: Some(tica.id),
            numbers: vec![LIMITED],
            liftable: true,
            ..LimitRule::new(LimitRuleId::new(Uuid::now_v7()), scope, effect)
        };
        done(
            &ana,
            Request::SaveLimit {
                key: key(),
                rule: Box::new(rule),
            },
        )
        .await?;
        ana.close().await;
        Ok(())
    }
}
