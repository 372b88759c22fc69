//! Which server tells of a domain: the list that comes with the program, and IANA's, which is newer.

use serde::Deserialize;
use url::Url;

use crate::site::DomainName;

/// Where IANA keeps its list (RFC 9224).
pub(super) const IANA: &str = "https://data.iana.org/rdap/dns.json";
const SHIPPED: &str = include_str!("../../../assets/rdap.toml");

/// Whom to ask about the names of a registry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The base of its RDAP service, with the slash at its end.
    pub rdap: Option<Url>,
    /// Its WHOIS server, where RDAP leaves open what is needed.
    pub whois: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    registry: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The names below which it registers.
    under: Vec<DomainName>,
    rdap: Option<String>,
    whois: Option<String>,
}

/// What the program's own list knows of the domain's registry.
pub(super) fn shipped(domain: &DomainName) -> Sources {
    let Ok(File { registry }) = toml::from_str(SHIPPED) else { return Sources::default() };
    let fits = |entry: &&Entry| entry.under.iter().any(|suffix| domain.is_within(suffix));
    let base = |text: &String| Url::parse(text).ok();
    registry
        .iter()
        .find(fits)
        .map_or_else(Sources::default, |entry| Sources { rdap: entry.rdap.as_ref().and_then(base), whois: entry.whois.clone() })
}

/// IANA's list: each service is a list of names and a list of bases.
#[derive(Deserialize)]
struct Bootstrap {
    services: Vec<(Vec<String>, Vec<String>)>,
}

/// What came in place of IANA's list: a network that wants a login first answers with its page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoList;

/// The base that IANA's list names for the domain: of the longest name that fits, the first https one; `None`: none.
///
/// # Errors
/// [`NoList`] where it is no such list.
pub(super) fn iana(list: &[u8], domain: &DomainName) -> Result<Option<Url>, NoList> {
    let Bootstrap { services } = serde_json::from_slice(list).map_err(|_| NoList)?;
    Ok(base_of(&services, domain))
}

fn base_of(services: &[(Vec<String>, Vec<String>)], domain: &DomainName) -> Option<Url> {
    let fits = |name: &String| DomainName::from_wire(name).is_ok_and(|suffix| domain.is_within(&suffix));
    let longest = |names: &[String]| names.iter().filter(|name| fits(name)).map(String::len).max();
    let (_, bases) = services.iter().filter_map(|(names, bases)| Some((longest(names)?, bases))).max_by_key(|(length, _)| *length)?;
    bases.iter().filter_map(|base| Url::parse(base).ok()).find(|base| base.scheme() == "https")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> DomainName {
        text.parse().unwrap()
    }

    #[test]
    fn the_shipped_list_is_read_and_every_base_can_be_joined_to() {
        let File { registry } = toml::from_str(SHIPPED).unwrap();
        for Entry { under, rdap, whois } in &registry {
            assert!(rdap.is_some() || whois.is_some(), "{under:?}");
            let fits = |base: Url| base.scheme() == "https" && base.path().ends_with('/');
            assert!(rdap.iter().all(|base| Url::parse(base).is_ok_and(fits)), "{under:?}");
        }
        let base = |domain| shipped(&name(domain)).rdap.map(|base| base.to_string());
        assert_eq!(base("heestagram.com").as_deref(), Some("https://rdap.verisign.com/com/v1/"));
        assert_eq!(base("heestagram.co.kr"), base("한글.한국"));
        assert_eq!(shipped(&name("heestagram.kr")).whois.as_deref(), Some("whois.kr"));
        assert_eq!(shipped(&name("heestagram.test")), Sources::default());
    }

    #[test]
    fn of_ianas_list_the_longest_name_counts_and_its_https_base() {
        let list = br#"{"version":"1.0","publication":"2026-10-01T00:00:00Z","services":[
            [["uk","kr"],["https://rdap.nominet.uk/uk/"]],
            [["co.uk"],["http://plain.test/","https://secure.test/co/"]],
            [["broken"],["no url"]]]}"#;
        let base = |domain| iana(list, &name(domain)).unwrap().map(|base| base.to_string());
        assert_eq!(base("a.uk").as_deref(), Some("https://rdap.nominet.uk/uk/"));
        assert_eq!(base("a.co.uk").as_deref(), Some("https://secure.test/co/"));
        assert_eq!(base("a.broken"), None);
        assert_eq!(base("a.com"), None);
        assert_eq!(iana(b"<html>Please sign in to this network</html>", &name("a.uk")), Err(NoList), "that is no answer about a.uk");
    }
}
