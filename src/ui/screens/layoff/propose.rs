//! Proposing: the other house, what is to be kept, and what it pays; then what that comes to, to be kept or not.

use super::{FORM, KEEP, LayOffs, PROPOSE, Proposed, View};
use crate::domain::layoff::LayOffTerms;
use crate::domain::{Bet, Percent, Rate};
use crate::ops::{LayOff, LayOffProposal, ProposeLayOff, Request, SaveLayOff};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Prompt, fact};
use crate::ui::screens::draw_label;
use crate::ui::text::{Say, frame, layoff as t};
use crate::ui::widgets::{Field, Grid, typed_figure};

/// What was typed: house, target, factor, reventado, commission.
#[derive(Debug, Clone, Default)]
pub(super) struct Form {
    pub(super) values: Vec<String>,
}

impl Form {
    fn value(&self, place: usize) -> String {
        self.values.get(place).cloned().unwrap_or_default()
    }
}

/// Longest name of another house.
const NAME: usize = 40;

/// What the fields say together.
fn read(values: &[String], ctx: &Ctx) -> Result<(String, LayOffTerms), (usize, Say)> {
    let value = |place: usize| values.get(place).map_or("", |typed| typed.trim());
    if value(0).is_empty() {
        return Err((0, t::HOUSE_MISSING.into()));
    }
    let target = typed_figure(value(1), ctx).map_err(|why| (1, why))?;
    let factor = |place: usize| {
        let read = Rate::parse(value(place)).ok();
        read.filter(|rate| *rate > Rate::ZERO)
            .ok_or((place, Say::from(t::FACTOR_WRONG)))
    };
    let reventado = (!value(3).is_empty()).then(|| factor(3)).transpose()?;
    let commission = (!value(4).is_empty())
        .then(|| Percent::parse(value(4)).map_err(|_| (4, Say::from(t::PERCENT_WRONG))))
        .transpose()?;
    let terms = LayOffTerms {
        target,
        factor: factor(2)?,
        reventado,
        commission,
    };
    Ok((value(0).to_owned(), terms))
}

fn checked(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    read(values, ctx).map(|_| ())
}

impl LayOffs {
    /// Asks what is to be kept, and what the other house pays.
    pub(super) fn ask_terms(&self, ctx: &Ctx) -> Vec<Effect> {
        vec![Effect::open(FORM, self.prompt(ctx))]
    }

    pub(super) fn prompt(&self, ctx: &Ctx) -> Prompt {
        let form = &self.form;
        let draw = self.draws.iter().find(|draw| Some(draw.id) == self.draw);
        let called = draw.map(|draw| draw_label::called_fully(draw, ctx));
        let facts = called
            .map(|called| fact(t::FACT_DRAW, frame::PLAIN.with("text", called)))
            .into_iter()
            .collect();
        let reventado = draw.is_none_or(|draw| !draw.outcomes.is_empty());
        let mut fields = vec![
            Field::text(t::FACT_HOUSE, NAME)
                .hint(t::HOUSE_HINT)
                .value(form.value(0)),
            Field::text(t::FACT_TARGET, 16)
                .hint(t::TARGET_HINT)
                .value(form.value(1)),
            Field::text(t::FIELD_FACTOR, 8)
                .hint(t::FACTOR_HINT)
                .value(form.value(2)),
        ];
        let hint = if reventado {
            t::REVENTADO_HINT
        } else {
            t::REVENTADO_NONE
        };
        fields.push(
            Field::text(t::FIELD_REVENTADO, 8)
                .hint(hint)
                .value(form.value(3)),
        );
        fields.push(
            Field::text(t::FIELD_COMMISSION, 6)
                .hint(t::COMMISSION_HINT)
                .value(form.value(4)),
        );
        Prompt::new(t::NEW, facts, fields).checked(checked)
    }

    pub(super) fn propose(&mut self, values: Vec<String>, ctx: &Ctx) -> Vec<Effect> {
        let (Ok((house, terms)), Some(draw)) = (read(&values, ctx), self.draw) else {
            return Vec::new();
        };
        self.form.values = values;
        let asked = ProposeLayOff { draw, house, terms };
        vec![Effect::Ask(
            PROPOSE,
            Request::LayOff(LayOff::Propose(asked)),
        )]
    }

    /// What it comes to is known.
    pub(super) fn proposed(&mut self, told: &LayOffProposal, ctx: &Ctx) -> Vec<Effect> {
        let mut grid = Grid::default();
        grid.set(told.proposal.numbers.clone(), false);
        self.view = Some(View::Proposal(Proposed {
            told: Box::new(told.clone()),
            grid,
            key: ctx.fresh_key(),
            id: ctx.fresh_key().raw().into(),
        }));
        Vec::new()
    }

    /// Keeps what is shown, exactly as it is shown.
    pub(super) fn keep(&self) -> Vec<Effect> {
        let Some(View::Proposal(proposed)) = &self.view else {
            return Vec::new();
        };
        let told = &proposed.told;
        let lines = told.proposal.lines.iter().map(|line| Bet {
            kind: line.kind,
            number: line.number,
            stake: line.stake,
        });
        let asked = SaveLayOff {
            key: proposed.key,
            layoff: proposed.id,
            draw: told.draw.id,
            house: told.house.clone(),
            terms: told.terms,
            lines: lines.collect(),
        };
        vec![Effect::Ask(KEEP, Request::LayOff(LayOff::Save(asked)))]
    }
}
