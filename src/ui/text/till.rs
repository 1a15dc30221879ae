//! The words of the till.

use super::{Say, name};
use crate::domain::goods::{
    BasketProblem, ElectronicState, SaleState, TenderKind, TenderProblem, TillProblem, WeightRule,
    loyalty::Tier,
    refund::{Condition, RefundBy, ReturnReason},
    tender::TenderField,
};

/// The sentence for a problem.
pub fn problem(problem: &TillProblem) -> Say {
    match problem {
        TillProblem::InsufficientStock {
            name,
            requested,
            available,
            ..
        } => INSUFFICIENT_STOCK
            .with("name", name.clone())
            .with("requested", requested.text())
            .with("available", available.text()),
        TillProblem::NotOpen { current } => NOT_OPEN.with("state", state(*current)),
        TillProblem::VoidWindowClosed { sold_on, .. } => {
            VOID_WINDOW_CLOSED.with("date", sold_on.to_string())
        }
        TillProblem::NotCompleted { current } => NOT_COMPLETED.with("state", state(*current)),
        TillProblem::StaleVersion { .. } => STALE_VERSION.into(),
        TillProblem::NotSellable => NOT_SELLABLE.into(),
        TillProblem::AlreadyReturned => ALREADY_RETURNED.into(),
        TillProblem::PaidWithPrize => PAID_WITH_PRIZE.into(),
        TillProblem::ReturnTooMuch { line, left } => RETURN_TOO_MUCH
            .with("line", i64::from(*line))
            .with("left", left.text()),
        TillProblem::ReturnWindowClosed { line, until } => RETURN_WINDOW_CLOSED
            .with("line", i64::from(*line))
            .with("date", until.to_string()),
        TillProblem::Points { available } => POINTS_SHORT.with("available", *available),
        TillProblem::CouponUnknown { code } => COUPON_UNKNOWN.with("code", code.clone()),
        TillProblem::TotalChanged { expected, total } => TOTAL_CHANGED
            .with("expected", *expected)
            .with("total", *total),
        TillProblem::CreditNotAvailable {
            limit,
            used,
            available,
            ..
        } => CREDIT_NOT_AVAILABLE
            .with("limit", *limit)
            .with("used", *used)
            .with("available", *available),
        TillProblem::ReferenceUsed { reference } => {
            REFERENCE_USED.with("reference", reference.clone())
        }
        TillProblem::Decided { state } => DECIDED.with("state", electronic(*state)),
        TillProblem::Basket { basket } => of_basket(basket),
        TillProblem::Tender { tender } => of_tender(tender),
    }
}

fn of_basket(problem: &BasketProblem) -> Say {
    match problem {
        BasketProblem::LineNotFound { line } => LINE_NOT_FOUND.with("line", i64::from(*line)),
        BasketProblem::Weight { rule } => match rule {
            WeightRule::Range => WEIGHT_RANGE.into(),
            WeightRule::WholePieces => WHOLE_PIECES.into(),
            WeightRule::TwoWeights => TWO_WEIGHTS.into(),
        },
        BasketProblem::TooManyLines { most, .. } => {
            TOO_MANY_LINES.with("most", i64::try_from(*most).unwrap_or(i64::MAX))
        }
        BasketProblem::DiscountInvalid { most, .. } => DISCOUNT_INVALID.with("most", *most),
        BasketProblem::Empty => EMPTY.into(),
        BasketProblem::TooMuch => TOO_MUCH.into(),
    }
}

fn of_tender(problem: &TenderProblem) -> Say {
    match problem {
        TenderProblem::Mismatch {
            total,
            paid,
            difference,
        } => MISMATCH
            .with("total", *total)
            .with("paid", *paid)
            .with("difference", *difference),
        TenderProblem::Insufficient {
            required, missing, ..
        } => INSUFFICIENT
            .with("required", *required)
            .with("missing", *missing),
        TenderProblem::Excess {
            required, excess, ..
        } => EXCESS.with("required", *required).with("excess", *excess),
        TenderProblem::Detail { field, .. } => match field {
            TenderField::Amount => TENDER_AMOUNT.into(),
            TenderField::Last4 => TENDER_LAST4.into(),
            TenderField::Authorisation => TENDER_AUTHORISATION.into(),
            TenderField::Reference => TENDER_REFERENCE.into(),
        },
        TenderProblem::NoCustomer => NO_CUSTOMER.into(),
    }
}

/// Where a sale stands.
pub const fn state(state: SaleState) -> Text {
    match state {
        SaleState::Open => STATE_OPEN,
        SaleState::Parked => STATE_PARKED,
        SaleState::Completed => STATE_COMPLETED,
        SaleState::Voided => STATE_VOIDED,
        SaleState::Abandoned => STATE_ABANDONED,
    }
}

/// What became of an electronic payment.
pub const fn electronic(state: ElectronicState) -> Text {
    match state {
        ElectronicState::Pending => PAYMENT_PENDING,
        ElectronicState::Approved => PAYMENT_APPROVED,
        ElectronicState::Rejected => PAYMENT_REJECTED,
        ElectronicState::Cancelled => PAYMENT_CANCELLED,
    }
}

/// A kind of tender.
pub const fn tender(kind: TenderKind) -> Text {
    match kind {
        TenderKind::Cash => name::pay_method(crate::domain::PayMethod::Cash),
        TenderKind::Card => TENDER_CARD,
        TenderKind::Sinpe => name::pay_method(crate::domain::PayMethod::Sinpe),
        TenderKind::Transfer => name::pay_method(crate::domain::PayMethod::Transfer),
        TenderKind::Prize => TENDER_PRIZE,
        TenderKind::StoreCredit => TENDER_STORE_CREDIT,
        TenderKind::Credit => TENDER_CREDIT,
    }
}

/// A tier.
pub const fn tier(tier: Tier) -> Text {
    match tier {
        Tier::Bronze => TIER_BRONZE,
        Tier::Silver => TIER_SILVER,
        Tier::Gold => TIER_GOLD,
        Tier::Platinum => TIER_PLATINUM,
    }
}

/// Why goods come back.
pub const fn return_reason(reason: ReturnReason) -> Text {
    match reason {
        ReturnReason::Defective => REASON_DEFECTIVE,
        ReturnReason::WrongProduct => REASON_WRONG,
        ReturnReason::ChangedMind => REASON_CHANGED_MIND,
        ReturnReason::Damaged => REASON_DAMAGED,
        ReturnReason::Other => REASON_OTHER,
    }
}

/// In what state goods come back.
pub const fn condition(condition: Condition) -> Text {
    match condition {
        Condition::Good => CONDITION_GOOD,
        Condition::Opened => CONDITION_OPENED,
        Condition::Damaged => CONDITION_DAMAGED,
        Condition::Defective => CONDITION_DEFECTIVE,
        Condition::MissingParts => CONDITION_MISSING,
    }
}

/// How a return is given back.
pub const fn refund_by(refund: RefundBy) -> Text {
    match refund {
        RefundBy::Original => REFUND_ORIGINAL,
        RefundBy::Cash => REFUND_CASH,
        RefundBy::CreditNote => REFUND_CREDIT_NOTE,
    }
}

texts! {
    // --- why the till says no
    INSUFFICIENT_STOCK: "De {name} hay {available}; se pidieron {requested}.", "Of {name} there are {available}; {requested} were asked for.";
    NOT_OPEN: "La venta está {state}: no se cambia.", "The sale is {state}: it does not change.";
    VOID_WINDOW_CLOSED: "La venta es del {date} o su caja ya cerró: solo cabe una devolución.", "The sale is of {date} or its drawer was closed: goods may only be returned.";
    NOT_COMPLETED: "La venta está {state}: solo una cobrada se anula o se devuelve.", "The sale is {state}: only a completed one is voided or returned.";
    STALE_VERSION: "Alguien cambió la venta mientras tanto: revísela.", "Somebody changed the sale meanwhile: look at it again.";
    NOT_SELLABLE: "Un artículo cambió en el catálogo: quítelo y léalo otra vez.", "An article has changed in the catalogue: remove it and scan it again.";
    ALREADY_RETURNED: "De esta venta ya se devolvió algo: no se anula.", "Goods of this sale came back already: it is not voided.";
    PAID_WITH_PRIZE: "Se pagó con un premio: reverse primero ese pago.", "It was paid with a prize: reverse that payout first.";
    RETURN_TOO_MUCH: "De la línea {line} quedan {left} por devolver.", "Of line {line}, {left} may still come back.";
    RETURN_WINDOW_CLOSED: "La línea {line} se podía devolver hasta el {date}.", "Line {line} could come back until {date}.";
    POINTS_SHORT: "El cliente tiene {available} {available|punto|puntos}.", "The customer has {available} {available|point|points}.";
    COUPON_UNKNOWN: "El cupón {code} no existe o no vale ahora.", "There is no coupon {code}, or it does not hold now.";
    TOTAL_CHANGED: "El total ya no es {expected}, es {total}.", "The total is no longer {expected} but {total}.";
    CREDIT_NOT_AVAILABLE: "Sin crédito para esto: límite {limit}, usado {used}, disponible {available}.", "No credit for this: limit {limit}, used {used}, available {available}.";
    REFERENCE_USED: "El comprobante {reference} ya se usó.", "The reference {reference} was used already.";
    DECIDED: "Ese pago ya está {state}.", "That payment is {state} already.";
    LINE_NOT_FOUND: "No hay línea {line}.", "There is no line {line}.";
    WEIGHT_RANGE: "La cantidad va de 0.001 a 99.999 kg, o desde 1 unidad.", "The quantity goes from 0.001 to 99.999 kg, or from 1 piece.";
    WHOLE_PIECES: "Se vende por unidad: sin decimales.", "It is sold by the piece: no decimals.";
    TWO_WEIGHTS: "La etiqueta ya trae la cantidad: quite la línea para cambiarla.", "The label says the quantity: remove the line to change it.";
    TOO_MANY_LINES: "Una venta lleva hasta {most} líneas.", "A sale holds up to {most} lines.";
    DISCOUNT_INVALID: "El descuento va de 0 a {most}.", "The discount goes from 0 to {most}.";
    EMPTY: "No hay nada que cobrar.", "There is nothing to charge.";
    TOO_MUCH: "El monto es demasiado grande.", "The amount is too large.";
    MISMATCH: "El total es {total} y los pagos suman {paid}: diferencia {difference}.", "The total is {total} and the tenders make {paid}: difference {difference}.";
    INSUFFICIENT: "Faltan {missing} para {required}.", "{missing} are missing to {required}.";
    EXCESS: "Sobran {excess} sobre {required}: solo el efectivo da vuelto.", "{excess} above {required}: only cash gives change.";
    TENDER_AMOUNT: "Cada pago lleva un monto.", "Every tender has an amount.";
    TENDER_LAST4: "Escriba los últimos cuatro dígitos, nunca la tarjeta completa.", "Type the last four digits, never the whole card.";
    TENDER_AUTHORISATION: "Escriba la autorización del datáfono.", "Type the terminal's authorisation.";
    TENDER_REFERENCE: "Escriba el número de comprobante.", "Type the payment's reference.";
    NO_CUSTOMER: "Elija primero al cliente.", "Choose the customer first.";
    // --- names
    STATE_OPEN: "abierta", "open";
    STATE_PARKED: "en espera", "parked";
    STATE_COMPLETED: "cobrada", "completed";
    STATE_VOIDED: "anulada", "voided";
    STATE_ABANDONED: "descartada", "abandoned";
    PAYMENT_PENDING: "por verificar", "unverified";
    PAYMENT_APPROVED: "aprobado", "approved";
    PAYMENT_REJECTED: "rechazado", "rejected";
    PAYMENT_CANCELLED: "cancelado", "cancelled";
    TENDER_CARD: "tarjeta", "card";
    TENDER_PRIZE: "premio", "prize";
    TENDER_STORE_CREDIT: "saldo a favor", "store credit";
    TENDER_CREDIT: "fiado", "credit";
    TIER_BRONZE: "bronce", "bronze";
    TIER_SILVER: "plata", "silver";
    TIER_GOLD: "oro", "gold";
    TIER_PLATINUM: "platino", "platinum";
    REASON_DEFECTIVE: "no funciona", "defective";
    REASON_WRONG: "no era ese", "wrong product";
    REASON_CHANGED_MIND: "ya no lo quiere", "changed mind";
    REASON_DAMAGED: "llegó dañado", "damaged";
    REASON_OTHER: "otra razón", "other";
    CONDITION_GOOD: "como nuevo", "as new";
    CONDITION_OPENED: "abierto", "opened";
    CONDITION_DAMAGED: "dañado", "damaged";
    CONDITION_DEFECTIVE: "no funciona", "defective";
    CONDITION_MISSING: "incompleto", "parts missing";
    REFUND_ORIGINAL: "como se pagó", "as it was paid";
    REFUND_CASH: "efectivo", "cash";
    REFUND_CREDIT_NOTE: "saldo a favor", "store credit";
    // --- what was done, in the log
    DID_COMPLETE: "Cobró una venta", "Completed a sale";
    DID_VOID: "Anuló una venta", "Voided a sale";
    DID_RETURN: "Recibió una devolución", "Took goods back";
    DID_DISCOUNT: "Dio un descuento mayor", "Gave a larger discount";
    DID_ABANDON: "Descartó una venta", "Gave a sale up";
    DID_CUSTOMER: "Guardó un cliente", "Saved a customer";
    DID_APPROVE: "Aprobó un pago electrónico", "Approved an electronic payment";
    DID_REJECT: "Rechazó un pago electrónico", "Rejected an electronic payment";
}
