//! `banca layoff`: what another house takes over of a draw, for scripts: proposed, kept, sent, answered, settled.

use uuid::Uuid;

use super::{
    World,
    args::{AnsweredLayOff, LayOffCommand, NamedLayOff},
    exit::Failure,
    find,
    out::Out,
    signed::{Signed, key, unexpected},
};
use crate::{
    domain::{Bet, layoff::LayOffTerms},
    ops::{
        Answer, LayOff, LayOffAnswer, LayOffView, MoveLayOff, OtherHouseRow, ProposeLayOff,
        Request, SaveLayOff, SaveOtherHouse,
    },
    ui::layoff_paper as paper,
};

/// Does one thing with lay-offs.
pub async fn run(
    world: &mut World,
    signed: &Signed,
    command: LayOffCommand,
) -> Result<Answer, Failure> {
    match command {
        LayOffCommand::Propose {
            draw: named,
            retain,
            factor,
            reventado,
            commission,
            house,
            keep,
        } => {
            let draw = find::draw_ahead(signed, &named.draw, named.date).await?.id;
            let terms = LayOffTerms {
                target: retain,
                factor,
                reventado,
                commission,
            };
            let asked = ProposeLayOff {
                draw,
                house: house.clone(),
                terms,
            };
            let answer = signed.ask(Request::LayOff(LayOff::Propose(asked))).await?;
            let (true, Answer::LayOff(LayOffAnswer::Proposal(proposed))) = (keep, &answer) else {
                return Ok(answer);
            };
            let line = |line: &crate::domain::layoff::LayOffLine| Bet {
                kind: line.kind,
                number: line.number,
                stake: line.stake,
            };
            let asked = SaveLayOff {
                key: key(named.consent.key),
                layoff: Uuid::now_v7().into(),
                draw,
                house,
                terms: proposed.terms,
                lines: proposed.proposal.lines.iter().map(line).collect(),
            };
            let request = Request::LayOff(LayOff::Save(asked));
            signed.command(world, &named.consent, request).await
        }
        LayOffCommand::List(named) => {
            let draw = find::draw(signed, &named.draw, named.date).await?.id;
            signed.ask(Request::LayOff(LayOff::List { draw })).await
        }
        LayOffCommand::Show { layoff, slip } => {
            let view = numbered(signed, layoff.number).await?;
            if slip && !world.out.json {
                let lines = paper::slip(&view, world.out.voice, world.out.keys());
                Out::line(&lines.join("\n"))?;
                Out::line("")?;
            }
            Ok(Answer::LayOff(LayOffAnswer::One(Box::new(view))))
        }
        LayOffCommand::Send(layoff) => step(world, signed, plain(layoff), LayOff::Send).await,
        LayOffCommand::Accept {
            layoff,
            answered,
            reference,
        } => {
            let one = AnsweredLayOff {
                layoff,
                answered,
                reference,
            };
            step(world, signed, one, LayOff::Accept).await
        }
        LayOffCommand::Reject(one) => step(world, signed, one, LayOff::Reject).await,
        LayOffCommand::Withdraw(one) => step(world, signed, one, LayOff::Withdraw).await,
        LayOffCommand::Settle(one) => step(world, signed, one, LayOff::Settle).await,
        LayOffCommand::Houses(_) => signed.ask(Request::LayOff(LayOff::Houses)).await,
        LayOffCommand::House {
            name,
            rename,
            contact,
            commission,
            inactive,
            consent,
            ..
        } => {
            let known = named(signed, &name).await?;
            let asked = SaveOtherHouse {
                key: key(consent.key),
                house: known
                    .as_ref()
                    .map_or_else(|| Uuid::now_v7().into(), |row| row.id),
                name: rename.unwrap_or(name),
                contact: contact
                    .or_else(|| known.as_ref().map(|row| row.contact.clone()))
                    .unwrap_or_default(),
                commission: commission.or_else(|| known.as_ref().and_then(|row| row.commission)),
                active: !inactive,
            };
            let request = Request::LayOff(LayOff::SaveHouse(asked));
            signed.command(world, &consent, request).await
        }
    }
}

/// The other house of this name, where it is known.
async fn named(signed: &Signed, name: &str) -> Result<Option<OtherHouseRow>, Failure> {
    match signed.ask(Request::LayOff(LayOff::Houses)).await? {
        Answer::LayOff(LayOffAnswer::Houses(rows)) => Ok(rows
            .into_iter()
            .find(|row| row.name.to_lowercase() == name.to_lowercase())),
        other => Err(unexpected(other)),
    }
}

fn plain(layoff: NamedLayOff) -> AnsweredLayOff {
    AnsweredLayOff {
        layoff,
        answered: String::new(),
        reference: String::new(),
    }
}

async fn numbered(signed: &Signed, number: i64) -> Result<LayOffView, Failure> {
    let asked = Request::LayOff(LayOff::Numbered { number });
    match signed.ask(asked).await? {
        Answer::LayOff(LayOffAnswer::One(view)) => Ok(*view),
        other => Err(unexpected(other)),
    }
}

async fn step(
    world: &mut World,
    signed: &Signed,
    one: AnsweredLayOff,
    request: fn(MoveLayOff) -> LayOff,
) -> Result<Answer, Failure> {
    let AnsweredLayOff {
        layoff,
        answered,
        reference,
    } = one;
    let view = numbered(signed, layoff.number).await?;
    let asked = MoveLayOff {
        key: key(layoff.consent.key),
        layoff: view.row.id,
        answered,
        reference,
    };
    let request = Request::LayOff(request(asked));
    signed.command(world, &layoff.consent, request).await
}
