//! What can be done with the goods, the favourites, the promotions and what goods are ordered by.

use super::{Catalogue, Pane};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::screen::Offer;
use crate::ui::text::catalogue as t;

impl Catalogue {
    pub(super) fn offered(&self, _ctx: &Ctx) -> Vec<Offer> {
        if let Some(one) = &self.one {
            let read = one.told.is_some();
            let called = if one.history {
                t::ACT_IN_FORCE
            } else {
                t::ACT_HISTORY
            };
            return vec![
                Offer::when(Action::CatalogueEdit, read, t::READING),
                Offer::when(Action::CataloguePrice, read, t::READING),
                Offer::when(Action::CatalogueVariant, read, t::READING),
                Offer::on(Action::CatalogueHistory).called(called),
                Offer::on(Action::ListBack),
            ];
        }
        let any = |any: bool, action| Offer::when(action, any, t::NONE_CHOSEN);
        let mut offers = Vec::new();
        match self.pane {
            Pane::Goods => {
                let chosen = self.goods.chosen().is_some();
                offers.extend([
                    Offer::on(Action::ListFilter).called(t::ACT_FIND),
                    any(chosen, Action::ListOpen),
                    Offer::on(Action::CatalogueNew),
                    any(chosen, Action::CatalogueEdit),
                    any(chosen, Action::CataloguePrice),
                    any(chosen, Action::CatalogueVariant),
                    any(chosen, Action::CatalogueFavourite),
                    Offer::on(Action::CatalogueCsv),
                    Offer::on(Action::CatalogueXlsx),
                    Offer::on(Action::CatalogueImport),
                ]);
            }
            Pane::Favourites => {
                let chosen = self.favourites.chosen().is_some();
                let clear = any(chosen, Action::CatalogueFavourite).called(t::ACT_CLEAR);
                offers.push(clear);
            }
            Pane::Promotions => offers.extend([
                Offer::on(Action::CatalogueNew),
                any(self.promotions.chosen().is_some(), Action::CatalogueEdit),
            ]),
            Pane::Categories => offers.extend([
                Offer::on(Action::CatalogueNew),
                any(self.categories.chosen().is_some(), Action::CatalogueEdit),
            ]),
            Pane::Templates => offers.extend([
                Offer::on(Action::CatalogueNew),
                any(self.templates.chosen().is_some(), Action::CatalogueEdit),
            ]),
        }
        offers.extend([
            Offer::on(Action::ListNextPane),
            Offer::on(Action::ListRefresh),
            Offer::on(Action::ListBack),
        ]);
        offers
    }
}
