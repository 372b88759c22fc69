//! What a service's unit means, as far as practice plays it.

use std::time::Duration;

use super::span::span;
use super::syntax::Entry;
use super::words::{expanded, words};

/// How systemd knows that a service has started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Type {
    /// `simple` and `idle`: as soon as it was forked.
    #[default]
    Simple,
    /// Once its program is executed.
    Exec,
    /// When it says so itself.
    Notify,
    /// `forking`, `oneshot`, `dbus`: not played.
    Other,
}

/// Why a unit cannot be started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// `masked`: the file is empty.
    Masked,
    /// `bad-setting`: what is wrong.
    BadSetting(String),
    /// `error`: the file could not be read.
    Error(String),
}

/// `Restart=`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Restart {
    #[default]
    No,
    OnSuccess,
    OnFailure,
    Always,
}

impl Restart {
    /// Whether it starts again after this exit status.
    pub fn after(self, status: i32) -> bool {
        match self {
            Self::No => false,
            Self::OnSuccess => status == 0,
            Self::OnFailure => status != 0,
            Self::Always => true,
        }
    }
}

/// A command with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exec {
    pub program: String,
    pub arguments: Vec<String>,
}

/// `WorkingDirectory=`, or one `EnvironmentFile=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// `~`: the user's home.
    pub path: String,
    /// A `-` before it: a missing one is fine.
    pub may_miss: bool,
}

impl Place {
    fn read(value: &str) -> Self {
        let (may_miss, path) = value.strip_prefix('-').map_or((false, value), |rest| (true, rest));
        Self { path: expanded(path, false), may_miss }
    }
}

/// A service's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    pub description: String,
    pub kind: Type,
    pub exec: Exec,
    pub before: Vec<Exec>,
    pub user: Option<String>,
    pub group: Option<String>,
    pub directory: Option<Place>,
    pub environment: Vec<(String, String)>,
    /// `EnvironmentFile=`, in order.
    pub environment_files: Vec<Place>,
    pub runtime_directories: Vec<String>,
    pub private_tmp: bool,
    pub restart: Restart,
    pub restart_after: Duration,
    /// No more than so many starts in this time; zero: no limit.
    pub limit: (u32, Duration),
}

/// What systemd passes over, each with its line.
type Ignored = Vec<(usize, String)>;

/// Looks values up, and notes what it does not understand.
struct Reader<'a> {
    entries: &'a [Entry],
    ignored: Ignored,
    /// The first setting that makes the unit unfit.
    fatal: Option<String>,
}

impl Service {
    pub(super) fn read(name: &str, entries: &[Entry]) -> (Result<Self, Unfit>, Ignored) {
        let mut reader = Reader { entries, ignored: Vec::new(), fatal: None };
        let execs = reader.execs("ExecStart");
        let service = reader.service(execs.first());
        let fatal = reader.fatal.or_else(|| refused(&execs));
        let fit = match (service, fatal) {
            (Some(service), None) => Ok(service),
            (_, fatal) => Err(Unfit::BadSetting(fatal.unwrap_or_else(|| format!("{name}: no ExecStart=")))),
        };
        (fit, reader.ignored)
    }
}

fn refused(execs: &[Exec]) -> Option<String> {
    match execs.len() {
        0 => Some("Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.".to_owned()),
        1 => None,
        _ => Some("Service has more than one ExecStart= setting, which is only allowed for Type=oneshot services. Refusing.".to_owned()),
    }
}

impl Reader<'_> {
    fn service(&mut self, exec: Option<&Exec>) -> Option<Service> {
        let service = Service {
            description: self.last("Description").map(|e| e.value.clone()).unwrap_or_default(),
            kind: self.kind(),
            exec: exec.cloned().unwrap_or_else(|| Exec { program: String::new(), arguments: Vec::new() }),
            before: self.execs("ExecStartPre"),
            user: self.word("User"),
            group: self.word("Group"),
            directory: self.directory(),
            environment: self.environment(),
            environment_files: self.all("EnvironmentFile").iter().map(|entry| Place::read(&entry.value)).collect(),
            runtime_directories: self.list("RuntimeDirectory"),
            private_tmp: self.flag("PrivateTmp"),
            restart: self.restart(),
            restart_after: self.span("RestartSec").unwrap_or(Duration::from_millis(100)),
            limit: self.limit(),
        };
        exec.map(|_| service)
    }

    /// The last value of a key, unless it is empty, which stands for its default.
    fn last(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().rfind(|e| e.key == key).filter(|e| !e.value.is_empty())
    }

    /// Every value of a key since the last empty one.
    fn all(&self, key: &str) -> Vec<Entry> {
        let every: Vec<&Entry> = self.entries.iter().filter(|e| e.key == key).collect();
        every.split(|e| e.value.is_empty()).next_back().unwrap_or_default().iter().map(|e| (*e).clone()).collect()
    }

    fn word(&self, key: &str) -> Option<String> {
        self.last(key).map(|e| expanded(&e.value, false))
    }

    fn list(&self, key: &str) -> Vec<String> {
        self.all(key).iter().flat_map(|e| words(&e.value).unwrap_or_default()).map(|w| expanded(&w, false)).collect()
    }

    fn ignore(&mut self, line: usize, message: String) {
        self.ignored.push((line, message));
    }

    fn kind(&mut self) -> Type {
        let Some(entry) = self.last("Type").cloned() else { return Type::Simple };
        match entry.value.as_str() {
            "simple" | "idle" => Type::Simple,
            "exec" => Type::Exec,
            "notify" | "notify-reload" => Type::Notify,
            "forking" | "oneshot" | "dbus" => Type::Other,
            other => {
                self.ignore(entry.line, format!("Failed to parse service type, ignoring: {other}"));
                Type::Simple
            }
        }
    }

    fn restart(&mut self) -> Restart {
        let Some(entry) = self.last("Restart").cloned() else { return Restart::No };
        match entry.value.as_str() {
            // No signal ever ends a process here, so that the last three mean "never".
            "no" | "on-abnormal" | "on-watchdog" | "on-abort" => Restart::No,
            "on-success" => Restart::OnSuccess,
            "on-failure" => Restart::OnFailure,
            "always" => Restart::Always,
            other => {
                self.ignore(entry.line, format!("Failed to parse service restart specifier, ignoring: {other}"));
                Restart::No
            }
        }
    }

    fn flag(&mut self, key: &str) -> bool {
        let Some(entry) = self.last(key).cloned() else { return false };
        match entry.value.as_str() {
            "1" | "yes" | "y" | "true" | "t" | "on" => true,
            "0" | "no" | "n" | "false" | "f" | "off" => false,
            other => {
                self.ignore(entry.line, format!("Failed to parse boolean value, ignoring: {other}"));
                false
            }
        }
    }

    fn span(&mut self, key: &str) -> Option<Duration> {
        let entry = self.last(key).cloned()?;
        let read = span(&entry.value);
        if read.is_none() {
            self.ignore(entry.line, format!("Failed to parse sec value, ignoring: {}", entry.value));
        }
        read
    }

    fn limit(&mut self) -> (u32, Duration) {
        let interval = self.span("StartLimitIntervalSec").or_else(|| self.span("StartLimitInterval"));
        let burst = self.last("StartLimitBurst").and_then(|e| e.value.parse().ok());
        (burst.unwrap_or(5), interval.unwrap_or(Duration::from_secs(10)))
    }

    fn directory(&mut self) -> Option<Place> {
        let entry = self.last("WorkingDirectory").cloned()?;
        let place = Place::read(&entry.value);
        if !place.path.starts_with('/') && place.path != "~" {
            self.fatal.get_or_insert(format!("{}: WorkingDirectory= path is not absolute: {}", entry.line, place.path));
        }
        Some(place)
    }

    fn environment(&self) -> Vec<(String, String)> {
        let pairs = self.list("Environment");
        pairs.iter().filter_map(|pair| pair.split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
    }

    fn execs(&mut self, key: &str) -> Vec<Exec> {
        self.all(key).iter().filter_map(|entry| self.exec(entry)).collect()
    }

    fn exec(&mut self, entry: &Entry) -> Option<Exec> {
        let Some(words) = words(&entry.value) else {
            self.ignore(entry.line, format!("Unbalanced quoting, ignoring: \"{}\"", entry.value));
            return None;
        };
        let (first, arguments) = words.split_first()?;
        let program = expanded(first.trim_start_matches(['-', '@', ':', '+', '!', '|']), false);
        if !program.starts_with('/') && program.contains('/') {
            self.fatal.get_or_insert(format!("{}: Neither a valid executable name nor an absolute path: {program}", entry.line));
            return None;
        }
        Some(Exec { program, arguments: arguments.iter().map(|w| expanded(w, true)).collect() })
    }
}
