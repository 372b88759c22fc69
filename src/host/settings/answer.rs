//! What the script answers, as the engine's facts.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::host::{ByHand, Effective, Forms, HttpsSetting, Place, PlaceKind, SettingsPlan, SettingsWanted};
use crate::host::faults;
use crate::sanitize::cleaned;

/// A plan, or the refusal with all that must be added by hand.
#[derive(Debug)]
pub(super) struct Planned {
    plan: SettingsPlan,
    code: Option<Code>,
}

impl Planned {
    /// As a look tells it: what is to be done by hand is a fact.
    pub(super) fn plan(self) -> SettingsPlan {
        self.plan
    }

    /// As a write needs it: there must be something that can be written.
    pub(super) fn must(self) -> Result<SettingsPlan, Fault> {
        match (self.code, &self.plan.by_hand) {
            (Some(code), Some(by_hand)) => Err(Fault::person(code, Remedy::AddToSettingsByHand, by_hand.evidence())),
            _ => Ok(self.plan),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Answer {
    path: String,
    missing: Vec<String>,
    by_text: bool,
    why: Option<String>,
    diff: String,
    before_sha256: String,
    after_sha256: String,
    effective: Option<Seen>,
}

/// What Django told, or why it could not be asked.
#[derive(Debug, Deserialize)]
struct Seen {
    fault: Option<String>,
    #[serde(default)]
    django: String,
    #[serde(default)]
    values: Values,
    #[serde(default)]
    covered: BTreeMap<String, bool>,
    #[serde(default)]
    origins: BTreeMap<String, Checked>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Values {
    #[serde(default)]
    allowed_hosts: Value,
    #[serde(default)]
    debug: Value,
    #[serde(default)]
    secure_ssl_redirect: Value,
    #[serde(default)]
    secure_hsts_seconds: Value,
    #[serde(default)]
    session_cookie_secure: Value,
    #[serde(default)]
    csrf_cookie_secure: Value,
}

impl Values {
    /// The settings for https that are off. Only a value that was told counts.
    fn off(&self) -> Vec<HttpsSetting> {
        let off = |value: &Value| matches!(value, Value::Bool(false)) || value.as_i64() == Some(0);
        let all = [
            (HttpsSetting::Hsts, &self.secure_hsts_seconds),
            (HttpsSetting::SessionCookie, &self.session_cookie_secure),
            (HttpsSetting::CsrfCookie, &self.csrf_cookie_secure),
        ];
        all.into_iter().filter(|(_, value)| off(value)).map(|(setting, _)| setting).collect()
    }
}

#[derive(Debug, Deserialize)]
struct Checked {
    trusted: bool,
    reaches: Judged,
    not_reaches: Judged,
}

#[derive(Debug, Clone, Deserialize)]
struct Judged {
    accepted: bool,
    reason: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Refusal {
    fault: String,
    detail: String,
    by_hand: Option<Hand>,
}

#[derive(Debug, Deserialize)]
struct Hand {
    path: String,
    add: BTreeMap<String, Vec<String>>,
    #[serde(rename = "where")]
    places: Vec<Where>,
    by_text: bool,
    why: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Where {
    kind: String,
    path: Option<String>,
    unit: Option<String>,
    variable: Option<String>,
}

/// Reads the answer to `plan` or `apply`.
pub(super) fn read(answer: Value, wanted: &SettingsWanted) -> Result<Planned, Fault> {
    if answer.get("fault").is_some() {
        return refusal(serde_json::from_value(answer).map_err(unreadable)?);
    }
    let answer: Answer = serde_json::from_value(answer).map_err(unreadable)?;
    let plan = SettingsPlan {
        path: answer.path,
        missing: answer.missing,
        diff: cleaned(&answer.diff),
        before_sha256: answer.before_sha256,
        after_sha256: answer.after_sha256,
        by_text: answer.by_text.then(|| cleaned(&answer.why.unwrap_or_default())),
        effective: answer.effective.filter(|seen| seen.fault.is_none()).map(|seen| effective(seen, wanted)),
        by_hand: None,
    };
    Ok(Planned { plan, code: None })
}

fn unreadable(error: serde_json::Error) -> Fault {
    Fault::internal(error.to_string())
}

fn refusal(refusal: Refusal) -> Result<Planned, Fault> {
    let Some(hand) = refusal.by_hand else { return Err(faults::refused(&refusal.fault, &refusal.detail)) };
    let by_text = hand.by_text.then(|| cleaned(&hand.why.clone().unwrap_or_default()));
    let code = if by_text.is_some() { Code::SettingsNotLiteral } else { Code::SettingsNotEffective };
    let by_hand = ByHand { add: hand.add.into_iter().collect(), places: hand.places.into_iter().filter_map(place).collect() };
    let plan = SettingsPlan { path: hand.path, by_text, by_hand: Some(by_hand), ..SettingsPlan::default() };
    Ok(Planned { plan, code: Some(code) })
}

fn place(at: Where) -> Option<Place> {
    let kind = *PlaceKind::ALL.iter().find(|kind| kind.as_str() == at.kind)?;
    let named = cleaned(&at.path.or(at.unit)?);
    Some(Place { kind, at: named, variable: at.variable.map(|v| cleaned(&v)) })
}

fn effective(seen: Seen, wanted: &SettingsWanted) -> Effective {
    Effective {
        off: seen.values.off(),
        django: cleaned(&seen.django),
        debug: seen.values.debug == Value::Bool(true),
        ssl_redirect: seen.values.secure_ssl_redirect == Value::Bool(true),
        hosts: strings(&seen.values.allowed_hosts),
        serves: wanted.hosts.iter().map(|name| (name.clone(), seen.covered.get(name) == Some(&true))).collect(),
        forms: wanted.origins.iter().filter_map(|origin| Some(forms(origin, seen.origins.get(origin)?, wanted))).collect(),
    }
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(cleaned).collect()
}

fn forms(origin: &str, checked: &Checked, wanted: &SettingsWanted) -> Forms {
    let judged = if wanted.proto_reaches { &checked.reaches } else { &checked.not_reaches };
    let accepted = checked.trusted || judged.accepted;
    let reason = judged.reason.as_deref().filter(|_| !accepted).map(cleaned);
    Forms { origin: origin.to_owned(), accepted, reason }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_off_follows_from_values_that_were_told() {
        let off = |values: Value| {
            let values: Values = serde_json::from_value(values).unwrap();
            values.off().iter().map(|setting| setting.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(off(json!({})), [] as [&str; 0], "what was not told is not known to be off");
        let fresh = json!({"SECURE_HSTS_SECONDS": 0, "SESSION_COOKIE_SECURE": false, "CSRF_COOKIE_SECURE": false});
        assert_eq!(off(fresh), ["SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]);
        let ready = json!({"SECURE_HSTS_SECONDS": 60, "SESSION_COOKIE_SECURE": true, "CSRF_COOKIE_SECURE": true});
        assert_eq!(off(ready), [] as [&str; 0]);
    }
}
