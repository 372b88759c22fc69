//! The commands of [`Remote`] as calls, with their failures as faults.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::faults;
use super::shown::Shown;
use crate::engine::fault::{Code, Fault};
use crate::engine::op::host::{Access, UnitName};
use crate::engine::op::net::HttpAnswer;
use crate::ports::{Command, HttpGet, Output, Remote, Script, SystemctlVerb};
use crate::sanitize::cleaned;
use crate::site::SiteName;

/// One server, for one op of one site.
pub(super) struct Link<'a> {
    remote: &'a dyn Remote,
    access: &'a Access,
    site: &'a SiteName,
}

impl<'a> Link<'a> {
    pub(super) fn new(remote: &'a dyn Remote, access: &'a Access, site: &'a SiteName) -> Self {
        Self { remote, access, site }
    }

    /// Whose work this is: several sites may stand on one server.
    pub(super) fn site(&self) -> &SiteName {
        self.site
    }

    pub(super) async fn run(&self, command: Command) -> Result<Output, Fault> {
        self.remote.run(self.access, &command).await
    }

    /// Runs it and takes any status but 0 for a failure of `what`.
    async fn must(&self, what: &str, command: Command) -> Result<Output, Fault> {
        let output = self.run(command).await?;
        if output.status == 0 { Ok(output) } else { Err(faults::failed(what, &output)) }
    }

    /// The bytes of a file, read as root; `None`: there is none.
    pub(super) async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        let output = self.run(Command::ReadFile { path: path.to_owned(), root: true }).await?;
        match output.status {
            0 => Ok(Some(output.stdout)),
            1 => Ok(None),
            _ => Err(faults::failed(path, &output)),
        }
    }

    pub(super) async fn write(&self, path: &str, content: &[u8], mode: u32) -> Result<(), Fault> {
        let command = Command::WriteFile { path: path.to_owned(), content: content.to_owned(), mode };
        self.must(path, command).await.map(drop)
    }

    pub(super) async fn remove(&self, path: &str) -> Result<(), Fault> {
        self.must(path, Command::RemoveFile { path: path.to_owned() }).await.map(drop)
    }

    /// For root alone.
    pub(super) async fn make_dir(&self, path: &str) -> Result<(), Fault> {
        self.must(path, Command::MakeDir { path: path.to_owned(), mode: 0o700 }).await.map(drop)
    }

    /// For everybody to read.
    pub(super) async fn make_open_dir(&self, path: &str) -> Result<(), Fault> {
        self.must(path, Command::MakeDir { path: path.to_owned(), mode: 0o755 }).await.map(drop)
    }

    /// Whether a file stands there, whatever is in it.
    pub(super) async fn stands(&self, path: &str) -> Result<bool, Fault> {
        self.run(Command::FileStands { path: path.to_owned() }).await.map(|output| output.status == 0)
    }

    /// Adds a variable to an environment file.
    pub(super) async fn add_variable(&self, command: Command) -> Result<(), Fault> {
        let output = self.run(command).await?;
        // Nothing of what it printed is told: the value went through its hands.
        if output.status != 0 {
            return Err(faults::script_failed(&Output { stdout: Vec::new(), stderr: Vec::new(), ..output }));
        }
        let answer = serde_json::from_slice(&output.stdout).map_err(|_| Fault::retry(Code::RemoteFailed, "python3"))?;
        unless_refused(answer).map(drop)
    }

    pub(super) async fn remove_dir(&self, path: &str) -> Result<(), Fault> {
        self.must(path, Command::RemoveDir { path: path.to_owned() }).await.map(drop)
    }

    /// A systemctl verb whose failure is the caller's to judge.
    pub(super) async fn try_systemctl(&self, verb: SystemctlVerb, unit: Option<&UnitName>) -> Result<Output, Fault> {
        self.run(Command::Systemctl { verb, unit: unit.map(ToString::to_string) }).await
    }

    pub(super) async fn systemctl(&self, verb: SystemctlVerb, unit: Option<&UnitName>) -> Result<(), Fault> {
        let output = self.try_systemctl(verb, unit).await?;
        if output.status == 0 { Ok(()) } else { Err(faults::systemctl_failed(&output)) }
    }

    pub(super) async fn show(&self, unit: &UnitName, properties: &[&'static str]) -> Result<Shown, Fault> {
        let output = self.run(Command::UnitShow { unit: unit.to_string(), properties: properties.to_owned() }).await?;
        if output.status == 0 { Ok(Shown::parse(&output.stdout)) } else { Err(faults::systemctl_failed(&output)) }
    }

    /// What the server answers itself; `None`: nothing.
    pub(super) async fn http_status(&self, get: HttpGet) -> Result<Option<u16>, Fault> {
        let output = self.run(Command::HttpGet(get)).await?;
        if output.status == faults::NOT_FOUND { Err(faults::script_failed(&output)) } else { Ok(http_status(&output)) }
    }

    /// The same, with where a redirect leads.
    pub(super) async fn http_answer(&self, get: HttpGet) -> Result<Option<HttpAnswer>, Fault> {
        let output = self.run(Command::HttpGet(get)).await?;
        if output.status == faults::NOT_FOUND {
            return Err(faults::script_failed(&output));
        }
        let location = String::from_utf8_lossy(&output.stdout).lines().nth(1).map(cleaned).filter(|to| !to.is_empty());
        Ok(http_status(&output).map(|status| HttpAnswer { status, location }))
    }

    /// Runs one of our scripts as root and hands on its answer, a refusal too.
    pub(super) async fn answer(&self, script: Script, input: &impl Serialize) -> Result<Value, Fault> {
        let input = serde_json::to_string(input).map_err(|e| Fault::internal(e.to_string()))?;
        let output = self.run(Command::Script { script, input, root: true }).await?;
        if output.status != 0 {
            return Err(faults::script_failed(&output));
        }
        serde_json::from_slice(&output.stdout).map_err(|_| faults::failed("python3", &output))
    }

    /// Runs one of our scripts as root and reads its answer; `{fault, detail}` is a refusal.
    pub(super) async fn script<T: DeserializeOwned>(&self, script: Script, input: &impl Serialize) -> Result<T, Fault> {
        let answer = unless_refused(self.answer(script, input).await?)?;
        serde_json::from_value(answer).map_err(|e| Fault::internal(e.to_string()))
    }
}

/// A script's answer; `{fault, detail}` is a refusal.
fn unless_refused(answer: Value) -> Result<Value, Fault> {
    let Some(code) = answer.get("fault").and_then(Value::as_str) else { return Ok(answer) };
    Err(faults::refused(code, answer.get("detail").and_then(Value::as_str).unwrap_or_default()))
}

fn http_status(output: &Output) -> Option<u16> {
    let status = String::from_utf8_lossy(&output.stdout).lines().next()?.trim().parse().ok()?;
    (output.status == 0 && (100..600).contains(&status)).then_some(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_http_answer_is_none() {
        let output = |status, stdout: &str| Output { status, stdout: stdout.as_bytes().to_vec(), stderr: Vec::new() };
        assert_eq!(http_status(&output(0, "204\n")), Some(204));
        assert_eq!(http_status(&output(0, "301\nhttps://a/\n")), Some(301));
        assert_eq!(http_status(&output(1, "")), None);
        assert_eq!(http_status(&output(0, "99999")), None);
    }
}
