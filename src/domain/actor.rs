//! Who acts: the identity behind a command, as the books and the audit name it.

use serde::{Deserialize, Serialize};

use super::{BancaId, Role, SellerPath, SessionId, TerminalId, UserId, VentanaId};

/// A signed-in person at a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The house.
    pub banca: BancaId,
    /// The shop; none for an administrator without one.
    pub ventana: Option<VentanaId>,
    /// The person.
    pub user: UserId,
    /// The role.
    pub role: Role,
    /// The session.
    pub session: SessionId,
    /// The terminal.
    pub terminal: TerminalId,
}

impl Actor {
    /// The path whose rules apply when this person sells; none without a shop.
    pub fn seller(self) -> Option<SellerPath> {
        self.ventana.map(|ventana| SellerPath {
            banca: self.banca,
            ventana,
            vendedor: self.user,
        })
    }
}
