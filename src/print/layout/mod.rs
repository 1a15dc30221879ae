//! Every kind of receipt, laid out. The parts that kinds share stand in files of their own.

mod account;
mod cash;
mod head;
mod list;
mod sale;
mod tender;
mod ticket;
mod undone;

use super::paper::{Paper, Piece, Sheet, Style};
use super::words as w;
use crate::domain::receipt::Receipt;

/// A headline.
const LOUD: Style = Style {
    bold: true,
    tall: true,
};
/// What matters in a line.
const BOLD: Style = Style {
    bold: true,
    tall: false,
};
const PLAIN: Style = Style {
    bold: false,
    tall: false,
};

/// A receipt on paper.
pub fn lay_out(receipt: &Receipt, paper: Paper) -> Vec<Piece> {
    let mut sheet = Sheet::new(paper);
    let copy = paper.copy.map(|n| w::COPY.of(paper.lang, &n.to_string()));
    if let Some(copy) = &copy {
        sheet.middle(copy, LOUD);
    }
    head::above(&mut sheet, receipt.head());
    match receipt {
        Receipt::Ticket(of) => ticket::alone(&mut sheet, of),
        Receipt::Sale(of) => sale::sale(&mut sheet, of),
        Receipt::Void(of) => undone::void(&mut sheet, of),
        Receipt::Return(of) => undone::returned(&mut sheet, of),
        Receipt::CreditSlip(of) => account::slip(&mut sheet, of),
        Receipt::Settlement(of) => account::settlement(&mut sheet, of),
        Receipt::Payout(of) => cash::payout(&mut sheet, of),
        Receipt::DrawerX(of) | Receipt::DrawerZ(of) => cash::drawer(&mut sheet, of),
        Receipt::CashSlip(of) => cash::slip(&mut sheet, of),
        Receipt::PaymentProof(of) => account::proof(&mut sheet, of),
        Receipt::Statement(of) => account::statement(&mut sheet, of),
        Receipt::List(of) => list::list(&mut sheet, of),
    }
    head::below(&mut sheet, receipt.head());
    if let Some(copy) = &copy {
        sheet.middle(copy, LOUD);
    }
    sheet.done()
}

/// A page that shows what a printer can do: its width, its letters, its codes.
pub fn test_page(name: &str, paper: Paper) -> Vec<Piece> {
    let mut sheet = Sheet::new(paper);
    sheet.middle(w::TEST.say(paper.lang), LOUD);
    sheet.middle(name, BOLD);
    let ruler: String = "1234567890".chars().cycle().take(sheet.wide()).collect();
    sheet.left(&ruler);
    sheet.left(w::TEST_LETTERS.say(paper.lang));
    sheet.pair(w::TOTAL.say(paper.lang), "1.234.567,89", LOUD);
    sheet.barcode("T123456789018");
    sheet.qr("T123456789018");
    sheet.rule();
    sheet.done()
}
