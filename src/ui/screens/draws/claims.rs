//! What is owed of paid prizes that are none any more: who owes it, since when, and what became of it.

use super::{CLAIM, CLAIMS, Draws, View};
use crate::domain::{ClaimEnd, CommandKey};
use crate::ops::{ClaimFilter, ClaimPage, ClaimRow, Request, SettleClaim, UnsettleClaim};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Fact, Prompt, fact};
use crate::ui::screen::Offer;
use crate::ui::text::{Say, Text, draw_life as life, draws, frame, pay};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Field, Grid, Look, Side, Span, panel, typed_amount};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

const COLUMNS: &[Column] = &[
    column(draws::COL_CODE, Span::Fixed(14), Side::Left, 0),
    column(life::COL_OWNER, Span::Rest(10), Side::Left, 0),
    column(draws::COL_VENTANA, Span::Rest(8), Side::Left, 3),
    column(draws::COL_LOTTERY, Span::Rest(10), Side::Left, 2),
    column(life::COL_WHY, Span::Fixed(9), Side::Left, 1),
    column(life::COL_CLAIMED, Span::Fixed(10), Side::Right, 1),
    column(life::COL_OWED, Span::Fixed(11), Side::Right, 0),
];

/// The list of claims, and the step that is under way.
#[derive(Default)]
pub(super) struct Claims {
    pub(super) grid: Grid<ClaimRow>,
    page: ClaimPage,
    step: Option<Step>,
}

/// What is done to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Settle(ClaimEnd),
    Undo,
}

#[derive(Debug, Clone)]
struct Step {
    deed: Deed,
    key: CommandKey,
    row: ClaimRow,
    values: Vec<String>,
}

impl Claims {
    pub(super) fn ask() -> Effect {
        Effect::Ask(CLAIMS, Request::Claims(ClaimFilter::default()))
    }

    pub(super) fn read(&mut self, page: &ClaimPage) {
        self.grid.set(page.rows.clone(), false);
        self.page = page.clone();
    }

    pub(super) fn offers(&self) -> Vec<Offer> {
        let chosen = self.grid.chosen();
        let owes = chosen.is_some_and(|row| row.owed.is_positive());
        let settled = chosen.is_some_and(|row| row.last.is_some());
        let off = if chosen.is_some() {
            life::OFF_COLLECT
        } else {
            life::OFF_CLAIM
        };
        vec![
            Offer::when(Action::ListOpen, owes, off).called(life::COLLECT),
            Offer::when(Action::DrawsWriteOff, owes, off),
            Offer::when(Action::DrawsUndo, settled, life::OFF_UNDO),
            Offer::on(Action::ListBack),
        ]
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel(area, buf, ctx, ctx.text(life::CLAIMS));
        let look = Look {
            columns: COLUMNS,
            cells: &|row: &ClaimRow| cells(row, ctx),
            empty: life::CLAIMS_EMPTY.into(),
            foot: Some(
                life::CLAIMS_FOOT
                    .with("n", self.page.count)
                    .with("owed", self.page.owed),
            ),
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
    }

    fn begin(&mut self, deed: Deed, ctx: &Ctx) -> Vec<Effect> {
        let Some(row) = self.grid.chosen() else {
            return Vec::new();
        };
        let step = Step {
            deed,
            key: ctx.fresh_key(),
            row: row.clone(),
            values: Vec::new(),
        };
        let dialog = step.open(None, ctx);
        self.step = Some(step);
        vec![dialog]
    }
}

fn cells(row: &ClaimRow, ctx: &Ctx) -> Vec<Cell> {
    let why = if row.annulled {
        life::WHY_ANNULLED
    } else {
        life::WHY_CORRECTED
    };
    let token = if row.owed.is_positive() {
        Token::Warn
    } else {
        Token::Dim
    };
    vec![
        Cell::new(row.code.to_string(), Token::Strong),
        Cell::from(&row.owner),
        Cell::from(row.ventana.as_deref().unwrap_or_default()),
        Cell::from(format!("{} {}", row.lottery, ctx.voice.clock(row.draw_at))),
        Cell::new(ctx.text(why), Token::Dim),
        Cell::from(ctx.voice.figure(row.claimed)),
        Cell::new(ctx.voice.figure(row.owed), token),
    ]
}

impl Step {
    fn open(&self, refused: Option<(usize, Say)>, ctx: &Ctx) -> Effect {
        let (title, fields) = match self.deed {
            Deed::Settle(ClaimEnd::Collected) => {
                (life::COLLECT_TITLE, vec![self.amount(ctx), self.reason(1)])
            }
            Deed::Settle(ClaimEnd::WrittenOff) => {
                (life::WRITE_OFF, vec![self.amount(ctx), self.reason(1)])
            }
            Deed::Undo => (life::UNDO_SETTLEMENT, vec![self.reason(0)]),
        };
        let prompt = Prompt::new(title, self.facts(), fields);
        let prompt = match refused {
            Some((field, why)) => prompt.refused(field, why),
            None => prompt,
        };
        Effect::open(CLAIM, prompt)
    }

    fn facts(&self) -> Vec<Fact> {
        let plain = |text: String| frame::PLAIN.with("text", text);
        vec![
            fact(pay::TICKET, plain(self.row.code.to_string())),
            fact(life::COL_OWNER, plain(self.row.owner.clone())),
            fact(life::COL_OWED, frame::MONEY.with("money", self.row.owed)),
        ]
    }

    fn amount(&self, ctx: &Ctx) -> Field {
        let owed = ctx.voice.figure(self.row.owed);
        let typed = self.values.first().cloned().unwrap_or(owed);
        Field::text(life::AMOUNT, 16).value(typed)
    }

    fn reason(&self, place: usize) -> Field {
        let typed = self.values.get(place).cloned().unwrap_or_default();
        Field::text(draws::REASON, 200).value(typed)
    }

    fn request(&self, ctx: &Ctx) -> Result<Request, (usize, Say)> {
        let value = |place: usize| self.values.get(place).map_or("", |value| value.trim());
        match self.deed {
            Deed::Settle(how) => {
                let amount = typed_amount(value(0), ctx).map_err(|why| (0, why))?;
                let reason = value(1).to_owned();
                if how == ClaimEnd::WrittenOff && reason.is_empty() {
                    return Err((1, draws::REASON_MISSING.into()));
                }
                Ok(Request::SettleClaim(SettleClaim {
                    key: self.key,
                    settlement: self.key.raw().into(),
                    code: self.row.code,
                    how,
                    amount: Some(amount),
                    reason,
                }))
            }
            Deed::Undo => {
                let reason = value(0).to_owned();
                if reason.is_empty() {
                    return Err((0, draws::REASON_MISSING.into()));
                }
                let settlement = self.row.last.ok_or((0, life::OFF_UNDO.into()))?;
                Ok(Request::UnsettleClaim(UnsettleClaim {
                    key: self.key,
                    settlement,
                    reason,
                }))
            }
        }
    }
}

impl Draws {
    pub(super) fn show_claims(&mut self) -> Vec<Effect> {
        self.view = View::Claims(Box::default());
        vec![Claims::ask()]
    }

    pub(super) fn settle_claim(&mut self, how: ClaimEnd, ctx: &Ctx) -> Vec<Effect> {
        match &mut self.view {
            View::Claims(claims) => claims.begin(Deed::Settle(how), ctx),
            _ => Vec::new(),
        }
    }

    /// Takes back what is chosen: a day without draws, or a claim's settlement.
    pub(super) fn undo(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match &mut self.view {
            View::Claims(claims) => claims.begin(Deed::Undo, ctx),
            View::Holidays(days) => match days.grid.chosen().cloned() {
                Some(row) => Self::ask_end_holiday(&row, ctx),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    pub(super) fn claim_typed(&mut self, values: Vec<String>, ctx: &Ctx) -> Vec<Effect> {
        let View::Claims(claims) = &mut self.view else {
            return Vec::new();
        };
        let Some(step) = &mut claims.step else {
            return Vec::new();
        };
        step.values = values;
        match step.request(ctx) {
            Ok(request) => vec![Effect::Ask(CLAIM, request)],
            Err(wrong) => vec![step.open(Some(wrong), ctx)],
        }
    }

    /// The step was refused: its form comes back under a fresh key.
    pub(super) fn claim_refused(&mut self, why: Say, ctx: &Ctx) -> Vec<Effect> {
        let View::Claims(claims) = &mut self.view else {
            return Vec::new();
        };
        let Some(step) = &mut claims.step else {
            return Vec::new();
        };
        step.key = ctx.fresh_key();
        vec![step.open(Some((0, why)), ctx)]
    }

    pub(super) fn claim_done(&mut self) -> Vec<Effect> {
        let View::Claims(claims) = &mut self.view else {
            return Vec::new();
        };
        let code = claims.step.take().map(|step| step.row.code.to_string());
        let done = life::CLAIM_DONE.with("code", code.unwrap_or_default());
        vec![Claims::ask(), Effect::good(done)]
    }

    pub(super) fn holiday_done(&mut self) -> Vec<Effect> {
        self.making = None;
        let mut effects = self.show_holidays();
        effects.push(Effect::good(life::HOLIDAY_DONE));
        effects
    }
}
