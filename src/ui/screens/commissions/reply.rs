//! What the house answered about commissions.

use super::{
    Commissions, END, EXPLAIN, HISTORY, KnownLottery, LIST, LOTTERIES, SAVE, TOLD, USERS, VENTANAS,
    View, wording,
};
use crate::ops::{Answer, CommissionExplained, CommissionRow, Refusal, Reply, ShareExplained};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::Message;
use crate::ui::screen::Slot;
use crate::ui::text::{Arg, Say, commissions as t, refusal};

impl Commissions {
    pub(super) fn replied(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        match (slot, reply) {
            (SAVE | END, Reply::Done(_)) => self.saved(slot),
            (SAVE, Reply::Refused(refusals)) => self.save_refused(reply, refusals, ctx),
            (EXPLAIN, Reply::Done(answer)) => {
                if let Answer::CommissionExplained(told) = answer.as_ref() {
                    return vec![explained(told)];
                }
                Vec::new()
            }
            // without these the dialogs offer less; the list is what matters
            (VENTANAS | USERS | LOTTERIES, Reply::Refused(_) | Reply::Failed(_)) => Vec::new(),
            (_, Reply::Done(answer)) => {
                self.learn(slot, answer);
                Vec::new()
            }
            (_, Reply::Refused(_) | Reply::Failed(_)) => refusal::show(reply),
        }
    }

    fn saved(&mut self, slot: Slot) -> Vec<Effect> {
        if slot == SAVE {
            self.draft = None;
        }
        self.view = View::List;
        let mut effects = Self::read();
        effects.push(Effect::good(if slot == SAVE { t::SAVED } else { t::ENDED }));
        effects
    }

    /// What is wrong with whose, how much or when comes back beside its field; anything else is said.
    fn save_refused(&mut self, reply: &Reply, refusals: &[Refusal], ctx: &Ctx) -> Vec<Effect> {
        let Some(draft) = &mut self.draft else {
            return refusal::show(reply);
        };
        draft.written(ctx);
        let place = refusals.iter().find_map(|one| match one {
            Refusal::Field { field, .. } => draft.place_of(field).map(|place| (place, field)),
            _ => None,
        });
        self.view = View::Draft;
        match place {
            Some((place, field)) => {
                let why = match field.as_str() {
                    "from" => t::FROM_PAST.into(),
                    "to" => t::TO_BEFORE.into(),
                    "scope" => t::SELLER_SHARE.into(),
                    _ => refusal::first(refusals),
                };
                self.ask_head(ctx, Some((place, why)))
            }
            None => refusal::show(reply),
        }
    }

    fn learn(&mut self, slot: Slot, answer: &Answer) {
        match (slot, answer) {
            (LIST, Answer::Commissions(rows)) => {
                let same = |old: &CommissionRow, new: &CommissionRow| {
                    (old.scope, old.share, old.version) == (new.scope, new.share, new.version)
                };
                let before = self.grid.chosen().cloned();
                self.grid.set(rows.clone(), false);
                let place = before.and_then(|old| rows.iter().position(|new| same(&old, new)));
                if let Some(place) = place {
                    self.grid.choose(place);
                }
            }
            (HISTORY, Answer::Commissions(rows)) => {
                if let View::Versions(versions) = &mut self.view {
                    // newest first
                    versions
                        .grid
                        .set(rows.iter().rev().cloned().collect(), false);
                }
            }
            (_, Answer::Lotteries(rows)) => {
                let known = |row: &crate::ops::LotteryRow| KnownLottery {
                    id: row.id,
                    name: row.name.clone(),
                };
                self.known.lotteries = rows.iter().map(known).collect();
            }
            (_, Answer::Ventanas(rows)) => self.known.scopes.ventanas.clone_from(rows),
            (_, Answer::Users(rows)) => self.known.scopes.users.clone_from(rows),
            _ => {}
        }
    }
}

/// The explanation as something to read: what each earns, and by which rule of whom.
fn explained(told: &CommissionExplained) -> Effect {
    let mut lines = vec![
        t::EXPLAIN_HEAD
            .with("name", told.seller.as_str())
            .with("at", Arg::Moment(told.at)),
    ];
    for share in &told.shares {
        lines.push(
            t::EXPLAIN_SHARE
                .with("share", wording::share(share.share))
                .with("percent", wording::percent(share.percent))
                .with("stake", told.stake)
                .with("amount", share.amount),
        );
        lines.push(why(share));
    }
    Effect::open(TOLD, Message::new(Tone::Plain, t::EXPLAIN, lines))
}

fn why(share: &ShareExplained) -> Say {
    let Some(version) = &share.version else {
        return t::BY_NOTHING.into();
    };
    let say = match share.rule {
        Some(rule) => t::BY_RULE.with("rule", i64::from(rule)),
        None => t::BY_DEFAULT.into(),
    };
    say.with("version", version.version)
        .with("name", version.scope_name.as_str())
        .with("at", Arg::Moment(version.from))
        .with("by", version.set_by.as_str())
}
