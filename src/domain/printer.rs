//! Printers: what a paper's width, letters and way are called.

use serde::{Deserialize, Serialize};

/// The widths that are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Columns {
    /// Rolls of 58 mm: 32 columns, 384 dots.
    Narrow,
    /// Rolls of 80 mm: 48 columns, 576 dots.
    #[default]
    Wide,
}

impl Columns {
    /// How many letters stand in a line.
    pub const fn count(self) -> usize {
        match self {
            Columns::Narrow => 32,
            Columns::Wide => 48,
        }
    }

    /// How many dots a line has.
    pub const fn dots(self) -> usize {
        self.count().saturating_mul(12)
    }

    /// The width with so many letters, if it is one.
    pub const fn of(count: usize) -> Option<Columns> {
        match count {
            32 => Some(Columns::Narrow),
            48 => Some(Columns::Wide),
            _ => None,
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Columns {
        match self {
            Columns::Narrow => Columns::Wide,
            Columns::Wide => Columns::Narrow,
        }
    }
}

/// Which letters a printer knows, or that it takes plain text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Codepage {
    /// Western Europe with the euro; most printers.
    #[default]
    Cp858,
    /// Western Europe.
    Cp850,
    /// The first one; every printer.
    Cp437,
    /// No letters with marks.
    Ascii,
    /// UTF-8 without any command: a file, or a printer that is none.
    Text,
}

impl Codepage {
    /// All, in the order they are offered.
    pub const ALL: [Codepage; 5] = [
        Codepage::Cp858,
        Codepage::Cp850,
        Codepage::Cp437,
        Codepage::Ascii,
        Codepage::Text,
    ];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Codepage::Cp858 => "cp858",
            Codepage::Cp850 => "cp850",
            Codepage::Cp437 => "cp437",
            Codepage::Ascii => "ascii",
            Codepage::Text => "text",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<Codepage> {
        Codepage::ALL.into_iter().find(|page| page.name() == name)
    }
}

/// The kinds of targets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrinterTarget {
    /// A device such as `/dev/usb/lp0`.
    Device,
    /// A file to which papers are added.
    File,
    /// A printer in the network, `host:9100`.
    #[default]
    Tcp,
}

impl PrinterTarget {
    /// All, in the order they are offered.
    pub const ALL: [PrinterTarget; 3] = [
        PrinterTarget::Tcp,
        PrinterTarget::Device,
        PrinterTarget::File,
    ];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            PrinterTarget::Device => "device",
            PrinterTarget::File => "file",
            PrinterTarget::Tcp => "tcp",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<PrinterTarget> {
        PrinterTarget::ALL
            .into_iter()
            .find(|target| target.name() == name)
    }
}

/// Where a print job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintState {
    /// It waits.
    Queued,
    /// A console sends it.
    Sending,
    /// The printer has it.
    Done,
    /// It failed too often; a person decides.
    Failed,
    /// A person took it off.
    Cancelled,
}

impl PrintState {
    /// All, in their order.
    pub const ALL: [PrintState; 5] = [
        PrintState::Queued,
        PrintState::Sending,
        PrintState::Done,
        PrintState::Failed,
        PrintState::Cancelled,
    ];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            PrintState::Queued => "queued",
            PrintState::Sending => "sending",
            PrintState::Done => "done",
            PrintState::Failed => "failed",
            PrintState::Cancelled => "cancelled",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<PrintState> {
        PrintState::ALL
            .into_iter()
            .find(|state| state.name() == name)
    }

    /// Whether a person may send it again or take it off.
    pub const fn waits_for_somebody(self) -> bool {
        matches!(self, PrintState::Queued | PrintState::Failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_are_those_of_json() {
        for page in Codepage::ALL {
            assert_eq!(Codepage::from_name(page.name()), Some(page));
            assert_eq!(serde_json::to_value(page).unwrap(), page.name());
        }
        for target in PrinterTarget::ALL {
            assert_eq!(PrinterTarget::from_name(target.name()), Some(target));
            assert_eq!(serde_json::to_value(target).unwrap(), target.name());
        }
        for state in PrintState::ALL {
            assert_eq!(PrintState::from_name(state.name()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.name());
        }
        assert_eq!(Columns::of(32).map(Columns::other), Some(Columns::Wide));
    }
}
