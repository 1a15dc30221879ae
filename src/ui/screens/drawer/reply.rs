//! What becomes of the answers: the drawer is shown, a step is said to be done, a refusal keeps what was typed.

use super::steps::Step;
use super::{Drawer, OWN, SHOP, View};
use crate::ops::{Answer, Refusal, Reply};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::screen::Slot;
use crate::ui::text::{drawer, refusal};
use crate::ui::widgets::typed_amount;

impl Drawer {
    /// The answer to a step.
    pub(super) fn replied(&mut self, step: Step, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        if let Reply::Done(answer) = reply {
            let moved = self.moved(step, ctx);
            let mut effects = self.done(step, answer);
            effects.extend(moved);
            return effects;
        }
        if let Reply::Refused(all) = reply
            && all
                .iter()
                .any(|one| matches!(one, Refusal::KeyReused { .. }))
        {
            self.drafts.remove(&step);
        }
        let mut effects = refusal::show(reply);
        effects.extend(self.refresh());
        effects
    }

    /// What was read for the screen.
    pub(super) fn read(&mut self, slot: Slot, reply: &Reply) -> Vec<Effect> {
        self.problem = match reply {
            Reply::Done(_) => None,
            Reply::Refused(all) => Some(refusal::first(all)),
            Reply::Failed(fault) => Some(refusal::fault(fault)),
        };
        if let Reply::Done(answer) = reply {
            match answer.as_ref() {
                Answer::Drawer(own) if slot == OWN => self.own = Some(own.clone()),
                Answer::Drawers(rows) if slot == SHOP => self.shop.set(rows),
                _ => {}
            }
        }
        self.problem.clone().map(Effect::bad).into_iter().collect()
    }

    fn done(&mut self, step: Step, answer: &Answer) -> Vec<Effect> {
        self.drafts.remove(&step);
        let mut effects = match answer {
            Answer::Counted(count) => {
                self.count.clear();
                self.view = self.before_count();
                let total = count.total;
                vec![if count.exact {
                    Effect::good(drawer::DONE_AGREES.with("total", total))
                } else if count.agrees {
                    Effect::good(drawer::DONE_NEAR.with("total", total))
                } else {
                    Effect::bad(drawer::DONE_DIFFERS.with("total", total))
                }]
            }
            Answer::DrawerClosed(report) => {
                self.view = View::Report(report.clone());
                self.count.clear();
                vec![Effect::good(drawer::DONE_CLOSED.with("n", report.z_number))]
            }
            Answer::Drawer(own) => {
                let say = match step {
                    Step::Open => Some(drawer::DONE_OPENED.with("amount", own.float)),
                    Step::Move
                    | Step::Count
                    | Step::Close
                    | Step::Force
                    | Step::NoSale
                    | Step::HandOver
                    | Step::Review
                    | Step::Rules => None,
                };
                self.own = Some(own.clone());
                say.map(Effect::good).into_iter().collect()
            }
            other => self.shift_done(step, other),
        };
        effects.extend(self.refresh());
        effects
    }

    fn moved(&self, step: Step, ctx: &Ctx) -> Option<Effect> {
        let typed = self.drafts.get(&step)?.values.get(1)?;
        let amount = typed_amount(typed, ctx).ok()?;
        (step == Step::Move).then(|| Effect::good(drawer::DONE_MOVED.with("amount", amount)))
    }
}
