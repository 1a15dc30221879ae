//! The whole picture: status bar, banner, screen, toast, keys, and the dialogs above them.

use super::App;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Tone;
use crate::ui::status::Link;
use crate::ui::text::{Arg, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, broken, clear, fit, footer, line, rows, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

/// The smallest terminal that is drawn on.
const LEAST: (u16, u16) = (60, 16);

impl App {
    /// Draws everything. Never outside the buffer, whatever its size; drawing changes nothing.
    pub fn render(&self, buf: &mut Buffer) {
        let area = buf.area;
        let slots = self.jobs.slots(self.current);
        let ctx = self.ctx(&slots);
        clear(area, buf, ctx.style(Token::Base));
        if area.width < LEAST.0 || area.height < LEAST.1 {
            let say = frame::TOO_SMALL
                .with("columns", i64::from(LEAST.0))
                .with("rows", i64::from(LEAST.1));
            let words = broken(&ctx.say(&say), usize::from(area.width));
            let above = area
                .height
                .saturating_sub(u16::try_from(words.len()).unwrap_or(0))
                / 2;
            for (row, words) in (above..).zip(words) {
                line(area, buf, row, &Line::raw(words));
            }
            return;
        }
        let banner = self.banner().map(|(token, words)| {
            let words = format!("{} {words}", ctx.symbols.warn);
            (
                token,
                broken(&words, usize::from(area.width.saturating_sub(2))),
            )
        });
        let tall = banner.as_ref().map_or(0, |(_, lines)| lines.len());
        let [top, second, body, foot] = rows(
            area,
            [
                Constraint::Length(1),
                Constraint::Length(u16::try_from(tall).unwrap_or(1)),
                Constraint::Min(0),
                Constraint::Length(1),
            ],
        );
        self.status_bar(top, buf, &ctx);
        if let Some((token, lines)) = banner {
            for (row, words) in (0..).zip(&lines) {
                let words = fit(
                    &format!(" {words}"),
                    usize::from(second.width),
                    Side::Left,
                    ctx.symbols,
                );
                line(second, buf, row, &Line::styled(words, ctx.style(token)));
            }
        }
        let said = self.toast_lines(body, &ctx);
        let last = said.last().map_or(0, |line| width(line) + 2);
        let ctx = Ctx { said: last, ..ctx };
        if !self.locked()
            && let Some(screen) = self.screens.get(&self.current)
        {
            // What is said takes rows of its own, but for one that the screen leaves to it.
            let free = usize::from(screen.leaves_a_row(&ctx));
            let taken = u16::try_from(said.len().saturating_sub(free)).unwrap_or(0);
            let body = Rect {
                height: body.height.saturating_sub(taken),
                ..body
            };
            screen.render(body, buf, &ctx);
        }
        footer(
            foot,
            buf,
            &ctx,
            if self.overlays.is_empty() {
                self.offers()
            } else {
                Vec::new()
            }
            .as_slice(),
        );
        self.draw_toast(&said, body, buf, &ctx);
        let shown = if self.locked() {
            self.overlays.len().saturating_sub(1)
        } else {
            0
        };
        for (_, overlay) in self.overlays.iter().skip(shown) {
            overlay.render(body, buf, &ctx);
        }
    }

    /// What must be seen before anything else: the connection is gone, or a command's fate is not known yet.
    fn banner(&self) -> Option<(Token, String)> {
        let say = |text| self.voice.text(text).to_owned();
        if self.jobs.any_unknown() {
            return Some((Token::BannerError, say(frame::BANNER_VERIFYING)));
        }
        match self.status.link {
            Link::Lost(since) => {
                let say = frame::BANNER_LOST
                    .with("since", Arg::Clock(since))
                    .in_voice(self.voice, &self.keymap);
                Some((Token::BannerError, say))
            }
            Link::Unknown | Link::Up => None,
        }
    }

    fn status_bar(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        buf.set_style(area, ctx.style(Token::Status));
        let right = self.status_right(ctx);
        let mark = if self.status.scratch {
            format!(" {} ", ctx.text(frame::MARK_DEMO))
        } else {
            String::new()
        };
        let taken = width(&right) + width(&mark);
        let room = usize::from(area.width).saturating_sub(taken);
        let mut left = self.status_left(ctx, true);
        if width(&left) > room {
            left = self.status_left(ctx, false);
        }
        let left = fit(&left, room, Side::Left, ctx.symbols);
        let pieces = vec![
            Span::styled(left, ctx.style(Token::Status)),
            Span::styled(right, ctx.style(Token::Status)),
            Span::styled(mark, ctx.style(Token::Mark)),
        ];
        line(area, buf, 0, &Line::from(pieces));
    }

    fn status_left(&self, ctx: &Ctx, shop: bool) -> String {
        let bar = format!(" {} ", ctx.symbols.bar);
        let Some(session) = &self.session else {
            let house = self.status.banca.as_deref().unwrap_or("banca");
            return format!(
                " {}{bar}{}",
                crate::ui::plain::plain(house),
                ctx.text(self.current.title())
            );
        };
        let mut parts = vec![ctx.text(self.current.title()).to_uppercase()];
        if let Some(draw) = self.status.next_draw(ctx.now) {
            let left = ctx.voice.countdown(draw.cutoff - ctx.now);
            let say = frame::NEXT_DRAW.with("name", draw.name.as_str());
            parts.push(ctx.say(&say.with("at", ctx.voice.clock(draw.at)).with("left", left)));
        }
        if let Some((_, ventana)) = session.ventana.as_ref().filter(|_| shop) {
            parts.push(crate::ui::plain::plain(ventana).into_owned());
        }
        parts.push(crate::ui::plain::plain(&session.name).into_owned());
        match self.status.drawer_open {
            Some(false) | None if let Some(terminal) = &self.status.drawer_elsewhere => {
                let say = frame::DRAWER_ELSEWHERE.with("terminal", terminal.as_str());
                parts.push(ctx.say(&say));
            }
            Some(true) if self.status.counting => {
                parts.push(ctx.text(frame::DRAWER_COUNTED).to_owned());
            }
            Some(true) => parts.push(ctx.text(frame::DRAWER_OPEN).to_owned()),
            Some(false) => parts.push(ctx.text(frame::DRAWER_SHUT).to_owned()),
            None => {}
        }
        format!(" {}", parts.join(&bar))
    }

    fn status_right(&self, ctx: &Ctx) -> String {
        let mut parts = Vec::new();
        if !self.held.is_empty() {
            parts.push(ctx.say(&frame::HELD.with("n", self.held.len())));
        }
        if self.jobs.any_command() {
            parts.push(ctx.text(frame::SENDING).to_owned());
        }
        let drift = self.status.drift.num_seconds();
        if drift.abs() >= 5 {
            parts.push(ctx.say(&frame::DRIFT.with("seconds", drift)));
        }
        if let Some(latency) = self.status.latency {
            parts.push(format!("{} ms", latency.num_milliseconds().max(0)));
        }
        parts.push(
            match self.status.link {
                Link::Up => ctx.symbols.on,
                Link::Unknown | Link::Lost(_) => ctx.symbols.off,
            }
            .to_owned(),
        );
        format!(" {} ", parts.join(" "))
    }

    /// What is said for a few seconds, whole, as lines.
    fn toast_lines(&self, body: Rect, ctx: &Ctx) -> Vec<String> {
        let Some((toast, _)) = self.toast.as_ref().filter(|_| !self.locked()) else {
            return Vec::new();
        };
        let sign = match toast.tone {
            Tone::Good => ctx.symbols.check,
            Tone::Plain => ctx.symbols.dot,
            Tone::Bad => ctx.symbols.cross,
        };
        let words = format!("{sign} {}", ctx.say(&toast.say));
        let mut lines = broken(&words, usize::from(body.width).saturating_sub(2));
        lines.truncate(usize::from(body.height / 3).clamp(1, 3));
        lines
    }

    fn draw_toast(&self, lines: &[String], body: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let Some((toast, _)) = &self.toast else {
            return;
        };
        let token = match toast.tone {
            Tone::Good => Token::Ok,
            Tone::Plain => Token::Info,
            Tone::Bad => Token::Error,
        };
        let reversed = ratatui::style::Style::new().add_modifier(Modifier::REVERSED);
        let look = ctx.style(token).patch(reversed);
        let height = u16::try_from(lines.len()).unwrap_or(0).min(body.height);
        let spot = Rect {
            y: body.bottom().saturating_sub(height),
            height,
            ..body
        };
        for (row, words) in (0..).zip(lines) {
            let words = fit(
                &format!(" {words} "),
                width(words) + 2,
                Side::Left,
                ctx.symbols,
            );
            line(spot, buf, row, &Line::styled(words, look));
        }
    }
}
