//! Who listens at an address, and who keeps that process running.

use std::net::IpAddr;

use super::evidence::{Evidence, Listener, Process};
use crate::engine::op::host::{Holder, Keeper, UnitName};
use crate::nginx::At;
use crate::sanitize::cleaned;

/// Names of programs that run Django, or begin to.
const PYTHON: [&str; 7] = ["python", "gunicorn", "uvicorn", "uwsgi", "daphne", "hypercorn", "granian"];

/// Who listens at this address.
pub(super) fn holder(evidence: &Evidence, at: &At) -> Option<Holder> {
    let exact = evidence.listeners.iter().find(|listener| same(&listener.at, at));
    match exact.or_else(|| evidence.listeners.iter().find(|listener| covers(&listener.at, at))) {
        Some(listener) => Some(holding(evidence, listener)),
        None => mapped(evidence, at),
    }
}

/// Who has this listener.
pub(super) fn holding(evidence: &Evidence, listener: &Listener) -> Holder {
    let socket = evidence.sockets.iter().find(|s| At::read(&socket_address(&s.listen), 0).is_some_and(|at| same(&at, &listener.at)));
    let lead = lead(evidence, &listener.pids);
    let waits = listener.pids.contains(&1);
    match (socket.filter(|_| waits), lead) {
        (Some(socket), lead) => Holder {
            pid: lead.map(|(pid, _)| pid),
            keeper: Keeper::Unit { name: unit(&socket.activates), user: None, socket: Some(socket.unit.clone()) },
            ..known(lead.map(|(_, process)| process))
        },
        (None, Some((pid, process))) => Holder { pid: Some(pid), keeper: keeper(evidence, pid, process), ..known(Some(process)) },
        (None, None) if waits => Holder { pid: Some(1), ..known(None) },
        (None, None) => Holder { program: String::new(), ..known(None) },
    }
}

/// A unit's name as others see it.
pub(super) fn unit(name: &str) -> UnitName {
    UnitName(cleaned(name).into())
}

/// systemd writes `[::]:80` and `*:80`, and behind a path nothing.
fn socket_address(listen: &str) -> String {
    if listen.starts_with('/') { format!("unix:{listen}") } else { listen.replacen("*:", "[::]:", 1) }
}

fn known(process: Option<&Process>) -> Holder {
    let process = process.cloned().unwrap_or_else(|| Process { program: "systemd".to_owned(), ..Process::default() });
    Holder { pid: None, program: process.program, user: process.user, keeper: Keeper::Process }
}

/// The first of the processes that have it open: the one whose parent has not. systemd itself only when nobody else.
fn lead<'a>(evidence: &'a Evidence, pids: &[u32]) -> Option<(u32, &'a Process)> {
    let others = pids.iter().filter(|pid| **pid != 1);
    let known: Vec<_> = others.filter_map(|pid| Some((*pid, evidence.processes.get(&pid.to_string())?))).collect();
    let child = |process: &Process| process.parent.as_ref().is_some_and(|parent| parent.pid != 1 && pids.contains(&parent.pid));
    known.iter().find(|(_, process)| !child(process)).or(known.first()).copied()
}

fn keeper(evidence: &Evidence, pid: u32, process: &Process) -> Keeper {
    if process.program == "docker-proxy" {
        return Keeper::Docker { container: container_of(evidence, word_after(process, "-host-port")) };
    }
    let cgroup = process.cgroup.as_deref().unwrap_or_default();
    if let Some(id) = docker_id(cgroup) {
        let container = evidence.containers.iter().find(|c| !c.id.is_empty() && id.starts_with(&c.id));
        return Keeper::Docker { container: container.map(|c| c.name.clone()) };
    }
    if process.parent.as_ref().is_some_and(|parent| parent.program == "supervisord") || cgroup.ends_with("/supervisor.service") {
        return Keeper::Supervisor { program: evidence.supervised.get(&pid.to_string()).cloned() };
    }
    match by_cgroup(cgroup, process) {
        // `systemd-run`: it has no file, and is gone after a reboot.
        Keeper::Unit { name, user: None, .. } if is_transient(evidence, &name.to_string()) => Keeper::Process,
        keeper => keeper,
    }
}

/// Whether the unit was made by `systemd-run` and has no file of its own.
pub(super) fn is_transient(evidence: &Evidence, unit: &str) -> bool {
    evidence.units.get(unit).and_then(|properties| properties.get("UnitFileState")).is_some_and(|state| state == "transient")
}

fn by_cgroup(cgroup: &str, process: &Process) -> Keeper {
    let own_manager = cgroup.split('/').position(|part| part.starts_with("user@") && part.ends_with(".service"));
    let below = cgroup.split('/').skip(own_manager.map_or(0, |at| at + 1));
    let last = below.filter(|part| part.ends_with(".service") || part.ends_with(".scope")).last();
    match last {
        Some(scope) if scope.ends_with(".scope") && cgroup.starts_with("/user.slice/") => Keeper::Terminal { user: process.user.clone() },
        Some(name) if runs_python(process) => Keeper::Unit { name: unit(name), user: own_manager.and(process.user.clone()), socket: None },
        Some(name) => Keeper::OtherService { name: name.to_owned() },
        None => Keeper::Process,
    }
}

/// Whether it is Python, by its program's name or the first of its words.
pub(super) fn runs_python(process: &Process) -> bool {
    let words = process.words.iter().take(2).map(|word| word.rsplit('/').next().unwrap_or_default());
    std::iter::once(process.program.as_str()).chain(words).any(|word| PYTHON.iter().any(|name| word.starts_with(name)))
}

fn word_after<'a>(process: &'a Process, option: &str) -> Option<&'a str> {
    process.words.iter().skip_while(|word| *word != option).nth(1).map(String::as_str)
}

fn docker_id(cgroup: &str) -> Option<&str> {
    let last = cgroup.rsplit('/').next()?;
    let scope = last.strip_prefix("docker-").and_then(|id| id.strip_suffix(".scope"));
    scope.or_else(|| cgroup.contains("/docker/").then_some(last))
}

/// The container that this port of the machine leads to.
fn container_of(evidence: &Evidence, port: Option<&str>) -> Option<String> {
    let mapping = format!(":{}->", port?);
    evidence.containers.iter().find(|container| container.ports.contains(&mapping)).map(|container| container.name.clone())
}

/// Nobody listens, but docker's rules in the kernel lead the port to a container.
fn mapped(evidence: &Evidence, at: &At) -> Option<Holder> {
    let At::Tcp { port, .. } = at else { return None };
    let container = container_of(evidence, Some(&port.to_string()))?;
    let keeper = Keeper::Docker { container: Some(container) };
    Some(Holder { pid: None, program: "docker".to_owned(), user: None, keeper })
}

fn ip(host: &str) -> Option<IpAddr> {
    if host == "localhost" { "127.0.0.1".parse().ok() } else { host.parse().ok() }
}

/// Whether both are one address. `/var/run` is `/run`.
pub(super) fn same(one: &At, other: &At) -> bool {
    match (one, other) {
        (At::Tcp { host, port }, At::Tcp { host: host2, port: port2 }) => port == port2 && ip(host).is_some() && ip(host) == ip(host2),
        (At::Unix { path }, At::Unix { path: path2 }) => short(path) == short(path2),
        (At::Tcp { .. }, At::Unix { .. }) | (At::Unix { .. }, At::Tcp { .. }) => false,
    }
}

fn short(path: &str) -> &str {
    path.strip_prefix("/var").filter(|rest| rest.starts_with("/run/")).unwrap_or(path)
}

/// Whether who listens at `wide` is reached at `at`: everywhere on this machine, IPv6's wildcard for IPv4 as well, `localhost` by either.
pub(super) fn covers(wide: &At, at: &At) -> bool {
    let (At::Tcp { host: wide, port: open }, At::Tcp { host, port }) = (wide, at) else { return same(wide, at) };
    let wildcard = match (ip(wide), ip(host)) {
        (Some(IpAddr::V6(wide)), _) if wide.is_unspecified() => true,
        (Some(IpAddr::V4(wide)), Some(IpAddr::V4(_))) => wide.is_unspecified(),
        (Some(IpAddr::V6(wide)), _) => wide.is_loopback() && host == "localhost",
        (Some(IpAddr::V4(_)) | None, _) => false,
    };
    open == port && wildcard
}

#[cfg(test)]
mod tests {
    use super::*;

    fn python(cgroup: &str) -> Process {
        Process { program: "gunicorn".into(), cgroup: Some(cgroup.into()), user: Some("ubuntu".into()), ..Process::default() }
    }

    #[test]
    fn the_cgroup_tells_who_keeps_a_process() {
        let kept = |name: &str, user: Option<&str>| Keeper::Unit { name: unit(name), user: user.map(str::to_owned), socket: None };
        for (cgroup, keeper) in [
            ("/system.slice/heestagram.service", kept("heestagram.service", None)),
            ("/system.slice/system-gunicorn.slice/gunicorn@a.service", kept("gunicorn@a.service", None)),
            ("/system.slice/x.service/sub", kept("x.service", None)),
            ("/user.slice/user-1000.slice/session-338.scope", Keeper::Terminal { user: Some("ubuntu".into()) }),
            ("/user.slice/user-1000.slice/user@1000.service/app.slice/uweb.service", kept("uweb.service", Some("ubuntu"))),
            ("/user.slice/user-1000.slice/user@1000.service/tmux-spawn-1.scope", Keeper::Terminal { user: Some("ubuntu".into()) }),
            ("/", Keeper::Process),
            ("", Keeper::Process),
        ] {
            assert_eq!(by_cgroup(cgroup, &python(cgroup)), keeper, "{cgroup}");
        }
        let apache = Process { program: "apache2".into(), ..Process::default() };
        assert_eq!(by_cgroup("/system.slice/apache2.service", &apache), Keeper::OtherService { name: "apache2.service".into() });
    }

    #[test]
    fn addresses_cover_each_other_as_the_kernel_has_it() {
        let tcp = |text: &str| At::read(text, 0).unwrap();
        for (wide, at, covered) in [
            ("0.0.0.0:80", "127.0.0.1:80", true),
            ("[::]:80", "127.0.0.1:80", true),
            ("[::]:80", "[::1]:80", true),
            ("0.0.0.0:80", "[::1]:80", false),
            ("[::1]:80", "localhost:80", true),
            ("10.0.0.5:80", "127.0.0.1:80", false),
            ("0.0.0.0:81", "127.0.0.1:80", false),
            ("unix:/run/a", "unix:/var/run/a", true),
        ] {
            assert_eq!(covers(&tcp(wide), &tcp(at)), covered, "{wide} {at}");
        }
    }
}
