//! What the till asks in dialogs: quantity, discount, remark, coupon, points, a name for what is parked.

use super::state::{Pause, Sent, Stage};
use super::{
    ABANDON, COUPON, DISCOUNT, NOTE, PARK, POINTS, QUANTITY, Till, WAITING, WEIGH, typed_quantity,
};
use crate::domain::Percent;
use crate::domain::goods::{Discount, Given};
use crate::ops::{BasketChange, Request, Till as Asked};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::{Confirm, Fact, Prompt, fact};
use crate::ui::text::{Say, counter as t, frame};
use crate::ui::widgets::{Field, typed_amount};

fn plain(text: impl Into<String>) -> Say {
    frame::PLAIN.with("text", text.into())
}

fn at(values: &[String], place: usize) -> &str {
    values.get(place).map_or("", |typed| typed.trim())
}

impl Till {
    pub(super) fn act(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match action {
            Action::FormSubmit => self.enter(ctx),
            Action::TillCharge => self.charge_key(ctx),
            Action::FormLeave => self.clear(),
            Action::FormBack => {
                self.choose(self.chosen.saturating_sub(1));
                Vec::new()
            }
            Action::FormNext => {
                self.choose(self.chosen.saturating_add(1));
                Vec::new()
            }
            Action::TillQuantity => self.ask_quantity(),
            Action::TillRemove if self.stage == Stage::Tender => self.drop_tender(),
            Action::TillRemove => self.remove(ctx),
            Action::TillDiscount => self.ask_discount(ctx),
            Action::TillNote => self.ask_note(),
            Action::TillCustomer => Self::ask_customer(),
            Action::TillCoupon => self.ask_coupon(),
            Action::TillPoints => self.ask_points(),
            Action::TillPark => self.ask_park(ctx),
            Action::TillRecall => vec![Effect::Ask(WAITING, Request::Till(Asked::Waiting))],
            Action::TillAbandon => self.ask_abandon(ctx),
            Action::TillFavourites => Self::ask_favourites(),
            Action::TillDraws => self.pick_draws(ctx),
            Action::TillMeans => Self::pick_means(),
            _ => Vec::new(),
        }
    }

    fn charge_key(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.stage == Stage::Tender {
            return self.tender_enter(ctx);
        }
        self.stage = Stage::Basket;
        let text = self.typed.take();
        if !text.is_empty() {
            self.queue.push_back(text);
        }
        if !self.queue.iter().any(String::is_empty) {
            self.queue.push_back(String::new());
        }
        self.next(ctx)
    }

    /// Esc: back from the payment, else the line.
    fn clear(&mut self) -> Vec<Effect> {
        match self.stage {
            Stage::Tender if !self.tendering.input.value().is_empty() => {
                self.tendering.input.reset();
            }
            Stage::Tender | Stage::Done => self.stage = Stage::Basket,
            Stage::Basket => {
                self.typed.clear();
                self.armed = None;
            }
        }
        self.message = None;
        Vec::new()
    }

    fn line_facts(&self) -> Vec<Fact> {
        let line = self.goods_line();
        let name = line.map(|line| fact(t::COL_ITEM, plain(line.item.name.clone())));
        name.into_iter().collect()
    }

    fn ask_quantity(&self) -> Vec<Effect> {
        let Some(line) = self.goods_line() else {
            return Vec::new();
        };
        let field = Field::text(t::COL_QUANTITY, 12).value(line.quantity.text());
        let prompt =
            Prompt::new(t::ASK_QUANTITY, self.line_facts(), vec![field]).checked(a_quantity);
        vec![Effect::open(QUANTITY, prompt)]
    }

    pub(super) fn ask_weight(&self) -> Vec<Effect> {
        let Some(Pause::Weigh { code, .. }) = &self.pause else {
            return Vec::new();
        };
        let facts = vec![fact(t::COL_ITEM, plain(code.clone()))];
        let field = Field::text(t::KILOGRAMS, 12).hint(t::KILOGRAMS_HINT);
        let prompt = Prompt::new(t::ASK_WEIGHT, facts, vec![field]).checked(a_quantity);
        vec![Effect::open(WEIGH, prompt)]
    }

    fn ask_discount(&self, ctx: &Ctx) -> Vec<Effect> {
        let mut on = vec![Say::from(t::WHOLE_SALE)];
        let line = self.goods_line();
        on.extend(line.map(|line| plain(line.item.name.clone())));
        let given = self
            .view
            .as_ref()
            .and_then(|view| view.basket.given.as_ref());
        let typed = given.map(|given| match given.discount {
            Discount::Percent(percent) => format!("{}%", percent.as_decimal().normalize()),
            Discount::Fixed(amount) => ctx.voice.figure(amount),
        });
        let fields = vec![
            Field::choice(t::DISCOUNT_ON, on),
            Field::text(t::DISCOUNT, 14)
                .hint(t::DISCOUNT_HINT)
                .value(typed.unwrap_or_default()),
            Field::text(frame::REASON, 200)
                .value(given.map(|given| given.reason.clone()).unwrap_or_default()),
        ];
        let prompt = Prompt::new(t::ASK_DISCOUNT, Vec::new(), fields).checked(a_discount);
        vec![Effect::open(DISCOUNT, prompt)]
    }

    fn ask_note(&self) -> Vec<Effect> {
        let line = self.goods_line();
        let typed = match line {
            Some(line) => line.note.clone(),
            None => self
                .view
                .as_ref()
                .map(|view| view.basket.note.clone())
                .unwrap_or_default(),
        };
        let mut on = Vec::new();
        on.extend(line.map(|line| plain(line.item.name.clone())));
        on.push(Say::from(t::WHOLE_SALE));
        let fields = vec![
            Field::choice(t::NOTE_ON, on),
            Field::text(t::NOTE, 120).value(typed),
        ];
        vec![Effect::open(
            NOTE,
            Prompt::new(t::ASK_NOTE, Vec::new(), fields),
        )]
    }

    fn ask_coupon(&self) -> Vec<Effect> {
        let held = self.view.as_ref().map(|view| view.basket.coupons.join(" "));
        let facts = held.filter(|held| !held.is_empty());
        let facts = facts.map(|held| fact(t::COUPONS, plain(held)));
        let field = Field::text(t::COUPON, 40).hint(t::COUPON_HINT);
        let prompt = Prompt::new(t::ASK_COUPON, facts.into_iter().collect(), vec![field]);
        vec![Effect::open(COUPON, prompt)]
    }

    fn ask_points(&self) -> Vec<Effect> {
        let Some(customer) = self.view.as_ref().and_then(|view| view.customer.as_ref()) else {
            return Vec::new();
        };
        let mut facts = vec![
            fact(t::CUSTOMER, plain(customer.name.clone())),
            fact(t::POINTS, t::POINTS_OF.with("n", customer.points)),
        ];
        let worth = self.desk.as_ref().map(|desk| desk.point);
        facts.extend(worth.map(|worth| fact(t::POINT_WORTH, frame::MONEY.with("money", worth))));
        let field = Field::text(t::POINTS, 9);
        let prompt = Prompt::new(t::ASK_POINTS, facts, vec![field]).checked(points);
        vec![Effect::open(POINTS, prompt)]
    }

    fn ask_park(&self, ctx: &Ctx) -> Vec<Effect> {
        let name = self.view.as_ref().and_then(|view| view.customer.as_ref());
        let name = name.map(|customer| customer.name.clone());
        let label = name.unwrap_or_else(|| ctx.voice.clock(ctx.now));
        let field = Field::text(t::PARK_NAME, 60).value(label);
        vec![Effect::open(
            PARK,
            Prompt::new(t::ASK_PARK, self.sale_facts(), vec![field]),
        )]
    }

    fn ask_abandon(&self, _ctx: &Ctx) -> Vec<Effect> {
        let confirm = Confirm::new(
            t::ASK_ABANDON,
            self.sale_facts(),
            t::ABANDON_SURE,
            t::ABANDON_YES,
        );
        vec![Effect::open(ABANDON, confirm)]
    }

    pub(super) fn sale_facts(&self) -> Vec<Fact> {
        let Some(view) = &self.view else {
            return Vec::new();
        };
        vec![
            fact(t::LINES, plain(view.basket.len().to_string())),
            fact(t::TOTAL, frame::MONEY.with("money", view.totals.total)),
        ]
    }

    pub(super) fn quantity_typed(&mut self, values: &[String], ctx: &Ctx) -> Vec<Effect> {
        let (Ok(quantity), Some(line)) = (typed_quantity(at(values, 0)), self.line()) else {
            return Vec::new();
        };
        let change = BasketChange::Quantity { line, quantity };
        self.change(change, Sent::Other, ctx)
    }

    pub(super) fn weight_typed(&mut self, values: &[String], ctx: &Ctx) -> Vec<Effect> {
        let Some(Pause::Weigh { text, code }) = self.pause.take() else {
            return Vec::new();
        };
        let Ok(quantity) = typed_quantity(at(values, 0)) else {
            return Vec::new();
        };
        let sent = Sent::Goods {
            text,
            code: code.clone(),
            quantity: Some(quantity),
        };
        let scan = BasketChange::Scan {
            code,
            quantity: Some(quantity),
            note: String::new(),
        };
        self.change(scan, sent, ctx)
    }

    pub(super) fn discount_typed(&mut self, values: &[String], ctx: &Ctx) -> Vec<Effect> {
        let on_line = at(values, 0) == "1";
        let line = on_line.then(|| self.line()).flatten();
        let Ok(discount) = discount(at(values, 1), ctx) else {
            return Vec::new();
        };
        let reason = at(values, 2).to_owned();
        let given = discount.map(|discount| Given { discount, reason });
        self.change(BasketChange::Discount { line, given }, Sent::Other, ctx)
    }

    pub(super) fn note_typed(&mut self, values: &[String], ctx: &Ctx) -> Vec<Effect> {
        let on_line = self.goods_line().is_some() && at(values, 0) == "0";
        let line = on_line.then(|| self.line()).flatten();
        let note = at(values, 1).to_owned();
        self.change(BasketChange::Note { line, note }, Sent::Other, ctx)
    }

    /// A coupon that is in already is taken back.
    pub(super) fn coupon_typed(&mut self, values: &[String], ctx: &Ctx) -> Vec<Effect> {
        let code = at(values, 0).to_owned();
        if code.is_empty() {
            return Vec::new();
        }
        let held = self.view.as_ref().is_some_and(|view| {
            let mut held = view.basket.coupons.iter();
            held.any(|known| known.eq_ignore_ascii_case(&code))
        });
        let change = if held {
            BasketChange::DropCoupon { code }
        } else {
            BasketChange::Coupon { code }
        };
        self.change(change, Sent::Other, ctx)
    }

    pub(super) fn points_typed(&mut self, values: &[String], ctx: &Ctx) -> Vec<Effect> {
        match at(values, 0).parse() {
            Ok(points) => self.change(BasketChange::Points { points }, Sent::Other, ctx),
            Err(_) => Vec::new(),
        }
    }

    /// What a dialog would have gone on with is put back into the line.
    pub(super) fn give_up(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if let Some(Pause::Weigh { text, .. } | Pause::Search { text, .. }) = self.pause.take() {
            self.queue.retain(|waiting| !waiting.is_empty());
            self.typed.put_back(&text);
            self.say(Tone::Plain, t::NOT_ADDED.with("text", text));
        }
        self.next(ctx)
    }
}

fn a_quantity(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    let read = typed_quantity(at(values, 0));
    read.map(|_| ()).map_err(|why| (0, why))
}

/// `10%`, `500`; nothing takes the discount away.
fn discount(text: &str, ctx: &Ctx) -> Result<Option<Discount>, Say> {
    if text.is_empty() || text == "0" {
        return Ok(None);
    }
    if let Some(percent) = text.strip_suffix('%') {
        let read = Percent::parse(percent.trim()).ok();
        let read = read.filter(|percent| !percent.as_decimal().is_zero());
        return read
            .map(|percent| Some(Discount::Percent(percent)))
            .ok_or_else(|| t::DISCOUNT_WRONG.into());
    }
    typed_amount(text, ctx).map(|amount| Some(Discount::Fixed(amount)))
}

fn a_discount(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    let given = discount(at(values, 1), ctx).map_err(|why| (1, why))?;
    if given.is_some() && at(values, 2).is_empty() {
        return Err((2, t::REASON_MISSING.into()));
    }
    Ok(())
}

fn points(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    let read = at(values, 0).parse::<i64>();
    match read {
        Ok(points) if points >= 0 => Ok(()),
        _ => Err((0, t::POINTS_WRONG.into())),
    }
}
