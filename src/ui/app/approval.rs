//! A second person's consent: the dialog that asks for it, with what it concerns in the words of the screen that asked.

use super::jobs::{Asker, Stage};
use super::{App, Owner};
use crate::domain::{Right, TicketCode};
use crate::ops::{CloseDrawer, MoveCash, Refusal, Request, Shift};
use crate::ui::overlays::{Fact, Overlay, Prompt, fact};
use crate::ui::text::{frame, refusal};
use crate::ui::widgets::Field;

impl App {
    /// Begins a command with a second person's consent instead of sending it first.
    pub(super) fn ask_approved(&mut self, asker: Asker, request: &Request, refusal: Refusal) {
        let mut request = request.clone();
        self.renew(&mut request);
        let request = &request;
        let Some(id) = self.jobs.begin(asker, request) else {
            return;
        };
        let overlay = self.approval_prompt(asker, request, &[refusal]);
        if let Some(command) = self.jobs.command_mut(id) {
            command.stage = Stage::Approving;
            self.open(Owner::Approval(id), overlay);
        }
    }

    /// The dialog in which the second person consents: what, on which ticket or draw, how much, against which own limit.
    pub(super) fn approval_prompt(
        &self,
        asker: Asker,
        request: &Request,
        refusals: &[Refusal],
    ) -> Overlay {
        let mut facts = Vec::new();
        let mut approves = None;
        for one in refusals {
            if let Refusal::NeedsApproval {
                right,
                target,
                amount,
                limit,
            } = one
            {
                facts.push(fact(frame::OPERATION, refusal::right(*right)));
                approves = Some((*right, target.clone(), *amount));
                if let Some(told) = self.consents(asker, *right) {
                    facts.extend(told);
                    continue;
                }
                if !target.is_empty() {
                    facts.push(fact(
                        frame::CONCERNS,
                        frame::PLAIN.with("text", self.concerns(asker, target)),
                    ));
                }
                facts.extend(
                    amount.map(|amount| fact(frame::AMOUNT, frame::MONEY.with("money", amount))),
                );
                facts.extend(
                    limit.map(|limit| fact(frame::OWN_LIMIT, frame::MONEY.with("money", limit))),
                );
            }
        }
        let fields = vec![
            Field::text(frame::SECOND_PERSON, 60),
            Field::secret(frame::PIN),
            Field::text(frame::REASON, 200).value(reason(request)),
        ];
        let mut prompt = Prompt::new(frame::APPROVAL, facts, fields);
        prompt.approves = approves;
        prompt.into()
    }

    /// What a consent is to, in the facts of the screen that asked.
    fn consents(&self, asker: Asker, right: Right) -> Option<Vec<Fact>> {
        match asker {
            Asker::Screen(id, _) => self.screens.get(&id)?.consents(right, &self.ctx(&[])),
            _ => None,
        }
    }

    /// What a consent concerns, as people call it: the screen that asked knows its draws and payouts; a code is grouped.
    fn concerns(&self, asker: Asker, target: &str) -> String {
        let asked = match asker {
            Asker::Screen(id, _) => self.screens.get(&id),
            _ => None,
        };
        asked
            .and_then(|screen| screen.concerns(target, &self.ctx(&[])))
            .or_else(|| Some(TicketCode::parse(target).ok()?.to_string()))
            .unwrap_or_else(|| target.to_owned())
    }
}

/// The reason that was typed for a command already, so that it is not typed twice.
fn reason(request: &Request) -> &str {
    match request {
        Request::CloseDraw { reason, .. } | Request::CloseDrawer(CloseDrawer { reason, .. }) => {
            reason.as_deref().unwrap_or_default()
        }
        Request::Shift(Shift::HandOver(asked)) => &asked.reason,
        Request::CancelTicket(asked) => &asked.reason,
        Request::AnnulDraw(asked) => &asked.reason,
        Request::ExcludeList(asked) | Request::IncludeList(asked) => &asked.reason,
        Request::ReopenPrize { reason, .. }
        | Request::ReversePayout { reason, .. }
        | Request::MoveCash(MoveCash { reason, .. }) => reason,
        _ => "",
    }
}
