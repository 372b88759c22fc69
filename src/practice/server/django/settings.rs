//! The settings as Django has them once they are loaded, as far as literals show.

use super::app::{App, absolute};
use super::traceback::Traceback;
use crate::practice::server::python::{Binding, How, Module};
use crate::practice::state::server::django::Django;

/// How deep settings that import settings are followed.
const DEPTH: usize = 8;
/// What Django allows by itself while DEBUG is on.
const WHILE_DEBUGGING: [&str; 3] = [".localhost", "127.0.0.1", "[::1]"];
const NOT_CONFIGURED: &str = "django.core.exceptions.ImproperlyConfigured: Requested setting INSTALLED_APPS, but settings are not configured. \
    You must either define the environment variable DJANGO_SETTINGS_MODULE or call settings.configure() before accessing settings.";

impl App<'_> {
    /// Loads the settings, the applications and the middleware.
    pub(super) fn set_up(&mut self, settings: Option<&str>) -> Result<Django, Traceback> {
        let settings = settings.ok_or_else(|| Traceback::new(NOT_CONFIGURED))?;
        let loading = self.installed("django/conf/__init__.py", 190, "__init__", "mod = importlib.import_module(self.SETTINGS_MODULE)");
        self.import(settings).map_err(|t| t.under(loading))?;
        let texts = self.texts(settings, DEPTH);
        let populating = self.installed("django/apps/config.py", 193, "create", "import_module(entry)");
        for entry in ["INSTALLED_APPS", "MIDDLEWARE"].iter().flat_map(|name| list(&texts, name)) {
            let top = entry.split('.').next().unwrap_or_default();
            self.import(top).map_err(|t| t.under(populating.clone()))?;
        }
        let hosts = list(&texts, "ALLOWED_HOSTS");
        let debugging = hosts.is_empty() && is_true(&texts, "DEBUG");
        let urls = string(&texts, "ROOT_URLCONF").and_then(|name| self.source(&name)).map(|(_, text)| text).unwrap_or_default();
        let middleware = list(&texts, "MIDDLEWARE");
        Ok(Django {
            allowed_hosts: if debugging { WHILE_DEBUGGING.map(str::to_owned).to_vec() } else { hosts },
            ssl_redirect: is_true(&texts, "SECURE_SSL_REDIRECT"),
            trusted_origins: list(&texts, "CSRF_TRUSTED_ORIGINS"),
            admin: urls.lines().any(|line| line.contains("admin.site.urls") && !line.trim().starts_with('#')),
            page: page(&urls).unwrap_or_default(),
            whitenoise: middleware.iter().any(|m| m == "whitenoise.middleware.WhiteNoiseMiddleware") && is_set(&texts, "STATIC_ROOT"),
        })
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
            let strings = module.display(value).map(|d| d.elements.into_iter().filter_map(|e| e.literal).collect::<Vec<_>>());
            match how {
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

fn is_set(texts: &[String], name: &str) -> bool {
    texts.iter().filter_map(|text| Module::read(text).ok()).any(|module| module.bindings(name).iter().any(|b| b.how == How::Set))
}

fn string(texts: &[String], name: &str) -> Option<String> {
    let value = |text: &String| {
        let module = Module::read(text).ok()?;
        let bound = module.bindings(name).into_iter().rfind(|binding| binding.how == How::Set)?;
        module.literal(bound.value)
    };
    texts.iter().filter_map(value).next_back()
}

fn is_true(texts: &[String], name: &str) -> bool {
    let value = |text: &String| {
        let module = Module::read(text).ok()?;
        let bound = module.bindings(name).into_iter().rfind(|binding| binding.how == How::Set)?;
        Some(module.is(bound.value.first(), "True"))
    };
    texts.iter().filter_map(value).next_back().unwrap_or(false)
}
