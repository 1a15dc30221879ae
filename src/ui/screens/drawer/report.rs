//! The Z report of a closed drawer: every figure in one column, the difference in words, the number and the hash.

use crate::domain::Money;
use crate::ops::DrawerReport;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::shift_paper::Row;
use crate::ui::text::{Say, Text, drawer};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, fit, line, panel_focused, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

/// Columns of the report.
const COLUMNS: u16 = 60;

/// One line of figures: the sign before it, its label, the amount, how it is meant.
type Figure = (&'static str, Text, Money, Token);

fn figures(report: &DrawerReport) -> [Figure; 9] {
    [
        (" ", drawer::FLOAT, report.float, Token::Base),
        ("+", drawer::SALES, report.sales, Token::Base),
        ("-", drawer::CANCELLED, report.cancelled, Token::Base),
        ("-", drawer::PRIZES, report.payouts, Token::Base),
        ("+", drawer::PAID_IN, report.pay_in, Token::Base),
        ("-", drawer::DROPPED, report.drops, Token::Base),
        ("-", drawer::PAID_OUT, report.pay_out, Token::Base),
        ("=", drawer::EXPECTED, report.expected, Token::Strong),
        (" ", drawer::COUNTED, report.counted, Token::Strong),
    ]
}

/// The difference in words.
pub(super) fn difference(amount: Money) -> (Say, Token) {
    if amount.is_positive() {
        (drawer::OVER.with("amount", amount), Token::Warn)
    } else if amount.is_negative() {
        let short = amount.checked_neg().unwrap_or(amount);
        (drawer::SHORT.with("amount", short), Token::Error)
    } else {
        (drawer::AGREES.into(), Token::Ok)
    }
}

/// The report as plain text, for the clipboard.
pub(super) fn copied(report: &DrawerReport, ctx: &Ctx) -> String {
    let mut lines = vec![ctx.say(&drawer::REPORT.with("n", report.z_number))];
    lines.extend(people(report, ctx).map(|(label, value)| format!("{label}: {value}")));
    for (sign, label, amount, _) in figures(report) {
        let label = fit(ctx.text(label), 24, Side::Left, ctx.symbols);
        let amount = fit(&ctx.voice.figure(amount), 14, Side::Right, ctx.symbols);
        lines.push(format!("{sign} {label}{amount}"));
    }
    lines.push(ctx.say(&difference(report.difference).0));
    lines.extend(sealed_log(report, ctx));
    lines.push(format!("{}: {}", ctx.text(drawer::HASH), report.hash));
    lines.join("\n")
}

/// Up to where the activity log was sealed, and the root that the paper holds it to.
fn sealed_log(report: &DrawerReport, ctx: &Ctx) -> Option<String> {
    let head = report.audit.as_ref()?;
    let said = drawer::SEALED_LOG.with("n", head.block);
    Some(ctx.say(&said.with("root", head.short())))
}

fn people(report: &DrawerReport, ctx: &Ctx) -> [(&'static str, String); 4] {
    [
        (
            ctx.text(drawer::TERMINAL),
            plain(&report.terminal).into_owned(),
        ),
        (ctx.text(drawer::CASHIER), plain(&report.user).into_owned()),
        (ctx.text(drawer::OPENED), ctx.voice.moment(report.opened_at)),
        (ctx.text(drawer::CLOSED), ctx.voice.moment(report.closed_at)),
    ]
}

/// The report's people and cash as rows, to be followed by all the rest.
pub(super) fn rows(report: &DrawerReport, ctx: &Ctx) -> Vec<Row> {
    let mut rows: Vec<Row> = people(report, ctx)
        .map(|(label, value)| Row::Pair(label.to_owned(), value))
        .into();
    for (sign, label, amount, token) in figures(report) {
        let label = format!("{sign} {}", ctx.text(label));
        let amount = ctx.voice.money(amount);
        rows.push(if token == Token::Strong {
            Row::Sum(label, amount)
        } else {
            Row::Pair(label, amount)
        });
    }
    let said = ctx.say(&difference(report.difference).0);
    rows.push(Row::Sum(ctx.text(drawer::DIFFERENCE).to_owned(), said));
    rows.extend(sealed_log(report, ctx).map(Row::Words));
    rows.push(Row::Words(format!(
        "{} {}",
        ctx.text(drawer::HASH),
        report.hash
    )));
    rows
}

/// Draws it.
pub(super) fn render(area: Rect, buf: &mut Buffer, ctx: &Ctx, report: &DrawerReport) {
    let wide = COLUMNS.min(area.width);
    let tall = 24.min(area.height);
    let spot = Rect {
        x: area.x + (area.width - wide) / 2,
        y: area.y + (area.height - tall) / 2,
        width: wide,
        height: tall,
    };
    let title = ctx.say(&drawer::REPORT.with("n", report.z_number));
    let inside = panel_focused(spot, buf, ctx, &title, true);
    let inside = Rect {
        x: inside.x.saturating_add(1),
        width: inside.width.saturating_sub(2),
        ..inside
    };
    let lines = lines(report, inside.width, inside.height >= 21, ctx);
    for (row, one) in (0..inside.height).zip(lines) {
        line(inside, buf, row, &one);
    }
}

fn lines(report: &DrawerReport, columns: u16, roomy: bool, ctx: &Ctx) -> Vec<Line<'static>> {
    let room = usize::from(columns);
    let gap = |lines: &mut Vec<Line>| {
        if roomy {
            lines.push(Line::default());
        }
    };
    let mut lines = Vec::new();
    gap(&mut lines);
    for (label, value) in people(report, ctx) {
        let label = fit(label, 12, Side::Left, ctx.symbols);
        let value = fit(&value, room.saturating_sub(12), Side::Left, ctx.symbols);
        lines.push(Line::from(vec![
            Span::styled(label, ctx.style(Token::Label)),
            Span::styled(value, ctx.style(Token::Base)),
        ]));
    }
    gap(&mut lines);
    for (sign, label, amount, token) in figures(report) {
        if sign == "=" {
            let rule = ctx.symbols.rule.repeat(room);
            lines.push(Line::styled(rule, ctx.style(Token::Border)));
        }
        let label = format!("{sign} {}", ctx.text(label));
        let figure = ctx.voice.money(amount);
        let figure = fit(
            &figure,
            room.saturating_sub(width(&label)),
            Side::Right,
            ctx.symbols,
        );
        lines.push(Line::from(vec![
            Span::styled(label, ctx.style(token)),
            Span::styled(figure, ctx.style(token)),
        ]));
    }
    lines.extend(ending(report, room, roomy, ctx));
    lines
}

fn ending(report: &DrawerReport, room: usize, roomy: bool, ctx: &Ctx) -> Vec<Line<'static>> {
    let (say, token) = difference(report.difference);
    let sign = match token {
        Token::Ok => ctx.symbols.check,
        _ => ctx.symbols.warn,
    };
    let words = format!(" {sign} {} ", ctx.say(&say));
    let label = format!("  {}", ctx.text(drawer::DIFFERENCE));
    let space = room.saturating_sub(width(&label) + width(&words));
    let marked = ctx
        .style(token)
        .add_modifier(Modifier::BOLD | Modifier::REVERSED);
    let mut lines = vec![Line::from(vec![
        Span::styled(label, ctx.style(Token::Strong)),
        Span::raw(" ".repeat(space)),
        Span::styled(words, marked),
    ])];
    if roomy {
        lines.push(Line::default());
    }
    let log = sealed_log(report, ctx);
    lines.extend(log.map(|log| Line::styled(log, ctx.style(Token::Dim))));
    let hash = format!("{} {}", ctx.text(drawer::HASH), report.hash);
    let (first, second) = hash.split_at_checked(room).unwrap_or((hash.as_str(), ""));
    for piece in [first, second]
        .into_iter()
        .filter(|piece| !piece.is_empty())
    {
        lines.push(Line::styled(piece.to_owned(), ctx.style(Token::Dim)));
    }
    let keys = drawer::REPORT_KEYS
        .with("copy", Action::ListCopy)
        .with("back", Action::ListBack);
    lines.push(Line::styled(ctx.say(&keys), ctx.style(Token::Dim)));
    lines
}
