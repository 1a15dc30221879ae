//! A morning of trade: the same tickets every time.

use anyhow::{Context, bail};
use chrono::TimeDelta;

use super::{PIN, Told, World, done, key};
use crate::{
    demo::dice::Dice,
    domain::{DrawOnSale, Money},
    ops::{Answer, Request, Secret, SignIn},
};

/// The sellers who have worked all morning when the demo begins.
pub(super) const SELLERS: [&str; 3] = ["juan", "luis", "sara"];

/// Tickets that each of them has sold.
pub(super) const TICKETS: u32 = 40;

impl World {
    /// The morning's tickets: the same numbers every time.
    pub(super) async fn trade(
        &self,
        told: &mut (dyn FnMut(usize, usize) + Send),
        tell: &mut (dyn FnMut(Told) + Send),
    ) -> anyhow::Result<()> {
        let mut dice = Dice::new(20_261_116);
        for (place, username) in (1_i64..).zip(SELLERS) {
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
                done(&house, Request::Sell(dice.ticket(key(), draw)?)).await?;
                tell(told);
            }
            house.close().await;
        }
        Ok(())
    }
}
