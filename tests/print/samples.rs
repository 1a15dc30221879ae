//! One receipt of every kind, with what makes its layout hard: long names, weights, several taxes, every tender.

use banca::domain::receipt::*;
use banca::domain::{
    BetKind, Digits, Money, MovementKind, MovementMethod, Number, Origin, PayMethod, PayoutKind,
    Rate, TicketCode,
};
use chrono::{DateTime, NaiveDate, Utc};

pub fn colones(colones: i64) -> Money {
    Money::colones(colones).expect("in range")
}

pub fn code(entropy: u64) -> TicketCode {
    TicketCode::from_random(entropy)
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).expect("a date")
}

pub fn head(number: &str) -> ReceiptHead {
    ReceiptHead {
        banca: "Banca La Esperanza".to_owned(),
        licence: "JPS-0117".to_owned(),
        legal_id: "3-101-654321".to_owned(),
        ventana: "Pulpería La Esquina".to_owned(),
        terminal: "Caja 1".to_owned(),
        cashier: "Marta Solano".to_owned(),
        number: number.to_owned(),
        date: day(21),
        at: at("2026-11-21T18:55:09Z"),
        legal: "Revise su tiquete antes de retirarse.\nJuego prohibido a menores de edad."
            .to_owned(),
    }
}

fn line(name: &str, milli: i64, price: i64, gross: i64, tax_bp: i32) -> ReceiptLine {
    ReceiptLine {
        name: name.to_owned(),
        sku: String::new(),
        sold_by: SoldBy::Unit,
        milli,
        price: colones(price),
        gross: colones(gross),
        discounts: Vec::new(),
        tax_bp,
        tax_included: true,
        note: String::new(),
    }
}

fn tender(kind: TenderKind, amount: i64) -> ReceiptTender {
    ReceiptTender {
        kind,
        amount: colones(amount),
        last4: String::new(),
        reference: String::new(),
        pending: false,
        ticket: None,
    }
}

fn bet(value: u16, stake: i64, kind: BetKind) -> TicketBet {
    TicketBet {
        kind,
        number: Number::new(value, Digits::Two).expect("a number"),
        stake: colones(stake),
        factor: Rate::parse(if kind == BetKind::Straight {
            "85"
        } else {
            "200"
        })
        .expect("a factor"),
        origin: Origin::Typed,
    }
}

pub fn part() -> TicketPart {
    let mut bets: Vec<TicketBet> = [23, 45, 67]
        .map(|value| bet(value, 500, BetKind::Straight))
        .into();
    bets.extend([5, 50].map(|value| bet(value, 1_000, BetKind::Straight)));
    bets.extend([23, 45, 67].map(|value| bet(value, 200, BetKind::Reventado)));
    let mut random = bet(88, 500, BetKind::Straight);
    random.origin = Origin::Random;
    bets.push(random);
    TicketPart {
        code: code(12_345_678_901),
        serial: "Caja 1-000123".to_owned(),
        draw: "Tica".to_owned(),
        draw_at: at("2026-11-21T18:55:00Z"),
        total: colones(4_600),
        bets,
        note: "para doña Ana".to_owned(),
        previous_seal: Some("7F3A-9C2D".to_owned()),
        expires: Some(NaiveDate::from_ymd_opt(2026, 12, 21).expect("a date")),
    }
}

pub fn sale() -> SaleReceipt {
    let mut cheese = line(
        "Queso Turrialba fresco de finca La Providencia, bloque",
        1_567,
        4_000,
        6_268,
        100,
    );
    cheese.sold_by = SoldBy::Weight;
    cheese.discounts.push(ReceiptDiscount {
        name: "Promo quesos".to_owned(),
        amount: colones(268),
    });
    let mut bag = line("Bolsa", 1_000, 100, 100, 1_300);
    bag.tax_included = false;
    SaleReceipt {
        head: head("REC-2026-000123"),
        sale: "POS-2026-000130".to_owned(),
        lines: vec![line("Arroz 1 kg", 2_000, 1_450, 2_900, 1_300), cheese, bag],
        discounts: vec![ReceiptDiscount {
            name: "Cliente frecuente".to_owned(),
            amount: colones(400),
        }],
        taxes: vec![
            TaxSum {
                rate_bp: 100,
                included: true,
                net: colones(5_850),
                tax: colones(59),
            },
            TaxSum {
                rate_bp: 1_300,
                included: true,
                net: colones(2_460),
                tax: colones(320),
            },
            TaxSum {
                rate_bp: 1_300,
                included: false,
                net: colones(100),
                tax: colones(13),
            },
        ],
        rounding: colones(2),
        tickets: Vec::new(),
        total: colones(8_615),
        tenders: vec![
            ReceiptTender {
                last4: "4242".to_owned(),
                reference: "098765".to_owned(),
                ..tender(TenderKind::Card, 3_000)
            },
            ReceiptTender {
                reference: "202611211234".to_owned(),
                pending: true,
                ..tender(TenderKind::Sinpe, 2_615)
            },
            tender(TenderKind::Credit, 1_000),
            ReceiptTender {
                ticket: Some(code(7)),
                ..tender(TenderKind::Prize, 500)
            },
            tender(TenderKind::Cash, 1_500),
        ],
        received: colones(2_000),
        change: colones(500),
        customer: Some(ReceiptCustomer {
            name: "Ana Rojas".to_owned(),
            legal_id: "1-0987-0654".to_owned(),
            balance: Some((colones(12_000), colones(13_000))),
        }),
        loyalty: Some(ReceiptLoyalty {
            earned: 8,
            spent: 0,
            balance: 1_240,
        }),
    }
}

pub fn combined() -> SaleReceipt {
    let mut sale = sale();
    sale.tickets.push(part());
    sale.total = colones(13_215);
    sale.tenders.push(tender(TenderKind::Cash, 4_600));
    sale
}

fn drawer(z: Option<DrawerZ>) -> DrawerPaper {
    DrawerPaper {
        head: head(if z.is_some() { "Z 17" } else { "X" }),
        opened_at: at("2026-11-21T13:00:02Z"),
        float: colones(50_000),
        sales: colones(184_500),
        cancelled: colones(5_000),
        payouts: colones(42_500),
        goods: colones(61_115),
        refunds: colones(1_450),
        settled: Money::ZERO,
        pay_in: colones(10_000),
        drops: colones(150_000),
        pay_out: colones(3_500),
        other: Money::ZERO,
        expected: Some(colones(103_165)),
        tenders: vec![DrawerTender {
            kind: TenderKind::Sinpe,
            count: 3,
            amount: colones(12_615),
            counted: Some(colones(12_615)),
        }],
        z,
    }
}

/// Every kind, with a name for its picture.
pub fn all() -> Vec<(&'static str, Receipt)> {
    let customer = sale().customer.expect("a customer");
    vec![
        (
            "ticket",
            Receipt::Ticket(TicketReceipt {
                head: head("Caja 1-000123"),
                ticket: part(),
            }),
        ),
        ("sale", Receipt::Sale(sale())),
        ("combined", Receipt::Sale(combined())),
        (
            "void",
            Receipt::Void(VoidReceipt {
                head: head("REC-2026-000124"),
                sale: "POS-2026-000130".to_owned(),
                reason: "el cliente se arrepintió".to_owned(),
                approved_by: Some("Vera Castro".to_owned()),
                lines: sale().lines,
                tickets: vec![(code(12_345_678_901), colones(4_600))],
                total: colones(13_215),
                refunds: combined().tenders,
                customer: Some(customer.clone()),
                loyalty: Some(ReceiptLoyalty {
                    earned: -8,
                    spent: 0,
                    balance: 1_232,
                }),
            }),
        ),
        (
            "return",
            Receipt::Return(ReturnReceipt {
                head: head("RET-2026-000004"),
                sale: "POS-2026-000130".to_owned(),
                reason: "vencido".to_owned(),
                approved_by: Some("Vera Castro".to_owned()),
                lines: vec![
                    ReturnedLine {
                        name: "Arroz 1 kg".to_owned(),
                        sold_by: SoldBy::Unit,
                        milli: 1_000,
                        condition: Condition::Good,
                        refund: colones(1_390),
                    },
                    ReturnedLine {
                        name: "Queso Turrialba fresco de finca".to_owned(),
                        sold_by: SoldBy::Weight,
                        milli: 500,
                        condition: Condition::Damaged,
                        refund: colones(1_863),
                    },
                ],
                taxes: vec![TaxSum {
                    rate_bp: 1_300,
                    included: true,
                    net: colones(1_230),
                    tax: colones(160),
                }],
                rounding: colones(2),
                total: colones(3_255),
                refunds: vec![
                    tender(TenderKind::Credit, 1_000),
                    tender(TenderKind::Cash, 2_255),
                ],
                exchange: None,
                customer: None,
                loyalty: None,
            }),
        ),
        (
            "credit_slip",
            Receipt::CreditSlip(CreditSlip {
                head: head("VAL-2026-000009"),
                sale: "POS-2026-000130".to_owned(),
                amount: colones(1_000),
                customer: customer.clone(),
                due: Some(day(30)),
            }),
        ),
        (
            "settlement",
            Receipt::Settlement(SettlementReceipt {
                head: head("ABO-2026-000003"),
                customer,
                debts: vec![
                    SettledDebt {
                        document: "POS-2026-000101".to_owned(),
                        paid: colones(4_000),
                        left: Money::ZERO,
                    },
                    SettledDebt {
                        document: "POS-2026-000130".to_owned(),
                        paid: colones(500),
                        left: colones(500),
                    },
                ],
                total: colones(4_500),
                tenders: vec![tender(TenderKind::Cash, 4_500)],
                received: colones(5_000),
                change: colones(500),
            }),
        ),
        (
            "payout",
            Receipt::Payout(PayoutVoucher {
                head: head("1234-5678-9018 / 1"),
                code: code(12_345_678_901),
                draw: "Tica".to_owned(),
                draw_at: at("2026-11-21T18:55:00Z"),
                what: PayoutKind::Prize,
                prize: colones(42_500),
                amount: colones(40_000),
                remaining: colones(2_500),
                method: Some(PayMethod::Cash),
                notes: "vuelve mañana".to_owned(),
                approved_by: Some("Vera Castro".to_owned()),
            }),
        ),
        ("drawer_x", Receipt::DrawerX(drawer(None))),
        (
            "drawer_z",
            Receipt::DrawerZ(drawer(Some(DrawerZ {
                number: 17,
                closed_at: at("2026-11-22T02:10:44Z"),
                counted: colones(103_100),
                difference: colones(-65),
                hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            }))),
        ),
        (
            "cash_slip",
            Receipt::CashSlip(CashSlip {
                head: head("Caja 1"),
                what: CashSlipKind::Drop,
                amount: colones(150_000),
                reason: "depósito de la tarde".to_owned(),
                approved_by: None,
            }),
        ),
        (
            "payment_proof",
            Receipt::PaymentProof(PaymentProof {
                head: head("88"),
                what: MovementKind::Collection,
                holder: "Marta Solano · Pulpería La Esquina".to_owned(),
                amount: colones(250_000),
                method: MovementMethod::Sinpe,
                reference: "20261121-998877".to_owned(),
                note: String::new(),
                takes_back: None,
                balance: colones(31_200),
            }),
        ),
        (
            "statement",
            Receipt::Statement(StatementPaper {
                head: head("2026-11"),
                holder: "Pulpería La Esquina".to_owned(),
                from: day(20),
                to: day(21),
                opening: colones(100_000),
                rows: vec![
                    StatementRow {
                        date: day(20),
                        sales: colones(180_000),
                        payouts: colones(42_500),
                        commission: colones(21_600),
                        other: Money::ZERO,
                        paid: Money::ZERO,
                        collected: colones(150_000),
                        remaining: colones(65_900),
                    },
                    StatementRow {
                        date: day(21),
                        sales: colones(20_000),
                        payouts: Money::ZERO,
                        commission: colones(2_400),
                        other: Money::ZERO,
                        paid: Money::ZERO,
                        collected: Money::ZERO,
                        remaining: colones(83_500),
                    },
                ],
                closing: colones(83_500),
            }),
        ),
        (
            "list",
            Receipt::List(ListPaper {
                head: head("Tica 21/11"),
                of: "Pulpería La Esquina".to_owned(),
                draw: "Tica".to_owned(),
                draw_at: at("2026-11-21T18:55:00Z"),
                lines: [(5, 1_000, 0), (23, 500, 200)]
                    .map(|(value, straight, reventado)| ListPaperLine {
                        number: Number::new(value, Digits::Two).expect("a number"),
                        straight: colones(straight),
                        reventado: colones(reventado),
                    })
                    .into(),
                tickets: 2,
                total: colones(1_700),
                excluded: false,
            }),
        ),
    ]
}
