use super::file::{Assets, parsed};
use super::*;
use crate::engine::fixture::world;
use crate::engine::op::Fact;
use crate::engine::op::net::NetFact;

fn names(names: &[&str]) -> Vec<DomainName> {
    names.iter().map(|n| n.parse().unwrap()).collect()
}

#[test]
fn every_file_is_read() {
    for name in Assets::iter() {
        let text = String::from_utf8(Assets::get(&name).unwrap().data.into_owned()).unwrap();
        let read = parsed(name.to_string(), &text);
        assert!(read.is_ok(), "{name}: {read:?}");
        assert!(text.contains("\n# Sources: ") || name == format!("{OTHER}.toml"), "{name} has no source");
    }
    assert_eq!(registrars().len(), Assets::iter().count());
}

#[test]
fn every_line_is_in_both_languages_and_dated() {
    let date = |text: &str| text.len() == 10 && text.split('-').map(str::len).eq([4, 2, 2]) && text.starts_with("20");
    for registrar in registrars().values() {
        let id = &registrar.id;
        let lines = registrar.steps.iter().chain(&registrar.notes).chain(&registrar.dnssec_off);
        for line in lines {
            assert!(date(&line.since), "{id}: {}", line.since);
            assert!(!line.message.en.is_empty() && line.message.ko.chars().any(|c| ('가'..='힣').contains(&c)), "{id}: {line:?}");
            assert!(!line.message.ko.contains("십시오"), "{id}: {line:?}");
        }
        assert!(id == OTHER || !registrar.own.is_empty() || registrar.fixed, "{id}");
        assert!(!registrar.likely || !registrar.steps.is_empty(), "{id} has no form that could be shown");
        for own in &registrar.own {
            assert!(own.as_str().contains('.') && own.as_str() == own.as_str().to_lowercase(), "{id}: {own:?}");
        }
    }
}

#[test]
fn each_way_says_once_where_the_names_are_typed_and_how_dnssec_is_switched_off() {
    for registrar in registrars().values().filter(|registrar| !registrar.steps.is_empty()) {
        for way in [Way::Over, Way::Back] {
            let typed = registrar.way(way).iter().filter(|line| line.names).count();
            assert_eq!(typed, usize::from(!registrar.fixed), "{} {way:?}", registrar.id);
        }
        // The old set has as many names as it has: no line may count ours.
        let back = registrar.way(Way::Back);
        let counts = |line: &Line| line.message.en.contains("four") || line.message.ko.contains("4차") || line.message.ko.contains("네 개");
        assert!(!back.into_iter().any(counts), "{}", registrar.id);
        let unknown = ["inames", OTHER];
        assert_eq!(registrar.dnssec_off().is_empty(), unknown.contains(&registrar.id.as_str()), "{}", registrar.id);
    }
}

#[test]
fn whose_name_servers_these_are_and_where_the_domain_was_most_likely_bought() {
    let table: [(&[&str], Option<&str>, Option<&str>); 26] = [
        (&["ns.gabia.co.kr", "ns1.gabia.co.kr", "ns.gabia.net"], Some("gabia"), Some("gabia")),
        (&["ns1.cafe24.com", "ns1.cafe24.co.kr"], Some("cafe24"), Some("cafe24")),
        (&["ns1.hosting.co.kr"], Some("hosting-kr"), Some("hosting-kr")),
        (&["ns1.whoisdomain.kr"], Some("whois"), Some("whois")),
        (&["ns1.inames.co.kr"], Some("inames"), Some("inames")),
        (&["dns1.registrar-servers.com"], Some("namecheap"), Some("namecheap")),
        (&["ns45.domaincontrol.com"], Some("godaddy"), Some("godaddy")),
        (&["curitiba.ns.porkbun.com"], Some("porkbun"), Some("porkbun")),
        (&["nsa1.squarespacedns.com"], Some("squarespace"), Some("squarespace")),
        (&["ns1071.ui-dns.de"], Some("ionos"), Some("ionos")),
        (&["dns104.ovh.net", "ns104.ovh.net"], Some("ovh"), Some("ovh")),
        (&["ns1.dnsowl.com"], Some("namesilo"), Some("namesilo")),
        (&["ns1.dyna-ns.net"], Some("dynadot"), Some("dynadot")),
        (&["lunar.dns-parking.com"], Some("hostinger"), Some("hostinger")),
        (&["ns-12-a.gandi.net"], Some("gandi"), Some("gandi")),
        // Who runs the DNS is known, where the domain was bought is not.
        (&["ada.ns.cloudflare.com"], Some("cloudflare"), None),
        (&["ns-515.awsdns-00.net"], Some("route53"), None),
        (&["ns-cloud-a1.googledomains.com"], Some("google-cloud"), None),
        (&["ns1.vercel-dns.com"], Some("vercel"), None),
        (&["ns0.wixdns.net"], Some("wix"), None),
        (&["ns1abc.name.com"], Some("name-com"), None),
        (&["ns1.worldnic.com"], Some("network-solutions"), None),
        (&["dns9.hichina.com"], Some("alibaba"), None),
        (&["ns1.digitalocean.com"], Some("digitalocean"), None),
        (&["dns1.p05.nsone.net"], Some("netlify"), None),
        (&["ns.notgabia.co.kr"], None, None),
    ];
    let id = |of: Option<&'static Registrar>| of.map(|registrar| registrar.id.as_str());
    for (servers, host, bought) in table {
        let servers = names(servers);
        assert_eq!((id(host_of_dns(&servers)), id(likely(&servers))), (host, bought), "{servers:?}");
        let known = registrars().values().filter(|registrar| registrar.serves(&servers)).count();
        assert!(known <= 1, "{servers:?} are told of several");
    }
    assert!(host_of_dns(&[]).is_none());
}

#[test]
fn whom_the_registry_names_comes_before_what_name_servers_let_one_guess() {
    let told = |name: &str, iana_id| {
        let registrar = Some(net::Registrar { name: name.to_owned(), iana_id });
        let all = net::Registration {
            source: net::Source::Rdap("rdap.verisign.com".to_owned()),
            registrar,
            name_servers: Vec::new(),
            statuses: Vec::new(),
            signed: None,
            expires: None,
        };
        let w = world().sees_parent(&["ns.gabia.co.kr"]);
        let look = registration::look(&w);
        let w = w.sees(look, Fact::Net(NetFact::Registration(net::Registered::Known(Box::new(all)))));
        of_site(&w).map(|registrar| registrar.id.clone())
    };
    assert_eq!(told("NAMECHEAP, INC.", None).as_deref(), Some("namecheap"));
    assert_eq!(told("Megazone Corp.", Some(1489)).as_deref(), Some("hosting-kr"));
    assert_eq!(told("Tucows Domains Inc.", Some(69)).as_deref(), Some(OTHER), "one of whom nothing is known, and no guess");
    assert_eq!(of_site(&world().sees_parent(&["ns.gabia.co.kr"])).map(|r| r.id.as_str()), Some("gabia"));
}

#[test]
fn the_list_has_those_with_a_form_and_the_other_last() {
    for language in Language::ALL {
        let all = listed(language);
        assert!(all.len() > 15 && all.last().is_some_and(|last| last.id == OTHER), "{all:?}");
        assert!(!all.iter().any(|registrar| ["vercel", "google-cloud"].contains(&registrar.id.as_str())));
    }
    assert_eq!(listed(Language::Ko)[0].name.in_language(Language::Ko), "가비아");
    let found = |letters: &str| listed(Language::En).iter().filter(|r| r.is_found_by(letters)).map(|r| r.id.as_str()).collect::<Vec<_>>();
    assert_eq!((found("가비"), found("GoD"), found("namec")), (vec!["gabia"], vec!["godaddy"], vec!["namecheap"]));
}
