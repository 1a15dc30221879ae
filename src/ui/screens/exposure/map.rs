//! The picture of the map: ten by ten numbers, each with its sign, its shade and its figure.

use super::act::PAGE;
use super::act::price_name;
use super::measure::{Board, Level};
use super::{Exposure, draw_label};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::exposure;
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, columns, fit, line, lines, rows, text, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Columns of the panels beside the map.
const BESIDE: u16 = 38;

impl Exposure {
    pub(super) fn render_map(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inset = u16::from(area.width > 82);
        let area = Rect {
            x: area.x + inset,
            width: area.width.saturating_sub(2 * inset),
            ..area
        };
        let [head, body] = rows(area, [Constraint::Length(1), Constraint::Min(0)]);
        self.head(head, buf, ctx);
        let Some(board) = &self.board else {
            return self.render_nothing(body, buf, ctx);
        };
        if area.width >= 116 && area.height >= 34 {
            self.roomy(body, buf, ctx, board);
        } else {
            self.compact(body, buf, ctx, board);
        }
        self.render_strip(area, buf, ctx);
    }

    fn render_nothing(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let words = match (&self.problem, self.draw) {
            (Some(problem), _) => ctx.say(problem),
            (None, None) => ctx.say(&exposure::NO_DRAW.with("key", Action::GoDraws)),
            (None, Some(_)) => ctx.text(crate::ui::text::frame::LOADING).to_owned(),
        };
        let below = Rect {
            y: area.y.saturating_add(1),
            height: area.height.saturating_sub(1),
            ..area
        };
        text(below, buf, &words, ctx.style(Token::Dim));
    }

    /// The draw with its state at the left; whose counters and which figures at the right.
    fn head(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let dot = ctx.symbols.dot;
        let known = self.draws.iter().find(|draw| Some(draw.id) == self.draw);
        let draw = self.board.as_ref().map(|board| &board.view.draw).or(known);
        let mut left = Vec::new();
        if let Some(draw) = draw {
            let (word, sign, token) = draw_label::badge(draw, ctx);
            let mark = format!("{} ", ctx.symbols.heat[5]);
            left.push(Span::styled(mark, ctx.theme.ink(&draw.colour)));
            left.push(Span::styled(
                draw_label::called(draw, ctx),
                ctx.style(Token::Title),
            ));
            let state = format!("  {sign} {}", ctx.text(word));
            left.push(Span::styled(state, ctx.style(token)));
            if let Some(end) = draw_label::ends(draw, ctx.now)
                .filter(|_| draw.state == crate::domain::DrawState::Open)
            {
                let wait = ctx.voice.countdown(end - ctx.now);
                let say = exposure::CLOSES_IN.with("left", wait);
                let words = format!("  {dot} {}", ctx.say(&say));
                left.push(Span::styled(words, ctx.style(Token::Dim)));
            }
        }
        let mut right = Vec::new();
        if !self.typed.is_empty() {
            right.push(ctx.say(&exposure::TYPED.with("typed", self.typed.as_str())));
        } else if let Some(range) = self.range() {
            let (from, to) = range;
            right.push(ctx.say(&exposure::RANGE.with("from", from).with("to", to)));
        }
        if let Some(scope) = self.scope {
            right.push(ctx.say(&self.scopes.name(scope, ctx)));
        }
        let kept = self.prices().iter().find(|one| Some(one.id) == self.price);
        if let Some(price) = kept {
            let name = ctx.say(&price_name(price, ctx));
            right.push(ctx.say(&exposure::ONLY_PRICE.with("price", name)));
        }
        right.push(ctx.text(self.measure.text()).to_owned());
        let right = right.join(&format!(" {dot} "));
        let used: usize = left.iter().map(|piece| width(&piece.content)).sum();
        let room = usize::from(area.width).saturating_sub(used);
        let right = fit(&format!(" {right}"), room, Side::Right, ctx.symbols);
        left.push(Span::styled(right, ctx.style(Token::Strong)));
        line(area, buf, 0, &Line::from(left));
    }

    /// The page of the map, where there are several.
    fn range(&self) -> Option<(String, String)> {
        let numbers = self.board.as_ref()?.view.draw.digits.numbers();
        if numbers <= PAGE {
            return None;
        }
        let first = self.chosen / PAGE * PAGE;
        Some((format!("{first:03}"), format!("{:03}", first + PAGE - 1)))
    }

    /// 80×24: one row of the map for ten numbers, the panels below.
    fn compact(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, board: &Board) {
        let airy = u16::from(area.height >= 21);
        let [_, map, legend, below] = rows(
            area,
            [
                Constraint::Length(airy),
                Constraint::Length(10),
                Constraint::Length(1),
                Constraint::Min(0),
            ],
        );
        self.cells(map, buf, ctx, board, (map.width / 10, 1));
        Self::legend(legend, buf, ctx, board);
        if below.height < 5 {
            let all = [self.one_line(board, ctx), Self::sum_line(board, ctx)];
            lines(below, buf, &all);
        } else {
            let [number, totals, alerts] = columns(
                below,
                [
                    Constraint::Fill(1),
                    Constraint::Fill(1),
                    Constraint::Fill(1),
                ],
            );
            self.number_panel(number, buf, ctx, board);
            self.totals_panel(totals, buf, ctx, board);
            Self::alerts_panel(alerts, buf, ctx, board);
        }
    }

    /// 120×40 and more: tiles with room around them, the panels beside.
    fn roomy(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, board: &Board) {
        let [_, body] = rows(area, [Constraint::Length(1), Constraint::Min(0)]);
        let [map, _, side] = columns(
            body,
            [
                Constraint::Min(0),
                Constraint::Length(2),
                Constraint::Length(BESIDE),
            ],
        );
        let each = (map.width / 10).min(12);
        let tall = if map.height >= 42 { 4 } else { 3 };
        let [cells, legend, sums] = rows(
            map,
            [
                Constraint::Length(tall * 10),
                Constraint::Length(2),
                Constraint::Min(0),
            ],
        );
        self.cells(cells, buf, ctx, board, (each, tall));
        Self::legend(legend, buf, ctx, board);
        line(sums, buf, 0, &Self::sum_line(board, ctx));
        let [number, totals, alerts] = rows(
            side,
            [
                Constraint::Length(11),
                Constraint::Length(9),
                Constraint::Min(0),
            ],
        );
        self.number_panel(number, buf, ctx, board);
        self.totals_panel(totals, buf, ctx, board);
        Self::alerts_panel(alerts, buf, ctx, board);
    }

    fn cells(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, board: &Board, size: (u16, u16)) {
        let (wide, tall) = size;
        let first = self.chosen / PAGE * PAGE;
        for place in 0..PAGE {
            let spot = Rect {
                x: area.x.saturating_add(place % 10 * wide),
                y: area.y.saturating_add(place / 10 * tall),
                width: wide,
                height: tall,
            };
            let spot = spot.intersection(area);
            if !spot.is_empty() {
                self.cell(spot, buf, ctx, board, first + place);
            }
        }
    }

    /// One number: in one row `▸23▲ 125k`, in several rows a tile with its figure below.
    fn cell(&self, spot: Rect, buf: &mut Buffer, ctx: &Ctx, board: &Board, value: u16) {
        let cell = board.cell(value);
        let level = board.level(cell, self.measure);
        let chosen = value == self.chosen;
        let look = look(level, chosen, ctx);
        let number = cell.number.to_string();
        let sign = level.sign(ctx.symbols);
        let pointer = if chosen { ctx.symbols.pointer } else { " " };
        let room = usize::from(spot.width);
        let figure = board.figure(cell, self.measure);
        let within = |columns: usize| {
            let shown = figure.and_then(|figure| figure.within(columns, ctx));
            fit(
                &shown.unwrap_or_default(),
                columns,
                Side::Right,
                ctx.symbols,
            )
        };
        if spot.height < 3 {
            let taken = 1 + number.len() + width(sign);
            let fits =
                |columns: usize| figure.is_none_or(|figure| figure.within(columns, ctx).is_some());
            // A wide figure takes the place of what says less: the gap before the number, then the sign.
            let head = if fits(room.saturating_sub(taken)) {
                format!("{pointer}{number}{sign}")
            } else if chosen {
                format!("{number}{pointer}")
            } else if fits(room.saturating_sub(taken - 1)) {
                format!("{number}{sign}")
            } else {
                format!("{number} ")
            };
            let rest = within(room.saturating_sub(width(&head)));
            line(spot, buf, 0, &Line::styled(format!("{head}{rest}"), look));
            return;
        }
        let inside = room.saturating_sub(1);
        let space = inside.saturating_sub(3 + number.len() + width(sign));
        let tile = Rect {
            width: spot.width.saturating_sub(1),
            height: spot.height - 1,
            ..spot
        };
        buf.set_style(tile.intersection(buf.area), look);
        let head = format!("{pointer}{number}{}{sign} ", " ".repeat(space + 1));
        line(tile, buf, 0, &Line::styled(head, look));
        // A wide figure takes the blanks beside it; it is never left out.
        let fits =
            |columns: usize| figure.is_none_or(|figure| figure.within(columns, ctx).is_some());
        let figure = if fits(inside.saturating_sub(2)) {
            format!(" {} ", within(inside.saturating_sub(2)))
        } else if fits(inside.saturating_sub(1)) {
            format!("{} ", within(inside.saturating_sub(1)))
        } else {
            within(inside)
        };
        line(tile, buf, 1, &Line::styled(figure, look));
    }

    fn legend(area: Rect, buf: &mut Buffer, ctx: &Ctx, board: &Board) {
        let percent = i64::from(board.view.alert_percent);
        let levels = [
            (Level::None, ctx.text(exposure::LEGEND_NONE).to_owned()),
            (Level::Low, ctx.text(exposure::LEGEND_LOW).to_owned()),
            (Level::Middle, ctx.text(exposure::LEGEND_MIDDLE).to_owned()),
            (Level::High, ctx.text(exposure::LEGEND_HIGH).to_owned()),
            (
                Level::Alert,
                ctx.say(&exposure::LEGEND_ALERT.with("percent", percent)),
            ),
            (Level::Full, ctx.text(exposure::LEGEND_FULL).to_owned()),
            (
                Level::Blocked,
                ctx.text(exposure::LEGEND_BLOCKED).to_owned(),
            ),
        ];
        let mut pieces = Vec::new();
        for (level, words) in levels {
            let sign = format!(" {} ", level.sign(ctx.symbols));
            pieces.push(Span::styled(sign, look(level, false, ctx)));
            pieces.push(Span::styled(format!(" {words}  "), ctx.style(Token::Dim)));
        }
        let used: usize = pieces.iter().map(|piece| width(&piece.content)).sum();
        let thousands = ctx.text(exposure::THOUSANDS);
        let room = usize::from(area.width).saturating_sub(used);
        if room > width(thousands) {
            let words = fit(thousands, room, Side::Right, ctx.symbols);
            pieces.push(Span::styled(words, ctx.style(Token::Dim)));
        }
        line(area, buf, 0, &Line::from(pieces));
    }
}

/// A level's look; the chosen number stands out of all of them.
pub(super) fn look(level: Level, chosen: bool, ctx: &Ctx) -> Style {
    if chosen {
        return ctx.style(Token::Selection);
    }
    match level {
        Level::Blocked => ctx.style(Token::Error),
        Level::None | Level::Low | Level::Middle | Level::High | Level::Alert | Level::Full => {
            ctx.theme.heat(level.permille())
        }
    }
}
