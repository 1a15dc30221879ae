//! How the system screen is drawn: the state on top, the books and the activity below.

use super::{Pane, System};
use crate::domain::{Money, TicketCode};
use crate::ops::{ActivityRow, Identity};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::status::Link;
use crate::ui::text::{Arg, Say, Text, deed, frame, identity, system as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Look, Side, Span, columns, fit, line, panel, panel_focused, rows, text,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span as Piece};

/// Draws the whole screen.
pub(super) fn render(screen: &System, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let [top, below] = rows(area, [Constraint::Length(6), Constraint::Min(0)]);
    state(screen, top, buf, ctx);
    if below.width >= 110 {
        let parts = [Constraint::Ratio(2, 5), Constraint::Ratio(3, 5)];
        let [left, right] = columns(below, parts);
        books(screen, left, buf, ctx);
        match screen.pane {
            Pane::Jobs => screen.render_jobs(right, buf, ctx),
            Pane::Books | Pane::Activity => activity(screen, right, buf, ctx),
        }
    } else {
        match screen.pane {
            Pane::Books => books(screen, below, buf, ctx),
            Pane::Activity => activity(screen, below, buf, ctx),
            Pane::Jobs => screen.render_jobs(below, buf, ctx),
        }
    }
}

fn state(screen: &System, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let inside = panel(area, buf, ctx, ctx.text(t::STATE));
    let plain_text = |text: &str| plain(text).into_owned();
    let house = ctx.status.banca.as_deref().unwrap_or_default();
    let server = screen.server.as_deref().unwrap_or(ctx.symbols.ellipsis);
    // The number that tells versions apart; the packager's words behind it do not.
    let server = server.split(" (").next().unwrap_or(server);
    let drift = t::SECONDS.with("seconds", ctx.status.drift.num_seconds());
    let left = [
        (t::BANCA, plain_text(house), Token::Strong),
        (t::SERVER, plain_text(server), Token::Base),
        (
            t::VERSION,
            format!("banca {}", env!("CARGO_PKG_VERSION")),
            Token::Base,
        ),
        (t::TERMINAL, plain_text(ctx.terminal), Token::Base),
    ];
    let (connection, token) = connection(ctx);
    let mut right = vec![
        (t::CONNECTION, connection, token),
        (t::CLOCK, ctx.voice.clock_seconds(ctx.now), Token::Base),
        (t::DRIFT, ctx.say(&drift), Token::Base),
    ];
    right.push(if screen.late() {
        let late = ctx.text(t::JOBS_LATE).to_owned();
        (t::JOBS_SHORT, late, Token::Warn)
    } else if ctx.status.scratch {
        let scratch = ctx.text(t::SCRATCH).to_owned();
        (frame::MARK_DEMO, scratch, Token::Warn)
    } else {
        (t::THEME, plain_text(&ctx.theme.label), Token::Base)
    });
    let [first, second] = columns(inside, [Constraint::Ratio(1, 2); 2]);
    pairs(first, buf, ctx, &left);
    pairs(second, buf, ctx, &right);
}

fn connection(ctx: &Ctx) -> (String, Token) {
    let millis = ctx.status.latency.map_or(0, |took| took.num_milliseconds());
    match ctx.status.link {
        Link::Up => (ctx.say(&t::CONNECTED.with("ms", millis)), Token::Ok),
        Link::Lost(since) => (
            ctx.say(&t::LOST.with("since", Arg::Clock(since))),
            Token::Error,
        ),
        Link::Unknown => (ctx.text(t::UNKNOWN).to_owned(), Token::Dim),
    }
}

fn pairs(area: Rect, buf: &mut Buffer, ctx: &Ctx, all: &[(Text, String, Token)]) {
    for (row, (label, value, token)) in (0..).zip(all) {
        let label = fit(ctx.text(*label), 14, Side::Left, ctx.symbols);
        let room = usize::from(area.width).saturating_sub(17);
        let value = fit(value, room, Side::Left, ctx.symbols);
        let pieces = vec![
            Piece::styled(format!("{label} "), ctx.style(Token::Label)),
            Piece::styled(value, ctx.style(*token)),
        ];
        line(area, buf, row, &Line::from(pieces));
    }
}

const BOOKS: &[Column] = &[
    column(t::IDENTITY, Span::Rest(18), Side::Left, 0),
    column(t::LEFT, Span::Fixed(14), Side::Right, 1),
    column(t::RIGHT, Span::Fixed(14), Side::Right, 2),
    column(t::RESULT, Span::Fixed(11), Side::Left, 0),
];

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

fn books(screen: &System, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let focused = screen.pane == Pane::Books;
    let inside = panel_focused(area, buf, ctx, ctx.text(t::BOOKS), focused);
    let Some(report) = screen.report.as_ref().filter(|_| !screen.checking) else {
        let say = if screen.checking {
            t::CHECKING.into()
        } else {
            t::BOOKS_EMPTY.with("key", Action::SystemVerify)
        };
        return text(inside, buf, &ctx.say(&say), ctx.style(Token::Dim));
    };
    let all = report.identities.len();
    let bad = report.identities.iter().filter(|one| !one.holds).count();
    let (verdict, token) = if bad == 0 {
        let millis = i64::try_from(report.millis).unwrap_or(i64::MAX);
        let say = t::HOLDS.with("n", all).with("ms", millis);
        (say.with("at", Arg::Clock(report.at)), Token::Ok)
    } else {
        (t::BROKEN.with("bad", bad).with("n", all), Token::Error)
    };
    let [top, list] = rows(inside, [Constraint::Length(2), Constraint::Min(0)]);
    let sign = if bad == 0 {
        ctx.symbols.check
    } else {
        ctx.symbols.cross
    };
    let words = format!("{sign} {}", ctx.say(&verdict));
    text(top, buf, &words, ctx.style(token));
    let cells = |identity: &Identity| {
        let (word, token) = if identity.holds {
            (t::OK, Token::Ok)
        } else {
            (t::BAD, Token::Error)
        };
        let (name, [left, right]) = named_sides(identity, ctx);
        vec![
            Cell::from(name),
            Cell::from(left),
            Cell::from(right),
            Cell::new(ctx.text(word), token),
        ]
    };
    let look = Look {
        columns: BOOKS,
        cells: &cells,
        empty: t::BOOKS_EMPTY.with("key", Action::SystemVerify),
        foot: None,
        focused,
    };
    screen.books.render(list, buf, ctx, &look);
}

const ACTIVITY: &[Column] = &[
    column(t::AT, Span::Fixed(14), Side::Left, 1),
    column(t::WHO, Span::Rest(11), Side::Left, 0),
    column(t::WHAT, Span::Fixed(17), Side::Left, 0),
    column(t::TARGET, Span::Fixed(20), Side::Left, 2),
    column(t::WHERE, Span::Fixed(10), Side::Left, 3),
];

fn activity(screen: &System, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let focused = screen.pane == Pane::Activity;
    let inside = panel_focused(area, buf, ctx, ctx.text(t::ACTIVITY), focused);
    let cells = |row: &ActivityRow| {
        let day = ctx.voice.day(row.at);
        let day = day.get(5..).unwrap_or_default();
        let at = format!("{day} {}", ctx.voice.clock_seconds(row.at));
        vec![
            Cell::new(at, Token::Dim),
            Cell::from(&row.who),
            Cell::new(did(row, ctx), Token::Strong),
            Cell::from(target(row, ctx)),
            Cell::new(&row.terminal, Token::Dim),
        ]
    };
    let look = Look {
        columns: ACTIVITY,
        cells: &cells,
        empty: t::ACTIVITY_EMPTY.into(),
        foot: Some(t::ROWS.with("n", screen.activity.rows().len())),
        focused,
    };
    screen.activity.render(inside, buf, ctx, &look);
}

fn named(label: Text, value: impl Into<Arg>) -> Say {
    t::DETAIL.with("name", label).with("value", value)
}

/// An identity's name for people and both its sides: amounts with their symbol, counts without.
fn named_sides(identity: &Identity, ctx: &Ctx) -> (String, [String; 2]) {
    let known = identity::of(&identity.name);
    let name = known.map_or_else(
        || identity.name.clone(),
        |(name, _)| ctx.text(name).to_owned(),
    );
    let side = |value: i64| match (known, Money::try_from_cents(value)) {
        (Some((_, true)), Ok(amount)) => ctx.voice.money(amount),
        _ => ctx.voice.count(value),
    };
    (name, [side(identity.left), side(identity.right)])
}

fn did(row: &ActivityRow, ctx: &Ctx) -> String {
    deed::of(&row.action).map_or_else(
        || plain(&row.action).into_owned(),
        |text| ctx.text(text).to_owned(),
    )
}

/// What an entry is about, as people call it: a ticket's code in groups, a draw with its day and time; of another id the part
/// that tells it from others.
fn target(row: &ActivityRow, ctx: &Ctx) -> String {
    if let Some(draw) = &row.draw {
        let day = ctx.voice.day(draw.at);
        let day = day.get(5..).unwrap_or_default();
        return format!(
            "{} {day} {}",
            plain(&draw.lottery),
            ctx.voice.clock(draw.at)
        );
    }
    if let Ok(code) = TicketCode::parse(&row.target) {
        return code.to_string();
    }
    match row.target.rsplit_once('-') {
        Some((_, end)) if row.target.len() == 36 => format!("…{end}"),
        _ => plain(&row.target).into_owned(),
    }
}

/// An identity with both sides and the first row that breaks it.
pub(super) fn identity_lines(identity: &Identity, ctx: &Ctx) -> Vec<Say> {
    let (name, [left, right]) = named_sides(identity, ctx);
    let mut lines = vec![
        named(t::IDENTITY, format!("{name} ({})", identity.name)),
        named(t::LEFT, left),
        named(t::RIGHT, right),
        named(t::RESULT, if identity.holds { t::OK } else { t::BAD }),
    ];
    lines.extend(
        identity
            .first_broken
            .as_deref()
            .map(|row| named(t::FIRST_BROKEN, row)),
    );
    lines
}

/// The target as people call it, and as the log has it.
fn whole_target(row: &ActivityRow, ctx: &Ctx) -> String {
    match row.draw {
        Some(_) => format!("{} ({})", target(row, ctx), row.target),
        None => row.target.clone(),
    }
}

/// A row of the activity with its details.
pub(super) fn activity_lines(row: &ActivityRow, ctx: &Ctx) -> Vec<Say> {
    let mut lines = vec![
        named(t::AT, Arg::Moment(row.at)),
        named(t::WHO, row.who.as_str()),
        named(t::WHERE, row.terminal.as_str()),
        named(t::WHAT, format!("{} ({})", did(row, ctx), row.action)),
        named(t::TARGET, whole_target(row, ctx)),
    ];
    lines.extend(
        row.approved_by
            .as_deref()
            .map(|who| named(t::APPROVED, who)),
    );
    if let Some(details) = row.details.as_object() {
        for (name, value) in details {
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            lines.push(t::DETAIL.with("name", name.as_str()).with("value", value));
        }
    }
    lines
}
