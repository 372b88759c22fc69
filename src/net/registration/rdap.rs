//! What an RDAP server answers of a domain (RFC 9083), as far as it is used.

use serde::Deserialize;
use serde_json::Value;

use crate::engine::op::net::{Registrar, Registration, RegistryStatus, Source};
use crate::engine::time::Timestamp;
use crate::sanitize::cleaned;
use crate::site::DomainName;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Domain {
    #[serde(default)]
    nameservers: Vec<Nameserver>,
    #[serde(default)]
    status: Vec<String>,
    #[serde(default)]
    entities: Vec<Entity>,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(rename = "secureDNS")]
    secure_dns: Option<SecureDns>,
}

#[derive(Deserialize)]
struct Nameserver {
    #[serde(rename = "ldhName")]
    ldh_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SecureDns {
    delegation_signed: Option<bool>,
    #[serde(default)]
    ds_data: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entity {
    #[serde(default)]
    roles: Vec<String>,
    /// `["vcard", [["fn", {}, "text", "Gabia, Inc."], …]]`.
    vcard_array: Option<Value>,
    #[serde(default)]
    public_ids: Vec<PublicId>,
}

#[derive(Deserialize)]
struct PublicId {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    identifier: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    #[serde(default)]
    event_action: String,
    #[serde(default)]
    event_date: String,
}

/// The registration that this answer of `host` tells; `None`: it is no such answer.
pub(super) fn read(body: &[u8], host: &str) -> Option<Registration> {
    let whole: Value = serde_json::from_slice(body).ok()?;
    if whole.get("objectClassName").and_then(Value::as_str) != Some("domain") {
        return None;
    }
    let Domain { nameservers, status, entities, events, secure_dns } = serde_json::from_value(whole).ok()?;
    let mut name_servers: Vec<DomainName> =
        nameservers.iter().filter_map(|server| DomainName::from_wire(server.ldh_name.as_deref()?).ok()).collect();
    name_servers.sort_unstable();
    Some(Registration {
        source: Source::Rdap(host.to_owned()),
        registrar: entities.iter().find(|entity| entity.roles.iter().any(|role| role == "registrar")).and_then(registrar),
        name_servers,
        statuses: status.iter().filter_map(|text| RegistryStatus::read(text)).collect(),
        signed: secure_dns.and_then(|dns| dns.delegation_signed.or((!dns.ds_data.is_empty()).then_some(true))),
        expires: events.iter().find(|event| event.event_action == "expiration").and_then(|event| date(&event.event_date)),
    })
}

fn registrar(entity: &Entity) -> Option<Registrar> {
    let lines = entity.vcard_array.as_ref()?.get(1)?.as_array()?;
    let line = lines.iter().find(|line| line.get(0).and_then(Value::as_str) == Some("fn"))?;
    let name = cleaned(line.get(3)?.as_str()?.trim());
    let iana = entity.public_ids.iter().find(|id| id.kind.eq_ignore_ascii_case("IANA Registrar ID"));
    (!name.is_empty()).then(|| Registrar { name, iana_id: iana.and_then(|id| id.identifier.parse().ok()) })
}

/// RFC 3339, as RDAP writes every moment.
fn date(text: &str) -> Option<Timestamp> {
    Some(Timestamp(text.parse::<jiff::Timestamp>().ok()?.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shaped as Verisign's server answers, cut down.
    const ANSWER: &str = r#"{"objectClassName":"domain","handle":"1_DOMAIN_COM-VRSN","ldhName":"HEESTAGRAM.COM",
        "status":["client transfer prohibited","client hold"],
        "entities":[{"objectClassName":"entity","handle":"244","roles":["registrar"],
          "publicIds":[{"type":"IANA Registrar ID","identifier":"244"}],
          "vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Gabia, Inc."]]],
          "entities":[{"objectClassName":"entity","roles":["abuse"],"vcardArray":["vcard",[["fn",{},"text",""]]]}]}],
        "events":[{"eventAction":"registration","eventDate":"2020-01-02T03:04:05Z"},
          {"eventAction":"expiration","eventDate":"2027-01-02T03:04:05Z"}],
        "secureDNS":{"delegationSigned":true,"dsData":[{"keyTag":1,"algorithm":13,"digestType":2,"digest":"AB"}]},
        "nameservers":[{"objectClassName":"nameserver","ldhName":"NS1.GABIA.CO.KR"},{"objectClassName":"nameserver","ldhName":"NS.GABIA.CO.KR"}],
        "rdapConformance":["rdap_level_0"]}"#;

    #[test]
    fn a_registrys_answer_is_read_as_far_as_it_matters() {
        let read = read(ANSWER.as_bytes(), "rdap.verisign.com").unwrap();
        assert_eq!(read.registrar, Some(Registrar { name: "Gabia, Inc.".into(), iana_id: Some(244) }));
        assert_eq!(read.name_servers, ["ns.gabia.co.kr".parse().unwrap(), "ns1.gabia.co.kr".parse().unwrap()]);
        assert_eq!((read.statuses.as_slice(), read.signed), (&[RegistryStatus::ClientHold][..], Some(true)));
        assert_eq!(read.expires, date("2027-01-02T03:04:05Z"));
        assert_eq!(read.source, Source::Rdap("rdap.verisign.com".into()));
    }

    #[test]
    fn what_it_leaves_open_stays_open_and_what_is_no_answer_is_none() {
        let bare = read(br#"{"objectClassName":"domain","ldhName":"a.kr","nameservers":[{"ldhName":"bad name"},{}]}"#, "h").unwrap();
        assert_eq!((bare.registrar, bare.name_servers.len(), bare.signed, bare.expires), (None, 0, None, None));
        let unsigned = read(br#"{"objectClassName":"domain","secureDNS":{"delegationSigned":false}}"#, "h").unwrap();
        assert_eq!(unsigned.signed, Some(false));
        for no in
            [&b"<html></html>"[..], b"{}", b"[]", br#"{"objectClassName":"nameserver"}"#, br#"{"objectClassName":"domain","status":1}"#]
        {
            assert_eq!(read(no, "h"), None);
        }
    }

    #[test]
    fn control_characters_of_a_registrars_name_are_no_ones_to_see() {
        let name = r#"{"objectClassName":"domain","entities":[{"roles":["registrar"],"vcardArray":["vcard",[["fn",{},"text","Ga\u001b[31mbia"]]]}]}"#;
        let shown = read(name.as_bytes(), "h").unwrap().registrar.unwrap().name;
        assert!(!shown.chars().any(char::is_control), "{shown:?}");
    }
}
