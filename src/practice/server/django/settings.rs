//! The settings as Django has them once they are loaded, as far as literals show.

use super::app::{App, absolute};
use super::traceback::Traceback;
use crate::practice::ailment::Ailment;
use crate::practice::server::python::{Binding, How, Module};
use crate::practice::state::server::django::Django;

/// How deep settings that import settings are followed.
const DEPTH: usize = 8;
/// What Django allows by itself while DEBUG is on.
const WHILE_DEBUGGING: [&str; 3] = [".localhost", "127.0.0.1", "[::1]"];
const NOT_CONFIGURED: &str = "django.core.exceptions.ImproperlyConfigured: Requested setting INSTALLED_APPS, but settings are not configured. \
    You must either define the environment variable DJANGO_SETTINGS_MODULE or call settings.configure() before accessing settings.";

/// The settings that matter to a visitor.
#[derive(Debug, Clone)]
pub struct Settings {
    pub module: String,
    pub file: String,
    /// `ALLOWED_HOSTS` as it is written, and whether it is at all.
    pub hosts: Vec<String>,
    pub has_hosts: bool,
    /// `CSRF_TRUSTED_ORIGINS`, and whether it is there at all.
    pub origins: Vec<String>,
    pub has_origins: bool,
    pub middleware: Vec<String>,
    pub debug: bool,
    pub ssl_redirect: bool,
    /// `SECURE_PROXY_SSL_HEADER` is set.
    pub proxy_header: bool,
    /// `SECURE_HSTS_SECONDS` is set, and to how many.
    pub hsts: bool,
    pub hsts_seconds: u64,
    /// `SESSION_COOKIE_SECURE` and `CSRF_COOKIE_SECURE`.
    pub secure_cookies: [bool; 2],
}

impl Settings {
    /// The names that Django answers to.
    pub fn served(&self) -> Vec<String> {
        let debugging = self.hosts.is_empty() && self.debug;
        if debugging { WHILE_DEBUGGING.map(str::to_owned).to_vec() } else { self.hosts.clone() }
    }

    fn of(module: &str, file: String, texts: &[String]) -> Self {
        Self {
            module: module.to_owned(),
            file,
            hosts: list(texts, "ALLOWED_HOSTS"),
            has_hosts: is_bound(texts, "ALLOWED_HOSTS"),
            origins: list(texts, "CSRF_TRUSTED_ORIGINS"),
            has_origins: is_bound(texts, "CSRF_TRUSTED_ORIGINS"),
            middleware: list(texts, "MIDDLEWARE"),
            debug: is_true(texts, "DEBUG"),
            ssl_redirect: is_true(texts, "SECURE_SSL_REDIRECT"),
            proxy_header: is_bound(texts, "SECURE_PROXY_SSL_HEADER"),
            hsts: is_bound(texts, "SECURE_HSTS_SECONDS"),
            hsts_seconds: number(texts, "SECURE_HSTS_SECONDS"),
            secure_cookies: ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"].map(|name| is_true(texts, name)),
        }
    }
}

impl App<'_> {
    /// Loads the settings, the applications and the middleware, and answers as what they make of Django.
    pub(super) fn set_up(&mut self, settings: Option<&str>) -> Result<Django, Traceback> {
        let module = settings.ok_or_else(|| Traceback::new(NOT_CONFIGURED))?;
        let settings = self.configured(module)?;
        let populating = self.installed("django/apps/config.py", 193, "create", "import_module(entry)");
        let installed = list(&self.texts(module, DEPTH), "INSTALLED_APPS");
        for entry in installed.iter().chain(&settings.middleware) {
            let top = entry.split('.').next().unwrap_or_default();
            self.import(top).map_err(|t| t.under(populating.clone()))?;
        }
        let texts = self.texts(module, DEPTH);
        self.reach_database(&texts)?;
        let urls = string(&texts, "ROOT_URLCONF").and_then(|name| self.source(&name)).map(|(_, text)| text).unwrap_or_default();
        let whitenoise = settings.middleware.iter().any(|m| m == "whitenoise.middleware.WhiteNoiseMiddleware");
        Ok(Django {
            allowed_hosts: settings.served(),
            ssl_redirect: settings.ssl_redirect,
            hsts: settings.hsts_seconds,
            trusted_origins: settings.origins.clone(),
            admin: urls.lines().any(|line| line.contains("admin.site.urls") && !line.trim().starts_with('#')),
            page: page(&urls).unwrap_or_default(),
            routes: routes(&urls),
            whitenoise: whitenoise && is_bound(&texts, "STATIC_ROOT"),
        })
    }

    /// A project with PostgreSQL asks it something while it loads, as those do that read settings from it.
    fn reach_database(&self, texts: &[String]) -> Result<(), Traceback> {
        let wanted = texts.iter().any(|text| text.contains("django.db.backends.postgresql"));
        let stopped = self.server.ailments.contains(&Ailment::DatabaseStopped);
        if wanted && stopped && self.is_run() { Err(Traceback::no_database()) } else { Ok(()) }
    }

    /// Loads the settings module and nothing else: the one that the environment or this wsgi module names.
    ///
    /// # Errors
    /// What it ends in.
    pub fn settings(mut self, wsgi: &str) -> Result<Settings, Traceback> {
        let wsgi = wsgi.split(':').next().unwrap_or_default();
        let text = self.source(wsgi).map(|(_, text)| text).unwrap_or_default();
        let named = Module::read(&text).ok().and_then(|module| self.settings_named(&module));
        let top = wsgi.split('.').next().unwrap_or_default();
        self.configured(&named.unwrap_or_else(|| format!("{top}.settings")))
    }

    fn configured(&mut self, module: &str) -> Result<Settings, Traceback> {
        let loading = self.installed("django/conf/__init__.py", 190, "__init__", "mod = importlib.import_module(self.SETTINGS_MODULE)");
        self.import(module).map_err(|t| t.under(loading))?;
        let file = self.source(module).map(|(path, _)| path).unwrap_or_default();
        Ok(Settings::of(module, file, &self.texts(module, DEPTH)))
    }

    /// The module's text behind those of the modules from which it imports everything.
    fn texts(&self, name: &str, depth: usize) -> Vec<String> {
        let Some((path, text)) = self.source(name).filter(|_| depth > 0) else { return Vec::new() };
        let package = path.ends_with("/__init__.py");
        let imports = Module::read(&text).map(|module| module.imports()).unwrap_or_default();
        let bases = imports.iter().filter(|import| import.star && import.indent == 0);
        let mut texts: Vec<String> =
            bases.flat_map(|import| self.texts(&absolute(name, package, import.level, &import.module), depth - 1)).collect();
        texts.push(text);
        texts
    }
}

/// A list of strings. What is no literal counts as empty: what it would be is not known here.
fn list(texts: &[String], name: &str) -> Vec<String> {
    let mut list = Vec::new();
    for module in texts.iter().filter_map(|text| Module::read(text).ok()) {
        for Binding { how, value, .. } in module.bindings(name) {
            let display = module.display(value);
            let builds_on = display.as_ref().is_some_and(|d| module.holds_starred(d, name));
            let strings = display.map(|d| d.elements.into_iter().filter_map(|e| e.literal).collect::<Vec<_>>());
            match how {
                How::Set if builds_on => list.extend(strings.unwrap_or_default()),
                How::Set => list = strings.unwrap_or_default(),
                How::Add => list.extend(strings.unwrap_or_default()),
                How::Hidden => {}
            }
        }
    }
    list
}

/// What the first view of this module answers, where it is a literal.
fn page(urls: &str) -> Option<String> {
    let module = Module::read(urls).ok()?;
    let tokens: Vec<_> = module.tokens().collect();
    let call = tokens.windows(3).find(|w| module.is(w.first().copied(), "HttpResponse") && module.is(w.get(1).copied(), "("))?;
    module.literal(std::slice::from_ref(*call.get(2)?))
}

/// The paths of this module that are literals, but for the admin's. A project without any has its page at `/`.
fn routes(urls: &str) -> Vec<String> {
    let Ok(module) = Module::read(urls) else { return Vec::new() };
    let tokens: Vec<_> = module.tokens().collect();
    let calls = tokens.windows(3).filter(|w| module.is(w.first().copied(), "path") && module.is(w.get(1).copied(), "("));
    let all = calls.filter_map(|w| module.literal(std::slice::from_ref(*w.get(2)?))).filter(|route| route != "admin/");
    let routes: Vec<String> = all.map(|route| format!("/{route}")).collect();
    if routes.is_empty() { vec!["/".to_owned()] } else { routes }
}

fn string(texts: &[String], name: &str) -> Option<String> {
    let value = |text: &String| {
        let module = Module::read(text).ok()?;
        let bound = module.bindings(name).into_iter().rfind(|binding| binding.how == How::Set)?;
        module.literal(bound.value)
    };
    texts.iter().filter_map(value).next_back()
}

/// A number as it is written; 0 where it is none.
fn number(texts: &[String], name: &str) -> u64 {
    let value = |text: &String| {
        let module = Module::read(text).ok()?;
        let bound = module.bindings(name).into_iter().rfind(|binding| binding.how == How::Set)?;
        module.word(bound.value.first()?).replace('_', "").parse().ok()
    };
    texts.iter().filter_map(value).next_back().unwrap_or_default()
}

/// Whether a statement of the top level gives it a value.
fn is_bound(texts: &[String], name: &str) -> bool {
    texts.iter().filter_map(|text| Module::read(text).ok()).any(|module| module.bindings(name).iter().any(|b| b.how != How::Add))
}

fn is_true(texts: &[String], name: &str) -> bool {
    let value = |text: &String| {
        let module = Module::read(text).ok()?;
        let bound = module.bindings(name).into_iter().rfind(|binding| binding.how == How::Set)?;
        Some(module.is(bound.value.first(), "True"))
    };
    texts.iter().filter_map(value).next_back().unwrap_or(false)
}
