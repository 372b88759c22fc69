//! What a command on the server answered, as a fault.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::ports::Output;

/// The shell's and env's status for "no such command".
pub(super) const NOT_FOUND: u32 = 127;

/// A command that ran and failed for a reason that has no code of its own; `what` names it.
pub(super) fn failed(what: &str, output: &Output) -> Fault {
    let message = if output.stderr.is_empty() { &output.stdout } else { &output.stderr };
    let message = String::from_utf8_lossy(message);
    if let Some(line) = no_room(&message) {
        return full(&format!("{what}: {line}"));
    }
    let told = format!("{what}: exit {}\n{message}", output.status);
    // The C library's words and Python's.
    let no_memory = ["Cannot allocate memory", "MemoryError"].iter().any(|words| message.contains(words));
    let (code, remedy) = if no_memory { (Code::OutOfMemory, Remedy::AddMemory) } else { (Code::RemoteFailed, Remedy::RunAgain) };
    Fault::person(code, remedy, told)
}

/// The line that says that nothing can be written on the server: no fault of what was to be done. By libc's words: every command runs in
/// the C locale.
fn no_room(message: &str) -> Option<&str> {
    let says = |line: &&str| ["No space left on device", "Disk quota exceeded"].iter().any(|words| line.contains(words));
    message.lines().find(says).map(str::trim)
}

fn full(detail: &str) -> Fault {
    Fault::person(Code::DiskFull, Remedy::FreeDisk, detail)
}

/// A unit's text that systemd does not take, or that could not be shown to it.
pub(super) fn unit_refused(output: &Output) -> Fault {
    let message = String::from_utf8_lossy(&output.stderr);
    no_room(&message).map_or_else(|| Fault::person(Code::UnitRefused, Remedy::ReadReason, &message), full)
}

/// A Python script that could not run.
pub(super) fn script_failed(output: &Output) -> Fault {
    if output.status == NOT_FOUND {
        return Fault::person(Code::NoPython, Remedy::InstallPython, String::from_utf8_lossy(&output.stderr));
    }
    failed("python3", output)
}

/// A systemctl verb that failed.
pub(super) fn systemctl_failed(output: &Output) -> Fault {
    if output.status == NOT_FOUND {
        return Fault::person(Code::NoSystemd, Remedy::UseSystemdServer, String::from_utf8_lossy(&output.stderr));
    }
    failed("systemctl", output)
}

/// What one of our scripts refused, by the code's own text; unknown codes are our mistake.
pub(super) fn refused(code: &str, detail: &str) -> Fault {
    match Code::ALL.iter().find(|c| c.as_str() == code) {
        Some(Code::NoProject) => Fault::person(Code::NoProject, Remedy::TellProject, detail),
        Some(Code::NoEnvironment) => Fault::person(Code::NoEnvironment, Remedy::MakeEnvironment, detail),
        Some(Code::NoAsgiWorker) => Fault::person(Code::NoAsgiWorker, Remedy::InstallGunicorn, detail),
        Some(Code::NoGunicorn) => Fault::person(Code::NoGunicorn, Remedy::InstallGunicorn, detail),
        Some(Code::EnvironmentFileOdd) => Fault::person(Code::EnvironmentFileOdd, Remedy::MendEnvironmentFile, detail),
        Some(Code::RemoteFailed) => Fault::person(Code::RemoteFailed, Remedy::RunAgain, detail),
        Some(Code::SettingsNotFound) => Fault::person(Code::SettingsNotFound, Remedy::TellProject, detail),
        Some(code) => Fault::person(*code, Remedy::EditSettingsByHand, detail),
        None => Fault::internal(format!("{code}: {detail}")),
    }
}

/// Others changed the settings module since we read it: their change is not overwritten.
pub(super) fn changed_by_others(path: &str) -> Fault {
    Fault::person(Code::SettingsChanged, Remedy::EditSettingsByHand, path)
}

/// Our names still stand in a settings module that others changed since, where the script cannot take them out.
pub(super) fn names_left(detail: &str) -> Fault {
    Fault::person(Code::SettingsChanged, Remedy::TakeNamesOutByHand, detail)
}

/// Others changed our unit since: it is not ours to overwrite.
pub(super) fn unit_changed(path: &str) -> Fault {
    Fault::person(Code::UnitChanged, Remedy::RestoreUnitByHand, path)
}

/// Others changed our drop-in since: what they wrote there is not ours to remove.
pub(super) fn drop_in_changed(path: &str) -> Fault {
    Fault::person(Code::DropInChanged, Remedy::RemoveDropInByHand, path)
}

/// Others changed nginx's configuration since we read it: their change is not overwritten.
pub(super) fn nginx_changed(path: &str) -> Fault {
    Fault::person(Code::NginxChanged, Remedy::RunAgain, path)
}

/// Others changed the file that we had changed, and what is ours still stands in it: it is not ours to put back.
pub(super) fn nginx_changed_since(evidence: &str) -> Fault {
    Fault::person(Code::NginxChanged, Remedy::RestoreNginxByHand, evidence)
}

/// The line of the service file that names what is not there, then the files in which it may stand.
pub(super) fn environment_file_missing<'a>(file: &str, units: impl Iterator<Item = &'a str>) -> Fault {
    let files: Vec<&str> = units.collect();
    Fault::person(Code::EnvironmentFileMissing, Remedy::FixUnit, format!("EnvironmentFile={file}\n{}", files.join("\n")))
}

/// A restart that systemd refused, told apart by the unit's properties and never by its sentences. `None`: its program was run and ended,
/// and why stands in its log, which the look that follows reads.
pub(super) fn start_failed(load: &str, load_error: &str, exit_status: i32, output: &Output) -> Option<Fault> {
    let message = String::from_utf8_lossy(&output.stderr);
    Some(match (load, exit_status) {
        ("bad-setting" | "error", _) => Fault::person(Code::UnitRefused, Remedy::ReadReason, format!("{load_error}\n{message}")),
        ("not-found" | "masked", _) => Fault::person(Code::UnitRefused, Remedy::ReadReason, format!("LoadState={load}\n{message}")),
        (_, 203) => Fault::person(Code::ExecNotFound, Remedy::ReinstallGunicorn, message),
        (_, 200) => Fault::person(Code::WorkingDirectoryMissing, Remedy::FixPaths, message),
        (_, 216 | 217) => Fault::person(Code::UserMissing, Remedy::FixUser, message),
        // It never got as far: a start that came too often, a dependency, a file.
        (_, 0) => Fault::person(Code::ServiceCrashed, Remedy::ReadServiceLog, message),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_could_not_be_laid_before_systemd_is_not_called_refused() {
        let output = |stderr: &str| Output { status: 1, stdout: Vec::new(), stderr: stderr.as_bytes().to_vec() };
        let full = unit_refused(&output("cat: write error: No space left on device\n"));
        assert_eq!((full.code, full.detail.as_str()), (Code::DiskFull, "cat: write error: No space left on device"));
        assert_eq!(unit_refused(&output("Unknown section 'Srvice'")).code, Code::UnitRefused);
    }
}
