//! `banca migrate`: brings the database to this program's version, as whoever the address names.

use super::{
    World,
    exit::Failure,
    server::{Fetch, Server},
};
use crate::ui::text::cli as t;

/// Brings the schema up to date and says what that came to.
pub async fn run(world: &mut World) -> Result<(), Failure> {
    let server = Server::reach(&world.config, &world.out, Fetch::Ask).await?;
    let brought = server.bring_up().await;
    server.leave(&world.out).await;
    let brought = brought?;
    let say = if brought.applied == 0 {
        t::SCHEMA_CURRENT.with("version", brought.version.to_string())
    } else {
        t::SCHEMA_MIGRATED
            .with("version", brought.version.to_string())
            .with("n", brought.applied)
    };
    world.out.say(say)
}
