//! What is asked of the lay-offs of a draw, and what is answered.

use serde::{Deserialize, Serialize};

use crate::domain::{
    Bet, CommandKey, DrawId, LayOffId, OtherHouseId, Percent,
    layoff::LayOffTerms,
    view::{LayOffList, LayOffProposal, LayOffView, OtherHouseRow},
};

/// One thing that is asked of lay-offs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum LayOff {
    /// What would bring every number of a draw down to a target, without keeping it.
    Propose(ProposeLayOff),
    /// Keeps a proposal.
    Save(SaveLayOff),
    /// It went to the other house.
    Send(MoveLayOff),
    /// The other house takes it.
    Accept(MoveLayOff),
    /// The other house does not take it.
    Reject(MoveLayOff),
    /// Takes it back before an answer.
    Withdraw(MoveLayOff),
    /// What stands between the houses is paid.
    Settle(MoveLayOff),
    /// The lay-offs of a draw.
    List {
        /// The draw.
        draw: DrawId,
    },
    /// A lay-off with its lines and all that happened to it.
    Read {
        /// The lay-off.
        layoff: LayOffId,
    },
    /// The same by the number that people call it by.
    Numbered {
        /// Its number in the house.
        number: i64,
    },
    /// The other houses, and what stands between them and this one.
    Houses,
    /// Adds or changes another house.
    SaveHouse(SaveOtherHouse),
}

/// What would bring every number down to a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeLayOff {
    /// The draw.
    pub draw: DrawId,
    /// The other house, whose usual commission counts where none is given.
    #[serde(default)]
    pub house: String,
    /// What it pays, and how much is to be kept.
    pub terms: LayOffTerms,
}

/// Keeps a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveLayOff {
    /// The key of the command.
    pub key: CommandKey,
    /// The document's id, new.
    pub layoff: LayOffId,
    /// The draw.
    pub draw: DrawId,
    /// The other house's name; a new one is remembered.
    pub house: String,
    /// What it pays, and how much is to be kept.
    pub terms: LayOffTerms,
    /// What is passed on.
    pub lines: Vec<Bet>,
}

/// One step of a lay-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveLayOff {
    /// The key of the command.
    pub key: CommandKey,
    /// The lay-off.
    pub layoff: LayOffId,
    /// Who answered for the other house; this stands for its signature.
    #[serde(default)]
    pub answered: String,
    /// What the answer, the reason or the payment refers to.
    #[serde(default)]
    pub reference: String,
}

/// Adds or changes another house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveOtherHouse {
    /// The key of the command.
    pub key: CommandKey,
    /// Its id, new or known.
    pub house: OtherHouseId,
    /// Its name.
    pub name: String,
    /// How it is reached.
    #[serde(default)]
    pub contact: String,
    /// What it usually gives back of the stakes.
    #[serde(default)]
    pub commission: Option<Percent>,
    /// Whether anything is passed to it.
    pub active: bool,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", content = "of", rename_all = "snake_case")]
pub enum LayOffAnswer {
    /// What is proposed.
    Proposal(Box<LayOffProposal>),
    /// A lay-off, as it stands now.
    One(Box<LayOffView>),
    /// The lay-offs of a draw.
    List(Box<LayOffList>),
    /// The other houses.
    Houses(Vec<OtherHouseRow>),
}

impl LayOff {
    /// The place of the key; nothing for a question.
    pub fn key_mut(&mut self) -> Option<&mut CommandKey> {
        match self {
            LayOff::Save(asked) => Some(&mut asked.key),
            LayOff::Send(asked)
            | LayOff::Accept(asked)
            | LayOff::Reject(asked)
            | LayOff::Withdraw(asked)
            | LayOff::Settle(asked) => Some(&mut asked.key),
            LayOff::SaveHouse(asked) => Some(&mut asked.key),
            LayOff::Propose(_)
            | LayOff::List { .. }
            | LayOff::Read { .. }
            | LayOff::Numbered { .. }
            | LayOff::Houses => None,
        }
    }
}
