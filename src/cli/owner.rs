//! What the database's owner does for all houses at once, with nobody signed in: `banca tick` from cron.

use super::{
    World,
    exit::Failure,
    out::Out,
    server::{Fetch, Server},
    signed::answered,
};
use crate::ops::{self, Answer, Reply};

/// Does what is due in every house.
pub async fn tick(world: &mut World) -> Result<(), Failure> {
    let server = Server::reach(&world.config, &world.out, Fetch::Ask).await?;
    let reply = match server.bring_up().await {
        Ok(_) => match ops::tick_as_owner(server.owner.clone()).await {
            Ok(ticked) => Ok(Reply::done(Answer::Ticked(ticked))),
            Err(no) => Ok(no.into()),
        },
        Err(failure) => Err(failure),
    };
    server.leave(&world.out).await;
    print(world, reply?)
}

/// Prints a reply: done on standard output, no as a sentence, and as JSON both.
fn print(world: &World, reply: Reply) -> Result<(), Failure> {
    if world.out.json {
        Out::reply(&reply)?;
        return answered(reply).map(drop);
    }
    world.out.answer(answered(reply)?)
}
