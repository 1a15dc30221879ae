//! Commission policies: those in force and to come by whose they are, the versions of one, the editor of a new version, and
//! the explanation of an amount.

mod ask;
mod draft;
mod offers;
mod reply;
mod view;
mod wording;

use super::scopes::Scopes;
use crate::domain::{CommandKey, CommissionShare, LotteryId, ScopeId};
use crate::ops::{CommissionRow, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::widgets::{Grid, Moved};
use draft::Draft;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const LIST: Slot = Slot("commissions.list");
const HISTORY: Slot = Slot("commissions.history");
const LOTTERIES: Slot = Slot("commissions.lotteries");
const VENTANAS: Slot = Slot("commissions.ventanas");
const USERS: Slot = Slot("commissions.users");
const HEAD: Slot = Slot("commissions.head");
const RULE: Slot = Slot("commissions.rule");
const SURE: Slot = Slot("commissions.sure");
const SAVE: Slot = Slot("commissions.save");
const END: Slot = Slot("commissions.end");
const EXPLAIN: Slot = Slot("commissions.explain");
const TOLD: Slot = Slot("commissions.told");

/// A lottery as far as commissions need it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct KnownLottery {
    id: LotteryId,
    name: String,
}

/// What the dialogs offer.
#[derive(Debug, Clone, Default)]
struct Known {
    scopes: Scopes,
    lotteries: Vec<KnownLottery>,
}

impl Known {
    fn lottery(&self, id: LotteryId) -> Option<&str> {
        let found = self.lotteries.iter().find(|lottery| lottery.id == id);
        found.map(|lottery| lottery.name.as_str())
    }
}

/// The versions of one policy.
struct Versions {
    scope: ScopeId,
    scope_name: String,
    share: CommissionShare,
    grid: Grid<CommissionRow>,
}

/// What the screen shows.
#[derive(Default)]
enum View {
    /// The policies in force and to come.
    #[default]
    List,
    /// The versions of one.
    Versions(Box<Versions>),
    /// The version that is being written.
    Draft,
}

/// What was typed to be explained, kept for the next time, and who and what could be chosen then.
#[derive(Default)]
struct Asked {
    values: Vec<String>,
    sellers: Vec<crate::domain::UserId>,
    lotteries: Vec<LotteryId>,
}

/// The screen.
#[derive(Default)]
pub(super) struct Commissions {
    grid: Grid<CommissionRow>,
    known: Known,
    view: View,
    /// What was written stays here, also while the list is shown.
    draft: Option<Draft>,
    /// The policy that a confirmed question ends, under its key.
    ending: Option<(CommissionRow, CommandKey)>,
    asked: Asked,
}

impl Commissions {
    fn read() -> Vec<Effect> {
        vec![
            Effect::Ask(LIST, Request::Commissions),
            Effect::Ask(LOTTERIES, Request::Lotteries),
            Effect::Ask(VENTANAS, Request::Ventanas),
            Effect::Ask(USERS, Request::Users),
        ]
    }

    /// The version that is chosen in the list, or among the versions of one policy.
    fn chosen(&self) -> Option<&CommissionRow> {
        match &self.view {
            View::List => self.grid.chosen(),
            View::Versions(versions) => versions.grid.chosen(),
            View::Draft => None,
        }
    }

    fn moved(&mut self, action: Action) -> Moved {
        match (&mut self.view, &mut self.draft) {
            (View::Draft, Some(draft)) => draft.rules.on_action(action),
            (View::Versions(versions), _) => versions.grid.on_action(action),
            (View::List | View::Draft, _) => self.grid.on_action(action),
        }
    }

    fn back(&mut self) -> Vec<Effect> {
        match self.view {
            View::List => vec![Effect::Back],
            View::Versions(_) | View::Draft => {
                self.view = View::List;
                Self::read()
            }
        }
    }

    fn refresh(&self) -> Vec<Effect> {
        match &self.view {
            View::List | View::Draft => Self::read(),
            View::Versions(versions) => vec![versions.ask()],
        }
    }
}

impl Versions {
    fn ask(&self) -> Effect {
        let (scope, share) = (self.scope, self.share);
        Effect::Ask(HISTORY, Request::CommissionHistory { scope, share })
    }
}

impl Screen for Commissions {
    fn id(&self) -> ScreenId {
        ScreenId::Commissions
    }

    fn offers(&self, _ctx: &Ctx) -> Vec<Offer> {
        self.offered()
    }

    fn on_show(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        let mut effects = Self::read();
        if let View::Versions(versions) = &self.view {
            effects.push(versions.ask());
        }
        effects
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        if self.moved(action) != Moved::Ignored {
            return Vec::new();
        }
        let writing = matches!(self.view, View::Draft);
        match action {
            Action::CommissionsNew if writing => self.ask_rule(None, ctx),
            Action::CommissionsNew => self.begin(ctx),
            Action::CommissionsEdit | Action::ListOpen if writing => self.ask_chosen_rule(ctx),
            Action::CommissionsEdit => self.edit(ctx),
            Action::ListOpen if matches!(self.view, View::List) => self.show_versions(),
            Action::CommissionsEnd if writing => self.remove_rule(),
            Action::CommissionsEnd => self.ask_to_end(ctx),
            Action::CommissionsVersions => self.show_versions(),
            Action::CommissionsExplain => self.ask_to_explain(ctx, None),
            Action::CommissionsHead => self.ask_head(ctx, None),
            Action::CommissionsUp => self.raise_rule(),
            Action::CommissionsSave => self.ask_to_save(ctx),
            Action::ListRefresh => self.refresh(),
            Action::ListBack => self.back(),
            _ => Vec::new(),
        }
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        self.closed(slot, outcome, ctx)
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        self.replied(slot, reply, ctx)
    }

    fn keeps_typed(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.touched)
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        match (&self.view, &self.draft) {
            (View::Draft, Some(draft)) => self.render_draft(draft, area, buf, ctx),
            (View::Versions(versions), _) => self.render_versions(versions, area, buf, ctx),
            (View::List | View::Draft, _) => self.render_list(area, buf, ctx),
        }
    }
}
