//! The words of lay-off.

use super::{Say, name};
use crate::domain::layoff::{LayOffProblem, LayOffState, LayOffStep};

/// The sentence for a problem.
pub fn problem(problem: &LayOffProblem) -> Say {
    match problem {
        LayOffProblem::Late { draw } => LATE.with("state", name::draw_state(*draw)),
        LayOffProblem::State { step, state: at } => WRONG_STATE
            .with("step", step_called(*step))
            .with("state", state(*at)),
        LayOffProblem::Beyond { number, left } => BEYOND
            .with("number", number.to_string())
            .with("left", *left),
        LayOffProblem::Nothing => NOTHING.into(),
    }
}

/// A state.
pub const fn state(state: LayOffState) -> Text {
    match state {
        LayOffState::Proposed => PROPOSED,
        LayOffState::Sent => SENT,
        LayOffState::Accepted => ACCEPTED,
        LayOffState::Rejected => REJECTED,
        LayOffState::Withdrawn => WITHDRAWN,
        LayOffState::Settled => SETTLED,
        LayOffState::Annulled => ANNULLED,
    }
}

/// A step as something that is done.
pub const fn step_called(step: LayOffStep) -> Text {
    match step {
        LayOffStep::Proposed => DO_PROPOSE,
        LayOffStep::Sent => DO_SEND,
        LayOffStep::Accepted => DO_ACCEPT,
        LayOffStep::Rejected => DO_REJECT,
        LayOffStep::Withdrawn => DO_WITHDRAW,
        LayOffStep::Shared => DO_SHARE,
        LayOffStep::Settled => DO_SETTLE,
        LayOffStep::Annulled => DO_ANNUL,
    }
}

texts! {
    PROPOSED: "PROPUESTA", "PROPOSED";
    SENT: "ENVIADA", "SENT";
    ACCEPTED: "ACEPTADA", "ACCEPTED";
    REJECTED: "RECHAZADA", "REJECTED";
    WITHDRAWN: "RETIRADA", "WITHDRAWN";
    SETTLED: "LIQUIDADA", "SETTLED";
    ANNULLED: "ANULADA", "ANNULLED";
    DO_PROPOSE: "proponer", "propose";
    DO_SEND: "enviar", "send";
    DO_ACCEPT: "aceptar", "accept";
    DO_REJECT: "rechazar", "reject";
    DO_WITHDRAW: "retirar", "withdraw";
    DO_SHARE: "repartir", "share";
    DO_SETTLE: "liquidar", "settle";
    DO_ANNUL: "anular", "annul";
    LATE: "Ya no se baja de este sorteo: se baja mientras se vende y hasta la hora del sorteo, antes de que alguien digite el resultado (está {state}).", "Nothing more is laid off of this draw: it is laid off while it sells and up to its hour, before anybody types the result (it is {state}).";
    WRONG_STATE: "No se puede {step} una bajada {state}.", "You cannot {step} a lay-off that is {state}.";
    BEYOND: "Del {number} solo queda {left} por bajar. Proponga de nuevo.", "Only {left} of {number} is left to lay off. Propose again.";
    NOTHING: "Con esa meta no hay nada que bajar.", "With that target there is nothing to lay off.";
    COL_NO: "No.", "No.";
    COL_HOUSE: "Banca", "House";
    COL_STATE: "Estado", "State";
    COL_STAKES: "Bajado", "Laid off";
    COL_COST: "Costo", "Cost";
    COL_SHARE: "Su parte", "Its share";
    COL_OWED: "Se le debe", "We owe";
    COL_DUE: "Nos debe", "It owes";
    COL_NUMBER: "Núm.", "No.";
    COL_KIND: "Jugada", "Bet";
    COL_STAKE: "Monto", "Stake";
    COL_FACTOR: "Paga", "Pays";
    COL_BEFORE: "Antes", "Before";
    COL_AFTER: "Después", "After";
    COL_BEYOND: "Sobra", "Beyond";
    COL_STEP: "Paso", "Step";
    COL_ANSWERED: "Respondió", "Answered";
    COL_REFERENCE: "Referencia", "Reference";
    COL_BY: "Quién", "Who";
    COL_AT: "Cuándo", "When";
    COL_CONTACT: "Contacto", "Contact";
    COL_COMMISSION: "Comisión", "Commission";
    COL_ACTIVE: "Activa", "Active";
    FACT_LAYOFF: "Bajada", "Lay-off";
    FACT_DRAW: "Sorteo", "Draw";
    FACT_HOUSE: "Banca", "House";
    FACT_TARGET: "Retenido máximo", "Retained at most";
    FACT_TERMS: "Paga", "Pays";
    FACT_STAKES: "Bajado", "Laid off";
    FACT_COMMISSION: "Comisión que da", "Commission given";
    FACT_COST: "Costo", "Cost";
    FACT_SHARE: "Su parte de premios", "Its share of prizes";
    FACT_OPEN: "Pendiente", "Open";
    FACT_WORST: "Peor número", "Worst number";
    OPEN_SUMS: "se le debe {owed} · nos debe {due}", "we owe {owed} · it owes {due}";
    WORST_CHANGE: "{before} → {after}", "{before} → {after}";
    SLIP_TITLE: "BAJADA {number}", "LAY-OFF {number}";
    SLIP_DRAW: "Sorteo: {draw}", "Draw: {draw}";
    SLIP_HOUSE: "Para: {house}", "To: {house}";
    SLIP_PAYS: "Paga: {pays}", "Pays: {pays}";
    SLIP_STATE: "Estado: {state}", "State: {state}";
    SLIP_AT: "Impreso: {at}", "Printed: {at}";
    SLIP_SIGNED: "Aceptó: {name}", "Accepted by: {name}";
    SLIP_REFERENCE: "Respuesta: {reference}", "Answer: {reference}";
    SLIP_TAKEN: "Anotado: {at} {by}", "Noted: {at} {by}";
    SLIP_SIGN: "Acepta (nombre y firma): ____________________", "Accepts (name, signature): ____________________";
    MESSAGE_HEAD: "Bajada {number} de {banca}", "Lay-off {number} of {banca}";
    MESSAGE_SUM: "Total {stakes}, paga {pays}", "Total {stakes}, pays {pays}";
    MESSAGE_COST: "Comisión {commission}, queda {cost}", "Commission {commission}, leaves {cost}";
    MESSAGE_ASK: "¿La acepta? Responda con su nombre.", "Do you accept it? Answer with your name.";
    FILE_NAME: "bajada", "layoff";
    COL_STRAIGHT: "Directo", "Straight";
    COL_REVENTADO: "Reventado", "Reventado";
    STRAIGHT: "directo", "straight";
    REVENTADO: "reventado", "reventado";
}
