//! The words of the audit screen, and what a row of the log says: the deed, what it is about, what changed.

use super::{Say, Voice, deed};
use crate::domain::{Money, Role, TicketCode};
use crate::ops::{ActivityRow, AuditEntry, ChainCheck};
use crate::sheet::{Sheet, Value};
use serde_json::Value as Json;

/// What was done, in words; the log's own name where there are none.
pub fn did(row: &ActivityRow, voice: Voice) -> String {
    deed::of(&row.action).map_or_else(|| row.action.clone(), |words| voice.text(words).to_owned())
}

/// What a row is about, as people call it: a ticket's code in groups, a draw with its day and time, of another id the part that
/// tells it from others.
pub fn about(row: &ActivityRow, voice: Voice) -> String {
    if let Some(draw) = &row.draw {
        let day = voice.day(draw.at);
        let day = day.get(5..).unwrap_or_default();
        return format!("{} {day} {}", draw.lottery, voice.clock(draw.at));
    }
    if let Ok(code) = TicketCode::parse(&row.target) {
        return code.to_string();
    }
    match row.target.rsplit_once('-') {
        Some((_, end)) if row.target.len() == 36 => format!("…{end}"),
        _ => row.target.clone(),
    }
}

/// Through which door a row came.
pub fn door(layer: &str) -> Option<Text> {
    Some(match layer {
        "console" => DOOR_CONSOLE,
        "cli" => DOOR_CLI,
        "ssh" => DOOR_SSH,
        "demo" => DOOR_DEMO,
        "job" => DOOR_JOB,
        "ops" => DOOR_OPS,
        _ => return None,
    })
}

/// One field of a row's details: what it was and what it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field, nested ones with their path.
    pub field: String,
    /// What it was, where the row tells of two states.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
    /// Whether the row tells of two states and they differ.
    pub changed: bool,
}

/// The details of a row, field by field: what changed first, then what stayed, then what is told once.
pub fn changes(row: &ActivityRow, voice: Voice) -> Vec<Change> {
    let Some(details) = row.details.as_object() else {
        return Vec::new();
    };
    let (mut old, mut new, mut told) = (Vec::new(), Vec::new(), Vec::new());
    let two = details.contains_key("before") || details.contains_key("after");
    for (name, value) in details {
        match name.as_str() {
            "before" if two => flatten("", value, voice, &mut old),
            "after" if two => flatten("", value, voice, &mut new),
            _ => flatten(name, value, voice, &mut told),
        }
    }
    let mut all: Vec<Change> = Vec::new();
    for (field, after) in &new {
        let before = old.iter().find(|(name, _)| name == field);
        all.push(Change {
            field: field.clone(),
            before: before.map(|(_, value)| value.clone()),
            after: Some(after.clone()),
            changed: before.map(|(_, value)| value) != Some(after),
        });
    }
    for (field, before) in old {
        if !new.iter().any(|(name, _)| *name == field) {
            let before = Some(before);
            all.push(Change {
                field,
                before,
                after: None,
                changed: true,
            });
        }
    }
    all.sort_by_key(|one| !one.changed);
    all.extend(told.into_iter().map(|(field, value)| Change {
        field,
        before: None,
        after: Some(value),
        changed: false,
    }));
    all
}

/// Cuts nested details into fields with their path.
fn flatten(path: &str, value: &Json, voice: Voice, out: &mut Vec<(String, String)>) {
    match value {
        Json::Object(fields) if !fields.is_empty() => {
            for (name, value) in fields {
                let name = field_name(name, voice);
                let path = if path.is_empty() {
                    name
                } else {
                    format!("{} › {name}", field_name(path, voice))
                };
                flatten(&path, value, voice, out);
            }
        }
        Json::Null if path.is_empty() => {}
        _ => out.push((field_name(path, voice), told(path, value, voice))),
    }
}

/// Amounts of céntimos among the details.
const AMOUNTS: &[&str] = &[
    "amount",
    "payout_limit",
    "big_total",
    "cash_threshold",
    "limit",
    "prize",
    "paid",
    "remaining",
];

fn told(field: &str, value: &Json, voice: Voice) -> String {
    match value {
        Json::Null => voice.text(NOTHING_THERE).to_owned(),
        Json::Bool(yes) => voice.text(if *yes { YES } else { NO }).to_owned(),
        Json::String(text) => Role::from_name(text).map_or_else(
            || text.clone(),
            |role| voice.text(super::name::role(role)).to_owned(),
        ),
        Json::Number(number) => number
            .as_i64()
            .filter(|_| field_is_amount(field, voice))
            .and_then(|cents| Money::try_from_cents(cents).ok())
            .map_or_else(|| number.to_string(), |money| voice.money(money)),
        Json::Array(_) | Json::Object(_) => value.to_string(),
    }
}

fn field_is_amount(path: &str, voice: Voice) -> bool {
    let last = path.rsplit(" › ").next().unwrap_or(path);
    AMOUNTS
        .iter()
        .any(|name| *name == last || field_name(name, voice) == last)
}

/// A field as people call it; the log's own name where there is none.
fn field_name(name: &str, voice: Voice) -> String {
    let known = match name {
        "name" => F_NAME,
        "username" => F_USERNAME,
        "role" => ROLE,
        "ventana" => VENTANA,
        "active" => F_ACTIVE,
        "payout_limit" => F_PAYOUT_LIMIT,
        "may_confirm" => F_MAY_CONFIRM,
        "new_pin" => F_NEW_PIN,
        "amount" => AMOUNT,
        "method" => F_METHOD,
        "date" => F_DATE,
        "reason" => NOTE,
        _ => return name.to_owned(),
    };
    voice.text(known).to_owned()
}

/// Who consented, to what, when and why.
pub fn consent(entry: &AuditEntry, voice: Voice) -> Option<Say> {
    let told = entry.consent.as_ref()?;
    let right = crate::domain::Right::from_name(&told.right).map_or_else(
        || told.right.clone(),
        |right| voice.text(super::name::right(right)).to_owned(),
    );
    let say = if told.reason.is_empty() {
        CONSENT_TOLD
    } else {
        CONSENT_WHY
    };
    let say = say
        .with("asked", told.asked_by.as_str())
        .with("granted", told.granted_by.as_str())
        .with("right", right)
        .with("at", super::Arg::Moment(told.at));
    Some(if told.reason.is_empty() {
        say
    } else {
        say.with("reason", told.reason.as_str())
    })
}

/// What a finished check says.
pub fn chain(check: &ChainCheck) -> Say {
    match check.broken {
        Some(block) => CHAIN_BROKEN.with("block", block),
        None if check.blocks == 0 => CHAIN_NONE.with("waiting", check.waiting),
        None => CHAIN_HOLDS
            .with("blocks", check.blocks)
            .with("rows", check.rows)
            .with("waiting", check.waiting),
    }
}

/// What was found as a table of values, one line a row of the log.
pub fn sheet(rows: &[AuditEntry], voice: Voice) -> Sheet {
    let headings = [
        AT, WHO, F_USERNAME, ROLE, VENTANA, TERMINAL, WHAT, DETAIL, ABOUT, AMOUNT, NOTE, CONSENT,
        CHANGED, DOOR, SESSION, REQUEST, BLOCK,
    ];
    let text = |text: &str| Value::Text(crate::ui::plain::plain(text).into_owned());
    let id = |id: Option<uuid::Uuid>| id.map_or(Value::Empty, |id| Value::Text(id.to_string()));
    let rows = rows.iter().map(|entry| {
        let row = &entry.row;
        let role = row.role.map(|role| voice.text(super::name::role(role)));
        let changed: Vec<String> = changes(row, voice)
            .into_iter()
            .filter(|one| one.changed || one.before.is_none())
            .map(|one| match (one.before, one.after) {
                (Some(before), after) => {
                    format!("{}: {before} → {}", one.field, after.unwrap_or_default())
                }
                (None, after) => format!("{}: {}", one.field, after.unwrap_or_default()),
            })
            .collect();
        vec![
            Value::Text(format!(
                "{} {}",
                voice.day(row.at),
                voice.clock_seconds(row.at)
            )),
            text(&row.who),
            text(&entry.username),
            text(role.unwrap_or_default()),
            text(&entry.ventana),
            text(&row.terminal),
            text(&did(row, voice)),
            text(&row.action),
            text(&about(row, voice)),
            row.amount.map_or(Value::Empty, Value::Money),
            text(&row.note),
            text(row.approved_by.as_deref().unwrap_or_default()),
            text(&changed.join("; ")),
            text(&entry.layer),
            id(entry.session),
            id(entry.request),
            entry.block.map_or(Value::Empty, Value::Count),
        ]
    });
    Sheet {
        title: voice.text(TITLE).to_owned(),
        columns: headings.map(|one| voice.text(one).to_owned()).to_vec(),
        rows: rows.collect(),
    }
}

texts! {
    TITLE: "Bitácora", "Audit log";
    READING: "Buscando…", "Searching…";
    EVERYTHING: "todo, lo más nuevo primero ({key} filtra)", "everything, newest first ({key} filters)";
    FILTER_HINT: "semana quien:marta accion:ticket.cancelled monto:5000.. \"tarde\"", "week user:marta action:ticket.cancelled amount:5000.. \"late\"";
    EMPTY: "Nada en la bitácora coincide. {key} cambia el filtro.", "Nothing in the log matches. {key} changes the filter.";
    FOOT: "{n} {n|fila hallada|filas halladas} · {looked} {looked|revisada|revisadas}", "{n} {n|row|rows} found · {looked} looked at";
    SEARCHING: "Buscando más atrás del {at}: {looked} {looked|fila revisada|filas revisadas}, {n} {n|hallada|halladas}. {key} detiene.", "Searching before {at}: {looked} {looked|row|rows} looked at, {n} found. {key} stops.";
    STOPPED: "Búsqueda detenida: {looked} {looked|fila revisada|filas revisadas}. Baje para seguir.", "Search stopped: {looked} {looked|row|rows} looked at. Go down to continue.";
    AT: "Cuándo", "When";
    WHO: "Quién", "Who";
    ROLE: "Rol", "Role";
    VENTANA: "Ventana", "Shop";
    TERMINAL: "Terminal", "Terminal";
    WHAT: "Qué hizo", "Deed";
    ABOUT: "Sobre", "About";
    AMOUNT: "Monto", "Amount";
    NOTE: "Motivo", "Reason";
    DETAIL: "Detalle", "Detail";
    FIELD: "Campo", "Field";
    BEFORE: "Antes", "Before";
    AFTER: "Después", "After";
    FIELD_BEFORE: "Antes: {value}", "Before: {value}";
    FIELD_AFTER: "Después: {value}", "After: {value}";
    CHANGED: "Cambió", "Changed";
    NO_DETAIL: "No hay más que contar de esta fila.", "There is no more to tell of this row.";
    CHANGES: "{n} {n|campo cambió|campos cambiaron} de {all}", "{n} of {all} {all|field|fields} changed";
    CONSENT: "Autorización", "Consent";
    CONSENT_TOLD: "la pidió {asked}, la dio {granted} ({right}) a las {at}", "{asked} asked, {granted} granted ({right}) at {at}";
    CONSENT_WHY: "la pidió {asked}, la dio {granted} ({right}) a las {at}: {reason}", "{asked} asked, {granted} granted ({right}) at {at}: {reason}";
    NOBODY: "nadie (trabajo automático)", "nobody (automatic job)";
    AUTOMATIC: "automático", "automatic";
    DOOR: "Entrada", "Door";
    DOOR_CONSOLE: "consola", "console";
    DOOR_CLI: "línea de órdenes", "command line";
    DOOR_SSH: "SSH", "SSH";
    DOOR_DEMO: "demostración", "demo";
    DOOR_JOB: "trabajo automático", "automatic job";
    DOOR_OPS: "dentro de la sesión", "within the session";
    SESSION: "Sesión", "Session";
    REQUEST: "Operación", "Request";
    BLOCK: "Bloque sellado", "Sealed block";
    WAITS: "espera el próximo sello", "waits for the next seal";
    CHAIN: "Cadena", "Chain";
    CHAIN_STATE: "{blocks} {blocks|bloque sellado|bloques sellados} · {sealed} filas · {waiting} {waiting|espera|esperan} · {key} revisa", "{blocks} sealed {blocks|block|blocks} · {sealed} rows · {waiting} {waiting|waits|wait} · {key} checks";
    CHAIN_NONE: "todavía no hay bloques sellados · {waiting} {waiting|fila espera|filas esperan}", "no block is sealed yet · {waiting} {waiting|row waits|rows wait}";
    CHAIN_CHECKING: "revisando el bloque {checked} de {blocks}", "checking block {checked} of {blocks}";
    CHAIN_HOLDS: "íntegra: {blocks} {blocks|bloque revisado|bloques revisados}, {rows} filas · {waiting} {waiting|espera|esperan}", "whole: {blocks} {blocks|block|blocks} checked, {rows} rows · {waiting} {waiting|waits|wait}";
    CHAIN_BROKEN: "ROTA en el bloque {block}: cambiaron la bitácora. Avise a la banca.", "BROKEN at block {block}: the log was changed. Tell the house.";
    CHAIN_STOPPED: "revisión detenida en el bloque {checked} de {blocks}", "check stopped at block {checked} of {blocks}";
    CHOOSE_DEED: "¿Qué hechos?", "Which deeds?";
    ALL_DEEDS: "Todos", "All";
    GATHERING: "Reuniendo para el archivo: {n} {n|fila|filas}. {key} detiene.", "Gathering for the file: {n} {n|row|rows}. {key} stops.";
    NOTHING: "Todavía no hay nada hallado.", "Nothing is found yet.";
    TOO_MANY: "El archivo lleva las primeras {n} filas; acorte el período para el resto.", "The file holds the first {n} rows; shorten the period for the rest.";
    CUT_FOR_CLI: "Hay más: siga con --limit o acorte el período.", "There is more: use --limit or shorten the period.";
    F_NAME: "Nombre", "Name";
    F_USERNAME: "Usuario", "User name";
    F_ACTIVE: "Activo", "Active";
    F_PAYOUT_LIMIT: "Tope de pago", "Payout limit";
    F_MAY_CONFIRM: "Confirma resultados", "Confirms results";
    F_NEW_PIN: "PIN nuevo", "New PIN";
    F_METHOD: "Forma de pago", "Method";
    F_DATE: "Fecha", "Date";
    YES: "sí", "yes";
    NO: "no", "no";
    NOTHING_THERE: "—", "—";
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn row(details: Json) -> ActivityRow {
        ActivityRow {
            id: uuid::Uuid::nil(),
            at: chrono::DateTime::UNIX_EPOCH,
            who: String::new(),
            role: None,
            terminal: String::new(),
            action: "user.saved".to_owned(),
            target: String::new(),
            draw: None,
            amount: None,
            note: String::new(),
            details,
            approved_by: None,
        }
    }

    #[test]
    fn what_changed_comes_first_and_is_marked() {
        let details = json!({
            "before": {"name": "Marta", "active": true, "payout_limit": 500_000, "rules": {"step": 100}},
            "after": {"name": "Marta", "active": false, "payout_limit": 800_000, "rules": {"step": 50}},
            "new_pin": false,
        });
        let all = changes(&row(details), Voice::default());
        let told: Vec<(&str, bool)> = all
            .iter()
            .map(|one| (one.field.as_str(), one.changed))
            .collect();
        assert_eq!(
            told,
            [
                ("Activo", true),
                ("Tope de pago", true),
                ("rules › step", true),
                ("Nombre", false),
                ("PIN nuevo", false)
            ]
        );
        assert_eq!(all[1].before.as_deref(), Some("₡5.000"));
        assert_eq!(all[1].after.as_deref(), Some("₡8.000"));
    }

    #[test]
    fn something_new_changed_from_nothing() {
        let details = json!({"before": null, "after": {"name": "Marta"}});
        let all = changes(&row(details), Voice::default());
        assert_eq!(all.len(), 1);
        assert!(all[0].changed && all[0].before.is_none());
    }
}
