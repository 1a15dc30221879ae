//! The one place where a refusal or a fault of the house becomes a sentence: what, why, and which key next.

use super::{Arg, Say, Text, frame, layoff, name, printing, refusals as r, shift, till, words};
use crate::domain::{DrawId, PayProblem, ResultProblem, Right, SaleProblem};
use crate::ops::{Fault, FaultKind, FieldProblem, Refusal, Reply};
use crate::ui::action::Action;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::Message;
use crate::ui::screen::Slot;
use chrono::{DateTime, TimeDelta, Utc};

/// How a screen calls a draw that it knows, such as `TICA 12:55`.
pub type DrawName<'a> = &'a dyn Fn(DrawId) -> Option<String>;

/// The slot of messages whose closing no screen cares about.
pub const READ: Slot = Slot("read");

/// Shows a refusal or a fault: one sentence as a toast, several (or a fault) as a message with their codes. Nothing when it is
/// done.
pub fn show(reply: &Reply) -> Vec<Effect> {
    show_with(reply, &|_| None)
}

/// Like [`show`], naming the draws that the screen knows.
pub fn show_with(reply: &Reply, draws: DrawName) -> Vec<Effect> {
    match reply {
        Reply::Done(_) => Vec::new(),
        Reply::Refused(all) if all.len() == 1 => all
            .iter()
            .map(|one| Effect::bad(sentence_with(one, draws)))
            .collect(),
        Reply::Refused(all) => {
            let coded = |one: &Refusal| {
                frame::WITH_CODE
                    .with("text", sentence_with(one, draws))
                    .with("code", one.code())
            };
            let lines = all.iter().map(coded).collect();
            vec![Effect::open(
                READ,
                Message::new(Tone::Bad, frame::REFUSED, lines),
            )]
        }
        Reply::Failed(failed) => {
            vec![Effect::open(
                READ,
                Message::new(Tone::Bad, frame::FAILED, vec![fault(failed)]),
            )]
        }
    }
}

/// The sentence of the first refusal.
pub fn first(all: &[Refusal]) -> Say {
    all.first().map_or_else(|| frame::REFUSED.into(), sentence)
}

/// A right's name.
pub const fn right(right: Right) -> Text {
    name::right(right)
}

/// The sentence of a fault, with its code.
pub fn fault(fault: &Fault) -> Say {
    let text = match fault.kind {
        FaultKind::Disconnected => r::DISCONNECTED,
        FaultKind::TimedOut => r::TIMED_OUT,
        FaultKind::Busy => r::BUSY,
        FaultKind::Inconsistent => r::INCONSISTENT,
        FaultKind::WrongVersion => r::WRONG_VERSION,
    };
    frame::WITH_CODE
        .with("text", text)
        .with("code", fault.code.as_str())
}

/// The next whole minute: a wait that is told in minutes is over when the clock shows it.
fn whole_minute(until: DateTime<Utc>) -> DateTime<Utc> {
    let rest = TimeDelta::seconds(60 - until.timestamp().rem_euclid(60));
    until.checked_add_signed(rest).unwrap_or(until)
}

/// The sentence of a refusal.
pub fn sentence(refusal: &Refusal) -> Say {
    sentence_with(refusal, &|_| None)
}

/// The sentence of a refusal, naming the draws that the screen knows.
#[expect(clippy::too_many_lines, reason = "one arm for each refusal")]
pub fn sentence_with(refusal: &Refusal, draws: DrawName) -> Say {
    match refusal {
        Refusal::WrongCredentials { left: None } => r::WRONG_CREDENTIALS.into(),
        Refusal::WrongCredentials { left: Some(left) } => {
            r::WRONG_CREDENTIALS_LEFT.with("left", i64::from(*left))
        }
        Refusal::LockedOut { until } => {
            r::LOCKED_OUT.with("until", Arg::Clock(whole_minute(*until)))
        }
        Refusal::NotSignedIn => r::NOT_SIGNED_IN.into(),
        Refusal::SessionRevoked { by, at } => r::SESSION_REVOKED
            .with("by", by.as_str())
            .with("at", Arg::Clock(*at)),
        Refusal::NotAllowed { right, role } => r::NOT_ALLOWED
            .with("role", name::role(*role))
            .with("right", name::right(*right)),
        Refusal::NeedsApproval { right, .. } => {
            r::NEEDS_APPROVAL.with("right", name::right(*right))
        }
        Refusal::CannotApprove { right } => r::CANNOT_APPROVE.with("right", name::right(*right)),
        Refusal::OwnApproval => r::OWN_APPROVAL.into(),
        Refusal::ApprovalInvalid => r::APPROVAL_INVALID.into(),
        Refusal::WeakPin { least } => r::WEAK_PIN.with("least", i64::from(*least)),
        Refusal::AlreadySetUp => r::ALREADY_SET_UP.into(),
        Refusal::PinMustChange => r::PIN_MUST_CHANGE.with("key", Action::SessionPin),
        Refusal::NotSetUp => r::NOT_SET_UP.into(),
        Refusal::TooOften { until } => r::TOO_OFTEN.with("until", Arg::Clock(whole_minute(*until))),
        Refusal::NoVentana => r::NO_VENTANA
            .with("users", Action::GoUsers)
            .with("leave", Action::SessionLeave),
        Refusal::KeyReused { .. } => r::KEY_REUSED.into(),
        Refusal::GivenUp { .. } => r::GIVEN_UP.into(),
        Refusal::Field { field, problem } => r::FIELD
            .with("field", field.as_str())
            .with("problem", field_problem(problem)),
        Refusal::NotFound { what } => r::NOT_FOUND.with("what", name::thing(*what)),
        Refusal::Taken { field } => r::TAKEN.with("field", field.as_str()),
        Refusal::PeriodLocked { date } => r::PERIOD_LOCKED.with("date", *date),
        Refusal::MonthNotReady { obstacles } => match obstacles.first() {
            Some(first) => r::MONTH_NOT_READY
                .with("first", crate::ui::account_paper::obstacle(first))
                .with("n", obstacles.len().saturating_sub(1)),
            None => r::MONTH_NOT_READY.with("first", "").with("n", 0_i64),
        },
        Refusal::MovementReversed => r::MOVEMENT_REVERSED.into(),
        Refusal::Import(problem) => super::import::problem(problem),
        Refusal::Catalogue(problem) => super::catalogue::problem(problem),
        Refusal::CreditStop {
            ventana,
            debt,
            limit,
        } => r::CREDIT_STOP
            .with("name", ventana.as_str())
            .with("debt", *debt)
            .with("limit", *limit),
        Refusal::OwnAccount => r::OWN_ACCOUNT.into(),
        Refusal::LastAdministrator => r::LAST_ADMINISTRATOR.into(),
        Refusal::DrawerStillOpen => r::DRAWER_STILL_OPEN.into(),
        Refusal::Sale(problem) => sale(problem, draws),
        Refusal::TotalChanged { expected, total } => r::TOTAL_CHANGED
            .with("expected", *expected)
            .with("total", *total),
        Refusal::ReceivedTooLittle { total, received } => r::RECEIVED_TOO_LITTLE
            .with("total", *total)
            .with("received", *received),
        Refusal::CannotCancel { state } => {
            r::CANNOT_CANCEL.with("state", name::ticket_state(*state))
        }
        Refusal::CancelTooLate { state, cutoff } => r::CANCEL_TOO_LATE
            .with("state", name::draw_state(*state))
            .with("cutoff", Arg::Clock(*cutoff)),
        Refusal::ListSettled { state } => r::LIST_SETTLED.with("state", name::draw_state(*state)),
        Refusal::ListOut { shop: true } => r::LIST_OUT_SHOP.into(),
        Refusal::ListOut { shop: false } => r::LIST_OUT.into(),
        Refusal::ListNotOut => r::LIST_NOT_OUT.into(),
        Refusal::ListRefunded { code } => r::LIST_REFUNDED.with("code", code.to_string()),
        Refusal::LayOff(problem) => layoff::problem(problem),
        Refusal::Till(problem) => till::problem(problem),
        Refusal::Shift(problem) => shift::problem(problem),
        Refusal::DrawState { event, state } => r::DRAW_STATE
            .with("event", name::draw_event(*event))
            .with("state", name::draw_state(*state)),
        Refusal::BeforeDraw { at } => r::BEFORE_DRAW.with("at", Arg::Clock(*at)),
        Refusal::Result(problem) => result(problem),
        Refusal::NothingToConfirm => r::NOTHING_TO_CONFIRM.into(),
        Refusal::ResultsDiffer => r::RESULTS_DIFFER.into(),
        Refusal::SamePerson { wait_until: None } => r::SAME_PERSON.into(),
        Refusal::SamePerson {
            wait_until: Some(until),
        } => r::SAME_PERSON_WAIT.with("until", Arg::Clock(*until)),
        Refusal::SameResult => r::SAME_RESULT.into(),
        Refusal::DrawBusy { draw } => in_draw(*draw, r::DRAW_BUSY.into(), draws),
        Refusal::NotAWinner => r::NOT_A_WINNER.into(),
        Refusal::NotEvaluated { state } => r::NOT_EVALUATED.with("state", name::draw_state(*state)),
        Refusal::TicketNotPayable { state } => {
            r::TICKET_NOT_PAYABLE.with("state", name::ticket_state(*state))
        }
        Refusal::Prize(problem) => prize(problem),
        Refusal::RemainingChanged {
            expected,
            remaining,
        } => r::REMAINING_CHANGED
            .with("expected", *expected)
            .with("remaining", *remaining),
        Refusal::NotTheLastPayout { code } => r::NOT_LAST_PAYOUT.with("code", code.to_string()),
        Refusal::AlreadyReversed => r::ALREADY_REVERSED.into(),
        Refusal::CorrectionWaiting { by, at } => r::CORRECTION_WAITING
            .with("name", by.as_str())
            .with("at", Arg::Moment(*at)),
        Refusal::NotExpired => r::NOT_EXPIRED.into(),
        Refusal::AboveClaim { asked, owed } => {
            r::ABOVE_CLAIM.with("asked", *asked).with("owed", *owed)
        }
        Refusal::CodesLocked { until } => r::CODES_LOCKED.with("until", Arg::Clock(*until)),
        Refusal::NoOpenDrawer => r::NO_OPEN_DRAWER.with("key", Action::GoDrawer),
        Refusal::DrawerAlreadyOpen => r::DRAWER_ALREADY_OPEN.with("key", Action::GoDrawer),
        Refusal::DrawerElsewhere { terminal } => {
            r::DRAWER_ELSEWHERE.with("terminal", terminal.as_str())
        }
        Refusal::InsufficientCash {
            asked,
            available: None,
        } => r::INSUFFICIENT_CASH.with("asked", *asked),
        Refusal::InsufficientCash {
            asked,
            available: Some(available),
        } => r::INSUFFICIENT_CASH_HOLDS
            .with("asked", *asked)
            .with("available", *available),
        Refusal::UnauthorizedDrawer => r::UNAUTHORIZED_DRAWER.into(),
        Refusal::NotCounted => r::NOT_COUNTED.with("key", Action::DrawerCount),
        Refusal::CountedTwice => r::COUNTED_TWICE.into(),
        Refusal::DrawerClosed => r::DRAWER_CLOSED.into(),
        Refusal::NoPrinter => printing::NO_PRINTER.into(),
        Refusal::PrintJob { state } => printing::JOB_STATE.with("state", name::print_state(*state)),
    }
}

/// What is wrong with a field, in words.
pub fn field_problem(problem: &FieldProblem) -> Say {
    match problem {
        FieldProblem::Missing => words::FIELD_MISSING.into(),
        FieldProblem::TooLong { most } => words::FIELD_LONG.with("most", i64::from(*most)),
        FieldProblem::OutOfRange => words::FIELD_RANGE.into(),
        FieldProblem::Unreadable => words::FIELD_UNREADABLE.into(),
        FieldProblem::Word { word } => words::FIELD_WORD.with("word", word.as_str()),
        FieldProblem::Nothing { word } => words::FIELD_NOTHING.with("word", word.as_str()),
    }
}

fn in_draw(draw: DrawId, text: Say, draws: DrawName) -> Say {
    match draws(draw) {
        Some(name) => r::IN_DRAW.with("draw", name).with("text", text),
        None => text,
    }
}

/// The sentence of a problem of a sale; the selling screen also uses it before anything is sent.
#[expect(clippy::too_many_lines, reason = "one arm for each problem")]
pub fn sale(problem: &SaleProblem, draws: DrawName) -> Say {
    let on = |text: Text, number: &crate::domain::Number| text.with("number", number.to_string());
    let choose = |text: Text| text.with("key", Action::SellDraws);
    match problem {
        SaleProblem::NoDraw => choose(r::NO_DRAW),
        SaleProblem::NoBets => r::NO_BETS.into(),
        SaleProblem::DrawTwice { draw } => in_draw(*draw, choose(r::DRAW_TWICE), draws),
        SaleProblem::DrawUnknown { draw } => in_draw(*draw, choose(r::DRAW_UNKNOWN), draws),
        SaleProblem::DrawNotOpen { draw, state } => in_draw(
            *draw,
            choose(r::DRAW_NOT_OPEN).with("state", name::draw_state(*state)),
            draws,
        ),
        SaleProblem::ListExcluded { draw } => in_draw(*draw, choose(r::LIST_EXCLUDED), draws),
        SaleProblem::DrawSuspended { draw } => in_draw(*draw, choose(r::DRAW_SUSPENDED), draws),
        SaleProblem::PastCutoff { draw, cutoff } => in_draw(
            *draw,
            choose(r::PAST_CUTOFF).with("cutoff", Arg::Clock(*cutoff)),
            draws,
        ),
        SaleProblem::OutsideSalesHours { draw } => in_draw(*draw, choose(r::OUTSIDE_HOURS), draws),
        SaleProblem::WrongDigits { number, expected } => {
            on(r::WRONG_DIGITS, number).with("digits", i64::from(expected.count()))
        }
        SaleProblem::NotPositive { number } => on(r::NOT_POSITIVE, number),
        SaleProblem::BelowMinimum {
            number,
            stake,
            minimum,
        } => on(r::BELOW_MINIMUM, number)
            .with("stake", *stake)
            .with("minimum", *minimum),
        SaleProblem::AboveMaximum {
            number,
            stake,
            maximum,
        } => on(r::ABOVE_MAXIMUM, number)
            .with("stake", *stake)
            .with("maximum", *maximum),
        SaleProblem::WrongStep {
            number,
            stake,
            step,
        } => on(r::WRONG_STEP, number)
            .with("stake", *stake)
            .with("step", *step),
        SaleProblem::NoReventado { number } => on(r::NO_REVENTADO, number),
        SaleProblem::ReventadoAlone { number } => on(r::REVENTADO_ALONE, number),
        SaleProblem::ReventadoAbove {
            number,
            reventado,
            straight,
        } => on(r::REVENTADO_ABOVE, number)
            .with("reventado", *reventado)
            .with("straight", *straight),
        SaleProblem::MultiplierNotAllowed { number } => on(r::MULTIPLIER_NOT_ALLOWED, number),
        SaleProblem::NoPrice { kind } => r::NO_PRICE.with("kind", name::bet_kind(*kind)),
        SaleProblem::TooManyLines { lines, most } => r::TOO_MANY_LINES
            .with("lines", *lines)
            .with("most", i64::from(*most)),
        SaleProblem::TicketTooLarge { total, most } => r::TICKET_TOO_LARGE
            .with("total", *total)
            .with("most", *most),
        SaleProblem::TooMuch => r::TOO_MUCH.into(),
        SaleProblem::Blocked {
            draw, number, kind, ..
        } => in_draw(
            *draw,
            on(r::BLOCKED, number).with("kind", name::bet_kind(*kind)),
            draws,
        ),
        SaleProblem::AbovePerTicket {
            draw,
            number,
            asked,
            limit,
            ..
        } => in_draw(
            *draw,
            limited(
                on(r::ABOVE_PER_TICKET, number)
                    .with("asked", *asked)
                    .with("limit", *limit),
            ),
            draws,
        ),
        SaleProblem::AboveLimit {
            draw,
            number,
            asked,
            left,
            ..
        } => in_draw(
            *draw,
            limited(
                on(r::ABOVE_LIMIT, number)
                    .with("asked", *asked)
                    .with("left", *left),
            ),
            draws,
        ),
    }
}

fn limited(say: Say) -> Say {
    say.with("cut", Action::SellTakeLeft)
        .with("lift", Action::SellAuthorise)
}

fn result(problem: &ResultProblem) -> Say {
    match problem {
        ResultProblem::WrongLength { expected } => {
            r::RESULT_LENGTH.with("digits", i64::from(expected.count()))
        }
        ResultProblem::OutcomeMissing => r::RESULT_OUTCOME_MISSING.into(),
        ResultProblem::OutcomeUnknown { typed, known } => r::RESULT_OUTCOME_UNKNOWN
            .with("typed", typed.as_str())
            .with("known", known.join(", ")),
    }
}

fn prize(problem: &PayProblem) -> Say {
    match problem {
        PayProblem::AlreadyPaid => r::ALREADY_PAID.into(),
        PayProblem::Finalized { remaining } => r::PRIZE_FINALIZED
            .with("remaining", *remaining)
            .with("key", Action::PayReopen),
        PayProblem::Expired => r::PRIZE_EXPIRED.into(),
        PayProblem::Reversed => r::PRIZE_REVERSED.into(),
        PayProblem::NotPositive => r::AMOUNT_NOT_POSITIVE.into(),
        PayProblem::Overpaying { asked, remaining } => r::OVERPAYING
            .with("asked", *asked)
            .with("remaining", *remaining),
        PayProblem::NothingPaid => r::NOTHING_PAID.into(),
        PayProblem::NotFinalized => r::NOT_FINALIZED.into(),
        PayProblem::WholeOnly { remaining } => r::REFUND_WHOLE.with("remaining", *remaining),
    }
}
