//! What is being written in the catalogue: it becomes a dialog, and what was typed becomes a command. The key is born with the
//! draft, so that a save that is repeated after a lost connection happens once.

use super::product::ProductDraft;
use super::promotion::PromotionDraft;
use crate::domain::catalogue::{CheckPolicy, ListKind, ScaleKind, ScaleTemplate};
use crate::domain::goods::Quantity;
use crate::domain::{CategoryId, CommandKey, GoodsListId, Role, VariantId};
use crate::ops::{
    Catalogue as Asked, CategoryRow, GoodsItem, GoodsListRow, SaveCategory, SaveFavourite,
    SavePrices, SaveTemplate, SetPrice, Shelf,
};
use crate::ui::catalogue_paper as paper;
use crate::ui::ctx::Ctx;
use crate::ui::overlays::{Prompt, fact};
use crate::ui::plain::plain;
use crate::ui::text::{Say, catalogue as t, frame, users as u};
use crate::ui::widgets::{Field, typed_figure};

/// What is being written.
#[derive(Debug, Clone)]
pub(super) enum Draft {
    /// A product.
    Product(ProductDraft),
    /// A promotion.
    Promotion(Box<PromotionDraft>),
    /// Anything smaller.
    Small(Small),
}

/// What has only a few fields.
#[derive(Debug, Clone)]
pub(super) struct Small {
    kind: Kind,
    key: CommandKey,
    values: Vec<String>,
}

#[derive(Debug, Clone)]
enum Kind {
    Category(CategoryId),
    /// The template of a prefix; nothing for a new one.
    Template(Option<u8>),
    Price {
        variant: VariantId,
        name: String,
        lists: Vec<(GoodsListId, String)>,
    },
    Favourite {
        variant: VariantId,
        name: String,
    },
}

impl Draft {
    fn small(kind: Kind, values: Vec<String>, ctx: &Ctx) -> Self {
        Self::Small(Small {
            kind,
            key: ctx.fresh_key(),
            values,
        })
    }

    /// A new category.
    pub fn new_category(ctx: &Ctx) -> Self {
        let values = ["", "", "1"].map(str::to_owned).to_vec();
        Self::small(Kind::Category(ctx.fresh_id()), values, ctx)
    }

    /// A category that exists.
    pub fn of_category(row: &CategoryRow, ctx: &Ctx) -> Self {
        let days = row.return_days.map(|days| days.to_string());
        let active = usize::from(row.active).to_string();
        let values = vec![row.name.clone(), days.unwrap_or_default(), active];
        Self::small(Kind::Category(row.id), values, ctx)
    }

    /// The template of another prefix.
    pub fn new_template(ctx: &Ctx) -> Self {
        let values = ["", "0", "1", "3", "0", "1"].map(str::to_owned).to_vec();
        Self::small(Kind::Template(None), values, ctx)
    }

    /// A template that exists.
    pub fn of_template(row: ScaleTemplate, ctx: &Ctx) -> Self {
        let kind = ScaleKind::ALL.iter().position(|kind| *kind == row.kind);
        let check = CheckPolicy::ALL
            .iter()
            .position(|check| *check == row.check);
        let values = vec![
            row.prefix.to_string(),
            kind.unwrap_or(0).to_string(),
            row.item_digits.saturating_sub(4).to_string(),
            row.decimals.to_string(),
            check.unwrap_or(0).to_string(),
            usize::from(row.active).to_string(),
        ];
        Self::small(Kind::Template(Some(row.prefix)), values, ctx)
    }

    /// A price of goods; nothing where the person writes no list.
    pub fn price(item: &GoodsItem, shelf: &Shelf, ctx: &Ctx) -> Option<Self> {
        let session = ctx.session?;
        let own = session.ventana.as_ref().map(|(id, _)| *id);
        let mine = |row: &&GoodsListRow| {
            row.active
                && (session.role == Role::Admin
                    || own.is_some_and(|own| row.kind == ListKind::Ventana(own)))
        };
        let lists = shelf.lists.iter().filter(mine);
        let lists: Vec<_> = lists.map(|row| (row.id, row.name.clone())).collect();
        if lists.is_empty() {
            return None;
        }
        let at = lists.iter().position(|(id, _)| Some(*id) == item.list);
        let price = item.price.map(|price| ctx.voice.figure(price));
        let values = vec![
            at.unwrap_or(0).to_string(),
            String::new(),
            price.unwrap_or_default(),
        ];
        let (variant, name) = (item.variant, item.full_name());
        let kind = Kind::Price {
            variant,
            name,
            lists,
        };
        Some(Self::small(kind, values, ctx))
    }

    /// A place among the favourites.
    pub fn favourite(item: &GoodsItem, free: u8, ctx: &Ctx) -> Self {
        let (variant, name) = (item.variant, item.full_name());
        Self::small(
            Kind::Favourite { variant, name },
            vec![free.to_string()],
            ctx,
        )
    }

    /// Keeps what was typed, in case it is refused.
    pub fn keep(&mut self, values: Vec<String>) {
        match self {
            Draft::Product(draft) => draft.keep(values),
            Draft::Promotion(draft) => draft.keep(values),
            Draft::Small(draft) => draft.values = values,
        }
    }

    /// The dialog with what is known so far.
    pub fn prompt(&self, shelf: &Shelf, _ctx: &Ctx) -> Prompt {
        match self {
            Draft::Product(draft) => draft.prompt(shelf),
            Draft::Promotion(draft) => draft.prompt(shelf),
            Draft::Small(draft) => draft.prompt(),
        }
    }

    /// The place of a request's field.
    pub fn place(&self, field: &str) -> usize {
        match self {
            Draft::Product(_) => ProductDraft::place(field),
            Draft::Promotion(_) => PromotionDraft::place(field),
            Draft::Small(_) => usize::from(field == "return_days"),
        }
    }

    /// The command that saves what was typed.
    ///
    /// # Errors
    /// The field that is wrong, and why.
    pub fn asked(&self, shelf: &Shelf, ctx: &Ctx) -> Result<Asked, (usize, Say)> {
        match self {
            Draft::Product(draft) => draft.asked(shelf, ctx),
            Draft::Promotion(draft) => draft.asked(shelf, ctx),
            Draft::Small(draft) => draft.asked(ctx),
        }
    }
}

impl Small {
    fn value(&self, place: usize) -> &str {
        self.values.get(place).map_or("", |value| value.trim())
    }

    fn choice(&self, place: usize) -> usize {
        self.value(place).parse().unwrap_or(0)
    }

    fn prompt(&self) -> Prompt {
        let text = |label, most, place| Field::text(label, most).value(self.value(place));
        let active =
            |place| Field::choice(t::COL_ACTIVE, [u::NO, u::YES]).chosen(self.choice(place));
        let of = |name: &str| {
            let name = frame::PLAIN.with("text", plain(name).into_owned());
            vec![fact(t::COL_NAME, name)]
        };
        match &self.kind {
            Kind::Category(_) => {
                let fields = vec![
                    text(t::COL_CATEGORY, 60, 0),
                    text(t::COL_RETURN, 3, 1).hint(t::RETURN_HINT),
                    active(2),
                ];
                Prompt::new(t::FORM_CATEGORY, Vec::new(), fields)
            }
            Kind::Template(_) => {
                let digits = ["4", "5", "6"].map(|digits| frame::PLAIN.with("text", digits));
                let fields = vec![
                    text(t::COL_PREFIX, 2, 0).hint(t::PREFIX_HINT),
                    Field::choice(t::COL_VALUE, ScaleKind::ALL.map(paper::scale_kind))
                        .chosen(self.choice(1)),
                    Field::choice(t::COL_ITEM_DIGITS, digits).chosen(self.choice(2)),
                    text(t::COL_DECIMALS, 1, 3),
                    Field::choice(t::COL_CHECK, CheckPolicy::ALL.map(paper::check))
                        .chosen(self.choice(4)),
                    active(5),
                ];
                Prompt::new(t::FORM_TEMPLATE, Vec::new(), fields)
            }
            Kind::Price { name, lists, .. } => {
                let lists = lists
                    .iter()
                    .map(|(_, name)| frame::PLAIN.with("text", plain(name).into_owned()));
                let fields = vec![
                    Field::choice(t::COL_LIST, lists).chosen(self.choice(0)),
                    text(t::COL_FROM, 12, 1).hint(t::TIER_HINT),
                    text(t::COL_PRICE, 16, 2).hint(t::NO_PRICE_HINT),
                ];
                Prompt::new(t::FORM_PRICE, of(name), fields)
            }
            Kind::Favourite { name, .. } => {
                let fields = vec![text(t::COL_PLACE, 2, 0).hint(t::PLACE_HINT)];
                Prompt::new(t::FORM_FAVOURITE, of(name), fields)
            }
        }
    }

    fn asked(&self, ctx: &Ctx) -> Result<Asked, (usize, Say)> {
        let key = self.key;
        let wrong = |place: usize| (place, Say::from(t::COUNT_WRONG));
        Ok(match &self.kind {
            Kind::Category(id) => {
                let return_days = match self.value(1) {
                    "" => None,
                    typed => Some(typed.parse().map_err(|_| wrong(1))?),
                };
                let category = CategoryRow {
                    id: *id,
                    name: self.value(0).to_owned(),
                    return_days,
                    active: self.choice(2) == 1,
                };
                Asked::SaveCategory(SaveCategory { key, category })
            }
            Kind::Template(known) => {
                let prefix = self.value(0).parse().map_err(|_| wrong(0))?;
                if known.is_some_and(|known| known != prefix) {
                    return Err((0, t::PREFIX_STANDS.into()));
                }
                let decimals = self.value(3).parse().map_err(|_| wrong(3))?;
                let digits = u8::try_from(self.choice(2)).unwrap_or(1).saturating_add(4);
                let kind = ScaleKind::ALL.get(self.choice(1));
                let check = CheckPolicy::ALL.get(self.choice(4));
                let template = ScaleTemplate {
                    prefix,
                    item_digits: digits,
                    kind: kind.copied().unwrap_or(ScaleKind::Weight),
                    decimals,
                    check: check.copied().unwrap_or(CheckPolicy::Strict),
                    active: self.choice(5) == 1,
                };
                Asked::SaveTemplate(SaveTemplate { key, template })
            }
            Kind::Price { variant, lists, .. } => {
                let list = lists.get(self.choice(0)).map(|(id, _)| *id);
                let from = match self.value(1) {
                    "" => Quantity::try_from_milli(1),
                    typed => Quantity::parse(typed),
                };
                let from = from.ok().filter(|from| !from.is_zero());
                let price = match self.value(2) {
                    "" => None,
                    typed => Some(typed_figure(typed, ctx).map_err(|why| (2, why))?),
                };
                let price = SetPrice {
                    list: list.ok_or_else(|| wrong(0))?,
                    variant: *variant,
                    from: from.ok_or_else(|| wrong(1))?,
                    price,
                };
                let prices = vec![price];
                Asked::SavePrices(SavePrices { key, prices })
            }
            Kind::Favourite { variant, .. } => {
                let slot = self.value(0).parse().ok();
                let slot = slot.filter(|slot| (1..=24).contains(slot));
                Asked::SaveFavourite(SaveFavourite {
                    key,
                    ventana: None,
                    slot: slot.ok_or_else(|| (0, Say::from(t::PLACE_HINT)))?,
                    variant: Some(*variant),
                })
            }
        })
    }
}
