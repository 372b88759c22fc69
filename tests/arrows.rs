//! The arrows of ARCHITECTURE.md point one way: each room of `src` uses only the rooms below it, and each foreign crate has one room.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "arrows/circles.rs"]
mod circles;
#[path = "arrows/code.rs"]
mod code;
#[path = "arrows/inside.rs"]
mod inside;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A room and the other rooms that it may use.
const ROOMS: &[(&str, &[&str])] = &[
    // Text from outside made fit to be shown: the ground, which knows nothing.
    ("sanitize", &[]),
    // How enums of codes are declared: knows nothing either.
    ("codes", &[]),
    // nginx's configuration by nginx's own rules: knows nothing.
    ("nginx", &[]),
    ("site", &["codes", "sanitize"]),
    ("engine", &["codes", "sanitize", "site"]),
    ("ports", &["engine", "site"]),
    ("clock", &["engine", "ports"]),
    ("cloud", &["codes", "engine", "ports", "sanitize", "site"]),
    ("host", &["engine", "nginx", "ports", "sanitize", "site"]),
    ("net", &["engine", "ports", "sanitize", "site"]),
    ("journal", &["engine", "ports", "sanitize", "site"]),
    ("practice", &["engine", "ports", "sanitize", "site"]),
    // Words for every room's codes: the journal's and the config's problems too.
    ("text", &["engine", "site", "journal"]),
    ("driver", &["engine", "ports", "site"]),
    ("headless", &["driver", "engine", "ports", "sanitize", "site", "text"]),
    ("ui", &["codes", "driver", "engine", "ports", "sanitize", "site", "text"]),
    ("cli", &["clock", "cloud", "driver", "engine", "headless", "host", "journal", "net", "ports", "practice", "site", "text", "ui"]),
    ("main", &["cli"]),
    // The rooms once more, private, for the compiler alone.
    ("whole", &["cli", "engine", "host", "journal", "ports", "practice", "site"]),
    ("lib", &[]),
];

/// What a room uses although it is not its own: functions that know nothing.
const EXCEPTIONS: &[(&str, &str)] = &[("host", "aws_smithy_types::base64")];

/// A foreign crate (or all that begin so) and the rooms that may name it.
const CRATES: &[(&str, &[&str])] = &[
    ("aws_config", &["cloud"]),
    ("aws_sdk_", &["cloud"]),
    ("aws_smithy_", &["cloud", "practice"]),
    ("aws_types", &["cloud"]),
    ("russh", &["host"]),
    ("rusqlite", &["journal", "practice"]),
    ("quick_xml", &["practice"]),
    ("rust_embed", &["practice", "text"]),
    ("textwrap", &["ui"]),
    ("tui_textarea", &["ui"]),
    ("hickory_", &["net"]),
    ("tokio_rustls", &["net"]),
    ("html5gum", &["net"]),
    ("url::", &["net", "site"]),
    ("psl::", &["site"]),
    ("ratatui", &["ui"]),
    ("crossterm", &["ui"]),
    ("clap", &["cli"]),
];

/// What the pure engine must not know of: the outside.
const OUTSIDE: &[&str] = &[
    "tokio",
    "hyper",
    "std::fs",
    "std::env",
    "std::process",
    "std::thread",
    "std::io",
    "std::net::TcpStream",
    "std::net::TcpListener",
    "std::net::UdpSocket",
    "std::time::SystemTime",
    "std::time::Instant",
];

/// The room a file of `src` belongs to.
fn room(file: &Path) -> String {
    let first = file.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Every arrow of this file that points the wrong way.
fn wrong(file: &Path, text: &str) -> Vec<String> {
    let room = room(file);
    let known = ROOMS.iter().find(|(name, _)| *name == room);
    let Some((_, below)) = known else { return vec![format!("{}: a room without a rule", file.display())] };
    let mut wrong = Vec::new();
    for path in code::paths(text, &code::module_of(file)) {
        if EXCEPTIONS.iter().any(|(of, what)| *of == room && path.starts_with(what)) {
            continue;
        }
        let told = |why: &str| format!("{}: {path}: {why}", file.display());
        if let Some(inner) = path.strip_prefix("crate::") {
            let other = inner.split("::").next().unwrap_or_default();
            let is_room = ROOMS.iter().any(|(name, _)| *name == other);
            if is_room && other != room && !below.contains(&other) {
                wrong.push(told(&format!("{room} does not use {other}")));
            }
        }
        wrong.extend(CRATES.iter().filter(|(name, of)| path.starts_with(name) && !of.contains(&room.as_str())).map(|_| told("its crate")));
        let outside = room == "engine" && OUTSIDE.iter().any(|o| path == *o || path.starts_with(&format!("{o}::")));
        wrong.extend(outside.then(|| told("the engine is pure")));
        let practice = path.to_lowercase().contains("practice") && !["practice", "cli", "lib", "whole"].contains(&room.as_str());
        wrong.extend(practice.then(|| told("nobody but cli knows of practice")));
    }
    wrong
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            all.push(path);
        }
    }
    all
}

/// The program's files by their names below `src`.
fn all_files() -> BTreeMap<String, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let name = |file: &Path| file.strip_prefix(&src).unwrap().to_string_lossy().into_owned();
    sources(&src).iter().map(|f| (name(f), std::fs::read_to_string(f).unwrap())).collect()
}

#[test]
fn every_arrow_points_down() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&src);
    assert!(files.len() > 60, "the sources were not found");
    let wrong: Vec<String> =
        files.iter().flat_map(|f| wrong(f.strip_prefix(&src).unwrap(), &std::fs::read_to_string(f).unwrap())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where no step is called by its name: these go by the guide, so that a step more is nothing to them.
const BY_THE_GUIDE: &[&str] =
    &["engine/core/", "engine/passes/mod.rs", "engine/inventory.rs", "headless/", "cli/", "ui/update/", "ui/view/"];

/// The steps that are called by name there all the same. This list only shrinks.
const NAMED_STEPS: &[(&str, &str)] = &[
    // What the registry says is watched once all before it is done.
    ("ui/update/run.rs", "NameServers"),
    ("ui/update/run.rs", "Service"),
    ("ui/update/run.rs", "Domain"),
    // The yes to a host key on the first screen.
    ("ui/update/activate.rs", "Service"),
];

/// The steps that this file calls by name, but for those that are none of the guide's, and the last.
fn named_steps(file: &Path, text: &str) -> Vec<String> {
    let paths = code::paths(text, &code::module_of(file));
    let named = paths.iter().filter_map(|path| path.split("StepId::").nth(1)).map(|rest| rest.split("::").next().unwrap());
    let variant = |name: &&str| name.starts_with(char::is_uppercase) && !["Look", "Preflight", "Teardown", "LAST", "ALL"].contains(name);
    named.filter(variant).map(str::to_owned).collect()
}

#[test]
fn who_goes_by_the_guide_calls_no_step_by_name() {
    let known = |file: &str, step: &str| NAMED_STEPS.contains(&(file, step));
    for (name, text) in all_files() {
        let by_the_guide = BY_THE_GUIDE.iter().any(|place| name.starts_with(place))
            && !name.starts_with("engine/core/engine/")
            && !name.ends_with("/tests.rs");
        let named = named_steps(Path::new(&name), &text);
        let more: Vec<_> = named.iter().filter(|step| by_the_guide && !known(&name, step)).collect();
        assert!(more.is_empty(), "{name} names {more:?}");
    }
    assert_eq!(named_steps(Path::new("cli/run.rs"), "fn f() { g(StepId::Live, StepId::LAST, StepId::guide()) }"), ["Live"]);
}

#[test]
fn a_wrong_arrow_is_found_however_it_is_written() {
    let table = [
        ("engine/core.rs", "use crate::ports::Clock;"),
        ("engine/steps/look.rs", "use crate::{engine::op::Op, cloud};"),
        ("engine/steps/look.rs", "fn f() { let t = std::time::Instant::now(); }"),
        ("engine/steps/look.rs", "use std::{collections::HashMap, fs};"),
        ("engine/steps/look.rs", "use std::time::{Duration, SystemTime};"),
        ("engine/steps/look.rs", "use super::super::super::net::walk;"),
        ("engine/core.rs", "async fn f() { tokio::task::yield_now().await }"),
        ("ports.rs", "use crate::cloud::Aws;"),
        ("cloud/zones.rs", "use crate::host::RemoteServer;"),
        ("host/mod.rs", "use super::cloud::Aws;"),
        ("net/mod.rs", "use crate::driver::Driver;"),
        ("journal/store.rs", "fn f(w: crate::headless::Manner) {}"),
        ("driver.rs", "use crate::cli::run;"),
        ("headless/mod.rs", "use aws_sdk_ec2::Client;"),
        ("cloud/mod.rs", "use russh::client;"),
        ("driver.rs", "use rusqlite::Connection;"),
        ("driver.rs", "fn f(is_practice: bool) {}"),
        ("attic/mod.rs", ""),
    ];
    for (file, text) in table {
        assert_eq!(wrong(Path::new(file), text).len(), 1, "{file}: {text}");
    }
}

#[test]
fn words_and_right_arrows_are_left_alone() {
    let table = [
        ("engine/core.rs", "// use crate::cloud::Aws; tokio\n/* russh */ const A: &str = \"crate::cloud tokio\";"),
        ("engine/core.rs", "use crate::engine::{op::{Op, CloudOp}, world::World};\nuse crate::site::Site;\nuse std::net::IpAddr;"),
        ("engine/op/mod.rs", "pub use cloud::{CloudFact, CloudOp}; fn f(op: &cloud::CloudOp) { op.host() }"),
        ("engine/core.rs", "fn f() { let c = 'a'; let s = r#\"std::fs \"tokio\" \"#; let l: &'static str = s; }"),
        ("cloud/zones.rs", "use super::faults::fault;\nuse aws_sdk_route53::types::HostedZone;"),
        ("cli/run.rs", "use crate::{cloud, host, net}; fn f(practice: bool) {}"),
        ("site/mod.rs", "use crate::sanitize::cleaned;"),
    ];
    for (file, text) in table {
        assert_eq!(wrong(Path::new(file), text), Vec::<String>::new(), "{file}");
    }
}
