//! A project being loaded: what imports what, and where that ends in an error. Only statements of a module's top level count.

use std::collections::BTreeSet;

use super::standard;
use super::traceback::{Frame, Traceback};
use crate::practice::server::python::{Broken, Module, line_of};
use crate::practice::state::server::ServerState;
use crate::practice::state::server::django::Django;

/// A Python that has loaded nothing yet.
pub struct App<'a> {
    pub(super) server: &'a ServerState,
    /// The directory whose modules are the project's own.
    directory: String,
    /// Where installed packages lie.
    site: Vec<String>,
    environment: Vec<(String, String)>,
    /// As whom it runs; `None`: it is asked what it would be, and opens nothing.
    user: Option<String>,
    loaded: BTreeSet<String>,
}

/// What a name is to an import.
enum Found {
    /// A module's file; a package has its directory besides.
    File { path: String, package: Option<String> },
    /// A directory without `__init__.py`.
    Folder(String),
    /// The standard library or an installed package: it loads.
    Foreign,
}

impl<'a> App<'a> {
    /// Modules come from `directory`, from the standard library, and from what is installed in `venv`.
    pub fn new(server: &'a ServerState, directory: &str, venv: &str) -> Self {
        let pythons = server
            .folders(&format!("{venv}/lib"))
            .into_iter()
            .filter(|dir| dir.rsplit('/').next().is_some_and(|n| n.starts_with("python3")));
        let site = pythons.map(|dir| format!("{dir}/site-packages")).filter(|dir| server.is_dir(dir)).collect();
        Self { server, directory: directory.to_owned(), site, environment: Vec::new(), user: None, loaded: BTreeSet::new() }
    }

    #[must_use]
    pub fn with_environment(self, environment: Vec<(String, String)>) -> Self {
        Self { environment, ..self }
    }

    /// Whether a service runs it.
    pub(super) fn is_run(&self) -> bool {
        self.user.is_some()
    }

    #[must_use]
    pub fn run_by(self, user: &str) -> Self {
        Self { user: Some(user.to_owned()), ..self }
    }

    /// Loads `module:attribute` and, when it is Django's, the settings. Answers with what it answers visitors by.
    ///
    /// # Errors
    /// What ends in the log.
    pub fn load(mut self, app: &str) -> Result<Django, Traceback> {
        let (name, attribute) = app.split_once(':').unwrap_or((app, "application"));
        let above = self.installed("gunicorn/util.py", 370, "import_app", "mod = importlib.import_module(module)");
        let loaded = self.import(name).and_then(|()| match self.source(name) {
            Some((path, text)) => self.application(&path, &text),
            None => Ok(Django::none()),
        });
        let django = loaded.map_err(|t| t.under(above))?;
        let has = |text: &str| Module::read(text).is_ok_and(|module| module.tokens().any(|token| module.word(token) == attribute));
        match self.source(name) {
            Some((_, text)) if !has(&text) => Err(Traceback::remark(format!("Failed to find attribute '{attribute}' in '{name}'."))),
            _ => Ok(django),
        }
    }

    /// What the module makes when it is run: Django's application, or one that asks for no name.
    fn application(&mut self, path: &str, text: &str) -> Result<Django, Traceback> {
        let module = self.read(path, text)?;
        let called = module.calls("get_wsgi_application").or_else(|| module.calls("get_asgi_application"));
        let Some(line) = called else { return Ok(Django::none()) };
        let settings = self.settings_named(&module);
        self.set_up(settings.as_deref()).map_err(|t| t.under(in_module(path, &module, line)))
    }

    /// The settings module that the environment names, else this module.
    pub(super) fn settings_named(&self, module: &Module<'_>) -> Option<String> {
        self.variable("DJANGO_SETTINGS_MODULE").map(str::to_owned).or_else(|| module.settings_module())
    }

    /// A variable of the environment: the value that was put there last.
    fn variable(&self, name: &str) -> Option<&str> {
        self.environment.iter().rfind(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn read<'t>(&self, path: &str, text: &'t str) -> Result<Module<'t>, Traceback> {
        Module::read(text).map_err(|broken| Traceback::syntax(path, &broken, line_of(text, broken.line)))
    }

    /// A frame in an installed package.
    pub(super) fn installed(&self, file: &str, line: usize, inside: &str, source: &str) -> Frame {
        let site = self.site.first().map_or("", String::as_str);
        Frame { file: format!("{site}/{file}"), line, inside: Some(inside.to_owned()), source: source.to_owned() }
    }

    /// Imports a module by its whole name.
    ///
    /// # Errors
    /// It, or something that it imports, is not there or cannot be read.
    pub fn import(&mut self, name: &str) -> Result<(), Traceback> {
        let (mut inside, mut so_far): (Option<String>, String) = (None, String::new());
        for (n, part) in name.split('.').enumerate() {
            let above = so_far.clone();
            so_far = if n == 0 { part.to_owned() } else { format!("{so_far}.{part}") };
            if n > 0 && inside.is_none() {
                return Err(Traceback::new(format!("ModuleNotFoundError: No module named '{so_far}'; '{above}' is not a package")));
            }
            match self.find(inside.as_deref(), part) {
                None => return Err(Traceback::no_module(&so_far)),
                Some(Found::Foreign) => return Ok(()),
                Some(Found::Folder(dir)) => inside = Some(dir),
                Some(Found::File { path, package }) => {
                    self.run(&path, &so_far, package.is_some())?;
                    inside = package;
                }
            }
        }
        Ok(())
    }

    fn find(&self, inside: Option<&str>, name: &str) -> Option<Found> {
        let base = format!("{}/{name}", inside.unwrap_or(&self.directory));
        let (init, file) = (format!("{base}/__init__.py"), format!("{base}.py"));
        if self.server.is_file(&init) {
            return Some(Found::File { path: init, package: Some(base) });
        }
        if self.server.is_file(&file) {
            return Some(Found::File { path: file, package: None });
        }
        if inside.is_none() && (standard::has(name) || self.site.iter().any(|site| self.is_installed(site, name))) {
            return Some(Found::Foreign);
        }
        self.server.is_dir(&base).then_some(Found::Folder(base))
    }

    fn is_installed(&self, site: &str, name: &str) -> bool {
        self.server.is_dir(&format!("{site}/{name}")) || self.server.is_file(&format!("{site}/{name}.py"))
    }

    /// The file of one of the project's own modules, and its text.
    pub(super) fn source(&self, name: &str) -> Option<(String, String)> {
        let mut inside = None;
        let mut last = None;
        for part in name.split('.') {
            (inside, last) = match self.find(inside.as_deref(), part)? {
                Found::File { path, package } => (package, Some(path)),
                Found::Folder(dir) => (Some(dir), None),
                Found::Foreign => return None,
            };
        }
        let path = last?;
        let text = self.server.text(&path)?.into_owned();
        Some((path, text))
    }

    /// Reads a module of the project and imports what it imports, up to where it asks for a variable that is not there.
    fn run(&mut self, path: &str, name: &str, package: bool) -> Result<(), Traceback> {
        if !self.loaded.insert(name.to_owned()) {
            return Ok(());
        }
        self.in_utf_8(path)?;
        let text = self.server.text(path).unwrap_or_default().into_owned();
        let module = self.read(path, &text)?;
        let stop = self.stops(&module);
        let is_reached = |line: usize| stop.as_ref().is_none_or(|(stop, _)| line < *stop);
        for import in module.imports().iter().filter(|import| import.indent == 0 && is_reached(import.line)) {
            let wanted = absolute(name, package, import.level, &import.module);
            self.import(&wanted).map_err(|t| t.under(in_module(path, &module, import.line)))?;
        }
        match stop {
            Some((line, traceback)) => Err(traceback.under(in_module(path, &module, line))),
            None => Ok(()),
        }
    }

    /// The first statement of the top level that ends in an exception: a variable that is not there, a file that may not be opened.
    fn stops(&self, module: &Module<'_>) -> Option<(usize, Traceback)> {
        let lacking = module.needed_variables().into_iter().filter(|needed| self.variable(&needed.name).is_none());
        let lacking = lacking.map(|needed| (needed.line, Traceback::no_variable(&needed.name)));
        let may = |path: &str| self.user.as_ref().is_none_or(|user| self.server.writes(user, path));
        let denied = module.opened().into_iter().filter(|opened| !may(&opened.path));
        let denied = denied.map(|opened| (opened.line, Traceback::denied(&opened.path)));
        lacking.chain(denied).min_by_key(|(line, _)| *line)
    }

    /// What is no UTF-8 in a file ends its import, in Python 3.11's words.
    fn in_utf_8(&self, path: &str) -> Result<(), Traceback> {
        let content = self.server.files.get(path).map(|file| file.content.as_slice()).unwrap_or_default();
        let Err(problem) = std::str::from_utf8(content) else { return Ok(()) };
        let (before, rest) = content.split_at(problem.valid_up_to());
        let line = before.split(|byte| *byte == b'\n').count();
        let byte = rest.first().copied().unwrap_or_default();
        let message =
            format!("(unicode error) 'utf-8' codec can't decode byte 0x{byte:02x} in position {}: invalid start byte", before.len());
        Err(Traceback::syntax(path, &Broken { line, message }, String::new()))
    }
}

/// The frame of a statement of a module's top level.
fn in_module(path: &str, module: &Module<'_>, line: usize) -> Frame {
    Frame { file: path.to_owned(), line, inside: Some("<module>".to_owned()), source: module.line(line) }
}

/// The whole name of what a module imports with so many dots before it.
pub(super) fn absolute(importer: &str, package: bool, level: usize, wanted: &str) -> String {
    if level == 0 {
        return wanted.to_owned();
    }
    let parts: Vec<&str> = importer.split('.').collect();
    let up = if package { level - 1 } else { level };
    let base = parts.get(..parts.len().saturating_sub(up)).unwrap_or_default().join(".");
    if wanted.is_empty() { base } else { format!("{base}.{wanted}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_lead_up_from_the_importer() {
        let table = [
            ("site.settings", false, 1, "base", "site.base"),
            ("site.settings", true, 1, "base", "site.settings.base"),
            ("site.settings.local", false, 2, "", "site"),
            ("site.wsgi", false, 0, "os", "os"),
        ];
        for (importer, package, level, wanted, expected) in table {
            assert_eq!(absolute(importer, package, level, wanted), expected);
        }
    }
}
