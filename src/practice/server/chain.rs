//! What `assets/host/chain.py` would print here: nginx's configuration, who listens where, which units and projects those are.

use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{failed, succeeded};
use super::unit_file::UnitFile;
use crate::engine::time::Timestamp;
use crate::ports::Output;
use crate::practice::state::server::ServerState;
use crate::practice::state::server::address::Address;
use crate::practice::state::server::process::Process;

/// What is asked.
#[derive(Debug, Deserialize)]
struct Question {
    name: String,
    project: String,
    addresses: Vec<String>,
}

/// nginx's own process; its workers read the configuration at once when it is changed here.
const NGINX: u32 = 650;
/// The machine's address, where nobody says. Blocks of practice worlds listen everywhere.
const OWN_ADDRESS: &str = "10.0.0.5";

/// Answers as the script does.
pub fn answer(server: &ServerState, input: &str, now: Timestamp) -> Output {
    match serde_json::from_str::<Question>(input) {
        Ok(question) => succeeded(evidence(server, &question, now).to_string()),
        Err(problem) => failed(1, &format!("json.decoder.JSONDecodeError: {problem}")),
    }
}

fn evidence(server: &ServerState, question: &Question, now: Timestamp) -> Value {
    let running: Vec<(&str, &Process)> =
        server.units.iter().filter_map(|(name, unit)| Some((name.as_str(), unit.process.as_ref()?))).collect();
    let listening = |p: &&(&str, &Process)| p.1.answers_at.is_some_and(|at| at <= now);
    let own = running.iter().filter(listening).flat_map(|(_, p)| p.listens.iter().map(|at| json!({ "at": place(at), "pids": [p.pid] })));
    let nginx = server.nginx_runs().then(|| json!({ "at": { "tcp": { "host": "0.0.0.0", "port": 80 } }, "pids": [NGINX] }));
    let processes = running.iter().map(|(name, p)| (p.pid.to_string(), process(server, name, p)));
    let web = json!({ "program": "nginx", "words": ["nginx: master process /usr/sbin/nginx"], "cgroup": "/system.slice/nginx.service", "user": "root" });
    json!({
        "name": question.name,
        "project": question.project,
        "addresses": question.addresses.iter().map(String::as_str).chain([OWN_ADDRESS]).collect::<Vec<_>>(),
        "nginx": nginx_of(server),
        "listeners": own.chain(nginx).collect::<Vec<_>>(),
        "processes": processes.chain([(NGINX.to_string(), web)]).collect::<serde_json::Map<_, _>>(),
        "units": units(server, now),
    })
}

fn place(at: &Address) -> Value {
    match at {
        Address::Tcp { host, port } => json!({ "tcp": { "host": host, "port": port } }),
        Address::Unix(path) => json!({ "unix": { "path": path } }),
    }
}

fn process(server: &ServerState, unit: &str, process: &Process) -> Value {
    let file = server.text(&format!("/etc/systemd/system/{unit}"));
    let service = file.and_then(|text| UnitFile::read(unit, &text).service.ok());
    json!({
        "program": "gunicorn",
        "words": process.command.split(' ').collect::<Vec<_>>(),
        "cwd": service.as_ref().and_then(|s| s.directory.as_ref().map(|place| place.path.clone())),
        "cgroup": format!("/system.slice/{unit}"),
        "user": service.and_then(|s| s.user),
    })
}

/// A configuration that nginx would not start with is refused as `nginx -T` does it.
fn nginx_of(server: &ServerState) -> Value {
    let dump = match server.nginx_runs() {
        true => json!({ "code": 0, "stdout": server.nginx_dump(), "stderr": "" }),
        false => json!({ "code": 1, "stdout": "", "stderr": "nginx: [emerg] the configuration file test failed" }),
    };
    let master = server.nginx_runs().then(|| json!({ "pid": NGINX, "started": 1.0, "unit": "nginx.service" }));
    json!({ "binary": "/usr/sbin/nginx", "dump": dump, "files": [], "master": master })
}

/// The units whose files lie in `/etc/systemd/system`, as `systemctl show` tells of them.
fn units(server: &ServerState, now: Timestamp) -> Value {
    let files = server.files_in("/etc/systemd/system");
    let names = files.into_iter().filter_map(|path| path.rsplit('/').next()).filter(|name| name.ends_with(".service"));
    names.map(|name| (name.to_owned(), unit(server, name, now))).collect::<serde_json::Map<_, _>>().into()
}

fn unit(server: &ServerState, name: &str, now: Timestamp) -> Value {
    let shown = server.show(name, &["FragmentPath", "UnitFileState", "ActiveState"], now);
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    let mut properties: serde_json::Map<String, Value> =
        text.lines().filter_map(|line| line.split_once('=')).map(|(key, value)| (key.to_owned(), value.into())).collect();
    let file = server.text(&format!("/etc/systemd/system/{name}")).unwrap_or_default().into_owned();
    for key in ["WorkingDirectory", "ExecStart"] {
        let value = file.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        properties.extend(value.map(|value| (key.to_owned(), value.into())));
    }
    properties.into()
}
