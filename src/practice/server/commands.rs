//! Each command over the server's state. `ubuntu` becomes root without a password.

use super::answer::{failed, succeeded};
use super::http::Asked;
use super::systemd::Turn;
use super::{chain, settings, survey, variable};
use crate::engine::time::Timestamp;
use crate::ports::{Command, HttpGet, LogFrom, LogSource, MARK, NginxVerb, Output, Script};
use crate::practice::server::at::At;
use crate::practice::state::server::ServerState;

/// What the command changes, and what it answers.
pub(in crate::practice) fn carry_out(server: &mut ServerState, command: &Command, at: &At) -> Turn {
    Turn::Done(match command {
        Command::ReadFile { path, root } => server.read_file(path, *root),
        Command::WriteFile { path, content, mode } => server.write_file(path, content, *mode),
        Command::RemoveFile { path } => server.remove_file(path),
        Command::MakeDir { path, mode } => server.make_dir(path, *mode),
        Command::FileStands { path } if server.is_file(path) => succeeded(""),
        Command::FileStands { .. } => failed(1, ""),
        Command::AddVariable { path, name, .. } => variable::add(server, path, name),
        Command::RemoveDir { path } => server.remove_dir(path),
        Command::UnitShow { unit, properties } => server.show(unit, properties, at.now),
        Command::Systemctl { verb, unit } => return server.systemctl(*verb, unit.as_deref(), at),
        Command::VerifyUnit { unit, text } => server.verify(unit, text),
        Command::Log { unit, lines } => server.log(unit, *lines, at),
        Command::LogPage { source: LogSource::Unit(unit), from } => server.log_page(unit, from, at),
        // nginx has nothing to complain of here but what it answers.
        Command::LogPage { source: LogSource::Nginx, .. } => succeeded(format!("{MARK}1:0\n")),
        // nginx is let in everywhere here.
        Command::ShutToNginx { .. } => succeeded("\n"),
        Command::Processes { unit } => server.processes(unit),
        Command::Script { script: Script::Survey, input, .. } => survey::answer(server, input),
        Command::Script { script: Script::Settings, input, .. } => settings::answer(server, input),
        Command::Script { script: Script::Chain, input, .. } => chain::answer(server, input, at.now),
        Command::Script { script: Script::Variable, input, .. } => variable::answer(server, input),
        // nginx reads what lies on the disk at every request here.
        Command::Nginx(NginxVerb::Test | NginxVerb::Reload) if server.nginx_runs() => succeeded(""),
        Command::Nginx(NginxVerb::Test | NginxVerb::Reload) => failed(1, "nginx: [emerg] the configuration file test failed"),
        Command::HttpGet(HttpGet { host, port, path, user_agent, .. }) => {
            match server.answers_on(*port, &Asked { user_agent, ..Asked::get(host, path) }, at.now) {
                Some(reply) => succeeded(format!("{}\n{}\n", reply.status, reply.location())),
                None => failed(1, "ConnectionRefusedError(111, 'Connection refused')"),
            }
        }
    })
}

impl ServerState {
    fn log(&self, unit: &str, lines: u32, at: &At) -> Output {
        let count = usize::try_from(lines).unwrap_or(usize::MAX);
        let lines = self.unit(unit).map(|unit| unit.log.last(count, at.now)).unwrap_or_default();
        succeeded(lines.iter().map(|line| format!("{line}\n")).collect::<String>())
    }

    /// The mark is the moment until which it was read.
    fn log_page(&self, unit: &str, from: &LogFrom, at: &At) -> Output {
        let log = self.unit(unit).map(|unit| &unit.log);
        let lines = match from {
            LogFrom::Last(count) => log.map(|log| log.last(usize::try_from(*count).unwrap_or(usize::MAX), at.now)),
            LogFrom::After(mark) => log.map(|log| log.after(Timestamp(mark.parse().unwrap_or_default()), at.now)),
        };
        let lines = lines.unwrap_or_default().into_iter().map(|line| format!("{line}\n")).collect::<String>();
        succeeded(format!("{lines}{MARK}{}\n", at.now.0))
    }

    fn processes(&self, unit: &str) -> Output {
        let listed = self
            .unit(unit)
            .and_then(|unit| unit.process.as_ref())
            .map(crate::practice::state::server::process::Process::listed)
            .unwrap_or_default();
        succeeded(listed.iter().map(|line| format!("{line} \n")).collect::<String>())
    }
}
