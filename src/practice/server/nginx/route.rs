//! Which server block and which location a request meets.

use super::config::NginxDirective;

/// The server block for this Host on port 80: by its name, else the default one, else the first.
pub(super) fn server<'a>(http: &'a NginxDirective, host: &str) -> Option<&'a NginxDirective> {
    let servers = http.all("server").filter(|server| listens(server));
    let named = |server: &&NginxDirective| server.all("server_name").flat_map(|d| d.words.iter().skip(1)).any(|name| is_named(name, host));
    let default = |server: &&NginxDirective| server.all("listen").any(|listen| listen.words.iter().any(|word| word == "default_server"));
    servers.clone().find(named).or_else(|| servers.clone().find(default)).or_else(|| servers.clone().next())
}

/// Whether it listens on port 80, as it does when it does not say.
fn listens(server: &NginxDirective) -> bool {
    server.all("listen").next().is_none() || server.all("listen").any(|listen| port(listen.value()) == Some("80"))
}

/// The port of `listen`: the number alone, or behind an address.
fn port(listen: &str) -> Option<&str> {
    let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    match listen.rsplit_once(':') {
        _ if listen.starts_with("unix:") => None,
        _ if number(listen) => Some(listen),
        Some((_, port)) if number(port) => Some(port),
        _ => Some("80"),
    }
}

fn is_named(pattern: &str, host: &str) -> bool {
    let host = host.to_lowercase();
    match pattern.strip_prefix('*').or_else(|| pattern.starts_with('.').then_some(pattern)) {
        Some(below) => host.ends_with(below) || (pattern.starts_with('.') && host == below.trim_start_matches('.')),
        None => pattern == host,
    }
}

/// The location for this path: the exact one, else the longest that it begins with. Those by regular expression are not played.
pub(super) fn location<'a>(server: &'a NginxDirective, path: &str) -> Option<&'a NginxDirective> {
    let exact =
        server.all("location").find(|location| matches!(location.words.as_slice(), [_, sign, exact] if sign == "=" && exact == path));
    let prefix = |location: &'a NginxDirective| match location.words.as_slice() {
        [_, prefix] if !prefix.starts_with('@') => Some((prefix, location)),
        [_, sign, prefix] if sign == "^~" => Some((prefix, location)),
        _ => None,
    };
    let prefixes = server.all("location").filter_map(prefix).filter(|(prefix, _)| path.starts_with(prefix.as_str()));
    exact.or_else(|| prefixes.max_by_key(|(prefix, _)| prefix.len()).map(|(_, location)| location))
}

/// The location that other directives name: `@app`.
pub(super) fn named<'a>(server: &'a NginxDirective, name: &str) -> Option<&'a NginxDirective> {
    server.all("location").find(|location| location.value() == name)
}
