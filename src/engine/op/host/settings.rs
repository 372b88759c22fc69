//! What Django's settings are to say, what they say, and how they would be changed.

use crate::codes::codes;

/// What the settings are to have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SettingsWanted {
    /// In `ALLOWED_HOSTS`.
    pub hosts: Vec<String>,
    /// From where forms must be accepted: by `CSRF_TRUSTED_ORIGINS`, where Django does not take them without.
    pub origins: Vec<String>,
    /// Whether Django is told, by `X-Forwarded-Proto`, that the visitor came over HTTPS.
    pub proto_reaches: bool,
}

/// What would be changed, or why nothing can be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsPlan {
    /// The file that the service really reads and that would be written.
    pub path: String,
    /// What is wanted and not had yet; empty: nothing to do.
    pub missing: Vec<String>,
    /// A unified diff, without colours; empty when nothing is missing.
    pub diff: String,
    pub before_sha256: String,
    /// What the file would be: a yes to the diff is a yes to this.
    pub after_sha256: String,
    /// The settings could not be imported, and this is why: the plan is made from the text alone.
    pub by_text: Option<String>,
    /// What Django has; `None`: by its text nobody can tell.
    pub effective: Option<Effective>,
    /// No change that Landfall makes would have effect: what the person adds.
    pub by_hand: Option<ByHand>,
}

/// What Django has, as it told itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effective {
    pub django: String,
    pub debug: bool,
    /// Plain HTTP is sent on to HTTPS: for ever, where Django is not told that it came over HTTPS.
    pub ssl_redirect: bool,
    /// `ALLOWED_HOSTS`.
    pub hosts: Vec<String>,
    /// Whether each wanted name is served.
    pub serves: Vec<(String, bool)>,
    /// What becomes of a form from each wanted origin.
    pub forms: Vec<Forms>,
    /// Settings for https that are off.
    pub off: Vec<HttpsSetting>,
}

codes! {
    /// Settings for https that are off, as a project begins; Django's `check --deploy` tells of these and of others. (That plain http is not
    /// redirected is right: the load balancer does that.)
    HttpsSetting {
        Hsts = "SECURE_HSTS_SECONDS",
        SessionCookie = "SESSION_COOKIE_SECURE",
        CsrfCookie = "CSRF_COOKIE_SECURE",
    }
}

/// What becomes of a browser's form, by Django's own check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    pub origin: String,
    pub accepted: bool,
    /// Why it is refused, in Django's words.
    pub reason: Option<String>,
}

/// Everything that a person must add, and where it may stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByHand {
    /// By the setting's name.
    pub add: Vec<(String, Vec<String>)>,
    /// The settings file first; the places that the values come from behind it.
    pub places: Vec<Place>,
}

codes! {
    /// What a value of a setting stands in.
    PlaceKind {
        Settings = "settings",
        Module = "module",
        Dotenv = "dotenv",
        EnvironmentFile = "environment-file",
        Unit = "unit",
    }
}

/// A place that a setting's value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub kind: PlaceKind,
    /// The file, or the unit's name.
    pub at: String,
    pub variable: Option<String>,
}

impl ByHand {
    /// As evidence under a fault: `SETTING: value, value` for each, then `-> PLACE (VARIABLE)` for each place.
    pub fn evidence(&self) -> String {
        let add = self.add.iter().map(|(name, values)| format!("{name}: {}", values.join(", ")));
        let places = self.places.iter().map(Place::evidence);
        add.chain(places).collect::<Vec<_>>().join("\n")
    }
}

impl Place {
    fn evidence(&self) -> String {
        match (&self.variable, self.kind) {
            (None, _) => format!("-> {}", self.at),
            (Some(variable), PlaceKind::Unit) => format!("-> {} (Environment={variable}=)", self.at),
            (Some(variable), _) => format!("-> {} ({variable}=)", self.at),
        }
    }
}
