//! The files that a demo brings in: a demo reads nothing of the person's own.

const SAMPLES: &[(&str, &[u8])] = &[
    ("usuarios.csv", include_bytes!("samples/usuarios.csv")),
    (
        "usuarios-corregido.csv",
        include_bytes!("samples/usuarios-corregido.csv"),
    ),
    ("resultados.csv", include_bytes!("samples/resultados.csv")),
];

/// What a sample holds.
///
/// # Errors
/// The system's words for a file that is not there.
pub fn load(path: &str) -> Result<Vec<u8>, String> {
    let sample = SAMPLES.iter().find(|(name, _)| *name == path);
    let missing = || std::io::Error::from(std::io::ErrorKind::NotFound).to_string();
    sample.map(|(_, bytes)| bytes.to_vec()).ok_or_else(missing)
}
