//! Reads the files that people bring in: their own, whole, and none that never ends.

use std::{
    fs::File,
    io::{self, Read},
    path::PathBuf,
};

/// Most bytes that are read; one more says that there are more.
const MOST: u64 = 16 * 1024 * 1024 + 1;

/// Reads a file; `~/` is the person's own folder.
///
/// # Errors
/// When it cannot be read, or is no file.
pub fn load(path: &str) -> io::Result<Vec<u8>> {
    let path = match path.strip_prefix("~/") {
        Some(rest) => {
            std::env::home_dir().map_or_else(|| PathBuf::from(path), |own| own.join(rest))
        }
        None => PathBuf::from(path),
    };
    // A pipe or a device is not opened at all: it might never answer.
    if !path.metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::load;

    #[test]
    fn a_file_is_read_and_a_folder_or_a_device_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("usuarios.csv");
        std::fs::write(&file, b"usuario\nana\n").unwrap();
        assert_eq!(load(file.to_str().unwrap()).unwrap(), b"usuario\nana\n");
        assert!(load(folder.path().to_str().unwrap()).is_err());
        assert!(load("/dev/zero").is_err());
        assert!(load("~/no hay tal archivo.csv").is_err());
    }
}
