//! What is picked from lists: goods by name, favourites, baskets that wait, draws; and where a closed dialog leads.

use super::state::{Pause, Sent};
use super::{
    ABANDON, COUPON, DETAILS, DISCOUNT, DRAWS, FAVOURITES, MEANS, NOTE, PARK, POINTS, QUANTITY,
    RECALL, SEARCH, Till, WEIGH, people,
};
use crate::domain::goods::{Quantity, SaleState};
use crate::domain::view::GoodsItem;
use crate::domain::view::WaitingBasket;
use crate::ops::{BasketChange, Catalogue, Request, SearchGoods};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::{Outcome, Pick};
use crate::ui::screen::Slot;
use crate::ui::text::{Arg, Say, counter as t, sell};

impl Till {
    /// Nothing has this code: perhaps it is a name.
    pub(super) fn search(text: &str) -> Effect {
        let search = SearchGoods {
            text: text.to_owned(),
            active: Some(true),
            ..SearchGoods::default()
        };
        Effect::Ask(SEARCH, Request::Catalogue(Catalogue::Search(search)))
    }

    pub(super) fn pick_goods(&mut self, found: &[GoodsItem], ctx: &Ctx) -> Vec<Effect> {
        let Some(Pause::Search { text, .. }) = &self.pause else {
            return Vec::new();
        };
        if found.is_empty() {
            let text = text.clone();
            self.pause = None;
            let mut effects = self.put_back(&text, t::NOTHING_FOUND);
            effects.extend(self.next(ctx));
            return effects;
        }
        self.found = found.to_vec();
        let items = found.iter().map(|item| told(item, ctx)).collect();
        vec![Effect::open(SEARCH, Pick::one(t::WHICH_GOODS, items, 0))]
    }

    pub(super) fn ask_favourites() -> Vec<Effect> {
        let asked = Catalogue::Favourites { ventana: None };
        vec![Effect::Ask(FAVOURITES, Request::Catalogue(asked))]
    }

    pub(super) fn pick_favourite(&mut self, found: Vec<GoodsItem>, ctx: &Ctx) -> Vec<Effect> {
        if found.is_empty() {
            return vec![Effect::note(t::NO_FAVOURITES)];
        }
        let items = found.iter().map(|item| told(item, ctx)).collect();
        self.found = found;
        vec![Effect::open(FAVOURITES, Pick::one(t::FAVOURITES, items, 0))]
    }

    fn add_found(&mut self, places: &[usize], ctx: &Ctx) -> Vec<Effect> {
        let item = places.first().and_then(|place| self.found.get(*place));
        let Some(item) = item.cloned() else {
            return self.give_up(ctx);
        };
        let (text, much) = match self.pause.take() {
            Some(Pause::Search { text, quantity }) => (text, quantity),
            _ => (item.sku.clone(), None),
        };
        let weighs = item.sold_by == crate::domain::catalogue::SoldBy::Weight;
        if weighs && much.is_none() {
            let code = item.sku;
            self.pause = Some(Pause::Weigh { text, code });
            return self.ask_weight();
        }
        let add = BasketChange::Add {
            variant: item.variant,
            quantity: much.unwrap_or(Quantity::ONE),
            note: String::new(),
        };
        self.change(add, Sent::Line(text), ctx)
    }

    pub(super) fn pick_parked(&mut self, waiting: &[WaitingBasket]) -> Vec<Effect> {
        let own = self.view.as_ref().map(|view| view.sale);
        let parked = waiting
            .iter()
            .filter(|one| one.state == SaleState::Parked && Some(one.sale) != own);
        self.parked = parked.cloned().collect();
        if self.parked.is_empty() {
            return vec![Effect::note(t::NOTHING_PARKED)];
        }
        let item = |one: &WaitingBasket| {
            t::PARKED_ITEM
                .with("label", one.label.as_str())
                .with("total", one.total)
                .with("n", i64::from(one.lines))
                .with("user", one.user.as_str())
                .with("at", Arg::Clock(one.changed_at))
        };
        let items = self.parked.iter().map(item).collect();
        vec![Effect::open(RECALL, Pick::one(t::WHICH_PARKED, items, 0))]
    }

    pub(super) fn pick_draws(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let open = self.draws.open(ctx.now);
        if open.is_empty() {
            return vec![Effect::bad(sell::NO_DRAWS)];
        }
        let item = |draw: &&crate::domain::DrawOnSale| {
            sell::DRAW_ITEM
                .with("name", draw.name.as_str())
                .with("at", ctx.voice.clock(draw.at))
                .with("left", ctx.voice.countdown(draw.cutoff - ctx.now))
        };
        let items: Vec<Say> = open.iter().map(item).collect();
        let ids: Vec<_> = open.iter().map(|draw| draw.id).collect();
        let chosen = self.draws.chosen().to_vec();
        let ticked: Vec<usize> = (0..)
            .zip(&ids)
            .filter(|(_, id)| chosen.contains(id))
            .map(|(place, _)| place)
            .collect();
        self.pick_draws = ids;
        vec![Effect::open(
            DRAWS,
            Pick::several(sell::PICK_DRAWS, items, ticked),
        )]
    }

    fn draws_picked(&mut self, places: &[usize], ctx: &Ctx) -> Vec<Effect> {
        let ids = places
            .iter()
            .filter_map(|place| self.pick_draws.get(*place));
        match self.draws.choose(ids.copied().collect(), None) {
            Ok(()) => self.say_draws(ctx),
            Err(why) => self.say(Tone::Bad, why),
        }
        Vec::new()
    }

    /// A dialog was closed.
    pub(super) fn dialog_closed(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (WEIGH, Outcome::Filled(values)) => self.weight_typed(&values, ctx),
            (SEARCH | FAVOURITES, Outcome::Picked(places)) => self.add_found(&places, ctx),
            (WEIGH | SEARCH, _) => self.give_up(ctx),
            (QUANTITY, Outcome::Filled(values)) => self.quantity_typed(&values, ctx),
            (DISCOUNT, Outcome::Filled(values)) => self.discount_typed(&values, ctx),
            (NOTE, Outcome::Filled(values)) => self.note_typed(&values, ctx),
            (COUPON, Outcome::Filled(values)) => self.coupon_typed(&values, ctx),
            (POINTS, Outcome::Filled(values)) => self.points_typed(&values, ctx),
            (PARK, Outcome::Filled(values)) => {
                let label = values.first().cloned().unwrap_or_default();
                self.park(&label, ctx)
            }
            (ABANDON, Outcome::Confirmed) => self.abandon(ctx),
            (RECALL, Outcome::Picked(places)) => {
                let place = places.first().copied().unwrap_or_default();
                let sale = self.parked.get(place).map(|one| one.sale);
                match sale {
                    Some(sale) => self.recall(sale, ctx),
                    None => Vec::new(),
                }
            }
            (DRAWS, Outcome::Picked(places)) => self.draws_picked(&places, ctx),
            (MEANS, Outcome::Picked(places)) => self.means_picked(&places, ctx),
            (DETAILS, Outcome::Filled(values)) => self.details_typed(&values, ctx),
            (people::FIND | people::WHICH | people::FORM, outcome) => {
                self.people(slot, outcome, ctx)
            }
            _ => Vec::new(),
        }
    }
}

/// Goods in a list: name, price, what the shop has.
fn told(item: &GoodsItem, ctx: &Ctx) -> Say {
    let price = item.price.map(|price| ctx.voice.figure(price));
    t::GOODS_ITEM
        .with("name", item.full_name())
        .with("sku", item.sku.as_str())
        .with("price", price.unwrap_or_else(|| "–".to_owned()))
}
