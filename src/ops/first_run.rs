//! The first run: makes the house, its first shop and its administrator, signs the administrator in, and adds the sample
//! lotteries where they are wanted.

use uuid::Uuid;

use super::{
    answer::Answer,
    fail::{No, fault},
    house::House,
    refusal::{FaultKind, Refusal},
    request::{FirstRun, SignIn},
    secret, text,
};
use crate::{
    domain::{BancaId, LotteryId, MultiplierId, samples},
    store,
};

/// The terminal's name during the first run.
const TERMINAL: &str = "console";

/// Sets the house up and leaves its administrator signed in.
pub async fn run(house: &House, asked: FirstRun) -> Result<Answer, No> {
    let banca = text::required("banca", &asked.banca, 80)?;
    let ventana = text::required("ventana", &asked.ventana, 80)?;
    let name = text::required("name", &asked.name, 80)?;
    let username = text::required("username", &asked.username, 40)?;
    if username
        .chars()
        .any(|letter| letter.is_whitespace() || letter == '@')
    {
        let problem = super::refusal::FieldProblem::Unreadable;
        return Err(Refusal::Field {
            field: "username".to_owned(),
            problem,
        }
        .into());
    }
    let (salt, verifier_hash) = secret::enrol(&asked.pin).await?;
    let slug = slug(&banca);
    let mut db = house.front().acquire().await?;
    let (banca_id, ventana_id, user_id) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    store::session::found(
        &mut db,
        store::session::NewHouse {
            banca: banca_id,
            slug: &slug,
            name: &banca,
            zone: "America/Costa_Rica",
            single_person: asked.single_person,
            ventana: ventana_id,
            ventana_name: &ventana,
            user: user_id,
            username: &username,
            user_name: &name,
            salt: &salt,
            verifier_hash: &verifier_hash,
        },
    )
    .await?;
    drop(db);
    let sign_in = SignIn {
        username,
        pin: asked.pin,
        terminal: TERMINAL.to_owned(),
    };
    let answer = super::sign_in::sign_in(house, sign_in).await?;
    if asked.samples
        && let Some(seat) = house.seat()
    {
        let mut tx = seat.begin().await?;
        add_samples(&mut tx, banca_id.into()).await?;
        tx.commit().await?;
    }
    Ok(answer)
}

/// Adds the sample lotteries with their prices.
pub async fn add_samples(db: &mut store::Db, banca: BancaId) -> Result<(), No> {
    let samples = samples::samples()
        .ok_or_else(|| No::Failed(fault(FaultKind::Inconsistent, &"sample out of range")))?;
    for sample in samples {
        let lottery = LotteryId::new(Uuid::now_v7());
        store::lottery::save(db, banca, lottery, sample.name, true, &sample.rules).await?;
        for (name, kind, factor, usual) in &sample.prices {
            let (id, name, kind, factor, usual) = (
                MultiplierId::new(Uuid::now_v7()),
                name,
                *kind,
                *factor,
                *usual,
            );
            let price = store::lottery::NewMultiplier {
                id,
                lottery,
                name,
                kind,
                factor,
                usual,
                active: true,
            };
            store::lottery::save_multiplier(db, banca, price).await?;
        }
    }
    Ok(())
}

/// The house's short name: letters, digits and dashes of its name, for sign-in names on a shared server.
fn slug(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|letter| match letter {
            'á' => 'a',
            'é' => 'e',
            'í' => 'i',
            'ó' => 'o',
            'ú' | 'ü' => 'u',
            'ñ' => 'n',
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '-',
        })
        .take(40)
        .collect();
    let trimmed = plain.trim_matches('-');
    if trimmed.is_empty() {
        "banca".to_owned()
    } else {
        trimmed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_short_name_keeps_letters_and_digits_only() {
        assert_eq!(slug("Banca La Ñandú 3"), "banca-la-nandu-3");
        assert_eq!(slug("¡¡!!"), "banca");
    }
}
