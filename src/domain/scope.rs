//! The three levels of a house at which limits, prices and commissions are set and exposure is counted.

use serde::{Deserialize, Serialize};

use super::{BancaId, UserId, VentanaId};

/// A level. The order is the lock order of the exposure counters: the most shared rows come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScopeRank {
    /// One seller.
    Vendedor,
    /// One shop.
    Ventana,
    /// The whole house.
    Banca,
}

impl ScopeRank {
    /// All levels in lock order.
    pub const ALL: [ScopeRank; 3] = [ScopeRank::Vendedor, ScopeRank::Ventana, ScopeRank::Banca];

    /// The number used in the database.
    pub const fn code(self) -> i16 {
        match self {
            ScopeRank::Vendedor => 1,
            ScopeRank::Ventana => 2,
            ScopeRank::Banca => 3,
        }
    }

    /// Reads the database's number.
    pub fn from_code(code: i16) -> Option<ScopeRank> {
        ScopeRank::ALL.into_iter().find(|rank| rank.code() == code)
    }
}

/// One house, shop or seller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "scope", content = "id", rename_all = "snake_case")]
pub enum ScopeId {
    /// A seller.
    Vendedor(UserId),
    /// A shop.
    Ventana(VentanaId),
    /// The house.
    Banca(BancaId),
}

impl ScopeId {
    /// The level.
    pub const fn rank(self) -> ScopeRank {
        match self {
            ScopeId::Vendedor(_) => ScopeRank::Vendedor,
            ScopeId::Ventana(_) => ScopeRank::Ventana,
            ScopeId::Banca(_) => ScopeRank::Banca,
        }
    }

    /// The bare id at that level.
    pub const fn raw(self) -> uuid::Uuid {
        match self {
            ScopeId::Vendedor(id) => id.raw(),
            ScopeId::Ventana(id) => id.raw(),
            ScopeId::Banca(id) => id.raw(),
        }
    }

    /// Puts level and id together again.
    pub const fn from_parts(rank: ScopeRank, id: uuid::Uuid) -> ScopeId {
        match rank {
            ScopeRank::Vendedor => ScopeId::Vendedor(UserId::new(id)),
            ScopeRank::Ventana => ScopeId::Ventana(VentanaId::new(id)),
            ScopeRank::Banca => ScopeId::Banca(BancaId::new(id)),
        }
    }
}

/// The seller of a ticket with the shop and house above: whose rules apply and whose counters move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SellerPath {
    /// The house.
    pub banca: BancaId,
    /// The shop.
    pub ventana: VentanaId,
    /// The seller.
    pub vendedor: UserId,
}

impl SellerPath {
    /// The three scopes in lock order.
    pub const fn scopes(self) -> [ScopeId; 3] {
        [
            ScopeId::Vendedor(self.vendedor),
            ScopeId::Ventana(self.ventana),
            ScopeId::Banca(self.banca),
        ]
    }

    /// Whether a rule of `scope` concerns this seller.
    pub fn within(self, scope: ScopeId) -> bool {
        self.scopes().contains(&scope)
    }
}
