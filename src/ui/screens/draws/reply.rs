//! What the house answered, and what the screen makes of it.

use super::super::draw_label::{called, result};
use super::{
    CLAIM, CLAIMS, Draws, GENERATE, HOLIDAY, HOLIDAYS, HOT, LIST, LOTTERIES, OPEN, PLAN, PREVIEW,
    RESULTS, SPECIAL, STEP, UNDO, View, WINNERS, draw_label,
};
use crate::ops::{Annulment, Answer, Refusal, Reply, ResultPreview, Seal};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::Message;
use crate::ui::screen::Slot;
use crate::ui::text::{draw_life as life, draws, refusal};

impl Draws {
    pub(super) fn replied(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        match reply {
            Reply::Done(answer) => self.done(slot, answer, ctx),
            Reply::Refused(refusals) if slot == STEP || slot == PREVIEW => {
                self.step_refused(reply, refusals, ctx)
            }
            Reply::Refused(refusals) if slot == SPECIAL || slot == HOLIDAY => {
                self.making_refused(refusal::first(refusals), ctx)
            }
            Reply::Refused(refusals) if slot == CLAIM => {
                self.claim_refused(refusal::first(refusals), ctx)
            }
            Reply::Refused(_) | Reply::Failed(_) => self.failed(slot, reply, ctx),
        }
    }

    fn done(&mut self, slot: Slot, answer: &Answer, ctx: &Ctx) -> Vec<Effect> {
        match (slot, answer) {
            (LIST, Answer::Draws(rows)) => {
                self.learn(rows, ctx);
                Vec::new()
            }
            (PLAN, Answer::Generated(rows)) => {
                if let View::Plan(plan) = &mut self.view {
                    plan.grid.set(rows.clone(), false);
                }
                Vec::new()
            }
            (GENERATE, Answer::Generated(rows)) => self.generated(rows.len(), ctx),
            (WINNERS, Answer::Winners(rows)) => {
                if let View::Winners(winners) = &mut self.view {
                    winners.put(rows.clone());
                }
                Vec::new()
            }
            (PREVIEW, Answer::ResultPreview(preview)) => self.ask_sure(preview, ctx),
            (OPEN, _) => self.opened(ctx),
            (STEP, Answer::Closed(seal)) => self.sealed(seal, ctx),
            (STEP, Answer::ResultEntered) => self.entered(ctx),
            (STEP, Answer::Saved) => self.saved(ctx),
            (STEP, Answer::Annulled(annulled)) => self.annulled(annulled, ctx),
            (LOTTERIES, Answer::Lotteries(all)) => match &mut self.view {
                View::History(history) => {
                    history.lotteries_read(all);
                    history.ask(ctx)
                }
                _ => self.lotteries_read(all, ctx),
            },
            (RESULTS, Answer::Draws(rows)) => {
                if let View::History(history) = &mut self.view {
                    history.results_read(rows);
                }
                Vec::new()
            }
            (HOT, Answer::HotNumbers(found)) => {
                if let View::History(history) = &mut self.view {
                    history.hot_read(found);
                }
                Vec::new()
            }
            (SPECIAL, Answer::Saved) => self.special_made(ctx),
            (HOLIDAYS, Answer::Holidays(days)) => {
                if let View::Holidays(shown) = &mut self.view {
                    shown.grid.set(days.clone(), false);
                }
                Vec::new()
            }
            (HOLIDAY | UNDO, Answer::Saved) => self.holiday_done(),
            (CLAIMS, Answer::Claims(page)) => {
                if let View::Claims(claims) = &mut self.view {
                    claims.read(page);
                }
                Vec::new()
            }
            (CLAIM, Answer::Saved) => self.claim_done(),
            (STEP, Answer::Evaluated(preview)) => self.evaluated(preview, ctx),
            _ => Vec::new(),
        }
    }

    /// The answer lists the draws of all the days; what the preview called new is what was made.
    fn generated(&mut self, all: usize, ctx: &Ctx) -> Vec<Effect> {
        let made = match &self.view {
            View::Plan(plan) => plan.fresh(),
            View::Agenda
            | View::Winners(_)
            | View::Holidays(_)
            | View::Claims(_)
            | View::History(_) => all,
        };
        self.view = View::Agenda;
        let mut effects = self.read(ctx);
        effects.push(Effect::good(draws::GENERATED.with("n", made)));
        effects
    }

    fn opened(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let name = self
            .grid
            .chosen()
            .map(|draw| called(draw, ctx))
            .unwrap_or_default();
        let mut effects = self.read(ctx);
        effects.push(Effect::good(draws::OPENED.with("draw", name)));
        effects
    }

    fn finish(&mut self, ctx: &Ctx) -> (String, Vec<Effect>) {
        let name = self
            .task
            .take()
            .map(|task| called(&task.draw, ctx))
            .unwrap_or_default();
        (name, self.read(ctx))
    }

    fn sealed(&mut self, seal: &Seal, ctx: &Ctx) -> Vec<Effect> {
        let (name, mut effects) = self.finish(ctx);
        let lines = vec![
            draws::SEALED_LINE
                .with("draw", name)
                .with("n", seal.tickets)
                .with("stakes", seal.stakes),
            draws::SEAL_LINE.with("seal", seal.short.as_str()),
            draws::SEAL_NOTE.into(),
        ];
        effects.push(Effect::open(
            refusal::READ,
            Message::new(Tone::Good, draws::SEALED, lines),
        ));
        effects
    }

    fn saved(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let withdraws = self
            .task
            .as_ref()
            .is_some_and(|task| task.kind == super::task::Kind::Withdraw);
        let text = if withdraws {
            draws::WITHDRAWN
        } else {
            life::CHANGED
        };
        let (name, mut effects) = self.finish(ctx);
        effects.push(Effect::good(text.with("draw", name)));
        effects
    }

    fn special_made(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.making = None;
        let mut effects = self.read(ctx);
        effects.push(Effect::good(draws::GENERATED.with("n", 1_i64)));
        effects
    }

    fn annulled(&mut self, annulled: &Annulment, ctx: &Ctx) -> Vec<Effect> {
        let (name, mut effects) = self.finish(ctx);
        let mut lines = vec![
            life::ANNULLED_LINE
                .with("draw", name)
                .with("n", annulled.tickets)
                .with("stakes", annulled.stakes),
            life::ANNULLED_HOW.into(),
        ];
        if annulled.reclaimed.is_positive() {
            lines.push(life::ANNULLED_CLAIMED.with("reclaimed", annulled.reclaimed));
        }
        let message = Message::new(Tone::Good, life::ANNULLED, lines);
        effects.push(Effect::open(refusal::READ, message));
        effects
    }

    fn entered(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let (name, mut effects) = self.finish(ctx);
        effects.push(Effect::good(draws::ENTERED.with("draw", name)));
        effects
    }

    fn evaluated(&mut self, preview: &ResultPreview, ctx: &Ctx) -> Vec<Effect> {
        let (name, mut effects) = self.finish(ctx);
        let mut lines = vec![
            draws::EVALUATED_LINE
                .with("draw", name)
                .with("result", result(&preview.result)),
            draws::EVALUATED_WINNERS
                .with("n", preview.winners)
                .with("prizes", preview.prizes),
            draws::EVALUATED_NET
                .with("stakes", preview.stakes)
                .with("commission", preview.commission)
                .with("net", preview.net),
        ];
        if preview.reclaimed.is_positive() {
            lines.push(draws::EVALUATED_RECLAIMED.with("reclaimed", preview.reclaimed));
        }
        effects.push(Effect::open(
            refusal::READ,
            Message::new(Tone::Good, draws::EVALUATED, lines),
        ));
        effects
    }

    /// A step was refused: the form comes back with what was typed and why it was refused, under a fresh key. Only that the two
    /// results differ is said without it: both people look at the source again.
    fn step_refused(&mut self, reply: &Reply, refusals: &[Refusal], ctx: &Ctx) -> Vec<Effect> {
        let mut effects = self.read(ctx);
        let over = refusals.iter().any(|one| {
            matches!(
                one,
                Refusal::ResultsDiffer
                    | Refusal::NothingToConfirm
                    | Refusal::DrawState { .. }
                    | Refusal::NotSignedIn
                    | Refusal::SessionRevoked { .. }
            )
        });
        let Some(task) = self.task.as_mut().filter(|_| !over) else {
            self.task = None;
            let title = if refusals.contains(&Refusal::ResultsDiffer) {
                draws::DIFFER
            } else {
                crate::ui::text::frame::REFUSED
            };
            let lines = refusals.iter().map(refusal::sentence).collect();
            let message = Message::new(Tone::Bad, title, lines);
            effects.push(Effect::open(refusal::READ, message));
            return effects;
        };
        task.key = ctx.fresh_key();
        let about_reason = refusals
            .iter()
            .any(|one| matches!(one, Refusal::Field { field, .. } if field == "reason"));
        let field = task.refused_field(about_reason);
        if task.kind == super::task::Kind::Close {
            effects.extend(refusal::show(reply));
        } else {
            effects.push(task.open(Some((field, refusal::first(refusals))), ctx));
        }
        effects
    }

    fn failed(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        if slot == LIST {
            self.read_at = Some(ctx.now);
            // a day that cannot be read again keeps its last picture; the banner says that the connection is lost
            if self.grid.loaded() {
                return Vec::new();
            }
        }
        let names = |id| {
            let found = self.grid.rows().iter().find(|draw| draw.id == id);
            found.map(|draw| draw_label::called(draw, ctx))
        };
        let mut effects = Vec::new();
        if let Some(task) = self
            .task
            .as_ref()
            .filter(|_| slot == STEP || slot == PREVIEW)
        {
            effects.push(task.open(None, ctx));
        }
        effects.extend(refusal::show_with(reply, &names));
        effects
    }
}
