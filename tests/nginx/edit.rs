//! Mending headers: each is sent once, and every other byte stays.

use landfall::nginx::edit::{CheckHost, OwnSite, Refusal, Want, maps, mend_headers, site_file};
use landfall::nginx::select::select;
use landfall::nginx::{At, Choice, Config, Connection, Header, Headers, Visit, route, servers};

const SITE: &str = "/e/sites/x";
const PARAMS: &str =
    "# a comment\nproxy_set_header Host $host;\nproxy_set_header X-Real-IP $remote_addr;\n\nproxy_set_header X-Forwarded-Proto $scheme;\n";
const HOST: &str = "$landfall_host";
const BOTH: Want = Want { forwarded_proto: true, host: Some(HOST) };
const PROTO: Want = Want { forwarded_proto: true, host: None };

fn config(http: &str, site: &str) -> Config {
    let main = format!("# configuration file /e/nginx.conf:\nhttp {{ {http} include sites/*; }}\n\n");
    Config::read(&format!("{main}# configuration file {SITE}:\n{site}\n# configuration file /e/proxy_params:\n{PARAMS}\n")).unwrap()
}

fn headers(config: &Config) -> Headers {
    let visit = Visit { host: "x", path: "/", scheme: "http", forwarded_proto: None };
    route(config, servers(config)[0].directive, visit).headers
}

fn mended(http: &str, site: &str, want: Want) -> Result<String, Refusal> {
    let before = config(http, site);
    let read = |word: &str| (word == "proxy_params").then(|| PARAMS.to_owned());
    let text = mend_headers(site, SITE, &headers(&before), want, &read)?;
    let after = headers(&before.with(SITE, &text).unwrap());
    assert_eq!(after.forwarded_proto(), Header::Value("$landfall_proto".into()), "{text}");
    assert!(want.host.is_none() || after.header("Host") == Header::Value(HOST.into()), "{text}");
    assert_eq!(mend_headers(&text, SITE, &after, want, &read).as_deref(), Ok(text.as_str()), "twice is once");
    Ok(text)
}

#[test]
fn an_include_is_written_out() {
    let site = "server {\n    location / {\n        include proxy_params;  # stock\n        proxy_pass http://a;\n    }\n}\n";
    let want = "server {\n    location / {\n        proxy_set_header Host $host;\n        proxy_set_header X-Real-IP $remote_addr;\n        \
        proxy_set_header X-Forwarded-Proto $landfall_proto;  # stock\n        proxy_pass http://a;\n    }\n}\n";
    assert_eq!(mended("", site, PROTO).as_deref(), Ok(want));
    let short = "server { location / { include proxy_params; proxy_pass http://a; } }";
    let want = "server { location / { proxy_set_header Host $landfall_host; proxy_set_header X-Real-IP $remote_addr; \
        proxy_set_header X-Forwarded-Proto $landfall_proto; proxy_pass http://a; } }";
    assert_eq!(mended("", short, BOTH).as_deref(), Ok(want));
    let crlf = "server {\r\n\tlocation / {\r\n\t\tinclude proxy_params;\r\n\t\tproxy_pass http://a;\r\n\t}\r\n}\r\n";
    assert!(!mended("", crlf, BOTH).unwrap().replace("\r\n", "").contains('\n'));
}

#[test]
fn a_value_is_replaced_where_it_stands() {
    for (site, want) in [
        (
            "server { location / { proxy_set_header x-forwarded-proto  \"$scheme\" ; proxy_pass http://a; } }",
            "server { location / { proxy_set_header x-forwarded-proto  $landfall_proto ; proxy_pass http://a; } }",
        ),
        (
            "server { proxy_set_header X-Forwarded-Proto $scheme; location / { proxy_pass http://a; } }",
            "server { proxy_set_header X-Forwarded-Proto $landfall_proto; location / { proxy_pass http://a; } }",
        ),
        (
            "server {\n  location / {\n    proxy_set_header Host $host; # h\n    proxy_pass http://a;\n  }\n}",
            "server {\n  location / {\n    proxy_set_header X-Forwarded-Proto $landfall_proto;\n    proxy_set_header Host $host; # h\n    proxy_pass http://a;\n  }\n}",
        ),
    ] {
        assert_eq!(mended("", site, PROTO).as_deref(), Ok(want));
    }
}

#[test]
fn what_is_inherited_from_everybody_is_copied_down() {
    let http = "proxy_set_header Host $host; proxy_set_header X-A \"a b\"; proxy_set_header X-Forwarded-Proto $scheme;";
    let site = "server { location / { proxy_pass http://a; } }";
    let want = "server { location / { proxy_set_header Host $host; proxy_set_header X-A \"a b\"; \
        proxy_set_header X-Forwarded-Proto $landfall_proto; proxy_pass http://a; } }";
    assert_eq!(mended(http, site, PROTO).as_deref(), Ok(want));
    let none = "server { location / { proxy_set_header Host $landfall_host; proxy_set_header X-Forwarded-Proto $landfall_proto; proxy_pass http://a; } }";
    assert_eq!(mended("", site, BOTH).as_deref(), Ok(none));
}

#[test]
fn what_is_not_understood_is_left() {
    let twice = "server { location / { include proxy_params;\n proxy_set_header X-Forwarded-Proto https; proxy_pass http://a; } }";
    assert_eq!(mended("", twice, PROTO), Err(Refusal::Twice { header: "X-Forwarded-Proto", lines: vec![5, 2] }));
    let site = "server { location / { include proxy_params; proxy_pass http://a; } }";
    let known = headers(&config("", site));
    assert_eq!(mend_headers(site, SITE, &known, PROTO, &|_| None), Err(Refusal::Include { name: "proxy_params".into() }));
    let nested = |_: &str| Some("include other;".to_owned());
    assert_eq!(mend_headers(site, SITE, &known, PROTO, &nested), Err(Refusal::Include { name: "proxy_params".into() }));
    assert_eq!(mend_headers(site, "/e/other", &known, PROTO, &|_| None), Err(Refusal::OtherFile { file: SITE.into() }));
    assert_eq!(mend_headers("server { }", SITE, &known, PROTO, &|_| None), Err(Refusal::Moved));
    assert_eq!(mended("", "server { root /x; }", PROTO), Err(Refusal::NoLocation));
}

#[test]
fn our_own_site_answers_our_name() {
    let before = config("", "server { listen 80 default_server; root /x; }");
    let at = At::Tcp { host: "127.0.0.1".into(), port: 8001 };
    let site = site_file(&OwnSite { names: &["www.x.com"], upstream: &at, host: HOST, ipv6: false }).unwrap();
    let after = before.with("/e/sites/landfall-x.conf", &site).unwrap();
    assert!(maps(true, Some(CheckHost { variable: HOST, name: "www.x.com", else_host: "$host" })).unwrap().contains("$landfall_proto"));
    let servers = servers(&after);
    let chosen = select(&servers, Connection { address: "10.0.0.5".parse().unwrap(), port: 80 }, "www.x.com");
    assert!(matches!(chosen, Choice::Chosen { server, .. } if &*server.directive.file == "/e/sites/landfall-x.conf"));
}
