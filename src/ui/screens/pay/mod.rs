//! The payment of prizes: one ticket at the counter, and two lists that lead to it.

mod asking;
mod code;
mod counter;
mod days;
mod filters;
mod paged;
mod parts;
mod prizes;
mod prizes_view;
mod reply;
mod show;
mod steps;
mod tickets;
mod unseen;
mod verdict;

use crate::ops::Reply;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::input::TextInput;
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{Text, pay};
use crate::ui::theme::Token;
use crate::ui::widgets::{line, panel_focused, width};
use counter::Counter;
use prizes::Prizes;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use tickets::Tickets;

/// What is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum View {
    /// The counter with its ticket.
    #[default]
    Counter,
    /// Prizes and payouts.
    Prizes,
    /// Tickets.
    Tickets,
}

/// The screen.
#[derive(Debug, Default)]
pub(super) struct Pay {
    view: View,
    list: View,
    counter: Counter,
    prizes: Prizes,
    tickets: Tickets,
}

impl Pay {
    fn show(&mut self, view: View, ctx: &Ctx) -> Vec<Effect> {
        self.view = view;
        match view {
            View::Counter => Vec::new(),
            View::Prizes => {
                self.list = view;
                self.prizes.ask(ctx)
            }
            View::Tickets => {
                self.list = view;
                self.tickets.ask(ctx)
            }
        }
    }

    fn in_list(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        let (chosen, copied) = if self.view == View::Prizes {
            (self.prizes.chosen(), self.prizes.copied(ctx))
        } else {
            (self.tickets.chosen(), self.tickets.copied(ctx))
        };
        match action {
            Action::ListBack => self.show(View::Counter, ctx),
            Action::ListNextPane => self.show(self.other(), ctx),
            Action::ListOpen => {
                let Some(code) = chosen else {
                    return Vec::new();
                };
                self.view = View::Counter;
                self.counter.look_up(code)
            }
            Action::ListCopy => copied.map(Effect::Copy).into_iter().collect(),
            _ if self.view == View::Prizes => self.prizes.act(action, ctx),
            _ => self.tickets.act(action, ctx),
        }
    }

    fn other(&self) -> View {
        match self.view {
            View::Prizes => View::Tickets,
            View::Counter | View::Tickets => View::Prizes,
        }
    }
}

impl Screen for Pay {
    fn id(&self) -> ScreenId {
        ScreenId::Pay
    }

    fn typing(&self) -> bool {
        self.view == View::Counter
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        let may = |action: &Action| action.row().right.is_none_or(|right| ctx.may(right));
        let on = |actions: &[Action]| actions.iter().copied().filter(may).map(Offer::on).collect();
        match self.view {
            View::Counter => self.counter.offers(),
            View::Prizes => on(&[
                Action::ListOpen,
                Action::ListNextPane,
                Action::PayFilterStatus,
                Action::PayFilterDates,
                Action::PaySort,
                Action::PayList,
                Action::PayFilterMethod,
                Action::ListFilter,
                Action::PayFilterVendedor,
                Action::PayFilterVentana,
                Action::ListRefresh,
                Action::ListCopy,
            ]),
            View::Tickets => on(&[
                Action::ListOpen,
                Action::ListNextPane,
                Action::PayFilterDates,
                Action::ListFilter,
                Action::PayFilterStatus,
                Action::PayList,
                Action::ListRefresh,
                Action::ListCopy,
            ]),
        }
    }

    fn on_show(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match self.view {
            View::Counter => self.counter.refresh(),
            View::Prizes | View::Tickets => self.show(self.view, ctx),
        }
    }

    fn on_arrival(&mut self, arrival: Arrival, _ctx: &Ctx) -> Vec<Effect> {
        match arrival {
            Arrival::Ticket(code) => {
                self.view = View::Counter;
                self.counter.look_up(code)
            }
            Arrival::Draw(_)
            | Arrival::Scan(_)
            | Arrival::Limits { .. }
            | Arrival::Audit(_)
            | Arrival::Import(_) => Vec::new(),
        }
    }

    fn concerns(&self, target: &str, _ctx: &Ctx) -> Option<String> {
        self.counter.payout_called(target)
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        if action == Action::PayList {
            let target = match (self.view, self.list) {
                (View::Prizes | View::Tickets, _) => View::Counter,
                (View::Counter, View::Tickets) => View::Tickets,
                (View::Counter, View::Counter | View::Prizes) => View::Prizes,
            };
            return self.show(target, ctx);
        }
        match self.view {
            View::Counter => self.counter.act(action, ctx),
            View::Prizes | View::Tickets => self.in_list(action, ctx),
        }
    }

    fn on_text(&mut self, input: &TextInput, _ctx: &Ctx) -> Vec<Effect> {
        if self.view == View::Counter {
            self.counter.on_text(input);
        }
        Vec::new()
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        if slot == tickets::PAGE {
            self.tickets.on_reply(reply)
        } else if slot.0.starts_with(prizes::PAGE.0) {
            self.prizes.on_reply(slot, reply)
        } else {
            self.counter.on_reply(slot, reply, ctx)
        }
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        if slot.0.starts_with(tickets::PAGE.0) {
            self.tickets.on_outcome(slot, &outcome, ctx)
        } else if slot.0.starts_with(prizes::PAGE.0) {
            self.prizes.on_outcome(slot, &outcome, ctx)
        } else {
            self.counter.on_outcome(slot, outcome, ctx)
        }
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let title = match self.view {
            View::Counter => return self.counter.render(area, buf, ctx),
            View::Prizes => pay::PRIZES,
            View::Tickets => pay::TICKETS,
        };
        let inside = panel_focused(area, buf, ctx, ctx.text(title), true);
        self.other_title(area, buf, ctx, title);
        match self.view {
            View::Counter => {}
            View::Prizes => self.prizes.render(inside, buf, ctx),
            View::Tickets => self.tickets.render(inside, buf, ctx),
        }
    }
}

impl Pay {
    /// The other list's name in the frame, with the key that leads there.
    fn other_title(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, title: Text) {
        let other = if self.other() == View::Prizes {
            pay::PRIZES
        } else {
            pay::TICKETS
        };
        let words = pay::OTHER_LIST
            .with("key", Action::ListNextPane)
            .with("name", other);
        let words = format!(" {} ", ctx.say(&words));
        let from = width(ctx.text(title)) + 6;
        if from + width(&words) + 2 < usize::from(area.width) {
            let from = u16::try_from(from).unwrap_or(u16::MAX);
            let spot = Rect {
                x: area.x.saturating_add(from),
                width: area.width.saturating_sub(from + 1),
                ..area
            };
            let style = ctx.style(Token::Dim);
            line(spot, buf, 0, &Line::from(Span::styled(words, style)));
        }
    }
}
