//! Goldens: what the program wrote or said at one time, kept as files, so that a change of it is seen.
//!
//! `LANDFALL_GOLDENS=write cargo test …` cuts them anew; what a `MANIFEST` beside them lists is kept for good, and is compared even then.

use std::path::{Path, PathBuf};

/// The list of the files of its directory that are never written again, with the SHA-256 of each.
pub const MANIFEST: &str = "MANIFEST";

/// A directory below `tests`.
pub fn dir(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// Whether goldens are cut in this run instead of compared.
pub fn writing() -> bool {
    std::env::var("LANDFALL_GOLDENS").is_ok_and(|value| value == "write")
}

/// Compares what is `now` with the golden at `file`.
pub fn check(file: &Path, now: &str) {
    if writing() && !kept_for_good(file) {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        return std::fs::write(file, now).unwrap();
    }
    let before = std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    if before != now {
        panic!("{}", difference(file, &before, now));
    }
}

fn kept_for_good(file: &Path) -> bool {
    let name = file.file_name().unwrap().to_str().unwrap();
    let manifest = std::fs::read_to_string(file.with_file_name(MANIFEST)).unwrap_or_default();
    manifest.lines().any(|line| line.split_once("  ").is_some_and(|(_, listed)| listed == name))
}

/// The first line that differs.
fn difference(file: &Path, before: &str, now: &str) -> String {
    let (mut was, mut is) = (before.lines(), now.lines());
    for number in 1.. {
        match (was.next(), is.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => {
                let text = |line: Option<&str>| line.unwrap_or("(no line)").to_owned();
                return format!("{}:{number}: was\n  {}\nand is now\n  {}", file.display(), text(a), text(b));
            }
        }
    }
    format!("{}: the ends of its lines differ", file.display())
}
