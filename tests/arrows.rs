//! The arrows of ARCHITECTURE.md point one way: each room of `src` uses only the rooms below it, and each foreign crate has one room.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "arrows/circles.rs"]
mod circles;
#[path = "arrows/code.rs"]
mod code;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use circles::{Program, circles};

/// A room and the other rooms that it may use.
const ROOMS: &[(&str, &[&str])] = &[
    // Text from outside made fit to be shown: the ground, which knows nothing.
    ("sanitize", &[]),
    // How enums of codes are declared: knows nothing either.
    ("codes", &[]),
    ("site", &["codes", "sanitize"]),
    ("engine", &["codes", "sanitize", "site"]),
    ("ports", &["engine", "site"]),
    ("clock", &["engine", "ports"]),
    ("cloud", &["codes", "engine", "ports", "site"]),
    ("host", &["engine", "ports", "sanitize", "site"]),
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
    ("russh", &["host"]),
    ("rusqlite", &["journal", "practice"]),
    ("quick_xml", &["practice"]),
    ("rust_embed", &["practice", "text"]),
    ("textwrap", &["ui"]),
    ("tui_textarea", &["ui"]),
    ("hickory_", &["net"]),
    ("tokio_rustls", &["net"]),
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
    let variant = |name: &&str| name.starts_with(char::is_uppercase) && !["Look", "Teardown", "LAST", "ALL"].contains(name);
    named.filter(variant).map(str::to_owned).collect()
}

#[test]
fn who_goes_by_the_guide_calls_no_step_by_name() {
    let known = |file: &str, step: &str| NAMED_STEPS.contains(&(file, step));
    for (name, text) in all_files() {
        let by_the_guide = BY_THE_GUIDE.iter().any(|place| name.starts_with(place)) && !name.starts_with("engine/core/engine/");
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
        ("cloud/zones.rs", "use crate::host::Server;"),
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

/// How many files of a room stand in circles of imports. These numbers only shrink; a room that is not named here has none.
const CIRCLES: &[(&str, usize)] = &[];

/// The rooms inside a room, from above to below: a file uses its own and those behind it. Every file of such a room is of one.
const FLOORS: &[(&str, &[&str])] = &[
    (
        "engine",
        &[
            "core",
            "inventory",
            "passes",
            "steps",
            "slots",
            "directive",
            "fixture",
            "queries",
            "state",
            "options",
            "question",
            "unit",
            "op",
            "splitmix",
            "poll",
            "cost",
            "goal",
            "step_id",
            "resource",
            "slot",
            "record_set",
            "ids",
            "fault",
            "time",
        ],
    ),
    (
        "ui",
        &[
            "view",
            "screens",
            "widgets",
            "paint",
            "update",
            "runtime",
            "model",
            "keyboard",
            "terminal",
            "clipboard",
            "msg",
            "command",
            "workspace",
            "theme",
        ],
    ),
    (
        "practice",
        &[
            "person",
            "ports",
            "simulator",
            "begin",
            "time_passes",
            "web",
            "aws",
            "dns",
            "server",
            "store",
            "state",
            "scenario",
            "trouble",
            "timing",
            "clock",
        ],
    ),
];

/// The files that each file of a program needs, given all by their names below `src`.
fn needs(files: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    Program::read(&|name| files.get(name).cloned()).needs()
}

/// The program's files by their names below `src`.
fn all_files() -> BTreeMap<String, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let name = |file: &Path| file.strip_prefix(&src).unwrap().to_string_lossy().into_owned();
    sources(&src).iter().map(|f| (name(f), std::fs::read_to_string(f).unwrap())).collect()
}

/// The place of this file among its room's floors; the room's own `mod.rs` only hands on.
fn floor(file: &str, room: &str, floors: &[&str]) -> Option<usize> {
    let inner = file.strip_prefix(room)?.strip_prefix('/')?.split('/').next()?.trim_end_matches(".rs");
    floors.iter().position(|name| *name == inner)
}

/// Every arrow inside this room that points up.
fn upward(needs: &BTreeMap<String, BTreeSet<String>>, room: &str, floors: &[&str]) -> Vec<String> {
    let arrows = needs.iter().flat_map(|(from, all)| all.iter().map(move |to| (from, to)));
    let up = arrows.filter(|(from, to)| floor(to, room, floors).zip(floor(from, room, floors)).is_some_and(|(to, from)| to < from));
    up.map(|(from, to)| format!("{from} needs {to}")).collect()
}

#[test]
fn inside_a_room_every_arrow_points_down() {
    let needs = needs(&all_files());
    for (room, floors) in FLOORS {
        assert_eq!(upward(&needs, room, floors), Vec::<String>::new());
        let place = |file: &&String| file.starts_with(&format!("{room}/")) && floor(file, room, floors).is_none();
        let nowhere: Vec<&String> = needs.keys().filter(place).filter(|file| **file != format!("{room}/mod.rs")).collect();
        assert!(nowhere.is_empty(), "of no floor: {nowhere:?}");
    }
}

#[test]
fn an_arrow_inside_a_room_that_points_up_is_found() {
    let files = |low: &str| {
        let files = [
            ("lib.rs", "pub mod room;"),
            ("room/mod.rs", "mod high;\nmod low;\npub use high::High;"),
            ("room/high.rs", "use super::low::Low;\npub struct High(Low);"),
            ("room/low/mod.rs", low),
        ];
        BTreeMap::from(files.map(|(name, text)| (name.to_owned(), text.to_owned())))
    };
    let found = |low: &str| upward(&needs(&files(low)), "room", &["high", "low"]);
    assert_eq!(found("pub struct Low;"), Vec::<String>::new());
    assert_eq!(found("use crate::room::High;\npub struct Low;"), ["room/low/mod.rs needs room/high.rs"]);
}

/// The circles of a program, given its files by their names below `src`: each file with those of its circle that it needs.
fn circles_of(files: &BTreeMap<String, String>) -> Vec<BTreeMap<String, Vec<String>>> {
    let needs = needs(files);
    let within = |file: &String, circle: &BTreeSet<String>| needs[file].intersection(circle).cloned().collect();
    circles(&needs).iter().map(|circle| circle.iter().map(|file| (file.clone(), within(file, circle))).collect()).collect()
}

#[test]
fn no_more_files_stand_in_circles_than_are_known() {
    let found = circles_of(&all_files());
    let mut rooms: BTreeMap<String, usize> = BTreeMap::new();
    for (file, needed) in found.iter().flatten() {
        println!("{file} needs {}", needed.join(", "));
        *rooms.entry(room(Path::new(file))).or_default() += 1;
    }
    let known = |room: &str| CIRCLES.iter().find(|(name, _)| *name == room).map_or(0, |(_, files)| *files);
    let more: Vec<_> = rooms.iter().filter(|(room, files)| **files > known(room)).collect();
    assert!(more.is_empty(), "more files stand in circles (printed above) than are known: {more:?}");
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let table = [
        ("use crate::b::B; pub struct A;", "use crate::a::A; pub struct B;"),
        ("pub struct A; fn f() { super::b::g(); }", "pub fn g() -> crate::a::A { loop {} }"),
        // Through what others hand on.
        ("use crate::B; pub struct A;", "use crate::A; pub struct B;"),
        ("use crate::facade::*; pub struct A; fn f(b: B) {}", "use crate::facade::Renamed; pub struct B;"),
        // An inline module, a function's own import, a renamed one.
        ("pub mod inner { use super::super::b::B; } pub struct A;", "pub struct B; fn f() { use crate::a as other; other::A; }"),
        ("pub use crate::b::B; pub struct A(B);", "use crate::a::A; pub struct B;"),
        // A name that a macro makes stands where the macro is called.
        ("crate::make! { A } use crate::b::B;", "use crate::a::A; pub struct B;"),
    ];
    for (a, b) in table {
        assert_eq!(circles_of(&three(a, b)).iter().map(BTreeMap::len).collect::<Vec<_>>(), [2], "{a}\n{b}");
    }
}

#[test]
fn no_circle_is_found_where_none_is() {
    let table = [
        ("pub struct A;", "use crate::a::A; pub struct B;"),
        // Only tests need it, or it is only handed on, or it is a field's name.
        ("#[cfg(test)]\nmod tests { use crate::b::B; }\npub struct A;", "use crate::a::A; pub struct B;"),
        ("#[cfg(test)] use crate::b::B;\n#[cfg(test)]\nfn f() -> [B; 2] { loop {} }\npub struct A;", "use crate::a::A; pub struct B;"),
        ("pub use crate::b::B; pub struct A;", "use crate::a::A; pub struct B;"),
        ("pub use crate::b::f; pub struct A; fn g(a: A) { a.f }", "use crate::a::A; pub fn f() {}"),
        ("// use crate::b::B;\npub struct A;", "use crate::a::A; pub struct B;"),
        // A file that needs itself is no circle.
        ("use crate::a::A as Other; pub struct A;", "pub struct B;"),
    ];
    for (a, b) in table {
        assert_eq!(circles_of(&three(a, b)), [], "{a}\n{b}");
    }
}

/// A program of a root that hands `A` and `B` on, a facade that does the same, and two files.
fn three(a: &str, b: &str) -> BTreeMap<String, String> {
    let files = [
        ("lib.rs", "pub mod a;\npub mod b;\npub mod facade;\npub use a::A;\npub use facade::B;"),
        ("facade/mod.rs", "pub use crate::{a::{A as Renamed}, b::*};"),
        ("a.rs", a),
        ("b/mod.rs", b),
    ];
    files.map(|(name, text)| (name.to_owned(), text.to_owned())).into()
}
