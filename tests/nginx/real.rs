//! What `src/nginx` says of made-up configurations is what a real nginx does with them: which block answers, which location, where it
//! leads, and what an upstream is told.
//!
//! Two seconds of it run each time. More: `LANDFALL_NGINX_CASES=3000 cargo test --release --test nginx real -- --nocapture` (configurations,
//! each with twenty requests; `LANDFALL_NGINX_SEED` says where they begin). A failure prints the configuration and its seed.

use std::net::IpAddr;
use std::path::Path;

use landfall::nginx::select::select;
use landfall::nginx::{At, Choice, Config, Connection, Header, Leads, Place, Route, Server, Upstream, Visit, route, servers};

use super::made_up::{ADDRESSES, Dice, HOSTS, PATHS, made_up};
use super::running::{Nginx, Reply, dump, get, is_installed, room};

/// Configurations in a usual run.
const CASES: u64 = 100;
const REQUESTS: usize = 20;

/// What is said of one request.
enum Said {
    Nobody,
    /// Where exactly, src/nginx leaves to nginx.
    Unknown,
    Led(Box<Route>),
}

/// One request.
struct Asked {
    address: IpAddr,
    host: &'static str,
    path: &'static str,
}

/// How many requests were compared, and of how many nothing was said.
#[derive(Default)]
struct Count {
    compared: usize,
    unknown: usize,
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

#[test]
fn a_real_nginx_answers_as_is_said() {
    if !is_installed() {
        return;
    }
    let (first, cases) = (number("LANDFALL_NGINX_SEED", 1), number("LANDFALL_NGINX_CASES", CASES));
    let mut count = Count::default();
    for seed in first..first + cases {
        compare(seed, &mut count);
    }
    println!("{} requests compared, of {} more nothing was said", count.compared, count.unknown);
    assert!(count.unknown * 10 < count.compared, "too little is said: {} of {}", count.unknown, count.compared);
}

fn compare(seed: u64, count: &mut Count) {
    let mut dice = Dice(seed);
    let (room, port) = room();
    let root = room.path().to_owned();
    for (path, text) in made_up(&mut dice, &root, port) {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    std::fs::create_dir_all(root.join("files")).unwrap();
    let dumped = dump(&root);
    let text = String::from_utf8(dumped.stdout).unwrap();
    assert!(dumped.status.success(), "seed {seed}: {}\n{text}", String::from_utf8_lossy(&dumped.stderr));
    let config = Config::read(&text).unwrap();
    let servers = servers(&config);
    let listens =
        ADDRESSES.iter().map(|at| IpAddr::from(*at)).find(|at| servers.iter().any(|s| s.fit(Connection { address: *at, port }).is_some()));
    let Some(listens) = listens else { return };
    let _nginx = Nginx::start(room, (listens, port).into());
    for _ in 0..REQUESTS {
        let address = IpAddr::from(ADDRESSES[dice.below(ADDRESSES.len())]);
        let asked = Asked { address, host: dice.one(HOSTS), path: dice.one(PATHS) };
        let reply = get((asked.address, port), asked.host, asked.path);
        let said = said(&config, &servers, port, &asked);
        match agree(&root, &said, &asked, reply.as_ref()) {
            None => count.unknown += 1,
            Some(true) => count.compared += 1,
            Some(false) => {
                let Asked { address, host, path } = asked;
                panic!("seed {seed}: {address} {host:?} {path}\nsaid: {}\nnginx: {reply:?}\n{text}", told(&said))
            }
        }
    }
}

fn said(config: &Config, servers: &[Server], port: u16, asked: &Asked) -> Said {
    match select(servers, Connection { address: asked.address, port }, asked.host) {
        Choice::Nobody => Said::Nobody,
        Choice::Unsure { .. } => Said::Unknown,
        Choice::Chosen { server, .. } => {
            let visit = Visit { host: asked.host, path: asked.path, scheme: "http", forwarded_proto: Some("https") };
            Said::Led(Box::new(route(config, server.directive, visit)))
        }
    }
}

fn told(said: &Said) -> String {
    match said {
        Said::Nobody => "nobody".to_owned(),
        Said::Unknown => "unknown".to_owned(),
        Said::Led(route) => format!("{route:#?}"),
    }
}

/// Whether nginx did what was said; `None`: nothing was.
fn agree(root: &Path, said: &Said, asked: &Asked, reply: Option<&Reply>) -> Option<bool> {
    let route = match said {
        Said::Nobody => return Some(reply.is_none()),
        Said::Unknown => return None,
        Said::Led(route) => route,
    };
    let Some(reply) = reply else { return Some(false) };
    // A condition that was not known (without a Host, `$host`) was taken as not holding, and that was said.
    if adds_a_slash(reply) || !route.passed.is_empty() {
        return None;
    }
    match &route.leads {
        Leads::Unknown { .. } => None,
        Leads::Return { code: 200, .. } => Some(reply.status == 200 && reply.body == marker(root, route.at.as_ref()?)),
        Leads::Return { code, to } => Some(reply.status == *code && (asked.host.is_empty() || reply.location == *to)),
        // There are no files: nothing that answers says where it is.
        Leads::Static { .. } => Some(matches!(reply.status, 403 | 404) && !reply.body.contains(".conf:")),
        // Two Host lines are an error to whoever gets them.
        Leads::Proxy(_) if route.headers.header("Host") == Header::Twice => (!asked.host.is_empty()).then_some(reply.status == 400),
        Leads::Proxy(upstream) => Some(reply.body.starts_with(&format!("{} ", handed_on(root, route, upstream, asked)))),
    }
}

/// nginx sends `/a` to `/a/` where a location of that name hands on, before it asks any pattern. The one rule that src/nginx leaves out:
/// Landfall asks for `/`. What these configurations redirect themselves goes to https.
fn adds_a_slash(reply: &Reply) -> bool {
    reply.status == 301 && reply.location.as_ref().is_some_and(|to| to.starts_with("http://") && to.ends_with('/'))
}

/// What a place that answers says.
fn marker(root: &Path, place: &Place) -> String {
    let file = Path::new(&place.file).strip_prefix(root).unwrap_or(Path::new(&place.file));
    format!("{}:{}", file.display(), place.line)
}

/// What the upstream says that it was told: its name, the Host and the scheme, as far as these are known.
fn handed_on(root: &Path, route: &Route, upstream: &Upstream, asked: &Asked) -> String {
    let At::Unix { path } = &upstream.at else { panic!("no upstream of ours: {upstream:?}") };
    let name = Path::new(path).strip_prefix(root).unwrap().file_stem().unwrap().to_str().unwrap();
    let proto = match route.headers.header("X-Forwarded-Proto") {
        Header::Scheme => "http",
        Header::Absent => "https",
        Header::Value(value) if value == "https" || value == "$http_x_forwarded_proto" => "https",
        Header::Value(_) | Header::Twice => return name.to_owned(),
    };
    let host = match route.headers.header("Host") {
        // `$host` is then the block's own name, and `$http_host` nothing.
        Header::Value(value) if asked.host.is_empty() && value.starts_with('$') => return name.to_owned(),
        Header::Value(value) if value == "$host" => bare(asked.host),
        Header::Value(value) if value == "$http_host" => asked.host.to_owned(),
        Header::Value(value) => value,
        // `$proxy_host`: the upstream as `proxy_pass` has it.
        Header::Absent => upstream.group.clone().unwrap_or_else(|| "localhost".to_owned()),
        Header::Scheme | Header::Twice => return name.to_owned(),
    };
    format!("{name} {host} {proto}")
}

/// `$host`: in lower case, without port and the last dot.
fn bare(host: &str) -> String {
    let name = host.split(':').next().unwrap_or_default();
    name.strip_suffix('.').unwrap_or(name).to_lowercase()
}
