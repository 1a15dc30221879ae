//! A printer while it is being set up.

use crate::domain::receipt::ReceiptKind;
use crate::domain::view::{PrinterFacts, PrinterRow};
use crate::domain::{Codepage, Columns, CommandKey, Lang, PrinterId, PrinterTarget, VentanaId};
use crate::ops::{Print, Refusal, Request, SavePrinter};
use crate::ui::ctx::Ctx;
use crate::ui::overlays::Prompt;
use crate::ui::text::{Say, Text, printing as t, refusal};
use crate::ui::widgets::Field;

const NAME: usize = 0;
const TARGET: usize = 1;
const ADDRESS: usize = 2;
const TERMINAL: usize = 3;
const COLUMNS: usize = 4;
const LETTERS: usize = 5;
const WORDS: usize = 6;
const CUT: usize = 7;
const KICK: usize = 8;
const AUTOMATIC: usize = 9;
const ACTIVE: usize = 10;

/// What the counter hands to customers at once: what a printer prints by itself, if it does.
const AT_THE_COUNTER: [ReceiptKind; 7] = [
    ReceiptKind::Ticket,
    ReceiptKind::Sale,
    ReceiptKind::Combined,
    ReceiptKind::Void,
    ReceiptKind::Return,
    ReceiptKind::Payout,
    ReceiptKind::DrawerZ,
];

/// A printer being written.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    key: CommandKey,
    printer: PrinterId,
    ventana: Option<VentanaId>,
    automatic: Vec<ReceiptKind>,
    values: Vec<String>,
}

fn place<T: PartialEq>(all: &[T], one: &T) -> String {
    all.iter()
        .position(|other| other == one)
        .unwrap_or(0)
        .to_string()
}

fn yes(flag: bool) -> String {
    usize::from(flag).to_string()
}

impl Draft {
    /// A known printer, or a new one at this terminal.
    pub fn of(row: Option<&PrinterRow>, ctx: &Ctx) -> Self {
        let facts = row.map(|row| &row.facts);
        let automatic = facts.map_or_else(Vec::new, |facts| facts.automatic.clone());
        let values = match facts {
            Some(facts) => vec![
                facts.name.clone(),
                place(&PrinterTarget::ALL, &facts.target),
                facts.address.clone(),
                facts.terminal.clone(),
                place(&[Columns::Wide, Columns::Narrow], &facts.columns),
                place(&Codepage::ALL, &facts.letters),
                place(&Lang::ALL, &facts.words),
                yes(facts.cut),
                yes(facts.kick),
                yes(!facts.automatic.is_empty()),
                yes(facts.active),
            ],
            None => vec![
                String::new(),
                yes(false),
                String::new(),
                ctx.terminal.to_owned(),
                yes(false),
                yes(false),
                yes(false),
                yes(true),
                yes(false),
                yes(true),
                yes(true),
            ],
        };
        Self {
            key: ctx.fresh_key(),
            printer: row.map_or_else(|| ctx.fresh_id(), |row| row.id),
            ventana: row.map(|row| row.ventana),
            automatic,
            values,
        }
    }

    /// The dialog with what is known so far.
    pub fn prompt(&self) -> Prompt {
        let value = |place: usize| self.values.get(place).cloned().unwrap_or_default();
        let chosen = |place: usize| value(place).parse().unwrap_or(0);
        let text = |label: Text, place, most| Field::text(label, most).value(value(place));
        let no_yes =
            |label: Text, place| Field::choice(label, [t::NO, t::YES]).chosen(chosen(place));
        let fields = vec![
            text(t::NAME, NAME, 40),
            Field::choice(t::COL_TARGET, [t::TCP, t::DEVICE, t::FILE]).chosen(chosen(TARGET)),
            text(t::ADDRESS, ADDRESS, 200).hint(t::ADDRESS_HINT),
            text(t::COL_TERMINAL, TERMINAL, 40).hint(t::TERMINAL_HINT),
            Field::choice(t::COL_COLUMNS, [t::WIDE, t::NARROW]).chosen(chosen(COLUMNS)),
            Field::choice(
                t::LETTERS,
                [t::CP858, t::CP850, t::CP437, t::ASCII, t::PLAIN],
            )
            .chosen(chosen(LETTERS)),
            Field::choice(t::WORDS, [t::SPANISH, t::ENGLISH]).chosen(chosen(WORDS)),
            no_yes(t::CUT, CUT),
            no_yes(t::KICK, KICK),
            no_yes(t::COL_AUTOMATIC, AUTOMATIC),
            no_yes(t::ACTIVE, ACTIVE),
        ];
        Prompt::new(t::PRINTER, Vec::new(), fields).checked(|values, _| {
            let empty = |place: usize| {
                values
                    .get(place)
                    .is_none_or(|value| value.trim().is_empty())
            };
            if empty(NAME) {
                return Err((NAME, t::MISSING.into()));
            }
            if empty(ADDRESS) {
                return Err((ADDRESS, t::MISSING.into()));
            }
            Ok(())
        })
    }

    /// The dialog again, with the reasons why it was not saved.
    pub fn refused(&self, refusals: &[Refusal]) -> Prompt {
        let place = |one: &Refusal| match one {
            Refusal::Field { field, .. } => match field.as_str() {
                "address" => ADDRESS,
                "terminal" => TERMINAL,
                _ => NAME,
            },
            Refusal::NotFound { .. } => TERMINAL,
            _ => NAME,
        };
        refusals.iter().rev().fold(self.prompt(), |prompt, one| {
            let why: Say = refusal::sentence(one);
            prompt.refused(place(one), why)
        })
    }

    /// The command that saves what was typed. A printer that printed only some kinds by itself keeps them.
    pub fn request(&mut self, values: Vec<String>, _ctx: &Ctx) -> Option<Request> {
        self.values = values;
        let value = |place: usize| self.values.get(place).map_or("", |value| value.trim());
        let at = |place: usize| value(place).parse::<usize>().unwrap_or(0);
        let automatic = match (at(AUTOMATIC) == 1, self.automatic.is_empty()) {
            (false, _) => Vec::new(),
            (true, false) => self.automatic.clone(),
            (true, true) => AT_THE_COUNTER.into(),
        };
        let facts = PrinterFacts {
            name: value(NAME).to_owned(),
            terminal: value(TERMINAL).to_owned(),
            target: *PrinterTarget::ALL.get(at(TARGET))?,
            address: value(ADDRESS).to_owned(),
            columns: *[Columns::Wide, Columns::Narrow].get(at(COLUMNS))?,
            letters: *Codepage::ALL.get(at(LETTERS))?,
            words: *Lang::ALL.get(at(WORDS))?,
            cut: at(CUT) == 1,
            kick: at(KICK) == 1,
            automatic,
            active: at(ACTIVE) == 1,
        };
        Some(Request::Print(Print::SavePrinter(SavePrinter {
            key: self.key,
            printer: self.printer,
            ventana: self.ventana,
            facts,
        })))
    }
}
