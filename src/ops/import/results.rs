//! Past results out of a table: what came out before the house kept its books here. A draw of the house is never touched.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::{
    line::{Reading, neutral},
    report::{ImportValue, ImportedLine},
};
use crate::{
    domain::{
        DrawResult, ImportColumn as Column, LotteryId, Number,
        import::{self, ImportProblem},
        instant_of,
        view::LotteryRow,
    },
    ops::{
        fail::No,
        refusal::{FieldProblem, Refusal},
        request::{ImportFile, ImportLine},
        seat::Seat,
    },
    store::{
        self,
        past_result::{NewResult, Standing},
    },
};

/// A line as far as it can be read alone.
struct Read<'a> {
    reading: Reading<'a>,
    label: String,
    drawn: Option<Drawn>,
}

struct Drawn {
    lottery: LotteryId,
    at: DateTime<Utc>,
    number: Number,
    outcome: Option<String>,
}

/// What the file would do.
pub async fn plan(
    seat: &Seat,
    db: &mut store::Db,
    file: &ImportFile,
) -> Result<(Vec<ImportedLine>, Vec<NewResult>), No> {
    let lotteries = store::lottery::list(db).await?;
    let names: HashMap<String, &LotteryRow> = lotteries
        .iter()
        .rev()
        .flat_map(|row| {
            [import::folded(&row.rules.alias), import::folded(&row.name)].map(|name| (name, row))
        })
        .collect();
    let read: Vec<Read<'_>> = file
        .lines
        .iter()
        .map(|line| of_line(seat, line, &names))
        .collect();
    let moments: Vec<DateTime<Utc>> = read
        .iter()
        .filter_map(|read| read.drawn.as_ref().map(|drawn| drawn.at))
        .collect();
    let (now, standing) = store::past_result::standing(db, &moments).await?;
    let (mut seen, mut lines, mut deeds) = (HashMap::new(), Vec::new(), Vec::new());
    for Read {
        mut reading,
        label,
        drawn,
    } in read
    {
        let Some(drawn) = drawn else {
            lines.push(reading.told(&label, true, false));
            continue;
        };
        let place = (drawn.lottery, drawn.at);
        reading.once(format!("{place:?}"), &mut seen);
        if drawn.at >= now {
            reading.refuse(Refusal::Import(ImportProblem::NotOver));
        }
        let stands = standing.get(&place);
        beside(&mut reading, &drawn, stands);
        let good = reading.stands();
        let told = reading.told(&label, stands.is_none(), false);
        if good && (stands.is_none() || !told.changes.is_empty()) {
            deeds.push(NewResult {
                lottery: drawn.lottery,
                at: drawn.at,
                number: drawn.number,
                outcome: drawn.outcome,
            });
        }
        lines.push(told);
    }
    Ok((lines, deeds))
}

fn of_line<'a>(
    seat: &Seat,
    line: &'a ImportLine,
    names: &HashMap<String, &LotteryRow>,
) -> Read<'a> {
    let mut reading = Reading::of(line);
    let words = [Column::Lottery, Column::Date, Column::Time, Column::Number].map(|column| {
        let word = reading.needed(column).unwrap_or_default();
        word.to_owned()
    });
    let label = words.join(" ");
    let lottery = names.get(&import::folded(&words[0])).copied();
    if lottery.is_none() && !words[0].is_empty() {
        let word = neutral(&words[0]);
        reading.wrong(Column::Lottery, FieldProblem::Nothing { word });
    }
    let day = reading.value(Column::Date, import::day);
    let hour = reading.value(Column::Time, import::hour);
    let number = lottery.and_then(|row| {
        reading.value(Column::Number, |word| {
            import::number(word, row.rules.digits)
        })
    });
    let outcome = lottery.and_then(|row| outcome(&mut reading, row));
    let at = day
        .zip(hour)
        .and_then(|(day, hour)| instant_of(day.and_time(hour), seat.me.zone));
    let drawn = lottery
        .zip(at)
        .zip(number)
        .map(|((row, at), number)| Drawn {
            lottery: row.id,
            at,
            number,
            outcome,
        });
    Read {
        reading,
        label,
        drawn,
    }
}

/// The reventado's outcome as the lottery calls it; a dash is none.
fn outcome(reading: &mut Reading<'_>, lottery: &LotteryRow) -> Option<String> {
    let word = reading
        .cell(Column::Outcome)
        .filter(|word| !matches!(*word, "-" | "—"))?;
    let known = lottery.rules.outcomes.iter().map(|outcome| &outcome.name);
    let found = known
        .clone()
        .find(|name| import::folded(name) == import::folded(word));
    if found.is_none() {
        let known: Vec<&str> = known.map(String::as_str).collect();
        reading.refuse(Refusal::Import(ImportProblem::NoOutcome {
            known: known.join(", "),
        }));
    }
    found.cloned()
}

/// What stands at that moment already. A file that names no outcome says nothing against the one that stands.
fn beside(reading: &mut Reading<'_>, drawn: &Drawn, standing: Option<&Standing>) {
    let same = |result: &DrawResult| {
        result.number == drawn.number
            && (drawn.outcome.is_none() || drawn.outcome == result.outcome)
    };
    match standing {
        None => {}
        Some(Standing::Draw {
            result: Some(result),
            ..
        }) if same(result) => {}
        Some(Standing::Draw {
            result: Some(result),
            ..
        }) => {
            let result = told(result);
            reading.refuse(Refusal::Import(ImportProblem::OtherResult { result }));
        }
        Some(Standing::Draw {
            state,
            result: None,
        }) => {
            let state = *state;
            reading.refuse(Refusal::Import(ImportProblem::DrawStands { state }));
        }
        Some(Standing::Past(result)) => {
            let number = |number: Number| ImportValue::Text(number.to_string());
            reading.change(Column::Number, number(result.number), number(drawn.number));
            if drawn.outcome.is_some() || result.number != drawn.number {
                let outcome = |outcome: &Option<String>| {
                    let named = outcome.as_ref();
                    named.map_or(ImportValue::Nothing, |name| ImportValue::Text(name.clone()))
                };
                reading.change(
                    Column::Outcome,
                    outcome(&result.outcome),
                    outcome(&drawn.outcome),
                );
            }
        }
    }
}

fn told(result: &DrawResult) -> String {
    match &result.outcome {
        Some(outcome) => format!("{} {outcome}", result.number),
        None => result.number.to_string(),
    }
}
