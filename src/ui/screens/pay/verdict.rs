//! What a ticket is worth at the moment, in one big line and one line of advice; and why something cannot be done with it.

use crate::domain::{AwardMark, DrawState, PayProblem, PayoutKind, Prize, PrizeState, TicketState};
use crate::ops::{CancelOffer, PrizeView, Refusal, TicketView, WaitingEntry};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Arg, Say, Text, draws, name, pay, words};
use crate::ui::theme::Token;

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Standing<'a> {
    /// Cancelled or excluded.
    Dead(TicketState),
    /// Its draw was annulled, and nothing is to be refunded.
    Annulled,
    /// Its draw was annulled, or its list excluded: the stake is refunded.
    Refund(&'a PrizeView),
    /// Its draw has no confirmed result.
    NotDrawn(DrawState),
    /// It won nothing.
    Lost,
    /// It won.
    Won(&'a PrizeView),
    /// It won, and a correction of the result waits for its second person: nothing is paid meanwhile.
    Held(&'a PrizeView, &'a WaitingEntry),
}

impl<'a> Standing<'a> {
    /// Derives it, as the house does: the stored state first, then the draw, then the prize.
    pub fn of(ticket: &'a TicketView) -> Self {
        match (ticket.state, ticket.draw.state) {
            (TicketState::Cancelled, _) => Self::Dead(TicketState::Cancelled),
            (TicketState::Excluded, _) => match &ticket.prize {
                Some(stake) if stake.kind == PayoutKind::Refund => Self::Refund(stake),
                Some(_) | None => Self::Dead(TicketState::Excluded),
            },
            (TicketState::Annulled, _) | (TicketState::Active, DrawState::Annulled) => {
                match &ticket.prize {
                    Some(stake) if stake.kind == PayoutKind::Refund => Self::Refund(stake),
                    Some(_) | None => Self::Annulled,
                }
            }
            (
                TicketState::Active,
                state @ (DrawState::Scheduled | DrawState::Open | DrawState::Closed),
            ) => Self::NotDrawn(state),
            (TicketState::Active, DrawState::Evaluated) => {
                match (&ticket.prize, ticket.draw.correction()) {
                    (None, _) => Self::Lost,
                    (Some(prize), None) => Self::Won(prize),
                    (Some(prize), Some(waiting)) => Self::Held(prize, waiting),
                }
            }
        }
    }

    /// The reason why no step of a prize is possible, or what the prize's own table says.
    fn refuses(self, step: impl Fn(Prize) -> Result<(), PayProblem>) -> Option<Refusal> {
        match self {
            Self::Dead(state) => Some(Refusal::TicketNotPayable { state }),
            Self::Annulled => Some(Refusal::TicketNotPayable {
                state: TicketState::Annulled,
            }),
            Self::NotDrawn(state) => Some(Refusal::NotEvaluated { state }),
            Self::Lost => Some(Refusal::NotAWinner),
            Self::Refund(view) | Self::Won(view) | Self::Held(view, _) => {
                step(prize(view)).err().map(Refusal::Prize)
            }
        }
    }

    /// Why nothing can be paid.
    pub fn no_payment(self) -> Option<Refusal> {
        let refused = self.refuses(|prize| prize.payable());
        match self {
            Self::Held(_, waiting) => refused.or_else(|| Some(held(waiting))),
            Self::Dead(_)
            | Self::Annulled
            | Self::Refund(_)
            | Self::NotDrawn(_)
            | Self::Lost
            | Self::Won(_) => refused,
        }
    }

    /// Why a part cannot be paid.
    pub fn no_part(self) -> Option<Refusal> {
        match self {
            Self::Refund(view) => Some(Refusal::Prize(PayProblem::WholeOnly {
                remaining: view.remaining,
            })),
            Self::Dead(_)
            | Self::Annulled
            | Self::NotDrawn(_)
            | Self::Lost
            | Self::Won(_)
            | Self::Held(..) => self.no_payment(),
        }
    }

    /// Why it cannot be finalised.
    pub fn no_finalising(self) -> Option<Refusal> {
        self.refuses(|prize| prize.finalise().map(|_| ()))
    }

    /// Why no payout can be taken back.
    pub fn no_reversal(self) -> Option<Refusal> {
        self.refuses(|prize| prize.reversible())
    }

    /// Why it cannot be reopened.
    pub fn no_reopening(self) -> Option<Refusal> {
        self.refuses(|prize| prize.reopen().map(|_| ()))
    }
}

fn held(waiting: &WaitingEntry) -> Refusal {
    Refusal::CorrectionWaiting {
        by: waiting.by.clone(),
        at: waiting.at,
    }
}

/// The domain's prize behind a shown one.
fn prize(view: &PrizeView) -> Prize {
    let mark = match view.state {
        PrizeState::Unpaid | PrizeState::Partial | PrizeState::Paid => AwardMark::Open,
        PrizeState::Finalized => AwardMark::Finalized,
        PrizeState::Expired => AwardMark::Expired,
        PrizeState::Reversed => AwardMark::Reversed,
    };
    Prize {
        prize: view.prize,
        paid: view.paid,
        mark,
    }
}

/// The big line: a badge, a sentence, what to do next, and how all of it is meant.
pub(super) struct Verdict {
    pub badge: Text,
    pub say: Say,
    pub advice: Say,
    pub token: Token,
    pub sign: &'static str,
}

/// Says it.
pub(super) fn verdict(ticket: &TicketView, ctx: &Ctx) -> Verdict {
    let symbols = ctx.symbols;
    let line = |badge, say: Say, advice: Say, token, sign| Verdict {
        badge,
        say,
        advice,
        token,
        sign,
    };
    match Standing::of(ticket) {
        Standing::Dead(state) => {
            let say = match state {
                TicketState::Excluded => pay::EXCLUDED,
                TicketState::Cancelled | TicketState::Active | TicketState::Annulled => {
                    pay::CANCELLED
                }
            };
            line(
                name::ticket_state(state),
                say.into(),
                pay::ADVISE_DEAD.into(),
                Token::Error,
                symbols.cross,
            )
        }
        Standing::Annulled => line(
            words::ANNULLED,
            pay::ANNULLED.into(),
            pay::ADVISE_DEAD.into(),
            Token::Error,
            symbols.cross,
        ),
        Standing::Refund(stake) if stake.remaining.is_positive() => line(
            name::ticket_state(ticket.state),
            pay::REFUND_DUE.with("remaining", stake.remaining),
            if ticket.state == TicketState::Excluded {
                pay::ADVISE_REFUND_LIST.with("enter", Action::FormSubmit)
            } else {
                pay::ADVISE_REFUND.with("enter", Action::FormSubmit)
            },
            Token::Warn,
            symbols.warn,
        ),
        Standing::Refund(_) => line(
            name::ticket_state(ticket.state),
            pay::REFUND_DONE.into(),
            pay::ADVISE_REFUNDED.with("reverse", Action::PayReverse),
            Token::Strong,
            symbols.check,
        ),
        Standing::NotDrawn(state) => line(
            name::draw_state(state),
            pay::NOT_DRAWN.into(),
            waiting(ticket, state),
            Token::Info,
            symbols.dot,
        ),
        Standing::Lost => match ticket.draw.correction() {
            None => line(
                words::EVALUATED,
                pay::LOST.into(),
                pay::ADVISE_LOST.into(),
                Token::Strong,
                symbols.cross,
            ),
            Some(_) => line(
                draws::WAITS_CORRECTION,
                pay::LOST.into(),
                pay::ADVISE_LOST_HELD.into(),
                Token::Warn,
                symbols.warn,
            ),
        },
        Standing::Held(view, waiting)
            if matches!(view.state, PrizeState::Unpaid | PrizeState::Partial) =>
        {
            line(
                draws::WAITS_CORRECTION,
                pay::HELD.with("remaining", view.remaining),
                pay::ADVISE_HELD.with("name", waiting.by.as_str()),
                Token::Error,
                symbols.cross,
            )
        }
        Standing::Won(view) | Standing::Held(view, _) => {
            let (say, advice, token, sign) = won(view, ctx);
            line(name::prize_state(view.state), say, advice, token, sign)
        }
    }
}

fn waiting(ticket: &TicketView, state: DrawState) -> Say {
    let draw = &ticket.draw;
    match (state, ticket.cancel) {
        (DrawState::Open, Some(CancelOffer::Own | CancelOffer::WithApproval)) => {
            pay::ADVISE_OPEN_CANCEL
                .with("cutoff", Arg::Clock(draw.cutoff))
                .with("cancel", Action::PayCancel)
        }
        (DrawState::Closed | DrawState::Evaluated | DrawState::Annulled, _) => {
            pay::ADVISE_CLOSED.with("at", Arg::Moment(draw.at))
        }
        (DrawState::Scheduled, _) | (DrawState::Open, None) => pay::ADVISE_OPEN
            .with("cutoff", Arg::Clock(draw.cutoff))
            .with("at", Arg::Clock(draw.at)),
    }
}

fn won(view: &PrizeView, ctx: &Ctx) -> (Say, Say, Token, &'static str) {
    let symbols = ctx.symbols;
    let remaining = |text: Text| text.with("remaining", view.remaining);
    match view.state {
        PrizeState::Unpaid => (
            remaining(pay::WON_UNPAID),
            pay::ADVISE_PAY
                .with("enter", Action::FormSubmit)
                .with("part", Action::PayPart)
                .with("date", view.expires),
            Token::Ok,
            symbols.check,
        ),
        PrizeState::Partial => (
            remaining(pay::WON_PARTIAL),
            pay::ADVISE_PARTIAL
                .with("enter", Action::FormSubmit)
                .with("part", Action::PayPart)
                .with("finalise", Action::PayFinalise),
            Token::Warn,
            symbols.warn,
        ),
        PrizeState::Paid => (
            pay::WON_PAID.into(),
            pay::ADVISE_PAID.with("reverse", Action::PayReverse),
            Token::Strong,
            symbols.check,
        ),
        PrizeState::Finalized => (
            remaining(pay::WON_FINALIZED),
            pay::ADVISE_FINALIZED.with("reopen", Action::PayReopen),
            Token::Warn,
            symbols.warn,
        ),
        PrizeState::Expired => (
            pay::WON_EXPIRED.with("date", view.expires),
            pay::ADVISE_EXPIRED.into(),
            Token::Error,
            symbols.cross,
        ),
        PrizeState::Reversed => (
            pay::WON_REVERSED.into(),
            pay::ADVISE_REVERSED.into(),
            Token::Error,
            symbols.cross,
        ),
    }
}
