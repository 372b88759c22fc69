use proptest::prelude::*;

use super::*;
use crate::site::{Balancer, Certificate, DnsHost, KeyType, Spread, SshHost, SshProblem, Validation};

const WHOLE: &str = r#"
name = "heestagram"
domain = "heestagram.com"
host = "www"
region = "ap-northeast-2"
[server]
manage = true
instance = "i-0123456789abcdef0"
address = "198.51.100.11"
public_address = "198.51.100.11"
port = 22
user = "ubuntu"
key = "~/.ssh/heestagram.pem"
host_key = "SHA256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
close_http = false
[app]
project = "/home/ubuntu/env/django-sample"
venv = "/home/ubuntu/env"
wsgi = "heestagram.wsgi"
[certificate]
validation = "dns"
names = ["heestagram.com", "*.heestagram.com"]
[balancer]
zones = "two"
redirect_http = true
[net]
resolver = "127.0.1.4:53"
roots = ["127.0.1.1:53"]
extra_ca = "ca.pem"
"#;

fn env() -> Overrides {
    Overrides { region: Some("us-east-1".into()), ..Overrides::default() }
}

fn least(more: &str) -> String {
    format!("name = \"a\"\ndomain = \"a.com\"\n{more}")
}

/// The line, key and code of what is wrong with `text`.
fn wrong(text: &str) -> (Option<usize>, String, &'static str) {
    let e = parse(text, &env()).unwrap_err();
    (e.line, e.key.clone(), e.problem.code())
}

fn configured(line: usize, key: &str, code: &'static str) -> (Option<usize>, String, &'static str) {
    (Some(line), key.to_owned(), code)
}

#[test]
fn the_whole_format_is_read() {
    let site = parse(WHOLE, &Overrides::default()).unwrap();
    assert_eq!(site.fqdn().as_str(), "www.heestagram.com");
    assert_eq!(site.region.as_str(), "ap-northeast-2");
    assert_eq!(site.server.key, Some(PathBuf::from("~/.ssh/heestagram.pem")));
    assert_eq!(site.certificate.names.len(), 2);
    assert_eq!(site.net.roots, ["127.0.1.1:53".parse().unwrap()]);
    assert_eq!(parse(&write(&site), &Overrides::default()), Ok(site));
}

#[test]
fn what_is_left_out_has_its_default() {
    let site = parse(&least(""), &env()).unwrap();
    assert_eq!(site.host, Host::Label("www".into()));
    assert_eq!(site.region.as_str(), "us-east-1");
    assert!(site.server.manage && !site.server.close_http && site.balancer.redirect_http);
    assert_eq!((site.server.port, site.server.user.as_str()), (22, "ubuntu"));
    assert_eq!((site.certificate.validation, site.balancer.zones), (Validation::Dns, Spread::Two));
}

#[test]
fn the_region_comes_from_the_file_then_the_environment() {
    let one = |name: &'static str| Overrides::from_env(move |n| (n == name).then(|| "eu-west-1".into()));
    assert_eq!(one("AWS_REGION").region.as_deref(), Some("eu-west-1"));
    assert_eq!(one("AWS_DEFAULT_REGION").region.as_deref(), Some("eu-west-1"));
    assert_eq!(Overrides::from_env(|_| Some(String::new())).region, None);
    let problem = |env: &Overrides| parse(&least(""), env).unwrap_err().problem;
    assert_eq!(problem(&Overrides::default()), ConfigProblem::NoRegion);
    assert_eq!(problem(&Overrides { region: Some("seoul".into()), ..Overrides::default() }), ConfigProblem::Name(NameProblem::BadRegion));
}

#[test]
fn unknown_keys_are_refused_everywhere_with_their_line() {
    assert_eq!(wrong(&least("colour = 1")), configured(3, "colour", "unknown-key"));
    for section in ["server", "app", "certificate", "balancer", "net"] {
        let text = least(&format!("\n[{section}]\n# why\ncolour = 1\n"));
        assert_eq!(wrong(&text), configured(6, &format!("{section}.colour"), "unknown-key"));
    }
    let e = parse("domian = \"a.com\"\nname = \"a\"", &env()).unwrap_err();
    assert!(e.problem.detail().contains("domain"), "the misspelt key is told, not the missing one");
}

#[test]
fn a_missing_key_has_no_line() {
    assert_eq!(wrong("name = \"a\""), (None, "domain".into(), "missing-key"));
}

#[test]
fn a_value_of_another_type_is_told_with_its_key() {
    assert_eq!(wrong(&least("host = 1")), configured(3, "host", "wrong-type-text"));
    assert_eq!(wrong(&least("[server]\nmanage = \"yes\"")), configured(4, "server.manage", "wrong-type-flag"));
    assert_eq!(wrong(&least("[server]\nport = \"22\"")), configured(4, "server.port", "wrong-type-number"));
    assert_eq!(wrong(&least("[certificate]\nnames = \"a.com\"")), configured(4, "certificate.names", "wrong-type-list"));
    assert_eq!(wrong(&least("server = 1")), configured(3, "server", "wrong-type-section"));
    assert_eq!(wrong(&least("[[server]]\nport = 1")), configured(3, "server", "wrong-type-section"));
}

#[test]
fn a_bad_value_is_told_with_its_key_and_line() {
    assert_eq!(wrong("name = \"Hee\"\ndomain = \"a.com\""), configured(1, "name", "bad-character"));
    assert_eq!(wrong("name = \"a\"\n\ndomain = \"https://a_b.com\""), configured(3, "domain", "not-a-name"));
    assert_eq!(wrong("name = \"a\"\ndomain = \"co.kr\""), configured(2, "domain", "public-suffix"));
    let server = "ec2-3-34-5-6.ap-northeast-2.compute.amazonaws.com";
    assert_eq!(wrong(&format!("name = \"a\"\ndomain = \"{server}\"")), configured(2, "domain", "amazons-own"));
    assert_eq!(wrong(&least("[server]\ninstance = \"i-1\"")), configured(4, "server.instance", "bad-instance"));
    assert_eq!(wrong(&least("[server]\naddress = \"here\"")), configured(4, "server.address", "bad-address"));
    assert_eq!(wrong(&least("[server]\npublic_address = \"::1\"")), configured(4, "server.public_address", "bad-address"));
    assert_eq!(wrong(&least("[server]\nport = 0")), configured(4, "server.port", "bad-port"));
    assert_eq!(wrong(&least("[server]\nport = 99999999999999999999")), configured(4, "server.port", "bad-port"));
    assert_eq!(wrong(&least("[server]\nkey = \"\"")), configured(4, "server.key", "empty"));
    assert_eq!(wrong(&least("[app]\nproject = \"env\"")), configured(4, "app.project", "bad-path"));
    assert_eq!(wrong(&least("[balancer]\nzones = \"three\"")), configured(4, "balancer.zones", "bad-choice"));
    assert_eq!(wrong(&least("[balancer]\nzones = 2")), configured(4, "balancer.zones", "bad-choice"));
    assert_eq!(wrong(&least("[net]\nroots = [\n\"127.0.0.1:53\",\n\"x\"]")), configured(6, "net.roots", "bad-address"));
}

#[test]
fn www_in_the_domain_is_the_host_and_a_url_is_its_name() {
    let named = |lines: &str| {
        let site = parse(&format!("name = \"a\"\nregion = \"ap-northeast-2\"\n{lines}"), &env()).unwrap();
        (site.domain.to_string(), site.host.to_string(), site.fqdn().to_string())
    };
    let told = |domain: &str, host: &str, fqdn: &str| (domain.to_owned(), host.to_owned(), fqdn.to_owned());
    let www = told("heestagram.com", "www", "www.heestagram.com");
    for lines in [
        "domain = \"www.heestagram.com\"",
        "domain = \"https://www.heestagram.com/\"",
        "domain = \"www.heestagram.com\"\nhost = \"www\"",
        "domain = \"heestagram.com\"",
    ] {
        assert_eq!(named(lines), www, "{lines}");
    }
    let own_zone = named("domain = \"www.heestagram.com\"\nhost = \"@\"");
    assert_eq!(own_zone, told("www.heestagram.com", "@", "www.heestagram.com"));
}

#[test]
fn text_that_is_no_toml_has_a_line_and_tomls_own_words() {
    let e = parse("name = \"a\"\ndomain = a.com\n", &env()).unwrap_err();
    assert_eq!((e.line, e.key.as_str()), (Some(2), ""));
    assert!(!e.problem.detail().is_empty());
    assert_eq!(wrong("name = \"a\"\nname = \"b\"").2, "bad-toml");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    assert!(parse(&format!("\u{feff}{}", least("").replace('\n', "\r\n")), &env()).is_ok());
    assert_eq!(wrong("\u{feff}name = \"a\"\r\ndomain = \"a.com\"\r\nx = 1"), configured(3, "x", "unknown-key"));
}

#[test]
fn zones_are_a_word_or_at_least_two_of_the_region_each_once() {
    let zones = |list: &str| least(&format!("[balancer]\nzones = [{list}]"));
    let read = parse(&zones("\"us-east-1a\", \"us-east-1c\""), &env()).unwrap().balancer.zones;
    assert_eq!(read, Spread::These(["us-east-1a", "us-east-1c"].map(|zone| zone.parse().unwrap()).to_vec()));
    let table = [
        ("", 4, "few-zones"),
        ("\"us-east-1a\"", 4, "few-zones"),
        ("\"us-east-1a\",\n\"us-east-1a\"", 5, "zone-twice"),
        ("\"us-east-1a\",\n\"us-west-2a\"", 5, "zone-elsewhere"),
        ("\"us-east-1a\",\n\"use1-az1\"", 5, "bad-zone"),
        ("\"us-east-1a\",\n1", 5, "wrong-type-text"),
    ];
    for (list, line, code) in table {
        assert_eq!(wrong(&zones(list)), configured(line, "balancer.zones", code), "{list}");
    }
    let e = parse(&least("[balancer]\nzones = \"three\""), &env()).unwrap_err();
    assert_eq!(e.problem.detail(), "two, all, [\"…\", \"…\"]");
}

#[test]
fn a_project_is_served_by_wsgi_or_by_asgi() {
    let asgi = parse(&least("[app]\nasgi = \"a.asgi:application\"\n"), &env()).unwrap().app.asgi;
    assert_eq!(asgi.map(|asgi| asgi.to_string()), Some("a.asgi:application".to_owned()));
    assert_eq!(wrong(&least("[app]\nwsgi = \"a.wsgi\"\nasgi = \"a.asgi\"\n")), configured(5, "app.asgi", "wsgi-too"));
    assert_eq!(wrong(&least("[app]\nasgi = \"a/asgi.py\"\n")), configured(4, "app.asgi", "bad-wsgi"));
}

#[test]
fn several_hosts_are_a_list_whose_first_is_canonical() {
    let read = |lines: &str| parse(&least(lines), &env()).unwrap();
    let names = |lines: &str| read(lines).names().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(names("hosts = [\"www\", \"@\"]"), ["www.a.com", "a.com"]);
    assert_eq!(names("hosts = [\"@\", \"www\", \"api.dev\"]"), ["a.com", "www.a.com", "api.dev.a.com"]);
    assert_eq!(read("hosts = [\"shop\"]"), read("host = \"shop\""));
    let (one, two) = (write(&read("hosts = [\"@\"]")), write(&read("hosts = [\"www\", \"@\"]")));
    assert!(one.contains("host = \"@\"\n") && two.contains("hosts = [\"www\", \"@\"]\n"), "{one}{two}");
    assert_eq!(parse(&two, &Overrides::default()), Ok(read("hosts = [\"www\", \"@\"]")));
    let spec = read("hosts = [\"www\", \"@\"]").certificate_spec();
    assert_eq!(spec.names.iter().map(ToString::to_string).collect::<Vec<_>>(), ["www.a.com", "a.com"]);
}

#[test]
fn a_list_of_hosts_that_cannot_be_is_told_why() {
    let hosts = |list: &str| wrong(&least(&format!("hosts = {list}")));
    assert_eq!(wrong(&least("host = \"www\"\nhosts = [\"@\"]")), configured(4, "hosts", "host-too"));
    assert_eq!(hosts("[]"), configured(3, "hosts", "no-hosts"));
    assert_eq!(hosts("\"www\""), configured(3, "hosts", "wrong-type-list"));
    assert_eq!(hosts("[\"www\",\n\"WWW\"]"), configured(4, "hosts", "host-twice"));
    assert_eq!(hosts("[\"www\", 1]"), configured(3, "hosts", "wrong-type-text"));
    assert_eq!(hosts("[\"www\", \"a b\"]"), configured(3, "hosts", "not-a-name"));
    for whole in ["www.a.com", "a.com", "shop.example.org"] {
        assert_eq!(hosts(&format!("[\"www\",\n\"{whole}\"]")), configured(4, "hosts", "host-is-name"), "{whole}");
    }
    let many = (0..11).map(|n| format!("\"a{n}\"")).collect::<Vec<_>>().join(", ");
    assert_eq!(hosts(&format!("[{many}]")), configured(3, "hosts", "many-hosts"));
    let covered = |names: &str| wrong(&least(&format!("hosts = [\"www\", \"@\"]\n[certificate]\nnames = [{names}]")));
    assert_eq!(covered("\"*.a.com\""), configured(5, "certificate.names", "host-not-covered"));
}

#[test]
fn certificate_names_cover_the_site_and_lie_in_its_domain() {
    let names = |names: &str| least(&format!("[certificate]\nnames = [{names}]"));
    assert!(parse(&names("\"a.com\", \"*.a.com\""), &env()).is_ok());
    assert_eq!(wrong(&names("\"a.com\"")), configured(4, "certificate.names", "host-not-covered"));
    assert_eq!(wrong(&names("\"www.a.com\",\n\"www.b.com\"")), configured(5, "certificate.names", "name-outside-domain"));
    assert_eq!(wrong(&names("\"www.a.com\",\n\"*.b.*\"")), configured(5, "certificate.names", "not-a-name"));
}

#[test]
fn a_common_name_has_at_most_64_octets() {
    let domain = |letters: usize| format!("name = \"a\"\ndomain = \"{}.com\"\n", "b".repeat(letters));
    assert!(parse(&domain(56), &env()).is_ok(), "www. and .com make it 64");
    assert_eq!(wrong(&domain(57)), configured(2, "domain", "name-too-long-for-certificate"));
    assert_eq!(wrong(&format!("{}host = \"wwww\"", domain(56))), configured(3, "host", "name-too-long-for-certificate"));
    let wildcard = format!("{}[certificate]\nnames = [\"*.{}.com\"]", domain(58), "b".repeat(58));
    assert!(parse(&wildcard, &env()).is_ok(), "only the first name counts, and it is 64 long");
}

fn name(pattern: &'static str) -> impl Strategy<Value = String> {
    proptest::string::string_regex(pattern).unwrap()
}

prop_compose! {
    fn servers()(
        flags in any::<[bool; 2]>(),
        instance in proptest::option::of(name("i-[0-9a-f]{17}")),
        address in any::<Option<IpAddr>>(),
        public_address in any::<Option<Ipv4Addr>>(),
        port in 1u16..,
        user in name("[a-z_][a-z0-9_-]{0,31}"),
        key in proptest::option::of(name("[^\\p{C}]{1,20}")),
        (ssh_host, host_key) in proptest::option::of((name("[a-z가][a-z0-9._-]{0,9}"), name("SHA256:[A-Za-z0-9+/]{43}"))).prop_map(Option::unzip),
    ) -> Server {
        Server {
            manage: flags[0], close_http: flags[1], address, public_address, port,
            instance: instance.map(|i| i.parse().unwrap()),
            ssh_host: ssh_host.map(|alias| SshHost::unread(alias.parse().unwrap())),
            user: user.parse().unwrap(),
            key: key.map(PathBuf::from),
            host_key: host_key.map(|k| k.parse().unwrap()),
        }
    }
}

prop_compose! {
    fn sites()(
        site in (name("[a-z][a-z0-9]{0,22}"), name("[a-z0-9]{1,20}\\.com"), name("(@|[a-z0-9]{1,10})")),
        others in proptest::sample::subsequence(vec!["@", "www", "api"], 0..=3),
        server in servers(),
        project in proptest::option::of(name("(/[^\\p{C}/.]{1,9}){1,3}")),
        wsgi in proptest::option::of(name("[a-z_]{1,9}\\.wsgi(:[a-z]{1,9})?")),
        health in proptest::option::of(name("/[a-z?=&%0-9/-]{0,20}")),
        codes in proptest::option::of(name("2[0-9]{2}(,4[0-9]{2}){0,2}(,300-399)?")),
        net in any::<(Option<std::net::SocketAddrV4>, Vec<std::net::SocketAddrV4>, [bool; 5])>(),
    ) -> Site {
        let (name, domain, host) = site;
        let (resolver, roots, flags) = net;
        let all = ["".to_owned(), "*.".to_owned()].map(|head| format!("{head}{domain}").parse().unwrap());
        Site {
            name: name.parse().unwrap(),
            domain: domain.parse().unwrap(),
            host: host.parse().unwrap(),
            other_hosts: others.iter().filter(|o| **o != host).map(|o| o.parse().unwrap()).collect(),
            region: "ap-northeast-2".parse().unwrap(),
            profile: Some("work".into()),
            dns: if flags[3] { DnsHost::Route53 } else { DnsHost::Elsewhere },
            server,
            app: App {
                venv: project.as_ref().map(|p| p.parse().unwrap()),
                project: project.map(|p| p.parse().unwrap()),
                wsgi: wsgi.as_ref().filter(|_| flags[0]).map(|w| w.parse().unwrap()),
                asgi: wsgi.filter(|_| !flags[0]).map(|w| w.parse().unwrap()),
                health: health.map(|h| h.parse().unwrap()),
                health_codes: codes.map(|c| c.parse().unwrap()),
            },
            certificate: Certificate {
                validation: if flags[0] { Validation::Dns } else { Validation::Email },
                key_type: if flags[4] { KeyType::Rsa2048 } else { KeyType::EcdsaP256 },
                names: if flags[1] { all.to_vec() } else { Vec::new() },
            },
            balancer: Balancer {
                zones: match (flags[2], flags[0]) {
                    (true, _) => Spread::Two,
                    (false, true) => Spread::All,
                    (false, false) => Spread::These(["ap-northeast-2a", "ap-northeast-2d"].map(|zone| zone.parse().unwrap()).to_vec()),
                },
                redirect_http: flags[3],
            },
            net: Net { resolver: resolver.map(SocketAddr::V4), roots: roots.into_iter().map(SocketAddr::V4).collect(), extra_ca: None },
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(site in sites()) {
        prop_assert_eq!(parse(&write(&site), &Overrides::default()), Ok(site));
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), more in "[\\[\\]a-z=\"\n .{},0-9]{0,80}") {
        let _ = parse(&text, &env());
        let whole = format!("{more}\n{WHOLE}{more}");
        if let Err(e) = parse(&whole, &env()) {
            prop_assert!(e.line.is_none_or(|line| (1..=whole.lines().count() + 1).contains(&line)));
        }
    }
}

/// What stands in `~/.ssh/config` for `hee`.
fn told_by_ssh() -> Overrides {
    let user = Some("deploy".parse().unwrap());
    let host = SshHost { alias: "hee".parse().unwrap(), user, port: Some(2222), address: Some([198, 51, 100, 7].into()) };
    Overrides { ssh: Some(Ok(host)), ..Overrides::default() }
}

#[test]
fn an_alias_is_asked_only_for_what_the_file_leaves_open() {
    let top = "name = \"hee\"\ndomain = \"hee.com\"\nregion = \"us-east-1\"\n[server]\n";
    let read = |lines: &str| parse(&format!("{top}{lines}"), &told_by_ssh()).unwrap();
    let reached = |site: &Site| (site.server.user.to_string(), site.server.port, site.server.address.map(|a| a.to_string()));
    let all = read("ssh_host = \"hee\"");
    assert_eq!(reached(&all), ("deploy".into(), 2222, Some("198.51.100.7".into())));
    let own = read("ssh_host = \"hee\"\nuser = \"ubuntu\"\nport = 22\naddress = \"198.51.100.8\"");
    assert_eq!(reached(&own), ("ubuntu".into(), 22, Some("198.51.100.8".into())));
    assert_eq!(reached(&read("")), ("ubuntu".into(), 22, None));
    assert_eq!(reached(&read("ssh_host = \"other\"")), ("ubuntu".into(), 22, None), "what was looked up is not for this alias");
    // What stands there is not written here as well, and is there again when the text is read with it.
    let text = write(&all);
    assert!(
        text.contains("ssh_host = \"hee\"") && !["user", "port", "address"].iter().any(|key| text.contains(&format!("\n{key} ="))),
        "{text}"
    );
    for site in [&all, &own] {
        let again = parse(&write(site), &Overrides::of(site)).unwrap();
        assert_eq!((reached(&again), &again), (reached(site), site));
    }
}

#[test]
fn an_alias_that_cannot_be_followed_is_refused_at_its_line() {
    let text = "name = \"hee\"\ndomain = \"hee.com\"\nregion = \"us-east-1\"\n[server]\nssh_host = \"hee\"";
    let problem = SshProblem::Proxy("/home/kim/.ssh/config:3: ProxyJump bastion".into());
    let error = parse(text, &Overrides { ssh: Some(Err(problem.clone())), ..Overrides::default() }).unwrap_err();
    assert_eq!((error.line, error.key.as_str(), error.problem), (Some(5), "server.ssh_host", ConfigProblem::Ssh(problem)));
    let asked = |text: &str| ssh_alias(text).map(|asked| (asked.alias.to_string(), asked.has_address, asked.has_user));
    assert_eq!(asked(text), Some(("hee".into(), false, false)));
    assert_eq!(asked(&format!("{text}\naddress = \"198.51.100.7\"")), Some(("hee".into(), true, false)));
    assert_eq!(asked(&format!("{text}\nuser = \"kim\"")), Some(("hee".into(), false, true)));
    for none in ["", "[server]", "[server]\nssh_host = \"a b\"", "[server]\nssh_host = 1", "server = 1", "]"] {
        assert_eq!(asked(none), None, "{none}");
    }
}
