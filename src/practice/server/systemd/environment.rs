//! A service's environment: what its unit sets, then what the files say that the unit names.

use super::full;
use crate::practice::server::unit_file::{Service, UnitFile};
use crate::practice::state::server::ServerState;
use crate::practice::state::server::paths::plain;

/// A file that the unit names is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoSuchFile;

impl ServerState {
    /// What the unit's file and the files that it names put into its service's environment; nothing for a service that cannot start.
    pub fn unit_environment(&self, unit: &str) -> Vec<(String, String)> {
        let unit = full(unit);
        let service = self.on_disk(&unit).and_then(|text| UnitFile::read(&unit, &text).service.ok());
        service.and_then(|service| self.environment(&service).ok()).unwrap_or_default()
    }

    /// In the order in which the later one wins: files over the unit, as systemd has it.
    pub(super) fn environment(&self, service: &Service) -> Result<Vec<(String, String)>, NoSuchFile> {
        let mut all = service.environment.clone();
        for place in &service.environment_files {
            match self.text(&plain(&place.path)) {
                Some(text) => all.extend(text.lines().filter_map(assignment)),
                None if place.may_miss => {}
                None => return Err(NoSuchFile),
            }
        }
        Ok(all)
    }
}

/// A line of such a file. No variable in it is filled in, and a line with `export` counts for nothing.
fn assignment(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    let (name, value) = line.split_once('=').filter(|_| !line.starts_with(['#', ';']))?;
    let named = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !name.starts_with(|c: char| c.is_ascii_digit());
    let unquoted = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    let value = unquoted('"').or_else(|| unquoted('\'')).unwrap_or(value);
    (named && !name.is_empty()).then(|| (name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_systemd_reads_them() {
        let table = [
            ("SECRET=abc", Some(("SECRET", "abc"))),
            ("  SECRET=\"a b\" ", Some(("SECRET", "a b"))),
            ("SECRET='a'", Some(("SECRET", "a"))),
            ("SECRET=a # b", Some(("SECRET", "a # b"))),
            ("SECRET=", Some(("SECRET", ""))),
            ("export SECRET=a", None),
            ("# SECRET=a", None),
            ("; SECRET=a", None),
            ("1A=b", None),
            ("=b", None),
            ("SECRET", None),
        ];
        for (line, expected) in table {
            assert_eq!(assignment(line), expected.map(|(k, v)| (k.to_owned(), v.to_owned())), "{line}");
        }
    }
}
