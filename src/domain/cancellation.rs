//! Whether a ticket may be cancelled, and which right that needs: the own one shortly after the sale, another's or a later
//! one only with the larger right, and none once its draw is off sale.

use chrono::{DateTime, TimeDelta, Utc};

use super::{DrawState, Right, TicketState};

/// What decides about a cancellation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancellation {
    /// The ticket's stored state.
    pub ticket: TicketState,
    /// Its draw's state.
    pub draw: DrawState,
    /// When the draw's sale ends.
    pub cutoff: DateTime<Utc>,
    /// When the ticket was sold.
    pub sold_at: DateTime<Utc>,
    /// Whether the asker sold it.
    pub own: bool,
    /// Minutes after the sale in which the own right suffices.
    pub void_minutes: u16,
    /// The database's clock.
    pub now: DateTime<Utc>,
}

/// Why a ticket cannot be cancelled, by anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelProblem {
    /// It is not standing any more.
    NotActive,
    /// Its draw is no longer on sale.
    TooLate,
}

impl Cancellation {
    /// The right that the cancellation needs.
    ///
    /// # Errors
    /// [`CancelProblem`] where no right helps.
    pub fn right(&self) -> Result<Right, CancelProblem> {
        if self.ticket != TicketState::Active {
            return Err(CancelProblem::NotActive);
        }
        if self.draw != DrawState::Open || self.now >= self.cutoff {
            return Err(CancelProblem::TooLate);
        }
        let window = TimeDelta::minutes(i64::from(self.void_minutes));
        if self.own && self.now.signed_duration_since(self.sold_at) <= window {
            return Ok(Right::CancelOwn);
        }
        Ok(Right::CancelAny)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minute: u32) -> DateTime<Utc> {
        format!("2026-03-05T12:{minute:02}:00Z")
            .parse()
            .expect("a minute of noon")
    }

    fn sold_now() -> Cancellation {
        Cancellation {
            ticket: TicketState::Active,
            draw: DrawState::Open,
            cutoff: minute(50),
            sold_at: minute(0),
            own: true,
            void_minutes: 10,
            now: minute(0),
        }
    }

    #[test]
    fn the_own_ticket_is_cancelled_by_the_own_right_within_its_minutes() {
        for (now, right) in [
            (0, Right::CancelOwn),
            (10, Right::CancelOwn),
            (11, Right::CancelAny),
        ] {
            let case = Cancellation {
                now: minute(now),
                ..sold_now()
            };
            assert_eq!(case.right(), Ok(right), "after {now} minutes");
        }
    }

    #[test]
    fn anothers_ticket_needs_the_larger_right_at_once() {
        let case = Cancellation {
            own: false,
            ..sold_now()
        };
        assert_eq!(case.right(), Ok(Right::CancelAny));
    }

    #[test]
    fn nothing_is_cancelled_at_the_cutoff_or_off_sale() {
        let at_cutoff = Cancellation {
            now: minute(50),
            ..sold_now()
        };
        assert_eq!(at_cutoff.right(), Err(CancelProblem::TooLate));
        for draw in DrawState::ALL {
            let case = Cancellation { draw, ..sold_now() };
            assert_eq!(case.right().is_ok(), draw == DrawState::Open, "{draw:?}");
        }
    }

    #[test]
    fn a_ticket_is_cancelled_once() {
        for ticket in TicketState::ALL {
            let case = Cancellation {
                ticket,
                ..sold_now()
            };
            assert_eq!(
                case.right().is_ok(),
                ticket == TicketState::Active,
                "{ticket:?}"
            );
        }
    }
}
