//! Goes over the files line by line, into those that are included, and keeps the first value of each keyword for one alias.

use std::path::{Path, PathBuf};

use super::Told;
use super::matching::{self, Asked, Meant};
use super::statement::{self, Place, Statement};
use crate::sanitize::cleaned;
use crate::site::SshProblem;

/// How deep files may include one another (readconf.c, READCONF_MAX_DEPTH), how many there may be, and of what size.
const DEEPEST: usize = 16;
const MOST_FILES: usize = 256;
const MOST_BYTES: u64 = 1 << 20;
/// How many key files are kept (ssh.h, SSH_MAX_IDENTITY_FILES).
const MOST_KEYS: usize = 100;

/// The walk for one alias.
pub(super) struct Walk<'a> {
    alias: &'a str,
    local_user: &'a str,
    home: &'a Path,
    told: Told,
    /// The first of `ProxyJump` and `ProxyCommand`; `Some(None)`: it says `none`.
    proxy: Option<Option<Place>>,
    named: bool,
    files: usize,
}

/// For whom the lines that come now are.
enum Scope {
    Meant,
    Others,
    /// Nobody can say, on account of this line.
    Unsure(Place),
}

impl<'a> Walk<'a> {
    pub(super) fn new(alias: &'a str, local_user: &'a str, home: &'a Path) -> Self {
        Self { alias, local_user, home, told: Told::default(), proxy: None, named: false, files: 0 }
    }

    /// Whether some line named the alias.
    pub(super) fn is_named(&self) -> bool {
        self.named
    }

    /// What was told of it.
    pub(super) fn end(self) -> Result<Told, SshProblem> {
        match self.proxy.flatten() {
            Some(place) => Err(SshProblem::Proxy(place.shown())),
            None => Ok(self.told),
        }
    }

    /// Reads a file; one that is not there says nothing. What it includes lies below `base`, unless it says otherwise.
    pub(super) fn file(&mut self, path: &Path, base: &Path, depth: usize) -> Result<(), SshProblem> {
        let Some(text) = self.text(path)? else { return Ok(()) };
        let mut scope = Scope::Meant;
        for (number, line) in text.lines().enumerate() {
            let place = Place { file: path.to_owned(), line: number + 1, text: line.to_owned() };
            let Some(statement) = statement::read(line).map_err(|_| SshProblem::BadLine(place.shown()))? else { continue };
            match statement.keyword.as_str() {
                "host" => scope = self.host(&statement.words, place)?,
                "match" => scope = self.conditions(&statement.words, place)?,
                keyword => match &scope {
                    Scope::Others => {}
                    Scope::Unsure(on) if self.may_matter(keyword) => return Err(SshProblem::Match(on.shown())),
                    Scope::Unsure(_) => {}
                    Scope::Meant if keyword == "include" => self.include(&statement.words, &place, base, depth)?,
                    Scope::Meant => self.keep(&statement, place)?,
                },
            }
        }
        Ok(())
    }

    fn text(&mut self, path: &Path) -> Result<Option<String>, SshProblem> {
        let unread = |why: String| SshProblem::Unreadable(cleaned(&format!("{}: {why}", path.display())));
        self.files += 1;
        let found = match std::fs::metadata(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            found => found.map_err(|error| unread(error.to_string()))?,
        };
        let wrong =
            [(!found.is_file(), "not a file"), (self.files > MOST_FILES, "too many files"), (found.len() > MOST_BYTES, "too large")];
        if let Some((_, why)) = wrong.iter().find(|(is_so, _)| *is_so) {
            return Err(unread((*why).to_owned()));
        }
        let bytes = std::fs::read(path).map_err(|error| unread(error.to_string()))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
    }

    fn host(&mut self, patterns: &[String], place: Place) -> Result<Scope, SshProblem> {
        self.named |= matching::names(patterns, self.alias);
        scope(matching::host(patterns, self.alias), place)
    }

    fn conditions(&mut self, words: &[String], place: Place) -> Result<Scope, SshProblem> {
        let asked = Asked {
            alias: self.alias,
            host: self.told.host_name.as_deref().unwrap_or(self.alias),
            user: self.told.user.as_deref().unwrap_or(self.local_user),
            local_user: self.local_user,
        };
        let meant = matching::conditions(words, &asked);
        // A Match of names may be all that a file has for an alias.
        self.named |= meant == Meant::Yes && !words.iter().any(|word| word.eq_ignore_ascii_case("all"));
        scope(meant, place)
    }

    /// Whether this keyword would change anything that is not settled yet.
    fn may_matter(&self, keyword: &str) -> bool {
        match keyword {
            "hostname" => self.told.host_name.is_none(),
            "user" => self.told.user.is_none(),
            "port" => self.told.port.is_none(),
            "identitiesonly" => self.told.identities_only.is_none(),
            "proxyjump" | "proxycommand" => self.proxy.is_none(),
            "identityfile" | "include" => true,
            _ => false,
        }
    }

    fn keep(&mut self, statement: &Statement, place: Place) -> Result<(), SshProblem> {
        let bad = || SshProblem::BadLine(place.shown());
        let told = &mut self.told;
        let first = statement.words.first();
        match (statement.keyword.as_str(), first) {
            ("hostname" | "user" | "port" | "identityfile" | "identitiesonly" | "proxyjump" | "proxycommand", None) => return Err(bad()),
            ("hostname", Some(name)) if told.host_name.is_none() => {
                told.host_name = Some(statement::expanded(name, &[('h', self.alias)]).ok_or_else(bad)?);
            }
            ("user", Some(user)) if told.user.is_none() => told.user = Some(user.clone()),
            ("port", Some(port)) => {
                let port = port.parse::<u16>().ok().filter(|port| *port > 0).ok_or_else(bad)?;
                told.port.get_or_insert(port);
            }
            ("identityfile", Some(file)) => {
                let files = told.identity_files.get_or_insert_default();
                if files.len() < MOST_KEYS && !files.iter().any(|(known, _)| known == file) {
                    files.push((file.clone(), place));
                }
            }
            ("identitiesonly", Some(word)) => {
                let only = flag(word).ok_or_else(bad)?;
                told.identities_only.get_or_insert(only);
            }
            ("proxyjump" | "proxycommand", Some(word)) if self.proxy.is_none() => {
                self.proxy = Some((!word.eq_ignore_ascii_case("none")).then_some(place));
            }
            // Everything else changes nothing of what we do; what would run a command is not run.
            (_, _) => {}
        }
        Ok(())
    }

    fn include(&mut self, patterns: &[String], place: &Place, base: &Path, depth: usize) -> Result<(), SshProblem> {
        let bad = || SshProblem::BadLine(place.shown());
        if patterns.is_empty() || depth >= DEEPEST {
            return Err(bad());
        }
        for pattern in patterns {
            for file in files(&base.join(statement::at_home(pattern, self.home))).ok_or_else(bad)? {
                self.file(&file, base, depth + 1)?;
            }
        }
        Ok(())
    }
}

fn scope(meant: Meant, place: Place) -> Result<Scope, SshProblem> {
    match meant {
        Meant::Yes => Ok(Scope::Meant),
        Meant::No => Ok(Scope::Others),
        Meant::Unsure => Ok(Scope::Unsure(place)),
        Meant::Broken => Err(SshProblem::BadLine(place.shown())),
    }
}

fn flag(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}

/// The files that a pattern of `Include` means, in glob(3)'s order; `None`: it is no pattern.
fn files(pattern: &Path) -> Option<Vec<PathBuf>> {
    let options = glob::MatchOptions { require_literal_leading_dot: true, require_literal_separator: true, case_sensitive: true };
    let found = glob::glob_with(pattern.to_str()?, options).ok()?;
    Some(found.filter_map(Result::ok).take(MOST_FILES).collect())
}
