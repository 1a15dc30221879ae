//! How commissions are drawn: the policies, the chosen one with its rules in words, the versions of one, and the version that
//! is being written.

use super::draft::Draft;
use super::{Commissions, Versions, wording};
use crate::domain::PolicyRule;
use crate::ops::CommissionRow;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Arg, Text, commissions as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Look, Side, Span, fit, line, panel, panel_focused, rows, text,
};
use chrono::TimeDelta;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

const COLUMNS: &[Column] = &[
    column(t::COL_SCOPE, Span::Rest(16), Side::Left, 0),
    column(t::COL_SHARE, Span::Fixed(8), Side::Left, 0),
    column(t::COL_VERSION, Span::Fixed(7), Side::Right, 2),
    column(t::COL_DEFAULT, Span::Fixed(8), Side::Right, 0),
    column(t::COL_RULES, Span::Fixed(6), Side::Right, 1),
    column(t::COL_FROM, Span::Fixed(10), Side::Left, 0),
    column(t::COL_TO, Span::Fixed(10), Side::Left, 1),
    column(t::COL_BY, Span::Fixed(16), Side::Left, 3),
];

const RULES: &[Column] = &[
    column(t::COL_PLACE, Span::Fixed(3), Side::Right, 0),
    column(t::COL_CONCERNS, Span::Rest(20), Side::Left, 0),
    column(t::COL_PERCENT, Span::Fixed(9), Side::Right, 0),
];

impl Commissions {
    pub(super) fn render_list(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let look = Look {
            columns: COLUMNS,
            cells: &|row: &CommissionRow| cells(row, ctx),
            empty: t::EMPTY.with("key", Action::CommissionsNew),
            foot: Some(t::FOOT.with("n", self.grid.rows().len())),
            focused: true,
        };
        let [list, detail] = halves(area);
        let inside = panel_focused(list, buf, ctx, ctx.text(t::TITLE), true);
        self.grid.render(inside, buf, ctx, &look);
        self.render_detail(self.grid.chosen(), detail, buf, ctx);
    }

    pub(super) fn render_versions(
        &self,
        versions: &Versions,
        area: Rect,
        buf: &mut Buffer,
        ctx: &Ctx,
    ) {
        let look = Look {
            columns: COLUMNS,
            cells: &|row: &CommissionRow| cells(row, ctx),
            empty: t::NO_VERSIONS.into(),
            foot: Some(t::VERSIONS_FOOT.with("n", versions.grid.rows().len())),
            focused: true,
        };
        let [list, detail] = halves(area);
        let title = t::VERSIONS
            .with("name", versions.scope_name.as_str())
            .with("share", wording::share(versions.share));
        let inside = panel_focused(list, buf, ctx, &ctx.say(&title), true);
        versions.grid.render(inside, buf, ctx, &look);
        self.render_detail(versions.grid.chosen(), detail, buf, ctx);
    }

    /// The chosen version in full: each rule on a line, in the order in which they are tried.
    fn render_detail(&self, row: Option<&CommissionRow>, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        if area.height < 3 {
            return;
        }
        let inside = panel(area, buf, ctx, ctx.text(t::DETAIL));
        let Some(row) = row else {
            return text(inside, buf, ctx.text(t::NONE_CHOSEN), ctx.style(Token::Dim));
        };
        let by = t::SET_BY
            .with("version", row.version)
            .with("name", row.set_by.as_str())
            .with("at", Arg::Moment(row.from));
        let whose = format!(
            "{} {} {}",
            plain(&row.scope_name),
            ctx.symbols.dot,
            ctx.text(wording::share(row.share))
        );
        let mut lines = vec![(whose, Token::Strong), (ctx.say(&by), Token::Dim)];
        let rules = (1..).zip(&row.policy.rules);
        lines.extend(rules.map(|(place, rule)| (self.rule_words(place, rule, ctx), Token::Base)));
        let rest = t::REST.with("percent", wording::general(row.policy.default_percent, ctx));
        lines.push((ctx.say(&rest), Token::Base));
        let room = usize::from(inside.height);
        let over = lines.len().saturating_sub(room);
        if over > 0 {
            // what pays for the rest stays in sight
            let kept = room.saturating_sub(2);
            let hidden = lines.len().saturating_sub(kept + 1);
            let rest = lines.pop();
            lines.truncate(kept);
            lines.push((ctx.say(&t::MORE_RULES.with("n", hidden)), Token::Dim));
            lines.extend(rest);
        }
        for (at, (words, token)) in (0..inside.height).zip(lines) {
            let words = fit(&words, usize::from(inside.width), Side::Left, ctx.symbols);
            line(inside, buf, at, &Line::styled(words, ctx.style(token)));
        }
    }

    fn rule_words(&self, place: usize, rule: &PolicyRule, ctx: &Ctx) -> String {
        let concerns = wording::concerns(rule, &self.known, ctx);
        let say = t::RULE_LINE
            .with("n", place)
            .with("what", concerns)
            .with("percent", wording::percent(rule.percent));
        ctx.say(&say)
    }

    pub(super) fn render_draft(&self, draft: &Draft, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let [head, rules] = rows(area, [Constraint::Length(6), Constraint::Min(0)]);
        let title = if draft.follows { t::FOLLOWS } else { t::NEW };
        let inside = panel(head, buf, ctx, ctx.text(title));
        let dot = format!(" {} ", ctx.symbols.dot);
        let day = |day: Option<chrono::NaiveDate>, none: Text| {
            day.map_or_else(|| ctx.text(none).to_owned(), |day| ctx.voice.date(day))
        };
        let whose = [
            ctx.say(&draft.scope_name),
            ctx.text(wording::share(draft.share)).to_owned(),
        ];
        let pays = t::REST.with("percent", wording::general(draft.default, ctx));
        let when = t::SPAN
            .with("from", day(draft.from, t::NOW))
            .with("to", day(draft.to, t::FOR_EVER));
        let how = t::HOW
            .with("head", Action::CommissionsHead)
            .with("rule", Action::CommissionsNew)
            .with("save", Action::CommissionsSave)
            .with("back", Action::ListBack);
        let lines = [
            (whose.join(&dot), Token::Strong),
            (ctx.say(&pays), Token::Base),
            (ctx.say(&when), Token::Base),
            (ctx.say(&how), Token::Dim),
        ];
        for (at, (words, token)) in (0..inside.height).zip(lines) {
            let words = fit(&words, usize::from(inside.width), Side::Left, ctx.symbols);
            line(inside, buf, at, &Line::styled(words, ctx.style(token)));
        }
        let inside = panel_focused(rules, buf, ctx, ctx.text(t::RULES), true);
        let numbered: Vec<&PolicyRule> = draft.rules.rows().iter().collect();
        let place = |rule: &PolicyRule| {
            let found = numbered.iter().position(|one| std::ptr::eq(*one, rule));
            found.map_or_else(String::new, |place| (place + 1).to_string())
        };
        let look = Look {
            columns: RULES,
            cells: &|rule: &PolicyRule| {
                vec![
                    Cell::new(place(rule), Token::Dim),
                    Cell::from(wording::concerns(rule, &self.known, ctx)),
                    Cell::new(
                        format!("{} %", wording::percent(rule.percent)),
                        Token::Strong,
                    ),
                ]
            },
            empty: t::NO_RULES.with("key", Action::CommissionsNew),
            foot: Some(t::ORDER.into()),
            focused: true,
        };
        draft.rules.render(inside, buf, ctx, &look);
    }
}

/// The list, and below it room for the chosen one.
fn halves(area: Rect) -> [Rect; 2] {
    let tall = match area.height {
        0..=13 => 0,
        14..=24 => 8,
        _ => 14,
    };
    rows(area, [Constraint::Min(0), Constraint::Length(tall)])
}

fn cells(row: &CommissionRow, ctx: &Ctx) -> Vec<Cell> {
    let coming = row.from > ctx.now;
    let over = row.to.is_some_and(|to| to <= ctx.now);
    let (strong, base) = if over {
        (Token::Dim, Token::Dim)
    } else if coming {
        (Token::Info, Token::Info)
    } else {
        (Token::Strong, Token::Base)
    };
    let default = row.policy.default_percent;
    let default = default.map_or_else(
        || ctx.symbols.dot.to_owned(),
        |percent| format!("{} %", wording::percent(percent)),
    );
    let rules = match row.policy.rules.len() {
        0 => ctx.symbols.dot.to_owned(),
        some => some.to_string(),
    };
    let to = row.to.map_or_else(
        || ctx.symbols.dot.to_owned(),
        |to| {
            // the last day, not the midnight after it
            ctx.voice.day(to - TimeDelta::seconds(1))
        },
    );
    vec![
        Cell::new(&row.scope_name, strong),
        Cell::new(ctx.text(wording::share(row.share)), base),
        Cell::new(row.version.to_string(), base),
        Cell::new(default, strong),
        Cell::new(rules, base),
        Cell::new(ctx.voice.day(row.from), base),
        Cell::new(to, base),
        Cell::new(&row.set_by, Token::Dim),
    ]
}
