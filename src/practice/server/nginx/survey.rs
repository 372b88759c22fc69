//! What the survey reads out of nginx's configuration.

use serde::Serialize;

use super::config::flat;
use crate::practice::state::server::ServerState;

/// Where requests for `/` are handed on to, on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Upstream {
    Tcp(String),
    Unix(String),
}

/// The first that hands on `/` (or is named), else the first of all.
pub fn upstream(config: &str) -> Option<Upstream> {
    let all = flat(config);
    let groups = all.iter().filter_map(|(around, words)| match (around.last()?.as_slice(), words.as_slice()) {
        ([name, .., group], [server, target, ..]) if name == "upstream" && server == "server" => Some((group, target)),
        _ => None,
    });
    let groups: Vec<_> = groups.collect();
    let passes = all.iter().filter_map(|(around, words)| match (around.last()?.last(), words.as_slice()) {
        (place, [pass, target]) if pass == "proxy_pass" => Some((place.is_some_and(|p| p == "/" || p.starts_with('@')), target)),
        _ => None,
    });
    let (roots, others): (Vec<_>, Vec<_>) = passes.partition(|(root, _)| *root);
    roots.into_iter().chain(others).find_map(|(_, target)| {
        let target = target.strip_prefix("http://").unwrap_or(target);
        let name = target.split('/').next().unwrap_or_default();
        let group = groups.iter().find(|(group, _)| *group == name).map(|(_, target)| target.as_str());
        local(group.unwrap_or(target))
    })
}

/// A target on this machine.
fn local(target: &str) -> Option<Upstream> {
    if let Some(path) = target.strip_prefix("unix:").filter(|path| path.starts_with('/')) {
        let path = path.split(|c: char| c == ':' || c.is_whitespace()).next()?;
        return (path.len() > 1).then(|| Upstream::Unix(path.to_owned()));
    }
    let (host, port) = target.split('/').next()?.rsplit_once(':')?;
    let whole = !port.is_empty() && port.chars().all(|c| c.is_ascii_digit());
    let host = match host {
        "localhost" | "0.0.0.0" => "127.0.0.1",
        "[::1]" => host,
        _ => host.parse::<std::net::Ipv4Addr>().ok().filter(std::net::Ipv4Addr::is_loopback).map(|_| host)?,
    };
    whole.then(|| Upstream::Tcp(format!("{host}:{port}")))
}

/// The group of nginx's workers: the one that its configuration names, or Debian's, when it exists.
pub fn web_group(server: &ServerState, config: &str) -> Option<String> {
    let user =
        flat(config).into_iter().find(|(around, words)| around.is_empty() && words.len() > 1 && words.first().is_some_and(|w| w == "user"));
    let configured = user.and_then(|(_, words)| words.last().cloned());
    configured.into_iter().chain(["www-data".to_owned()]).find(|group| server.group(group).as_ref() == Some(group))
}
