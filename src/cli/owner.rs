//! What the database's owner does for all houses at once, with nobody signed in: `banca tick` from cron and
//! `banca verify`.

use super::{
    World,
    command::told,
    exit::Failure,
    out::Out,
    server::{Fetch, Server},
    signed::answered,
};
use crate::{
    ops::{self, Answer, Reply, VerifyReport},
    store::{connect, schema::SchemaProblem},
    ui::text::cli as t,
};

/// Does what is due in every house.
pub async fn tick(world: &mut World) -> Result<(), Failure> {
    let server = owned(world).await?;
    let reply = match ops::tick_as_owner(server.owner.clone()).await {
        Ok(ticked) => Reply::done(Answer::Ticked(ticked)),
        Err(no) => no.into(),
    };
    server.leave(&world.out).await;
    print(world, reply)
}

/// Checks the books of every house.
pub async fn verify(world: &mut World) -> Result<(), Failure> {
    let server = owned(world).await?;
    let report = books(&server).await;
    server.leave(&world.out).await;
    told(world, Answer::Verified(report?))
}

async fn books(server: &Server) -> Result<VerifyReport, Failure> {
    let failed = |error| Failure::Schema(SchemaProblem::Unreachable(error));
    let mut owner = connect::once(&server.owner).await.map_err(failed)?;
    let report = ops::verify_all(&mut owner).await.map_err(failed)?;
    connect::end(owner).await.map_err(failed)?;
    Ok(report)
}

/// The server, reached as the owner of the schema: anybody else would see no house, and nothing wrong in any.
async fn owned(world: &World) -> Result<Server, Failure> {
    let server = Server::reach(&world.config, &world.out, Fetch::Ask).await?;
    let no = match server.bring_up().await {
        Ok(brought) if brought.owned => return Ok(server),
        Ok(_) => Failure::Usage(t::NOT_THE_OWNER.into()),
        Err(failure) => failure,
    };
    server.leave(&world.out).await;
    Err(no)
}

/// Prints a reply: done on standard output, no as a sentence, and as JSON both.
fn print(world: &World, reply: Reply) -> Result<(), Failure> {
    if world.out.json {
        Out::reply(&reply)?;
        return answered(reply).map(drop);
    }
    world.out.answer(answered(reply)?)
}
