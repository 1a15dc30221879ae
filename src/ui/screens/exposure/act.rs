//! What the keys do: moving over the map, choosing draw and scope, and opening the other views.

use super::measure::stake;
use super::{
    ByScope, DRAWS, DRAWS_EVERY, Exposure, LIVE, PICK_DRAW, PICK_PRICE, PICK_SCOPE, Scopes,
    Supposed, Tickets, USERS, VENTANAS, View, draw_label,
};
use crate::domain::{DrawId, DrawState, Right, ScopeId};
use crate::ops::{DrawFilter, NamedPrice, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::overlays::Pick;
use crate::ui::screen::ScreenId;
use crate::ui::text::{Say, exposure, frame, name};
use crate::ui::widgets::Moved;
use chrono::Days;

/// Numbers on one page of the map.
pub(super) const PAGE: u16 = 100;

/// What people call a price.
pub(super) fn price_name(price: &NamedPrice, ctx: &Ctx) -> Say {
    exposure::ONE_PRICE
        .with("kind", ctx.text(name::bet_kind(price.kind)))
        .with("factor", price.factor.to_string())
}

impl Exposure {
    pub(super) fn shown(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.scope.is_none() {
            self.scope = Scopes::first(ctx);
        }
        let today = ctx.voice.day_of(ctx.now);
        let filter = DrawFilter {
            from: Some(today),
            to: today.checked_add_days(Days::new(1)),
            ..DrawFilter::default()
        };
        self.draws_at = Some(ctx.now + DRAWS_EVERY);
        let mut effects = vec![Effect::Ask(DRAWS, Request::Draws(filter))];
        if ctx.may(Right::ManageUsers) {
            effects.push(Effect::Ask(VENTANAS, Request::Ventanas));
            effects.push(Effect::Ask(USERS, Request::Users));
        }
        effects.extend(self.ask_live());
        effects
    }

    /// Asks for the counters; the next time is planned when they are answered.
    pub(super) fn ask_live(&mut self) -> Vec<Effect> {
        self.live_at = None;
        match (self.draw, self.scope) {
            (Some(draw), Some(scope)) => {
                vec![Effect::Ask(LIVE, {
                    let price = self.price;
                    Request::Exposure { draw, scope, price }
                })]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn choose_draw(&mut self, draw: DrawId) -> Vec<Effect> {
        if self.draw != Some(draw) {
            self.draw = Some(draw);
            self.price = None;
            self.forget();
        }
        self.ask_live()
    }

    pub(super) fn choose_scope(&mut self, scope: ScopeId) -> Vec<Effect> {
        if self.scope != Some(scope) {
            self.scope = Some(scope);
            self.board = None;
        }
        self.ask_live()
    }

    /// What was shown belonged to another draw.
    fn forget(&mut self) {
        self.board = None;
        self.problem = None;
        self.armed = None;
        self.typed.clear();
    }

    /// The draw to begin with: the next one on sale, else the last one that was sold.
    pub(super) fn first_draw(&self) -> Option<DrawId> {
        let open = self.draws.iter().find(|draw| draw.state == DrawState::Open);
        open.or_else(|| self.draws.last()).map(|draw| draw.id)
    }

    /// A digit of a number: the choice moves when the number is whole.
    pub(super) fn type_digit(&mut self, digit: char) {
        self.armed = None;
        let Some(board) = &self.board else {
            return;
        };
        let count = usize::from(board.view.draw.digits.count());
        if self.typed.len() >= count {
            self.typed.clear();
        }
        self.typed.push(digit);
        if self.typed.len() == count {
            if let Ok(value) = self.typed.parse::<u16>() {
                self.chosen = value;
            }
            self.typed.clear();
        }
    }

    pub(super) fn acted(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        let confirms = matches!(action, Action::ExposureBlock | Action::ListOpen);
        if self.armed.is_some() && matches!(self.view, View::Map) {
            if confirms {
                return self.block(ctx);
            }
            self.armed = None;
            if action == Action::ListBack {
                return Vec::new();
            }
        }
        match action {
            Action::ExposureBlock => self.block(ctx),
            Action::ExposureUndo => self.take_back(),
            Action::ExposureMeasure => {
                self.measure = self.measure.next();
                Vec::new()
            }
            Action::ExposureNextDraw => self.next_draw(),
            Action::ExposureDraw => self.pick_draw(ctx),
            Action::ExposureScope => self.pick_scope(ctx),
            Action::ExposureLimits => self.go_limits(ctx),
            Action::ExposurePrice => self.pick_price(ctx),
            Action::ExposureScopes => self.show_scopes(),
            Action::ExposureLayOff => self.go_layoff(),
            Action::ExposureWhatIf => self.suppose(self.chosen),
            Action::ExposureWorst => self.suppose_worst(),
            Action::ExposureOutcome => self.other_outcome(),
            Action::ListRefresh => self.shown(ctx),
            Action::ListCopy => self.copy(ctx),
            action => self.listed(action),
        }
    }

    fn listed(&mut self, action: Action) -> Vec<Effect> {
        match &mut self.view {
            View::Map => self.on_map(action),
            View::WhatIf(supposed) => match action {
                Action::ListBack => self.back_to_map(),
                Action::ListOpen => supposed.open().into_iter().collect(),
                action => {
                    supposed.worst.on_action(action);
                    Vec::new()
                }
            },
            View::ByScope(by_scope) => match (by_scope.grid.on_action(action), action) {
                (Moved::Ignored, Action::ListBack) => self.back_to_map(),
                (Moved::Ignored, Action::ListOpen) => match by_scope.chosen() {
                    Some(scope) => {
                        self.view = View::Map;
                        self.choose_scope(scope)
                    }
                    None => Vec::new(),
                },
                _ => Vec::new(),
            },
            View::Tickets(tickets) => match (tickets.grid.on_action(action), action) {
                (Moved::WantsMore, _) => vec![tickets.ask_more()],
                (Moved::Ignored, Action::ListBack) => self.back_to_map(),
                (Moved::Ignored, Action::ListOpen) => tickets.open(),
                (Moved::Moved | Moved::Ignored, _) => Vec::new(),
            },
        }
    }

    fn back_to_map(&mut self) -> Vec<Effect> {
        self.view = View::Map;
        self.ask_live()
    }

    fn on_map(&mut self, action: Action) -> Vec<Effect> {
        let last = self
            .board
            .as_ref()
            .map_or(PAGE, |board| board.view.draw.digits.numbers())
            - 1;
        let at = self.chosen;
        let target = match action {
            Action::ListUp if at >= 10 => at - 10,
            Action::ListDown if at + 10 <= last => at + 10,
            Action::ListLeft => at.saturating_sub(1),
            Action::ListRight => at + 1,
            Action::ListPageUp if at >= PAGE => at - PAGE,
            Action::ListPageDown if at + PAGE <= last => at + PAGE,
            Action::ListFirst => 0,
            Action::ListLast => last,
            Action::ListOpen => return self.show_tickets(),
            Action::ListBack if !self.typed.is_empty() => at,
            Action::ListBack => return vec![Effect::Back],
            _ => at,
        };
        self.typed.clear();
        self.chosen = target.min(last);
        Vec::new()
    }

    fn show_tickets(&mut self) -> Vec<Effect> {
        let Some(board) = &self.board else {
            return Vec::new();
        };
        let number = board.cell(self.chosen).number;
        let tickets = Tickets::of(board.view.draw.clone(), number);
        let asked = tickets.ask();
        self.view = View::Tickets(tickets);
        vec![asked]
    }

    /// The chosen number, by house, shop and seller.
    fn show_scopes(&mut self) -> Vec<Effect> {
        let Some(board) = &self.board else {
            return Vec::new();
        };
        let number = board.cell(self.chosen).number;
        let told = board.view.alert_percent;
        let by_scope = ByScope::of(board.view.draw.clone(), number, told);
        let asked = by_scope.ask();
        self.view = View::ByScope(by_scope);
        vec![asked]
    }

    /// The prices of the draw's lottery.
    pub(super) fn prices(&self) -> &[NamedPrice] {
        self.board.as_ref().map_or(&[], |board| &board.view.prices)
    }

    fn pick_price(&self, ctx: &Ctx) -> Vec<Effect> {
        let mut items: Vec<Say> = vec![exposure::ALL_PRICES.into()];
        items.extend(self.prices().iter().map(|price| price_name(price, ctx)));
        let place = self
            .prices()
            .iter()
            .position(|one| Some(one.id) == self.price);
        let pick = Pick::one(exposure::PICK_PRICE, items, place.map_or(0, |at| at + 1));
        vec![Effect::open(PICK_PRICE, pick)]
    }

    pub(super) fn picked_price(&mut self, place: Option<usize>) -> Vec<Effect> {
        let picked = place
            .and_then(|place| place.checked_sub(1))
            .and_then(|place| self.prices().get(place))
            .map(|price| price.id);
        if self.price != picked {
            self.price = picked;
            self.problem = None;
        }
        self.ask_live()
    }

    fn suppose(&mut self, value: u16) -> Vec<Effect> {
        let Some(board) = &self.board else {
            return Vec::new();
        };
        let number = board.cell(value).number;
        let supposed = Supposed::of(board.view.draw.clone(), number);
        let asked = supposed.ask();
        self.view = View::WhatIf(supposed);
        vec![asked]
    }

    /// The largest loss first: what happens if the worst number comes out.
    fn suppose_worst(&mut self) -> Vec<Effect> {
        let worst = self.board.as_ref().and_then(|board| board.view.worst);
        self.suppose(worst.map_or(self.chosen, |(number, _)| number.value()))
    }

    fn other_outcome(&mut self) -> Vec<Effect> {
        match &mut self.view {
            View::WhatIf(supposed) => vec![supposed.turn()],
            View::Map | View::Tickets(_) | View::ByScope(_) => Vec::new(),
        }
    }

    fn next_draw(&mut self) -> Vec<Effect> {
        let place = self
            .draws
            .iter()
            .position(|draw| Some(draw.id) == self.draw);
        let next = place.map_or(0, |place| (place + 1) % self.draws.len().max(1));
        match self.draws.get(next).map(|draw| draw.id) {
            Some(draw) => self.choose_draw(draw),
            None => Vec::new(),
        }
    }

    fn pick_draw(&self, ctx: &Ctx) -> Vec<Effect> {
        let item = |draw: &crate::ops::DrawRow| {
            let (word, sign, _) = draw_label::badge(draw, ctx);
            let words = format!(
                "{}  {sign} {}",
                draw_label::called_fully(draw, ctx),
                ctx.text(word)
            );
            frame::PLAIN.with("text", words)
        };
        let items = self.draws.iter().map(item).collect();
        let place = self
            .draws
            .iter()
            .position(|draw| Some(draw.id) == self.draw);
        let pick = Pick::one(exposure::PICK_DRAW, items, place.unwrap_or(0));
        vec![Effect::open(PICK_DRAW, pick)]
    }

    fn pick_scope(&self, ctx: &Ctx) -> Vec<Effect> {
        let choices = self.scopes.choices(ctx);
        let place = choices
            .iter()
            .position(|(scope, _)| Some(*scope) == self.scope);
        let items = choices.into_iter().map(|(_, say)| say).collect();
        let pick = Pick::one(exposure::PICK_SCOPE, items, place.unwrap_or(0));
        vec![Effect::open(PICK_SCOPE, pick)]
    }

    fn go_limits(&self, ctx: &Ctx) -> Vec<Effect> {
        let go = |board: &super::Board| {
            let draw = &board.view.draw;
            let arrival = Arrival::Limits {
                draw: draw.id,
                lottery: draw.lottery,
                name: draw_label::called(draw, ctx),
            };
            Effect::GoWith(ScreenId::Limits, arrival)
        };
        self.board.as_ref().map(go).into_iter().collect()
    }

    fn go_layoff(&self) -> Vec<Effect> {
        let draw = self.board.as_ref().map(|board| board.view.draw.id);
        let go = |draw| Effect::GoWith(ScreenId::LayOff, Arrival::Draw(draw));
        draw.map(go).into_iter().collect()
    }

    fn copy(&self, ctx: &Ctx) -> Vec<Effect> {
        let text = match &self.view {
            View::Tickets(tickets) => tickets.grid.chosen().map(|row| row.code.to_string()),
            View::ByScope(by_scope) => by_scope.copied(ctx),
            View::Map | View::WhatIf(_) => self.board.as_ref().map(|board| {
                let cell = board.cell(self.chosen);
                let (stake, pays) = (stake(cell), cell.liability);
                let (stake, pays) = (ctx.voice.figure(stake), ctx.voice.figure(pays));
                format!("{}\t{stake}\t{pays}", cell.number)
            }),
        };
        text.map(Effect::Copy).into_iter().collect()
    }
}
