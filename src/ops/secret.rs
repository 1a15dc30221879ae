//! PINs and passwords. The console derives a verifier with argon2id; the database keeps only the verifier's SHA-256 and
//! compares it there, so a client never learns a hash and a stolen database opens no session.

use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::{
    fail::{No, fault},
    refusal::{FaultKind, Refusal},
    request::Secret,
};

/// Derivations at once: each takes tens of milliseconds and 19 MiB.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Whether a PIN or password is refused: too short, all one character, or with signs that no keyboard types.
pub fn is_weak(text: &str) -> bool {
    text.chars().count() < usize::from(PIN_LEAST)
        || text.chars().all(|letter| text.starts_with(letter))
        || text.chars().any(char::is_control)
}

/// Fewest characters of a PIN or password.
pub const PIN_LEAST: u16 = 4;

/// Derives the verifier of a secret, off the threads that keep the console alive.
///
/// # Errors
/// Settings that argon2 does not accept, or a console that is shutting down.
pub async fn verifier(secret: &Secret, salt: Vec<u8>, kdf: &str) -> Result<[u8; 32], No> {
    let params = params(kdf).ok_or_else(|| No::Failed(fault(FaultKind::WrongVersion, &kdf)))?;
    let _turn = AT_ONCE
        .acquire()
        .await
        .map_err(|why| No::Failed(fault(FaultKind::Inconsistent, &why)))?;
    let secret = secret.clone();
    let derived = tokio::task::spawn_blocking(move || {
        let mut out = [0_u8; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret.0.expose_secret().as_bytes(), &salt, &mut out)
            .map(|()| out)
    })
    .await
    .map_err(|why| No::Failed(fault(FaultKind::Inconsistent, &why)))?;
    derived.map_err(|why| No::Failed(fault(FaultKind::WrongVersion, &why)))
}

/// What is stored for a new secret: a fresh salt and the SHA-256 of the verifier.
///
/// # Errors
/// A secret that is too short or all one character, or a failing random generator.
pub async fn enrol(secret: &Secret) -> Result<([u8; 16], [u8; 32]), No> {
    let text = secret.0.expose_secret();
    if is_weak(text) {
        return Err(Refusal::WeakPin { least: PIN_LEAST }.into());
    }
    let mut salt = [0_u8; 16];
    fill(&mut salt)?;
    let derived = verifier(secret, salt.to_vec(), KDF).await?;
    Ok((salt, Sha256::digest(derived).into()))
}

/// The settings for new secrets.
const KDF: &str = "argon2id:m=19456,t=2,p=1";

/// Reads `argon2id:m=…,t=…,p=…` within sane bounds.
fn params(kdf: &str) -> Option<Params> {
    let settings = kdf.strip_prefix("argon2id:")?;
    let value = |name: &str| {
        settings.split(',').find_map(|part| {
            part.strip_prefix(name)?
                .strip_prefix('=')?
                .parse::<u32>()
                .ok()
        })
    };
    let (memory, passes, lanes) = (value("m")?, value("t")?, value("p")?);
    (memory <= 262_144 && passes <= 10 && lanes <= 4)
        .then(|| Params::new(memory, passes, lanes, Some(32)).ok())?
}

/// Fills a buffer from the operating system's random generator.
///
/// # Errors
/// Only when the operating system refuses randomness.
pub fn fill(buffer: &mut [u8]) -> Result<(), No> {
    getrandom::fill(buffer).map_err(|why| No::Failed(fault(FaultKind::Inconsistent, &why)))
}

/// A fresh random number.
///
/// # Errors
/// Only when the operating system refuses randomness.
pub fn random_u64() -> Result<u64, No> {
    let mut bytes = [0_u8; 8];
    fill(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

/// A fresh session secret: 32 random bytes as hexadecimal.
///
/// # Errors
/// Only when the operating system refuses randomness.
pub fn token() -> Result<String, No> {
    let mut bytes = [0_u8; 32];
    fill(&mut bytes)?;
    Ok(hex(&bytes))
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(
        String::with_capacity(bytes.len().saturating_mul(2)),
        |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        },
    )
}
