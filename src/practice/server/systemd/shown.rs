//! `systemctl show`: the properties that were asked for, in systemd's order.

use super::full;
use crate::engine::time::Timestamp;
use crate::ports::Output;
use crate::practice::server::answer::succeeded;
use crate::practice::server::unit_file::{Service, Type, Unfit, UnitFile};
use crate::practice::state::server::ServerState;
use crate::practice::state::server::unit::{Unit, UnitState};

impl ServerState {
    /// `key=value` lines. A unit that is not there has properties too.
    pub fn show(&self, unit: &str, asked: &[&str], now: Timestamp) -> Output {
        let name = full(unit);
        let unknown = Unit::default();
        let unit = self.units.get(&name).unwrap_or(&unknown);
        let properties = self.run_properties(unit, now).into_iter().chain(self.load_properties(&name, unit));
        let lines = properties.filter(|(key, _)| asked.contains(key)).map(|(key, value)| format!("{key}={value}\n"));
        succeeded(lines.collect::<String>())
    }

    fn run_properties(&self, unit: &Unit, now: Timestamp) -> Vec<(&'static str, String)> {
        let (active, sub) = states(unit, now);
        let ended = unit.exit_status;
        vec![
            ("MainPID", unit.process.as_ref().map_or(0, |process| process.pid).to_string()),
            ("Result", unit.result.as_str().to_owned()),
            ("NRestarts", unit.restarts.to_string()),
            ("ExecMainCode", u8::from(ended.is_some()).to_string()),
            ("ExecMainStatus", ended.unwrap_or(0).to_string()),
            ("ActiveState", active.to_owned()),
            ("SubState", sub.to_owned()),
        ]
    }

    fn load_properties(&self, name: &str, unit: &Unit) -> Vec<(&'static str, String)> {
        let file = self.unit_file(name);
        let (load, error) = load(name, file.as_ref());
        let place = self.fragment(name).filter(|_| file.is_some()).unwrap_or_default();
        let stale = file.is_some() && unit.loaded.is_some() && unit.loaded != self.on_disk(name);
        let group = unit.process.as_ref().map(|_| format!("/system.slice/{name}")).unwrap_or_default();
        let mut properties = vec![
            ("ControlGroup", group),
            ("Id", name.to_owned()),
            ("LoadState", load.to_owned()),
            ("FragmentPath", place),
            ("UnitFileState", self.file_state(name, unit).to_owned()),
            ("NeedDaemonReload", if stale { "yes" } else { "no" }.to_owned()),
        ];
        properties.extend(error.map(|error| ("LoadError", error)));
        properties.extend(file.and_then(|file| file.service.ok()).map(|service| lines(&service)).unwrap_or_default());
        properties.push(("DropInPaths", self.dropped(name).join(" ")));
        properties
    }

    fn file_state(&self, name: &str, unit: &Unit) -> &'static str {
        let Some(text) = self.on_disk(name) else { return "" };
        match UnitFile::read(name, &text) {
            UnitFile { service: Err(Unfit::Masked), .. } => "masked",
            _ if unit.enabled => "enabled",
            UnitFile { installs: true, .. } => "disabled",
            UnitFile { .. } => "static",
        }
    }
}

/// What it says, as `systemctl show` prints it.
fn lines(service: &Service) -> Vec<(&'static str, String)> {
    let program = &service.exec.program;
    let words: Vec<&str> = std::iter::once(program).chain(&service.exec.arguments).map(String::as_str).collect();
    let directory = service.directory.as_ref().map(|place| format!("{}{}", if place.may_miss { "!" } else { "" }, place.path));
    let mut said = vec![
        ("ExecStart", format!("{{ path={program} ; argv[]={} ; ignore_errors=no }}", words.join(" "))),
        ("WorkingDirectory", directory.unwrap_or_default()),
        ("User", service.user.clone().unwrap_or_default()),
        ("Group", service.group.clone().unwrap_or_default()),
    ];
    let files = service.environment_files.iter().map(|place| {
        let ignores = if place.may_miss { "yes" } else { "no" };
        ("EnvironmentFiles", format!("{} (ignore_errors={ignores})", place.path))
    });
    said.extend(files);
    said
}

fn states(unit: &Unit, now: Timestamp) -> (&'static str, &'static str) {
    match unit.state {
        UnitState::Running if unit.starts(now) => ("activating", "start"),
        UnitState::Running => ("active", "running"),
        UnitState::Restarting => ("activating", "auto-restart"),
        UnitState::Failed => ("failed", "failed"),
        UnitState::Inactive => ("inactive", "dead"),
    }
}

impl Unit {
    /// Whether its process has still to say that it is ready.
    fn starts(&self, now: Timestamp) -> bool {
        let notifies = self.loaded.as_deref().is_some_and(|text| {
            let file = UnitFile::read("", text);
            file.service.is_ok_and(|service| service.kind == Type::Notify)
        });
        notifies && self.process.as_ref().is_some_and(|process| process.ready_at.is_none_or(|ready| ready > now))
    }
}

fn load(name: &str, file: Option<&UnitFile>) -> (&'static str, Option<String>) {
    let error = |kind: &str, why: &str| Some(format!("org.freedesktop.systemd1.{kind} \"Unit {name} {why}.\""));
    match file.map(|file| &file.service) {
        None => ("not-found", error("NoSuchUnit", "not found")),
        Some(Ok(_)) => ("loaded", None),
        Some(Err(Unfit::Masked)) => ("masked", error("UnitMasked", "is masked")),
        Some(Err(Unfit::BadSetting(_))) => ("bad-setting", error("BadUnitSetting", "has a bad unit file setting")),
        Some(Err(Unfit::Error(_))) => {
            ("error", error("LoadFailed", "failed to load properly, please adjust/correct and reload service manager: Bad message"))
        }
    }
}
