//! Beside the map: the chosen number, the draw's sums, the alerts, and the strip that asks for the second keystroke of a block
//! or offers its undo.

use super::Exposure;
use super::map::look;
use super::measure::{Board, Figure, Level, net, stake, stake_of};
use crate::domain::{BetKind, Money};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Text, exposure};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, bar, clear, fit, line, panel, text, width};
use chrono::TimeDelta;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

impl Exposure {
    pub(super) fn number_panel(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, board: &Board) {
        let cell = board.cell(self.chosen);
        let title = exposure::NUMBER.with("number", cell.number.to_string());
        let inside = panel(area, buf, ctx, &ctx.say(&title));
        let kept = net(&board.view, cell.retained());
        let limit = cell.limit.map_or_else(
            || Value::Words(ctx.text(exposure::NO_LIMIT).to_owned()),
            Value::Money,
        );
        let pair = |label: Text, value: Value, token: Token| -> Pair {
            (ctx.text(label).to_owned(), value, token)
        };
        let mut all = vec![pair(
            exposure::STRAIGHT,
            Value::Money(stake_of(cell, BetKind::Straight)),
            Token::Base,
        )];
        if !board.view.draw.outcomes.is_empty() {
            let reventado = Value::Money(stake_of(cell, BetKind::Reventado));
            all.push(pair(exposure::REVENTADO, reventado, Token::Base));
        }
        let tickets = Value::Words(ctx.voice.count(cell.tickets));
        all.extend([pair(
            exposure::PAYS,
            Value::Money(cell.liability),
            Token::Strong,
        )]);
        if cell.laid_off.is_positive() {
            let retained = Value::Money(cell.retained());
            all.extend([
                pair(exposure::LAID_OFF, minus(cell.laid_off), Token::Base),
                pair(exposure::RETAINED, retained, Token::Strong),
            ]);
        }
        all.extend([
            pair(exposure::HOUSE_NET, Value::Money(kept), amount_token(kept)),
            pair(exposure::TICKETS, tickets, Token::Base),
            pair(exposure::LIMIT, limit, Token::Base),
        ]);
        let rows = draw_pairs(inside, buf, ctx, &all);
        let rest = Rect {
            y: inside.y.saturating_add(rows),
            height: inside.height.saturating_sub(rows),
            ..inside
        };
        if cell.blocked {
            let words = format!("{} {}", ctx.symbols.cross, ctx.text(exposure::BLOCKED));
            line(rest, buf, 0, &Line::styled(words, ctx.style(Token::Error)));
        } else if let Some(share) = cell.share {
            line(rest, buf, 0, &usage(share, rest.width, board, ctx));
        }
    }

    pub(super) fn totals_panel(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, board: &Board) {
        let inside = panel(area, buf, ctx, ctx.text(exposure::TOTALS));
        let view = &board.view;
        let pair = |label: Text, value: Value, token: Token| -> Pair {
            (ctx.text(label).to_owned(), value, token)
        };
        let worst = view.worst.map_or(Money::ZERO, |(_, amount)| amount);
        let kept = net(view, worst);
        let mut all = vec![
            pair(exposure::SALES, Value::Money(view.stakes), Token::Base),
            pair(exposure::COMMISSION, minus(view.commission), Token::Base),
        ];
        if view.laid_cost.is_positive() {
            all.push(pair(
                exposure::LAID_COST,
                minus(view.laid_cost),
                Token::Base,
            ));
        }
        let label = match view.worst {
            Some((number, _)) => ctx.say(&exposure::WORST.with("number", number.to_string())),
            None => ctx.text(exposure::NO_WORST).to_owned(),
        };
        all.push((label, minus(worst), Token::Strong));
        all.push(pair(
            exposure::WORST_NET,
            Value::Money(kept),
            amount_token(kept),
        ));
        let losing = exposure::LOSING_OF
            .with("n", board.losing())
            .with("all", i64::from(view.draw.digits.numbers()));
        all.push(pair(
            exposure::LOSING,
            Value::Words(ctx.say(&losing)),
            Token::Base,
        ));
        let rows = draw_pairs(inside, buf, ctx, &all);
        if let Some(problem) = &self.problem {
            let spot = Rect {
                y: inside.y.saturating_add(rows),
                height: inside.height.saturating_sub(rows),
                ..inside
            };
            text(spot, buf, &ctx.say(problem), ctx.style(Token::Warn));
        }
    }

    pub(super) fn alerts_panel(area: Rect, buf: &mut Buffer, ctx: &Ctx, board: &Board) {
        let inside = panel(area, buf, ctx, ctx.text(exposure::ALERTS));
        let alerts = board.alerts();
        if alerts.is_empty() {
            return text(
                inside,
                buf,
                ctx.text(exposure::NO_ALERTS),
                ctx.style(Token::Dim),
            );
        }
        let height = usize::from(inside.height);
        let shown = if alerts.len() > height {
            height.saturating_sub(1)
        } else {
            height
        };
        for (row, (cell, level)) in (0..).zip(alerts.iter().take(shown)) {
            let told = cell.share.filter(|_| *level != Level::Blocked);
            let percent = told.map_or_else(String::new, |percent| {
                ctx.say(&exposure::PERCENT.with("n", i64::from(percent)))
            });
            let words = if *level == Level::Blocked {
                ctx.text(exposure::LEGEND_BLOCKED).to_owned()
            } else {
                ctx.voice.figure(stake(cell))
            };
            let number = format!(" {}", cell.number);
            let room = usize::from(inside.width).saturating_sub(10 + width(&number));
            let pieces = vec![
                Span::styled(
                    format!(" {} ", level.sign(ctx.symbols)),
                    look(*level, false, ctx),
                ),
                Span::styled(number, ctx.style(Token::Strong)),
                Span::styled(
                    fit(&percent, 7, Side::Right, ctx.symbols),
                    ctx.style(Token::Base),
                ),
                Span::styled(
                    fit(&words, room, Side::Right, ctx.symbols),
                    ctx.style(Token::Dim),
                ),
            ];
            line(inside, buf, row, &Line::from(pieces));
        }
        if alerts.len() > shown {
            let more = exposure::MORE_ALERTS.with("n", alerts.len() - shown);
            let words = Line::styled(ctx.say(&more), ctx.style(Token::Dim));
            line(inside, buf, inside.height.saturating_sub(1), &words);
        }
    }

    /// The chosen number in one line, where there is no room for a panel.
    pub(super) fn one_line(&self, board: &Board, ctx: &Ctx) -> Line<'static> {
        let cell = board.cell(self.chosen);
        let say = exposure::ONE_LINE
            .with("number", cell.number.to_string())
            .with("stake", ctx.voice.figure(stake(cell)))
            .with("pays", ctx.voice.figure(cell.retained()))
            .with("net", ctx.voice.figure(net(&board.view, cell.retained())));
        Line::styled(ctx.say(&say), ctx.style(Token::Strong))
    }

    /// sales − commission − worst = result
    pub(super) fn sum_line(board: &Board, ctx: &Ctx) -> Line<'static> {
        let view = &board.view;
        let worst = view.worst.map_or(Money::ZERO, |(_, amount)| amount);
        let kept = net(view, worst);
        let say = exposure::SUM_LINE
            .with("sales", ctx.voice.figure(view.stakes))
            .with("commission", ctx.voice.figure(view.commission))
            .with("worst", ctx.voice.figure(worst))
            .with("net", ctx.voice.figure(kept));
        let token = if kept.is_negative() {
            Token::MoneyNegative
        } else {
            Token::Dim
        };
        Line::styled(ctx.say(&say), ctx.style(token))
    }

    /// Below the head, where no toast covers it: the question before the second keystroke, or the undo with its countdown.
    pub(super) fn render_strip(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let (say, token) = if let Some(armed) = &self.armed {
            let say = exposure::ARMED
                .with("number", armed.number.to_string())
                .with("draw", armed.called.as_str())
                .with("again", Action::ExposureBlock)
                .with("ok", Action::ListOpen)
                .with("back", Action::ListBack);
            (say, Token::BannerError)
        } else if let Some(undo) = self.undo.as_ref().filter(|undo| undo.until > ctx.now) {
            let left = (undo.until - ctx.now + TimeDelta::milliseconds(999)).num_seconds();
            let say = exposure::UNDO
                .with("number", undo.number.to_string())
                .with("draw", undo.called.as_str())
                .with("key", Action::ExposureUndo)
                .with("left", left);
            (say, Token::BannerInfo)
        } else {
            return;
        };
        let spot = Rect {
            y: area.y.saturating_add(u16::from(area.height >= 22)),
            height: area.height.min(1),
            ..area
        };
        clear(spot, buf, ctx.style(token));
        let words = format!(" {} {}", ctx.symbols.cross, ctx.say(&say));
        let words = fit(&words, usize::from(spot.width), Side::Left, ctx.symbols);
        line(spot, buf, 0, &Line::styled(words, ctx.style(token)));
    }
}

/// A label, its value, and the value's meaning.
type Pair = (String, Value, Token);

/// What stands at the right of a pair.
enum Value {
    /// An amount, shortened where there is no room for all of it.
    Money(Money),
    /// Words or a count.
    Words(String),
}

impl Value {
    fn within(&self, columns: usize, ctx: &Ctx) -> String {
        match self {
            Self::Money(amount) => {
                let whole = ctx.voice.figure(*amount);
                if width(&whole) <= columns {
                    return whole;
                }
                Figure::Money(*amount).within(columns, ctx).unwrap_or(whole)
            }
            Self::Words(words) => words.clone(),
        }
    }
}

fn minus(amount: Money) -> Value {
    Value::Money(amount.checked_neg().unwrap_or(amount))
}

fn amount_token(amount: Money) -> Token {
    if amount.is_negative() {
        Token::MoneyNegative
    } else {
        Token::Money
    }
}

/// Labels at the left, figures at the right. Returns the rows taken.
fn draw_pairs(area: Rect, buf: &mut Buffer, ctx: &Ctx, all: &[Pair]) -> u16 {
    let room = usize::from(area.width);
    let mut row = 0;
    for (label, value, token) in all {
        let rest = room.saturating_sub(width(label) + 1);
        let value = fit(&value.within(rest, ctx), rest, Side::Right, ctx.symbols);
        let pieces = vec![
            Span::styled(format!("{label} "), ctx.style(Token::Label)),
            Span::styled(value, ctx.style(*token)),
        ];
        line(area, buf, row, &Line::from(pieces));
        row += 1;
    }
    row
}

/// The share of the limit as a bar with its percent.
fn usage(percent: u16, columns: u16, board: &Board, ctx: &Ctx) -> Line<'static> {
    let words = exposure::PERCENT.with("n", i64::from(percent));
    let words = format!(" {}", ctx.say(&words));
    let label = format!("{} ", ctx.text(exposure::USED));
    let room = usize::from(columns).saturating_sub(width(&words) + width(&label));
    let (full, empty) = bar(u64::from(percent), 100, room, ctx.symbols);
    let token = if percent >= 100 {
        Token::Error
    } else if percent >= u16::from(board.view.alert_percent) {
        Token::Warn
    } else {
        Token::Bar
    };
    Line::from(vec![
        Span::styled(label, ctx.style(Token::Label)),
        Span::styled(full, ctx.style(token)),
        Span::styled(empty, ctx.style(Token::BarEmpty)),
        Span::styled(words, ctx.style(Token::Strong)),
    ])
}
