//! What a person types to get PostgreSQL's server on this system.

use std::fs;

/// The command that installs the server on this system, for a person to type.
pub fn hint_command(major: Option<u32>) -> String {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    hint(&release, rustix::process::geteuid().is_root(), major)
}

fn hint(release: &str, root: bool, major: Option<u32>) -> String {
    let numbered = |separator: &str| major.map(|m| format!("{separator}{m}")).unwrap_or_default();
    let command = match family(release) {
        Some(Family::Debian) => format!("apt-get install -y {}", package(major)),
        Some(Family::RedHat) => "dnf install -y postgresql-server".to_owned(),
        Some(Family::Suse) => format!("zypper install -y postgresql{}-server", numbered("")),
        Some(Family::Arch) => "pacman -S --noconfirm postgresql".to_owned(),
        Some(Family::Alpine) => format!("apk add postgresql{}", numbered("")),
        None if cfg!(target_os = "macos") => {
            return format!("brew install postgresql@{}", major.unwrap_or(17));
        }
        None => return "https://www.postgresql.org/download/".to_owned(),
    };
    if root {
        command
    } else {
        format!("sudo {command}")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Debian,
    RedHat,
    Suse,
    Arch,
    Alpine,
}

/// The family of `/etc/os-release`: its own name first, then those it is like.
fn family(release: &str) -> Option<Family> {
    let field = |wanted: &str| {
        release
            .lines()
            .find_map(|line| line.strip_prefix(wanted))
            .unwrap_or_default()
            .trim_matches('"')
    };
    let names = [field("ID="), field("ID_LIKE=")].join(" ");
    names.split_whitespace().find_map(|name| match name {
        "debian" | "ubuntu" => Some(Family::Debian),
        "fedora" | "rhel" | "centos" => Some(Family::RedHat),
        "suse" | "opensuse" | "sles" => Some(Family::Suse),
        "arch" => Some(Family::Arch),
        "alpine" => Some(Family::Alpine),
        _ => None,
    })
}

/// The name of the package in Debian's family: of one major version, or of the newest.
pub(super) fn package(major: Option<u32>) -> String {
    major.map_or_else(
        || "postgresql".to_owned(),
        |major| format!("postgresql-{major}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_family_gets_its_own_command() {
        assert_eq!(
            hint("ID=debian\n", true, None),
            "apt-get install -y postgresql"
        );
        assert_eq!(
            hint(
                "NAME=Mint\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
                false,
                Some(15)
            ),
            "sudo apt-get install -y postgresql-15"
        );
        assert_eq!(
            hint(
                "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n",
                false,
                None
            ),
            "sudo dnf install -y postgresql-server"
        );
        assert!(!hint("", false, None).is_empty());
    }
}
