//! Importing from a table of another program: tried first, line by line, and then done: all of it or nothing, under one key,
//! each line by the rules of the screen's own form.

mod goods;
mod line;
mod progress;
mod report;
mod results;
mod shops;
mod users;

pub use progress::Progress;
pub use report::{FirstPin, ImportChange, ImportFate, ImportReport, ImportValue, ImportedLine};

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    answer::Answer,
    fail::No,
    refusal::Refusal,
    request::{Import, ImportFile, Secret},
    save_user, save_ventana,
    seat::Seat,
    secret, text,
    work::{self, Begun, Work},
};
use crate::{
    domain::{
        CommandKey, ImportWhat,
        import::{ImportProblem, MOST_LINES},
    },
    store::{self, activity::Entry, past_result::NewResult},
};

/// Most corrected results that the log names.
const NAMED: usize = 200;

/// Tries an import, does it, or tells how far it is.
pub async fn run(seat: &Seat, asked: Import) -> Result<Answer, No> {
    match asked {
        Import::Dry(file) => {
            check(&file)?;
            let mut db = seat.one_view().await?;
            let plan = plan(seat, &mut db, &file).await?;
            Ok(Answer::Imported(Box::new(ImportReport::of(
                file.what, plan.lines,
            ))))
        }
        Import::Apply { key, file } => {
            check(&file)?;
            let done = apply(seat, key, &file).await;
            seat.import.is_over();
            done
        }
        Import::Progress => {
            let (done, of) = seat.import.so_far();
            Ok(Answer::ImportProgress { done, of })
        }
    }
}

/// What a file would do.
struct Plan {
    lines: Vec<ImportedLine>,
    deeds: Deeds,
}

enum Deeds {
    Users(users::Plan),
    Shops(Vec<shops::Deed>),
    Results(Vec<NewResult>),
    Goods(goods::Deeds),
}

fn check(file: &ImportFile) -> Result<(), Refusal> {
    let most = usize::try_from(MOST_LINES).unwrap_or(usize::MAX);
    if file.lines.is_empty() || file.lines.len() > most {
        let most = MOST_LINES;
        return Err(Refusal::Import(ImportProblem::Lines { most }));
    }
    text::optional("name", &file.name, 200).map(|_| ())
}

async fn plan(seat: &Seat, db: &mut store::Db, file: &ImportFile) -> Result<Plan, No> {
    Ok(match file.what {
        ImportWhat::Users => {
            let mut plan = users::plan(seat, db, file).await?;
            Plan {
                lines: std::mem::take(&mut plan.lines),
                deeds: Deeds::Users(plan),
            }
        }
        ImportWhat::Shops => {
            let (lines, deeds) = shops::plan(db, file).await?;
            Plan {
                lines,
                deeds: Deeds::Shops(deeds),
            }
        }
        ImportWhat::Results => {
            let (lines, deeds) = results::plan(seat, db, file).await?;
            Plan {
                lines,
                deeds: Deeds::Results(deeds),
            }
        }
        ImportWhat::Goods => {
            let (lines, deeds) = goods::plan(db, file).await?;
            Plan {
                lines,
                deeds: Deeds::Goods(deeds),
            }
        }
    })
}

/// The PINs of a file, derived before anything is locked: each takes tens of milliseconds.
type Pins = HashMap<String, (Secret, store::staff::Secret)>;

async fn apply(seat: &Seat, key: CommandKey, file: &ImportFile) -> Result<Answer, No> {
    let pins = pins(seat, file).await?;
    let mut work = match work::begin(seat, key, "import", file).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::staff::hold_house(work.db()).await?;
    let Plan { lines, deeds } = plan(seat, work.db(), file).await?;
    let tried = ImportReport::of(file.what, lines);
    if let Some(line) = tried
        .lines
        .iter()
        .find(|line| line.fate == ImportFate::Refused)
    {
        let (refused, line) = (tried.refused, line.line);
        return Err(Refusal::Import(ImportProblem::HasErrors { refused, line }).into());
    }
    let mut first = Vec::new();
    match deeds {
        Deeds::Users(plan) => first = write_users(seat, &mut work, plan, &pins).await?,
        Deeds::Shops(deeds) => {
            for deed in deeds {
                let before = deed.before.as_ref();
                save_ventana::write(&mut work, deed.id, &deed.name, deed.active, before).await?;
                seat.import.step();
            }
        }
        Deeds::Results(results) => {
            let key = work.key();
            store::past_result::keep(work.db(), key, &results).await?;
        }
        Deeds::Goods(deeds) => goods::write(seat, &mut work, deeds).await?,
    }
    let done = tried.done();
    work.log(Entry {
        note: &file.name,
        details: json!({
            "what": file.what, "new": done.new, "changed": done.changed, "unchanged": done.unchanged,
            "corrected": corrected(file.what, &tried),
        }),
        ..Entry::new("import.applied", what_name(file.what))
    })
    .await?;
    // What is kept beside the key knows no PIN; what is told now does, once.
    work.commit(Answer::Imported(Box::new(done.clone())))
        .await?;
    Ok(Answer::Imported(Box::new(ImportReport {
        pins: first,
        ..done
    })))
}

async fn pins(seat: &Seat, file: &ImportFile) -> Result<Pins, No> {
    let mut pins = Pins::new();
    if file.what != ImportWhat::Users {
        seat.import.begins(file.lines.len());
        return Ok(pins);
    }
    let mut db = seat.one_view().await?;
    let plan = users::plan(seat, &mut db, file).await?;
    drop(db);
    let refused = plan
        .lines
        .iter()
        .any(|line| line.fate == ImportFate::Refused);
    // Once for its PIN, once for its row.
    seat.import.begins(plan.deeds.len().saturating_mul(2));
    for deed in plan.deeds.iter().filter(|_| !refused) {
        if let Some(pin) = users::pin_of(deed)? {
            let kept = secret::enrol(&pin).await?;
            pins.insert(deed.asked.username.to_lowercase(), (pin, kept));
        }
        seat.import.step();
    }
    Ok(pins)
}

async fn write_users(
    seat: &Seat,
    work: &mut Work<'_>,
    plan: users::Plan,
    pins: &Pins,
) -> Result<Vec<FirstPin>, No> {
    let mut first = Vec::new();
    for deed in plan.deeds {
        let (username, name) = save_user::check(seat, &deed.asked)?;
        let user = save_user::meant(&deed.asked, &username, &name);
        let kept = match pins.get(&username.to_lowercase()) {
            Some((pin, kept)) => Some((pin.clone(), *kept)),
            // The house changed meanwhile.
            None => match users::pin_of(&deed)? {
                Some(pin) => {
                    let kept = secret::enrol(&pin).await?;
                    Some((pin, kept))
                }
                None => None,
            },
        };
        let secret = kept.as_ref().map(|(_, kept)| kept);
        let before = deed.before.as_ref();
        save_user::write(work, &deed.asked, &user, before, &plan.shops, secret).await?;
        if let (None, None, Some((pin, _))) = (before, &deed.asked.pin, &kept) {
            store::staff::made_up_pin(work.db(), user.id).await?;
            first.push(FirstPin {
                username: username.clone(),
                name: name.clone(),
                pin: pin.text().to_owned(),
            });
        }
        seat.import.step();
    }
    Ok(first)
}

/// Results that another import brought in otherwise, before and after.
fn corrected(what: ImportWhat, tried: &ImportReport) -> Vec<Value> {
    let changed = tried
        .lines
        .iter()
        .filter(|line| what == ImportWhat::Results && line.fate == ImportFate::Changed);
    changed
        .take(NAMED)
        .map(|line| json!({ "line": line.label, "changes": line.changes }))
        .collect()
}

const fn what_name(what: ImportWhat) -> &'static str {
    match what {
        ImportWhat::Users => "users",
        ImportWhat::Shops => "shops",
        ImportWhat::Results => "results",
        ImportWhat::Goods => "goods",
    }
}
