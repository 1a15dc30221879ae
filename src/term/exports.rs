//! Where the console keeps the files that people take away: a folder of their own, and no file ever written over.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Copies of one name that are kept before a file is refused.
const MOST: u16 = 1_000;

/// Saves a file under its name; where there is one already, beside it as `name-2`.
///
/// # Errors
/// When the folder cannot be made or the file cannot be written.
pub fn save(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    for copy in 1..MOST {
        let name = match (copy, ending) {
            (1, _) => name.to_owned(),
            (_, "") => format!("{stem}-{copy}"),
            (_, ending) => format!("{stem}-{copy}.{ending}"),
        };
        let path = folder.join(name);
        match File::create_new(&path) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                file.sync_all()?;
                return Ok(path);
            }
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {}
            Err(why) => return Err(why),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("exports");
        let first = save(&place, "ventas.csv", b"1").unwrap();
        let second = save(&place, "ventas.csv", b"2").unwrap();
        assert_eq!(first, place.join("ventas.csv"));
        assert_eq!(second, place.join("ventas-2.csv"));
        assert_eq!(fs::read(first).unwrap(), b"1");
        assert_eq!(fs::read(second).unwrap(), b"2");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(save(file.path(), "a.csv", b"").is_err());
    }
}
