//! What would bring every number of a draw down to a target: read only, and as cheap as it can be.

use super::{beyond, terms, unknown};
use crate::{
    domain::{ScopeId, layoff, view::LayOffProposal},
    ops::{
        answer::Answer,
        fail::No,
        refusal::{Refusal, Thing},
        request::{LayOffAnswer, ProposeLayOff},
        seat::Seat,
        text,
    },
    store,
};

/// Proposes.
pub async fn run(seat: &Seat, asked: ProposeLayOff) -> Result<Answer, No> {
    let ProposeLayOff {
        draw,
        house,
        terms: wanted,
    } = asked;
    let house = text::optional("house", &house, 40)?;
    let mut db = seat.one_view().await?;
    let facts = unknown(&mut db, draw).await?;
    let terms = terms(&mut db, wanted, &house).await?;
    let row = store::draw::one(&mut db, draw).await?;
    let row = row.ok_or(Refusal::NotFound { what: Thing::Draw })?;
    let scope = ScopeId::Banca(seat.me.banca);
    let counters = store::risk::counters(&mut db, draw, scope, facts.digits).await?;
    let laid = store::layoff::laid(&mut db, draw, facts.digits).await?;
    let (step, best) = store::layoff::steps_of(&mut db, draw).await?;
    let proposal = layoff::propose(&counters, &laid, &terms, step, best).map_err(beyond)?;
    Ok(Answer::LayOff(LayOffAnswer::Proposal(Box::new(
        LayOffProposal {
            draw: row,
            house,
            terms,
            proposal,
        },
    ))))
}
