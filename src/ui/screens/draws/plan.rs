//! What generating would make: shown before it is done.

use super::{GENERATE, PLAN};
use crate::domain::CommandKey;
use crate::ops::{PlannedDraw, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::screen::Offer;
use crate::ui::text::{draw_life as life, draws};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Grid, Look, Side, Span, panel, rows, text};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};

const COLUMNS: &[Column] = &[
    Column {
        title: draws::PLAN_DATE,
        span: Span::Fixed(15),
        side: Side::Left,
        rank: 0,
    },
    Column {
        title: draws::COL_HOUR,
        span: Span::Fixed(5),
        side: Side::Left,
        rank: 0,
    },
    Column {
        title: draws::COL_LOTTERY,
        span: Span::Rest(12),
        side: Side::Left,
        rank: 0,
    },
    Column {
        title: draws::COL_STATE,
        span: Span::Fixed(12),
        side: Side::Left,
        rank: 0,
    },
];

/// The draws of the coming days, new ones and those that exist.
pub(super) struct Plan {
    pub(super) days: u16,
    pub(super) key: CommandKey,
    pub(super) grid: Grid<PlannedDraw>,
}

impl Plan {
    pub(super) fn new(days: u16, key: CommandKey) -> Self {
        Self {
            days,
            key,
            grid: Grid::default(),
        }
    }

    /// Asks what would be made.
    pub(super) fn ask(&self) -> Effect {
        Effect::Ask(PLAN, Request::PreviewDraws { days: self.days })
    }

    /// Makes them.
    fn generate(&self) -> Effect {
        let (key, days) = (self.key, self.days);
        Effect::Ask(GENERATE, Request::GenerateDraws { key, days })
    }

    pub(super) fn offers(&self) -> Vec<Offer> {
        let some = self.fresh() > 0;
        vec![
            Offer::when(Action::ListOpen, some, draws::PLAN_NOTHING)
                .called(Action::DrawsGenerate.row().label),
            Offer::on(Action::ListBack),
        ]
    }

    /// Generates, if there is anything new.
    pub(super) fn accept(&self) -> Vec<Effect> {
        if self.fresh() > 0 {
            vec![self.generate()]
        } else {
            vec![Effect::note(draws::PLAN_NOTHING)]
        }
    }

    /// How many are new.
    pub(super) fn fresh(&self) -> usize {
        self.grid
            .rows()
            .iter()
            .filter(|row| !row.exists && row.holiday.is_none())
            .count()
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let title = draws::PLAN_TITLE.with("days", i64::from(self.days));
        let inside = panel(area, buf, ctx, &ctx.say(&title));
        let [how, _, list] = rows(
            inside,
            [
                Constraint::Length(1 + u16::from(inside.width < 84)),
                Constraint::Length(1),
                Constraint::Min(0),
            ],
        );
        let words = draws::PLAN_HOW
            .with("ok", Action::ListOpen)
            .with("back", Action::ListBack);
        text(how, buf, &ctx.say(&words), ctx.style(Token::Dim));
        let fresh = self.fresh();
        let look = Look {
            columns: COLUMNS,
            cells: &|row: &PlannedDraw| cells(row, ctx),
            empty: draws::PLAN_EMPTY.into(),
            foot: Some(draws::PLAN_FOOT.with("new", fresh).with(
                "old",
                self.grid.rows().iter().filter(|row| row.exists).count(),
            )),
            focused: true,
        };
        self.grid.render(list, buf, ctx, &look);
    }
}

fn cells(row: &PlannedDraw, ctx: &Ctx) -> Vec<Cell> {
    if let (Some(name), false) = (&row.holiday, row.exists) {
        let word = format!("{} {}", ctx.symbols.cross, ctx.text(life::PLAN_HOLIDAY));
        return vec![
            Cell::new(ctx.voice.date(ctx.voice.day_of(row.at)), Token::Dim),
            Cell::new(ctx.voice.clock(row.at), Token::Dim),
            Cell::new(
                format!("{} {} {name}", row.lottery, ctx.symbols.dot),
                Token::Dim,
            ),
            Cell::new(word, Token::Warn),
        ];
    }
    let (sign, word, token) = if row.exists {
        (ctx.symbols.check, draws::PLAN_EXISTS, Token::Dim)
    } else {
        ("+", draws::PLAN_NEW, Token::Ok)
    };
    vec![
        Cell::new(ctx.voice.date(ctx.voice.day_of(row.at)), Token::Base),
        Cell::new(ctx.voice.clock(row.at), Token::Strong),
        Cell::new(&row.lottery, Token::Base),
        Cell::new(format!("{sign} {}", ctx.text(word)), token),
    ]
}
