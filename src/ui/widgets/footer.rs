//! The line of keys at the bottom: what the screen offers, most important first, as far as it fits.

use super::fit::width;
use super::panel::line;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::screen::Offer;
use crate::ui::theme::Token;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Draws the keys of these offers and, at the right, those of help and palette. What is off is dim.
pub fn footer(area: Rect, buf: &mut Buffer, ctx: &Ctx, offers: &[Offer]) {
    buf.set_style(area.intersection(buf.area), ctx.style(Token::Base));
    let always = [Offer::on(Action::HelpOpen), Offer::on(Action::PaletteOpen)];
    let fixed: usize = always.iter().map(|offer| piece_width(offer, ctx)).sum();
    let mut room = usize::from(area.width).saturating_sub(fixed);
    let mut pieces = Vec::new();
    for offer in offers
        .iter()
        .filter(|offer| !ctx.keymap.keys(offer.action).is_empty())
    {
        let wide = piece_width(offer, ctx);
        if wide > room {
            break;
        }
        room -= wide;
        pieces.extend(piece(offer, ctx));
    }
    pieces.push(Span::styled(" ".repeat(room), ctx.style(Token::Base)));
    pieces.extend(always.iter().flat_map(|offer| piece(offer, ctx)));
    line(area, buf, 0, &Line::from(pieces));
}

fn piece(offer: &Offer, ctx: &Ctx) -> [Span<'static>; 2] {
    let (cap, label) = if offer.off.is_none() {
        (Token::Key, Token::KeyLabel)
    } else {
        (Token::KeyOff, Token::KeyOff)
    };
    [
        Span::styled(format!(" {} ", ctx.key(offer.action)), ctx.style(cap)),
        Span::styled(format!(" {} ", label_of(offer, ctx)), ctx.style(label)),
    ]
}

fn piece_width(offer: &Offer, ctx: &Ctx) -> usize {
    width(&ctx.key(offer.action)) + width(&label_of(offer, ctx)) + 4
}

fn label_of(offer: &Offer, ctx: &Ctx) -> String {
    match &offer.called {
        Some(name) => ctx.say(name),
        None => ctx.text(offer.action.row().label).to_owned(),
    }
}
