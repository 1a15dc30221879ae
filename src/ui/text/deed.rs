//! What the entries of the activity log are called.

use super::{catalogue, pay, printing, till};

/// Every activity with its words.
pub const DEEDS: &[(&str, Text)] = &[
    ("ticket.sold", pay::DID_SOLD),
    ("ticket.cancelled", pay::DID_CANCELLED),
    ("ticket.reprinted", pay::DID_REPRINTED),
    ("draw.closed", pay::DID_CLOSED),
    ("draw.evaluated", pay::DID_EVALUATED),
    ("draw.corrected", pay::DID_CORRECTED),
    ("prize.paid", pay::DID_PAID),
    ("refund.paid", pay::DID_REFUNDED),
    ("draw.annulled", DRAW_ANNULLED),
    ("list.excluded", LIST_EXCLUDED),
    ("list.included", LIST_INCLUDED),
    ("layoff.proposed", LAYOFF_PROPOSED),
    ("layoff.sent", LAYOFF_SENT),
    ("layoff.accepted", LAYOFF_ACCEPTED),
    ("layoff.rejected", LAYOFF_REJECTED),
    ("layoff.withdrawn", LAYOFF_WITHDRAWN),
    ("layoff.settled", LAYOFF_SETTLED),
    ("other_house.saved", OTHER_HOUSE_SAVED),
    ("sale.completed", till::DID_COMPLETE),
    ("sale.voided", till::DID_VOID),
    ("sale.returned", till::DID_RETURN),
    ("sale.discounted", till::DID_DISCOUNT),
    ("sale.abandoned", till::DID_ABANDON),
    ("customer.saved", till::DID_CUSTOMER),
    ("payment.approved", till::DID_APPROVE),
    ("payment.rejected", till::DID_REJECT),
    ("goods.saved", catalogue::DID_GOODS),
    ("goods_prices.saved", catalogue::DID_PRICES),
    ("catalogue.saved", catalogue::DID_SHELF),
    ("promotion.saved", catalogue::DID_PROMOTION),
    ("draw.rescheduled", DRAW_MOVED),
    ("draw.renamed", DRAW_RENAMED),
    ("draw.suspended", DRAW_SUSPENDED),
    ("draw.resumed", DRAW_RESUMED),
    ("draw.made", DRAW_MADE),
    ("draw.skipped", DRAW_SKIPPED),
    ("holiday.saved", HOLIDAY_SAVED),
    ("holiday.ended", HOLIDAY_ENDED),
    ("claim.collected", CLAIM_COLLECTED),
    ("claim.written_off", CLAIM_WRITTEN_OFF),
    ("claim.unsettled", CLAIM_UNSETTLED),
    ("prize.finalised", pay::DID_FINALISED),
    ("prize.reopened", pay::DID_REOPENED),
    ("prize.expired", pay::DID_EXPIRED),
    ("prize.revived", pay::DID_REVIVED),
    ("ticket.searched", TICKET_SEARCHED),
    ("receipt.printed", printing::DID_PRINTED),
    ("receipt.reprinted", printing::DID_REPRINTED),
    ("printer.saved", printing::DID_SAVED),
    ("printer.tested", printing::DID_TESTED),
    ("print.retried", printing::DID_RETRIED),
    ("print.cancelled", printing::DID_CANCELLED),
    ("receipt_text.saved", printing::DID_TEXTS),
    ("payout.reversed", pay::DID_REVERSED),
    ("payout.notes_changed", pay::DID_NOTES),
    ("approval.granted", APPROVAL_GRANTED),
    ("banca.founded", BANCA_FOUNDED),
    ("cash.moved", CASH_MOVED),
    ("command.given_up", COMMAND_GIVEN_UP),
    ("commission.saved", COMMISSION_SAVED),
    ("draw.generated", DRAW_GENERATED),
    ("draw.opened", DRAW_OPENED),
    ("drawer.closed", DRAWER_CLOSED),
    ("drawer.counted", DRAWER_COUNTED),
    ("drawer.opened", DRAWER_OPENED),
    ("drawer.no_sale", DRAWER_NO_SALE),
    ("drawer.reviewed", DRAWER_REVIEWED),
    ("drawer.settings_saved", DRAWER_SETTINGS),
    ("limit.ended", LIMIT_ENDED),
    ("limit.saved", LIMIT_SAVED),
    ("lottery.saved", LOTTERY_SAVED),
    ("multiplier.saved", MULTIPLIER_SAVED),
    ("prices.saved", PRICES_SAVED),
    ("house.saved", HOUSE_SAVED),
    ("number.blocked", NUMBER_BLOCKED),
    ("result.differed", RESULT_DIFFERED),
    ("result.entered", RESULT_ENTERED),
    ("result.confirmed", RESULT_CONFIRMED),
    ("result.corrected", RESULT_CORRECTED),
    ("result.withdrawn", RESULT_WITHDRAWN),
    ("user.pin_changed", USER_PIN_CHANGED),
    ("user.saved", USER_SAVED),
    ("ventana.saved", VENTANA_SAVED),
    ("movement.saved", MOVEMENT_SAVED),
    ("movement.reversed", MOVEMENT_REVERSED),
    ("month.closed", MONTH_CLOSED),
    ("credit.set", CREDIT_SET),
    ("session.opened", SESSION_OPENED),
    ("session.closed", SESSION_CLOSED),
    ("session.refused", SESSION_REFUSED),
    ("session.revoked", SESSION_REVOKED),
    ("user.unlocked", USER_UNLOCKED),
    ("import.applied", IMPORT_APPLIED),
];

/// The words for an activity such as `ticket.sold`.
pub fn of(action: &str) -> Option<Text> {
    let found = DEEDS.iter().find(|(name, _)| *name == action);
    found.map(|(_, words)| *words)
}

texts! {
    APPROVAL_GRANTED: "Autorizó", "Approved";
    BANCA_FOUNDED: "Fundó la banca", "Founded house";
    CASH_MOVED: "Movió efectivo", "Moved cash";
    COMMISSION_SAVED: "Cambió comisión", "Changed commission";
    LIST_EXCLUDED: "Excluyó lista", "Excluded list";
    LIST_INCLUDED: "Incluyó lista", "Included list";
    LAYOFF_PROPOSED: "Propuso bajada", "Proposed lay-off";
    LAYOFF_SENT: "Envió bajada", "Sent lay-off";
    LAYOFF_ACCEPTED: "Bajada aceptada", "Lay-off accepted";
    LAYOFF_REJECTED: "Bajada rechazada", "Lay-off rejected";
    LAYOFF_WITHDRAWN: "Retiró bajada", "Withdrew lay-off";
    LAYOFF_SETTLED: "Liquidó bajada", "Settled lay-off";
    OTHER_HOUSE_SAVED: "Guardó otra banca", "Saved another house";
    DRAW_ANNULLED: "Anuló sorteo", "Annulled draw";
    DRAW_MOVED: "Cambió la hora", "Rescheduled draw";
    DRAW_RENAMED: "Cambió el nombre", "Renamed draw";
    DRAW_SUSPENDED: "Suspendió venta", "Held sale";
    DRAW_RESUMED: "Reanudó venta", "Resumed sale";
    DRAW_MADE: "Creó sorteo", "Made draw";
    DRAW_SKIPPED: "Sorteo sin abrir", "Draw never opened";
    HOLIDAY_SAVED: "Puso feriado", "Set holiday";
    HOLIDAY_ENDED: "Quitó feriado", "Took back holiday";
    CLAIM_COLLECTED: "Cobró reclamo", "Collected claim";
    CLAIM_WRITTEN_OFF: "Dio por perdido", "Wrote claim off";
    CLAIM_UNSETTLED: "Deshizo cobro", "Undid settlement";
    DRAW_GENERATED: "Generó sorteos", "Generated draws";
    DRAW_OPENED: "Abrió sorteo", "Opened draw";
    DRAWER_CLOSED: "Cerró caja", "Closed drawer";
    DRAWER_COUNTED: "Contó caja", "Counted drawer";
    DRAWER_OPENED: "Abrió caja", "Opened drawer";
    DRAWER_NO_SALE: "Abrió gaveta sin venta", "Opened without a sale";
    DRAWER_REVIEWED: "Revisó cierre", "Reviewed a close";
    DRAWER_SETTINGS: "Cambió reglas de cajas", "Changed drawer rules";
    LIMIT_ENDED: "Quitó límite", "Ended limit";
    LIMIT_SAVED: "Cambió límite", "Changed limit";
    LOTTERY_SAVED: "Cambió lotería", "Changed lottery";
    MULTIPLIER_SAVED: "Cambió precio", "Changed price";
    COMMAND_GIVEN_UP: "Dio por no hecha una operación", "Gave an operation up";
    NUMBER_BLOCKED: "Bloqueó número", "Blocked number";
    HOUSE_SAVED: "Cambió ajustes", "Changed settings";
    PRICES_SAVED: "Cambió lista de precios", "Changed price list";
    MOVEMENT_SAVED: "Registró recibo", "Entered receipt";
    MOVEMENT_REVERSED: "Reversó recibo", "Reversed receipt";
    MONTH_CLOSED: "Cerró el mes", "Closed month";
    CREDIT_SET: "Cambió crédito", "Changed credit";
    RESULT_DIFFERED: "No coincidió", "Result differed";
    RESULT_ENTERED: "Escribió resultado", "Typed result";
    RESULT_CONFIRMED: "Confirmó resultado", "Confirmed result";
    RESULT_CORRECTED: "Corrigió resultado", "Corrected result";
    RESULT_WITHDRAWN: "Retiró resultado", "Withdrew result";
    TICKET_SEARCHED: "Buscó sin papel", "Searched without paper";
    USER_PIN_CHANGED: "Cambió PIN", "Changed PIN";
    USER_SAVED: "Cambió usuario", "Changed user";
    VENTANA_SAVED: "Cambió ventana", "Changed shop";
    SESSION_OPENED: "Ingresó", "Signed in";
    SESSION_CLOSED: "Salió", "Signed out";
    SESSION_REFUSED: "No pudo ingresar", "Could not sign in";
    SESSION_REVOKED: "Terminó sesiones", "Ended sessions";
    USER_UNLOCKED: "Desbloqueó", "Unlocked";
    IMPORT_APPLIED: "Importó", "Imported";
}

#[cfg(test)]
mod tests {
    use super::of;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    const OF: [&str; 18] = [
        "approval",
        "banca",
        "cash",
        "command",
        "commission",
        "draw",
        "drawer",
        "house",
        "limit",
        "lottery",
        "multiplier",
        "number",
        "payout",
        "prices",
        "prize",
        "result",
        "ticket",
        "user",
    ];

    fn read(folder: &Path, all: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, all);
            } else {
                all.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }

    fn is_deed(word: &str) -> bool {
        word.split_once('.').is_some_and(|(what, done)| {
            OF.contains(&what)
                && (done.ends_with("ed") || done == "given_up")
                && done.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        })
    }

    #[test]
    fn whatever_the_house_writes_into_its_log_is_told_in_words() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut all = String::new();
        for folder in ["src/ops", "src/store", "migrations"] {
            read(&root.join(folder), &mut all);
        }
        let words = all.split(['\'', '"']).filter(|word| is_deed(word));
        let deeds: BTreeSet<&str> = words.collect();
        assert!(deeds.len() > 25, "{deeds:?}");
        let raw: Vec<&&str> = deeds.iter().filter(|deed| of(deed).is_none()).collect();
        assert!(raw.is_empty(), "{raw:?}");
    }
}
