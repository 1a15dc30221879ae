//! How the steps of the commissions begin, and what becomes of their dialogs.

use super::draft::{self, Draft};
use super::{Asked, Commissions, END, EXPLAIN, HEAD, RULE, SAVE, SURE, Versions, View, wording};
use crate::domain::{BetKind, PolicyRule};
use crate::ops::{CommissionRow, ExplainCommission, Request, SaveCommission};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Outcome, Prompt, fact};
use crate::ui::screen::Slot;
use crate::ui::text::{Say, commissions as t, frame, name};
use crate::ui::widgets::{Field, Grid, typed_amount};

impl Commissions {
    /// Goes on with a new policy that was begun, or begins one with the question whose it is.
    pub(super) fn begin(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let begun = self
            .draft
            .as_ref()
            .is_some_and(|draft| !draft.follows && draft.touched);
        if !begun {
            let Some(draft) = Draft::new(&self.known, ctx) else {
                return vec![Effect::note(t::NO_SCOPE)];
            };
            self.draft = Some(draft);
        }
        self.view = View::Draft;
        if begun {
            Vec::new()
        } else {
            self.ask_head(ctx, None)
        }
    }

    /// Writes the version that follows the chosen one.
    pub(super) fn edit(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(row) = self.chosen().cloned() else {
            return Vec::new();
        };
        let listed = matches!(self.view, View::List);
        let begun = self
            .draft
            .as_ref()
            .is_some_and(|draft| draft.follows(&row) && draft.touched);
        if !(begun && listed) {
            self.draft = Some(Draft::of(&row, ctx));
        }
        self.view = View::Draft;
        Vec::new()
    }

    pub(super) fn show_versions(&mut self) -> Vec<Effect> {
        let Some(row) = self.chosen() else {
            return Vec::new();
        };
        let versions = Versions {
            scope: row.scope,
            scope_name: row.scope_name.clone(),
            share: row.share,
            grid: Grid::default(),
        };
        let asked = versions.ask();
        self.view = View::Versions(Box::new(versions));
        vec![asked]
    }

    /// Whose, how much and when, with why that was refused.
    pub(super) fn ask_head(&self, _ctx: &Ctx, refused: Option<(usize, Say)>) -> Vec<Effect> {
        let Some(draft) = &self.draft else {
            return Vec::new();
        };
        let prompt = draft.head();
        let prompt = match refused {
            Some((field, why)) => prompt.refused(field, why),
            None => prompt,
        };
        vec![Effect::open(HEAD, prompt)]
    }

    /// A rule to be added, or the one at a place to be changed.
    pub(super) fn ask_rule(&mut self, at: Option<usize>, _ctx: &Ctx) -> Vec<Effect> {
        let Some(draft) = &mut self.draft else {
            return Vec::new();
        };
        draft.rule_at = at;
        draft.lotteries.clone_from(&self.known.lotteries);
        let rule = at.and_then(|at| draft.rules.rows().get(at));
        vec![Effect::open(
            RULE,
            draft::rule_prompt(rule, &draft.lotteries),
        )]
    }

    pub(super) fn ask_chosen_rule(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let place = self
            .draft
            .as_ref()
            .and_then(|draft| draft.rules.chosen().map(|_| draft.rules.place()));
        match place {
            Some(place) => self.ask_rule(Some(place), ctx),
            None => self.ask_rule(None, ctx),
        }
    }

    pub(super) fn remove_rule(&mut self) -> Vec<Effect> {
        self.change_rules(|rules, place| {
            rules.remove(place);
            place
        })
    }

    pub(super) fn raise_rule(&mut self) -> Vec<Effect> {
        self.change_rules(|rules, place| {
            let above = place.saturating_sub(1);
            rules.swap(place, above);
            above
        })
    }

    /// Changes the rules at the chosen place; what is sent next is another command.
    fn change_rules(
        &mut self,
        change: impl Fn(&mut Vec<PolicyRule>, usize) -> usize,
    ) -> Vec<Effect> {
        if let Some(draft) = &mut self.draft
            && draft.rules.chosen().is_some()
        {
            let mut rules = draft.rules.rows().to_vec();
            let place = change(&mut rules, draft.rules.place());
            draft.rules.set(rules, false);
            draft.rules.choose(place);
            draft.touched = true;
        }
        Vec::new()
    }

    pub(super) fn ask_to_save(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(draft) = &self.draft else {
            return Vec::new();
        };
        let plain = |text: String| frame::PLAIN.with("text", text);
        let facts = vec![
            fact(t::WHOSE, draft.scope_name.clone()),
            fact(t::SHARE, wording::share(draft.share)),
            fact(t::DEFAULT, plain(wording::general(draft.default, ctx))),
            fact(
                t::RULES,
                plain(
                    ctx.voice
                        .count(i64::try_from(draft.rules.rows().len()).unwrap_or(0)),
                ),
            ),
            fact(
                t::FROM,
                draft
                    .from
                    .map_or_else(|| t::NOW.into(), |day| t::DAY.with("day", day)),
            ),
            fact(
                t::TO,
                draft
                    .to
                    .map_or_else(|| t::FOR_EVER.into(), |day| t::DAY.with("day", day)),
            ),
        ];
        let question = Confirm::new(t::SAVE, facts, t::SAVE_ASK, t::SAVE_WORD);
        vec![Effect::open(SURE, question)]
    }

    pub(super) fn ask_to_end(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(row) = self.chosen().cloned() else {
            return Vec::new();
        };
        let plain = |text: &str| frame::PLAIN.with("text", text);
        let facts = vec![
            fact(t::WHOSE, plain(&row.scope_name)),
            fact(t::SHARE, wording::share(row.share)),
            fact(
                t::DEFAULT,
                plain(&wording::general(row.policy.default_percent, ctx)),
            ),
        ];
        self.ending = Some((row, ctx.fresh_key()));
        let question = Confirm::new(t::END, facts, t::END_ASK, t::END_WORD);
        vec![Effect::open(END, question)]
    }

    /// Asks for a sale to explain, beginning with what was asked the last time.
    pub(super) fn ask_to_explain(
        &mut self,
        _ctx: &Ctx,
        refused: Option<(usize, Say)>,
    ) -> Vec<Effect> {
        let plain = |text: &str| frame::PLAIN.with("text", text);
        let users = self.known.scopes.users.iter();
        let mut sellers: Vec<_> = users
            .filter(|user| user.active && user.ventana.is_some())
            .collect();
        // who sells all day comes first
        sellers.sort_by_key(|user| user.role);
        if sellers.is_empty() || self.known.lotteries.is_empty() {
            return vec![Effect::note(t::NOBODY)];
        }
        let lotteries = &self.known.lotteries;
        let asked = &self.asked;
        let value = |place: usize| asked.values.get(place).cloned().unwrap_or_default();
        let chosen = |place: usize| value(place).parse::<usize>().unwrap_or(0);
        let seller = asked.sellers.get(chosen(0));
        let seller = sellers.iter().position(|user| Some(&user.id) == seller);
        let lottery = asked.lotteries.get(chosen(1));
        let lottery = lotteries.iter().position(|one| Some(&one.id) == lottery);
        let kinds = [BetKind::Straight, BetKind::Reventado].map(name::bet_kind);
        let fields = vec![
            Field::choice(t::SELLER, sellers.iter().map(|user| plain(&user.name)))
                .chosen(seller.unwrap_or(0)),
            Field::choice(t::LOTTERY, lotteries.iter().map(|one| plain(&one.name)))
                .chosen(lottery.unwrap_or(0)),
            Field::choice(t::KIND, kinds).chosen(chosen(2)),
            Field::text(t::FACTOR, 8)
                .hint(t::FACTOR_EXAMPLE)
                .value(value(3)),
            Field::text(t::STAKE, 16)
                .hint(t::STAKE_EXAMPLE)
                .value(value(4)),
        ];
        self.asked = Asked {
            values: asked.values.clone(),
            sellers: sellers.iter().map(|user| user.id).collect(),
            lotteries: lotteries.iter().map(|one| one.id).collect(),
        };
        let prompt = Prompt::new(t::EXPLAIN, Vec::new(), fields).checked(check_explain);
        let prompt = match refused {
            Some((field, why)) => prompt.refused(field, why),
            None => prompt,
        };
        vec![Effect::open(EXPLAIN, prompt)]
    }

    /// A dialog of this screen ended.
    pub(super) fn closed(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (HEAD, Outcome::Filled(values)) => {
                if let Some(draft) = &mut self.draft {
                    draft.take_head(&values, ctx);
                }
                Vec::new()
            }
            // Nobody said whose it is: there is nothing to write.
            (HEAD, Outcome::Dismissed) => {
                if self
                    .draft
                    .as_ref()
                    .is_some_and(|draft| !draft.follows && !draft.touched)
                {
                    self.draft = None;
                    self.view = View::List;
                }
                Vec::new()
            }
            (RULE, Outcome::Filled(values)) => self.rule_typed(&values, ctx),
            (SURE, Outcome::Confirmed) => {
                let request = self.draft.as_ref().map(|draft| draft.request(ctx));
                request
                    .map(|request| Effect::Ask(SAVE, request))
                    .into_iter()
                    .collect()
            }
            (END, Outcome::Confirmed) => self.end(),
            (EXPLAIN, Outcome::Filled(values)) => self.explain(values, ctx),
            _ => Vec::new(),
        }
    }

    fn rule_typed(&mut self, values: &[String], ctx: &Ctx) -> Vec<Effect> {
        let Some(draft) = &mut self.draft else {
            return Vec::new();
        };
        let Some(rule) = draft::typed_rule(values, &draft.lotteries) else {
            return Vec::new();
        };
        let mut rules = draft.rules.rows().to_vec();
        let place = draft
            .rule_at
            .filter(|at| *at < rules.len())
            .unwrap_or(rules.len());
        if let Some(known) = rules.get_mut(place) {
            *known = rule;
        } else {
            rules.push(rule);
        }
        draft.rules.set(rules, false);
        draft.rules.choose(place);
        draft.written(ctx);
        Vec::new()
    }

    /// Nothing at this level from now on: the level above decides.
    fn end(&mut self) -> Vec<Effect> {
        let Some((CommissionRow { scope, share, .. }, key)) = self.ending.take() else {
            return Vec::new();
        };
        let request = Request::SaveCommission(SaveCommission {
            key,
            scope,
            share,
            default_percent: None,
            rules: Vec::new(),
            from: None,
            to: None,
        });
        vec![Effect::Ask(END, request)]
    }

    fn explain(&mut self, values: Vec<String>, ctx: &Ctx) -> Vec<Effect> {
        self.asked.values = values;
        let asked = &self.asked;
        let value = |place: usize| asked.values.get(place).map_or("", String::as_str);
        let chosen = |place: usize| value(place).parse::<usize>().unwrap_or(0);
        let (Some(seller), Some(lottery), Ok(Some(factor)), Ok(stake)) = (
            asked.sellers.get(chosen(0)).copied(),
            asked.lotteries.get(chosen(1)).copied(),
            draft::typed_factor(value(3)),
            typed_amount(value(4), ctx),
        ) else {
            return Vec::new();
        };
        let kind = if chosen(2) == 1 {
            BetKind::Reventado
        } else {
            BetKind::Straight
        };
        let question = ExplainCommission {
            seller,
            lottery,
            kind,
            factor,
            stake,
            at: None,
        };
        vec![Effect::Ask(EXPLAIN, Request::ExplainCommission(question))]
    }
}

fn check_explain(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    let value = |place: usize| values.get(place).map_or("", String::as_str);
    match draft::typed_factor(value(3)) {
        Ok(Some(_)) => {}
        Ok(None) => return Err((3, t::FACTOR_WRONG.into())),
        Err(why) => return Err((3, why)),
    }
    typed_amount(value(4), ctx)
        .map(|_| ())
        .map_err(|why| (4, why))
}
