//! What Django would say of itself, in the service's surroundings: by the project's simulated loading.

use serde_json::{Value, json};

use super::refused::{HOSTS, ORIGINS};
use super::wanted::{Service, Want};
use crate::practice::server::django::{App, Settings, Traceback, covers};
use crate::practice::server::python::Module;
use crate::practice::state::server::ServerState;

const DJANGO: &str = "5.2";
const MISMATCH: &str = " does not match any trusted origins.";

/// What was seen.
#[derive(Debug, Clone)]
pub(super) enum Seen {
    Settings(Box<Settings>),
    /// The settings could not be imported: what kind of problem, and what of.
    Fault {
        kind: &'static str,
        what: String,
    },
}

/// Loads the settings as the service would, in a place where nothing can be written.
pub(super) fn look(server: &ServerState, service: &Service) -> Seen {
    let app = App::new(server, &service.project, &service.venv).with_environment(server.unit_environment(&service.unit));
    match app.settings(&service.wsgi) {
        Err(traceback) => fault(&traceback),
        Ok(settings) if server.text(&settings.file).is_some_and(|text| opens_to_write(&text)) => {
            Seen::Fault { kind: "system", what: "EROFS".to_owned() }
        }
        Ok(settings) => Seen::Settings(Box::new(settings)),
    }
}

fn fault(traceback: &Traceback) -> Seen {
    let message = traceback.message();
    let (exception, told) = message.split_once(": ").unwrap_or((message, ""));
    match exception {
        "ModuleNotFoundError" => Seen::Fault { kind: "missing-module", what: told.split('\'').nth(1).unwrap_or_default().to_owned() },
        "SyntaxError" => Seen::Fault { kind: "syntax", what: told.to_owned() },
        other => Seen::Fault { kind: "error", what: other.rsplit('.').next().unwrap_or_default().to_owned() },
    }
}

/// Whether the module opens a file for writing when it is imported.
fn opens_to_write(text: &str) -> bool {
    let Ok(module) = Module::read(text) else { return false };
    let writes = |word: &str| matches!(word, "a" | "w" | "x" | "ab" | "wb" | "a+" | "w+");
    module.statements().iter().filter(|s| s.indent == 0).any(|s| {
        let opens = s.tokens.windows(2).any(|pair| module.is(pair.first(), "open") && module.is(pair.get(1), "("));
        opens && s.tokens.iter().any(|t| module.literal(std::slice::from_ref(t)).is_some_and(|word| writes(&word)))
    })
}

impl Seen {
    pub(super) fn settings(&self) -> Option<&Settings> {
        match self {
            Self::Settings(settings) => Some(settings),
            Self::Fault { .. } => None,
        }
    }

    /// Why there are none.
    pub(super) fn why(&self) -> Option<String> {
        match self {
            Self::Settings(_) => None,
            Self::Fault { kind, what } => Some(format!("{kind}: {what}")),
        }
    }

    /// Of what this list is to have, what the settings do not have in effect.
    pub(super) fn lacking(&self, name: &str, wanted: &[String], proto_reaches: bool) -> Vec<String> {
        let has = |settings: &Settings, value: &str| match name {
            HOSTS => serves(settings, value),
            _ => trusts(settings, value) || (proto_reaches && serves(settings, host_of(value))),
        };
        wanted.iter().filter(|value| !self.settings().is_some_and(|settings| has(settings, value))).cloned().collect()
    }

    /// As the script tells it.
    pub(super) fn told(&self, want: &Want) -> Value {
        match self {
            Self::Settings(settings) => settings_told(settings, want),
            Self::Fault { kind, what } => {
                json!({"fault": "settings-not-importable", "kind": kind, "what": what, "detail": self.why(), "kinds": {}, "environment": "unit", "stale": false})
            }
        }
    }
}

fn serves(settings: &Settings, name: &str) -> bool {
    settings.served().iter().any(|pattern| covers(pattern, name))
}

fn host_of(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

fn trusts(settings: &Settings, origin: &str) -> bool {
    let below = |entry: &str| {
        let (scheme, suffix) = entry.split_once("://*")?;
        Some(origin.starts_with(&format!("{scheme}://")) && covers(suffix, host_of(origin)))
    };
    settings.origins.iter().any(|entry| entry == origin || below(entry).unwrap_or(false))
}

fn settings_told(settings: &Settings, want: &Want) -> Value {
    let kind = |bound: bool| if bound { "list" } else { "none" };
    let covered: serde_json::Map<String, Value> =
        want.allowed_hosts.iter().map(|name| (name.clone(), serves(settings, name).into())).collect();
    let origins: serde_json::Map<String, Value> =
        want.csrf_trusted_origins.iter().map(|origin| (origin.clone(), checked(settings, origin))).collect();
    json!({
        "module": settings.module, "file": settings.file, "files": [settings.file], "read": [], "variables": [], "django": DJANGO,
        "kinds": {HOSTS: kind(settings.has_hosts), ORIGINS: kind(settings.has_origins)},
        "values": values(settings),
        "csrf": settings.middleware.iter().any(|m| m.to_lowercase().contains("csrf")),
        "whitenoise": settings.middleware.iter().any(|m| m.to_lowercase().contains("whitenoise")),
        "covered": covered, "origins": origins, "environment": "unit", "stale": false,
    })
}

fn values(settings: &Settings) -> Value {
    let [session, csrf] = settings.secure_cookies;
    json!({
        HOSTS: settings.hosts, ORIGINS: settings.origins, "DEBUG": settings.debug, "SECURE_SSL_REDIRECT": settings.ssl_redirect,
        "SECURE_HSTS_SECONDS": if settings.hsts { 3_600 } else { 0 }, "SESSION_COOKIE_SECURE": session, "CSRF_COOKIE_SECURE": csrf,
    })
}

/// Django's own check: the page's origin is the request's own, which is HTTPS only where Django is told so, or it is trusted.
fn checked(settings: &Settings, origin: &str) -> Value {
    let trusted = trusts(settings, origin);
    let judged = |secure: bool| {
        let accepted = trusted || (secure && serves(settings, host_of(origin)));
        let reason = (!accepted).then(|| format!("Origin checking failed - {origin}{MISMATCH}"));
        json!({"accepted": accepted, "reason": reason, "secure": secure})
    };
    json!({"trusted": trusted, "reaches": judged(true), "header_only": judged(settings.proxy_header), "not_reaches": judged(false)})
}
