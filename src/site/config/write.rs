//! A [`Site`] as the text of a `landfall.toml`.

use toml::Value;

use crate::site::options::{self, OptionId};
use crate::site::{Site, Spread};

type Lines = Vec<(&'static str, Option<Value>)>;

/// The text that [`super::parse`] reads back as the same site. Comments are not kept; what is unset is left out.
pub fn write(site: &Site) -> String {
    let sections = [
        ("", top(site)),
        ("server", server(site)),
        ("app", app(site)),
        ("certificate", Vec::new()),
        ("balancer", Vec::new()),
        ("net", net(site)),
    ];
    sections.into_iter().map(|(name, lines)| section(name, [lines, options(site, name)].concat())).collect()
}

fn section(name: &str, lines: Lines) -> String {
    let body: String = lines.into_iter().filter_map(|(key, value)| Some(format!("{key} = {}\n", value?))).collect();
    match (name, body.is_empty()) {
        ("", _) | (_, true) => body,
        _ => format!("\n[{name}]\n{body}"),
    }
}

fn text(value: impl std::fmt::Display) -> Option<Value> {
    Some(Value::String(value.to_string()))
}

fn list<T: std::fmt::Display>(values: &[T]) -> Option<Value> {
    let all: Vec<Value> = values.iter().filter_map(text).collect();
    (!all.is_empty()).then_some(Value::Array(all))
}

fn path(value: &std::path::Path) -> Option<Value> {
    text(value.to_string_lossy())
}

fn top(s: &Site) -> Lines {
    let profile = s.profile.as_ref().and_then(text);
    vec![("name", text(&s.name)), ("domain", text(&s.domain)), hosts(s), ("region", text(&s.region)), ("profile", profile)]
}

fn hosts(s: &Site) -> (&'static str, Option<Value>) {
    if s.other_hosts.is_empty() { ("host", text(&s.host)) } else { ("hosts", list(&s.hosts().collect::<Vec<_>>())) }
}

fn server(site: &Site) -> Lines {
    let s = &site.server;
    // What stands in ~/.ssh/config goes on standing there alone.
    let there = s.ssh_host.as_ref();
    let [port, user, address] = [
        there.and_then(|h| h.port) == Some(s.port),
        there.and_then(|h| h.user.as_ref()) == Some(&s.user),
        there.and_then(|h| h.address) == s.address,
    ];
    vec![
        ("manage", Some(s.manage.into())),
        ("instance", s.instance.as_ref().and_then(text)),
        ("ssh_host", there.map(|host| &host.alias).and_then(text)),
        ("address", s.address.filter(|_| !address).and_then(text)),
        ("public_address", s.public_address.and_then(text)),
        ("port", (!port).then(|| i64::from(s.port).into())),
        ("user", text(&s.user).filter(|_| !user)),
        ("key", s.key.as_deref().and_then(path)),
        ("host_key", s.host_key.as_ref().and_then(text)),
    ]
}

fn app(s: &Site) -> Lines {
    let a = &s.app;
    vec![
        ("project", a.project.as_ref().and_then(text)),
        ("venv", a.venv.as_ref().and_then(text)),
        ("wsgi", a.wsgi.as_ref().and_then(text)),
        ("asgi", a.asgi.as_ref().and_then(text)),
        ("health", a.health.as_ref().and_then(text)),
        ("health_codes", a.health_codes.as_ref().and_then(text)),
    ]
}

/// The options of this table.
fn options(site: &Site, section: &str) -> Lines {
    let of_it = OptionId::ALL.iter().map(|option| option.spec()).filter(|spec| spec.section == section);
    of_it.map(|spec| (spec.key, value(site, &spec.value))).collect()
}

fn value(site: &Site, value: &options::Value) -> Option<Value> {
    match value {
        options::Value::Flag { get, .. } => Some(get(site).into()),
        options::Value::Word { get, .. } => text(get(site)),
        options::Value::Names { get, .. } => list(get(site)),
        options::Value::Zones { get, .. } => match get(site) {
            Spread::These(zones) => list(zones),
            Spread::Two | Spread::All => text(get(site).word()),
        },
    }
}

fn net(s: &Site) -> Lines {
    vec![("resolver", s.net.resolver.and_then(text)), ("roots", list(&s.net.roots)), ("extra_ca", s.net.extra_ca.as_deref().and_then(path))]
}
