//! The words of a drawer's shift: X and Z line by line, hand-over, review, openings without a sale, and the house's settings.

use crate::domain::{
    drawer::{DrawerKind, ShiftProblem},
    goods::TenderKind,
    posting::Bearer,
};
use crate::ui::text::Say;

/// What happened at a drawer.
pub const fn kind(kind: DrawerKind) -> Text {
    match kind {
        DrawerKind::Float => KIND_FLOAT,
        DrawerKind::Ticket => KIND_TICKET,
        DrawerKind::TicketBack => KIND_TICKET_BACK,
        DrawerKind::Goods => KIND_GOODS,
        DrawerKind::GoodsVoid => KIND_GOODS_VOID,
        DrawerKind::GoodsReturn => KIND_GOODS_RETURN,
        DrawerKind::Settlement => KIND_SETTLEMENT,
        DrawerKind::SettlementBack => KIND_SETTLEMENT_BACK,
        DrawerKind::Payout => KIND_PAYOUT,
        DrawerKind::PayoutBack => KIND_PAYOUT_BACK,
        DrawerKind::Refund => KIND_REFUND,
        DrawerKind::RefundBack => KIND_REFUND_BACK,
        DrawerKind::Claim => KIND_CLAIM,
        DrawerKind::ClaimBack => KIND_CLAIM_BACK,
        DrawerKind::PayIn => KIND_PAY_IN,
        DrawerKind::Drop => KIND_DROP,
        DrawerKind::PayOut => KIND_PAY_OUT,
        DrawerKind::SellerIn => KIND_SELLER_IN,
        DrawerKind::SellerOut => KIND_SELLER_OUT,
        DrawerKind::NoSale => KIND_NO_SALE,
        DrawerKind::Over => KIND_OVER,
        DrawerKind::Short => KIND_SHORT,
        DrawerKind::ToSafe => KIND_TO_SAFE,
        DrawerKind::Other => KIND_OTHER,
    }
}

/// How something was paid.
pub const fn tender(tender: TenderKind) -> Text {
    match tender {
        TenderKind::Cash => TENDER_CASH,
        TenderKind::Card => TENDER_CARD,
        TenderKind::Sinpe => TENDER_SINPE,
        TenderKind::Transfer => TENDER_TRANSFER,
        TenderKind::Credit => TENDER_CREDIT,
        TenderKind::StoreCredit => TENDER_STORE_CREDIT,
        TenderKind::Prize => TENDER_PRIZE,
    }
}

/// Who bears what is short.
pub const fn bearer(bearer: Bearer) -> Text {
    match bearer {
        Bearer::Shop => BEARER_SHOP,
        Bearer::Cashier => BEARER_CASHIER,
    }
}

/// The sentence of a problem.
pub fn problem(problem: &ShiftProblem) -> Say {
    match problem {
        ShiftProblem::NotClosed => NOT_CLOSED.into(),
        ShiftProblem::Reviewed => REVIEWED.into(),
        ShiftProblem::OwnReview => OWN_REVIEW.into(),
        ShiftProblem::OpenSales { count } => OPEN_SALES.with("n", *count),
        ShiftProblem::KeepsTooMuch { counted } => KEEPS_TOO_MUCH.with("counted", *counted),
        ShiftProblem::BearerNotYours => BEARER_NOT_YOURS.into(),
        ShiftProblem::CannotTake => CANNOT_TAKE.into(),
        ShiftProblem::Elsewhere => ELSEWHERE.into(),
    }
}

texts! {
    KIND_FLOAT: "Fondo inicial", "Float";
    KIND_TICKET: "Tiquetes vendidos", "Tickets sold";
    KIND_TICKET_BACK: "Tiquetes anulados", "Tickets cancelled";
    KIND_GOODS: "Ventas de abarrotes", "Goods sold";
    KIND_GOODS_VOID: "Ventas anuladas", "Sales voided";
    KIND_GOODS_RETURN: "Devoluciones", "Returns";
    KIND_SETTLEMENT: "Abonos de clientes", "Customers' payments";
    KIND_SETTLEMENT_BACK: "Abonos reversados", "Such payments reversed";
    KIND_PAYOUT: "Premios pagados", "Prizes paid";
    KIND_PAYOUT_BACK: "Pagos reversados", "Payouts reversed";
    KIND_REFUND: "Apuestas devueltas", "Stakes refunded";
    KIND_REFUND_BACK: "Devoluciones reversadas", "Refunds reversed";
    KIND_CLAIM: "Reclamos cobrados", "Claims collected";
    KIND_CLAIM_BACK: "Cobros de reclamos reversados", "Claims' collections reversed";
    KIND_PAY_IN: "Ingresos", "Pay-ins";
    KIND_DROP: "Retiros a la bóveda", "Drops to the safe";
    KIND_PAY_OUT: "Gastos menores", "Petty expenses";
    KIND_SELLER_IN: "Recibido de vendedores", "Received from sellers";
    KIND_SELLER_OUT: "Pagado a vendedores", "Paid to sellers";
    KIND_NO_SALE: "Gaveta abierta sin venta", "Opened without a sale";
    KIND_OVER: "Sobrante", "Over";
    KIND_SHORT: "Faltante", "Short";
    KIND_TO_SAFE: "A la bóveda al cerrar", "To the safe at the close";
    KIND_OTHER: "Otros", "Other";

    TENDER_CASH: "Efectivo", "Cash";
    TENDER_CARD: "Tarjeta", "Card";
    TENDER_SINPE: "SINPE", "SINPE";
    TENDER_TRANSFER: "Transferencia", "Transfer";
    TENDER_CREDIT: "Fiado", "On credit";
    TENDER_STORE_CREDIT: "Saldo a favor", "Store credit";
    TENDER_PRIZE: "Premio", "Prize";

    BEARER_SHOP: "la ventana", "the shop";
    BEARER_CASHIER: "el cajero", "the cashier";

    X_TITLE: "Reporte X", "X report";
    AT: "Hora", "Time";
    BY_KIND: "Movimientos", "What happened";
    BY_LOTTERY: "Por lotería", "By lottery";
    BY_TENDER: "Fuera del efectivo", "Beside cash";
    GOODS: "Abarrotes", "Goods";
    GOODS_SALES: "Ventas", "Sales";
    GOODS_VOIDED: "Ventas anuladas", "Sales voided";
    GOODS_GROSS: "Antes de rebajas", "Before discounts";
    GOODS_PROMOTIONS: "Promociones", "Promotions";
    GOODS_DISCOUNTS: "Descuentos y puntos", "Discounts and points";
    GOODS_TAX: "Impuesto incluido", "Tax in it";
    PENDING: "Pagos sin aprobar", "Payments not approved";
    CONSENTS: "Autorizaciones", "Consents";
    OPENINGS: "Aperturas sin venta", "Openings without a sale";
    COUNT_SHEETS: "Arqueos", "Counts";
    GRAND: "Totales de la terminal", "Totals of the terminal";
    GRAND_SALES: "Vendido en efectivo", "Sold for cash";
    GRAND_BACK: "Devuelto", "Given back";
    GRAND_PAYOUTS: "Premios pagados", "Prizes paid";
    GRAND_CLOSES: "Cierres", "Closes";
    TIMES: "{n} × {what}", "{n} × {what}";
    TENDER_COUNTED: "{booked} · contado {counted} · diferencia {off}", "{booked} · counted {counted} · difference {off}";
    TENDER_BOOKED: "{n} · {booked}", "{n} · {booked}";
    LOTTERY_LINE: "{n} · {amount}", "{n} · {amount}";
    LOTTERY_BACK: "{n} · {amount} · {back} anulados", "{n} · {amount} · {back} cancelled";
    SHEET: "Arqueo {n}", "Count {n}";
    PIECES: "{n} × {value}", "{n} × {value}";
    SHARE: "{off} ({percent} %)", "{off} ({percent} %)";
    SHORT_BY: "Lo asume", "Borne by";
    CLOSED_BY: "Cerrada por", "Closed by";
    KEPT: "Queda para el turno siguiente", "Kept for the next shift";
    NEXT: "Recibe la caja", "Taken over by";
    EXPECTED_BLIND: "se dice después de contar", "said after the count";

    ENTRIES_TITLE: "Movimientos de la caja", "What happened at the drawer";
    ENTRIES_NONE: "No ha pasado nada en esta caja.", "Nothing has happened at this drawer.";
    ENTRIES_SUM: "{tender} {n} · {amount}", "{tender} {n} · {amount}";
    ENTRIES_COUNT: "{tender} {n}", "{tender} {n}";
    COL_AT: "Hora", "Time";
    COL_WHAT: "Movimiento", "What";
    COL_TENDER: "Medio", "Tender";
    COL_LABEL: "Documento", "Document";
    COL_AMOUNT: "Monto", "Amount";
    COL_REVIEW: "Revisó", "Reviewed by";
    COL_NOTE: "Nota", "Note";
    WAITING: "{n} {n|cierre espera|cierres esperan} revisión", "{n} {n|close waits|closes wait} for a review";

    NO_SALE_TITLE: "Abrir la gaveta sin venta", "Open the drawer without a sale";
    NO_SALE_DONE: "Anotado: gaveta abierta sin venta ({n} en este turno).", "Noted: drawer opened without a sale ({n} this shift).";
    HAND_TITLE: "Relevo: cerrar y entregar la caja", "Hand-over: close and pass the drawer on";
    HAND_TO: "Recibe (usuario)", "Taken over by (user)";
    HAND_PIN: "Su PIN", "Their PIN";
    HAND_KEEP: "Fondo que sigue", "Float that goes on";
    HAND_KEEP_HINT: "vacío: todo lo contado", "empty: all that was counted";
    HAND_TO_MISSING: "Escriba quién recibe la caja.", "Type who takes the drawer over.";
    HAND_PIN_MISSING: "Quien recibe digita su PIN.", "Whoever takes it over types the PIN.";
    HAND_DONE: "Caja entregada a {name} con {amount}: reporte Z {n}.", "Drawer passed on to {name} with {amount}: Z report {n}.";
    REVIEW_TITLE: "Revisar el cierre", "Review the close";
    REVIEW_NOTE: "Nota de la revisión", "Note of the review";
    REVIEW_DONE: "Cierre revisado.", "Close reviewed.";
    REVIEW_NOT_CLOSED: "Se revisa cuando está cerrada.", "It is reviewed once it is closed.";
    REVIEW_ALREADY: "Ya se revisó.", "It was reviewed already.";
    CLOSE_KEEP: "Queda en la caja", "Stays in the drawer";
    CLOSE_KEEP_HINT: "para el turno siguiente; 0: todo a la bóveda", "for the next shift; 0: all to the safe";
    CLOSE_SHORT: "Un faltante lo asume", "What is short is borne by";
    CLOSE_SHORT_USUAL: "como fija la casa", "as the house sets";
    CLOSE_SLIPS: "{tender}: total contado", "{tender}: total counted";
    CLOSE_SLIPS_HINT: "vacío: no se contó", "empty: not counted";

    DROP_ADVISED: "Hay mucho efectivo en la caja. {key}: retirar a la bóveda.", "There is much cash in the drawer. {key}: drop to the safe.";
    KEPT_OFFER: "El turno anterior dejó {amount} en la caja.", "The shift before left {amount} in the drawer.";
    NO_SALES: "Aperturas sin venta", "Openings without a sale";
    STALE: "Sin cerrar de otro día: {names}. {key}: cajas.", "Not closed from another day: {names}. {key}: drawers.";
    TO_REVIEW: "{n} {n|cierre de caja espera|cierres de caja esperan} revisión. {key}: cajas.", "{n} {n|drawer's close waits|drawers' closes wait} for a review. {key}: drawers.";

    SETTINGS: "Reglas de las cajas", "Rules for drawers";
    SET_DROP_LIMIT: "Retiro sin autorización hasta", "Drop without consent up to";
    SET_PAY_OUT_LIMIT: "Gasto sin autorización hasta", "Expense without consent up to";
    SET_DROP_ABOVE: "Avisar retiro sobre", "Advise a drop above";
    SET_DROP_HINT: "vacío: nunca", "empty: never";
    SET_DIFFERENCE: "Diferencia solo con motivo hasta", "Difference with a reason alone up to";
    SET_SHORT: "Un faltante lo asume", "What is short is borne by";
    SET_BLIND: "El cajero cuenta a ciegas", "The cashier counts blind";
    SET_FIVE: "Moneda de ₡5 hasta", "₡5 coin until";
    SET_DATE_WRONG: "Escriba una fecha como 2026-06-30.", "Type a date such as 2026-06-30.";
    SET_DONE: "Reglas de las cajas guardadas.", "Rules for drawers saved.";
    YES: "sí", "yes";
    NO: "no", "no";
    HANDED: "Caja entregada", "Drawer passed on";
    NEXT_FLOAT: "Fondo del turno siguiente", "Float of the next shift";

    NOT_CLOSED: "Esa caja no se ha cerrado: todavía no hay qué revisar.", "That drawer is not closed: there is nothing to review yet.";
    REVIEWED: "Ese cierre ya se revisó.", "That close was reviewed already.";
    OWN_REVIEW: "Nadie revisa su propia caja.", "Nobody reviews the own drawer.";
    OPEN_SALES: "Hay {n} {n|venta|ventas} sin terminar en esta caja. Cóbrelas o descártelas antes de cerrar.", "{n} {n|sale is|sales are} not finished at this drawer. Charge or drop them before closing.";
    KEEPS_TOO_MUCH: "Se contaron {counted}: no puede quedar más.", "{counted} was counted: no more can stay.";
    BEARER_NOT_YOURS: "Quién asume un faltante lo dice un supervisor.", "Who bears what is short is said by a supervisor.";
    CANNOT_TAKE: "Quien recibe ya tiene otra caja abierta.", "Whoever takes it over has another drawer open.";
    ELSEWHERE: "La caja se entrega en la terminal donde está abierta.", "A drawer is passed on at the terminal where it is open.";
}
