//! What the till does with answers. What was refused stands in the line again; the scans behind it go on.

use super::state::{Pause, Sent, Stage};
use super::{
    ABANDON, CHANGE, COMPLETE, CUSTOMERS, DESK, DRAWS, FAVOURITES, NEW_CUSTOMER, PARK, RECALL,
    SEARCH, Till, WAITING,
};
use crate::domain::goods::{BasketProblem, TillProblem};
use crate::domain::view::{BasketView, SoldAtTill, TillDesk};
use crate::ops::{Answer, CatalogueAnswer, FieldProblem, Refusal, Reply, TillAnswer};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::screen::Slot;
use crate::ui::text::{Say, counter as t, refusal};

impl Till {
    pub(super) fn answered(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        let command = super::COMMANDS.contains(&slot);
        let sent = if command { self.sent.take() } else { None };
        match reply {
            Reply::Done(answer) => self.done(slot, answer, ctx),
            Reply::Refused(all) => self.refused(slot, sent, all, ctx),
            Reply::Failed(fault) => {
                if !command {
                    return vec![Effect::bad(refusal::fault(fault))];
                }
                self.lost(slot, sent, refusal::fault(fault))
            }
        }
    }

    fn done(&mut self, slot: Slot, answer: &Answer, ctx: &Ctx) -> Vec<Effect> {
        match (slot, answer) {
            (DESK, Answer::Till(TillAnswer::Desk(desk))) => {
                self.desk_read(desk);
                self.next(ctx)
            }
            (DRAWS, Answer::Desk(desk)) => {
                self.draws.set(desk.draws.clone());
                self.follow(ctx);
                Vec::new()
            }
            (CHANGE | RECALL, Answer::Till(TillAnswer::Basket(view))) => {
                self.shown(view, slot == RECALL);
                self.next(ctx)
            }
            // The answer was lost and is known only by its outcome: the basket is read again.
            (CHANGE | RECALL, Answer::Till(TillAnswer::Changed { .. })) => self.read_desk(ctx),
            (COMPLETE, Answer::Till(TillAnswer::Sold(sold))) => self.sold(sold, ctx),
            (PARK, _) => {
                self.begin_anew();
                let mut effects = vec![Effect::note(t::PARKED.with("key", Action::TillRecall))];
                effects.extend(self.next(ctx));
                effects
            }
            (ABANDON, _) => {
                self.begin_anew();
                let mut effects = vec![Effect::note(t::ABANDONED)];
                effects.extend(self.next(ctx));
                effects
            }
            (WAITING, Answer::Till(TillAnswer::Waiting(waiting))) => self.pick_parked(waiting),
            (CUSTOMERS, Answer::Till(TillAnswer::Customers(found))) => self.pick_customer(found),
            (NEW_CUSTOMER, Answer::Till(TillAnswer::Customers(saved))) => {
                self.customer_saved(saved, ctx)
            }
            (SEARCH, Answer::Catalogue(CatalogueAnswer::Page(page))) => {
                self.pick_goods(&page.rows, ctx)
            }
            (FAVOURITES, Answer::Catalogue(CatalogueAnswer::Favourites(rows))) => {
                self.pick_favourite(rows.iter().map(|row| row.item.clone()).collect(), ctx)
            }
            _ => Vec::new(),
        }
    }

    /// What the house knows of this till. An older picture of the basket never takes the place of a newer one.
    fn desk_read(&mut self, desk: &TillDesk) {
        self.desk = Some(Box::new(desk.clone()));
        if self.sent.is_some() {
            return;
        }
        let Some(open) = &desk.open else {
            return;
        };
        let sold = self.done.as_ref().map(|sold| sold.sale);
        let newer = match &self.view {
            Some(held) if held.sale == open.sale => held.version <= open.version,
            Some(_) => false,
            None => sold != Some(open.sale),
        };
        if newer {
            self.view = Some(open.clone());
            self.choose(self.chosen);
        }
    }

    /// A basket after a change: the line that is new or longer is chosen and said.
    fn shown(&mut self, view: &BasketView, recalled: bool) {
        let lines_of = |view: &BasketView| -> Vec<(u16, i64)> {
            let goods = view.basket.lines.iter();
            let goods = goods.map(|line| (line.no, line.quantity.as_milli()));
            goods
                .chain(view.basket.numbers.iter().map(|line| (line.no, 0)))
                .collect()
        };
        let before = self.view.as_deref().map(lines_of).unwrap_or_default();
        let after = lines_of(view);
        let place = after.iter().position(|line| !before.contains(line));
        self.view = Some(Box::new(view.clone()));
        self.fresh = None;
        self.done = None;
        match place {
            Some(_) if recalled => self.choose(0),
            Some(place) => self.choose(place),
            None => self.choose(self.chosen),
        }
        self.message = None;
        if let (Some(place), false) = (place, recalled)
            && let Some(line) = view.basket.lines.get(place)
            && let Some((_, figures)) = view.totals.lines.get(place)
        {
            let say = t::ADDED
                .with("name", line.item.name.as_str())
                .with("quantity", line.quantity.text())
                .with("total", figures.total);
            self.say(Tone::Good, say);
        }
    }

    fn sold(&mut self, sold: &SoldAtTill, ctx: &Ctx) -> Vec<Effect> {
        self.begin_anew();
        self.stage = Stage::Done;
        self.message = None;
        self.done = Some(Box::new(sold.clone()));
        let mut effects = self.read_desk(ctx);
        if !self.queue.is_empty() {
            self.stage = Stage::Basket;
            effects.extend(self.next(ctx));
        }
        effects
    }

    fn lost(&mut self, slot: Slot, sent: Option<Sent>, why: Say) -> Vec<Effect> {
        let text = match sent {
            Some(Sent::Goods { text, .. } | Sent::Line(text)) => Some(text),
            Some(Sent::Other) | None => None,
        };
        self.queue.retain(|waiting| !waiting.is_empty());
        if let Some(text) = text.filter(|_| slot == CHANGE) {
            return self.put_back(&text, why);
        }
        self.say(Tone::Bad, why);
        vec![Effect::Bell]
    }

    fn refused(
        &mut self,
        slot: Slot,
        sent: Option<Sent>,
        all: &[Refusal],
        ctx: &Ctx,
    ) -> Vec<Effect> {
        match (slot, sent) {
            (
                CHANGE,
                Some(Sent::Goods {
                    text,
                    code,
                    quantity,
                }),
            ) => {
                if quantity.is_none() && all.iter().any(wants_weight) {
                    self.pause = Some(Pause::Weigh { text, code });
                    return self.ask_weight();
                }
                let unknown = all
                    .iter()
                    .any(|one| matches!(one, Refusal::NotFound { .. }));
                let words = code.chars().any(char::is_alphabetic);
                if unknown && words {
                    self.pause = Some(Pause::Search { text, quantity });
                    return vec![Self::search(&code)];
                }
                let mut effects = self.put_back(&text, refusal::first(all));
                effects.extend(self.after_refusal(all, ctx));
                effects
            }
            (CHANGE, Some(Sent::Line(text))) => {
                let why = self.sentence(all, ctx);
                let mut effects = self.put_back(&text, why);
                effects.extend(self.after_refusal(all, ctx));
                effects
            }
            (COMPLETE, _) => {
                let why = self.sentence(all, ctx);
                self.say(Tone::Bad, why);
                let mut effects = vec![Effect::Bell];
                if all.len() > 1 {
                    effects.extend(refusal::show_with(&Reply::Refused(all.to_vec()), &|draw| {
                        self.draw_name(draw, ctx)
                    }));
                }
                effects.extend(self.after_refusal(all, ctx));
                effects
            }
            (CHANGE | PARK | RECALL | ABANDON | NEW_CUSTOMER, _) => {
                self.queue.retain(|waiting| !waiting.is_empty());
                self.say(Tone::Bad, refusal::first(all));
                let mut effects = vec![Effect::Bell];
                effects.extend(self.after_refusal(all, ctx));
                effects
            }
            (SEARCH, _) => {
                let mut effects = self.give_up(ctx);
                effects.push(Effect::bad(refusal::first(all)));
                effects
            }
            _ => vec![Effect::bad(refusal::first(all))],
        }
    }

    fn sentence(&self, all: &[Refusal], ctx: &Ctx) -> Say {
        let name = |draw| self.draw_name(draw, ctx);
        let first = all.first();
        first.map_or_else(
            || crate::ui::text::frame::REFUSED.into(),
            |one| refusal::sentence_with(one, &name),
        )
    }

    /// What is shown no longer agrees with what the house holds: it is read again; the scans that wait go on.
    fn after_refusal(&mut self, all: &[Refusal], ctx: &Ctx) -> Vec<Effect> {
        let other = |one: &Refusal| {
            matches!(
                one,
                Refusal::Till(
                    TillProblem::StaleVersion { .. }
                        | TillProblem::NotOpen { .. }
                        | TillProblem::TotalChanged { .. }
                        | TillProblem::NotSellable
                        | TillProblem::Basket {
                            basket: BasketProblem::LineNotFound { .. }
                        }
                ) | Refusal::NoOpenDrawer
                    | Refusal::Sale(_)
            )
        };
        let mut effects = Vec::new();
        if all.iter().any(other) {
            let gone = all
                .iter()
                .any(|one| matches!(one, Refusal::Till(TillProblem::NotOpen { .. })));
            if gone {
                self.begin_anew();
            }
            effects.extend(self.read_desk(ctx));
        }
        effects.extend(self.next(ctx));
        effects
    }
}

/// Whether goods are sold by weight and nobody said how much they weigh.
fn wants_weight(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::Field { field, problem: FieldProblem::Missing } if field == "quantity"
    )
}
