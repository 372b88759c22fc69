//! Configurations made up from a seed: blocks that share addresses and names, locations of every kind. Each place that answers says which
//! it is: its file and line, or the upstream that it hands on to.

use std::fmt::Write;
use std::path::Path;

/// Hosts that visitors ask for; the empty one sends none.
pub const HOSTS: &[&str] =
    &["www.x.com", "x.com", "a.x.com", "a.b.x.com", "WWW.X.COM", "www.x.com.", "www.x.com:81", "www.x.org", "other.net", "127.0.0.1", ""];
pub const PATHS: &[&str] = &["/", "/a", "/a/", "/a/b", "/a/b/c.css", "/s", "/s/x.CSS", "/ab", "/nowhere", "/c"];
/// The addresses of this machine that they come to.
pub const ADDRESSES: &[[u8; 4]] = &[[127, 0, 0, 1], [127, 0, 0, 2], [127, 0, 0, 3]];

const LISTENS: &[&str] = &["*", "*", "127.0.0.1", "127.0.0.2"];
const NAMES: &[&str] = &[
    "www.x.com",
    "x.com",
    "*.x.com",
    ".x.com",
    "www.x.*",
    "www.*",
    "\"~^www\\.\"",
    "\"~x\\.com$\"",
    "\"~^(a|b)\\.\"",
    "\"\"",
    "_",
    "X.Com",
    "*.b.x.com",
    "other.net",
    "127.0.0.1",
];
const LOCATIONS: &[&str] =
    &["/", "/a", "/a/", "/s", "= /", "= /a", "^~ /a/b", "^~ /s/", "~ \\.css$", "~* \\.css$", "~ ^/a/", "~ b", "=/ab", "~* ^/C"];
const NESTED: &[&str] = &["= /", "/a/b/c", "~ c", "^~ /n", "~ ^/$"];
const HEADERS: &[&str] = &[
    "proxy_set_header Host $host;",
    "proxy_set_header Host $http_host;",
    "proxy_set_header X-Forwarded-Proto $scheme;",
    "proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;",
    "proxy_set_header X-Other 1;",
    "proxy_set_header Host fixed.example; proxy_set_header X-Forwarded-Proto https;",
    "include params;",
];
const PARAMS: &str = "proxy_set_header Host $host;\nproxy_set_header X-Forwarded-Proto $scheme;\n";
const CONDITIONS: &[&str] =
    &["$host = www.x.com", "$host != x.com", "$http_x_forwarded_proto = http", "$scheme = http", "$uri ~ ^/a", "$host ~* ^WWW", "$https"];
const UPSTREAMS: usize = 3;

/// Numbers that are the same for the same seed (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to but without `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    /// One time out of `times`.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn one<'t, T: ?Sized>(&mut self, of: &[&'t T]) -> &'t T {
        of[self.below(of.len())]
    }

    /// So many at most, none twice.
    fn some<'t>(&mut self, most: usize, of: &[&'t str]) -> Vec<&'t str> {
        let mut found = Vec::new();
        for _ in 0..=self.below(most) {
            let next = self.one(of);
            if !found.contains(&next) {
                found.push(next);
            }
        }
        found
    }
}

/// A file as it is written, which knows the line that comes next.
struct Page<'a> {
    dice: &'a mut Dice,
    file: String,
    text: String,
    /// The directory of the sockets.
    room: &'a Path,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        writeln!(self.text, "{text}").unwrap();
    }

    /// `return` of its own place.
    fn says_where(&mut self) {
        let next = self.text.lines().count() + 1;
        self.line(&format!("return 200 \"{}:{next}\";", self.file));
    }

    fn server(&mut self, port: u16, defaults: &mut Vec<&'static str>) {
        self.line("server {");
        for at in self.dice.some(2, LISTENS) {
            let default = self.dice.once_in(4) && !defaults.contains(&at);
            if default {
                defaults.push(at);
            }
            self.line(&format!("listen {at}:{port}{};", if default { " default_server" } else { "" }));
        }
        if !self.dice.once_in(8) {
            let names = self.dice.some(3, NAMES).join(" ");
            self.line(&format!("server_name {names};"));
        }
        if self.dice.once_in(4) {
            let header = self.dice.one(HEADERS);
            self.line(header);
        }
        if self.dice.once_in(6) {
            self.condition();
        }
        if self.dice.once_in(10) {
            self.line("rewrite ^/nowhere$ /a last;");
        }
        for location in self.dice.some(6, LOCATIONS) {
            self.location(location, location == "/");
        }
        self.line("location @named {");
        self.answers(false);
        self.line("}");
        self.line("}");
    }

    fn condition(&mut self) {
        let condition = self.dice.one(CONDITIONS);
        self.line(&format!("if ({condition}) {{"));
        self.says_where();
        self.line("}");
    }

    fn location(&mut self, pattern: &str, nests: bool) {
        self.line(&format!("location {pattern} {{"));
        if nests && self.dice.once_in(2) {
            for nested in self.dice.some(2, NESTED) {
                self.location(nested, false);
            }
        }
        self.answers(true);
        self.line("}");
    }

    /// What a location does. `@named` tries no files: it would name itself.
    fn answers(&mut self, tries: bool) {
        match self.dice.below(if tries { 11 } else { 7 }) {
            0..=2 => self.says_where(),
            3..=4 => self.hands_on(),
            5 => {
                self.condition();
                self.says_where();
            }
            6 => self.line("return 301 https://$host$request_uri;"),
            7 => {
                let last = self.dice.one(&["@named", "=404", "/a/b", "$uri/ @named"]);
                self.line(&format!("try_files $uri {last};"));
            }
            8 => {
                let rewrite = self.dice.one(&["^/a(.*)$ /s$1 last", "^/s/(.*)$ /$1 break", "^/ab$ https://x.com/ permanent", "^/c$ /a"]);
                self.line(&format!("rewrite {rewrite};"));
                self.says_where();
            }
            9 => {
                self.line("break;");
                self.says_where();
            }
            // Files, of which there are none.
            _ => {}
        }
    }

    fn hands_on(&mut self) {
        for header in self.dice.some(2, HEADERS) {
            self.line(header);
        }
        let nth = self.dice.below(UPSTREAMS);
        let room = self.room.display();
        match self.dice.below(3) {
            0 => self.line(&format!("proxy_pass http://unix:{room}/up{nth}.sock;")),
            1 => self.line(&format!("proxy_pass http://up{nth};")),
            _ => self.line(&format!("set $up up{nth}; proxy_pass http://$up;")),
        }
    }
}

/// A configuration in this directory, with its blocks at this port: texts by their path below it.
pub fn made_up(dice: &mut Dice, room: &Path, port: u16) -> Vec<(String, String)> {
    let mut files = vec![("nginx.conf".to_owned(), main_file(room)), ("params".to_owned(), PARAMS.to_owned())];
    let mut defaults = Vec::new();
    for nth in 0..=dice.below(3) {
        let file = format!("sites/{}.conf", ["b", "a", "c"][nth]);
        let mut page = Page { dice, file: file.clone(), text: String::new(), room };
        for _ in 0..=page.dice.below(3) {
            page.server(port, &mut defaults);
        }
        files.push((file, page.text));
    }
    files
}

/// One process that stays in its directory, and the upstreams.
fn main_file(room: &Path) -> String {
    let upstreams: String = (0..UPSTREAMS).map(|nth| upstream(room, nth)).collect();
    let room = room.display();
    let temps = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|what| format!("{what}_temp_path {room}/{what};\n")).concat();
    format!(
        "daemon off;\nmaster_process off;\npid {room}/pid;\nevents {{ }}\nhttp {{\naccess_log off;\nroot {room}/files;\n{temps}\
         server_names_hash_bucket_size 128;\n{upstreams}include sites/*.conf;\n}}\n"
    )
}

/// A group with one server in it, which says its name and what it was told: Host and scheme.
fn upstream(room: &Path, nth: usize) -> String {
    let socket = format!("unix:{}/up{nth}.sock", room.display());
    let told = format!("up{nth} $http_host $http_x_forwarded_proto ");
    format!("upstream up{nth} {{ server {socket}; }}\nserver {{ listen {socket}; return 200 \"{told}\"; }}\n")
}
