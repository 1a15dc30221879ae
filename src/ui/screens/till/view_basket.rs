//! The basket: a row for each line of goods and numbers, with what was taken off it.

use super::Till;
use crate::domain::BetKind;
use crate::domain::goods::{Discount, Line, Numbers};
use crate::domain::view::BasketView;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Say, Text, counter as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Grid, Look, Side, Span, panel_focused};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A row of the basket, ready to be drawn.
pub(super) struct Row {
    no: String,
    name: String,
    quantity: String,
    price: String,
    total: String,
    token: Token,
}

const COLUMNS: &[Column] = &[
    figures(t::COL_NO, 3, 1),
    Column {
        title: t::COL_ITEM,
        span: Span::Rest(14),
        side: Side::Left,
        rank: 0,
    },
    figures(t::COL_QUANTITY, 8, 0),
    figures(t::COL_PRICE, 10, 2),
    figures(t::COL_TOTAL, 11, 0),
];

const fn figures(title: Text, wide: u16, rank: u8) -> Column {
    Column {
        title,
        span: Span::Fixed(wide),
        side: Side::Right,
        rank,
    }
}

impl Till {
    pub(super) fn draw_basket(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let title = match &self.view {
            Some(view) if !view.basket.is_empty() => {
                ctx.say(&t::BASKET_OF.with("n", view.basket.len()))
            }
            _ => ctx.text(t::BASKET).to_owned(),
        };
        let inside = panel_focused(area, buf, ctx, &title, true);
        let rows = self.view.as_deref().map(|view| self.rows(view, ctx));
        let mut grid = Grid::default();
        grid.set(rows.unwrap_or_default(), false);
        grid.choose(self.chosen);
        let look = Look {
            columns: COLUMNS,
            cells: &cells,
            empty: self.empty(),
            foot: None,
            focused: true,
        };
        grid.render(inside, buf, ctx, &look);
    }

    fn empty(&self) -> Say {
        let shut = self.desk.as_ref().is_some_and(|desk| !desk.drawer);
        if shut {
            t::DRAWER_SHUT.with("key", crate::ui::action::Action::GoDrawer)
        } else {
            t::EMPTY_HINT.into()
        }
    }

    pub(super) fn rows(&self, view: &BasketView, ctx: &Ctx) -> Vec<Row> {
        let goods = view.basket.lines.iter().enumerate();
        let goods = goods.map(|(place, line)| {
            let figures = view.totals.lines.get(place).map(|(_, figures)| *figures);
            let total = figures.map(|figures| figures.total).or(line.gross());
            let short = view.short.iter().any(|(of, _)| *of == line.item.variant);
            Row {
                no: line.no.to_string(),
                name: called(line, view, short, ctx),
                quantity: line.quantity.text(),
                price: ctx.voice.figure(line.item.price),
                total: total.map_or_else(String::new, |total| ctx.voice.figure(total)),
                token: if short { Token::Warn } else { Token::Base },
            }
        });
        let numbers = view.basket.numbers.iter().map(|line| Row {
            no: line.no.to_string(),
            name: self.dictated(line, ctx),
            quantity: line.draws.len().to_string(),
            price: String::new(),
            total: line
                .total()
                .map_or_else(String::new, |total| ctx.voice.figure(total)),
            token: Token::Info,
        });
        goods.chain(numbers).collect()
    }

    /// Numbers in short: `23 45×500 r200 · TICA 12:55`.
    fn dictated(&self, line: &Numbers, ctx: &Ctx) -> String {
        let of = |kind: BetKind| line.bets.iter().filter(move |bet| bet.kind == kind);
        let numbers: Vec<String> = of(BetKind::Straight)
            .map(|bet| bet.number.to_string())
            .collect();
        let stake = of(BetKind::Straight).next().map(|bet| bet.stake);
        let even = of(BetKind::Straight).all(|bet| Some(bet.stake) == stake);
        let mut words = numbers.join(" ");
        if let (Some(stake), true) = (stake, even) {
            words.push_str(ctx.symbols.times);
            words.push_str(&ctx.voice.figure(stake));
        }
        if of(BetKind::Reventado).next().is_some() {
            words.push_str(" r");
        }
        let draws: Vec<String> = line
            .draws
            .iter()
            .filter_map(|draw| self.draw_name(*draw, ctx))
            .collect();
        format!("{words} {} {}", ctx.symbols.dot, draws.join(", "))
    }
}

/// The name with everything that is out of the ordinary: taken off, a remark, too little in the shop.
fn called(line: &Line, view: &BasketView, short: bool, ctx: &Ctx) -> String {
    let mut words = plain(&line.item.name).into_owned();
    if let Some(given) = &line.given {
        let off = match given.discount {
            Discount::Percent(percent) => format!("{}%", percent.as_decimal().normalize()),
            Discount::Fixed(amount) => ctx.voice.figure(amount),
        };
        words = format!("-{off} {words}");
    }
    if view.promoted.iter().any(|one| one.line == line.no) {
        words = format!("* {words}");
    }
    if short {
        words = format!("{} {words}", ctx.symbols.warn);
    }
    if !line.note.is_empty() {
        words = format!("{words} ({})", plain(&line.note));
    }
    words
}

fn cells(row: &Row) -> Vec<Cell> {
    vec![
        Cell::new(&row.no, Token::Dim),
        Cell::new(&row.name, row.token),
        Cell::new(&row.quantity, Token::Strong),
        Cell::new(&row.price, Token::Dim),
        Cell::new(&row.total, Token::Money),
    ]
}
