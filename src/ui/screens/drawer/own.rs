//! The picture of the own drawer: whether it is open, its figures, its counts, and where the day stands.

use super::Drawer;
use crate::ops::{CountResult, DrawerState, DrawerView};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Arg, Say, drawer, frame, name, shift};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, columns, fit, line, panel, panel_focused, rows, text, width};
use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

impl Drawer {
    /// Draws it.
    pub(super) fn render_own(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let Some(own) = &self.own else {
            let inside = panel_focused(area, buf, ctx, ctx.text(drawer::OWN), true);
            let words = self.problem.as_ref().map_or_else(
                || ctx.text(frame::LOADING).to_owned(),
                |problem| ctx.say(problem),
            );
            return text(inside, buf, &words, ctx.style(Token::Dim));
        };
        let [top, below] = rows(area, [Constraint::Length(11), Constraint::Min(0)]);
        let half = Constraint::Ratio(1, 2);
        let title = ctx.text(drawer::OWN);
        if own.drawer.is_some() {
            let [left, right] = columns(top, [half, half]);
            open(panel_focused(left, buf, ctx, title, true), buf, ctx, own);
            counts(right, buf, ctx, own);
        } else {
            shut(panel_focused(top, buf, ctx, title, true), buf, ctx, own);
        }
        day(below, buf, ctx, own);
    }
}

/// The four steps of a drawer's day; those done are ticked, the present one is marked.
fn day(area: Rect, buf: &mut Buffer, ctx: &Ctx, own: &DrawerView) {
    if area.height < 4 {
        return;
    }
    let area = Rect {
        height: area.height.min(if area.height >= 11 { 11 } else { 7 }),
        ..area
    };
    let inside = panel(area, buf, ctx, ctx.text(drawer::STEPS));
    let step = match (own.drawer, own.counts.last()) {
        (None, _) => 0,
        (Some(_), None) => 1,
        (Some(_), Some(count)) if count.agrees || own.counts.len() > 1 => 3,
        (Some(_), Some(_)) => 2,
    };
    let key = |text: crate::ui::text::Text, action: Action| text.with("key", action);
    let all: [Say; 4] = [
        drawer::STEP_OPEN.into(),
        key(drawer::STEP_TRADE, Action::DrawerMove),
        key(drawer::STEP_COUNT, Action::DrawerCount),
        key(drawer::STEP_CLOSE, Action::DrawerClose),
    ];
    let apart = if inside.height >= 8 { 2 } else { 1 };
    for (place, say) in (0u16..).zip(all) {
        let (sign, token) = match place.cmp(&step) {
            std::cmp::Ordering::Less => (ctx.symbols.check, Token::Dim),
            std::cmp::Ordering::Equal => (ctx.symbols.pointer, Token::Strong),
            std::cmp::Ordering::Greater => (" ", Token::Base),
        };
        let words = format!("{sign} {}  {}", place + 1, ctx.say(&say));
        let words = fit(&words, usize::from(inside.width), Side::Left, ctx.symbols);
        line(
            inside,
            buf,
            place * apart,
            &Line::styled(words, ctx.style(token)),
        );
    }
}

fn badge(ctx: &Ctx, token: Token, sign: &str, words: &str) -> Span<'static> {
    let style = ctx
        .style(token)
        .add_modifier(Modifier::REVERSED | Modifier::BOLD);
    Span::styled(format!(" {sign} {} ", words.to_uppercase()), style)
}

fn shut(area: Rect, buf: &mut Buffer, ctx: &Ctx, own: &DrawerView) {
    let words = ctx.text(drawer::SHUT);
    let big = badge(ctx, Token::Warn, ctx.symbols.off, words);
    line(area, buf, 0, &Line::from(big));
    let advice = drawer::SHUT_ADVICE.with("key", Action::DrawerOpen);
    let rest = Rect {
        y: area.y.saturating_add(2),
        height: area.height.saturating_sub(2),
        ..area
    };
    let mut words = ctx.say(&advice);
    if let Some(kept) = own.kept {
        let kept = shift::KEPT_OFFER.with("amount", kept);
        words = format!("{words} {}", ctx.say(&kept));
    }
    text(rest, buf, &words, ctx.style(Token::Base));
}

fn open(area: Rect, buf: &mut Buffer, ctx: &Ctx, own: &DrawerView) {
    let counting = own.state == Some(DrawerState::Counting);
    let (token, sign) = if counting {
        (Token::Warn, ctx.symbols.warn)
    } else {
        (Token::Ok, ctx.symbols.on)
    };
    let word = name::drawer_state(own.state.unwrap_or(DrawerState::Open));
    let badge = badge(ctx, token, sign, ctx.text(word));
    line(area, buf, 0, &Line::from(badge));
    if let Some(at) = own.opened_at {
        let since = fit(
            &since(at, ctx),
            usize::from(area.width),
            Side::Left,
            ctx.symbols,
        );
        line(area, buf, 1, &Line::styled(since, ctx.style(Token::Base)));
    }
    let all = [
        (drawer::FLOAT, ctx.voice.money(own.float), Token::Money),
        (drawer::TICKETS, ctx.voice.count(own.tickets), Token::Base),
        (drawer::PAYOUTS, ctx.voice.count(own.payouts), Token::Base),
        match own.expected {
            Some(expected) => (drawer::EXPECTED, ctx.voice.money(expected), Token::Money),
            None => (shift::NO_SALES, ctx.voice.count(own.no_sales), Token::Base),
        },
    ];
    for (row, (label, value, token)) in (3..).zip(all) {
        let label = ctx.text(label);
        let room = usize::from(area.width).saturating_sub(width(label));
        let pieces = vec![
            Span::styled(label, ctx.style(Token::Label)),
            Span::styled(
                fit(&value, room, Side::Right, ctx.symbols),
                ctx.style(token),
            ),
        ];
        line(area, buf, row, &Line::from(pieces));
    }
    let key = |text: crate::ui::text::Text, action| ctx.say(&text.with("key", action));
    let (words, token) = match &own.elsewhere {
        None if own.drop_advised => (key(shift::DROP_ADVISED, Action::DrawerMove), Token::Warn),
        Some(name) => (
            ctx.say(&drawer::ELSEWHERE.with("name", name.as_str())),
            Token::Warn,
        ),
        None => (ctx.text(drawer::BLIND).to_owned(), Token::Dim),
    };
    let rest = Rect {
        y: area.y.saturating_add(7),
        height: area.height.saturating_sub(7),
        ..area
    };
    text(rest, buf, &words, ctx.style(token));
}

/// Since when it is open: today the hour and how long, else the date.
fn since(at: DateTime<Utc>, ctx: &Ctx) -> String {
    if ctx.voice.day_of(at) != ctx.voice.day_of(ctx.now) {
        return ctx.say(&drawer::OPENED_ON.with("at", Arg::Moment(at)));
    }
    let minutes = (ctx.now - at).num_minutes().max(0);
    let span = format!("{} h {:02} min", minutes / 60, minutes % 60);
    let since = drawer::OPEN_SINCE.with("at", Arg::Clock(at));
    ctx.say(&since.with("span", span))
}

fn counts(area: Rect, buf: &mut Buffer, ctx: &Ctx, own: &DrawerView) {
    let inside = panel(area, buf, ctx, ctx.text(drawer::COUNTS));
    let Some(last) = own.counts.last() else {
        let say = drawer::NO_COUNTS.with("key", Action::DrawerCount);
        return text(inside, buf, &ctx.say(&say), ctx.style(Token::Dim));
    };
    let shown = own.counts.len().min(3);
    let skipped = own.counts.len() - shown;
    for (row, count) in (0..).zip(own.counts.iter().skip(skipped)) {
        line(inside, buf, row, &count_line(count, inside.width, ctx));
    }
    let advice = if last.exact {
        drawer::READY.with("close", Action::DrawerClose)
    } else if last.agrees && own.counts.len() < 2 {
        let again = drawer::READY_NEAR.with("count", Action::DrawerCount);
        again.with("close", Action::DrawerClose)
    } else if last.agrees {
        drawer::READY_NEAR_STILL.with("close", Action::DrawerClose)
    } else if own.counts.len() < 2 {
        let again = drawer::AGAIN.with("count", Action::DrawerCount);
        again.with("close", Action::DrawerClose)
    } else {
        drawer::DIFFERS_STILL.with("close", Action::DrawerClose)
    };
    let used = u16::try_from(shown).unwrap_or(u16::MAX).saturating_add(1);
    let rest = Rect {
        y: inside.y.saturating_add(used),
        height: inside.height.saturating_sub(used),
        ..inside
    };
    text(rest, buf, &ctx.say(&advice), ctx.style(Token::Base));
}

fn count_line(count: &CountResult, columns: u16, ctx: &Ctx) -> Line<'static> {
    let (words, token, sign) = if count.exact {
        (drawer::COUNT_AGREES, Token::Ok, ctx.symbols.check)
    } else if count.agrees {
        (drawer::COUNT_NEAR, Token::Warn, ctx.symbols.check)
    } else {
        (drawer::COUNT_DIFFERS, Token::Warn, ctx.symbols.warn)
    };
    let label = ctx.say(&drawer::COUNT_ROW.with("n", i64::from(count.count)));
    let result = format!(" {sign} {}", ctx.text(words));
    let room = usize::from(columns).saturating_sub(width(&label) + 12);
    Line::from(vec![
        Span::styled(label, ctx.style(Token::Label)),
        Span::styled(
            fit(&ctx.voice.money(count.total), 12, Side::Right, ctx.symbols),
            ctx.style(Token::Money),
        ),
        Span::styled(
            fit(&result, room, Side::Left, ctx.symbols),
            ctx.style(token),
        ),
    ])
}
