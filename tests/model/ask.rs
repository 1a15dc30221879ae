//! The model's commands as requests of the house.

use banca::{
    domain::{
        BetKind, CommandKey, DrawId, DrawResult, LimitEffect, LimitRule, LimitRuleId, PayMethod,
        ScopeId,
    },
    ops::{
        CancelTicket, CashMovement, CloseDrawer, CountedPieces, MoveCash, Pay, Request, Sell,
        SellBet,
    },
};
use uuid::Uuid;

use crate::{
    bank::Bank,
    command::{Command, Drawn, Effect, Rule, Scope, Way},
    play::{Stage, Who, money},
    support::{number, sale, straight},
};

impl Stage {
    /// Who asks for a command, and what exactly.
    pub fn request(&self, bank: &Bank, command: &Command, key: CommandKey) -> (Who, Request) {
        let code = |at: usize| self.tickets[at % self.tickets.len()];
        let (approval, text) = (None, || "porque sí".to_owned());
        let reason = |given: bool| given.then(text);
        match *command {
            Command::OpenDrawer { seller, float } => (
                Who::Seller(seller),
                Request::OpenDrawer {
                    key,
                    float: money(float),
                },
            ),
            Command::Sell {
                seller,
                ref draws,
                ref bets,
            } => {
                let draws: Vec<DrawId> = draws.iter().map(|draw| self.draws[*draw]).collect();
                let bets = bets.iter().map(|bet| SellBet {
                    kind: if bet.reventado {
                        BetKind::Reventado
                    } else {
                        BetKind::Straight
                    },
                    stake: money(bet.stake),
                    ..straight(bet.number, 100)
                });
                let sell = Sell {
                    key,
                    ..sale(&draws, bets.collect())
                };
                (Who::Seller(seller), Request::Sell(sell))
            }
            Command::Cancel { seller, ticket, .. } => {
                let cancel = CancelTicket {
                    key,
                    code: code(ticket),
                    reason: text(),
                    approval,
                };
                (Who::Seller(seller), Request::CancelTicket(cancel))
            }
            Command::Pay {
                seller,
                ticket,
                amount,
                cash,
                ..
            } => {
                let pay = Pay {
                    key,
                    code: code(ticket),
                    amount: amount.map(money),
                    method: if cash {
                        PayMethod::Cash
                    } else {
                        PayMethod::Transfer
                    },
                    notes: String::new(),
                    expected_remaining: None,
                    approval,
                };
                (Who::Seller(seller), Request::Pay(pay))
            }
            Command::Finalise { seller, ticket } => (
                Who::Seller(seller),
                Request::Finalise {
                    key,
                    code: code(ticket),
                    reason: text(),
                },
            ),
            Command::Reopen { seller, ticket, .. } => {
                let (code, reason) = (code(ticket), text());
                (
                    Who::Seller(seller),
                    Request::ReopenPrize {
                        key,
                        code,
                        reason,
                        approval,
                    },
                )
            }
            Command::Reverse { seller, payout, .. } => {
                let payout = self.payouts[payout % self.payouts.len()];
                let reason = text();
                (
                    Who::Seller(seller),
                    Request::ReversePayout {
                        key,
                        payout,
                        reason,
                        approval,
                    },
                )
            }
            Command::MoveCash {
                seller,
                way,
                amount,
                ..
            } => {
                let movement = match way {
                    Way::In => CashMovement::PayIn,
                    Way::Drop => CashMovement::Drop,
                    Way::Out => CashMovement::PayOut,
                };
                let (amount, reason) = (money(amount), text());
                (
                    Who::Seller(seller),
                    Request::MoveCash(MoveCash {
                        key,
                        movement,
                        amount,
                        reason,
                        approval,
                    }),
                )
            }
            Command::Count { seller, over } => {
                let held = bank.sellers[seller]
                    .drawer
                    .as_ref()
                    .map_or(0, |drawer| drawer.balance);
                let pieces = u32::try_from((held + over).max(0) / 10_000).expect("few pieces");
                let value = money(10_000);
                let pieces = vec![CountedPieces { value, pieces }];
                (
                    Who::Seller(seller),
                    Request::CountDrawer {
                        key,
                        pieces,
                        drawer: None,
                    },
                )
            }
            Command::CloseDrawer {
                seller,
                reason: given,
                ..
            } => {
                let drawer = self.drawers[seller].expect("there was a drawer");
                let reason = reason(given);
                (
                    Who::Seller(seller),
                    Request::CloseDrawer(CloseDrawer {
                        key,
                        drawer,
                        reason,
                        approval,
                        counted: Vec::new(),
                        keep: banca::domain::Money::ZERO,
                        short: None,
                    }),
                )
            }
            Command::OpenDraw { draw } => (
                Who::Admin(0),
                Request::OpenDraw {
                    key,
                    draw: self.draws[draw],
                },
            ),
            Command::CloseDraw {
                draw,
                reason: given,
                ..
            } => {
                let (draw, reason) = (self.draws[draw], reason(given));
                (
                    Who::Admin(0),
                    Request::CloseDraw {
                        key,
                        draw,
                        reason,
                        approval,
                    },
                )
            }
            Command::Enter {
                admin,
                draw,
                drawn,
                reason: given,
            } => {
                let (result, reason) = (result(bank, draw, drawn), reason(given));
                let draw = self.draws[draw];
                (
                    Who::Admin(admin),
                    Request::EnterResult {
                        key,
                        draw,
                        result,
                        reason,
                    },
                )
            }
            Command::Confirm { admin, draw, drawn } => {
                let result = result(bank, draw, drawn);
                (
                    Who::Admin(admin),
                    Request::ConfirmResult {
                        key,
                        draw: self.draws[draw],
                        result,
                    },
                )
            }
            Command::Withdraw {
                admin,
                draw,
                reason: given,
            } => {
                let (draw, reason) = (self.draws[draw], reason(given).unwrap_or_default());
                (
                    Who::Admin(admin),
                    Request::WithdrawResult { key, draw, reason },
                )
            }
            Command::SetLimit { ref rule } => {
                let rule = self.rule(LimitRuleId::new(Uuid::now_v7()), rule);
                (
                    Who::Admin(0),
                    Request::SaveLimit {
                        key,
                        rule: Box::new(rule),
                    },
                )
            }
            Command::ChangeLimit { which, amount } => {
                let at = which % self.rules.len();
                let mut rule = bank.rules[at].0.clone();
                rule.effect = match rule.effect {
                    Effect::PerTicket(_) => Effect::PerTicket(amount),
                    Effect::Accumulated { per_seller, .. } => {
                        Effect::Accumulated { amount, per_seller }
                    }
                    Effect::Blocked => Effect::Blocked,
                };
                let rule = self.rule(self.rules[at], &rule);
                (
                    Who::Admin(0),
                    Request::SaveLimit {
                        key,
                        rule: Box::new(rule),
                    },
                )
            }
            Command::EndLimit { which } => {
                let rule = self.rules[which % self.rules.len()];
                (Who::Admin(0), Request::EndLimit { key, rule })
            }
            Command::Again { .. } | Command::Wait { .. } => unreachable!("played otherwise"),
        }
    }

    fn rule(&self, id: LimitRuleId, rule: &Rule) -> LimitRule {
        LimitRule {
            draw: rule.draw.map(|draw| self.draws[draw]),
            numbers: rule.numbers.clone(),
            kind: rule.reventado.map(|reventado| {
                if reventado {
                    BetKind::Reventado
                } else {
                    BetKind::Straight
                }
            }),
            ..LimitRule::new(
                id,
                match rule.scope {
                    Scope::Seller(at) => ScopeId::Vendedor(self.users[at]),
                    Scope::Shop(at) => ScopeId::Ventana(self.world.ventanas[at]),
                    Scope::House => ScopeId::Banca(self.world.banca),
                },
                match rule.effect {
                    Effect::PerTicket(amount) => LimitEffect::PerTicket {
                        amount: money(amount),
                    },
                    Effect::Accumulated { amount, per_seller } => LimitEffect::Accumulated {
                        amount: money(amount),
                        per_seller,
                    },
                    Effect::Blocked => LimitEffect::Blocked,
                },
            )
        }
    }
}

fn result(bank: &Bank, draw: usize, drawn: Drawn) -> DrawResult {
    let outcome = if drawn.red { "ROJA" } else { "BLANCA" };
    DrawResult {
        number: number(drawn.number),
        outcome: bank.draws[draw].red.then(|| outcome.to_owned()),
    }
}

/// Another request under the same key.
pub fn other_content(request: &mut Request) {
    match request {
        Request::Sell(sell) => sell.bets.push(straight(1, 100)),
        Request::Pay(pay) => pay.notes.push_str("otra"),
        Request::CancelTicket(cancel) => cancel.reason.push_str(" otra"),
        Request::OpenDrawer { float, .. } => *float = money(float.as_cents() + 100),
        Request::MoveCash(MoveCash { amount, .. }) => *amount = money(amount.as_cents() + 100),
        Request::Finalise { reason, .. }
        | Request::ReopenPrize { reason, .. }
        | Request::WithdrawResult { reason, .. }
        | Request::ReversePayout { reason, .. } => reason.push_str(" otra"),
        Request::CountDrawer { pieces, .. } => pieces.push(CountedPieces {
            value: money(500),
            pieces: 1,
        }),
        Request::CloseDrawer(CloseDrawer { reason, .. })
        | Request::CloseDraw { reason, .. }
        | Request::EnterResult { reason, .. } => *reason = Some("otra".to_owned()),
        Request::SaveLimit { rule, .. } => rule.reason.push_str("otra"),
        Request::EndLimit { rule, .. } => *rule = LimitRuleId::new(Uuid::now_v7()),
        Request::OpenDraw { draw, .. } => *draw = Uuid::now_v7().into(),
        Request::ConfirmResult { result, .. } => result.number = number(99 - result.number.value()),
        other => unreachable!("not a command of the model: {other:?}"),
    }
}
