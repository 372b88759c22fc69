//! Which server block answers (nginx.org, "How nginx processes a request" and "Server names"; measured on nginx 1.22, 2026-11-29).

use landfall::nginx::select::select;
use landfall::nginx::{By, Choice, Config, Connection, servers};

const PRIVATE: &str = "10.0.0.5";

/// The value of the chosen block's `root`, and how it was chosen.
fn chosen(http: &str, address: &str, host: &str) -> Option<(String, By)> {
    let config = Config::read(&format!("# configuration file /e/nginx.conf:\nhttp {{ {http} }}\n")).unwrap();
    let servers = servers(&config);
    match select(&servers, Connection { address: address.parse().unwrap(), port: 80 }, host) {
        Choice::Chosen { server, by } => Some((server.directive.last("root").unwrap().word(1).to_owned(), by)),
        Choice::Nobody => None,
        Choice::Unsure { pattern, .. } => Some((pattern, By::Regex)),
    }
}

/// The http level, the address, the Host, and what is chosen.
type Row<'a> = (&'a str, &'a str, &'a str, Option<(&'a str, By)>);

fn check(table: &[Row]) {
    for (http, address, host, want) in table {
        let found = chosen(http, address, host);
        assert_eq!(found.as_ref().map(|(root, by)| (root.as_str(), *by)), *want, "{http}\n{address} {host}");
    }
}

#[test]
fn the_closest_address_counts_alone() {
    let two = "server { listen 80; server_name www.x.com; root any; } server { listen 10.0.0.5:80; server_name other; root own; }";
    let six = "server { listen [::]:80; server_name www.x.com; root six; } server { listen 80; root four; }";
    check(&[
        (two, PRIVATE, "www.x.com", Some(("own", By::First))),
        (two, "127.0.0.1", "www.x.com", Some(("any", By::Exact))),
        (six, PRIVATE, "www.x.com", Some(("four", By::First))),
        (six, "::1", "www.x.com", Some(("six", By::Exact))),
        ("server { listen 127.0.0.1:80; root x; } server { listen 8080; root y; }", PRIVATE, "www.x.com", None),
        ("server { root x; }", PRIVATE, "www.x.com", Some(("x", By::First))),
        ("server { listen unix:/run/n.sock; root x; }", PRIVATE, "www.x.com", None),
    ]);
}

#[test]
fn exact_then_head_then_tail_then_regex_then_default_then_first() {
    let names = [
        ("first", "a.b"),
        ("regex2", "~x"),
        ("regex1", "~^www\\."),
        ("tail", "www.*"),
        ("tail2", "www.x.*"),
        ("head", "*.com"),
        ("head2", "*.x.com"),
        ("exact", "www.x.com"),
    ];
    let order = [By::Exact, By::Wildcard, By::Wildcard, By::Wildcard, By::Wildcard, By::Regex, By::Regex];
    for (left, by) in (2..=names.len()).rev().zip(order) {
        let blocks: String =
            names.iter().take(left).map(|(root, name)| format!("server {{ server_name {name}; root {root}; }} ")).collect();
        // Of the regular expressions the first written counts, of the others the best.
        let want = if by == By::Regex { "regex2" } else { names[left - 1].0 };
        let want = if want == "tail" && left > 4 { "tail2" } else { want };
        assert_eq!(chosen(&blocks, PRIVATE, "WWW.x.com.:80"), Some((want.to_owned(), by)), "{blocks}");
    }
}

#[test]
fn without_a_name_the_default_block_answers_else_the_first() {
    let default = "server { root a; } server { listen 80 default_server; root b; }";
    let elsewhere = "server { root a; } server { listen 80; listen 81 default_server; root b; }";
    let nameless = "server { server_name x; root a; } server { server_name \"\"; root b; } server { listen 80 default_server; server_name _; root c; }";
    check(&[
        (default, PRIVATE, "www.x.com", Some(("b", By::Default))),
        (elsewhere, PRIVATE, "www.x.com", Some(("a", By::First))),
        (nameless, PRIVATE, "", Some(("b", By::Exact))),
        (nameless, PRIVATE, "_", Some(("c", By::Exact))),
        (nameless, PRIVATE, "10.0.0.5", Some(("c", By::Default))),
    ]);
}

#[test]
fn the_same_name_twice_is_the_first_ones() {
    let twice =
        "server { listen 80 default_server; root d; } server { server_name www.x.com; root a; } server { server_name www.x.com; root b; }";
    let dot = "server { root d; } server { server_name *.x.com; root a; } server { server_name .x.com; root b; }";
    check(&[(twice, PRIVATE, "www.x.com", Some(("a", By::Exact))), (dot, PRIVATE, "x.com", Some(("d", By::First)))]);
}

#[test]
fn a_pattern_that_cannot_be_read_leaves_it_open() {
    let http = "server { server_name ~^(?!www); root a; } server { server_name www.x.com; root b; }";
    check(&[(http, PRIVATE, "www.x.com", Some(("b", By::Exact))), (http, PRIVATE, "other", Some(("^(?!www)", By::Regex)))]);
}

#[test]
fn files_come_in_nginxs_order() {
    let dump = "# configuration file /etc/nginx/nginx.conf:\nhttp { include /etc/nginx/conf.d/*.conf; include /etc/nginx/sites-enabled/*; }\n\n\
        # configuration file /etc/nginx/sites-enabled/default:\nserver { listen 80 default_server; }\n\n\
        # configuration file /etc/nginx/sites-enabled/aaa-shop:\n\nserver { listen 80; server_name shop.example.net; }\n";
    let config = Config::read(dump).unwrap();
    let places: Vec<_> = servers(&config).iter().map(|server| server.directive.place()).collect();
    assert_eq!((places[0].file.as_str(), places[0].line), ("/etc/nginx/sites-enabled/aaa-shop", 2));
    let more = config.with("/etc/nginx/conf.d/own.conf", "server { server_name www.x.com; }").unwrap();
    assert_eq!(servers(&more)[0].names, ["www.x.com"]);
}
