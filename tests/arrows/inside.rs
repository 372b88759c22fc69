//! Inside a room: every arrow points down from floor to floor, and no two files need each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::circles::{Program, circles};
use crate::{all_files, room};

/// How many files of a room stand in circles of imports. These numbers only shrink; a room that is not named here has none.
const CIRCLES: &[(&str, usize)] = &[];

/// The rooms inside a room, from above to below: a file uses its own and those behind it. Every file of such a room is of one.
const FLOORS: &[(&str, &[&str])] = &[
    (
        "engine",
        &[
            "core",
            "removal",
            "inventory",
            "passes",
            "steps",
            "bills",
            "slots",
            "directive",
            "fixture",
            "queries",
            "state",
            "options",
            "question",
            "leftover",
            "unit",
            "op",
            "splitmix",
            "poll",
            "cost",
            "goal",
            "step_id",
            "hop",
            "preflight",
            "resource",
            "made",
            "slot",
            "regional",
            "record_set",
            "their_record",
            "ingress",
            "own_group",
            "ids",
            "cidr",
            "location",
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
            "ailment",
            "trouble",
            "timing",
            "computer",
            "clock",
        ],
    ),
];

/// The files that each file of a program needs, given all by their names below `src`.
fn needs(files: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    Program::read(&|name| files.get(name).cloned()).needs()
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
