//! The demo's world: a scratch database on the private server with a house, shops, people, a calendar of draws and a
//! morning of trade, the same every time. Everything but the clock and the people's PIN comes in through the ops.

mod furnish;
mod goods;
mod morning;

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use crate::{
    domain::CommandKey,
    ops::{Answer, Door, House, Reply, Request},
    postgres::PrivateServer,
    store,
};

/// Everybody's PIN in the demo.
pub const PIN: &str = "2468";

/// The house's zone.
pub const ZONE: Tz = Tz::America__Costa_Rica;

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
        store::connect::end(owner).await?;
        Ok(())
    }

    /// A connection with the owner's rights.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn owner(&self) -> anyhow::Result<store::Db> {
        Ok(store::connect::once(&self.server.owner_options(&self.database)).await?)
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
        let mut admin = store::connect::once(&self.server.owner_options("postgres")).await?;
        store::scratch::drop_database(&mut admin, &self.database).await?;
        store::connect::end(admin).await?;
        self.server.release().await?;
        Ok(())
    }

    /// How much has been written so far, beside what was only looked at.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn written(&self) -> anyhow::Result<i64> {
        let mut owner = self.owner().await?;
        let written = store::scratch::written(&mut owner).await?;
        store::connect::end(owner).await?;
        Ok(written)
    }

    /// Makes the world anew, as it was in the beginning. Nobody may be connected to it any more.
    ///
    /// # Errors
    /// When the server or one of the operations fails.
    pub async fn renew(&self, told: Told<'_>) -> anyhow::Result<()> {
        let mut admin = store::connect::once(&self.server.owner_options("postgres")).await?;
        store::scratch::drop_database(&mut admin, &self.database).await?;
        store::connect::end(admin).await?;
        self.build(told).await
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
