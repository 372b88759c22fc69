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
    /// What stands in a file of the project is no Python.
    SourceBroken,
    /// The same, as it is in another encoding than UTF-8.
    NotUtf8,
    /// The service's user may not open a file.
    FileDenied,
    DatabaseRefused,
    /// systemd finds no file of variables that the service is given.
    EnvironmentFileMissing,
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
            LogCauseKind::SourceBroken => (Code::SourceBroken, Remedy::MendCode),
            LogCauseKind::NotUtf8 => (Code::NotUtf8, Remedy::ConvertToUtf8),
            LogCauseKind::FileDenied => (Code::FileDenied, Remedy::GiveFile),
            LogCauseKind::DatabaseRefused => (Code::DatabaseRefused, Remedy::StartDatabase),
            LogCauseKind::EnvironmentFileMissing => (Code::EnvironmentFileMissing, Remedy::FindEnvironmentFile),
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

/// The file that such a line says Python cannot read, and the line of it: `SyntaxError: invalid syntax (/srv/site/settings.py, line 3)`.
pub fn place_in(line: &str) -> Option<(&str, &str)> {
    let (place, number) = line.strip_suffix(')').filter(|_| is_no_python(line))?.rsplit_once(", line ")?;
    let file = place.rfind(" (/").and_then(|at| place.get(at + 2..))?;
    (!number.is_empty() && number.chars().all(|c| c.is_ascii_digit())).then_some((file, number))
}

/// Python's exceptions for a text that it cannot read.
pub fn is_no_python(line: &str) -> bool {
    ["SyntaxError: ", "IndentationError: ", "TabError: "].iter().any(|begin| line.starts_with(begin))
}

/// The file that such a line says may not be opened: `PermissionError: [Errno 13] Permission denied: '/var/log/site.log'`.
pub fn denied_in(line: &str) -> Option<&str> {
    quoted(line.strip_prefix("PermissionError: [Errno 13] Permission denied: ")?).filter(|path| path.starts_with('/'))
}

/// The package that brings a module whose name is another one, for those that Django projects use most. Others are not guessed: a package
/// that merely has the module's name may be anybody's.
pub fn package_of(module: &str) -> Option<&'static str> {
    let top = module.split('.').next().unwrap_or_default();
    PACKAGES.iter().find(|(known, _)| *known == top).map(|(_, package)| *package)
}

/// By module; each as PyPI has it on 2026-11-30.
const PACKAGES: [(&str, &str); 29] = [
    ("MySQLdb", "mysqlclient"),
    ("PIL", "pillow"),
    ("allauth", "django-allauth"),
    ("bs4", "beautifulsoup4"),
    ("celery", "celery"),
    ("channels", "channels"),
    ("corsheaders", "django-cors-headers"),
    ("crispy_forms", "django-crispy-forms"),
    ("debug_toolbar", "django-debug-toolbar"),
    ("decouple", "python-decouple"),
    ("dj_database_url", "dj-database-url"),
    ("django", "django"),
    ("django_extensions", "django-extensions"),
    ("django_filters", "django-filter"),
    ("dotenv", "python-dotenv"),
    ("drf_spectacular", "drf-spectacular"),
    ("drf_yasg", "drf-yasg"),
    ("environ", "django-environ"),
    ("import_export", "django-import-export"),
    ("jwt", "pyjwt"),
    ("psycopg", "psycopg[binary]"),
    ("psycopg2", "psycopg2-binary"),
    ("pymysql", "pymysql"),
    ("requests", "requests"),
    ("rest_framework", "djangorestframework"),
    ("rest_framework_simplejwt", "djangorestframework-simplejwt"),
    ("storages", "django-storages"),
    ("whitenoise", "whitenoise"),
    ("yaml", "pyyaml"),
];

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
    fn files_are_named_where_a_line_names_them() {
        let table = [
            ("SyntaxError: invalid syntax (/srv/my (site)/settings.py, line 124)", Some(("/srv/my (site)/settings.py", "124"))),
            ("SyntaxError: invalid syntax", None),
            ("SyntaxError: '(' was never closed (/srv/a.py, line 3)", Some(("/srv/a.py", "3"))),
            ("ValueError: x (/srv/a.py, line 3)", None),
        ];
        for (line, expected) in table {
            assert_eq!(place_in(line), expected, "{line}");
        }
        assert_eq!(denied_in("PermissionError: [Errno 13] Permission denied: '/var/log/a.log'"), Some("/var/log/a.log"));
        assert_eq!(denied_in("PermissionError: [Errno 13] Permission denied: 'a.log'"), None);
    }

    #[test]
    fn only_packages_that_are_known_are_named() {
        assert_eq!(
            (package_of("corsheaders"), package_of("rest_framework.authtoken")),
            (Some("django-cors-headers"), Some("djangorestframework"))
        );
        assert_eq!(package_of("heestagram_tools"), None);
        assert!(PACKAGES.is_sorted());
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
