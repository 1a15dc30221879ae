//! The winners of an evaluated draw, largest prize first. Enter takes the ticket to the payment of prizes.

use super::super::draw_label::{called, result};
use super::WINNERS;
use crate::domain::{Money, PrizeState};
use crate::ops::{DrawRow, Request, ShopWinners, WinnerRow};
use crate::sheet::{Kind, Sheet, Value};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::screen::ScreenId;
use crate::ui::text::{Say, draw_life as life, draws, name};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Grid, Look, Side, Span, panel};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const fn column(title: crate::ui::text::Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

const COLUMNS: &[Column] = &[
    column(draws::COL_CODE, Span::Fixed(14), Side::Left, 0),
    column(draws::COL_VENTANA, Span::Rest(8), Side::Left, 2),
    column(draws::COL_SELLER, Span::Rest(8), Side::Left, 3),
    column(draws::COL_PRIZE, Span::Fixed(11), Side::Right, 0),
    column(draws::COL_PAID, Span::Fixed(11), Side::Right, 1),
    column(draws::COL_STATE, Span::Fixed(17), Side::Left, 0),
];

/// The winning tickets of one draw.
pub(super) struct Winners {
    pub(super) draw: DrawRow,
    rows: Vec<WinnerRow>,
    pub(super) grid: Grid<Row>,
    order: Order,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row {
    /// A winning ticket.
    Ticket(WinnerRow),
    /// The sums of the shop whose tickets stand above.
    Shop(ShopWinners),
}

impl Row {
    /// The ticket, where it is one.
    pub(super) fn ticket(&self) -> Option<&WinnerRow> {
        match self {
            Row::Ticket(row) => Some(row),
            Row::Shop(_) => None,
        }
    }
}

/// In which order the winners stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Order {
    /// Largest prize first.
    #[default]
    Prize,
    /// By shop, and within it by prize.
    Shop,
    /// By seller, and within it by prize.
    Seller,
}

impl Winners {
    pub(super) fn of(draw: DrawRow) -> Self {
        Self {
            draw,
            rows: Vec::new(),
            grid: Grid::default(),
            order: Order::default(),
        }
    }

    /// Asks who won.
    pub(super) fn ask(&self) -> Effect {
        let draw = self.draw.id;
        Effect::Ask(WINNERS, Request::Winners { draw })
    }

    /// Puts the winners in the next order: by prize, by shop, by seller.
    pub(super) fn next_order(&mut self) {
        self.order = match self.order {
            Order::Prize => Order::Shop,
            Order::Shop => Order::Seller,
            Order::Seller => Order::Prize,
        };
        let rows = std::mem::take(&mut self.rows);
        self.put(rows);
    }

    /// Takes up the winners in the present order.
    pub(super) fn put(&mut self, mut rows: Vec<WinnerRow>) {
        let order = self.order;
        rows.sort_by(|one, other| {
            let by = match order {
                Order::Prize => std::cmp::Ordering::Equal,
                Order::Shop => one.ventana.cmp(&other.ventana),
                Order::Seller => one.vendedor.cmp(&other.vendedor),
            };
            by.then(other.prize.cmp(&one.prize))
                .then_with(|| one.code.digits().cmp(&other.code.digits()))
        });
        let mut shown: Vec<Row> = Vec::new();
        let shops = match order {
            Order::Shop => ShopWinners::of(&rows),
            Order::Prize | Order::Seller => Vec::new(),
        };
        let mut shops = shops.into_iter();
        for (place, row) in rows.iter().enumerate() {
            shown.push(Row::Ticket(row.clone()));
            let last = rows
                .get(place + 1)
                .is_none_or(|next| next.ventana != row.ventana);
            if last {
                shown.extend(shops.next().map(Row::Shop));
            }
        }
        self.rows = rows;
        self.grid.set(shown, false);
    }

    /// All winners as CSV, in the present order: code, shop, seller, prize and paid in colones, state; by shop with its sums below.
    pub(super) fn copy_csv(&self, ctx: &Ctx) -> Vec<Effect> {
        let heading = [
            draws::COL_CODE,
            draws::COL_VENTANA,
            draws::COL_SELLER,
            draws::COL_PRIZE,
            draws::COL_PAID,
            draws::COL_STATE,
        ];
        let row = |row: &Row| match row {
            Row::Shop(shop) => vec![
                Value::Empty,
                Value::Text(ctx.say(&shop_says(shop))),
                Value::Empty,
                Value::Money(shop.prize),
                Value::Money(shop.paid),
                Value::Empty,
            ],
            Row::Ticket(row) => vec![
                Value::Text(row.code.digits()),
                Value::Text(row.ventana.clone()),
                Value::Text(row.vendedor.clone()),
                Value::Money(row.prize),
                Value::Money(row.paid),
                Value::Text(ctx.text(name::prize_state(row.state)).to_owned()),
            ],
        };
        let sheet = Sheet {
            title: ctx.text(draws::WINNERS).to_owned(),
            columns: heading.map(|text| ctx.text(text).to_owned()).to_vec(),
            rows: self.grid.rows().iter().map(row).collect(),
        };
        let bytes = sheet.bytes(Kind::Csv).ok();
        let Some(text) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) else {
            return Vec::new();
        };
        let told = life::COPIED.with("n", self.rows.len());
        vec![Effect::Copy(text), Effect::good(told)]
    }

    /// Takes the chosen ticket to the payment of prizes.
    pub(super) fn open(&self) -> Vec<Effect> {
        let ticket = |row: &WinnerRow| Effect::GoWith(ScreenId::Pay, Arrival::Ticket(row.code));
        let chosen = self.grid.chosen().and_then(Row::ticket);
        chosen.map(ticket).into_iter().collect()
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let came_out = self.draw.result.as_ref().map(result).unwrap_or_default();
        let title = draws::WINNERS_TITLE
            .with("draw", called(&self.draw, ctx))
            .with("result", came_out);
        let mut title = ctx.say(&title);
        let by = match self.order {
            Order::Prize => None,
            Order::Shop => Some(life::WINNERS_BY_SHOP),
            Order::Seller => Some(life::WINNERS_BY_SELLER),
        };
        if let Some(by) = by {
            title = format!("{title} {} {}", ctx.symbols.dot, ctx.text(by));
        }
        let inside = panel(area, buf, ctx, &title);
        let sum = |of: fn(&WinnerRow) -> Money| {
            Money::try_sum(self.rows.iter().map(of)).unwrap_or_default()
        };
        let (prize, paid) = (sum(|row| row.prize), sum(|row| row.paid));
        let look = Look {
            columns: COLUMNS,
            cells: &|row: &Row| match row {
                Row::Ticket(row) => cells(row, ctx),
                Row::Shop(shop) => sums(shop, ctx),
            },
            empty: draws::WINNERS_EMPTY.into(),
            foot: Some(
                draws::WINNERS_FOOT
                    .with("n", self.rows.len())
                    .with("prize", prize)
                    .with("paid", paid)
                    .with("left", prize.checked_sub(paid).unwrap_or_default()),
            ),
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
    }
}

fn cells(row: &WinnerRow, ctx: &Ctx) -> Vec<Cell> {
    let signs = ctx.symbols;
    let (sign, token) = match row.state {
        PrizeState::Unpaid => (signs.off, Token::Warn),
        PrizeState::Partial => (signs.heat[2], Token::Warn),
        PrizeState::Paid => (signs.check, Token::Ok),
        PrizeState::Finalized => (signs.check, Token::Dim),
        PrizeState::Expired | PrizeState::Reversed => (signs.cross, Token::Dim),
    };
    vec![
        Cell::new(row.code.to_string(), Token::Strong),
        Cell::from(&row.ventana),
        Cell::from(&row.vendedor),
        Cell::new(ctx.voice.figure(row.prize), Token::Money),
        Cell::from(ctx.voice.figure(row.paid)),
        Cell::new(
            format!("{sign} {}", ctx.text(name::prize_state(row.state))),
            token,
        ),
    ]
}

/// What a shop's tickets add up to.
fn shop_says(shop: &ShopWinners) -> Say {
    let say = life::WINNERS_SHOP.with("name", shop.ventana.as_str());
    say.with("n", shop.tickets)
}

fn sums(shop: &ShopWinners, ctx: &Ctx) -> Vec<Cell> {
    let left = format!(
        "{} {}",
        ctx.text(life::WINNERS_LEFT),
        ctx.voice.figure(shop.left())
    );
    vec![
        Cell::from(""),
        Cell::new(ctx.say(&shop_says(shop)), Token::Title),
        Cell::from(""),
        Cell::new(ctx.voice.figure(shop.prize), Token::Title),
        Cell::new(ctx.voice.figure(shop.paid), Token::Title),
        Cell::new(left, Token::Dim),
    ]
}
