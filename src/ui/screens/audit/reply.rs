//! What the house answered: a stretch of the search, some checked blocks, or what is wrong with the filter line.

use super::{Audit, CHAIN};
use crate::ops::{Answer, CheckChain, Refusal, Reply, Request};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::text::refusal;

impl Audit {
    pub(super) fn found(&mut self, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        match reply {
            Reply::Done(answer) => {
                let Answer::Audit(found) = answer.as_ref() else {
                    return Vec::new();
                };
                self.looked = self.looked.saturating_add(found.looked);
                self.next.clone_from(&found.next);
                self.grid.append(found.rows.clone(), found.next.is_some());
                let enough = |wanted: usize| self.grid.rows().len() >= wanted;
                match self.wanted {
                    Some(wanted) if self.next.is_some() && !enough(wanted) => vec![self.ask()],
                    Some(_) => {
                        self.wanted = None;
                        let file = self.file.take();
                        file.map_or_else(Vec::new, |kind| self.save(kind, ctx))
                    }
                    None => Vec::new(),
                }
            }
            Reply::Refused(refusals) => {
                self.stop();
                match refusals.first() {
                    Some(Refusal::Field { problem, field }) if field == "filter" => {
                        self.wrong = Some(refusal::field_problem(problem));
                        self.grid.append(Vec::new(), false);
                        self.ask_filter()
                    }
                    _ => refusal::show(reply),
                }
            }
            Reply::Failed(_) => {
                self.stop();
                refusal::show(reply)
            }
        }
    }

    pub(super) fn checked(&mut self, reply: &Reply) -> Vec<Effect> {
        let Reply::Done(answer) = reply else {
            if let Some(chain) = &mut self.chain {
                chain.under_way = false;
            }
            return refusal::show(reply);
        };
        let Answer::ChainChecked(check) = answer.as_ref() else {
            return Vec::new();
        };
        let chain = self.chain.get_or_insert_default();
        let before = chain.state.checked;
        chain.state = check.clone();
        if !chain.under_way {
            // How far the chain goes was asked, or the check was stopped meanwhile: what was checked before stays known.
            chain.state.checked = before;
            return Vec::new();
        }
        chain.rows = chain.rows.saturating_add(check.rows);
        if check.done || check.broken.is_some() {
            chain.under_way = false;
            return Vec::new();
        }
        let after = check.checked;
        vec![Effect::Ask(
            CHAIN,
            Request::CheckChain(CheckChain { after }),
        )]
    }
}
