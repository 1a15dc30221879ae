//! The catalogue: goods by name with their prices, one of them with codes and prices, favourites, promotions, categories, scale
//! templates; written in forms, taken away as a table.

mod ask;
mod draft;
mod offers;
mod product;
mod promotion;
mod reply;
mod view;

use crate::domain::catalogue::ScaleTemplate;
use crate::ops::{
    CategoryRow, FavouriteRow, GoodsItem, GoodsKey, GoodsPriceRow, ProductView, PromotionRow,
    Reply, Shelf,
};
use crate::sheet::Kind;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::widgets::Grid;
use draft::Draft;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const GOODS: Slot = Slot("catalogue.goods");
const MORE: Slot = Slot("catalogue.more");
const FAVOURITES: Slot = Slot("catalogue.favourites");
const PROMOTIONS: Slot = Slot("catalogue.promotions");
const SHELF: Slot = Slot("catalogue.shelf");
const ONE: Slot = Slot("catalogue.one");
const EDIT: Slot = Slot("catalogue.edit");
const HISTORY: Slot = Slot("catalogue.history");
const SHEET: Slot = Slot("catalogue.sheet");
const FIND: Slot = Slot("catalogue.find");
const FORM: Slot = Slot("catalogue.form");
const SAVE: Slot = Slot("catalogue.save");

/// Which list takes the keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Pane {
    #[default]
    Goods,
    Favourites,
    Promotions,
    Categories,
    Templates,
}

/// A price of a product that is shown: the SKU of its variant, and the price.
type Priced = (String, GoodsPriceRow);

/// A product that is shown, or what its variant cost.
struct One {
    /// Its variant, the one from which it was opened.
    item: GoodsItem,
    told: Option<Box<ProductView>>,
    prices: Grid<Priced>,
    history: bool,
}

/// What is done with a product once it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Edit,
    Variant,
}

/// The screen.
#[derive(Default)]
pub(super) struct Catalogue {
    pane: Pane,
    goods: Grid<GoodsItem>,
    next: Option<GoodsKey>,
    text: String,
    favourites: Grid<FavouriteRow>,
    promotions: Grid<PromotionRow>,
    categories: Grid<CategoryRow>,
    templates: Grid<ScaleTemplate>,
    shelf: Option<Box<Shelf>>,
    one: Option<One>,
    wanted: Option<(GoodsItem, Wanted)>,
    file: Option<Kind>,
    draft: Option<Draft>,
}

impl Screen for Catalogue {
    fn id(&self) -> ScreenId {
        ScreenId::Catalogue
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        self.offered(ctx)
    }

    fn on_show(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.read_all(ctx)
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        self.act(action, ctx)
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (FIND, Outcome::Filled(values)) => {
                self.text = values.into_iter().next().unwrap_or_default();
                vec![self.search(None)]
            }
            (FORM, Outcome::Filled(values)) => self.filled(values, ctx),
            _ => Vec::new(),
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        self.replied(slot, reply, ctx)
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        self.drawn(area, buf, ctx);
    }
}
