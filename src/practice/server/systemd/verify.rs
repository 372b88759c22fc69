//! `systemd-analyze verify` of a text: warnings end well, what would keep the unit from starting does not.

use super::full;
use crate::ports::Output;
use crate::practice::server::answer::failed;
use crate::practice::server::unit_file::{Unfit, UnitFile};
use crate::practice::state::server::ServerState;
use crate::practice::state::server::paths::plain;

impl ServerState {
    /// Users, groups and directories are not looked at, programs are.
    pub fn verify(&self, unit: &str, text: &str) -> Output {
        let name = full(unit);
        let place = format!("/tmp/{name}");
        let file = UnitFile::read(&name, text);
        let mut lines: Vec<String> = file.ignored.iter().map(|ignored| format!("{place}:{ignored}")).collect();
        let fatal = match &file.service {
            Ok(service) => self.missing(&name, &service.exec.program),
            Err(Unfit::Masked) => Some(format!("Unit {name} is masked.")),
            Err(Unfit::BadSetting(why)) => Some(bad_setting(&name, &place, why)),
            Err(Unfit::Error(why)) => Some(format!("{place}:{why}\nUnit {name} failed to load properly: Bad message")),
        };
        let status = u32::from(fatal.is_some());
        lines.extend(fatal);
        failed(status, &lines.join("\n"))
    }

    fn missing(&self, name: &str, program: &str) -> Option<String> {
        let path = plain(program);
        let why = match (program.starts_with('/') && self.is_file(&path), self.is_executable(&path)) {
            (true, true) => return None,
            (true, false) => "Permission denied",
            (false, _) => "No such file or directory",
        };
        Some(format!("{name}: Command {program} is not executable: {why}"))
    }
}

fn bad_setting(name: &str, place: &str, why: &str) -> String {
    let reason = if why.starts_with(|c: char| c.is_ascii_digit()) { format!("{place}:{why}") } else { format!("{name}: {why}") };
    format!("{reason}\nUnit {name} has a bad unit file setting.")
}
