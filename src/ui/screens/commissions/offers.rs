//! What can be done with policies, with versions and with the rules of the one that is being written.

use super::{Commissions, View};
use crate::ui::action::Action;
use crate::ui::screen::Offer;
use crate::ui::text::commissions as t;

impl Commissions {
    pub(super) fn offered(&self) -> Vec<Offer> {
        let mut offers = match self.view {
            View::List => self.list_offers(),
            View::Versions(_) => {
                let any = self.chosen().is_some();
                vec![
                    Offer::when(Action::CommissionsEdit, any, t::NONE_CHOSEN),
                    Offer::on(Action::CommissionsExplain),
                ]
            }
            View::Draft => self.draft_offers(),
        };
        offers.push(Offer::on(Action::ListBack));
        offers
    }

    fn list_offers(&self) -> Vec<Offer> {
        let any = self.chosen().is_some();
        vec![
            Offer::on(Action::CommissionsNew),
            Offer::when(Action::CommissionsEdit, any, t::NONE_CHOSEN),
            Offer::when(Action::CommissionsVersions, any, t::NONE_CHOSEN),
            Offer::on(Action::CommissionsExplain),
            Offer::when(Action::CommissionsEnd, any, t::NONE_CHOSEN),
        ]
    }

    fn draft_offers(&self) -> Vec<Offer> {
        let rules = self.draft.as_ref().map(|draft| &draft.rules);
        let any = rules.is_some_and(|rules| rules.chosen().is_some());
        let below = rules.is_some_and(|rules| rules.place() > 0);
        vec![
            Offer::on(Action::CommissionsSave),
            Offer::on(Action::CommissionsNew).called(t::RULE_NEW),
            Offer::when(Action::CommissionsEdit, any, t::NO_RULE).called(t::RULE_EDIT),
            Offer::on(Action::CommissionsHead),
            Offer::when(Action::CommissionsUp, below, t::OFF_UP),
            Offer::when(Action::CommissionsEnd, any, t::NO_RULE).called(t::RULE_REMOVE),
        ]
    }
}
