//! The edit of nginx's configuration that makes the project answer the site's name, and lets the balancer's word of https reach it.
//!
//! One file is changed: the one whose block hands on to the project, or a new one of ours. Never nginx's main file, nor one that others
//! include. Each edit is foretold: what nginx would do with it is worked out before it is offered.

use super::answer::{Answer, at_block, is_taken, proto, route_of};
use super::health;
use crate::engine::op::host::{ChainEnd, ForwardedProto, HealthHost, NginxChange, NginxEdit};
use crate::host::manifest::sha256;
use crate::nginx::edit::{CheckHost, OwnSite, PROTO, Refusal, Want, add_name, maps, mend_headers, site_file};
use crate::nginx::names::is_somebodys;
use crate::nginx::{Config, Header, Place, Route, servers};
use crate::sanitize::cleaned;

/// A file's new text.
pub(in crate::host) struct Edit {
    pub path: String,
    pub text: String,
}

/// Where nginx reads further files from, on Debian and Ubuntu and on Amazon Linux (facts of their packages, read on 2026-11-29).
const PLACES: [(&str, &str); 2] = [("/etc/nginx/conf.d/", ".conf"), ("/etc/nginx/sites-enabled/", "")];

/// What would have to change, as it is told and as it would be written.
pub(super) fn plan(name: &str, answer: &Answer) -> (NginxEdit, Option<Edit>) {
    let Some(config) = &answer.config else { return (NginxEdit::None, None) };
    let wanted = match &answer.chain.end {
        // A site of our own has to hand on to where the project listens, and it may only just start.
        ChainEnd::NotOurBlock { .. } if answer.candidates.is_empty() && answer.listens.is_empty() => return (NginxEdit::None, None),
        ChainEnd::NotOurBlock { .. } => named(config, name, answer),
        ChainEnd::OurProject if !is_right(config, name, answer) => whole(config, name, answer, None),
        _ => return (NginxEdit::None, None),
    };
    let unread = answer.chain.unread.join(", ");
    match wanted.and_then(|edit| foretold(answer, config, name, edit)) {
        Ok(_) if !unread.is_empty() => (NginxEdit::Refused(unread), None),
        Ok(edit) => (NginxEdit::Wanted(change(config, name, &edit)), Some(edit)),
        Err(why) => (NginxEdit::Refused(cleaned(&why)), None),
    }
}

/// Whether nothing is left to do: the balancer's word of https gets through, and its health check, which sends the address as Host,
/// comes to the same place as the name.
fn is_right(config: &Config, name: &str, answer: &Answer) -> bool {
    let Some(route) = route_of(config, answer.address, name) else { return false };
    proto(Some(config), &route) == ForwardedProto::Reaches && is_checked(config, name, answer, &route)
}

fn is_checked(config: &Config, name: &str, answer: &Answer, route: &Route) -> bool {
    let Some(address) = answer.address else { return true };
    let checked = route_of(config, answer.address, &address.to_string()).is_some_and(|checked| checked.leads == route.leads);
    // The address that another block has by name stays there: that the health check does not come to the project is told as such.
    checked || is_taken(config, address, name)
}

/// The name added to the block that hands on to the project; without one, a site of our own. `Err`: why not, in names a person can
/// look for.
fn named(config: &Config, name: &str, answer: &Answer) -> Result<Edit, String> {
    match answer.candidates.first() {
        Some(at) => whole(config, name, answer, Some(at)),
        None => own(config, name, answer),
    }
}

/// Everything that one file lacks, in one edit: the name (in the block `at`), the address of the health check, the word of https.
fn whole(config: &Config, name: &str, answer: &Answer, at: Option<&Place>) -> Result<Edit, String> {
    let mut after = config.clone();
    let mut edit = None;
    if let Some(at) = at {
        let next = with_name(&after, at, name)?;
        take(&mut after, &mut edit, next)?;
    }
    let route = route_of(&after, answer.address, name).ok_or_else(|| name.to_owned())?;
    if !is_checked(&after, name, answer, &route)
        && let (Some(address), Some(block)) = (answer.address, at_block(&after, answer.address, name, |server| server.directive.place()))
    {
        let next = with_name(&after, &block, &address.to_string())?;
        take(&mut after, &mut edit, next)?;
    }
    let route = route_of(&after, answer.address, name).ok_or_else(|| name.to_owned())?;
    let overwritten = matches!(proto(Some(&after), &route), ForwardedProto::Overwritten { .. });
    let host = is_renamed(&after, &route, name);
    if overwritten || (edit.is_some() && host) {
        // The name alone is worth it, where the rest is not ours to mend.
        match mended(&after, name, &route, overwritten, host) {
            Ok(mend) if edit.as_ref().is_none_or(|edit: &Edit| edit.path == mend.path) => take(&mut after, &mut edit, mend)?,
            Err(why) if edit.is_none() => return Err(why),
            Ok(_) | Err(_) => {}
        }
    }
    edit.ok_or_else(|| name.to_owned())
}

/// Takes a further change into the edit and into the configuration as it will be.
fn take(config: &mut Config, edit: &mut Option<Edit>, next: Edit) -> Result<(), String> {
    if edit.as_ref().is_some_and(|edit| edit.path != next.path) {
        return Err(next.path);
    }
    *config = config.with(&next.path, &next.text).map_err(|broken| format!("{}:{}", broken.file, broken.line))?;
    *edit = Some(next);
    Ok(())
}

fn with_name(config: &Config, at: &Place, name: &str) -> Result<Edit, String> {
    let text = config.text(&at.file).ok_or_else(|| at.file.clone())?;
    let text = add_name(text, at.start, name).map_err(|refusal| refused(&at.file, &refusal))?;
    Ok(Edit { path: at.file.clone(), text })
}

/// A new site file, where nginx reads such files.
fn own(config: &Config, name: &str, answer: &Answer) -> Result<Edit, String> {
    let upstream = answer.listens.first().ok_or_else(|| name.to_owned())?;
    let address = answer.address.map(|address| address.to_string());
    let names: Vec<&str> = [name].into_iter().chain(address.as_deref()).collect();
    let host = health::variable(name);
    let site = OwnSite { names: &names, upstream, host: &host, ipv6: false };
    let maps = maps(true, Some(CheckHost { variable: &host, name, else_host: "$host" }));
    let text = site_file(&site).and_then(|site| Ok(maps? + &site)).map_err(|refusal| refused(name, &refusal))?;
    let path = |(folder, end): &(&str, &str)| format!("{folder}landfall-{name}{end}");
    let fits = |path: &String| config.with(path, &text).is_ok_and(|after| route_of(&after, answer.address, name).is_some());
    let path = PLACES.iter().map(path).find(fits).ok_or_else(|| "/etc/nginx/conf.d".to_owned())?;
    Ok(Edit { path, text })
}

/// Whether the health check would be given the site's name by our edit: where Host is the visitor's own, and not yet done so.
fn is_renamed(config: &Config, route: &Route, name: &str) -> bool {
    visitors_host(route).is_some() && health::host(config, route, name) == HealthHost::Address
}

/// What Host is set to, where that is the visitor's own.
fn visitors_host(route: &Route) -> Option<&'static str> {
    match route.headers.header("Host") {
        Header::Value(value) => ["$host", "$http_host"].into_iter().find(|own| *own == value),
        Header::Absent | Header::Scheme | Header::Twice => None,
    }
}

/// `X-Forwarded-Proto` as the balancer told it, and the site's name for its health check, in the block that hands on; the maps that they
/// need stand at the same file's top.
fn mended(config: &Config, name: &str, route: &Route, proto: bool, host: bool) -> Result<Edit, String> {
    let place = route.headers.mended_in().ok_or_else(|| name.to_owned())?;
    let text = config.text(&place.file).ok_or_else(|| place.file.clone())?;
    let variable = health::variable(name);
    let want = Want { forwarded_proto: proto, host: host.then_some(variable.as_str()) };
    let read = |include: &str| included(config, include);
    let text = mend_headers(text, &place.file, &route.headers, want, &read).map_err(|refusal| refused(&place.file, &refusal))?;
    // A map of another of our files goes with that file: this one has its own, and nginx takes the same map twice.
    let maps_here = config.http().map(|http| http.all("map")).unwrap_or_default();
    let here = |variable: &str| maps_here.iter().any(|map| map.place().file == place.file && map.word(2) == variable);
    let health = CheckHost { variable: &variable, name, else_host: visitors_host(route).unwrap_or("$host") };
    let wanted = (proto && !here(PROTO), (host && !here(&variable)).then_some(health));
    let maps = maps(wanted.0, wanted.1).map_err(|refusal| refused(name, &refusal))?;
    let gap = if maps.is_empty() { "" } else { "\n" };
    Ok(Edit { path: place.file.clone(), text: format!("{maps}{gap}{text}") })
}

/// The text of an included file, by the word of its `include`.
fn included(config: &Config, include: &str) -> Option<String> {
    let main = config.files.first()?.path.rsplit_once('/')?.0.to_owned();
    let path = if include.starts_with('/') { include.to_owned() } else { format!("{main}/{include}") };
    config.text(&path).map(str::to_owned)
}

/// The edit, if nginx would do with it what is meant, and if the file is one that may be edited.
fn foretold(answer: &Answer, config: &Config, name: &str, edit: Edit) -> Result<Edit, String> {
    let main = config.files.first().map(|file| file.path.as_str());
    if main == Some(edit.path.as_str()) {
        return Err(edit.path);
    }
    let after = config.with(&edit.path, &edit.text).map_err(|broken| format!("{}:{}", broken.file, broken.line))?;
    // What the project's block hands on to stays the same; a name that is new leads elsewhere than it did.
    match (route_of(&after, answer.address, name), &answer.chain.end) {
        (Some(route), ChainEnd::OurProject) if answer.route.as_ref().is_some_and(|before| before.leads == route.leads) => Ok(edit),
        (Some(route), ChainEnd::NotOurBlock { .. }) if answer.route.as_ref().is_some_and(|before| before.leads != route.leads) => Ok(edit),
        _ => Err(edit.path),
    }
}

fn change(config: &Config, name: &str, edit: &Edit) -> NginxChange {
    let before = config.text(&edit.path).unwrap_or_default();
    let diff = similar::TextDiff::from_lines(before, edit.text.as_str());
    NginxChange {
        path: edit.path.clone(),
        diff: cleaned(&diff.unified_diff().header(&edit.path, "landfall").to_string()),
        before_sha256: sha256(before.as_bytes()),
        others: others(config, name, &edit.path),
    }
}

/// Names of others that blocks of this file have.
fn others(config: &Config, name: &str, path: &str) -> Vec<String> {
    let servers = servers(config);
    let here = servers.iter().filter(|server| server.directive.place().file == path).flat_map(|server| server.names.iter());
    here.filter(|own| is_somebodys(own) && !own.eq_ignore_ascii_case(name)).map(|own| cleaned(own)).collect()
}

fn refused(file: &str, refusal: &Refusal) -> String {
    match refusal {
        Refusal::OtherFile { file } => file.clone(),
        Refusal::Twice { header, lines } => format!("{file}:{} {header}", lines.first().copied().unwrap_or_default()),
        Refusal::Include { name } => name.clone(),
        Refusal::Broken(broken) => format!("{file}:{}", broken.line),
        Refusal::Moved | Refusal::NoLocation | Refusal::NameThere => file.to_owned(),
        Refusal::BadName { name } => name.clone(),
        Refusal::BadAddress { address } => address.clone(),
    }
}
