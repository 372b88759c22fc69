//! Why a unit of the person's does not run: told, and mended, where they wrote it. What Landfall would write is none of it.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::host::ServiceState;

/// systemd's exit status where the group does not exist; 217 is that of the user (`man systemd.exec`, "Process Exit Codes").
const NO_GROUP: i32 = 216;

/// The same fault, of this unit: the line that is wrong as it stands there, then the files in which it may stand.
pub(super) fn of(fault: Fault, state: &ServiceState) -> Fault {
    let says = &state.says;
    let line = |key: &str, value: &str| (!value.is_empty()).then(|| format!("{key}={value}"));
    let lines: Vec<String> = match fault.code {
        Code::ExecNotFound => line("ExecStart", &says.program).into_iter().collect(),
        Code::WorkingDirectoryMissing => line("WorkingDirectory", &says.directory).into_iter().collect(),
        Code::UserMissing if state.exit_status == NO_GROUP => line("Group", &says.group).into_iter().collect(),
        Code::UserMissing => line("User", &says.user).into_iter().collect(),
        Code::UnitRefused => fault.detail.lines().map(str::to_owned).collect(),
        _ => return fault,
    };
    let told: Vec<String> = lines.into_iter().chain(says.files.iter().cloned()).collect();
    Fault::person(fault.code, Remedy::FixUnit, told.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::Disposition;
    use crate::engine::fixture::running;
    use crate::engine::op::host::UnitLines;

    #[test]
    fn the_line_is_the_one_that_stands_in_the_persons_unit() {
        let says = UnitLines {
            program: "/srv/old/bin/gunicorn".into(),
            directory: "/srv/old".into(),
            user: "web".into(),
            group: "www".into(),
            files: vec!["/etc/systemd/system/hee.service".into(), "/etc/systemd/system/hee.service.d/a.conf".into()],
        };
        let state = ServiceState { says, ..running() };
        let told = |code| of(Fault::person(code, Remedy::FixPaths, "/home/ubuntu/env/bin/gunicorn"), &state);
        let files = "/etc/systemd/system/hee.service\n/etc/systemd/system/hee.service.d/a.conf";
        for (code, line) in [
            (Code::ExecNotFound, "ExecStart=/srv/old/bin/gunicorn"),
            (Code::WorkingDirectoryMissing, "WorkingDirectory=/srv/old"),
            (Code::UserMissing, "User=web"),
        ] {
            let fault = told(code);
            assert_eq!((fault.detail, fault.disposition), (format!("{line}\n{files}"), Disposition::Person(Remedy::FixUnit)));
        }
        let state = ServiceState { exit_status: NO_GROUP, ..state.clone() };
        assert!(of(Fault::person(Code::UserMissing, Remedy::FixPaths, ""), &state).detail.starts_with("Group=www\n"));
        assert_eq!(
            told(Code::ModuleMissing).detail,
            "/home/ubuntu/env/bin/gunicorn",
            "the environment is the project's, whoever wrote the unit"
        );
    }
}
