//! What the keys ask: another list, another page, a product, a form, a file.

use super::draft::Draft;
use super::product::ProductDraft;
use super::promotion::PromotionDraft;
use super::{
    Catalogue, EDIT, FAVOURITES, FIND, FORM, GOODS, HISTORY, MORE, ONE, One, PROMOTIONS, Pane,
    SHEET, SHELF, Wanted,
};
use crate::domain::ImportWhat;
use crate::ops::{Catalogue as Asked, GoodsItem, GoodsKey, Request, SaveFavourite, SearchGoods};
use crate::sheet::Kind;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::overlays::Prompt;
use crate::ui::screen::{ScreenId, Slot};
use crate::ui::text::catalogue as t;
use crate::ui::widgets::{Field, Grid, Moved};

fn ask(slot: Slot, asked: Asked) -> Effect {
    Effect::Ask(slot, Request::Catalogue(asked))
}

impl Catalogue {
    /// Reads everything that is shown.
    pub(super) fn read_all(&self, ctx: &Ctx) -> Vec<Effect> {
        let mut effects = vec![
            self.search(None),
            ask(SHELF, Asked::Shelf),
            ask(PROMOTIONS, Asked::Promotions),
        ];
        if ctx.session.is_some_and(|session| session.ventana.is_some()) {
            effects.push(ask(FAVOURITES, Asked::Favourites { ventana: None }));
        }
        if let Some(one) = &self.one {
            let product = one.item.product;
            effects.push(ask(ONE, Asked::Read { product }));
        }
        effects
    }

    /// The first page of what is looked for, or the next one.
    pub(super) fn search(&self, after: Option<GoodsKey>) -> Effect {
        let slot = if after.is_some() { MORE } else { GOODS };
        let search = SearchGoods {
            text: self.text.trim().to_owned(),
            after,
            limit: Some(50),
            ..SearchGoods::default()
        };
        ask(slot, Asked::Search(search))
    }

    pub(super) fn act(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match self.moved(action) {
            Moved::Moved => return Vec::new(),
            Moved::WantsMore => {
                let next = self.next.clone();
                return next
                    .map(|next| self.search(Some(next)))
                    .into_iter()
                    .collect();
            }
            Moved::Ignored => {}
        }
        match action {
            Action::ListOpen => self.open(ctx),
            Action::ListBack => self.back(),
            Action::ListRefresh => self.read_all(ctx),
            Action::ListNextPane if self.one.is_none() => {
                self.pane = match self.pane {
                    Pane::Goods => Pane::Favourites,
                    Pane::Favourites => Pane::Promotions,
                    Pane::Promotions => Pane::Categories,
                    Pane::Categories => Pane::Templates,
                    Pane::Templates => Pane::Goods,
                };
                Vec::new()
            }
            Action::ListFilter => {
                let field = Field::text(t::FIELD_FIND, 80)
                    .hint(t::FIND_HINT)
                    .value(self.text.as_str());
                let prompt = Prompt::new(t::ACT_FIND, Vec::new(), vec![field]);
                vec![Effect::open(FIND, prompt)]
            }
            Action::CatalogueNew => self.begin_new(ctx),
            Action::CatalogueEdit => self.begin_edit(ctx),
            Action::CatalogueVariant => self.want(Wanted::Variant),
            Action::CataloguePrice => self.begin_price(ctx),
            Action::CatalogueHistory => self.turn_history(),
            Action::CatalogueFavourite => self.favourite(ctx),
            Action::CatalogueImport => {
                let what = Arrival::Import(ImportWhat::Goods);
                vec![Effect::GoWith(ScreenId::Import, what)]
            }
            Action::CatalogueCsv => self.export(Kind::Csv),
            Action::CatalogueXlsx => self.export(Kind::Xlsx),
            _ => Vec::new(),
        }
    }

    fn moved(&mut self, action: Action) -> Moved {
        if let Some(one) = &mut self.one {
            return one.prices.on_action(action);
        }
        match self.pane {
            Pane::Goods => self.goods.on_action(action),
            Pane::Favourites => self.favourites.on_action(action),
            Pane::Promotions => self.promotions.on_action(action),
            Pane::Categories => self.categories.on_action(action),
            Pane::Templates => self.templates.on_action(action),
        }
    }

    /// The goods that are meant by what is shown.
    pub(super) fn meant(&self) -> Option<&GoodsItem> {
        match (&self.one, self.pane) {
            (Some(one), _) => Some(&one.item),
            (None, Pane::Goods) => self.goods.chosen(),
            (None, Pane::Favourites) => self.favourites.chosen().map(|row| &row.item),
            (None, Pane::Promotions | Pane::Categories | Pane::Templates) => None,
        }
    }

    fn open(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.one.is_some() {
            return Vec::new();
        }
        let Some(item) = self.meant().cloned() else {
            return self.begin_edit(ctx);
        };
        let product = item.product;
        self.one = Some(One {
            item,
            told: None,
            prices: Grid::default(),
            history: false,
        });
        vec![ask(ONE, Asked::Read { product })]
    }

    fn back(&mut self) -> Vec<Effect> {
        if self.one.take().is_some() {
            return Vec::new();
        }
        if self.text.is_empty() || self.pane != Pane::Goods {
            return vec![Effect::Back];
        }
        self.text.clear();
        vec![self.search(None)]
    }

    /// What the variant cost before, or what it costs now.
    fn turn_history(&mut self) -> Vec<Effect> {
        let Some(one) = &mut self.one else {
            return Vec::new();
        };
        one.history = !one.history;
        one.prices = Grid::default();
        let (product, variant) = (one.item.product, one.item.variant);
        if one.history {
            vec![ask(HISTORY, Asked::History { variant })]
        } else {
            vec![ask(ONE, Asked::Read { product })]
        }
    }

    /// Reads the product anew before it is written: nobody writes over what another wrote.
    fn want(&mut self, wanted: Wanted) -> Vec<Effect> {
        let Some(item) = self.meant().cloned() else {
            return vec![Effect::note(t::NONE_CHOSEN)];
        };
        let product = item.product;
        self.wanted = Some((item, wanted));
        vec![ask(EDIT, Asked::Read { product })]
    }

    fn begin_new(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(shelf) = &self.shelf else {
            return vec![Effect::note(t::READING)];
        };
        let draft = match self.pane {
            Pane::Goods | Pane::Favourites => Draft::Product(ProductDraft::new(shelf, ctx)),
            Pane::Promotions => Draft::Promotion(Box::new(PromotionDraft::new(ctx))),
            Pane::Categories => Draft::new_category(ctx),
            Pane::Templates => Draft::new_template(ctx),
        };
        self.begin(draft, ctx)
    }

    fn begin_edit(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.one.is_some() {
            return self.want(Wanted::Edit);
        }
        let draft = match self.pane {
            Pane::Goods | Pane::Favourites => return self.want(Wanted::Edit),
            Pane::Promotions => {
                self.promotions
                    .chosen()
                    .zip(self.shelf.as_ref())
                    .map(|(row, shelf)| {
                        Draft::Promotion(Box::new(PromotionDraft::of(&row.promotion, shelf, ctx)))
                    })
            }
            Pane::Categories => self
                .categories
                .chosen()
                .map(|row| Draft::of_category(row, ctx)),
            Pane::Templates => self
                .templates
                .chosen()
                .map(|row| Draft::of_template(*row, ctx)),
        };
        match draft {
            Some(draft) => self.begin(draft, ctx),
            None => vec![Effect::note(t::NONE_CHOSEN)],
        }
    }

    fn begin_price(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let (Some(item), Some(shelf)) = (self.meant(), &self.shelf) else {
            return vec![Effect::note(t::NONE_CHOSEN)];
        };
        match Draft::price(item, shelf, ctx) {
            Some(draft) => self.begin(draft, ctx),
            None => vec![Effect::note(t::NO_LIST)],
        }
    }

    /// Puts goods among the favourites, or clears the place that is chosen there.
    fn favourite(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.pane == Pane::Favourites && self.one.is_none() {
            let Some(row) = self.favourites.chosen() else {
                return vec![Effect::note(t::NONE_CHOSEN)];
            };
            let asked = SaveFavourite {
                key: ctx.fresh_key(),
                ventana: None,
                slot: row.slot,
                variant: None,
            };
            return vec![ask(super::SAVE, Asked::SaveFavourite(asked))];
        }
        let Some(item) = self.meant() else {
            return vec![Effect::note(t::NONE_CHOSEN)];
        };
        let taken = |slot: &u8| self.favourites.rows().iter().any(|row| row.slot == *slot);
        let free = (1..=24).find(|slot| !taken(slot)).unwrap_or(1);
        let draft = Draft::favourite(item, free, ctx);
        self.begin(draft, ctx)
    }

    /// Opens a form.
    pub(super) fn begin(&mut self, draft: Draft, ctx: &Ctx) -> Vec<Effect> {
        let Some(shelf) = &self.shelf else {
            return vec![Effect::note(t::READING)];
        };
        let prompt = draft.prompt(shelf, ctx);
        self.draft = Some(draft);
        vec![Effect::open(FORM, prompt)]
    }

    pub(super) fn filled(&mut self, values: Vec<String>, ctx: &Ctx) -> Vec<Effect> {
        let (Some(draft), Some(shelf)) = (&mut self.draft, &self.shelf) else {
            return Vec::new();
        };
        draft.keep(values);
        match draft.asked(shelf, ctx) {
            Ok(asked) => vec![ask(super::SAVE, asked)],
            Err((place, why)) => {
                let prompt = draft.prompt(shelf, ctx).refused(place, why);
                vec![Effect::open(FORM, prompt)]
            }
        }
    }

    /// All goods as a table.
    fn export(&mut self, kind: Kind) -> Vec<Effect> {
        self.file = Some(kind);
        vec![ask(SHEET, Asked::Sheet)]
    }
}
