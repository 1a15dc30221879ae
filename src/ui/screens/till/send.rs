//! What is sent: one command at a time, each under a fresh key; the app asks for the fate of one whose answer is lost.

use super::state::Sent;
use super::{ABANDON, CHANGE, PARK, RECALL, Till};
use crate::domain::SaleId;
use crate::ops::{BasketChange, ChangeBasket, ParkBasket, Request, Till as Asked};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;

impl Till {
    /// The sale that is being filled; a new one gets its id here.
    fn sale(&mut self, ctx: &Ctx) -> SaleId {
        match &self.view {
            Some(view) => view.sale,
            None => *self.fresh.get_or_insert_with(|| ctx.fresh_id()),
        }
    }

    /// Changes the basket. What adds a line does not care which version it meets; everything else does.
    pub(super) fn change(&mut self, change: BasketChange, sent: Sent, ctx: &Ctx) -> Vec<Effect> {
        let adds = matches!(
            change,
            BasketChange::Scan { .. } | BasketChange::Add { .. } | BasketChange::Numbers { .. }
        );
        let seen = self.view.as_ref().map(|view| view.version);
        let asked = ChangeBasket {
            key: ctx.fresh_key(),
            sale: self.sale(ctx),
            version: seen.filter(|_| !adds),
            change,
            approval: None,
        };
        self.sent = Some(sent);
        vec![Effect::Ask(CHANGE, Request::Till(Asked::Change(asked)))]
    }

    pub(super) fn park(&mut self, label: &str, ctx: &Ctx) -> Vec<Effect> {
        let Some(sale) = self.view.as_ref().map(|view| view.sale) else {
            return Vec::new();
        };
        let asked = ParkBasket {
            key: ctx.fresh_key(),
            sale,
            label: label.trim().to_owned(),
        };
        self.sent = Some(Sent::Other);
        vec![Effect::Ask(PARK, Request::Till(Asked::Park(asked)))]
    }

    pub(super) fn abandon(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(sale) = self.view.as_ref().map(|view| view.sale) else {
            return Vec::new();
        };
        let asked = ParkBasket {
            key: ctx.fresh_key(),
            sale,
            label: String::new(),
        };
        self.sent = Some(Sent::Other);
        vec![Effect::Ask(ABANDON, Request::Till(Asked::Abandon(asked)))]
    }

    pub(super) fn recall(&mut self, sale: SaleId, ctx: &Ctx) -> Vec<Effect> {
        let key = ctx.fresh_key();
        self.sent = Some(Sent::Other);
        vec![Effect::Ask(
            RECALL,
            Request::Till(Asked::Recall { key, sale }),
        )]
    }
}
