//! What the attacks on the books share: many sellers at once, an auditor who trusts nobody, and a gate that holds a
//! command at a chosen lock.

#![allow(dead_code, reason = "each attack uses its own part of the rig")]

pub mod audit;
pub mod client;
pub mod gate;
pub mod load;
pub mod prizes;

use std::sync::Arc;

use banca::{
    domain::{DrawId, LimitEffect, LimitRule, LimitRuleId, ScopeId},
    ops::House,
};
use uuid::Uuid;

use crate::support::{World, colones};

/// A small generator with a good spread (splitmix64).
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).expect("a small number")
    }

    /// One of 0–99 as people choose them: the n-th most liked about 1/n as often as the first (Zipf, exponent 1.1).
    pub fn zipf(&mut self) -> u16 {
        let weight = |rank: u16| 1.0 / f64::from(rank + 1).powf(1.1);
        let total: f64 = (0..100).map(weight).sum();
        let mut point = (self.next() >> 11) as f64 / (1_u64 << 53) as f64 * total;
        for number in 0..100 {
            point -= weight(number);
            if point < 0.0 {
                return number;
            }
        }
        99
    }
}

/// Makes sellers of Centro beyond those of the template, with the same PIN, and gives each an open drawer.
pub async fn sellers(world: &World, count: usize) -> Vec<Arc<House>> {
    let mut owner = world.owner().await;
    let mut coming = Vec::new();
    for index in 0..count {
        let name = format!("v{index:03}");
        sqlx::query(
            "INSERT INTO app_user (banca_id, user_id, username, name, role, ventana_id, salt, verifier_hash)
             SELECT banca_id, $1, $2, $2, role, ventana_id, salt, verifier_hash FROM app_user WHERE username = 'marta'",
        )
        .bind(Uuid::now_v7())
        .bind(&name)
        .execute(&mut owner)
        .await
        .expect("a seller can be made");
        coming.push(name);
    }
    let mut houses = Vec::new();
    for name in coming {
        houses.push(Arc::new(world.seller(&name).await));
    }
    houses
}

/// An accumulated limit of the house on some numbers, in colones.
pub fn ceiling(scope: ScopeId, draw: Option<DrawId>, numbers: Vec<u16>, amount: i64) -> LimitRule {
    LimitRule {
        draw,
        numbers,
        ..LimitRule::new(
            LimitRuleId::new(Uuid::now_v7()),
            scope,
            LimitEffect::Accumulated {
                amount: colones(amount),
                per_seller: false,
            },
        )
    }
}
