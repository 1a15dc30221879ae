//! Excluding a list and including it again: what that would do first, then the reason, then the second person.

use super::{CHANGE, Lists, OVER, PREVIEW, REASON, View};
use crate::domain::{CommandKey, DrawState, Money, Number, ScopeId};
use crate::ops::{AskList, ChangeList, Exclusion, ListChange, ListOf, ListPreview, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::list_paper as paper;
use crate::ui::overlays::{Message, Prompt, fact};
use crate::ui::screen::{Offer, Slot};
use crate::ui::text::{Say, frame, lists as t, name, refusal};
use crate::ui::widgets::Field;

/// A list that is about to change.
pub(super) struct Changing {
    key: CommandKey,
    preview: Box<ListPreview>,
    reason: String,
}

/// Most numbers above a limit that are listed one by one.
const OVER_MOST: usize = 12;

impl Lists {
    /// The list that is meant by what is shown, and whether it is excluded.
    fn meant(&self) -> Option<(&ListOf, Option<&Exclusion>)> {
        match self.views.last() {
            None => {
                let row = self.grid.chosen()?;
                Some((&row.of, row.excluded.as_ref()))
            }
            Some(View::Numbers { told, of, .. }) => {
                let out = told.as_ref().and_then(|told| told.excluded.as_ref());
                Some((of, out))
            }
            Some(View::Tickets { .. }) => None,
        }
    }

    /// Excluding, and including again.
    pub(super) fn change_offers(&self) -> [Offer; 2] {
        let off = self.no_change();
        let offer = |action, why: Option<Say>| Offer {
            off: off.clone().or(why),
            ..Offer::on(action)
        };
        let out = self.meant().and_then(|(of, out)| Some((of, out?)));
        let no_exclude = out.map(|_| t::OFF_OUT.into());
        let no_include = match out {
            None => Some(t::OFF_IN.into()),
            Some((of, out)) if out.scope != of.scope => Some(t::OFF_SHOP.into()),
            Some(_) => None,
        };
        [
            offer(Action::ListsExclude, no_exclude),
            offer(Action::ListsInclude, no_include),
        ]
    }

    /// Why no list can change now.
    fn no_change(&self) -> Option<Say> {
        let Some((of, _)) = self.meant() else {
            return Some(t::NONE_CHOSEN.into());
        };
        if matches!(of.scope, ScopeId::Banca(_)) {
            return Some(t::OFF_HOUSE.into());
        }
        let state = self.told.as_ref().map(|told| told.draw.state)?;
        match state {
            DrawState::Open | DrawState::Closed => None,
            DrawState::Scheduled | DrawState::Evaluated | DrawState::Annulled => {
                Some(t::OFF_SETTLED.with("state", name::draw_state(state)))
            }
        }
    }

    pub(super) fn ask_preview(&self) -> Vec<Effect> {
        let (Some((of, _)), Some(draw)) = (self.meant(), self.draw) else {
            return Vec::new();
        };
        let scope = of.scope;
        vec![Effect::Ask(
            PREVIEW,
            Request::PreviewList(AskList { draw, scope }),
        )]
    }

    /// What it would do is known: the reason is asked for.
    pub(super) fn ask_reason(&mut self, preview: &ListPreview, ctx: &Ctx) -> Vec<Effect> {
        let changing = Changing {
            key: ctx.fresh_key(),
            preview: Box::new(preview.clone()),
            reason: String::new(),
        };
        let prompt = changing.prompt(ctx);
        self.changing = Some(changing);
        vec![Effect::open(REASON, prompt)]
    }

    pub(super) fn send(&mut self, values: Vec<String>) -> Vec<Effect> {
        let Some(changing) = &mut self.changing else {
            return Vec::new();
        };
        changing.reason = values.into_iter().next().unwrap_or_default();
        let asked = ChangeList {
            key: changing.key,
            draw: changing.preview.draw.id,
            scope: changing.preview.of.scope,
            reason: changing.reason.clone(),
            approval: None,
        };
        let request = if changing.preview.excluded {
            Request::IncludeList(asked)
        } else {
            Request::ExcludeList(asked)
        };
        vec![Effect::Ask(CHANGE, request)]
    }

    pub(super) fn done(&mut self, change: &ListChange, ctx: &Ctx) -> Vec<Effect> {
        self.changing = None;
        let text = if change.excluded {
            t::EXCLUDED
        } else {
            t::INCLUDED
        };
        let say = text
            .with("n", change.sums.tickets)
            .with("stakes", change.sums.stakes);
        let mut effects = self.refresh(ctx);
        effects.push(Effect::good(say));
        if !change.over.is_empty() {
            let mut lines = vec![t::OVER_WHY.into()];
            lines.extend(change.over.iter().take(OVER_MOST).map(|one| {
                t::OVER_LINE
                    .with("number", one.number.to_string())
                    .with("percent", i64::from(one.percent))
                    .with("limit", one.limit)
            }));
            let more = change.over.len().saturating_sub(OVER_MOST);
            lines.extend((more > 0).then(|| t::OVER_MORE.with("n", more)));
            effects.push(Effect::open(
                OVER,
                Message::new(Tone::Plain, t::OVER, lines),
            ));
        }
        effects
    }

    /// What was typed opens again with the reason why not, where the house refuses the reason itself; anything else is said.
    pub(super) fn not_done(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        if let (CHANGE, Reply::Refused(refusals), Some(changing)) = (slot, reply, &self.changing)
            && refusals
                .iter()
                .any(|one| matches!(one, crate::ops::Refusal::Field { .. }))
        {
            let prompt = changing.prompt(ctx);
            let prompt = prompt.refused(0, refusal::first(refusals));
            return vec![Effect::open(REASON, prompt)];
        }
        refusal::show(reply)
    }

    /// A consent's target in words: the list and its draw.
    pub(super) fn concerned(&self, target: &str, ctx: &Ctx) -> Option<String> {
        let preview = &self.changing.as_ref()?.preview;
        let own = format!("{}:{}", preview.draw.id, preview.of.scope.raw());
        (own == target).then(|| {
            let list = paper::called(&preview.of, *ctx.voice);
            format!(
                "{list} {} {}",
                ctx.symbols.dot,
                paper::draw(&preview.draw, *ctx.voice)
            )
        })
    }
}

impl Changing {
    fn prompt(&self, ctx: &Ctx) -> Prompt {
        let preview = &self.preview;
        let plain = |text: String| frame::PLAIN.with("text", text);
        let worst = |of: Option<(Number, Money)>| {
            of.map_or_else(
                || ctx.symbols.dot.to_owned(),
                |(number, liability)| format!("{number} {}", ctx.voice.money(liability)),
            )
        };
        let (title, stakes) = if preview.excluded {
            (t::INCLUDE, t::FACT_BACK)
        } else {
            (t::EXCLUDE, t::FACT_STAKES)
        };
        let sums = &preview.sums;
        let facts = vec![
            fact(t::FACT_LIST, plain(paper::called(&preview.of, *ctx.voice))),
            fact(t::FACT_DRAW, plain(paper::draw(&preview.draw, *ctx.voice))),
            fact(t::FACT_TICKETS, plain(ctx.voice.count(sums.tickets))),
            fact(stakes, plain(ctx.voice.money(sums.stakes))),
            fact(
                t::FACT_COMMISSION,
                t::COMMISSIONS
                    .with("listero", sums.listero)
                    .with("vendedor", sums.vendedor),
            ),
            fact(
                t::FACT_WORST,
                t::WORST_CHANGE
                    .with("before", worst(preview.before))
                    .with("after", worst(preview.after)),
            ),
        ];
        let field = Field::text(t::FIELD_REASON, 120).value(self.reason.clone());
        Prompt::new(title, facts, vec![field]).checked(reason_typed)
    }
}

fn reason_typed(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    let typed = values
        .first()
        .is_some_and(|reason| !reason.trim().is_empty());
    if typed {
        return Ok(());
    }
    Err((0, t::REASON_MISSING.into()))
}
