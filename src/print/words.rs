//! What stands on receipts in words: Spanish and English side by side. A receipt speaks the language of its printer, which is
//! the customer's, not the one of the console; so it has a table of its own.

use crate::domain::Lang;

/// A word or sentence in both languages; `{}` is where one value stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    es: &'static str,
    en: &'static str,
}

impl Word {
    /// In a language.
    pub(super) const fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => self.es,
            Lang::En => self.en,
        }
    }

    /// In a language, with its value.
    pub(super) fn of(self, lang: Lang, value: &str) -> String {
        self.say(lang).replacen("{}", value, 1)
    }
}

macro_rules! words {
    ($($name:ident: $es:literal, $en:literal;)*) => {
        $(pub(super) const $name: Word = Word { es: $es, en: $en };)*
        #[cfg(test)]
        pub(super) const ALL: &[(&str, Word)] = &[$((stringify!($name), $name)),*];
    };
}

words! {
    // --- head
    LICENCE: "Licencia {}", "Licence {}";
    LEGAL_ID: "Cédula {}", "Legal id {}";
    CASHIER: "Cajero", "Cashier";
    TERMINAL: "Terminal", "Terminal";
    BUSINESS_DATE: "Día contable", "Business date";
    COPY: "REIMPRESIÓN {}", "REPRINT {}";
    // --- sale
    SALE: "Venta", "Sale";
    SUBTOTAL: "Subtotal", "Subtotal";
    DISCOUNT: "Descuento", "Discount";
    TAX_IN: "{} incluido", "{} included";
    TAX: "IVA {}", "VAT {}";
    EXEMPT: "Exento", "Exempt";
    ROUNDING: "Redondeo", "Rounding";
    TICKETS: "Tiquetes de lotería", "Lottery tickets";
    TOTAL: "TOTAL", "TOTAL";
    CASH: "Efectivo", "Cash";
    CARD: "Tarjeta", "Card";
    SINPE: "SINPE Móvil", "SINPE Móvil";
    TRANSFER: "Transferencia", "Transfer";
    CREDIT: "Crédito", "Credit";
    STORE_CREDIT: "Saldo a favor", "Store credit";
    PRIZE: "Premio", "Prize";
    AUTHORISATION: "Autorización", "Authorisation";
    REFERENCE: "Referencia", "Reference";
    PENDING: "PENDIENTE DE CONFIRMAR", "TO BE CONFIRMED";
    RECEIVED: "Recibido", "Received";
    CHANGE: "Vuelto", "Change";
    CUSTOMER: "Cliente", "Customer";
    OWED_BEFORE: "Saldo anterior", "Owed before";
    OWED_NOW: "Saldo actual", "Owed now";
    SIGN_CUSTOMER: "Firma del cliente", "Customer's signature";
    POINTS: "Puntos ganados", "Points earned";
    POINTS_SPENT: "Puntos usados", "Points spent";
    POINTS_LEFT: "Puntos disponibles", "Points left";
    KILO: "kg", "kg";
    // --- what was undone
    VOID: "ANULACIÓN", "VOID";
    RETURN: "DEVOLUCIÓN", "RETURN";
    OF_SALE: "De la venta", "Of sale";
    REASON: "Motivo", "Reason";
    APPROVED: "Autorizó", "Approved by";
    REFUND: "SE DEVUELVE", "PAID BACK";
    EXCHANGE: "Cambio en la venta", "Exchanged in sale";
    OPENED: "abierto", "opened";
    DAMAGED: "dañado", "damaged";
    DEFECTIVE: "defectuoso", "defective";
    // --- ticket
    TICKET: "Tiquete", "Ticket";
    REVENTADO: "Reventado", "Reventado";
    PAYS: "Paga {} veces", "Pays {} times";
    PAYS_REVENTADO: "Reventado {} veces", "Reventado {} times";
    TICKET_TOTAL: "Total del tiquete", "Ticket total";
    SEAL: "Sello anterior", "Previous seal";
    EXPIRES: "Se paga hasta", "Paid until";
    NOTE: "Nota", "Note";
    // --- drawer
    PAYOUT: "COMPROBANTE DE PAGO", "PAYOUT VOUCHER";
    REFUND_VOUCHER: "DEVOLUCIÓN DE APUESTA", "STAKE PAID BACK";
    STAKE: "Apuesta", "Stake";
    PAID_NOW: "SE PAGA", "PAID NOW";
    REMAINING: "Queda por pagar", "Left to pay";
    CHEQUE: "Cheque", "Cheque";
    OTHER_METHOD: "Otro medio", "Other means";
    SIGN_PLAYER: "Recibí conforme", "Received";
    PAY_IN: "INGRESO DE EFECTIVO", "CASH PUT IN";
    DROP: "RETIRO A CAJA FUERTE", "CASH TO THE SAFE";
    PAY_OUT: "GASTO", "EXPENSE";
    AMOUNT: "MONTO", "AMOUNT";
    SIGN_CASHIER: "Firma", "Signature";
    X: "CORTE X", "X REPORT";
    Z: "CIERRE Z {}", "Z REPORT {}";
    OPENED_AT: "Apertura", "Opened";
    CLOSED_AT: "Cierre", "Closed";
    FLOAT: "Fondo", "Float";
    SALES: "Venta de tiquetes", "Tickets sold";
    CANCELLED: "Tiquetes cancelados", "Tickets cancelled";
    PAYOUTS: "Premios pagados", "Prizes paid";
    GOODS: "Venta de artículos", "Goods sold";
    REFUNDS: "Devoluciones", "Refunds";
    SETTLED: "Abonos de clientes", "Debts paid";
    CASH_IN: "Ingresos", "Put in";
    DROPS: "Retiros", "To the safe";
    EXPENSES: "Gastos", "Expenses";
    OTHER: "Otros", "Other";
    EXPECTED: "DEBE HABER", "EXPECTED";
    COUNTED: "CONTADO", "COUNTED";
    OVER: "SOBRANTE", "OVER";
    SHORT: "FALTANTE", "SHORT";
    HASH: "Huella", "Hash";
    // --- accounts
    SLIP: "VALE DE CRÉDITO", "CREDIT SLIP";
    OWES: "DEBE", "OWES";
    DUE: "Vence", "Due";
    SETTLEMENT: "RECIBO DE ABONO", "PAYMENT RECEIPT";
    LEFT: "queda {}", "{} left";
    PROOF_COLLECTION: "RECIBO DE COBRO", "COLLECTION RECEIPT";
    PROOF_PAYMENT: "RECIBO DE PAGO", "PAYMENT RECEIPT";
    HOLDER: "Cuenta", "Account";
    METHOD: "Medio", "Method";
    DEPOSIT: "Depósito", "Deposit";
    TAKES_BACK: "Revierte el n.º {}", "Takes back no. {}";
    SIGN_BOTH: "Entregué / Recibí", "Handed over / Received";
    STATEMENT: "ESTADO DE CUENTA", "STATEMENT";
    STATEMENT_FROM: "Del {}", "From {}";
    STATEMENT_TO: "al {}", "to {}";
    COMMISSION: "Comisión", "Commission";
    PAID: "Pagado", "Paid";
    COLLECTED: "Cobrado", "Collected";
    SOLD: "Venta", "Sales";
    PRIZES: "Premios", "Prizes";
    LIST: "LISTA", "LIST";
    EXCLUDED: "LISTA EXCLUIDA", "EXCLUDED LIST";
    TICKET_COUNT: "Tiquetes", "Tickets";
    NUMBER: "Núm.", "No.";
    STRAIGHT: "Directo", "Straight";
    // --- test
    TEST: "PRUEBA DE IMPRESORA", "PRINTER TEST";
    TEST_LETTERS: "Letras: áéíóú ñ Ñ ü ¿? ¡! ₡", "Letters: áéíóú ñ Ñ ü ¿? ¡! ₡";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_place_for_a_value() {
        for (name, word) in ALL {
            let places = |text: &str| text.matches("{}").count();
            assert_eq!(places(word.es), places(word.en), "{name}");
            assert!(
                !word.es.trim().is_empty() && !word.en.trim().is_empty(),
                "{name}"
            );
        }
    }
}
