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

/// A step as something that was done.
pub const fn step_done(step: LayOffStep) -> Text {
    match step {
        LayOffStep::Proposed => DID_PROPOSE,
        LayOffStep::Sent => DID_SEND,
        LayOffStep::Accepted => DID_ACCEPT,
        LayOffStep::Rejected => DID_REJECT,
        LayOffStep::Withdrawn => DID_WITHDRAW,
        LayOffStep::Shared => DID_SHARE,
        LayOffStep::Settled => DID_SETTLE,
        LayOffStep::Annulled => DID_ANNUL,
    }
}

texts! {
    TITLE: "Bajadas", "Lay-off";
    OF_DRAW: "Bajadas de {draw}", "Lay-off of {draw}";
    EMPTY: "De este sorteo no se ha bajado nada. {key} propone una bajada.", "Nothing is laid off of this draw. {key} proposes a lay-off.";
    NO_DRAW: "Hoy no hay sorteos a la venta. {key} muestra los sorteos.", "No draws are on sale today. {key} shows the draws.";
    NO_DRAW_CHOSEN: "No hay sorteo.", "There is no draw.";
    READING: "Leyendo…", "Reading…";
    CHOOSE_DRAW: "¿Qué sorteo?", "Which draw?";
    NONE_CHOSEN: "No hay bajada escogida.", "No lay-off is chosen.";
    OFF_STATE: "La bajada está {state}.", "The lay-off is {state}.";
    OFF_NO_RESULT: "El sorteo todavía no tiene resultado.", "The draw has no result yet.";
    OFF_ONE_DRAW: "No hay otro sorteo.", "There is no other draw.";
    DRAW_BEFORE: "Sorteo anterior", "Draw before";
    DRAW_AFTER: "Sorteo siguiente", "Draw after";
    NEW: "Proponer una bajada", "Propose a lay-off";
    OTHER_TERMS: "Otra propuesta", "Other terms";
    COPY_SLIP: "Copiar papel", "Copy the slip";
    FIELD_FACTOR: "Paga (veces)", "Pays (times)";
    FIELD_REVENTADO: "Reventado (veces)", "Reventado (times)";
    FIELD_COMMISSION: "Comisión (%)", "Commission (%)";
    HOUSE_HINT: "a quién se le baja", "who takes it";
    TARGET_HINT: "lo más que puede costar un número", "what a number may cost at most";
    FACTOR_HINT: "85", "85";
    REVENTADO_HINT: "vacío: no lo toma", "empty: takes none";
    REVENTADO_NONE: "este sorteo no lo juega", "this draw plays none";
    COMMISSION_HINT: "vacío: la usual de esa banca", "empty: the usual one of that house";
    HOUSE_MISSING: "Falta el nombre de la otra banca.", "The name of the other house is missing.";
    FACTOR_WRONG: "No se entiende. Por ejemplo: 85", "This cannot be read. For example: 85";
    PERCENT_WRONG: "No se entiende. Por ejemplo: 7,5", "This cannot be read. For example: 7.5";
    PROPOSED_TO: "Para {house} ({pays}), retenido máximo {target}", "To {house} ({pays}), retained at most {target}";
    PROPOSED_SUMS: "Se baja {stakes}, comisión {commission}, cuesta {cost}", "Laid off {stakes}, commission {commission}, costs {cost}";
    PROPOSED_WORST: "Peor número: {before} → {after}", "Worst number: {before} → {after}";
    PROPOSED_BEYOND: "No alcanza: sobran {beyond} encima del máximo, porque no se vendió más.", "Not enough: {beyond} stay above, for no more was sold.";
    NOT_KEPT: "Nada está guardado. {key} la guarda.", "Nothing is kept. {key} keeps it.";
    NUMBERS: "Números sobre el máximo", "Numbers above what is retained";
    NUMBERS_FOOT: "{n} {n|número|números}", "{n} {n|number|numbers}";
    LINES: "Lo que se baja", "What is laid off";
    STEPS: "Pasos", "Steps";
    SUMS: "{n} {n|bajada aceptada|bajadas aceptadas} · bajado {stakes} · cuesta {cost}", "{n} {n|lay-off accepted|lay-offs accepted} · laid off {stakes} · costs {cost}";
    ONE_HEAD: "Bajada {number} a {house}: {state}", "Lay-off {number} to {house}: {state}";
    ONE_TERMS: "Paga {pays}, retenido máximo {target}", "Pays {pays}, retained at most {target}";
    ONE_SHARE: "Su parte de premios {share} · se le debe {owed} · nos debe {due}", "Its share of prizes {share} · we owe {owed} · it owes {due}";
    ANSWERED_BY: "respondió {name}", "answered by {name}";
    KEPT: "Bajada {number} guardada. {key} anota que se envió.", "Lay-off {number} is kept. {key} notes that it was sent.";
    SAID_SENT: "Bajada {number} enviada. {key} copia el mensaje.", "Lay-off {number} is sent. {key} copies the message.";
    SAID_ACCEPTED: "Bajada {number} aceptada: se deben {cost}.", "Lay-off {number} is accepted: {cost} are owed.";
    SAID_DONE: "Bajada {number}: {state}.", "Lay-off {number}: {state}.";
    TITLE_ACCEPT: "La otra banca aceptó", "The other house accepted";
    TITLE_REJECT: "La otra banca no aceptó", "The other house did not accept";
    TITLE_WITHDRAW: "Retirar la bajada", "Withdraw the lay-off";
    TITLE_SETTLE: "Liquidar la bajada", "Settle the lay-off";
    FIELD_ANSWERED: "Quién respondió", "Who answered";
    FIELD_ANSWER: "Respuesta", "Answer";
    FIELD_REASON: "Motivo", "Reason";
    FIELD_VOUCHER: "Comprobante", "Voucher";
    FACT_WE_PAY: "Pagamos", "We pay";
    FACT_WE_GET: "Recibimos", "We receive";
    SIGNATURE_MISSING: "Falta: vale como firma de la otra banca.", "Missing: it stands for the other house's signature.";
    COPIED_SLIP: "El papel está en el portapapeles.", "The slip is on the clipboard.";
    COPIED_MESSAGE: "El mensaje está en el portapapeles.", "The message is on the clipboard.";
    NOT_SAVED: "No se pudo guardar: {why}", "It could not be saved: {why}";
    DID_PROPOSE: "propuesta", "proposed";
    DID_SEND: "enviada", "sent";
    DID_ACCEPT: "aceptada", "accepted";
    DID_REJECT: "rechazada", "rejected";
    DID_WITHDRAW: "retirada", "withdrawn";
    DID_SHARE: "resultado", "result";
    DID_SETTLE: "liquidada", "settled";
    DID_ANNUL: "sorteo anulado", "draw annulled";
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
    LATE: "Ya no se baja de este sorteo ({state}): solo hasta su hora y antes de digitar el resultado.", "Nothing more is laid off of this draw ({state}): only until its hour and before a result is typed.";
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
