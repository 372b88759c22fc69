//! Why a service stopped, as its log tells, and the fault that this is.

use crate::engine::fault::{Code, Fault, Remedy};

/// What a log gives as the cause of its newest start's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogCause {
    pub kind: LogCauseKind,
    /// The line that says it.
    pub line: String,
    /// Of chained exceptions the first, where it says something else: often the reason of the last.
    pub first: Option<String>,
}

/// What is known of such a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogCauseKind {
    /// Python finds no module of this name.
    ModuleMissing(String),
    /// The settings read a variable of the environment that nobody sets: its name.
    VariableMissing(String),
    AddressInUse,
    DiskFull,
    OutOfMemory,
    /// Nothing that we have a remedy of its own for.
    Other,
}

impl LogCause {
    /// The cause first, then what else the log tells. `wsgi`: the module that gunicorn is told to load.
    pub fn fault(&self, log: &[String], wsgi: &str) -> Fault {
        let (code, remedy) = match &self.kind {
            LogCauseKind::ModuleMissing(module) if is_of(module, wsgi) => (Code::ModuleMissing, Remedy::FixWsgi),
            LogCauseKind::ModuleMissing(_) => (Code::ModuleMissing, Remedy::InstallModule),
            LogCauseKind::VariableMissing(_) => (Code::VariableMissing, Remedy::SetVariable),
            LogCauseKind::AddressInUse => (Code::PortInUse, Remedy::FreeThePort),
            LogCauseKind::DiskFull => (Code::DiskFull, Remedy::FreeDisk),
            LogCauseKind::OutOfMemory => (Code::OutOfMemory, Remedy::AddMemory),
            LogCauseKind::Other => (Code::ServiceCrashed, Remedy::ReadServiceLog),
        };
        let said: Vec<&str> = [Some(self.line.as_str()), self.first.as_deref()].into_iter().flatten().collect();
        let repeats = |line: &str| said.iter().any(|said| line.ends_with(said) || said.starts_with(line));
        let rest = log.iter().map(String::as_str).filter(|line| !repeats(line));
        Fault::person(code, remedy, said.iter().copied().chain(rest).collect::<Vec<_>>().join("\n"))
    }
}

/// Whether a module belongs to the package in which the wsgi module lies: then nothing is to be installed, a name is wrong.
fn is_of(module: &str, wsgi: &str) -> bool {
    let top = |name: &str| name.split(['.', ':']).next().unwrap_or_default().to_owned();
    top(module) == top(wsgi)
}

/// The module that such a line says is missing: `ModuleNotFoundError: No module named 'x.y'`.
pub fn module_in(line: &str) -> Option<&str> {
    quoted(line.strip_prefix("ModuleNotFoundError: No module named ")?)
}

/// The variable that such a line says is missing: of `os.environ`, of python-decouple, of django-environ. Only what can be a name:
/// a `KeyError` may be of anything.
pub fn variable_in(line: &str) -> Option<&str> {
    let of_environ = || quoted(line.strip_prefix("KeyError: ")?);
    let of_decouple = || line.strip_prefix("decouple.UndefinedValueError: ")?.strip_suffix(DECOUPLE);
    let of_django_environ = || line.strip_prefix(IMPROPERLY_CONFIGURED)?.strip_prefix("Set the ")?.strip_suffix(" environment variable");
    let name = of_environ().or_else(of_decouple).or_else(of_django_environ)?;
    is_variable(name).then_some(name)
}

/// Whether this can be a variable's name.
pub fn is_variable(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.is_empty() && name.chars().all(fits) && !name.starts_with(|c: char| c.is_ascii_digit())
}

const DECOUPLE: &str = " not found. Declare it as envvar or define a default value.";
const IMPROPERLY_CONFIGURED: &str = "django.core.exceptions.ImproperlyConfigured: ";

fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('\'')?.split('\'').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_a_variables_name_is_taken_for_one() {
        let table = [
            ("KeyError: 'SITE_SECRET'", Some("SITE_SECRET")),
            ("KeyError: 'a b'", None),
            ("KeyError: 7", None),
            ("KeyError: ''", None),
            ("KeyError: '1A'", None),
            ("decouple.UndefinedValueError: DB not found. Declare it as envvar or define a default value.", Some("DB")),
            ("django.core.exceptions.ImproperlyConfigured: Set the API_KEY environment variable", Some("API_KEY")),
            ("django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.", None),
        ];
        for (line, expected) in table {
            assert_eq!(variable_in(line), expected, "{line}");
        }
    }

    #[test]
    fn what_is_missing_of_the_project_itself_is_not_installed() {
        let missing = |module: &str| LogCause {
            kind: LogCauseKind::ModuleMissing(module.to_owned()),
            line: format!("ModuleNotFoundError: No module named '{module}'"),
            first: None,
        };
        let remedy = |module: &str| missing(module).fault(&[], "heestagram.wsgi:application").disposition;
        assert_eq!(remedy("corsheaders"), crate::engine::fault::Disposition::Person(Remedy::InstallModule));
        assert_eq!(remedy("heestagram.setings"), crate::engine::fault::Disposition::Person(Remedy::FixWsgi));
    }

    #[test]
    fn the_cause_is_the_first_line_of_the_fault_and_stands_there_once() {
        let cause = LogCause { kind: LogCauseKind::Other, line: "ValueError: b".to_owned(), first: Some("KeyError: 'a'".to_owned()) };
        let log = ["File \"x.py\"", "KeyError: 'a'", "ValueError: b", "end"].map(str::to_owned);
        assert_eq!(cause.fault(&log, "x").detail, "ValueError: b\nKeyError: 'a'\nFile \"x.py\"\nend");
    }
}
