//! Name and PIN. Drawn before the first connection is up; what is typed meanwhile is not lost.

use crate::ops::{Answer, Refusal, Reply, Request, Secret, SignIn as Credentials};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::input::TextInput;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::status::Link;
use crate::ui::text::{refusal, sign_in};
use crate::ui::theme::Token;
use crate::ui::widgets::{Field, Form, line, panel, text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

const SIGN_IN: Slot = Slot("sign-in");
const USERNAME: usize = 0;
const PIN: usize = 1;

/// The letters of the house's sign, drawn where there is room.
const SIGN: [&str; 5] = [
    "█▀▀▄  ▄▀▀▄  █▄  █  ▄▀▀▄  ▄▀▀▄",
    "█▄▄▀  █▄▄█  █ ▀▄█  █     █▄▄█",
    "█  █  █  █  █  ▀█  █  ▄  █  █",
    "▀▀▀   ▀  ▀  ▀   ▀   ▀▀   ▀  ▀",
    "",
];

/// The sign-in.
pub(super) struct SignIn {
    form: Form,
    sent: bool,
}

impl Default for SignIn {
    fn default() -> Self {
        let fields = vec![
            Field::text(sign_in::USERNAME, 60),
            Field::secret(crate::ui::text::frame::PIN),
        ];
        Self {
            form: Form::new(fields),
            sent: false,
        }
    }
}

impl SignIn {
    fn submit(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.sent {
            return Vec::new();
        }
        for field in [USERNAME, PIN] {
            if self.form.value(field).trim().is_empty() {
                if self.form.focus() < field {
                    self.form.focus_on(field);
                } else {
                    self.form.refuse(field, sign_in::MISSING);
                }
                return Vec::new();
            }
        }
        if self.form.focus() == USERNAME {
            self.form.focus_on(PIN);
        }
        self.sent = true;
        let credentials = Credentials {
            username: self.form.value(USERNAME).trim().to_owned(),
            pin: Secret::new(self.form.value(PIN)),
            terminal: ctx.terminal.to_owned(),
        };
        vec![Effect::Ask(SIGN_IN, Request::SignIn(credentials))]
    }

    fn refused(&mut self, refusals: &[Refusal]) {
        self.form.wipe_secrets();
        self.form.refuse(PIN, refusal::first(refusals));
    }
}

impl Screen for SignIn {
    fn id(&self) -> ScreenId {
        ScreenId::SignIn
    }

    fn typing(&self) -> bool {
        true
    }

    fn offers(&self, _ctx: &Ctx) -> Vec<Offer> {
        [
            Action::FormSubmit,
            Action::FormNext,
            Action::LookOpen,
            Action::AppQuit,
        ]
        .map(Offer::on)
        .to_vec()
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        if action == Action::FormSubmit {
            return self.submit(ctx);
        }
        if action == Action::FormLeave {
            self.form.wipe_secrets();
            self.form.forgive();
            self.form.focus_on(USERNAME);
        } else {
            self.form.on_action(action);
        }
        Vec::new()
    }

    fn on_text(&mut self, input: &TextInput, _ctx: &Ctx) -> Vec<Effect> {
        self.form.on_text(input);
        Vec::new()
    }

    fn on_reply(&mut self, _slot: Slot, reply: &Reply, _ctx: &Ctx) -> Vec<Effect> {
        self.sent = false;
        match reply {
            Reply::Done(answer) => {
                if let Answer::SignedIn(session) = answer.as_ref() {
                    let hello = sign_in::HELLO.with("name", session.name.as_str());
                    let session = Box::new(session.clone());
                    return vec![Effect::SignedIn(session), Effect::good(hello)];
                }
            }
            Reply::Refused(refusals) => self.refused(refusals),
            Reply::Failed(fault) => self.form.refuse(PIN, refusal::fault(fault)),
        }
        Vec::new()
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let sign = if ctx.symbols.ascii || area.height < 20 {
            0
        } else {
            5
        };
        let wide = 64.min(area.width);
        let fields = self.form.height(wide.saturating_sub(6), ctx);
        let tall = (sign + 8 + fields).min(area.height);
        let spot = Rect {
            x: area.x + (area.width - wide) / 2,
            y: area.y + (area.height - tall) / 2,
            width: wide,
            height: tall,
        };
        for (row, letters) in (0..sign).zip(SIGN) {
            line(
                spot,
                buf,
                row,
                &Line::styled(letters, ctx.style(Token::Accent)).centered(),
            );
        }
        let below = Rect {
            y: spot.y + sign,
            height: spot.height - sign,
            ..spot
        };
        let house = ctx
            .status
            .banca
            .as_deref()
            .unwrap_or_else(|| ctx.text(sign_in::WELCOME));
        let inside = panel(below, buf, ctx, &crate::ui::plain::plain(house));
        let inside = Rect {
            x: inside.x.saturating_add(2),
            width: inside.width.saturating_sub(4),
            y: inside.y.saturating_add(1),
            height: inside.height.saturating_sub(1),
        };
        self.form.render(inside, buf, ctx, Token::Base);
        let note = self.note(ctx);
        let under = fields.saturating_add(1);
        let rest = Rect {
            y: inside.y.saturating_add(under),
            height: inside.height.saturating_sub(under),
            ..inside
        };
        text(rest, buf, &note, ctx.style(Token::Dim));
        let terminal = ctx.say(&sign_in::TERMINAL.with("name", ctx.terminal));
        line(rest, buf, 3, &Line::styled(terminal, ctx.style(Token::Dim)));
    }
}

impl SignIn {
    fn note(&self, ctx: &Ctx) -> String {
        let text = match ctx.status.link {
            _ if self.sent => sign_in::CHECKING,
            Link::Unknown => sign_in::CONNECTING,
            Link::Up | Link::Lost(_) => sign_in::HINT,
        };
        ctx.text(text).to_owned()
    }
}
