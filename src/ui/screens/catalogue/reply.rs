//! What the house answered about the catalogue.

use super::draft::Draft;
use super::product::ProductDraft;
use super::{Catalogue, EDIT, FORM, GOODS, MORE, ONE, SAVE, SHEET, Wanted};
use crate::domain::catalogue::CatalogueProblem;
use crate::ops::{Answer, CatalogueAnswer, GoodsPriceRow, ProductView, Refusal, Reply, SheetRow};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::import_paper as paper;
use crate::ui::screen::Slot;
use crate::ui::text::{catalogue as t, refusal};
use crate::ui::widgets::Grid;

impl Catalogue {
    pub(super) fn replied(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        let Reply::Done(answer) = reply else {
            return self.not_done(slot, reply, ctx);
        };
        let Answer::Catalogue(told) = answer.as_ref() else {
            return Vec::new();
        };
        if slot == SAVE {
            return self.saved(ctx);
        }
        match told {
            CatalogueAnswer::Page(page) if slot == GOODS => {
                self.next.clone_from(&page.next);
                fill(&mut self.goods, page.rows.clone(), page.next.is_some());
            }
            CatalogueAnswer::Page(page) if slot == MORE => {
                self.next.clone_from(&page.next);
                self.goods.append(page.rows.clone(), page.next.is_some());
            }
            CatalogueAnswer::Favourites(rows) => fill(&mut self.favourites, rows.clone(), false),
            CatalogueAnswer::Promotions(rows) => fill(&mut self.promotions, rows.clone(), false),
            CatalogueAnswer::Shelf(shelf) => {
                fill(&mut self.categories, shelf.categories.clone(), false);
                fill(&mut self.templates, shelf.templates.clone(), false);
                self.shelf = Some(shelf.clone());
            }
            CatalogueAnswer::Product(view) if slot == EDIT => return self.read_for(view, ctx),
            CatalogueAnswer::Product(view) if slot == ONE => self.learn_one(view),
            CatalogueAnswer::History(rows) => self.learn_history(rows),
            CatalogueAnswer::Sheet(rows) if slot == SHEET => return self.written(rows, ctx),
            _ => {}
        }
        Vec::new()
    }

    fn learn_one(&mut self, view: &ProductView) {
        let Some(one) = self.one.as_mut().filter(|one| one.item.product == view.id) else {
            return;
        };
        one.told = Some(Box::new(view.clone()));
        if !one.history {
            let prices = view.variants.iter().flat_map(|variant| {
                let sku = &variant.sku;
                variant.prices.iter().map(|row| (sku.clone(), row.clone()))
            });
            fill(&mut one.prices, prices.collect(), false);
        }
    }

    fn learn_history(&mut self, rows: &[GoodsPriceRow]) {
        if let Some(one) = self.one.as_mut().filter(|one| one.history) {
            let sku = one.item.sku.clone();
            let rows = rows.iter().map(|row| (sku.clone(), row.clone()));
            fill(&mut one.prices, rows.collect(), false);
        }
    }

    /// A product was read to be written.
    fn read_for(&mut self, view: &ProductView, ctx: &Ctx) -> Vec<Effect> {
        let (Some((item, wanted)), Some(shelf)) = (self.wanted.take(), &self.shelf) else {
            return Vec::new();
        };
        let draft = match wanted {
            Wanted::Edit => ProductDraft::of(view, item.variant, shelf, ctx),
            Wanted::Variant => ProductDraft::beside(view, shelf, ctx),
        };
        self.begin(Draft::Product(draft), ctx)
    }

    fn saved(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.draft = None;
        let mut effects = self.read_all(ctx);
        effects.push(Effect::good(t::SAVED));
        effects
    }

    /// What was typed opens again with the reason beside its field.
    fn not_done(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        let (Reply::Refused(refusals), Some(draft), Some(shelf)) = (
            reply,
            self.draft.as_ref().filter(|_| slot == SAVE),
            &self.shelf,
        ) else {
            return refusal::show(reply);
        };
        let prompt = draft.prompt(shelf, ctx);
        let prompt = refusals.iter().rev().fold(prompt, |prompt, one| {
            prompt.refused(draft.place(field(one)), refusal::sentence(one))
        });
        vec![Effect::open(FORM, prompt)]
    }

    fn written(&mut self, rows: &[SheetRow], ctx: &Ctx) -> Vec<Effect> {
        let Some(kind) = self.file.take() else {
            return Vec::new();
        };
        match paper::goods(rows, *ctx.voice).bytes(kind) {
            Ok(bytes) => vec![Effect::Save {
                name: format!("{}.{}", ctx.text(t::OF_GOODS), kind.ending()),
                bytes,
            }],
            Err(why) => vec![Effect::bad(t::NOT_SAVED.with("why", why.to_string()))],
        }
    }
}

/// The field of a request that a refusal is about.
fn field(refusal: &Refusal) -> &str {
    match refusal {
        Refusal::Field { field, .. } | Refusal::Taken { field } => field,
        Refusal::Catalogue(problem) => match problem {
            CatalogueProblem::SkuTaken { .. } => "sku",
            CatalogueProblem::PluTaken { .. } => "plu",
            CatalogueProblem::BarcodeTaken { .. }
            | CatalogueProblem::Barcode { .. }
            | CatalogueProblem::PackOfWeight { .. } => "barcodes",
            CatalogueProblem::Rule => "rule",
            CatalogueProblem::Variants
            | CatalogueProblem::Template
            | CatalogueProblem::NotYours
            | CatalogueProblem::Scale { .. }
            | CatalogueProblem::NotSold { .. }
            | CatalogueProblem::Coupon { .. } => "",
        },
        _ => "",
    }
}

/// Rows in place of those before, the same place chosen.
fn fill<R>(grid: &mut Grid<R>, rows: Vec<R>, more: bool) {
    let place = grid.place();
    grid.set(rows, more);
    grid.choose(place);
}
