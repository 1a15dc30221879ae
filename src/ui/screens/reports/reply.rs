//! What the house answered: a report, or what is wrong with the filter line.

use super::Reports;
use crate::ops::{Answer, Refusal, Reply};
use crate::ui::effect::Effect;
use crate::ui::text::refusal;

impl Reports {
    pub(super) fn replied(&mut self, reply: &Reply) -> Vec<Effect> {
        match reply {
            Reply::Done(answer) => {
                if let Answer::Report(report) = answer.as_ref() {
                    self.grid.set(report.rows.clone(), false);
                    if let Some(place) = self.place.take() {
                        self.grid.choose(place);
                    }
                    self.look.by = report.by;
                    self.read = Some(report.as_ref().clone());
                    self.wrong = None;
                }
                Vec::new()
            }
            // what was typed comes back, with what is wrong beside it
            Reply::Refused(refusals) => match refusals.first() {
                Some(Refusal::Field { problem, field }) if field == "filter" => {
                    self.wrong = Some(refusal::field_problem(problem));
                    self.ask_filter()
                }
                _ => refusal::show(reply),
            },
            Reply::Failed(_) => refusal::show(reply),
        }
    }
}
