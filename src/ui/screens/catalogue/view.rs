//! How the catalogue is drawn: a list, or one product with its codes above and its prices below.

use super::{Catalogue, One, Pane, Priced};
use crate::domain::catalogue::ScaleTemplate;
use crate::ops::{CategoryRow, FavouriteRow, GoodsItem, PromotionRow};
use crate::ui::action::Action;
use crate::ui::catalogue_paper as paper;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Say, Text, catalogue as t, users as u};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Grid, Look, Side, Span, fit, line, panel, panel_focused, rows,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;

const fn words(title: Text, span: Span, rank: u8) -> Column {
    Column {
        title,
        span,
        side: Side::Left,
        rank,
    }
}

const fn figures(title: Text, wide: u16, rank: u8) -> Column {
    Column {
        title,
        span: Span::Fixed(wide),
        side: Side::Right,
        rank,
    }
}

const GOODS: &[Column] = &[
    words(t::COL_SKU, Span::Fixed(10), 0),
    words(t::COL_NAME, Span::Rest(20), 0),
    words(t::COL_BRAND, Span::Fixed(12), 4),
    words(t::COL_CATEGORY, Span::Fixed(12), 3),
    words(t::COL_BARCODE, Span::Fixed(16), 2),
    figures(t::COL_TAX, 8, 5),
    figures(t::COL_PRICE, 14, 0),
    figures(t::COL_STOCK, 11, 1),
];

const PRICES: &[Column] = &[
    words(t::COL_SKU, Span::Fixed(10), 3),
    words(t::COL_LIST, Span::Rest(12), 0),
    figures(t::COL_FROM, 9, 0),
    figures(t::COL_PRICE, 14, 0),
    words(t::COL_SINCE, Span::Fixed(16), 1),
    words(t::COL_UNTIL, Span::Fixed(16), 2),
    words(t::COL_BY, Span::Fixed(14), 4),
];

const FAVOURITES: &[Column] = &[
    figures(t::COL_PLACE, 6, 0),
    words(t::COL_SKU, Span::Fixed(10), 1),
    words(t::COL_NAME, Span::Rest(20), 0),
    figures(t::COL_PRICE, 14, 0),
];

const PROMOTIONS: &[Column] = &[
    words(t::COL_PROMOTION, Span::Rest(16), 0),
    words(t::COL_RULE, Span::Rest(14), 0),
    words(t::COL_SINCE, Span::Fixed(11), 2),
    words(t::COL_UNTIL, Span::Fixed(11), 3),
    words(t::COL_COUPON, Span::Fixed(12), 1),
    figures(t::COL_USES, 6, 4),
    words(t::COL_HOLDS, Span::Fixed(11), 0),
];

const CATEGORIES: &[Column] = &[
    words(t::COL_CATEGORY, Span::Rest(20), 0),
    figures(t::COL_RETURN, 18, 1),
    words(t::COL_ACTIVE, Span::Fixed(8), 0),
];

const TEMPLATES: &[Column] = &[
    figures(t::COL_PREFIX, 8, 0),
    words(t::COL_VALUE, Span::Rest(10), 0),
    figures(t::COL_ITEM_DIGITS, 20, 1),
    figures(t::COL_DECIMALS, 10, 0),
    words(t::COL_CHECK, Span::Fixed(18), 0),
    words(t::COL_ACTIVE, Span::Fixed(8), 0),
];

impl Catalogue {
    pub(super) fn drawn(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        if let Some(one) = &self.one {
            return draw_one(one, area, buf, ctx);
        }
        match self.pane {
            Pane::Goods => {
                let empty = if self.text.is_empty() {
                    t::EMPTY.with("key", Action::CatalogueNew)
                } else {
                    t::NOT_FOUND.with("text", plain(&self.text).into_owned())
                };
                let title = if self.text.is_empty() {
                    ctx.text(t::PANE_GOODS).to_owned()
                } else {
                    let text = plain(&self.text).into_owned();
                    ctx.say(&t::PANE_FOUND.with("text", text))
                };
                let foot = t::FOOT.with("n", self.goods.rows().len());
                let of = (title, GOODS, Some(foot), empty);
                shown(&self.goods, area, buf, ctx, of, &|row| goods(row, ctx));
            }
            Pane::Favourites => {
                let title = ctx.text(t::PANE_FAVOURITES).to_owned();
                let empty = t::EMPTY_FAVOURITES.with("key", Action::CatalogueFavourite);
                let of = (title, FAVOURITES, None, empty);
                shown(&self.favourites, area, buf, ctx, of, &|row| {
                    favourite(row, ctx)
                });
            }
            Pane::Promotions => {
                let title = ctx.text(t::PANE_PROMOTIONS).to_owned();
                let empty = t::EMPTY_PROMOTIONS.with("key", Action::CatalogueNew);
                let of = (title, PROMOTIONS, None, empty);
                shown(&self.promotions, area, buf, ctx, of, &|row| {
                    promotion(row, ctx)
                });
            }
            Pane::Categories => {
                let title = ctx.text(t::PANE_CATEGORIES).to_owned();
                let empty = t::EMPTY_CATEGORIES.with("key", Action::CatalogueNew);
                let of = (title, CATEGORIES, None, empty);
                shown(&self.categories, area, buf, ctx, of, &|row| {
                    category(row, ctx)
                });
            }
            Pane::Templates => {
                let title = ctx.text(t::PANE_TEMPLATES).to_owned();
                let empty = t::EMPTY_TEMPLATES.with("key", Action::CatalogueNew);
                let of = (title, TEMPLATES, None, empty);
                shown(&self.templates, area, buf, ctx, of, &|row| {
                    template(*row, ctx)
                });
            }
        }
    }
}

fn draw_one(one: &One, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let variants = one.told.as_ref().map_or(1, |told| told.variants.len());
    let tall = u16::try_from(variants)
        .unwrap_or(u16::MAX)
        .saturating_add(4);
    let [head, body] = rows(
        area,
        [
            Constraint::Length(tall.min(area.height / 2)),
            Constraint::Min(0),
        ],
    );
    let inside = panel(head, buf, ctx, &plain(&one.item.name));
    for (at, (text, token)) in (0..inside.height).zip(facts(one, ctx)) {
        let said = fit(&text, usize::from(inside.width), Side::Left, ctx.symbols);
        line(inside, buf, at, &Line::styled(said, ctx.style(token)));
    }
    let title = if one.history {
        t::PANE_HISTORY
    } else {
        t::PANE_PRICES
    };
    let title = ctx.text(title).to_owned();
    let empty = t::EMPTY_PRICES.with("key", Action::CataloguePrice);
    let of = (title, PRICES, None, empty);
    shown(&one.prices, body, buf, ctx, of, &|row| priced(row, ctx));
}

/// What stands above the prices of a product: how it is sold, and the codes of each variant.
fn facts(one: &One, ctx: &Ctx) -> Vec<(String, Token)> {
    let Some(told) = &one.told else {
        return vec![(ctx.text(t::READING).to_owned(), Token::Dim)];
    };
    let dot = format!(" {} ", ctx.symbols.dot);
    let category = told
        .category
        .as_ref()
        .map(|row| plain(&row.name).into_owned());
    let mut parts = vec![
        category.unwrap_or_else(|| ctx.text(t::NO_CATEGORY).to_owned()),
        plain(&told.brand).into_owned(),
        plain(&told.tax.name).into_owned(),
        ctx.text(paper::sold_by(told.sold_by)).to_owned(),
    ];
    if !told.active {
        parts.push(ctx.text(u::INACTIVE).to_owned());
    }
    parts.retain(|part| !part.is_empty());
    let mut lines = vec![(parts.join(&dot), Token::Base)];
    for variant in &told.variants {
        let mut parts = vec![
            variant.sku.clone(),
            plain(&variant.name).into_owned(),
            paper::barcodes(&variant.barcodes),
        ];
        if let Some(plu) = &variant.plu {
            parts.push(format!("{} {plu}", ctx.text(t::FACT_PLU)));
        }
        if !variant.active {
            parts.push(ctx.text(u::INACTIVE).to_owned());
        }
        parts.retain(|part| !part.is_empty());
        let token = if variant.id == one.item.variant {
            Token::Strong
        } else {
            Token::Dim
        };
        lines.push((parts.join(&dot), token));
    }
    lines
}

fn shown<R>(
    grid: &Grid<R>,
    area: Rect,
    buf: &mut Buffer,
    ctx: &Ctx,
    (title, columns, foot, empty): (String, &[Column], Option<Say>, Say),
    cells: &dyn Fn(&R) -> Vec<Cell>,
) {
    let inside = panel_focused(area, buf, ctx, &title, true);
    let look = Look {
        columns,
        cells,
        empty,
        foot,
        focused: true,
    };
    grid.render(inside, buf, ctx, &look);
}

fn yes(yes: bool, ctx: &Ctx) -> Cell {
    if yes {
        Cell::new(ctx.text(u::YES), Token::Ok)
    } else {
        Cell::new(ctx.text(u::NO), Token::Dim)
    }
}

fn goods(row: &GoodsItem, ctx: &Ctx) -> Vec<Cell> {
    let ink = if row.active { Token::Base } else { Token::Dim };
    let price = if row.price.is_some() && row.active {
        Token::Money
    } else {
        Token::Dim
    };
    let stock = row.stock.filter(|_| row.tracked).map_or_else(
        || Cell::new(ctx.symbols.dot, Token::Dim),
        |milli| {
            let token = if milli > 0 { Token::Base } else { Token::Warn };
            Cell::new(paper::stock(milli), token)
        },
    );
    let barcode = row.barcode.as_deref().unwrap_or_default();
    vec![
        Cell::new(&row.sku, Token::Dim),
        Cell::new(plain(&row.full_name()), ink),
        Cell::new(plain(&row.brand), Token::Dim),
        Cell::new(plain(&row.category_name), Token::Dim),
        Cell::new(barcode, Token::Dim),
        Cell::new(row.tax.text(), Token::Dim),
        Cell::new(paper::price(row, *ctx.voice), price),
        stock,
    ]
}

fn favourite(row: &FavouriteRow, ctx: &Ctx) -> Vec<Cell> {
    vec![
        Cell::new(row.slot.to_string(), Token::Strong),
        Cell::new(&row.item.sku, Token::Dim),
        Cell::new(plain(&row.item.full_name()), Token::Base),
        Cell::new(paper::price(&row.item, *ctx.voice), Token::Money),
    ]
}

fn promotion(row: &PromotionRow, ctx: &Ctx) -> Vec<Cell> {
    let one = &row.promotion;
    let ink = if one.active {
        Token::Strong
    } else {
        Token::Dim
    };
    let coupon = one.coupon.as_deref().unwrap_or_default();
    let ends = one.ends.map(|ends| ctx.voice.day(ends));
    vec![
        Cell::new(plain(&one.name), ink),
        Cell::new(paper::rule(&one.rule, *ctx.voice), Token::Money),
        Cell::new(ctx.voice.day(one.starts), Token::Dim),
        Cell::new(ends.unwrap_or_default(), Token::Dim),
        Cell::new(plain(coupon), Token::Base),
        Cell::new(row.uses.to_string(), Token::Dim),
        yes(row.holds, ctx),
    ]
}

fn category(row: &CategoryRow, ctx: &Ctx) -> Vec<Cell> {
    let days = row.return_days.map(|days| days.to_string());
    vec![
        Cell::new(plain(&row.name), Token::Strong),
        Cell::new(days.unwrap_or_default(), Token::Base),
        yes(row.active, ctx),
    ]
}

fn template(row: ScaleTemplate, ctx: &Ctx) -> Vec<Cell> {
    vec![
        Cell::new(row.prefix.to_string(), Token::Strong),
        Cell::new(ctx.text(paper::scale_kind(row.kind)), Token::Base),
        Cell::new(row.item_digits.to_string(), Token::Base),
        Cell::new(row.decimals.to_string(), Token::Base),
        Cell::new(ctx.text(paper::check(row.check)), Token::Dim),
        yes(row.active, ctx),
    ]
}

fn priced((sku, row): &Priced, ctx: &Ctx) -> Vec<Cell> {
    let token = if row.ended.is_none() {
        Token::Money
    } else {
        Token::Dim
    };
    let moment = |at| format!("{} {}", ctx.voice.day(at), ctx.voice.clock(at));
    vec![
        Cell::new(sku, Token::Dim),
        Cell::new(plain(&row.list_name), Token::Base),
        Cell::new(paper::from(row.from), Token::Base),
        Cell::new(ctx.voice.figure(row.price), token),
        Cell::new(moment(row.since), Token::Dim),
        Cell::new(row.ended.map(moment).unwrap_or_default(), Token::Dim),
        Cell::new(plain(&row.by), Token::Dim),
    ]
}
