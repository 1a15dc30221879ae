//! From the keys that a report's rows were read under to what people call them.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Read, row};
use crate::domain::report::{AgeBand, Dimension, Figures, ReportKey, WaitBand};

/// Tells the keys of a dimension by name.
pub(super) async fn named(
    db: &mut PgConnection,
    by: Dimension,
    read: Vec<Read>,
) -> Result<Vec<(ReportKey, Figures)>, sqlx::Error> {
    let names = names(db, by, &read).await?;
    read.into_iter()
        .map(|one| {
            let text = one.key.unwrap_or_default();
            let named = names.iter().find(|(id, _)| *id == text);
            let key = match named {
                Some((_, key)) => key.clone(),
                None => plain_key(by, &text)?,
            };
            Ok((key, one.figures))
        })
        .collect()
}

/// The names behind the ids that were read, for the dimensions that have them.
async fn names(
    db: &mut PgConnection,
    by: Dimension,
    read: &[Read],
) -> Result<Vec<(String, ReportKey)>, sqlx::Error> {
    let ids: Vec<Uuid> = read
        .iter()
        .filter_map(|one| one.key.as_deref()?.parse().ok())
        .collect();
    let named = match by {
        Dimension::Ventana => sqlx::query!(
            "SELECT ventana_id AS id, name FROM ventana WHERE ventana_id = ANY ($1)",
            &ids
        )
        .fetch_all(db)
        .await?
        .into_iter()
        .map(|row| (row.id.to_string(), ReportKey::Ventana(row.name)))
        .collect(),
        // who has moved to another shop is known by name alone
        Dimension::Vendedor => sqlx::query!(
            r#"SELECT id AS "id!", user_name(id) AS name, u.username AS "username?"
                 FROM unnest($1::uuid[]) id
                 LEFT JOIN app_user u ON u.user_id = id"#,
            &ids
        )
        .fetch_all(db)
        .await?
        .into_iter()
        .map(|row| {
            let key = ReportKey::Vendedor {
                username: row.username.unwrap_or_else(|| row.id.to_string()),
                name: row.name.unwrap_or_default(),
            };
            (row.id.to_string(), key)
        })
        .collect(),
        Dimension::Lottery => sqlx::query!(
            "SELECT lottery_id AS id, name FROM lottery WHERE lottery_id = ANY ($1)",
            &ids
        )
        .fetch_all(db)
        .await?
        .into_iter()
        .map(|row| (row.id.to_string(), ReportKey::Lottery(row.name)))
        .collect(),
        Dimension::Draw => sqlx::query!(
            r#"SELECT d.draw_id AS id, coalesce(d.special, l.name) AS "name!", d.at AS "at: DateTime<Utc>", d.business_date,
                      (d.at AT TIME ZONE h.zone)::time AS "time!"
                 FROM draw d
                 JOIN lottery l USING (banca_id, lottery_id)
                 JOIN banca h USING (banca_id)
                WHERE d.draw_id = ANY ($1)"#,
            &ids
        )
        .fetch_all(db)
        .await?
        .into_iter()
        .map(|row| {
            let key = ReportKey::Draw {
                at: row.at,
                date: row.business_date,
                time: row.time,
                lottery: row.name,
            };
            (row.id.to_string(), key)
        })
        .collect(),
        Dimension::Time
        | Dimension::Number
        | Dimension::Band
        | Dimension::Hour
        | Dimension::Weekday
        | Dimension::Day
        | Dimension::Week
        | Dimension::Month
        | Dimension::Age
        | Dimension::Method
        | Dimension::Wait => Vec::new(),
    };
    Ok(named)
}

/// A key that needs no name.
fn plain_key(by: Dimension, text: &str) -> Result<ReportKey, sqlx::Error> {
    let wrong = || sqlx::Error::Decode(format!("unexpected key of a report: {text:?}").into());
    let date = || text.parse::<NaiveDate>().map_err(|_| wrong());
    let small = || text.parse::<u8>().map_err(|_| wrong());
    Ok(match by {
        Dimension::Hour => ReportKey::Hour(small()?),
        Dimension::Weekday => ReportKey::Weekday(small()?),
        Dimension::Day => ReportKey::Day(date()?),
        Dimension::Week => ReportKey::Week(date()?),
        Dimension::Month => ReportKey::Month(date()?),
        Dimension::Time => ReportKey::Time(text.parse().map_err(|_| wrong())?),
        Dimension::Method => ReportKey::Method(row::pay_method(text)?),
        Dimension::Age => {
            let place = usize::from(small()?);
            let band = AgeBand::ALL.get(place).copied().unwrap_or(AgeBand::Later);
            ReportKey::Age(band)
        }
        Dimension::Wait => {
            let place = usize::from(small()?);
            let band = WaitBand::ALL.get(place).copied();
            ReportKey::Wait(band.unwrap_or(WaitBand::Later))
        }
        Dimension::Band => {
            let (kind, factor) = text.split_once(':').ok_or_else(wrong)?;
            ReportKey::Band {
                kind: row::kind(kind.parse().map_err(|_| wrong())?)?,
                factor: row::rate(factor.parse().map_err(|_| wrong())?)?,
            }
        }
        Dimension::Ventana
        | Dimension::Vendedor
        | Dimension::Lottery
        | Dimension::Draw
        | Dimension::Number => return Err(wrong()),
    })
}
